"""What a cloud model's stream says, however its bytes are cut."""

from __future__ import annotations

import time

import pytest

from app.models.events import Events, said

STREAM = (
    ": a comment\r\n\r\n"
    "event: chunk\r\nid: 7\r\nretry: 10\r\ndata: one\r\n\r\n"
    "data:two\ndata:  и три\n\n\n"
    "data: line\u2028and\x0bline\u0085\r\rdata\n\nevent: ping\n\nnodata: x\n\n"
    "data: [DONE]\n\ndata: never ended\n"
)
SAID = ["one", "two\n и три", "line\u2028and\x0bline\u0085", ""]


def _all(pieces: list[bytes]) -> list[str]:
    events = Events()
    return [data for piece in pieces for data in events.feed(piece)]


def test_events_at_every_cut() -> None:
    whole = STREAM.encode()
    assert _all([whole]) == SAID
    assert _all([bytes([byte]) for byte in whole]) == SAID
    for cut in range(len(whole)):
        assert _all([whole[:cut], whole[cut:]]) == SAID


def test_what_is_not_utf8_is_no_stream() -> None:
    events = Events().feed(b"data: a\n\ndata: \xff\n\n")
    assert next(events) == "a"
    with pytest.raises(UnicodeDecodeError):
        next(events)
    events_left = Events()
    assert list(events_left.feed("data: a\n\nё".encode()[:-1])) == ["a"]
    with pytest.raises(UnicodeDecodeError):
        events_left.finish()


def test_a_long_line_takes_time_by_its_length() -> None:
    events, began = Events(), time.process_time()
    for _ in range(2_000):
        assert list(events.feed(b"x" * 4_096)) == []
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('{"choices":[{"delta":{"content":"a"},"finish_reason":null}]}', ("a", None)),
        ('{"choices":[{"delta":{"content":null},"finish_reason":"stop"}]}', ("", "stop")),
        ('{"choices":[{"delta":{"role":"assistant"}}],"error":null}', ("", None)),
        ('{"choices":[],"usage":{}}', ("", None)),
        ('{"choices":null}', ("", None)),
        ("{}", ("", None)),
    ],
)
def test_a_chunk(data: str, expected: tuple[str, str | None]) -> None:
    assert said(data) == expected


@pytest.mark.parametrize(
    "data",
    [
        "",
        "null",
        "[]",
        "{",
        '{"choices":[{}]}',
        '{"choices":[{"delta":null}]}',
        '{"choices":["text"]}',
        '{"choices":[{"delta":{"content":5}}]}',
        '{"choices":[{"delta":{"content":"a"}}],"error":{"message":"b"}}',
    ],
)
def test_no_chunk(data: str) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError, LookupError)):
        said(data)

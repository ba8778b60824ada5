"""A client's limit on an answer: between words, never inside code, the same for any stream."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.cutting import Limit
from app.spending import estimated_tokens

CODE = "Do this:\n```bash\nrm -rf /var/tmp/build\nsystemctl restart pay\n```\nand then that.\n"
CASES = [
    ("one two three four five six", 3, "one two "),
    ("one two three", 100, "one two three"),
    (CODE, 1_000, CODE),
    (CODE, 8, "Do this:\n"),
    ("Run `rm -rf /var/tmp/build` now, then look again.", 6, ""),
    ("a\n~~~\n```\nx y z x y z x y z\n~~~\nb", 5, "a\n"),
    ("a ```b\n", 1, ""),
    ("", 1, ""),
]


@pytest.mark.parametrize(("text", "tokens", "right"), CASES)
def test_cut(text: str, tokens: int, right: str) -> None:
    limit = Limit(tokens)
    shown = limit.feed(text) + limit.finish()
    assert shown == right
    assert limit.cut == (shown != text)


@given(text=st.text("ab `~\n1[]", max_size=80), tokens=st.integers(1, 30), data=st.data())
def test_a_stream_is_cut_as_the_whole_is(text: str, tokens: int, data: st.DataObject) -> None:
    whole = Limit(tokens)
    right = whole.feed(text) + whole.finish()
    at = data.draw(st.integers(0, len(text)))
    parts = Limit(tokens)
    said = parts.feed(text[:at]) + parts.feed(text[at:]) + parts.finish()
    assert (said, parts.cut) == (right, whole.cut)
    assert text.startswith(right) and estimated_tokens(right) <= tokens


@given(text=st.text(max_size=60), at=st.integers(0, 60))
def test_without_a_limit_nothing_is_held_back(text: str, at: int) -> None:
    limit = Limit(None)
    assert limit.feed(text[:at]) == text[:at] and limit.feed(text[at:]) == text[at:]
    assert limit.finish() == "" and not limit.cut


def test_what_comes_after_the_cut_is_not_shown() -> None:
    limit = Limit(4)
    assert limit.feed("one two three four five six\nb\n") == "one two three "
    assert limit.feed("c\n") + limit.finish() == ""

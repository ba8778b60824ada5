"""Answers given are known again by whom they were given to, at their level, and by nobody else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from app.errors import RecordsUnusable
from app.records import given
from app.records.exchange import Source
from app.records.given import Given
from app.records.opening import Records
from index.chunk import Sensitivity
from tests.unit.app.records.conftest import Clock, bytes_of

ME, OTHER = "key:aaaa", "key:bbbb"
TEXT = "Run `deploy --undo` on the wombat host [1]."
PAGE = Source("docs:a.md", "r1", Sensitivity.INTERNAL)
BOARD = Source("docs:board.md", "r1", Sensitivity.RESTRICTED)


def test_an_answer_is_known_again(records: Records) -> None:
    records.given.remember(ME, TEXT, Sensitivity.INTERNAL, [PAGE])
    known = Given(Sensitivity.INTERNAL, (PAGE,))
    for sent in (TEXT, f"\n {TEXT}\t\u00a0\r\n"):
        assert records.given.level_of(ME, sent) == known


@pytest.mark.parametrize(
    "sent",
    [TEXT.upper(), TEXT.replace(" ", "  ", 1), TEXT + ".", TEXT[:-1], "", TEXT + "\0", "\ud800"],
)
def test_a_text_that_was_changed_is_unknown(records: Records, sent: str) -> None:
    records.given.remember(ME, TEXT, Sensitivity.INTERNAL)
    assert records.given.level_of(ME, sent) is None


def test_to_anybody_else_it_was_not_given(records: Records) -> None:
    records.given.remember(ME, TEXT, Sensitivity.INTERNAL)
    assert records.given.level_of(OTHER, TEXT) is None
    records.given.remember("a", "b" + TEXT, Sensitivity.INTERNAL)
    assert records.given.level_of("ab", TEXT) is None


def test_given_at_two_levels_it_has_the_stricter_and_both_sources(records: Records) -> None:
    other = Source("docs:b.md", "r2", Sensitivity.CONFIDENTIAL)
    records.given.remember(ME, TEXT, Sensitivity.CONFIDENTIAL, [other])
    records.given.remember(ME, TEXT, Sensitivity.PUBLIC, [PAGE, PAGE])
    assert records.given.level_of(ME, TEXT) == Given(Sensitivity.CONFIDENTIAL, (other, PAGE))


def test_of_a_restricted_answer_no_source_is_kept(records: Records) -> None:
    records.given.remember(ME, TEXT, Sensitivity.INTERNAL, [PAGE])
    records.given.remember(ME, TEXT, Sensitivity.INTERNAL, [BOARD])
    assert records.given.level_of(ME, TEXT) == Given(Sensitivity.RESTRICTED, ())
    records.given.remember(ME, TEXT, Sensitivity.PUBLIC, [PAGE])
    assert records.given.level_of(ME, TEXT) == Given(Sensitivity.RESTRICTED, ())


def test_no_text_is_at_rest(on_file: Records, path: Path) -> None:
    on_file.given.remember(ME, TEXT, Sensitivity.RESTRICTED, [BOARD])
    kept = bytes_of(path)
    assert ME.encode() in kept
    for words in (b"wombat", b"deploy", b"board.md"):
        assert words not in kept
    key = path.with_name("given.key")
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.read_bytes() not in kept


def test_they_expire(records: Records, clock: Clock) -> None:
    records.given.remember(ME, TEXT, Sensitivity.INTERNAL)
    records.given.remember(ME, "another", Sensitivity.INTERNAL)
    clock.later(days=29)
    records.given.remember(ME, TEXT, Sensitivity.INTERNAL)
    clock.later(days=1)
    assert records.given.level_of(ME, "another") is None
    assert records.given.level_of(ME, TEXT) is not None
    assert records.given.purge(clock()) == 1


def test_they_are_bounded(records: Records, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(given, "MOST", 5)
    records.given.remember(OTHER, TEXT, Sensitivity.INTERNAL)
    for number in range(8):
        clock.later(seconds=1)
        records.given.remember(ME, f"answer {number}", Sensitivity.INTERNAL)
    known = [records.given.level_of(ME, f"answer {number}") is not None for number in range(8)]
    assert known == [False] * 3 + [True] * 5
    assert records.given.level_of(OTHER, TEXT) is not None


def test_the_key_outlives_the_process_and_another_key_knows_nothing(
    path: Path, clock: Clock
) -> None:
    with closing(Records.open(path, now=clock)) as records:
        records.given.remember(ME, TEXT, Sensitivity.INTERNAL)
    with closing(Records.open(path, now=clock)) as records:
        assert records.given.level_of(ME, TEXT) is not None
    path.with_name("given.key").unlink()
    with closing(Records.open(path, now=clock)) as records:
        assert records.given.level_of(ME, TEXT) is None


def test_a_damaged_key_is_said(on_file: Records, path: Path) -> None:
    path.with_name("given.key").write_bytes(b"short")
    with pytest.raises(RecordsUnusable, match=r"given\.key.*remove it"):
        on_file.given.level_of(ME, TEXT)


def test_what_comes_at_once_is_kept_once_and_at_its_strictest(records: Records) -> None:
    levels = [Sensitivity(number % 3) for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda level: records.given.remember(ME, TEXT, level), levels))
    assert records.given.level_of(ME, TEXT) == Given(Sensitivity.CONFIDENTIAL, ())
    assert records.given.forget(ME) == 1
    assert records.given.level_of(ME, TEXT) is None

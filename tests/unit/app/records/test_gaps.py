"""The gaps report: repeated questions together, by page and owner, and nothing of RESTRICTED."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.records import gaps
from app.records.gaps import Near, folded
from app.records.opening import Records
from index.chunk import Sensitivity
from tests.unit.app.records.conftest import Clock, bytes_of

ROLLBACK = Near("docs:rollback.md", "ops", Sensitivity.INTERNAL)
PAY = Near("hr:pay.md", "hr", Sensitivity.CONFIDENTIAL)
LONE = Near("docs:lone.md", None, Sensitivity.PUBLIC)
BOARD = Near("board:okapi.md", "board", Sensitivity.RESTRICTED)


@pytest.mark.parametrize(
    "asked",
    [
        "  КАК  откатить\tрелиз",
        "Как откатить релиз?!",
        "«как откатить релиз»",
        "как откатить релиз…",
    ],
)
def test_a_question_is_one_however_it_is_written(asked: str) -> None:
    assert folded(asked) == "как откатить релиз"


def test_yo_and_width_are_folded_and_names_are_not() -> None:
    assert folded("Всё ещё") == folded("все еще")
    assert folded("ｒｏｌｌ") == "roll"
    assert folded("how in C++") != folded("how in C#") != folded("how in C")


def test_repeated_questions_are_counted_together(records: Records, clock: Clock) -> None:
    first = clock()
    records.gaps.add("key:a", "How do I roll back?", [ROLLBACK, LONE], "en")
    clock.later(hours=1)
    records.gaps.add("key:b", "how do I  roll back", [ROLLBACK, PAY], "en")
    records.gaps.add("key:a", "Кому писать?", [PAY], "ru")
    report = records.gaps.report()
    asked, other = report.gaps
    assert (asked.question, asked.times, asked.askers) == ("how do I  roll back", 2, 2)
    assert (asked.first, asked.last) == (first, clock())
    assert asked.sources == ("docs:rollback.md", "hr:pay.md", "docs:lone.md")
    assert asked.owners == ("ops", "hr")
    assert (other.times, other.languages) == (1, ("ru",))
    assert report.by_source == {"docs:rollback.md": 2, "hr:pay.md": 2, "docs:lone.md": 1}
    assert report.by_owner == {"ops": 2, "hr": 2, "": 1}
    assert report.to_json()["by_owner"] == report.by_owner


def test_a_report_names_no_page_its_reader_may_not_read(records: Records) -> None:
    records.gaps.add("key:a", "Who is paid what?", [PAY], "en")
    report = records.gaps.report(readable=lambda source: source.startswith("docs:"))
    assert (report.gaps[0].sources, report.gaps[0].owners) == ((), ())
    assert (report.by_source, report.by_owner) == ({}, {"": 1})


def test_nothing_of_restricted_is_kept(on_file: Records, path: Path) -> None:
    on_file.gaps.add("key:a", "Is the zebra sold?", [LONE], "en", Sensitivity.RESTRICTED)
    on_file.gaps.add("key:a", "What of the plan?", [BOARD, LONE], "en")
    [gap] = on_file.gaps.report().gaps
    assert (gap.question, gap.sources) == ("What of the plan?", ("docs:lone.md",))
    for words in (b"zebra", b"okapi", b"board"):
        assert words not in bytes_of(path)


def test_a_report_can_begin_at_a_day_and_is_bounded(records: Records, clock: Clock) -> None:
    records.gaps.add("key:a", "one", [], "en")
    clock.later(days=1)
    for question in ("two", "two", "three"):
        records.gaps.add("key:a", question, [], "en")
    assert [gap.question for gap in records.gaps.report(since=clock()).gaps] == ["two", "three"]
    assert [gap.question for gap in records.gaps.report(last=1).gaps] == ["two"]


def test_they_expire_and_are_bounded(
    records: Records, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gaps, "MOST", 3)
    records.gaps.add("key:a", "old", [], "en")
    clock.later(days=366)
    for number in range(5):
        records.gaps.add("key:a", f"q{number}", [], "en")
    assert records.purge()["gaps"] == 3
    assert {gap.question for gap in records.gaps.report().gaps} == {"q2", "q3", "q4"}
    assert records.purge()["gaps"] == 0


def test_any_text_can_be_kept(records: Records) -> None:
    records.gaps.add("key:\0", "x\0\ud800 ё?", [Near("a\0", "\ud800", Sensitivity.PUBLIC)], "en")
    [gap] = records.gaps.report().gaps
    assert gap.question == "x\ufffd\ufffd ё?"
    assert gap.sources == ("a\0",)

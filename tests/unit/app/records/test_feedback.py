"""Feedback: on one's own answers, the last word counts, and nothing of RESTRICTED."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.records.exchange import Source
from app.records.feedback import Counts
from app.records.opening import Records
from index.chunk import Sensitivity
from tests.unit.app.records.conftest import Clock, bytes_of
from tests.unit.app.records.test_conversations import ME, OTHER, exchange


@pytest.fixture
def conversation(records: Records) -> str:
    key = records.conversations.create(ME)
    for answer in ("a1", "a2", "a3"):
        records.conversations.add(key, ME, exchange(answer))
    return key


def test_the_later_word_counts(records: Records, conversation: str, clock: Clock) -> None:
    assert records.feedback.give("a1", ME, "up")
    clock.later(minutes=1)
    assert records.feedback.give("a1", ME, "down", "wrong", "no such flag", needs_human=True)
    [opinion] = records.feedback.list()
    assert (opinion.verdict, opinion.reason, opinion.remark) == ("down", "wrong", "no such flag")
    assert opinion.needs_human
    assert opinion.created == clock()
    assert opinion.question == "How do I roll back a1?"
    assert opinion.sources == (Source("docs:a.md", "r1", Sensitivity.INTERNAL),)
    assert records.feedback.counts() == Counts(0, 1, 1, {"wrong": 1})
    assert records.feedback.verdicts(["a1", "a2"], ME) == {"a1": "down"}
    assert records.feedback.verdicts(["a1", "a2"], OTHER) == {}


def test_nobody_judges_another_ones_answer(records: Records, conversation: str) -> None:
    assert records.feedback.give("a1", OTHER, "up") is False
    assert records.feedback.give("there-is-none", ME, "up") is False
    assert records.feedback.list() == []


def test_it_is_listed_newest_first(records: Records, conversation: str, clock: Clock) -> None:
    for answer in ("a1", "a2", "a3"):
        records.feedback.give(answer, ME, "up", needs_human=answer == "a2")
        clock.later(minutes=1)
    assert [one.answer for one in records.feedback.list()] == ["a3", "a2", "a1"]
    assert [one.answer for one in records.feedback.list(last=1)] == ["a3"]
    assert [one.answer for one in records.feedback.list(needs_human=True)] == ["a2"]


def test_it_is_exported_as_cases(records: Records, conversation: str, clock: Clock) -> None:
    records.feedback.give("a2", ME, "up")
    clock.later(minutes=1)
    records.feedback.give("a1", ME, "down", "outdated", "see\nthe new page")
    lines = list(records.feedback.export())
    assert all("\n" not in line for line in lines)
    first, second = map(json.loads, lines)
    assert (first["id"], second["id"]) == ("a2", "a1")
    assert second == {
        "id": "a1",
        "question": "How do I roll back a1?",
        "answer": "Run `deploy --undo a1` [1].",
        "verdict": "down",
        "reason": "outdated",
        "remark": "see\nthe new page",
        "sources": ["docs:a.md"],
        "lane": "cloud",
        "sensitivity": "INTERNAL",
        "created": "2026-11-03T12:01:00+00:00",
    }


def test_what_rests_on_an_unreadable_page_is_not_shown(records: Records, conversation: str) -> None:
    records.feedback.give("a1", ME, "up")
    hidden = exchange("b1", sources=(Source("hr:pay.md", "r", Sensitivity.INTERNAL),))
    records.conversations.add(conversation, ME, hidden)
    records.feedback.give("b1", ME, "up")
    seen = records.feedback.list(readable=lambda source: source.startswith("docs:"))
    assert [one.answer for one in seen] == ["a1"]
    assert len(list(records.feedback.export(lambda source: source.startswith("docs:")))) == 1


def test_of_a_restricted_answer_only_the_verdict_is_kept(on_file: Records, path: Path) -> None:
    key = on_file.conversations.create(ME)
    board = Source("docs:okapi.md", "r1", Sensitivity.RESTRICTED)
    on_file.conversations.add(key, ME, exchange("r1", question="okapi?", sources=(board,)))
    assert on_file.feedback.give("r1", ME, "down", "wrong", "the okapi is not sold")
    [opinion] = on_file.feedback.list()
    assert (opinion.verdict, opinion.level) == ("down", Sensitivity.RESTRICTED)
    assert (opinion.remark, opinion.question, opinion.text, opinion.sources) == ("", "", "", ())
    assert list(on_file.feedback.export()) == []
    assert b"okapi" not in bytes_of(path)


def test_it_outlives_the_conversation_unless_that_is_deleted(
    on_file: Records, path: Path, clock: Clock
) -> None:
    for answer in ("walrus", "narwhal", "dugong"):
        key = on_file.conversations.create(ME)
        on_file.conversations.add(key, ME, exchange(answer))
        on_file.feedback.give(answer, ME, "up", remark=f"{answer} remark")
    on_file.conversations.delete(key, ME)
    assert b"dugong remark" not in bytes_of(path)
    assert b"back dugong" not in bytes_of(path)
    clock.later(days=91)
    gone = {"conversations": 2, "given": 0, "feedback": 0, "gaps": 0, "codes": 0}
    assert on_file.purge() == gone
    assert len(list(on_file.feedback.export())) == 2
    on_file.conversations.delete_all(ME)
    assert list(on_file.feedback.export()) == []
    assert on_file.feedback.counts().up == 3
    assert b"walrus remark" not in bytes_of(path)
    clock.later(days=275)
    assert on_file.purge()["feedback"] == 3


def test_words_that_come_at_once_are_one(records: Records, conversation: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda _: records.feedback.give("a1", ME, "up"), range(24)))
    assert len(records.feedback.list()) == 1


def test_somebody_can_be_forgotten(records: Records, conversation: str) -> None:
    records.feedback.give("a1", ME, "up")
    records.gaps.add(ME, "Where is it?", [], "en")
    records.gaps.add(OTHER, "Where is it?", [], "en")
    records.given.remember(ME, "text", Sensitivity.PUBLIC)
    gone = {"conversations": 1, "given": 1, "feedback": 1, "gaps": 1}
    assert records.forget(ME) == gone
    assert records.forget(ME) == dict.fromkeys(gone, 0)
    assert records.gaps.report().gaps[0].times == 1

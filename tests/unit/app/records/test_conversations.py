"""Conversations: of one principal, with a level that never sinks and nothing of RESTRICTED."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from app.dialogue import Citation, Lane
from app.records.exchange import Exchange, Source
from app.records.opening import Records
from index.chunk import Sensitivity
from tests.unit.app.records.conftest import Clock, bytes_of

ME, OTHER = "key:aaaa", "key:bbbb"


def exchange(answer: str, level: Sensitivity = Sensitivity.INTERNAL, **changed: object) -> Exchange:
    whole = Exchange(
        answer=answer,
        question=f"How do I roll back {answer}?",
        text=f"Run `deploy --undo {answer}` [1].",
        level=level,
        lane=Lane.CLOUD,
        model="m",
        reason="may leave",
        sources=(Source("docs:a.md", "r1", Sensitivity.INTERNAL),),
        citations=(Citation(1, "docs:a.md", ("A", "B"), (3, 9), None, "ops", "2026-01-01"),),
        sent_question="How do I roll back ⟦HOST_1⟧?",
        sent_answer="Run it on ⟦HOST_1⟧",
        outgoing="system\n\nHow do I roll back ⟦HOST_1⟧?",
        masked=2,
        warnings=("check it",),
    )
    return replace(whole, **changed)  # type: ignore[arg-type]


def test_a_turn_comes_back_as_it_was_kept(records: Records, clock: Clock) -> None:
    key = records.conversations.create(ME)
    kept = exchange("a1")
    assert records.conversations.add(key, ME, kept)
    found = records.conversations.get(key, ME)
    assert found is not None
    assert found.exchanges == (replace(kept, created=clock(), number=1),)
    assert found.line.title == "How do I roll back a1?"
    assert (found.line.turns, found.line.level) == (1, Sensitivity.INTERNAL)
    assert records.conversations.answered("a1", ME) == found.exchanges[0]
    assert found.exchanges[0].turn.sent_answer == "Run it on ⟦HOST_1⟧"


def test_they_are_listed_newest_first(records: Records, clock: Clock) -> None:
    keys = []
    for _ in range(4):
        keys.append(records.conversations.create(ME))
        clock.later(minutes=1)
    records.conversations.add(keys[0], ME, exchange("a"))
    records.conversations.create(OTHER)
    order = [keys[0], keys[3], keys[2], keys[1]]
    assert [line.id for line in records.conversations.list(ME)] == order
    assert [line.id for line in records.conversations.list(ME, last=2)] == order[:2]


@pytest.mark.parametrize("who", [OTHER, "", "key:aaa", "KEY:AAAA", f"{ME}/for:x", ME + "\0", "%"])
def test_to_anybody_else_it_is_as_if_there_were_none(records: Records, who: str) -> None:
    key = records.conversations.create(ME)
    records.conversations.add(key, ME, exchange("a1"))
    for asked in (key, "there-is-none"):
        assert records.conversations.get(asked, who) is None
        assert records.conversations.level(asked, who) is None
        assert records.conversations.history(asked, who, 5) == ()
        assert records.conversations.delete(asked, who) is False
        assert records.conversations.add(asked, who, exchange("a2")) is False
    assert records.conversations.list(who) == []
    assert records.conversations.answered("a1", who) is None
    assert records.conversations.delete_all(who) == 0
    mine = records.conversations.get(key, ME)
    assert mine is not None
    assert [one.answer for one in mine.exchanges] == ["a1"]


def test_principals_that_look_alike_are_two(records: Records) -> None:
    for first, second in (("a\0", "a\ufffd"), ("a\ud800", "a\ufffd"), ("a%00", "a\0"), ("a", "a ")):
        key = records.conversations.create(first)
        assert records.conversations.get(key, second) is None
        assert records.conversations.get(key, first) is not None


def test_of_a_restricted_turn_only_its_level_is_kept(on_file: Records, path: Path) -> None:
    key = on_file.conversations.create(ME)
    secret = Source("docs:board/merger.md", "r1", Sensitivity.RESTRICTED)
    on_file.conversations.add(key, ME, exchange("plainly-said"))
    on_file.conversations.add(
        key, ME, exchange("zebra", Sensitivity.RESTRICTED, reason="zebra", warnings=("zebra",))
    )
    on_file.conversations.add(key, ME, exchange("okapi", text="okapi", sources=(secret,)))
    found = on_file.conversations.get(key, ME)
    assert found is not None
    assert found.line.level is Sensitivity.RESTRICTED
    assert [one.level.name for one in found.exchanges] == ["INTERNAL", "RESTRICTED", "RESTRICTED"]
    assert [one.question for one in found.exchanges[1:]] == ["", ""]
    assert [one.answer for one in on_file.conversations.history(key, ME, 9)] == ["plainly-said"]
    kept = bytes_of(path)
    assert b"undo plainly-said" in kept
    for words in (b"undo zebra", b"back zebra", b"back okapi", b"merger", b"docs:board"):
        assert words not in kept
    assert b"zebra" in kept, "the answer's id is kept, and would show more of it"


def test_a_restricted_turn_gives_no_title(records: Records) -> None:
    key = records.conversations.create(ME)
    records.conversations.add(key, ME, exchange("a", Sensitivity.RESTRICTED))
    assert records.conversations.list(ME)[0].title == ""
    records.conversations.add(key, ME, exchange("b"))
    assert records.conversations.list(ME)[0].title == "How do I roll back b?"


def test_the_level_never_sinks(records: Records) -> None:
    key = records.conversations.create(ME)
    assert records.conversations.level(key, ME) is Sensitivity.PUBLIC
    for level in (Sensitivity.INTERNAL, Sensitivity.CONFIDENTIAL, Sensitivity.PUBLIC):
        records.conversations.add(key, ME, exchange(level.name, level, sources=()))
    assert records.conversations.level(key, ME) is Sensitivity.CONFIDENTIAL


def test_a_level_is_raised_without_a_turn_by_its_principal_only(records: Records) -> None:
    key = records.conversations.create(ME)
    records.conversations.raise_to(key, OTHER, Sensitivity.RESTRICTED)
    assert records.conversations.level(key, ME) is Sensitivity.PUBLIC
    records.conversations.raise_to(key, ME, Sensitivity.CONFIDENTIAL)
    records.conversations.raise_to(key, ME, Sensitivity.INTERNAL)
    assert records.conversations.level(key, ME) is Sensitivity.CONFIDENTIAL


def test_the_history_is_the_last_turns_that_were_answered(records: Records) -> None:
    key = records.conversations.create(ME)
    for number in range(6):
        records.conversations.add(key, ME, exchange(f"a{number}", abstained=number == 4))
    history = records.conversations.history(key, ME, 3)
    assert [one.answer for one in history] == ["a2", "a3", "a5"]


def test_what_is_deleted_is_gone_from_the_disk(on_file: Records, path: Path) -> None:
    for answer in ("walrus", "narwhal"):
        key = on_file.conversations.create(ME)
        on_file.conversations.add(key, ME, exchange(answer))
    kept = on_file.conversations.create(OTHER)
    on_file.conversations.add(kept, OTHER, exchange("remains"))
    assert b"walrus" in bytes_of(path)
    assert on_file.conversations.delete(key, ME)
    assert on_file.conversations.get(key, ME) is None
    assert on_file.conversations.answered("narwhal", ME) is None
    assert b"narwhal" not in bytes_of(path)
    assert on_file.conversations.delete_all(ME) == 1
    assert on_file.conversations.list(ME) == []
    assert b"walrus" not in bytes_of(path)
    assert b"remains" in bytes_of(path)


def test_they_expire(records: Records, clock: Clock) -> None:
    old = records.conversations.create(ME)
    spoken_in = records.conversations.create(ME)
    clock.later(days=29)
    records.conversations.add(spoken_in, ME, exchange("a"))
    clock.later(days=1, seconds=1)
    assert records.conversations.purge(clock(), 30) == 1
    assert records.conversations.get(old, ME) is None
    assert records.conversations.get(spoken_in, ME) is not None


def test_a_long_question_makes_a_short_title(records: Records) -> None:
    key = records.conversations.create(ME)
    records.conversations.add(key, ME, exchange("a", question="word\n" * 100))
    title = records.conversations.list(ME)[0].title
    assert title.startswith("word word")
    assert len(title) <= 80


def test_any_text_can_be_kept(records: Records) -> None:
    key = records.conversations.create(ME)
    odd = exchange("a", text="x\0y\ud800 ё 🦔", warnings=("\0", "\ud800"))
    records.conversations.add(key, ME, odd)
    [found] = records.conversations.history(key, ME, 1)
    assert found.text == "x\ufffdy\ufffd ё 🦔"
    assert found.warnings == odd.warnings


def test_turns_that_come_at_once_all_have_a_place(records: Records) -> None:
    key = records.conversations.create(ME)
    with ThreadPoolExecutor(8) as pool:
        done = pool.map(
            lambda number: records.conversations.add(key, ME, exchange(f"a{number}")), range(24)
        )
        assert all(done)
    found = records.conversations.get(key, ME)
    assert found is not None
    assert [one.number for one in found.exchanges] == list(range(1, 25))
    assert found.line.turns == 24


def test_a_turn_of_a_conversation_deleted_meanwhile_is_not_kept(records: Records) -> None:
    key = records.conversations.create(ME)
    records.conversations.delete(key, ME)
    assert records.conversations.add(key, ME, exchange("a")) is False
    assert records.conversations.answered("a", ME) is None

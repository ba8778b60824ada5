"""Several questions of one conversation: the same placeholders, both forms, the strictest level."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.answering import Desk, answer
from app.dialogue import Answer, Found, Lane, Question
from app.memory import Memories
from app.prompt import Turn
from index.chunk import Passage, Sensitivity
from index.filters import Access
from tests.flow.test_answering import RUNBOOK, Scripted, make_desk
from tests.unit.app.gate_parts import passage
from tests.wire.fake_cloud import Act, fake_cloud

OTHER = passage("Ask Иван Петров, then Anna Petrova, about c-3.corp.lan and db-1.corp.lan.")


async def whole(question: Question, desk: Desk) -> Answer:
    pieces = [piece async for piece in answer(question, desk)]
    final = pieces[-1]
    assert isinstance(final, Answer)
    return final


def finding(searched: list[str], page: Passage = RUNBOOK) -> Callable[[Question], list[Passage]]:
    """Finds this page, and notes what was searched for."""

    def find(question: Question) -> list[Passage]:
        searched.append(question.text)
        return [page]

    return find


def follow_up(text: str, *turns: Turn) -> Question:
    return Question("q2", text, Access.owner(), "page:alice:1", turns)


async def test_placeholders_stay_the_same_and_history_goes_out_masked(tmp_path: Path) -> None:
    act = Act(pieces=("Tell \u27e6PERSON_1\u27e7 [1].",))
    async with fake_cloud(act) as cloud:
        desk = make_desk(tmp_path, cloud)
        first = await whole(
            Question("q1", "Who knows payments?", Access.owner(), "page:alice:1"), desk
        )
        assert first.turn is not None
        other = replace(desk, find=lambda _: [OTHER])
        second = await whole(follow_up("And who else?", first.turn), other)
    assert "Anna Petrova" in first.text and "Anna Petrova" in second.text
    assert (first.turn.answer, first.turn.question) == (first.text, "Who knows payments?")
    assert first.turn.sent_answer == "Tell \u27e6PERSON_1\u27e7 [1]."
    sent = cloud.requests[1].decode()
    assert "Tell \u27e6PERSON_1\u27e7" in sent.replace("\\u27e6", "\u27e6").replace(
        "\\u27e7", "\u27e7"
    )
    assert "Petrova" not in sent and "Петров" not in sent and "db-1.corp" not in sent


async def test_another_conversation_has_numbers_of_its_own(tmp_path: Path) -> None:
    async with fake_cloud() as cloud:
        desk = make_desk(tmp_path, cloud, passages=(OTHER,))
        one = await whole(Question("q1", "Who?", Access.owner(), "a"), desk)
        two = await whole(Question("q2", "Who?", Access.owner(), "b"), desk)
    assert one.outgoing == two.outgoing
    assert len(desk.memories) == 2


async def test_law_7_a_confidential_turn_keeps_the_conversation_inside(tmp_path: Path) -> None:
    earlier = Turn("What of the merger?", "It is off.", Sensitivity.CONFIDENTIAL)
    async with fake_cloud() as cloud:
        desk = make_desk(tmp_path, cloud)
        clean = await whole(follow_up("How do I restart payments?"), desk)
        kept = await whole(follow_up("How do I restart payments?", earlier), desk)
        assert (clean.lane, kept.lane) == (Lane.CLOUD, Lane.LOCAL)
        assert len(cloud.requests) == 1
    assert kept.turn is not None and kept.turn.sensitivity is Sensitivity.CONFIDENTIAL
    assert kept.turn.sent_question is None and kept.turn.sent_answer is None
    assert "earlier turn" in kept.reason


async def test_a_value_learned_later_is_masked_in_earlier_turns_too(tmp_path: Path) -> None:
    earlier = Turn("Is globex-vpn up?", "globex-vpn is up.", Sensitivity.INTERNAL)
    page = passage("Globex calls Anna Petrova about " + RUNBOOK.chunk.text)
    async with fake_cloud() as cloud:
        final = await whole(
            follow_up("And now?", earlier), make_desk(tmp_path, cloud, passages=(page,))
        )
    assert final.lane is Lane.CLOUD
    assert "globex" not in cloud.requests[0].decode().lower()


def test_memories_are_bounded_and_one_request_at_a_time() -> None:
    memories = Memories(most=2)
    with memories.of("a") as first, memories.of("b"):
        pass
    with memories.of("a") as again:
        assert again is first
    with memories.of("c"):
        pass
    assert len(memories) == 2
    with memories.of("a") as kept:
        assert kept is first
    memories.forget("a")
    with memories.of("a") as fresh:
        assert fresh is not first
    with memories.of("") as one, memories.of("") as two:
        assert one is not two
    entered = threading.Event()

    def enter() -> None:
        with memories.of("a"):
            entered.set()

    with memories.of("a"):
        thread = threading.Thread(target=enter)
        thread.start()
        assert not entered.wait(0.1)
    thread.join(5)
    assert entered.is_set()


async def test_a_follow_up_is_made_whole_by_the_local_model_and_never_by_the_cloud(
    tmp_path: Path,
) -> None:
    local = Scripted(("Who knows payments at night?",))
    searched: list[str] = []
    async with fake_cloud(Act(pieces=("Call the on-call [1].",))) as cloud:
        made = make_desk(tmp_path, cloud, local=local)
        desk = replace(made, find=finding(searched), follow_up_seconds=5.0)
        first = await whole(Question("q1", "Who knows payments?", Access.owner(), "c"), desk)
        assert first.turn is not None
        pieces = [p async for p in answer(follow_up("And at night?", first.turn), desk)]
        bodies = cloud.bodies
    assert searched == ["Who knows payments?", "Who knows payments at night?"]
    assert isinstance(pieces[0], Found) and pieces[0].sought == "Who knows payments at night?"
    said = pieces[-1]
    assert isinstance(said, Answer) and said.turn is not None
    assert (said.lane, said.turn.question) == (Lane.CLOUD, "And at night?")
    assert len(bodies) == 2, "the two answers, and nothing to rewrite"
    assert all("make the last question" not in json.dumps(body) for body in bodies)
    assert [prompt.question for prompt in local.asked] == ["And at night?"]


async def test_a_busy_local_model_is_not_waited_for_to_rewrite(tmp_path: Path) -> None:
    local = Scripted(("Who knows payments at night?",))
    searched: list[str] = []
    made = make_desk(tmp_path, local=local)
    desk = replace(made, find=finding(searched), follow_up_seconds=5.0)
    with desk.queue.join("somebody"):
        turn = Turn("Who knows payments?", "Ann [1].", Sensitivity.INTERNAL)
        whole_one, _, _ = await desk.found(follow_up("And at night?", turn))
    assert whole_one.text == "Who knows payments?\nAnd at night?"
    assert local.asked == []


async def test_a_question_that_finds_nothing_alone_may_be_one_on_the_pages_before(
    tmp_path: Path,
) -> None:
    searched: list[str] = []
    page = passage("Roll back payments, then tell Ann.")
    desk = replace(
        make_desk(tmp_path, passages=(page,)),
        find=finding(searched, page),
        relevant=lambda text, _: "payments" in text,
    )
    turn = Turn("How do I roll back payments?", "Run it [1].", Sensitivity.INTERNAL)
    said = await whole(follow_up("who should I tell?", turn), desk)
    off = await whole(follow_up("what is the weather?", turn), desk)
    assert searched[:2] == [
        "who should I tell?",
        "How do I roll back payments?\nwho should I tell?",
    ]
    assert not said.abstained and off.abstained

"""Follow-ups: which questions lean on the one before, and what is searched for then."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

import pytest

from app.dialogue import Question, Queued
from app.errors import ModelTimeout
from app.follow_up import goes_on, leans, sought
from app.prompt import Prompt, Turn
from index.chunk import Sensitivity
from index.filters import Access
from tests.unit.app.gate_parts import passage

_FIRST = "How do I fail over the patroni cluster?"
_SAID = "Run patronictl switchover on the leader pg-07 [1]."


@dataclass(slots=True)
class Model:
    """A local model that says one thing, after a while."""

    says: str = ""
    seconds: float = 0.0
    fails: bool = False
    prompts: list[Prompt] = field(default_factory=list)

    async def ask(self, prompt: Prompt) -> AsyncGenerator[str | Queued, None]:
        self.prompts.append(prompt)
        await asyncio.sleep(self.seconds)
        if self.fails:
            raise ModelTimeout("the model is late")
        for word in self.says.split(" "):
            yield word + " "


def question(text: str, *turns: tuple[str, str]) -> Question:
    history = tuple(Turn(asked, said, Sensitivity.INTERNAL) for asked, said in turns)
    return Question("q", text, Access.owner(), history=history)


async def searched(text: str, model: Model | None = None, *turns: tuple[str, str]) -> str:
    asked = question(text, *(turns or ((_FIRST, _SAID),)))
    return await sought(asked, None if model is None else model.ask, 0.5)


@pytest.mark.parametrize(
    "text",
    [
        "And on the replica?",
        "How do I restart it?",
        "What about staging?",
        "why?",
        "What next?",
        "Who owns it?",
        "How do I check that it worked?",
        "how do I silence this alert",
        "А на стейдже?",
        "Как его перезапустить?",
        "Что дальше?",
        "А если не помогло?",
        "Есть ли там бэкап?",
        "Почему?",
        "Кто за это отвечает?",
    ],
)
def test_these_lean_on_the_one_before(text: str) -> None:
    assert leans(text)


@pytest.mark.parametrize(
    "text",
    [
        "How do I fail over the patroni cluster?",
        "Is there a runbook for redis memory?",
        "Does this work on db-03?",
        "what about kafka disk full?",
        "who should I tell?",
        "What does the alert HighErrorRate mean?",
        "and then redeploy the payment gateway canary on the production cluster?",
        "Где лежат логи gitaly?",
        "Что это за алерт HighErrorRate?",
        "Как откатить релиз биллинга?",
        "it " * 200,
    ],
)
def test_these_stand_alone(text: str) -> None:
    assert not leans(text)


async def test_the_first_question_is_searched_as_it_is() -> None:
    model = Model("something else")
    assert await sought(question("And on the replica?"), model.ask, 0.5) == "And on the replica?"
    assert model.prompts == []


async def test_one_that_stands_alone_asks_no_model() -> None:
    model = Model("something else")
    text = "Where are the logs of gitaly kept?"
    assert await searched(text, model) == text
    assert model.prompts == []


async def test_the_model_makes_it_whole_and_sees_only_the_end_of_the_conversation() -> None:
    model = Model('Question: "How do I restart the patroni replica?"')
    turns = [(f"old question {n}", "x" * 5_000) for n in range(5)] + [(_FIRST, _SAID)]
    got = await searched("How do I restart it?", model, *turns)
    assert got == "How do I restart the patroni replica?"
    (prompt,) = model.prompts
    assert [turn.question for turn in prompt.turns] == ["old question 3", "old question 4", _FIRST]
    assert all(len(turn.answer) <= 300 for turn in prompt.turns)
    assert prompt.passages == ()


@pytest.mark.parametrize(
    "said",
    [
        "",
        "How do I restart gitaly-09?",
        "How do I restart the billing gateway of the shop?",
        "Restart it.\nThen look.",
        "I cannot help with that request, sorry about it",
        "restart " * 100,
        "Who fails over the cluster?",
    ],
    ids=["nothing", "a host", "another thing", "lines", "a refusal", "long", "not what was asked"],
)
async def test_a_rewriting_that_is_none_is_not_taken(said: str) -> None:
    assert await searched("How do I restart it?", Model(said)) == f"{_FIRST}\nHow do I restart it?"


@pytest.mark.parametrize("model", [None, Model("x", seconds=5.0), Model("x", fails=True)])
async def test_without_a_model_in_time_the_earlier_question_goes_along(
    model: Model | None,
) -> None:
    assert await searched("How do I restart it?", model) == f"{_FIRST}\nHow do I restart it?"


async def test_a_chain_of_follow_ups_goes_back_to_what_they_are_about() -> None:
    got = await searched(
        "А если не помогло?", None, ("Как откатить релиз биллинга?", "…"), ("А на стейдже?", "…")
    )
    assert got == "Как откатить релиз биллинга?\nА на стейдже?\nА если не помогло?"


async def test_no_seconds_means_that_the_model_is_not_asked() -> None:
    model = Model("How do I restart the patroni replica?")
    asked = question("How do I restart it?", (_FIRST, _SAID))
    assert await sought(asked, model.ask, 0) == f"{_FIRST}\nHow do I restart it?"
    assert model.prompts == []


@pytest.mark.parametrize(
    ("text", "page", "told"),
    [
        ("who should I tell?", "Tell the owner of payments.", True),
        ("кому сообщить?", "Сообщите дежурному.", True),
        ("what is the weather?", "Tell the owner of payments.", False),
        (
            "Which replicas of the payments cluster lag behind?",
            "Tell the owner of payments.",
            False,
        ),
        ("???", "Tell the owner of payments.", False),
    ],
)
def test_a_short_question_may_go_on_where_the_pages_say_its_words(
    text: str, page: str, told: bool
) -> None:
    assert goes_on(text, [passage(page)]) is told

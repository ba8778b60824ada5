"""What speaks for a passage besides nearness: its words and its names, in any form of a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from index import relevance
from index.chunk import Passage
from tests.unit.app.test_grounding import passage


@dataclass(frozen=True)
class Blind:
    """Every text is as near as any other, so only words count."""

    def dense(self, texts: Sequence[str]) -> list[tuple[float, ...]]:
        return [(0.6, 0.8)] * len(texts)

    def query(self, text: str) -> tuple[float, ...]:
        return (0.6, 0.8)


def page(text: str, title: str = "Page", source: str = "docs:a.md") -> Passage:
    found = passage(text, 1)
    chunk = replace(found.chunk, title=title, heading=(), source=source)
    return Passage(chunk, score=1.0, dense=0.0)


def evidence(question: str, found: Passage) -> float:
    return next(relevance.evidence(question, [found], Blind()))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("какая зарплата", "Зарплатная вилка"),
        ("кто дежурит", "Дежурный отвечает"),
        ("when was the replica promoted", "Promotion of replicas"),
    ],
)
def test_other_forms_of_a_word_cover_it(question: str, text: str) -> None:
    other = "Совсем другое" if "З" in text or "Д" in text else "Something else"
    assert evidence(question, page(text)) > evidence(question, page(other)) + 0.1


def test_a_short_word_is_not_the_beginning_of_another() -> None:
    assert evidence("which pod", page("Podman is installed")) == evidence("which pod", page("None"))


@pytest.mark.parametrize(
    "named",
    [
        page("Все шаги.", title="Ротация секретов"),
        page("Все шаги.", source="docs:security/secret-rotation.ru.md"),
    ],
)
def test_a_page_named_like_the_question_is_worth_more(named: Passage) -> None:
    question = "ротация секретов" if named.chunk.title != "Page" else "how to rotate a secret"
    assert evidence(question, named) >= evidence(question, page("Все шаги.")) + 0.24

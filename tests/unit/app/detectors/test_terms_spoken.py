"""Terms of several words as they are said in the other language: translated heads, names by ear."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.dictionary import Term
from app.confidentiality.detectors.terms import Terms
from tests.unit.app.detectors.cases import values
from tests.unit.app.detectors.timing import superlinear


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("Project Heron", "Это про прожект херон.", "прожект херон"),
        ("Project Heron", "про проект херон", "проект херон"),
        ("Project Heron", "про проджект херон", "проджект херон"),
        ("Project Heron", "проекту «Херон»", "проекту «Херон"),
        ("Project Heron", "проекта — «Херона»", "проекта — «Херона"),
        ("Project Heron", "Project &quot;Heron&quot;", "Project &quot;Heron"),
        ("Project Heron", "по проекту Heron", "проекту Heron"),
        ("Heron Project", "к проекту херон", "проекту херон"),
        ("Acme Bank", "из банка Акме", "банка Акме"),
        ("Client Zephyr", "для заказчика «Зефир»", "заказчика «Зефир"),
        ("Проект Сапсан", "the sapsan project", "sapsan project"),
        ("Заказчик Лазурь", "for customer Lazur", "customer Lazur"),
        ("Новая нива", "про novaya niva", "novaya niva"),
        ("Silver Fox", "в сильвер фоксе", "сильвер фоксе"),
        ("Snow Leopard", "про сноу леопард", "сноу леопард"),
        ("Apple Orchard", "нашему эппл орчарду", "эппл орчарду"),
        ("Deep Water", "отчёт по дип уотер", "дип уотер"),
        ("Plan Hydra", "план «Гидра»", "план «Гидра"),
        ("System Aurora", "в системе аврора", "системе аврора"),
        ("Iron Bridge", "айрон бриджа", "айрон бриджа"),
    ],
)
def test_a_term_of_several_words_in_the_other_language(term: str, text: str, found: str) -> None:
    assert values(Terms((Term(term),)), text) == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Project Heron, project_heron", ["Project Heron", "project_heron"]),
        ("Project Heron / project-heron", ["Project Heron", "project-heron"]),
        ("«Heron» project", ["Heron» project"]),
        ("Project Heron\nproject heron", ["Project Heron", "project heron"]),
    ],
)
def test_a_term_said_twice_is_two(text: str, found: list[str]) -> None:
    assert values(Terms((Term("Project Heron"),)), text) == found


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (
            "Project Heron",
            "наш проект, херсонский офис, проект хорош, герой проекта, heroin project",
        ),
        ("Project Nova", "проект нового офиса, проекту навык, по новой системе"),
        ("Client Zephyr", "клиент шифра, заказчик сферы"),
        ("Plan Hydra", "план города, план кадров"),
        ("Silver Fox", "сливе фикс, солвер и факс"),
        ("Project Heron", "Project. It is a heron"),
        ("Team Orbit", "команда арбитра, the team or bit"),
        ("Service Group", "сервис"),
    ],
)
def test_words_that_only_resemble_them_are_none(term: str, text: str) -> None:
    assert values(Terms((Term(term),)), text) == []


def test_long_lines_of_such_words_are_read_in_linear_time() -> None:
    terms = Terms((Term("Project Heron"), Term("Silver Fox"), Term("Проект Сапсан")))
    units = ("проект ", "проект херон ", "сильвер ", "project sapsan ", "&quot;", "« ")
    assert superlinear(terms, units) == []

"""Russian names come back in the case that the sentence shows, or as the source had them."""

from __future__ import annotations

import pytest

from app.confidentiality.restoring import Vault, restore, restore_pieces
from app.confidentiality.sanitize import restore as restore_again
from app.confidentiality.vault import Form
from tests.unit.app.gate_parts import Pattern, passage, prompt_of, sanitized

PEOPLE = Vault(
    {
        "⟦PERSON_1⟧": "Иван Петров",
        "⟦PERSON_2⟧": "Анна Смирнова",
        "⟦PERSON_3⟧": "Сергей",
        "⟦PERSON_4⟧": "Ольга Ивановна Ткаченко",
        "⟦PERSON_5⟧": "John Smith",
        "⟦HOST_1⟧": "db1.corp.lan",
    }
)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("Напишите ⟦PERSON_1⟧у и ⟦PERSON_2⟧.", "Напишите Ивану Петрову и Анне Смирновой."),
        (
            "Спросите у ⟦PERSON_1⟧ или у ⟦PERSON_2⟧.",
            "Спросите у Ивана Петрова или у Анны Смирновой.",
        ),
        ("Согласуйте с ⟦PERSON_1⟧ом.", "Согласуйте с Иваном Петровым."),
        ("Согласуйте с ⟦PERSON_2⟧.", "Согласуйте с Анной Смирновой."),
        ("⟦PERSON_1⟧ отвечает за базу.", "Иван Петров отвечает за базу."),
        ("Передайте PERSON_1-у и [PERSON_2].", "Передайте Ивану Петрову и Анне Смирновой."),
        ("Доступ выдаст ⟦PERSON_1⟧.", "Доступ выдаст Иван Петров."),
        ("Звоните ⟦PERSON_3⟧'у, он дежурит.", "Звоните Сергею, он дежурит."),
        ("Расскажите о ⟦PERSON_3⟧ и ⟦PERSON_1⟧.", "Расскажите о Сергее и Иване Петрове."),
        ("Без **⟦PERSON_3⟧** никак.", "Без **Сергея** никак."),
        ("К ⟦PERSON_4⟧, потом к ⟦PERSON_5⟧.", "К Ольге Ивановне Ткаченко, потом к John Smith."),
        ("⟦PERSON_1⟧сказал", "Иван Петровсказал"),
        ("на ⟦HOST_1⟧ и с ⟦HOST_1⟧", "на db1.corp.lan и с db1.corp.lan"),
    ],
)
def test_the_sentence_shows_the_case(answer: str, text: str) -> None:
    assert restore(answer, PEOPLE).text == text
    assert restore_pieces(answer, PEOPLE).text == text


def test_where_it_does_not_the_source_s_form_is_used() -> None:
    forms = (
        Form("Петрову", "Доступ даёт "),
        Form("Петров", "Дежурный: "),
        Form("Петрова", "Фамилия: "),
    )
    vault = Vault({"⟦PERSON_1⟧": "Петрову"}, forms={"⟦PERSON_1⟧": forms})
    assert restore("Дежурный: ⟦PERSON_1⟧", vault).text == "Дежурный: Петров"
    assert restore("у ⟦PERSON_1⟧", vault).text == "у Петрова"


@pytest.mark.parametrize(
    "text",
    [
        "Спросите Иван Петров. Скажите Ивану Петрову и Петров Иван, видели Ивана Петрова.",
        "Иван Петров; Ivan Petrov; IVAN PETROV; Ивану  Петрову.",
        "Дежурный Иван Петров, без Ивана Петрова никак, с Иваном Петровым.",
    ],
)
def test_one_person_is_one_placeholder_and_comes_back_letter_for_letter(text: str) -> None:
    name = r"(?i:Иван\w*\s+Петров\w*|Петров\w* Иван\w*|Ivan Petrov)"
    made = sanitized(prompt_of("кто это?", passage(text)), [Pattern("PERSON", name)])
    assert set(made.vault.values) == {"⟦PERSON_1⟧"}
    assert made.texts[0].count("⟦PERSON_1⟧") >= 3
    assert restore_again(made.texts[0], made.vault).text == text


def test_man_and_woman_are_two() -> None:
    text = "Анна Иванова и Олег Иванов; к Анне Ивановой, к Олегу Иванову."
    made = sanitized(prompt_of(text), [Pattern("PERSON", r"(?:Ан\w+|Олег\w*) Иванов\w*")])
    assert made.texts[-1] == "⟦PERSON_1⟧ и ⟦PERSON_2⟧; к ⟦PERSON_1⟧, к ⟦PERSON_2⟧."
    assert restore_again(made.texts[-1], made.vault).text == text


def test_a_verb_before_a_name_is_no_part_of_it() -> None:
    text = "Спросите Анну Смирнову. Потом Спросите Анну Смирнову."
    made = sanitized(prompt_of(text), [Pattern("PERSON", r"(?:Спросите )?Анну Смирнову")])
    assert made.texts[-1].startswith("Спросите ⟦PERSON_1⟧. ")
    assert restore_again("Дежурит ⟦PERSON_1⟧.", made.vault).text == "Дежурит Анна Смирнова."

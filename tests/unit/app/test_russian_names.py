"""Forms of Russian names: one key, six cases, and the case that a sentence demands."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.russian_names import CASES, canonical, case_of, inflect, same_person

PARADIGMS = """
Иван Петров | Ивана Петрова | Ивану Петрову | Ивана Петрова | Иваном Петровым | Иване Петрове

Анна Смирнова | Анны Смирновой | Анне Смирновой | Анну Смирнову | Анной Смирновой | Анне
Смирновой

Пётр Ильич Чайковский | Петра Ильича Чайковского | Петру Ильичу Чайковскому | Петра Ильича
Чайковского | Петром Ильичом Чайковским | Петре Ильиче Чайковском

Ольга Черных | Ольги Черных | Ольге Черных | Ольгу Черных | Ольгой Черных | Ольге Черных

Мария Коваль | Марии Коваль | Марии Коваль | Марию Коваль | Марией Коваль | Марии Коваль

Олег Коваль | Олега Коваля | Олегу Ковалю | Олега Коваля | Олегом Ковалем | Олеге Ковале

Тарас Шевченко | Тараса Шевченко | Тарасу Шевченко | Тараса Шевченко | Тарасом Шевченко | Тарасе
Шевченко

Вахтанг Кикабидзе | Вахтанга Кикабидзе | Вахтангу Кикабидзе | Вахтанга Кикабидзе | Вахтангом
Кикабидзе | Вахтанге Кикабидзе

Лев Толстой | Льва Толстого | Льву Толстому | Льва Толстого | Львом Толстым | Льве Толстом

Джон Смит | Джона Смита | Джону Смиту | Джона Смита | Джоном Смитом | Джоне Смите

Николай Римский-Корсаков | Николая Римского-Корсакова | Николаю Римскому-Корсакову | Николая
Римского-Корсакова | Николаем Римским-Корсаковым | Николае Римском-Корсакове

СИДОРОВ А. А. | СИДОРОВА А. А. | СИДОРОВУ А. А. | СИДОРОВА А. А. | СИДОРОВЫМ А. А. | СИДОРОВЕ А.
А.

Хрущёв | Хрущёва | Хрущёву | Хрущёва | Хрущёвым | Хрущёве

Серёга | Серёги | Серёге | Серёгу | Серёгой | Серёге

виктор цой | виктора цоя | виктору цою | виктора цоя | виктором цоем | викторе цое
"""
ROWS = [[" ".join(f.split()) for f in row.split("|")] for row in PARADIGMS.split("\n\n")]


@pytest.mark.parametrize("forms", ROWS, ids=lambda forms: forms[0])
def test_a_name_goes_from_any_case_into_any_other(forms: list[str]) -> None:
    for stands, stood in zip(CASES, forms, strict=True):
        for case, wanted in zip(CASES, forms, strict=True):
            assert inflect(stood, case, stands) == wanted


@pytest.mark.parametrize("forms", ROWS, ids=lambda forms: forms[0])
def test_all_forms_share_one_key(forms: list[str]) -> None:
    keys = {canonical(form, case) for case, form in zip(CASES, forms, strict=True)}
    assert len(keys) == 1


def test_a_name_in_latin_letters_and_an_unknown_case() -> None:
    assert inflect("Ivan Petrov", "datv") == "Ivan Petrov"
    with pytest.raises(ValueError, match="nomn"):
        inflect("Иван", "dative")


@pytest.mark.parametrize(
    "forms",
    [
        "Иванов Иванову Ивановым Ivanov Ivanoff ИВАНОВ иванов",
        "Юлия Юлию Юлией Yulia Julia Iuliia Yuliya",
        "Щукин Щукину Shchukin Schukin",
        "Алексей Алексею Alexey Aleksei Alexei Aleksej",
        "Хрущёв Хрущев Khrushchev Khrushchyov Khrushchov",
        "Сергей Сергеем Sergey Sergei Sergej",
        "Пётр Петру Петром Petr Pyotr",
        "Чайковский Чайковского Tchaikovsky Chaikovskiy",
        "Соловьёв Solovyov Soloviev Solovev",
        "Иван_Петров Петрова_Ивана ivan_petrov petrov.ivan Ivan-Petrov",
        "И._Петров Петрову_И. i.petrov I._Petrov",
    ],
)
def test_one_person(forms: str) -> None:
    first, *others = (form.replace("_", " ") if form[0] > "z" else form for form in forms.split())
    for other in others:
        assert same_person(first, other), other


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Иванов", "Иванова"),
        ("Иванова", "Ivanov"),
        ("Александр", "Александра"),
        ("Иванов", "Иван Иванов"),
        ("Иван Иванов", "Пётр Иванов"),
        ("Мария", "Мара"),
        ("Петров И.", "Петров А."),
        ("", ""),
        ("42", "42"),
    ],
)
def test_different_people(a: str, b: str) -> None:
    assert not same_person(a, b)


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("Позвони * сегодня", "datv"),
        ("Спроси у *", "gent"),
        ("Передай отчёт *", "datv"),
        ("Надо связаться с * до обеда", "ablt"),
        ("Телефон * не отвечает", "gent"),
        ("Скажи *у про это", "datv"),
        ("договорись с *ом", "ablt"),
        ("Пригласите * на встречу", "accs"),
        ("Обратитесь к инженеру *", "datv"),
        ("Задача назначена на *", "accs"),
        ("Доступ выдан *", "datv"),
        ("Сервер закреплён за *", "ablt"),
        ("Поговорите о *", "loct"),
        ("Письма от * и *", "gent"),
        ("Мария позвонила *", "datv"),
        ("Ответственный: *", "nomn"),
        ("* ответил", "nomn"),
        ("за это отвечает *", "nomn"),
        ("Скрипт написан *", "ablt"),
        ("Ответственным назначен *", "nomn"),
        ("* нужно перезапустить сервис", "datv"),
        ("* нет на месте", "gent"),
        ("Напишите, пожалуйста, * в личку", "datv"),
        ("Передайте это * лично", "datv"),
        ("Отправьте письмо на почту *", "gent"),
        ("Отчёт подготовила *", "nomn"),
        ("Задачу взял *", "nomn"),
        ("Система уведомит * автоматически", "accs"),
        ("Снимите задачу с *", "gent"),
        ("Согласуйте релиз с коллегой *", "ablt"),
        ("Поговорите с начальником отдела *", "ablt"),
        ("Скажите, что * занят", "nomn"),
        ("на * висит задача", "loct"),
        ("Верю в *", None),
    ],
)
def test_the_case_that_a_place_demands(text: str, case: str | None) -> None:
    shown = text.replace("*", "\u27e6PERSON_1\u27e7")
    assert case_of(shown, shown.rindex("\u27e6")) == case


def test_time_does_not_depend_on_the_text() -> None:
    text = "слово " * 200_000 + "у \u27e6PERSON_1\u27e7"
    began = time.process_time()
    assert case_of(text, text.rindex("\u27e6")) == "gent"
    assert canonical("Иванов " * 100_000) == canonical("Иванов " * 100_000)
    assert time.process_time() - began < 3

"""Names in the case of their sentences, on sentences written before the rules."""

from __future__ import annotations

from app.confidentiality.restoring import Vault, restore, restore_pieces
from app.confidentiality.russian_cases import case_of
from tests.samples.name_cases import Sentence, sentences

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
MEN = (
    "Иван Петров|Ивана Петрова|Ивану Петрову|Ивана Петрова|Иваном Петровым|Иване Петрове",
    "Олег Коваль|Олега Коваля|Олегу Ковалю|Олега Коваля|Олегом Ковалем|Олеге Ковале",
    "Павел Зуев|Павла Зуева|Павлу Зуеву|Павла Зуева|Павлом Зуевым|Павле Зуеве",
)
FORMS = [dict(zip(CASES, row.split("|"), strict=True)) for row in MEN]
NAMES = [f"\u27e6PERSON_{number}\u27e7" for number in (1, 2, 3)]
VAULT = Vault(dict(zip(NAMES, [form["nomn"] for form in FORMS], strict=True)))


def _right(rows: list[Sentence]) -> float:
    right = sum(restore(row.answer(NAMES), VAULT).text == row.read(FORMS) for row in rows)
    return right / len(rows)


def test_there_are_several_hundred_of_both_halves() -> None:
    rows = list(sentences())
    assert sum(row.kept for row in rows) > 300 < sum(not row.kept for row in rows)


def test_sentences_that_the_rules_were_made_with() -> None:
    assert _right([row for row in sentences() if not row.kept]) >= 0.98


def test_sentences_that_were_kept_unseen() -> None:
    assert _right([row for row in sentences() if row.kept]) >= 0.92


def test_streams_say_the_same() -> None:
    for row in sentences():
        answer = row.answer(NAMES)
        assert restore_pieces(answer, VAULT) == restore(answer, VAULT), answer


def test_a_place_that_shows_nothing_has_no_case() -> None:
    assert case_of("Верю в \u27e6PERSON_1\u27e7", 7) is None


def test_a_word_that_is_cut_where_reading_ends_is_not_read() -> None:
    answer = f"{NAMES[0]} сейчас уже временно нетрудоспособен."
    assert restore(answer, VAULT).text == answer.replace(NAMES[0], "Иван Петров")

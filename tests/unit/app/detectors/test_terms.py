"""The organisation's dictionary: forms of its words, and its file's mistakes told clearly."""

from __future__ import annotations

import itertools
import re
import time

import pytest

from app.confidentiality.detectors.dictionary import (
    Term,
    parse_terms_text,
    parse_terms_toml,
)
from app.confidentiality.detectors.terms import Terms
from app.confidentiality.verdict import Part, assess
from index.chunk import Action, Sensitivity
from tests.unit.app.detectors.cases import values
from tests.unit.app.detectors.timing import seconds, superlinear

TERMS = Terms(
    (
        Term("Ромашка", "CUSTOMER"),
        Term("Северный ветер", "PROJECT"),
        Term("Acme Corp", "CUSTOMER"),
        Term("Bluebird"),
    )
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("звонили из Ромашки и РОМАШЕК", ["Ромашки", "РОМАШЕК"]),
        ("на «Северном ветре» тихо", ["Северном ветре"]),
        ("Северного\n  ветра", ["Северного\n  ветра"]),
        (
            "ACME-CORP, acme_corp, AcmeCorp, acmecorp",
            ["ACME-CORP", "acme_corp", "AcmeCorp", "acmecorp"],
        ),
        ("bluebirds and Bluebird's", ["bluebirds", "Bluebird"]),
        ("BLUEBIRD_URL bluebird2 bluebirdBilling", ["BLUEBIRD", "bluebird", "bluebird"]),
        ("Blue\u200bbird", ["Blue\u200bbird"]),
        ("bluebirding acme corporation ветер", []),
    ],
)
def test_forms(text: str, found: list[str]) -> None:
    assert values(TERMS, text) == found


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("Ромашка", "romashka, Romashke, ROMASHKA-CRM", ["romashka", "Romashke", "ROMASHKA"]),
        ("Ромашка", "Ромашками, из ромашек", ["Ромашками", "ромашек"]),
        ("Heron", "про Херон, хероном, ХЕРОНУ", ["Херон", "хероном", "ХЕРОНУ"]),
        ("Bluebird", "в Блюберде; blue-bird Blue Bird", ["Блюберде", "blue-bird", "Blue Bird"]),
        ("Phoenix", "фениксом", ["фениксом"]),
        ("Цитрус", "Citrus, Tsitrus", ["Citrus", "Tsitrus"]),
        ("Жемчужина", "Zhemchuzhina Jemchujina", ["Zhemchuzhina", "Jemchujina"]),
        ("Хрусталь", "Khrustal Hrustal", ["Khrustal", "Hrustal"]),
        ("Тройка", "Troyka troika trojka", ["Troyka", "troika", "trojka"]),
        ("Яхонт", "Yahont Yakhont Jahont Iakhont", ["Yahont", "Yakhont", "Jahont", "Iakhont"]),
        ("Вектор-М", "вектора-м, Vektor-M", ["вектора-м", "Vektor-M"]),
        ("Acme Corp", "Акме Корп", ["Акме Корп"]),
        ("ООО Ромашка", "в ООО «Ромашка»", ["ООО «Ромашка"]),
        ("Kestrel", "Kestrel's kestrels Кестрела", ["Kestrel", "kestrels", "Кестрела"]),
        ("ВТБ", "ВТБ, VTB", ["ВТБ", "VTB"]),
    ],
)
def test_the_other_alphabet_and_its_endings(term: str, text: str, found: list[str]) -> None:
    assert values(Terms((Term(term),)), text) == found


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("ИТ", "и так, it is, ит"),
        ("Go", "go on, ago, го"),
        ("Полис", "the police came, policy"),
        ("Рог", "rogue, rogers, рогатка"),
        ("Север", "several, severe, северный"),
        ("Heron", "героин, перон, heroin"),
        ("Bluebird", "a blue bird, blue\nbird"),
    ],
)
def test_what_only_sounds_like_a_term_is_none(term: str, text: str) -> None:
    assert values(Terms((Term(term),)), text) == []


_INSIDE = Term("Heron", "CODE", Sensitivity.RESTRICTED, Action.LOCAL)


@pytest.mark.parametrize(
    ("others", "text"),
    [
        ((Term("Heron Nest", "PRODUCT"),), "restart Heron Nest and heron-nest"),
        ((Term("heron"),), "restart Heron"),
        ((Term("Heron Foundation", "CUSTOMER"),), "for the Heron Foundation"),
        (
            (Term("Heron Foundation", "X", Sensitivity.CONFIDENTIAL, Action.LOCAL),),
            "for the Heron Foundation",
        ),
    ],
)
def test_no_other_term_hides_a_stricter_one(others: tuple[Term, ...], text: str) -> None:
    for terms in ((_INSIDE, *others), (*others, _INSIDE)):
        parts = [Part("question", text, Sensitivity.PUBLIC)]
        assert assess(parts, [Terms(terms)]).sensitivity is Sensitivity.RESTRICTED


@pytest.mark.parametrize("text", ["Bluebird", "Blue Bird", "blue-bird", "BlueBird"])
def test_of_two_entries_of_one_word_the_stricter_counts(text: str) -> None:
    stricter = Term("Bluebird", "X", Sensitivity.RESTRICTED, Action.LOCAL)
    for terms in ((stricter, Term("bluebird")), (Term("bluebird"), stricter)):
        parts = [Part("question", text, Sensitivity.PUBLIC)]
        assert assess(parts, [Terms(terms)]).sensitivity is Sensitivity.RESTRICTED


def test_a_dictionary_of_a_hundred_thousand_terms() -> None:
    syllables = [a + b for a in "бвгдклмнпрст" for b in "аеиоу"]
    names = ["".join(p) + "нит" for p in itertools.product(syllables, syllables, syllables)]
    terms = Terms([Term(f"ООО {name.capitalize()}", "CUSTOMER") for name in names[:100_000]])
    began = time.process_time()
    assert values(terms, f"для ООО «{names[777].capitalize()}»") != []
    built = time.process_time() - began
    text = ("Перезапустите сервис оплаты and check the queue. ООО и ООО. " * 300)[:16_384]
    assert values(terms, text) == []
    assert built < 20
    assert seconds(terms, text) < 0.5


def test_a_long_line_is_read_in_linear_time() -> None:
    assert (
        superlinear(TERMS, ("acme ", "Acme", "ромашка", "AcmeCorp", "1", "а_", "север ", "\n"))
        == []
    )


def test_toml_says_kind_level_and_action() -> None:
    text = '[[term]]\nterm = "Acme"\nkind = "customer"\n[[term]]\nterm = "Zeus"\nlevel = "restricted"\n'
    assert parse_terms_toml(text) == (
        Term("Acme", "CUSTOMER", Sensitivity.INTERNAL, Action.MASK),
        Term("Zeus", "TERM", Sensitivity.RESTRICTED, Action.LOCAL),
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[term]]\nkind = 'X'", "entry 1: `term` is missing"),
        ("[[term]]\nterm = 'Acme'\nlevle = 'X'", "entry 1: unknown levle"),
        ("[[term]]\nterm = 'Acme'\nlevel = 'X'", "entry 1: unknown sensitivity"),
        ("[[term]]\nterm = 'Acme'\naction = 'X'", "entry 1: `action` is mask, cut or local"),
        ("[[term]]\nterm = 'Acme'\nkind = 'ы'", "entry 1: `kind` is one word"),
        ("[[term]]\nterm = '!'", "entry 1: a term needs at least two"),
        ("[[term]]\nterm = 5", "entry 1: term, kind, level and action are texts"),
        (
            "[[term]]\nterm = 'Acme'\nlevel = 'CONFIDENTIAL'\naction = 'mask'",
            "entry 1: what is CONF",
        ),
        ("[[term]]\nterm = 'Acme'\nlevel = 'RESTRICTED'\naction = 'cut'", 'write action = "local"'),
        ("x = " + "9" * 5000, "a number or a date that cannot be"),
        ("x = " + "[" * 100_000, "nests its lists too deeply"),
        ("terms = []", "write every entry as a"),
        ("[[term", "it is not valid TOML"),
        ("[Acme]\n[Acme]", "it is not valid TOML (line 2, column 6)"),
    ],
)
def test_mistakes_in_toml_are_told_without_the_term(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)) as failure:
        parse_terms_toml(text)
    assert "Acme" not in str(failure.value)


def test_plain_text_has_one_term_a_line() -> None:
    assert parse_terms_text("\ufeff# customers\nAcme\n\n Ромашка \n") == (
        Term("Acme"),
        Term("Ромашка"),
    )
    with pytest.raises(ValueError, match="line 2"):
        parse_terms_text("Acme\n-\n")


def test_only_local_terms_raise() -> None:
    terms = Terms(
        (
            Term("Acme", "A", Sensitivity.RESTRICTED, Action.MASK),
            Term("Zeus", "B", Sensitivity.RESTRICTED, Action.LOCAL),
        )
    )
    assert terms.raises == {"B": Sensitivity.RESTRICTED}


def test_a_term_is_not_shown_by_repr() -> None:
    assert "Acme" not in repr(Term("Acme"))


def test_a_dictionary_is_parsed_once_and_again_when_it_changes() -> None:
    text = '[[term]]\nterm = "Acme"\n'
    assert parse_terms_toml(text) is parse_terms_toml(str(text.encode(), "utf-8"))
    assert parse_terms_toml(text.replace("Acme", "Zeus")) == (Term("Zeus"),)


def test_a_hundred_thousand_entries_are_read_in_seconds() -> None:
    text = "".join(
        f'[[term]]\nterm = "Acme {n}"\nkind = "CUSTOMER"\naction = "mask"\n' for n in range(100_000)
    )
    began = time.process_time()
    assert len(parse_terms_toml(text)) == 100_000
    assert time.process_time() - began < 12

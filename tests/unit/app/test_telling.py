"""The name of a house, of a firm and of a person is followed into identifiers and other alphabets."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.ledger import Ledger
from app.confidentiality.masking import Source, mask
from app.confidentiality.telling import is_distinctive, telling
from index.chunk import Action, Finding


def masked(ledger: Ledger, text: str, *found: tuple[str, str]) -> str:
    """The text with these values masked, as (kind, value)."""
    findings = [
        Finding(kind, Action.MASK, text.index(value), text.index(value) + len(value), "test")
        for kind, value in found
    ]
    draft = ledger.draft()
    result = mask([Source.of(text, findings)], draft)[0].text
    ledger.adopt(draft)
    return result


@pytest.mark.parametrize(
    "form",
    [
        "namespace quorvel-orders",
        "realm quorvel_staff",
        "topic quorvel.orders.created",
        "QUORVEL_API_URL",
        "com.quorvel.billing",
        "orders_quorvel",
        "squid.quorvel",
        "QuorvelBilling",
        "quor-vel",
        "сервис кворвел-биллинг",
        "в кворвеле",
    ],
)
def test_the_name_of_the_house_is_followed_through_the_conversation(form: str) -> None:
    ledger = Ledger()
    first = masked(ledger, "ping db-01.quorvel.net now", ("HOST", "db-01.quorvel.net"))
    assert first == "ping ⟦HOST_1⟧.⟦DOMAIN_1⟧ now"
    later = masked(ledger, f"what does {form} say")
    assert "⟦ORGANISATION_1⟧" in later
    assert "vel" not in later.casefold() and "вел" not in later


@pytest.mark.parametrize(
    ("kind", "value", "form"),
    [
        ("PERSON", "Hanna Orzelkova", "#orzelkova"),
        ("PERSON", "Hanna Orzelkova", "orzelkova.h"),
        ("PERSON", "Hanna Orzelkova", "Orze-lkova"),
        ("PERSON", "Глеб Стрижавцев", "стрижавцевская ветка"),
        ("PERSON", "Глеб Стрижавцев", "strizhavtsev_g"),
        ("PERSON", "Глебом Стрижавцевым", "стрижавцеву"),
        ("ORGANISATION", "Quorvel Logistics GmbH", "quorvel-api"),
        ("ORGANISATION", "ООО «Ладоснабтранс»", "ladosnabtrans-api"),
        ("EMAIL", "info@quorvel-group.com", "quorvelCluster"),
        ("URL", "https://wiki.quorvel.net/page", "quorvel"),
    ],
)
def test_the_telling_word_of_a_value_is_followed(kind: str, value: str, form: str) -> None:
    ledger = Ledger()
    masked(ledger, f"so {value} now", (kind, value))
    later = masked(ledger, f"what about {form} then")
    assert later.startswith("what about ") and later.endswith(" then") and "⟦" in later
    assert not any(piece in later.casefold() for piece in ("orz", "триж", "triz", "quor", "ladosn"))


def test_one_name_has_one_placeholder_in_any_spelling() -> None:
    text = "db.prod.quorvelbank.net: quorvelbank, QuorvelBank, quorvel-bank, QUORVEL_BANK"
    assert masked(Ledger(), text, ("HOST", "db.prod.quorvelbank.net")) == (
        "⟦HOST_1⟧.⟦DOMAIN_1⟧: " + ", ".join(["⟦ORGANISATION_1⟧"] * 4)
    )


@pytest.mark.parametrize(
    ("full", "single", "one"),
    [
        ("Hanna Orzelkova", "Orzelkova", True),
        ("Лариса Стрижавцева", "Стрижавцевой", True),
        ("Hanna Orzelkova", "Hanna", False),
    ],
)
def test_a_surname_alone_is_the_person(full: str, single: str, one: bool) -> None:
    text = masked(Ledger(), f"{full} / {single}.", ("PERSON", full), ("PERSON", f"{single}."))
    assert text.startswith("⟦PERSON_1⟧ / ⟦PERSON_1⟧" if one else "⟦PERSON_1⟧ / ⟦PERSON_2⟧")


def test_a_surname_of_two_people_is_neither() -> None:
    names = ("Hanna Orzelkova", "Piotr Orzelkova", "Orzelkova.")
    text = masked(Ledger(), " / ".join(names), *(("PERSON", name) for name in names))
    assert text.startswith("⟦PERSON_1⟧ / ⟦PERSON_2⟧ / ⟦PERSON_3⟧")


def test_a_surname_keeps_the_placeholder_that_it_had() -> None:
    ledger = Ledger()
    assert masked(ledger, "ask Orzelkova", ("PERSON", "Orzelkova")) == "ask ⟦PERSON_1⟧"
    later = masked(ledger, "Hanna Orzelkova / Orzelkova", ("PERSON", "Hanna Orzelkova"))
    assert later == "⟦PERSON_2⟧ / ⟦PERSON_1⟧"


def test_what_only_the_net_caught_is_the_house() -> None:
    text = "Quorvel runs db.quorvel.net"
    assert masked(Ledger(), text, ("NAME", "Quorvel"), ("HOST", "db.quorvel.net")).startswith(
        "⟦ORGANISATION_1⟧ runs"
    )


@pytest.mark.parametrize(
    "domain",
    [
        "cloud.net",
        "orders.example",
        "dataplatform.ru",
        "mycompany.com",
        "onlinebookshop.co.uk",
        "db.corp.internal",
        "svc.cluster.local",
        "devops-team.ru",
        "webserver.lan",
        "team.yandex.ru",
        "k8sprod.io",
    ],
)
def test_ordinary_words_are_not_followed(domain: str) -> None:
    assert telling("DOMAIN", domain) == ()


@pytest.mark.parametrize("name", ["Anna Brown", "Ирина Зима", "John", "Пётр"])
def test_names_that_are_words_are_not_followed(name: str) -> None:
    assert telling("PERSON", name) == ()


def test_the_guard_knows_the_parts() -> None:
    ledger = Ledger()
    text = "ask Hanna Orzelkova at db-01.quorvel.net"
    draft = ledger.draft()
    places = [("PERSON", "Hanna Orzelkova"), ("HOST", "db-01.quorvel.net")]
    findings = [
        Finding(kind, Action.MASK, text.index(v), text.index(v) + len(v), "test")
        for kind, v in places
    ]
    mask([Source.of(text, findings)], draft)
    assert {"Orzelkova", "quorvel"} <= set(draft.vault().originals)


def test_long_names_take_linear_time() -> None:
    began = time.process_time()
    for letter in ("ab", "my", "щ", "data"):
        is_distinctive(letter * 30_000)
        telling("DOMAIN", f"{letter * 30_000}.net")
    assert time.process_time() - began < 2

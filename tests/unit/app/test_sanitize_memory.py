"""A conversation: the same placeholders from turn to turn, earlier turns masked again."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.reason import ReasonCode
from app.confidentiality.sanitize import Ledger, Refused, Sanitized, restore, sanitize
from app.prompt import Prompt, Turn
from index.chunk import Sensitivity
from tests.unit.app.gate_parts import DETECTORS, HOST, Pattern, judged, passage

ORION = Pattern("PROJECT", r"(?<=project )Orion")


def asked(question: str, ledger: Ledger, *turns: Turn, text: str = "Restart it.") -> Sanitized:
    prompt = Prompt.build(question, [passage(text)], 10_000, turns)
    made = sanitize(prompt, judged(prompt, (*DETECTORS, ORION)), (*DETECTORS, ORION), ledger)
    assert isinstance(made, Sanitized), made
    return made


def turn(question: str, answer: str) -> Turn:
    return Turn(question, answer, Sensitivity.INTERNAL)


def test_numbers_go_on_and_values_keep_theirs() -> None:
    ledger = Ledger()
    first = asked("Is db1.corp.lan up? Ask Anna Lee.", ledger)
    second = asked("And db2.corp.lan, db1.corp.lan? Anna Ray?", ledger)
    assert first.texts[-1] == "Is ⟦HOST_1⟧.⟦DOMAIN_1⟧ up? Ask ⟦PERSON_1⟧."
    assert second.texts[-1] == "And ⟦HOST_2⟧.⟦DOMAIN_1⟧, ⟦HOST_1⟧.⟦DOMAIN_1⟧? ⟦PERSON_2⟧?"
    assert "Anna Lee" not in second.vault.values.values()
    assert "Anna Lee" in second.vault.originals


def test_without_a_ledger_every_request_is_its_own() -> None:
    assert asked("Ask Anna Ray", Ledger()).texts[-1] == "Ask ⟦PERSON_1⟧"


def test_history_is_sent_masked_also_for_what_was_learnt_later() -> None:
    ledger = Ledger()
    earlier = turn("Is Orion slow on db1.corp.lan?", "Orion is fine, ask Anna Lee.")
    made = asked("What is project Orion?", ledger, earlier)
    assert made.texts[0] == "Is ⟦PROJECT_1⟧ slow on ⟦HOST_1⟧.⟦DOMAIN_1⟧?"
    assert made.texts[1] == "⟦PROJECT_1⟧ is fine, ask ⟦PERSON_1⟧."
    assert made.user.count("<turn") == 2
    assert "Orion" not in made.user
    assert restore(made.texts[1], made.vault).text == earlier.answer


def test_a_refused_request_leaves_no_trace() -> None:
    ledger = Ledger()
    prompt = Prompt.build("db7.corp.lan: the key is hunter2", [], 1000)
    made = sanitize(prompt, judged(prompt, [HOST]), DETECTORS, ledger)
    assert isinstance(made, Refused) and made.reason.code is ReasonCode.LEFTOVER
    assert repr(ledger) == "Ledger(0 issued)"
    assert asked("db1.corp.lan", ledger).texts[-1] == "⟦HOST_1⟧.⟦DOMAIN_1⟧"


def test_a_credential_is_never_stored() -> None:
    ledger = Ledger()
    prompt = Prompt.build("db1.corp.lan: hunter2", [], 1000)
    assert isinstance(sanitize(prompt, judged(prompt), DETECTORS, ledger), Refused)
    assert ledger._state.seen == {} and ledger._state.cut == set()


@pytest.mark.parametrize("written", ["HOST_1", "host-1", "HOST 1", "Host1", "HOST\\_1"])
def test_what_would_be_read_as_a_placeholder_is_never_issued(written: str) -> None:
    made = asked(f"set {written} for db1.corp.lan", Ledger())
    assert made.texts[-1] == f"set {written} for ⟦HOST_2⟧.⟦DOMAIN_1⟧"
    assert restore(made.texts[-1], made.vault).text == f"set {written} for db1.corp.lan"


def test_what_was_issued_before_is_escaped_where_a_later_text_holds_it() -> None:
    ledger = Ledger()
    asked("db1.corp.lan", ledger, text="```yaml\nhost: db2.corp.lan\nip: 10.1.2.3\n```")
    text = "HOST_1 is unset, 192.0.2.10 and host-2.domain-1.example are from a manual"
    made = asked(text, ledger)
    assert made.texts[-1].count("LITERAL") >= 3
    assert "HOST_1" not in made.texts[-1] and "192.0.2.10" not in made.texts[-1]
    assert restore(made.texts[-1], made.vault).text == text


def test_two_hundred_turns_are_no_slow_path() -> None:
    ledger = Ledger()
    turns: list[Turn] = []
    for number in range(200):
        question = f"Is srv{number}.corp.lan up, 10.2.{number % 250}.{number}?"
        if number % 40 == 0 or number == 199:
            began = time.process_time()
            made = asked(question, ledger, *turns)
            spent = time.process_time() - began
        turns.append(turn(question, f"srv{number}.corp.lan is up, ask Anna Lee. " * 3))
    assert spent < 2.0
    assert made.texts[0].startswith("Is ⟦HOST_1⟧.⟦DOMAIN_1⟧ up")
    assert restore(made.texts[0], made.vault).text == turns[0].question


def test_networks_and_their_addresses_are_recognisable() -> None:
    made = asked("10.1.2.7 and 10.1.2.9 of 10.1.2.0/24, 10.9.9.9/32, 10.4.0.1", Ledger())
    assert made.texts[-1] == (
        "⟦NET_1⟧.⟦IP_1⟧ and ⟦NET_1⟧.⟦IP_2⟧ of ⟦NET_1⟧.0/24, ⟦IP_3⟧/32, ⟦IP_4⟧"
    )
    assert restore("⟦IP_1⟧ in ⟦NET_1⟧.0/24", made.vault).text == "10.1.2.7 in 10.1.2.0/24"


def test_right_to_left_marks_and_lone_halves_hide_nothing() -> None:
    made = asked("db1.corp.lan \u202edb1.corp.lan\u202c \u200fAnna Lee \ud800", Ledger())
    assert "corp" not in made.texts[-1] and "Anna" not in made.texts[-1]
    assert made.texts[-1].endswith("\ud800")

"""Law 5: one function makes a `Sanitized`, and nothing is left in it."""

from __future__ import annotations

import dataclasses
import re
import time
from pathlib import Path

import pytest

from app.confidentiality.reason import ReasonCode
from app.confidentiality.restoring import Vault
from app.confidentiality.sanitize import CUT_MARK, Refused, Sanitized, restore, sanitize
from app.confidentiality.verdict import Judged, Verdict
from app.prompt import Prompt
from index.chunk import Action, Finding, Sensitivity
from tests.unit.app.gate_parts import (
    CREDENTIAL,
    DETECTORS,
    HOST,
    PERSON,
    Failing,
    Pattern,
    judged,
    passage,
    prompt_of,
    refused,
    sanitized,
)

ROOT = Path(__file__).resolve().parents[3]


def test_nobody_else_makes_one() -> None:
    with pytest.raises(TypeError, match="only"):
        Sanitized("s", "raw", (), {}, Vault(), object())  # type: ignore[arg-type]


def test_a_made_one_cannot_be_changed_into_another() -> None:
    made = sanitized(prompt_of("hello there"))
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(made, user="raw")  # type: ignore[call-arg]
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.user = "raw"  # type: ignore[misc]


def test_only_one_place_in_the_code_constructs_it() -> None:
    makers = [
        path.relative_to(ROOT).as_posix()
        for package in ("app", "index", "ingest")
        for path in (ROOT / package).rglob("*.py")
        if re.search(r"\bSanitized\(\w", path.read_text("utf-8"))
    ]
    assert makers == ["app/confidentiality/sanitize.py"]


def test_masks_typed_numbered_and_the_same_for_the_same() -> None:
    made = sanitized(
        prompt_of(
            "Is db1.corp.lan or db2.corp.lan down? Ask Anna Lee, ANNA  LEE!",
            passage("ssh db2.corp.lan\nping 10.1.2.3 from db1.corp.lan"),
        )
    )
    one, two = "⟦HOST_2⟧.⟦DOMAIN_1⟧", "⟦HOST_1⟧.⟦DOMAIN_1⟧"
    assert made.texts[0] == f"ssh {two}\nping ⟦IP_1⟧ from {one}"
    assert made.texts[1] == f"Is {one} or {two} down? Ask ⟦PERSON_1⟧, ⟦PERSON_1⟧!"
    assert made.counts == {"HOST": 2, "IP": 1, "PERSON": 1}
    assert made.masked == 4


def test_headings_are_masked_and_what_is_beside_the_text_stays() -> None:
    made = sanitized(
        prompt_of("what now", passage("Restart it.", heading=("Runbook", "On db1.corp.lan")))
    )
    assert "Runbook > On ⟦HOST_1⟧" in made.user
    for private in ("vault-of-sources", "private-path", "wiki-address", "owner-team-name"):
        assert private not in made.text


def test_a_value_is_masked_also_where_no_detector_saw_it() -> None:
    only_in_prose = Pattern("HOST", r"(?<=host )orion7")
    made = sanitized(
        prompt_of("host orion7 is slow; kubectl logs ORION7-agent orion77"), [only_in_prose]
    )
    assert made.texts[-1] == "host ⟦HOST_1⟧ is slow; kubectl logs ⟦HOST_1⟧-agent ⟦HOST_1⟧7"


def test_a_value_is_masked_inside_words_whatever_separates_its_letters() -> None:
    only_dotted = Pattern("HOST", r"\bdb\.core\.lan\b")
    text = "Set DB_CORE_LAN_URL to db.core.lan, see dbcorelan.yaml."
    made = sanitized(prompt_of(text), [only_dotted])
    assert made.texts[-1] == "Set ⟦HOST_1⟧_URL to ⟦HOST_2⟧.⟦DOMAIN_1⟧, see ⟦HOST_3⟧.yaml."
    assert restore(made.texts[-1], made.vault).text == text


def test_a_russian_name_is_masked_in_its_other_cases() -> None:
    text = "Спросите Иван Петров. Скажите Ивану Петрову и Петров Иван, петрография ни при чём."
    made = sanitized(prompt_of(text), [Pattern("PERSON", r"(?<=Спросите )Иван Петров|Петров Иван")])
    assert "Петров" not in made.texts[-1]
    assert "петрография" in made.texts[-1]
    assert restore(made.texts[-1], made.vault).text == text


def test_cut_is_gone_without_a_way_back() -> None:
    made = sanitized(prompt_of("Is Globex affected by db1.corp.lan?"))
    assert made.texts[-1] == f"Is {CUT_MARK} affected by ⟦HOST_1⟧.⟦DOMAIN_1⟧?"
    assert "Globex" not in str(made.vault.values)
    assert "Globex" in made.vault.originals
    assert made.counts == {"CUSTOMER": 1, "HOST": 1}


def test_overlapping_findings_leave_no_rest() -> None:
    url = Pattern("URL", r"https://\S+")
    text = "open https://db1.corp.lan/x?u=Anna now"
    made = sanitized(prompt_of(text), [HOST, url, Pattern("PERSON", r"Anna now")])
    assert "db1" not in made.text
    assert "Anna" not in made.text
    assert restore(made.texts[-1], made.vault).text == text


def test_what_looks_like_a_placeholder_comes_back_as_it_was() -> None:
    text = "db1.corp.lan is not ⟦HOST_1⟧ nor [[HOST_1]] nor ⟦ alone"
    made = sanitized(prompt_of(text))
    assert made.texts[-1].startswith("⟦HOST_1⟧.⟦DOMAIN_1⟧ is not ⟦LITERAL_1⟧ nor ⟦LITERAL_2⟧ nor")
    assert restore(made.texts[-1], made.vault).text == text
    assert made.masked == 1
    assert made.vault.originals == ("corp.lan", "db1", "db1.corp.lan")


def test_credentials_make_it_local() -> None:
    reason = refused(prompt_of("the password is hunter2")).reason
    assert reason.code is ReasonCode.FINDING
    assert reason.kinds == ("CREDENTIAL",)


@pytest.mark.parametrize("level", [Sensitivity.CONFIDENTIAL, Sensitivity.RESTRICTED])
def test_a_confidential_label_is_refused_even_where_the_verdict_lies(level: Sensitivity) -> None:
    prompt = prompt_of("what now", passage("Restart it.", level))
    lenient = Verdict(Sensitivity.PUBLIC, (Judged((), ()), Judged((), ())))
    made = sanitize(prompt, lenient, DETECTORS)
    assert isinstance(made, Refused)
    assert made.reason.code is ReasonCode.LABEL
    assert made.reason.level is level


def test_unsure_is_refused() -> None:
    reason = refused(prompt_of("what now"), [HOST, Failing()]).reason
    assert reason.code is ReasonCode.UNSURE
    assert reason.detectors == ("failing",)


def test_a_detector_that_fails_at_the_second_reading_is_refused() -> None:
    prompt = prompt_of("is db1.corp.lan down")
    made = sanitize(prompt, judged(prompt, [HOST]), [HOST, Failing()])
    assert isinstance(made, Refused)
    assert made.reason.code is ReasonCode.UNSURE


def test_what_the_first_reading_missed_is_found_in_the_exact_result() -> None:
    prompt = prompt_of("the key is hunter2")
    blind = Verdict(Sensitivity.INTERNAL, (Judged((), ()),))
    made = sanitize(prompt, blind, DETECTORS)
    assert isinstance(made, Refused)
    assert made.reason.code is ReasonCode.LEFTOVER
    assert made.reason.kinds == ("CREDENTIAL",)


def test_findings_at_wrong_places_leave_nothing_behind() -> None:
    prompt = prompt_of("is db1.corp.lan down, or 10.1.2.3?")
    shifted = Finding("HOST", Action.MASK, 0, 5, "stale")
    made = sanitize(prompt, Verdict(Sensitivity.INTERNAL, (Judged((), (shifted,)),)), DETECTORS)
    assert isinstance(made, Sanitized)
    assert made.texts[-1] == "⟦HOST_1⟧⟦HOST_2⟧.⟦DOMAIN_1⟧ down, or ⟦IP_1⟧?"


def test_a_name_that_only_shows_once_its_neighbour_is_masked() -> None:
    second = Pattern("PERSON", r"(?<=⟧ and )Boris\w*")
    made = sanitized(prompt_of("Ask Anna Lee and Boris; Boris knows."), [PERSON, second])
    assert made.texts[-1] == "Ask ⟦PERSON_1⟧ and ⟦PERSON_2⟧; ⟦PERSON_2⟧ knows."


def test_such_a_name_is_masked_though_it_is_a_word_of_our_own_around_every_prompt() -> None:
    second = Pattern("PERSON", r"(?<=⟧ and )Rules\w*")
    made = sanitized(prompt_of("Ask Anna Lee and Rules; rules are rules."), [PERSON, second])
    assert made.texts[-1] == "Ask ⟦PERSON_1⟧ and ⟦PERSON_2⟧; rules are rules."
    assert "\nRules:\n" in made.system


def test_a_detector_that_is_never_content_is_refused() -> None:
    greedy = Pattern("WORD", r"[A-Za-z]{4,}")
    assert refused(prompt_of("some plain words"), [greedy]).reason.code is ReasonCode.LEFTOVER


def test_a_text_with_much_to_look_for_is_no_slow_path() -> None:
    text = "\n".join(f"db-{number}.corp.lan is a host like others" for number in range(2500))
    began = time.process_time()
    made = sanitized(prompt_of(text), [HOST])
    assert time.process_time() - began < 6
    assert made.counts == {"HOST": 2500}
    assert restore(made.texts[-1], made.vault).text == text


def test_a_kind_named_by_a_dictionary_makes_a_sound_label() -> None:
    odd = Pattern("заказчик!", r"Ромашка"), Pattern("literal", r"Initech")
    made = sanitized(prompt_of("Ромашка и Initech"), odd)
    assert made.texts[-1] == "⟦TERM_1⟧ и ⟦TERM_2⟧"
    assert restore(made.texts[-1], made.vault).text == "Ромашка и Initech"


def test_nothing_shows_in_a_repr() -> None:
    made = sanitized(prompt_of("is db1.corp.lan down", passage("ask Anna Lee")))
    shown = repr(made) + repr(made.vault) + repr(refused(prompt_of("hunter2")))
    for private in ("db1", "Anna", "hunter", "down"):
        assert private not in shown


def test_a_bare_text_without_a_system_message() -> None:
    made = sanitized(Prompt.of_text("ping db1.corp.lan", Sensitivity.PUBLIC))
    assert made.system == ""
    assert made.texts == ("ping ⟦HOST_1⟧.⟦DOMAIN_1⟧",)
    assert made.text == made.user


def test_local_action_wins_wherever_it_stands() -> None:
    confidential = prompt_of("x", passage("ok", heading=("Runbook", "key hunter2")))
    assert refused(confidential, [CREDENTIAL]).reason.kinds == ("CREDENTIAL",)

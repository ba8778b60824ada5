"""What is shown of a decision."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.commands.explained_page import shown
from app.commands.explaining import explained
from app.confidentiality.reason import Reason, ReasonCode
from app.confidentiality.route import Cloud, Local
from app.confidentiality.verdict import Verdict, assess
from app.explaining import Mask, beside, deciding, masks, original, stakes
from app.gate import Decision
from app.prompt import Prompt, Turn
from app.terminal import decided_by
from index.chunk import Estimate, Passage, Sensitivity
from tests.unit.app.gate_parts import DETECTORS, passage, prompt_of, sanitized

SURE = Estimate(Sensitivity.INTERNAL, 0.1)


def decision(prompt: Prompt, reason: Reason, *estimates: Estimate) -> Decision:
    verdict = assess(prompt.parts(""), DETECTORS)
    return Decision(prompt.parts(""), replace(verdict, estimates=estimates), Local(reason))


def test_a_part_is_worth_its_label_its_findings_and_its_estimate() -> None:
    unlabelled = passage("old", Sensitivity.CONFIDENTIAL)
    prompt = prompt_of(
        "on a1.corp.lan?",
        passage("hunter2 on b1.corp.lan", source="s:a.md"),
        passage("plans", Sensitivity.PUBLIC, source="s:b.md"),
        Passage(replace(unlabelled.chunk, labelled=False), 1.0),
    )
    high = Estimate(Sensitivity.RESTRICTED, 0.97)
    one, two, three, asked = stakes(
        decision(prompt, Reason(ReasonCode.LABEL), SURE, high, SURE, SURE), prompt
    )
    assert (one.number, one.source, one.label) == (1, "s:a.md", Sensitivity.INTERNAL)
    assert (one.level, one.local) == (Sensitivity.CONFIDENTIAL, ("CREDENTIAL",))
    assert one.kinds == {"CREDENTIAL": 1, "HOST": 1}
    assert (two.level, two.estimate) == (Sensitivity.RESTRICTED, high)
    assert (three.labelled, one.labelled) == (False, True)
    assert (asked.number, asked.kinds) == (None, {"HOST": 1})


def test_the_parts_that_decide_are_named() -> None:
    prompt = prompt_of(
        "and now?",
        passage("hunter2", source="s:a.md"),
        passage("plans", Sensitivity.CONFIDENTIAL, source="s:b.md"),
    )
    unsure = Estimate(Sensitivity.INTERNAL, 0.5, unsure=True)

    def names(reason: Reason, *estimates: Estimate) -> list[str]:
        made = decision(prompt, reason, *estimates)
        return [stake.source or stake.role for stake in deciding(made, stakes(made, prompt))]

    estimates = (SURE, SURE, unsure)
    assert names(Reason(ReasonCode.FINDING, ("CREDENTIAL",)), *estimates) == ["s:a.md"]
    assert names(Reason(ReasonCode.LABEL), *estimates) == ["s:a.md", "s:b.md"]
    assert names(Reason(ReasonCode.UNSURE), *estimates) == ["s:a.md", "s:b.md", "question"]
    assert names(Reason(ReasonCode.HELD), *estimates) == []
    prompt = prompt_of("and now?")
    made = decision(prompt, Reason(ReasonCode.UNSURE), unsure)
    said = decided_by(deciding(made, stakes(made, prompt)), "en")
    assert said == "because of: question"


def test_a_source_is_never_cut_short_where_no_terminal_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    source = "handbook:architecture/" + "payout-" * 4 + "service.md"
    prompt = prompt_of("and now?", passage("plans", Sensitivity.CONFIDENTIAL, source=source))
    made = decision(prompt, Reason(ReasonCode.HELD), SURE, SURE)
    shown({**explained(made, prompt), "abstains": False})
    assert source in capsys.readouterr().out


def test_earlier_turns_are_parts_of_their_own() -> None:
    turn = Turn("who?", "Anna Petrova", Sensitivity.CONFIDENTIAL)
    prompt = Prompt.build("and her phone?", [passage("x")], 1000, [turn])
    roles = [stake.role for stake in stakes(decision(prompt, Reason(ReasonCode.LABEL)), prompt)]
    assert roles == ["history", "history", "passage", "question"]


def test_masks_and_texts_beside_each_other() -> None:
    prompt = prompt_of("ask Anna Petrova", passage("log in to a1.corp.lan\nthen wait"))
    sent = sanitized(prompt)
    made = Decision(
        prompt.parts(""),
        Verdict(Sensitivity.INTERNAL, ()),
        Cloud(sent, Reason(ReasonCode.MASKED)),
    )
    found = {mask.original: mask.kind for mask in masks(made)}
    assert found["Anna Petrova"] == "PERSON"
    assert all(mask.placeholder in sent.text for mask in masks(made))
    assert isinstance(masks(made)[0], Mask)
    rows = list(beside(original(prompt), sent.text))
    assert "".join(piece for row in rows for piece, _ in row.left or ()) == original(
        prompt
    ).replace("\n", "")
    assert "".join(piece for row in rows for piece, _ in row.right or ()) == sent.text.replace(
        "\n", ""
    )
    changed = [piece for row in rows for piece, differs in row.left or () if differs]
    assert any("Anna" in piece for piece in changed)
    assert not any("then wait" in piece for piece in changed)
    assert masks(replace(made, route=Local(Reason(ReasonCode.OFF)))) == ()


def test_lines_without_a_partner_are_shown_alone() -> None:
    rows = list(beside("a\nb\nc", "a\nc\nd"))
    assert [row.left and row.left[0][0] for row in rows] == ["a", "b", "c", None]
    assert [row.right and row.right[0][0] for row in rows] == ["a", None, "c", "d"]

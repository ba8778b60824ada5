"""`hush explain`: what the gate decides for a question, and the exact text that would leave.

Calls no model. Deliberately elsewhere: how the object looks to a person (`explained_page`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.commands.asking import access_of, misused
from app.commands.door import Asking, chosen, service_of
from app.commands.explained_page import shown
from app.commands.output import Record, emit
from app.explaining import Stake, deciding, masks, original, stakes
from app.wording import because
from index.chunk import Estimate, Finding
from index.sentence import Sentence

if TYPE_CHECKING:
    from app.gate import Decision
    from app.prompt import Prompt
    from app.settings import Settings


def explain(question: str, groups: str | None, *, as_json: bool) -> None:
    """Show the decision for a question; no model is called."""
    if not question.strip():
        raise misused(
            Sentence('the QUESTION is blank; say what would be asked: hush explain "..."')
        )
    settings = chosen()
    if (service := service_of(settings)) is not None:
        with Asking(service, settings) as asking:
            said: Record = asking.run(asking.house().explain(question, groups))
    else:
        said = _here(question, groups, settings)
    if as_json:
        emit(said)
    else:
        shown(said)


def _here(question: str, groups: str | None, settings: Settings) -> Record:
    from app import wiring

    with wiring.answering(settings, models=False) as (desk, _):
        asked = wiring.question(question, access_of(groups))
        passages = desk.find(asked)
        prompt = desk.prompt(asked, passages)
        decision = desk.decide(asked, prompt)
        relevant = desk.relevant(question, passages)
    return {**explained(decision, prompt), "abstains": not relevant}


def explained(decision: Decision, prompt: Prompt) -> Record:
    """The object of `hush explain --json`. A finding's positions are those of its `where`."""
    outgoing = decision.outgoing
    of = stakes(decision, prompt)
    passages = [stake for stake in of if stake.role == "passage"]
    whole, reason = decision.verdict.whole, decision.reason
    return {
        "sensitivity": decision.verdict.sensitivity.name,
        "findings": [
            {**finding_record(finding), "where": where, "in": place}
            for where, place, finding in placed(decision)
        ],
        "lane": "local" if outgoing is None else "cloud",
        "reason": because(decision.reason, prompt.language),
        "because": {
            "code": reason.code.value,
            "kinds": list(reason.kinds),
            "level": None if reason.level is None else reason.level.name,
            "detectors": list(reason.detectors),
        },
        "decided_by": [stake.source or stake.role for stake in deciding(decision, of)],
        "outgoing": None if outgoing is None else outgoing.text,
        "original": original(prompt),
        "masks": [
            {"placeholder": mask.placeholder, "kind": mask.kind, "original": mask.original}
            for mask in masks(decision)
        ],
        "deciding": [stake.number or stake.role for stake in deciding(decision, of)],
        "estimate": estimate_record(whole),
        "question": _stake(of[-1]),
        "passages": [
            {
                "number": stake.number,
                "source": passage.chunk.source,
                "heading": list(passage.chunk.heading),
                "lines": list(passage.chunk.lines),
                "sensitivity": passage.chunk.sensitivity.name,
                "audience": sorted(passage.chunk.audience),
                **_stake(stake),
            }
            for stake, passage in zip(passages, prompt.passages, strict=True)
        ],
    }


def _stake(stake: Stake) -> Record:
    return {
        "label": stake.label.name if stake.labelled else None,
        "level": stake.level.name,
        "estimate": estimate_record(stake.estimate),
        "kinds": dict(stake.kinds),
        "stays_for": list(stake.local),
    }


def estimate_record(estimate: Estimate | None) -> Record | None:
    """The classifier's opinion in JSON; None where it gave none."""
    if estimate is None:
        return None
    return {
        "level": estimate.level.name,
        "probability": round(estimate.probability, 4),
        "unsure": estimate.unsure,
    }


def finding_record(finding: Finding) -> Record:
    """A finding in JSON."""
    return {
        "kind": finding.kind,
        "start": finding.start,
        "end": finding.end,
        "detector": finding.detector,
        "action": finding.action.value,
    }


def placed(decision: Decision) -> list[tuple[str, str, Finding]]:
    """Each finding with its part ("question" or the passage's source) and "heading" or "text"."""
    return [
        (part.source or part.role, place, finding)
        for part, judged in zip(decision.parts, decision.verdict.parts, strict=True)
        for place, findings in (("heading", judged.heading), ("text", judged.text))
        for finding in findings
    ]

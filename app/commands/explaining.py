"""`hush explain`: the page that a security officer reads. Calls no model."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from app import wiring
from app.commands.asking import access_of, misused
from app.commands.output import Record, emit, out, show, visible
from app.confidentiality.verdict import UNREAD
from app.explaining import Mask, Row, Stake, beside, deciding, masks, original, stakes
from app.gate import Decision
from app.prompt import Prompt
from app.terminal import decided_by, outgoing_block
from app.wording import because, preferred_language, say
from index.chunk import Estimate, Finding
from index.sentence import Sentence

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

_PIPED = 160
"""Columns of a table that no terminal shows."""
_WIDE = 100
"""Columns from which on two texts are readable beside each other."""


def explain(question: str, groups: str | None, *, as_json: bool) -> None:
    """Show the decision for a question; no model is called."""
    if not question.strip():
        raise misused(
            Sentence('the QUESTION is blank; say what would be asked: hush explain "..."')
        )
    with wiring.desk(models=False) as desk:
        asked = wiring.question(question, access_of(groups))
        passages = desk.find(asked)
        prompt = desk.prompt(asked, passages)
        decision = desk.decide(asked, prompt)
        relevant = desk.relevant(question, passages)
    if as_json:
        emit({**explained(decision, prompt), "abstains": not relevant})
    else:
        page(decision, prompt, relevant=relevant)


def explained(decision: Decision, prompt: Prompt) -> Record:
    """The object of `hush explain --json`. A finding's positions are those of its `where`."""
    outgoing = decision.outgoing
    of = stakes(decision, prompt)
    passages = [stake for stake in of if stake.role == "passage"]
    whole = decision.verdict.whole
    return {
        "sensitivity": decision.verdict.sensitivity.name,
        "findings": [
            {**finding_record(finding), "where": where, "in": place}
            for where, place, finding in placed(decision)
        ],
        "lane": "local" if outgoing is None else "cloud",
        "reason": because(decision.reason, prompt.language),
        "decided_by": [stake.source or stake.role for stake in deciding(decision, of)],
        "outgoing": None if outgoing is None else outgoing.text,
        "original": original(prompt),
        "masks": [
            {"placeholder": mask.placeholder, "kind": mask.kind, "original": mask.original}
            for mask in masks(decision)
        ],
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


# ---- for people


def page(decision: Decision, prompt: Prompt, *, relevant: bool) -> None:
    """Print a decision for a person: levels and why, findings, masks, both texts."""
    spoken = preferred_language()
    if not relevant:
        show(say("abstained", spoken))
        show(say("not_asked", spoken))
    of = stakes(decision, prompt)
    lane = say("lane_local" if decision.outgoing is None else "lane_cloud", spoken)
    show(f"{lane}, {decision.verdict.sensitivity.name}: {because(decision.reason, spoken)}.")
    if by := decided_by(deciding(decision, of), spoken):
        show(by)
    console = out()
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _PIPED
    console.print(_levels(of, prompt, spoken))
    if any(stake.kinds for stake in of):
        console.print(_kinds(decision, spoken))
    if decision.outgoing is None:
        show(say("nothing_leaves", spoken))
        return
    if masked := masks(decision):
        console.print(_masks(masked, spoken))
    if console.is_terminal and console.width >= _WIDE:
        console.print(_beside(original(prompt), decision.outgoing.text, spoken))
    else:
        show(outgoing_block(say("what_is_inside", spoken), original(prompt)))
        show(outgoing_block(say("what_would_leave", spoken), decision.outgoing.text))


def _table(*columns: str, title: str = "") -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=title or None, title_justify="left", box=SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")  # a source's name is never cut short
    return table


def _levels(of: tuple[Stake, ...], prompt: Prompt, spoken: str) -> Table:
    table = _table(*(say(f"column_{name}", spoken) for name in ("part", "level", "why")))
    for stake in of:
        table.add_row(
            _cell(_part(stake, prompt, spoken)), stake.level.name, _cell(why(stake, spoken))
        )
    return table


def _part(stake: Stake, prompt: Prompt, spoken: str) -> str:
    if stake.number is None:
        return say(f"place_{stake.role}", spoken)
    chunk = prompt.passages[stake.number - 1].chunk
    span = say("lines_span", spoken, first=chunk.lines[0], last=chunk.lines[1])
    return f"[{stake.number}] {chunk.source}, {span}"


def why(stake: Stake, spoken: str) -> str:
    """Label, classifier and findings in words: what a part's level rests on."""
    label = "why_label" if stake.labelled else "why_unlabelled"
    if stake.number is None:
        label = "why_asked"
    reasons = [say(label, spoken, level=stake.label.name)]
    if stake.estimate is not None:
        code = "why_unsure" if stake.estimate.unsure else "why_estimate"
        percent = f"{100 * stake.estimate.probability:.0f}"
        reasons.append(say(code, spoken, level=stake.estimate.level.name, percent=percent))
    if stake.local:
        reasons.append(say("why_stays", spoken, kinds=", ".join(stake.local)))
    if UNREAD in stake.local:
        reasons.append(say("why_unread", spoken))
    return "; ".join(reasons)


def _kinds(decision: Decision, spoken: str) -> Table:
    columns = ("kind", "count", "action", "detector")
    table = _table(*(say(f"column_{name}", spoken) for name in columns))
    counts = Counter(
        (finding.kind, finding.action.value, finding.detector)
        for finding in decision.verdict.findings
    )
    for (kind, action, detector), count in sorted(counts.items()):
        style = {"local": "bold red", "cut": "yellow"}.get(action, "")
        does = say(f"action_{action}", spoken)
        table.add_row(_cell(kind), str(count), does, _cell(detector), style=style)
    return table


def _masks(masked: tuple[Mask, ...], spoken: str) -> Table:
    table = _table(*(say(f"column_{name}", spoken) for name in ("inside", "outside")))
    for mask in masked:
        table.add_row(_cell(mask.original, "red"), _cell(mask.placeholder, "green"))
    return table


def _beside(raw: str, sent: str, spoken: str) -> Table:
    from rich.table import Table

    table = Table(expand=True, show_lines=False)
    table.add_column(say("what_is_inside", spoken), ratio=1, overflow="fold")
    table.add_column(say("what_would_leave", spoken), ratio=1, overflow="fold")
    for row in beside(raw, sent):
        table.add_row(*_cells(row))
    return table


def _cells(row: Row) -> tuple[Text, Text]:
    return _pieces(row.left, "bold red"), _pieces(row.right, "bold green")


def _pieces(pieces: tuple[tuple[str, bool], ...] | None, style: str) -> Text:
    from rich.text import Text

    text = Text()
    for piece, differs in pieces or ():
        text.append(visible(piece), style if differs else "")
    return text


def _cell(value: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(visible(value), style)

"""The page of `hush explain`: what a security officer reads, made from the object of `--json`.

Invariant: it needs nothing but that object, so it is the same page whoever decided, this process or
a service. Deliberately elsewhere: the object (`explaining`), words (`wording`).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from app.commands.output import out, show, visible
from app.confidentiality.reason import Reason, ReasonCode
from app.confidentiality.verdict import UNREAD
from app.explaining import Mask, Row, Stake, beside
from app.terminal import decided_by, outgoing_block
from app.wording import because, preferred_language, say
from index.chunk import Estimate, Sensitivity

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

_PIPED = 160
"""Columns of a table that no terminal shows."""
_WIDE = 100
"""Columns from which on two texts are readable beside each other."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the page. `findings` counts (kind, action, detector)."""

    relevant: bool
    level: str
    reason: Reason
    stakes: tuple[Stake, ...]
    lines: Mapping[int, tuple[int, int]]
    deciding: tuple[Stake, ...]
    findings: Counter[tuple[str, str, str]]
    masks: tuple[Mask, ...]
    original: str = field(repr=False)
    outgoing: str | None = field(repr=False)

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Self:
        """From the object of `hush explain --json`. Raises `KeyError`, `ValueError` for another."""
        why = said["because"]
        passages = said["passages"]
        stakes = (*map(_stake, passages), _stake(said["question"]))
        by = {stake.number or stake.role: stake for stake in stakes}
        return cls(
            relevant=not said["abstains"],
            level=said["sensitivity"],
            reason=Reason(
                ReasonCode(why["code"]),
                tuple(why["kinds"]),
                Sensitivity[why["level"]] if why["level"] else None,
                tuple(why["detectors"]),
            ),
            stakes=stakes,
            lines={one["number"]: (one["lines"][0], one["lines"][1]) for one in passages},
            deciding=tuple(by[key] for key in said["deciding"]),
            findings=Counter((f["kind"], f["action"], f["detector"]) for f in said["findings"]),
            masks=tuple(
                Mask(one["placeholder"], one["kind"], one["original"]) for one in said["masks"]
            ),
            original=said["original"],
            outgoing=said["outgoing"],
        )


def _stake(said: Mapping[str, Any]) -> Stake:
    guess = said["estimate"]
    return Stake(
        role="passage" if "number" in said else "question",
        number=said.get("number"),
        source=said.get("source", ""),
        label=Sensitivity[said["label"] or said["sensitivity"]],
        labelled=said["label"] is not None,
        estimate=Estimate(Sensitivity[guess["level"]], guess["probability"], guess["unsure"])
        if guess
        else None,
        kinds=said["kinds"],
        local=tuple(said["stays_for"]),
        level=Sensitivity[said["level"]],
    )


def shown(said: Mapping[str, Any]) -> None:
    """Print a decision for a person: levels and why, findings, masks, both texts."""
    sheet, spoken = Sheet.of(said), preferred_language()
    if not sheet.relevant:
        show(say("abstained", spoken))
        show(say("not_asked", spoken))
    lane = say("lane_local" if sheet.outgoing is None else "lane_cloud", spoken)
    show(f"{lane}, {sheet.level}: {because(sheet.reason, spoken)}.")
    if by := decided_by(sheet.deciding, spoken):
        show(by)
    console = out()
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _PIPED
    console.print(_levels(sheet, spoken))
    if sheet.findings:
        console.print(_kinds(sheet, spoken))
    if sheet.outgoing is None:
        show(say("nothing_leaves", spoken))
        return
    if sheet.masks:
        console.print(_masks(sheet.masks, spoken))
    if console.is_terminal and console.width >= _WIDE:
        console.print(_beside(sheet.original, sheet.outgoing, spoken))
    else:
        show(outgoing_block(say("what_is_inside", spoken), sheet.original))
        show(outgoing_block(say("what_would_leave", spoken), sheet.outgoing))


def _table(*columns: str, title: str = "") -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=title or None, title_justify="left", box=SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")  # a source's name is never cut short
    return table


def _levels(sheet: Sheet, spoken: str) -> Table:
    table = _table(*(say(f"column_{name}", spoken) for name in ("part", "level", "why")))
    for stake in sheet.stakes:
        table.add_row(
            _cell(_part(stake, sheet, spoken)), stake.level.name, _cell(why(stake, spoken))
        )
    return table


def _part(stake: Stake, sheet: Sheet, spoken: str) -> str:
    if stake.number is None:
        return say(f"place_{stake.role}", spoken)
    first, last = sheet.lines[stake.number]
    span = say("lines_span", spoken, first=first, last=last)
    return f"[{stake.number}] {stake.source}, {span}"


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


def _kinds(sheet: Sheet, spoken: str) -> Table:
    columns = ("kind", "count", "action", "detector")
    table = _table(*(say(f"column_{name}", spoken) for name in columns))
    for (kind, action, detector), count in sorted(sheet.findings.items()):
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

"""What there is to show of a decision: what each part of the prompt is worth, and why; what is
masked as what; the original beside what would leave. The page that a security officer reads.

Invariant: pure, from values; nothing here decides anything. Originals stand in it, so it is shown
to whoever asked and written nowhere. Deliberately elsewhere: how it looks (`commands.explaining`),
the words (`wording`).
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.confidentiality.reason import ReasonCode
from index.chunk import Action, Estimate, Sensitivity

if TYPE_CHECKING:
    from app.confidentiality.verdict import Judged, Part
    from app.gate import Decision
    from app.prompt import Prompt

_WORD = re.compile(r"\u27e6[A-Z0-9_]+\u27e7|\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Stake:
    """What one part of a prompt says of its own level.

    `number` is the passage's in the prompt, None for the question and earlier turns. `labelled` is
    False where nobody declared a level. `kinds` counts the findings; `local` are those kinds that
    must stay inside. `level` is the strictest of label, findings and estimate.
    """

    role: str
    number: int | None
    source: str
    label: Sensitivity
    labelled: bool
    estimate: Estimate | None
    kinds: Mapping[str, int]
    local: tuple[str, ...]
    level: Sensitivity


@dataclass(frozen=True, slots=True)
class Mask:
    """What stands for a value in the text that leaves."""

    placeholder: str
    kind: str
    original: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the original beside the same line of what would leave; None where one has none.

    `left` and `right` are (piece, differs) pairs.
    """

    left: tuple[tuple[str, bool], ...] | None = field(repr=False)
    right: tuple[tuple[str, bool], ...] | None = field(repr=False)


def stakes(decision: Decision, prompt: Prompt) -> tuple[Stake, ...]:
    """One for each part of the prompt, in order."""
    estimates: tuple[Estimate | None, ...] = decision.verdict.estimates or (None,) * len(
        decision.parts
    )
    made, passages = [], 0
    for part, judged, estimate in zip(
        decision.parts, decision.verdict.parts, estimates, strict=True
    ):
        labelled = True
        if part.role == "passage":
            labelled = prompt.passages[passages].chunk.labelled
            passages += 1
        number = passages if part.role == "passage" else None
        stake = _stake(part, judged, estimate, number, labelled=labelled)
        said_before = part.role == "question" and part.label > Sensitivity.INTERNAL
        if said_before and prompt.passages:  # its floor is the conversation's (law 7)
            stake = replace(stake, role="history")
        made.append(stake)
    return tuple(made)


def _stake(
    part: Part, judged: Judged, estimate: Estimate | None, number: int | None, *, labelled: bool
) -> Stake:
    findings = (*judged.heading, *judged.text)
    local = sorted({finding.kind for finding in findings if finding.action is Action.LOCAL})
    level = max(
        part.label,
        Sensitivity.CONFIDENTIAL if local else part.label,
        estimate.level if estimate else part.label,
    )
    return Stake(
        role=part.role,
        number=number,
        source=part.source,
        label=part.label,
        labelled=labelled,
        estimate=estimate,
        kinds=Counter(finding.kind for finding in findings),
        local=tuple(local),
        level=level,
    )


def deciding(decision: Decision, of: tuple[Stake, ...]) -> tuple[Stake, ...]:
    """The parts for whose sake the prompt stays inside; empty where no single part is the cause."""
    match decision.reason.code:
        case ReasonCode.LABEL:
            worst = max((stake.level for stake in of), default=Sensitivity.PUBLIC)
            return tuple(stake for stake in of if stake.level is worst)
        case ReasonCode.FINDING:
            kinds = set(decision.reason.kinds)
            return tuple(stake for stake in of if kinds & set(stake.local))
        case ReasonCode.UNSURE:
            return tuple(
                stake
                for stake in of
                if (stake.estimate and stake.estimate.unsure)
                or stake.level >= Sensitivity.CONFIDENTIAL
            )
        case _:
            return ()


def masks(decision: Decision) -> tuple[Mask, ...]:
    """What is masked as what, in the order in which placeholders were issued."""
    outgoing = decision.outgoing
    if outgoing is None:
        return ()
    from app.confidentiality.restoring import LITERAL

    found = []
    for placeholder, original in outgoing.vault.values.items():
        kind = placeholder.strip("\u27e6\u27e7").rpartition("_")[0]
        if kind != LITERAL:
            found.append(Mask(placeholder, kind, original))
    return tuple(found)


def original(prompt: Prompt) -> str:
    """The raw text that a model in the house reads, as `outgoing.text` is composed."""
    return f"{prompt.system}\n\n{prompt.user()}" if prompt.system else prompt.user()


def beside(raw: str, sent: str) -> Iterator[Row]:
    """The lines of both texts beside each other."""
    left, right = raw.split("\n"), sent.split("\n")
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        count = max(last - first, end - start)
        for step in range(count):
            one = left[first + step] if first + step < last else None
            two = right[start + step] if start + step < end else None
            yield _row(one, two, same=tag == "equal")


def _row(left: str | None, right: str | None, *, same: bool) -> Row:
    if left is None or right is None or same:
        changed = not same
        return Row(
            None if left is None else ((left, changed),),
            None if right is None else ((right, changed),),
        )
    ours, theirs = _WORD.findall(left), _WORD.findall(right)
    one: list[tuple[str, bool]] = []
    two: list[tuple[str, bool]] = []
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        one.append(("".join(ours[first:last]), tag != "equal"))
        two.append(("".join(theirs[start:end]), tag != "equal"))
    return Row(tuple(one), tuple(two))

"""What stands in one line of the audit: names, levels, numbers; never text.

Invariant: `words` and `tried` are the only ways from a decision or an attempt to a line, and read
no field that holds text. Deliberately elsewhere: keyed hashes of text (`keys`), the file (`chain`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from app.confidentiality.reason import Reason
from index.chunk import Sensitivity


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about one prompt: who asked, the declared labels, the level, the reason.

    `found` is (kind, action, how many) by kind; `estimates` are the classifier's probabilities for
    each part and `whole` for all of it; `difficulty` is in [0, 1], None where nobody asked for it.
    `policy` and `detectors` say by which policy and detectors. `question_text` is only hashed.
    """

    question_id: str
    who: str
    labels: tuple[Sensitivity, ...]
    sensitivity: Sensitivity
    reason: Reason
    found: tuple[tuple[str, str, int], ...] = ()
    estimates: tuple[float, ...] = ()
    whole: float | None = None
    difficulty: float | None = None
    policy: str = ""
    detectors: str = ""
    question_text: str = field(default="", repr=False)
    budget: str = ""
    """The group whose budget pays for it, if any."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Tokens (an estimate, see `app.spending`) and, where a price is known, money."""

    tokens_in: int
    tokens_out: int
    cost: float | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to send: where, with which ticket, and the sha256 of the exact body.

    `values` are the originals of what was masked in it; only their keyed hashes are kept.
    `reserved` is the most that this attempt may cost.
    """

    ticket: str
    number: int
    host: str
    digest: str
    masked: Mapping[str, int]
    values: Collection[str] = field(default=(), repr=False)
    reserved: Spent | None = None


def words(decided: Decided) -> dict[str, object]:
    """A decision's fields, without those that are empty."""
    reason = decided.reason
    line: dict[str, object] = {
        "question": decided.question_id,
        "who": decided.who,
        "labels": [label.name for label in decided.labels],
        "sensitivity": decided.sensitivity.name,
        "reason": reason.code.value,
        "kinds": [*reason.kinds, *reason.detectors],
    }
    if decided.policy:  # a decision of today's form: what was not found is known, too
        line["found"] = [list(entry) for entry in decided.found]
    more: dict[str, object] = {
        "estimates": [round(p, 6) for p in decided.estimates] or None,
        "whole": None if decided.whole is None else round(decided.whole, 6),
        "difficulty": None if decided.difficulty is None else round(decided.difficulty, 4),
        "policy": decided.policy or None,
        "detectors": decided.detectors or None,
        "budget": decided.budget or None,
    }
    return line | {name: value for name, value in more.items() if value is not None}


def tried(attempt: Attempt) -> dict[str, object]:
    """An attempt's host, ticket and number."""
    return {"host": attempt.host, "ticket": attempt.ticket, "attempt": attempt.number}

"""`sanitize()`: the one function that makes a `Sanitized`, the only thing the cloud model takes.

Invariant (law 5): what comes out was composed exactly as it will be sent, then read again by every
detector, and nothing was left. Credentials, unsure verdicts, and levels above INTERNAL are refused
here even where nobody asked first. Sources, owners and addresses of documents are never part of it.
Deliberately elsewhere: how it is read again (`second_reading`), whether it should leave (`route`),
what stands for what (`ledger`), where (`masking`), the way back (`restoring`), the last reading of
the bytes (`guard`), which shares no code with this.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from typing import TYPE_CHECKING, Final, final

from app.confidentiality.ledger import Ledger
from app.confidentiality.masking import CUT_MARK, Source, mask
from app.confidentiality.reason import Reason, ReasonCode
from app.confidentiality.restoring import Restored, Restorer, restore
from app.confidentiality.second_reading import Candidate, Left, Result, composed, reread
from app.confidentiality.vault import Vault
from app.confidentiality.verdict import (
    CREDENTIAL,
    Detector,
    Examine,
    Part,
    Verdict,
    in_turn,
)
from index.chunk import Action, Sensitivity

if TYPE_CHECKING:
    from app.prompt import Prompt

__all__ = [
    "CUT_MARK",
    "Candidate",
    "Ledger",
    "Refused",
    "Restored",
    "Restorer",
    "Sanitized",
    "Vault",
    "restore",
    "sanitize",
]

_ROUNDS = 4
_MAY_LEAVE = Sensitivity.INTERNAL


class _Seal:
    """The private token without which no `Sanitized` is made."""


_SEAL: Final = _Seal()


@final
@dataclass(frozen=True, slots=True)
class Sanitized:
    """A prompt that may leave: exactly the two messages that go out, and the way back.

    `texts` are the parts of the user message before they were put together: passages, then the
    question. `counts` says how many different values of each kind were masked or cut.
    """

    system: str = field(repr=False)
    user: str = field(repr=False)
    texts: tuple[str, ...] = field(repr=False)
    counts: Mapping[str, int]
    vault: Vault = field(repr=False)
    seal: InitVar[_Seal]

    def __post_init__(self, seal: _Seal) -> None:
        """Refuse whoever is not `sanitize()`."""
        if seal is not _SEAL:
            raise TypeError("only app.confidentiality.sanitize.sanitize() makes a Sanitized")

    @property
    def text(self) -> str:
        """Everything that leaves, in the order in which it is sent."""
        return f"{self.system}\n\n{self.user}" if self.system else self.user

    @property
    def masked(self) -> int:
        """How many different values were masked or cut."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing may leave, and why."""

    reason: Reason


def sanitize(
    prompt: Prompt,
    verdict: Verdict,
    detectors: Sequence[Detector],
    ledger: Ledger | None = None,
    parts: Sequence[Part] = (),
    read: Examine = in_turn,
    remembered: Examine = in_turn,
    foresee: Callable[[Candidate], None] = lambda _: None,
) -> Sanitized | Refused:
    """Mask and cut what `verdict` found, wherever else it stands too, and assess the exact result.

    `ledger` is the memory of the conversation: its placeholders are used again, and what it knows is
    masked in earlier turns as well; it is written to only where the result may leave. `parts` are
    the very parts that were judged, with what is known of them; without them the slow detectors
    read everything again.
    Where the second reading finds more to mask (a name that only stood out once its neighbour was
    gone), that is masked as well and the whole result read again, four readings at most. `remembered`
    may know what was found in the system text, which is the same in every prompt; `read` never does.
    `foresee` is told what will probably leave, while others still read it: what it thinks of that
    decides nothing here.
    """
    parts = tuple(parts) or prompt.parts("")
    if refusal := _forbidden(parts, verdict):
        return Refused(refusal)
    sources = [
        Source.of(text, findings)
        for part, judged in zip(parts, verdict.parts, strict=True)
        for text, findings in ((part.heading, judged.heading), (part.text, judged.text))
    ]
    ledger = ledger or Ledger()
    more: dict[str, tuple[str, bool]] = {}
    clean = {part.known.clean for part in parts if part.known and part.known.clean}
    refusal = Reason(ReasonCode.LEFTOVER)
    for _ in range(_ROUNDS):
        draft = ledger.draft()
        draft.spare(f"{prompt.system}\n{_frame()}")
        for value, (kind, cut) in more.items():
            draft.learn(value, kind, cut)
        masked = mask(sources, draft)
        result = Result.of(prompt, parts, masked, clean)
        left = Left(draft)
        reason = reread(result, left, detectors, read, remembered, foresee)
        if reason is None:
            ledger.adopt(draft)
            texts = tuple(text.text for text in masked[1::2])
            user = composed(parts, masked)
            return Sanitized(prompt.system, user, texts, draft.counts, draft.vault(), _SEAL)
        refusal = reason
        if left.helpless or not left.values:
            break
        clean |= result.clean(left.places)
        more |= left.values
        for value, (kind, cut) in left.values.items():
            sources = [source.also(value, kind, cut) for source in sources]
    return Refused(refusal)


def _forbidden(parts: Sequence[Part], verdict: Verdict) -> Reason | None:
    """Why this may not leave whatever is masked in it."""
    if verdict.unsure or len(parts) != len(verdict.parts):
        return Reason(ReasonCode.UNSURE, detectors=verdict.unsure)
    local = sorted(
        {f.kind for f in verdict.findings if f.action is Action.LOCAL or f.kind == CREDENTIAL}
    )
    level = max([verdict.sensitivity, *(part.label for part in parts)])
    if local:
        return Reason(ReasonCode.FINDING, tuple(local), level)
    return Reason(ReasonCode.LABEL, level=level) if level > _MAY_LEAVE else None


@functools.cache
def _frame() -> str:
    """The words that stand around any prompt."""
    from app.prompt import compose

    return compose([("", "")], "", ["", ""])

"""`sanitize()`: the one function that makes a `Sanitized`, the only thing the cloud model takes.

Invariant (law 5): what comes out was composed exactly as it will be sent, then read again by every
detector, and nothing was left. Credentials, unsure verdicts, and levels above INTERNAL are refused
here even where nobody asked first. Sources, owners and addresses of documents are never part of it.
A passage whose masked text was read before, word for word, by every detector (`Known.clean`) is not
read again by the slow ones; all others read the exact result as a whole every time.
Deliberately elsewhere: whether it should leave (`route`), what stands for what (`ledger`), where
(`masking`), the way back (`restoring`), the last reading of the bytes (`guard`), which shares no
code with this.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from typing import TYPE_CHECKING, Final, final

from app.confidentiality.ledger import Draft, Ledger
from app.confidentiality.masking import CUT_MARK, Masked, Source, mask
from app.confidentiality.occurrences import tellable
from app.confidentiality.reason import Reason, ReasonCode
from app.confidentiality.restoring import Restored, Restorer, restore
from app.confidentiality.settling import clean_digest, left_over
from app.confidentiality.vault import Vault
from app.confidentiality.verdict import (
    CREDENTIAL,
    Detector,
    Examine,
    Examined,
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
class Candidate:
    """What would leave if nothing is left in it. It was not read to its end: no model takes it."""

    system: str = field(repr=False)
    user: str = field(repr=False)
    vault: Vault = field(repr=False)


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
    refusal = Reason(ReasonCode.LEFTOVER)
    for _ in range(_ROUNDS):
        draft = ledger.draft()
        draft.spare(f"{prompt.system}\n{_frame()}")
        for value, (kind, cut) in more.items():
            draft.learn(value, kind, cut)
        masked = mask(sources, draft)
        result = _Result.of(prompt, parts, masked)
        left, reason = _left(result, detectors, draft, read, remembered, foresee)
        if reason is None:
            ledger.adopt(draft)
            texts = tuple(text.text for text in masked[1::2])
            user = _composed(parts, masked)
            return Sanitized(prompt.system, user, texts, draft.counts, draft.vault(), _SEAL)
        refusal = reason
        if not left:
            break
        more |= left
        for value, (kind, cut) in left.items():
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


def _composed(
    parts: Sequence[Part], masked: Sequence[Masked], without: frozenset[int] = frozenset()
) -> str:
    """The user message from masked headings and texts in turn, without the texts of some parts."""
    from app.prompt import compose  # `prompt` imports this package's `verdict`

    texts = ["" if number in without else text.text for number, text in enumerate(masked[1::2])]
    said = [text for part, text in zip(parts, texts, strict=True) if part.role == "history"]
    passages = [
        (heading.text, text)
        for part, heading, text in zip(parts, masked[0::2], texts, strict=True)
        if part.role == "passage"
    ]
    return compose(passages, texts[-1], said)


@functools.cache
def _frame() -> str:
    """The words that stand around any prompt."""
    from app.prompt import compose

    return compose([("", "")], "", ["", ""])


@dataclass(frozen=True, slots=True)
class _Result:
    """What would leave, and what of it the slow detectors have not read before."""

    system: str = field(repr=False)
    user: str = field(repr=False)
    unread: str = field(repr=False)

    @classmethod
    def of(cls, prompt: Prompt, parts: Sequence[Part], masked: Sequence[Masked]) -> _Result:
        read = frozenset(
            number
            for number, (part, text) in enumerate(zip(parts, masked[1::2], strict=True))
            if part.known and part.known.clean and part.known.clean == clean_digest(text.text)
        )
        return cls(prompt.system, _composed(parts, masked), _composed(parts, masked, read))


def _left(
    result: _Result,
    detectors: Sequence[Detector],
    draft: Draft,
    read: Examine,
    remembered: Examine,
    foresee: Callable[[Candidate], None],
) -> tuple[dict[str, tuple[str, bool]], Reason | None]:
    """The second reading: why this may not leave, and the values to mask that would help.

    What is new is heard first, from all: the whole, which others may begin with, takes longer and
    need not be read to its end where something was left in what is new. Where nothing was, it will
    probably leave, and `foresee` has its time.
    """
    quick = [detector for detector in detectors if not getattr(detector, "deep", False)]
    known = result.unread != result.user
    begun = read([result.user], quick if known else detectors)

    def whole() -> Sequence[Examined]:
        if known:
            foresee(Candidate(result.system, result.user, draft.vault()))
        return begun()

    readings: list[tuple[str, Callable[[], Sequence[Examined]]]] = [
        (result.system, remembered([result.system], detectors)),
        *([(result.unread, lambda: read([result.unread], detectors)())] if known else []),
        (result.user, whole),
    ]
    left = _Left(draft)
    for text, reading in readings:
        (examined,) = reading()
        if examined.unsure:
            return {}, Reason(ReasonCode.UNSURE, detectors=examined.unsure)
        left.take(text, examined, fixed=text is result.system)
        if left.kinds:
            break
    reason = Reason(ReasonCode.LEFTOVER, tuple(sorted(left.kinds))) if left.kinds else None
    return {} if left.helpless else left.values, reason


@dataclass(slots=True)
class _Left:
    """What a second reading found that is no stand-in of ours. `helpless`: masking it does not help."""

    draft: Draft = field(repr=False)
    values: dict[str, tuple[str, bool]] = field(default_factory=dict, repr=False)
    kinds: set[str] = field(default_factory=set)
    helpless: bool = False

    def take(self, text: str, examined: Examined, *, fixed: bool) -> None:
        """Note what was found in `text`; a `fixed` one cannot be masked."""
        for finding in examined.findings:
            if not (rest := left_over(text, finding, self.draft)):
                continue
            self.kinds.add(finding.kind)
            local = finding.action is Action.LOCAL or finding.kind == CREDENTIAL
            self.helpless = self.helpless or local or fixed or not tellable(rest)
            self.values[rest] = finding.kind, finding.action is Action.CUT

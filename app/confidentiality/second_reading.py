"""The second reading of what would leave: `Result` of a round of masking, `reread()`, `Left`.

Invariant (law 5): in the round that leaves, all detectors but the slow ones read the exact result as a
whole. The slow ones have read each of its parts as it leaves, word for word, and nothing was left in
it: in this round, in an earlier one, or when the passage came in (`Known.clean`).
Deliberately elsewhere: what is done about what is left (`sanitize`), what a stand-in is (`settling`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.confidentiality.ledger import Draft
from app.confidentiality.masking import Masked
from app.confidentiality.occurrences import tellable
from app.confidentiality.reason import Reason, ReasonCode
from app.confidentiality.settling import clean_digest, left_over
from app.confidentiality.vault import Vault
from app.confidentiality.verdict import CREDENTIAL, Detector, Examine, Examined, Part, in_turn
from index.chunk import Action

if TYPE_CHECKING:
    from app.prompt import Prompt


@dataclass(frozen=True, slots=True)
class Candidate:
    """What would leave if nothing is left in it. It was not read to its end: no model takes it."""

    system: str = field(repr=False)
    user: str = field(repr=False)
    vault: Vault = field(repr=False)


def composed(
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


@dataclass(frozen=True, slots=True)
class Result:
    """What would leave, and what of it the slow detectors have not read before: the same without the
    texts of some parts. `new` are the others."""

    system: str = field(repr=False)
    user: str = field(repr=False)
    unread: str = field(repr=False)
    new: tuple[str, ...] = field(repr=False)

    @classmethod
    def of(
        cls,
        prompt: Prompt,
        parts: Sequence[Part],
        masked: Sequence[Masked],
        clean: Collection[str],
    ) -> Result:
        """`clean`: digests of masked texts that every detector has read, and nothing was left."""
        texts = [text.text for text in masked[1::2]]
        read = frozenset(n for n, text in enumerate(texts) if clean and clean_digest(text) in clean)
        new = tuple(text for number, text in enumerate(texts) if number not in read)
        return cls(prompt.system, composed(parts, masked), composed(parts, masked, read), new)

    def clean(self, places: Sequence[tuple[int, int]]) -> set[str]:
        """Digests of the `new` texts in which nothing was left, where it was in these places of
        `unread`. After one that does not stand there word for word none is known to be clean."""
        clean: set[str] = set()
        touched: set[str] = set()
        at = 0
        for text in self.new:
            at = self.unread.find(f"\n{text}\n</", at) + 1
            if not at:
                break
            end = at + len(text)
            left = any(start < end and at < to for start, to in places)
            (touched if left else clean).add(clean_digest(text))
            at = end
        return clean - touched


def reread(
    result: Result,
    left: Left,
    detectors: Sequence[Detector],
    read: Examine,
    remembered: Examine,
    foresee: Callable[[Candidate], None],
) -> Reason | None:
    """The second reading: why this may not leave; `left` is told what was found.

    What is new is read here, by all, while others may begin with the whole, which takes far longer
    and need not be read to its end where something was left in what is new. Where nothing was, it
    will probably leave, and `foresee` has its time.
    """
    quick = [detector for detector in detectors if not getattr(detector, "deep", False)]
    known = result.unread != result.user
    begun = read([result.user], quick if known else detectors)

    def whole() -> Sequence[Examined]:
        if known:
            foresee(Candidate(result.system, result.user, left.draft.vault()))
        return begun()

    readings = [
        (result.system, remembered([result.system], detectors)),
        *([(result.unread, in_turn([result.unread], detectors))] if known else []),
        (result.user if known else result.unread, whole),
    ]
    for text, reading in readings:
        (examined,) = reading()
        if examined.unsure:
            left.helpless = True
            return Reason(ReasonCode.UNSURE, detectors=examined.unsure)
        left.take(text, examined, result)
        if left.kinds:
            return Reason(ReasonCode.LEFTOVER, tuple(sorted(left.kinds)))
    return None


@dataclass(slots=True)
class Left:
    """What a second reading found that is no stand-in of ours: values to mask as well, and their
    places where they were left in what is new. `helpless`: masking does not help."""

    draft: Draft = field(repr=False)
    values: dict[str, tuple[str, bool]] = field(default_factory=dict, repr=False)
    kinds: set[str] = field(default_factory=set)
    places: list[tuple[int, int]] = field(default_factory=list)
    helpless: bool = False

    def take(self, text: str, examined: Examined, result: Result) -> None:
        """Note what was found in a text of the result; in the system text it cannot be masked."""
        fixed = text is result.system
        for finding in examined.findings:
            if not (rest := left_over(text, finding, self.draft)):
                continue
            self.kinds.add(finding.kind)
            local = finding.action is Action.LOCAL or finding.kind == CREDENTIAL
            self.helpless = self.helpless or local or fixed or not tellable(rest)
            self.values[rest] = finding.kind, finding.action is Action.CUT
            if text is result.unread:
                self.places.append((finding.start, finding.end))

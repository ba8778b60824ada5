"""`sanitize()`: the one function that makes a `Sanitized`, the only thing the cloud model takes.

Invariant (law 5): what comes out was composed exactly as it will be sent, then read again by every
detector, and nothing was left. Credentials, unsure verdicts, and levels above INTERNAL are refused
here even where nobody asked first. Sources, owners and addresses of documents are never part of it.
Deliberately elsewhere: whether it should leave (`route`), the shape of placeholders and the way
back (`restoring`), the last reading of the bytes (`guard`), which shares no code with this.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, final

from app.confidentiality.occurrences import occurrences, tellable
from app.confidentiality.reason import Reason, ReasonCode
from app.confidentiality.restoring import (
    LITERAL,
    Restored,
    Restorer,
    Vault,
    lookalikes,
    placeholder,
    restore,
    without_placeholders,
)
from app.confidentiality.verdict import Detector, Judged, Part, Verdict, assess
from index.chunk import Action, Finding, Sensitivity

if TYPE_CHECKING:
    from app.prompt import Prompt

__all__ = ["Refused", "Restored", "Restorer", "Sanitized", "Vault", "restore", "sanitize"]

CUT_MARK = "\u2026"
"""Stands where something was cut for good."""

_ROUNDS = 3
_MOST_LOOKING = 60_000_000
"""Values times characters: a text with more to look for (seconds of work) is not sanitised."""
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


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    kind: str
    cut: bool = False


@dataclass(slots=True)
class _Ledger:
    """Placeholders issued so far: one for each value, whatever its case, width or spacing."""

    issued: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def replacement(self, span: _Span, value: str) -> str:
        """What stands for `value` in the text that leaves."""
        key = _key(value)
        if span.cut:
            if key not in self.issued:
                self._count(span.kind)
            self.cut.add(value)
            return self.issued.setdefault(key, CUT_MARK)
        if key not in self.issued:
            label = LITERAL if span.kind == LITERAL else _label(span.kind)
            self.issued[key] = self._issue(label, value)
            self._count(span.kind)
        return self.issued[key]

    def _issue(self, label: str, value: str) -> str:
        self.numbers[label] = self.numbers.get(label, 0) + 1
        name = placeholder(label, self.numbers[label])
        self.values[name] = value
        return name

    def _count(self, kind: str) -> None:
        if kind != LITERAL:
            self.counts[kind] = self.counts.get(kind, 0) + 1


def sanitize(
    prompt: Prompt, verdict: Verdict, detectors: Sequence[Detector]
) -> Sanitized | Refused:
    """Mask and cut what `verdict` found, wherever else it stands too, and assess the exact result.

    Where the second reading finds more to mask (a name that only stood out once its neighbour was
    gone), that is masked as well and the whole result read again, three readings at most.
    """
    from app.prompt import compose  # `prompt` imports this package's `verdict`

    parts = prompt.parts("")
    if refusal := _forbidden(parts, verdict):
        return Refused(refusal)
    found = [
        (text, [*_found(findings), *_escaped(text)])
        for part, judged in zip(parts, verdict.parts, strict=True)
        for text, findings in _texts(part, judged)
    ]
    known = {
        text[span.start : span.end]: span
        for text, spans in found
        for span in _joined(spans)
        if span.kind != LITERAL
    }
    refusal = Reason(ReasonCode.LEFTOVER)
    for _ in range(_ROUNDS):
        if len(known) * sum(len(text) for text, _ in found) > _MOST_LOOKING:
            return Refused(Reason(ReasonCode.FAILED))
        ledger = _Ledger()
        clean = [_masked(text, spans, known, ledger) for text, spans in found]
        texts = tuple(clean[1::2])
        user = compose(list(zip(clean[0:-2:2], texts[:-1], strict=True)), texts[-1])
        left, reason = _left(prompt.system, user, detectors)
        if reason is None:
            vault = Vault(MappingProxyType(ledger.values), frozenset(ledger.cut))
            counts = MappingProxyType(ledger.counts)
            return Sanitized(prompt.system, user, texts, counts, vault, _SEAL)
        refusal = reason
        if not left:
            break
        known |= left
    return Refused(refusal)


def _forbidden(parts: Sequence[Part], verdict: Verdict) -> Reason | None:
    """Why this may not leave whatever is masked in it."""
    if verdict.unsure or len(parts) != len(verdict.parts):
        return Reason(ReasonCode.UNSURE, detectors=verdict.unsure)
    local = sorted({f.kind for f in verdict.findings if f.action is Action.LOCAL})
    level = max([verdict.sensitivity, *(part.label for part in parts)])
    if local:
        return Reason(ReasonCode.FINDING, tuple(local), level)
    return Reason(ReasonCode.LABEL, level=level) if level > _MAY_LEAVE else None


def _texts(part: Part, judged: Judged) -> tuple[tuple[str, tuple[Finding, ...]], ...]:
    return (part.heading, judged.heading), (part.text, judged.text)


def _found(findings: Iterable[Finding]) -> list[_Span]:
    return [_Span(f.start, f.end, f.kind, f.action is Action.CUT) for f in findings]


def _escaped(text: str) -> list[_Span]:
    """Text that already looks like a placeholder gets one of its own, and comes back as it was."""
    return [_Span(start, end, LITERAL) for start, end in lookalikes(text)]


def _joined(spans: Iterable[_Span]) -> list[_Span]:
    """Overlapping spans as one, of the kind of its longest part; cut if any of them is."""
    joined: list[_Span] = []
    length = 0
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        last = joined[-1] if joined else None
        if last is None or span.start >= last.end:
            joined.append(span)
            length = span.end - span.start
            continue
        longer = span.kind != LITERAL and (last.kind == LITERAL or span.end - span.start > length)
        if longer:
            length = span.end - span.start
        kind = span.kind if longer else last.kind
        joined[-1] = _Span(last.start, max(last.end, span.end), kind, last.cut or span.cut)
    return joined


def _masked(text: str, spans: list[_Span], known: Mapping[str, _Span], ledger: _Ledger) -> str:
    """`text` with its findings, and every other place of a known value, replaced."""
    out: list[str] = []
    at = 0
    elsewhere = [
        _Span(start, end, known[value].kind, known[value].cut)
        for value, start, end in occurrences(text, known)
    ]
    for span in _joined([*spans, *elsewhere]):
        out += (text[at : span.start], ledger.replacement(span, text[span.start : span.end]))
        at = span.end
    out.append(text[at:])
    return "".join(out)


def _key(value: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


def _label(kind: str) -> str:
    """The label of a kind's placeholders; a kind is a name from a dictionary, so anything."""
    label = re.sub(r"[^A-Z0-9]+", "_", kind.upper()).strip("_")[:32].rstrip("_")
    return label if label and label[0].isalpha() and label != LITERAL else "TERM"


def _left(
    system: str, user: str, detectors: Sequence[Detector]
) -> tuple[dict[str, _Span], Reason | None]:
    """The second reading: why this may not leave, and the values to mask that would help."""
    texts = (system, user)
    verdict = assess([Part("sent", text, Sensitivity.PUBLIC) for text in texts], detectors)
    if verdict.unsure:
        return {}, Reason(ReasonCode.UNSURE, detectors=verdict.unsure)
    values: dict[str, _Span] = {}
    kinds: set[str] = set()
    helpless = False
    for text, judged in zip(texts, verdict.parts, strict=True):
        for finding in judged.text:
            rest = without_placeholders(text, finding.start, finding.end).strip()
            if not any(map(str.isalnum, rest)):
                continue
            kinds.add(finding.kind)
            local = finding.action is Action.LOCAL
            helpless = helpless or local or text is system or not tellable(rest)
            values[rest] = _Span(0, 0, finding.kind, finding.action is Action.CUT)
    reason = Reason(ReasonCode.LEFTOVER, tuple(sorted(kinds))) if kinds else None
    return {} if helpless else values, reason

"""`mask()`: a text with what was found in it replaced, and the way its positions went.

Invariant: what is masked covers every finding and every other place of a known value; in data and
code no stand-in takes a line end, a quote or half an escape with it. Linear in the text.
Deliberately elsewhere: what stands there instead (`ledger`), what is found (`detectors`).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from app.confidentiality.issued import ADDRESSES
from app.confidentiality.ledger import Draft
from app.confidentiality.name_forms import name_begins
from app.confidentiality.occurrences import Reading
from app.confidentiality.placeholders import LITERAL, label_of, last_words, lookalikes, mentions
from app.confidentiality.surrogates import RESERVED, has_reserved
from app.confidentiality.syntax import Grammar, Place
from app.confidentiality.telling import SPELLED, telling
from index.chunk import Action, Finding

CUT_MARK = "\u2026"
"""Stands where something was cut for good."""

_CAUGHT = frozenset({"NAME", "IDENTIFIER", "NUMBER"})
"""Kinds of what no detector knows more of."""
_QUOTES = "\"'`"
_BACKSLASHES = re.compile(r"\\*\Z")
_LINES = re.compile(r"[^\r\n]+")
_AFTER = 40
"""So many characters after a name tell its case."""


@dataclass(frozen=True, slots=True)
class Span:
    """A place to replace. `same`: what stands there is a form of that value."""

    start: int
    end: int
    kind: str
    cut: bool = False
    same: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Source:
    """A text with its findings and its grammar."""

    text: str = field(repr=False)
    spans: tuple[Span, ...]
    grammar: Grammar = field(repr=False)
    reading: Reading = field(repr=False)
    native: dict[tuple[str, int], list[tuple[int, int]]] = field(repr=False)
    """Labels that the text mentions by itself."""
    reserved: tuple[str, ...] = field(repr=False)
    """Addresses of reserved space that it holds by itself."""

    @classmethod
    def of(cls, text: str, findings: Iterable[Finding]) -> Source:
        """A text as it comes in."""
        spans = [Span(f.start, f.end, f.kind, f.action is Action.CUT) for f in findings]
        held = RESERVED.finditer(text) if has_reserved(text) else ()
        reserved = tuple(match[0] for match in held)
        native = mentions(text)
        return cls(text, tuple(_joined(spans)), Grammar.of(text), Reading(text), native, reserved)

    def also(self, value: str, kind: str, cut: bool) -> Source:
        """With a value at every place where it stands word for word. What is learned is looked for
        in other forms as well, but not where it is a word of our own around every prompt."""
        stands = re.finditer(rf"(?<!\w){re.escape(value)}(?!\w)", self.text)
        more = [Span(*match.span(), kind, cut) for match in stands]
        return replace(self, spans=tuple(_joined([*self.spans, *more]))) if more else self


@dataclass(frozen=True, slots=True)
class Masked:
    """`kept`: (start in the result, start in the original, length) of every stretch left as it was."""

    text: str = field(repr=False)
    kept: tuple[tuple[int, int, int], ...]

    def origin(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of the original that `text[start:end]` was left from."""
        return [
            (max(start, put) - put + came, min(end, put + length) - put + came)
            for put, came, length in self.kept
            if put < end and start < put + length
        ]


def mask(sources: Sequence[Source], draft: Draft) -> list[Masked]:
    """Every source, masked with the same draft; values are looked for in all of them."""
    sources = _alike(sources, draft)
    reserved = [address for source in sources for address in source.reserved]
    for source in sources:
        for span in source.spans:
            draft.learn(source.text[span.start : span.end], span.kind, span.cut)
    escaped = [_escaped(source.text, source.native, draft) for source in sources]
    draft.avoid((name for source in sources for name in source.native), reserved)
    places = [
        _fitted(source, _covering(source, _elsewhere(source.reading, draft), literal))
        for source, literal in zip(sources, escaped, strict=True)
    ]
    draft.expect(
        (span.kind, source.text[span.start : span.end], _in_code(source, span))
        for source, spans in zip(sources, places, strict=True)
        for span in spans
        if span.kind != LITERAL and not span.cut
    )
    return [_replaced(s, spans, draft) for s, spans in zip(sources, places, strict=True)]


def _alike(sources: Sequence[Source], draft: Draft) -> list[Source]:
    """A value that is known for what it is somewhere is that wherever only the net caught it."""
    kinds = {value.casefold(): seen.kind for value, seen in draft.state.seen.items()}
    for source in sources:
        for span in source.spans:
            if span.kind not in _CAUGHT:
                value = source.text[span.start : span.end]
                kinds.setdefault(value.casefold(), span.kind)
                for part in () if span.cut else telling(label_of(span.kind), value):
                    kinds.setdefault(part.text.casefold(), part.kind)
    return [
        replace(
            source,
            spans=tuple(
                replace(
                    span, kind=kinds.get(source.text[span.start : span.end].casefold(), span.kind)
                )
                if span.kind in _CAUGHT
                else span
                for span in source.spans
            ),
        )
        for source in sources
    ]


def _escaped(
    text: str, found: dict[tuple[str, int], list[tuple[int, int]]], draft: Draft
) -> list[Span]:
    """What would be taken for a stand-in of ours gets a placeholder, and comes back as it was."""
    spans = [Span(start, end, LITERAL) for start, end in lookalikes(text)]
    issued = last_words(draft.state.numbers)
    for (word, number), places in found.items():
        if word in issued and draft.collides(word, number):
            spans += (Span(start, end, LITERAL) for start, end in places)
    if draft.state.taken:
        spans += (
            Span(*match.span(), LITERAL)
            for match in RESERVED.finditer(text)
            if draft.collides_address(match[0])
        )
    return spans


def _elsewhere(text: Reading, draft: Draft) -> Iterable[Span]:
    for place, seen in draft.places(text):
        whole = place.same or label_of(seen.kind) in SPELLED
        same = place.value if whole and label_of(seen.kind) not in ADDRESSES else None
        yield Span(place.start, place.end, seen.kind, seen.cut, same)


def _covering(source: Source, known: Iterable[Span], literal: Iterable[Span]) -> list[Span]:
    """Findings, and of the other places of known values what no finding covers.

    A place that holds the findings it touches stands for them; of one that only overlaps with them
    the rest is replaced by itself, so that two neighbours never become one.
    """
    taken = _joined([*source.spans, *literal])
    for place in sorted(known, key=lambda s: (s.start - s.end, s.same is None)):
        first = bisect.bisect_right(taken, place.start, key=lambda s: s.end)
        last = bisect.bisect_left(taken, place.end, key=lambda s: s.start)
        touched = taken[first:last]
        if not touched:
            taken.insert(first, place)
        elif place.start <= touched[0].start and touched[-1].end <= place.end:
            size = touched[-1].end - touched[0].start
            if place.end - place.start > size and not any(s.kind == LITERAL for s in touched):
                cut = place.cut or any(span.cut for span in touched)
                taken[first:last] = [replace(place, cut=cut)]
        else:
            taken[first:last] = _joined([*touched, *_rests(source.text, place, touched)])
    return taken


def _rests(text: str, place: Span, touched: Sequence[Span]) -> Iterable[Span]:
    """What of a place lies outside of the spans that it touches."""
    edges = [place.start, *(edge for s in touched for edge in (s.start, s.end)), place.end]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if start < end and any(map(str.isalnum, text[start:end])):
            yield replace(place, start=start, end=end, same=None)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Overlapping spans as one, of the kind of its longest part; cut if any of them is."""
    joined: list[Span] = []
    length = 0
    for span in sorted(spans, key=lambda s: (s.start, -s.end, s.same is not None)):
        last = joined[-1] if joined else None
        if last is None or span.start >= last.end:
            joined.append(span)
            length = span.end - span.start
            continue
        longer = span.kind != LITERAL and (last.kind == LITERAL or span.end - span.start > length)
        if longer:
            length = span.end - span.start
        kind = span.kind if longer else last.kind
        end = max(last.end, span.end)
        exact = (span.start, span.end) == (last.start, last.end)
        same = None if exact and not span.same else last.same if end == last.end else None
        joined[-1] = Span(last.start, end, kind, last.cut or span.cut, same)
    return joined


def _fitted(source: Source, spans: Iterable[Span]) -> list[Span]:
    """Spans that take no quotes with them, nor, in data and code, line ends and half escapes."""
    fitted: list[Span] = []
    for span in spans:
        start, end = span.start, span.end
        if source.grammar.place(start) is not Place.PLAIN and span.kind != LITERAL:
            for line in _LINES.finditer(source.text, start, end):
                at, to = _whole_escapes(source.text, *_trimmed(source.text, *line.span()))
                fitted.append(replace(span, start=at, end=to))
        else:
            start, end = _trimmed(source.text, start, end)
            if span.kind == "PERSON" and not span.cut:
                start = name_begins(source.text, start, end)
            fitted.append(replace(span, start=start, end=end))
    return [span for span in fitted if span.start < span.end]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without blanks and quotes at its ends."""
    while start < end and (text[start].isspace() or text[start] in _QUOTES):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _QUOTES):
        end -= 1
    return start, end


def _whole_escapes(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the rest of an escape at its start or the beginning of one at its end."""
    if _odd(text, start) and start < end:
        start = min(end, start + (5 if text[start] == "u" else 1))
    if _odd(text, end):
        end = max(start, end - 1)
    return start, end


def _odd(text: str, position: int) -> bool:
    found = _BACKSLASHES.search(text[max(0, position - 64) : position])
    return found is not None and len(found[0]) % 2 == 1


def _in_code(source: Source, span: Span) -> bool:
    return source.grammar.place(span.start) is not Place.PLAIN


def _replaced(source: Source, spans: Sequence[Span], draft: Draft) -> Masked:
    text = source.text
    out: list[str] = []
    kept: list[tuple[int, int, int]] = []
    tail = ""
    at = put = 0
    for span in [*spans, Span(len(text), len(text), LITERAL)]:
        if span.start > at:
            kept.append((put, at, span.start - at))
        piece = text[at : span.start]
        tail = (tail + piece)[-64:]
        stand_in = _stand_in(source, span, draft, tail) if span.start < span.end else ""
        tail += stand_in
        out += (piece, stand_in)
        put += len(piece) + len(stand_in)
        at = span.end
    return Masked("".join(out), tuple(kept))


def _stand_in(source: Source, span: Span, draft: Draft, before: str) -> str:
    value = source.text[span.start : span.end]
    place = source.grammar.place(span.start)
    if span.cut:
        draft.cut_out(span.kind, value)
        return (
            ('""' if not any(map(str.isalpha, value)) else "CUT")
            if place is Place.BARE
            else CUT_MARK
        )
    after = source.text[span.end : span.end + _AFTER]
    return draft.stand_in(span.kind, value, before, span.same, place, after)

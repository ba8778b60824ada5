"""The egress guard: the last, independent reading of the exact bytes before they leave (law 5).

Invariant: bytes leave only with a `Ticket` that this guard gave for exactly these bytes, this host
and this decision, once, and soon. A hit, an exception, a body it cannot read or too long a reading:
held. It reads the address, every header and every string of the body, raw and decoded, and uses no
name recognition and none of the sanitiser's code. Nothing it says holds text of what it read.
Deliberately elsewhere: shapes (`alarms`), decodings (`views`), sending (`app.models.transport`).
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from app.confidentiality.alarms import ringing
from app.confidentiality.reason import Reason, ReasonCode
from app.confidentiality.views import TooDeepError, plain, squashed, views

HEADERS = frozenset(
    {"host", "accept", "accept-encoding", "content-type", "content-length", "authorization"}
    | {"user-agent"}
)
"""The only headers that a request to a cloud model may have."""

FIELDS = frozenset({"model", "messages", "stream", "max_tokens", "max_completion_tokens"})
"""The only fields of its body."""

_MOST_BYTES = 1_000_000
_TICKET_SECONDS = 30.0
_FOLDED_LENGTH = 6
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_ENDING = re.compile(r"[аеёийоуыьэюя]{1,2}$")
_PLACEHOLDER = re.compile(r"\u27e6[A-Z0-9_]{1,40}_[0-9]{1,6}\u27e7")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request exactly as it would be sent. `url` is whole, `body` the serialised bytes."""

    url: str = field(repr=False)
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def host(self) -> str:
        """Host and port of `url`."""
        return self.url.partition("://")[2].partition("/")[0]

    @property
    def digest(self) -> str:
        """sha256 of the body, in hex."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Destination:
    """Where settings allow a request to go, with the key and the model's name they give."""

    url: str
    key: str = field(repr=False)
    model: str


@dataclass(frozen=True, slots=True)
class Watch:
    """Values that must never leave: the organisation's dictionary, canaries, fingerprinted text.

    `overlap` says whether a text shares passages with a confidential document.
    """

    terms: Sequence[str] = field(default=(), repr=False)
    canaries: Sequence[str] = field(default=(), repr=False)
    overlap: Callable[[str], bool] = lambda _: False


@dataclass(frozen=True, slots=True)
class Ticket:
    """Leave for one request. `expires` is in seconds of the guard's clock."""

    id: str
    decision: str
    host: str
    digest: str
    expires: float


@dataclass(frozen=True, slots=True)
class Clear:
    """The bytes may leave, once, with this ticket."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class Held:
    """The bytes stay; `reason.kinds` are the names of the alarms."""

    reason: Reason

    @classmethod
    def because(cls, *alarms: str) -> Held:
        """Held, with the names of what rang."""
        return cls(Reason(ReasonCode.HELD, alarms))


class _StopError(Exception):
    """The request cannot be judged; `hit` says why."""

    def __init__(self, hit: str) -> None:
        super().__init__(hit)
        self.hit = hit


class Guard:
    """Reads what would leave, gives tickets and takes them back. Safe to use from threads."""

    def __init__(
        self,
        destination: Destination,
        watch: Watch,
        seconds: float = 5.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._destination = destination
        self._overlap = watch.overlap
        self._watched = (
            _Needles("dictionary", watch.terms),
            _Needles("canary", watch.canaries),
            _Needles("api_key", [destination.key]),
        )
        self._seconds = seconds
        self._clock = clock
        self._open: dict[str, Ticket] = {}

    def read(
        self,
        outgoing: Outgoing,
        originals: Collection[str],
        issued: Collection[str],
        decision: str,
    ) -> Clear | Held:
        """Judge a request. `originals` are the values that were masked or cut in it, `issued` the
        placeholders that stand for them.
        """
        deadline = self._clock() + self._seconds
        try:
            hits = sorted(set(self._hits(outgoing, originals, frozenset(issued), deadline)))
        except _StopError as stop:
            hits = [stop.hit]
        except TooDeepError:
            hits = ["depth"]
        except Exception:  # whatever fails here: nothing leaves, and no text stands in a traceback
            hits = ["failure"]
        if hits:
            return Held.because(*hits)
        return Clear(self._issue(outgoing, decision))

    def redeem(self, ticket: Ticket, decision: str, outgoing: Outgoing) -> bool:
        """Whether this request may leave now. A ticket is gone after its first use."""
        ours = self._open.pop(ticket.id, None)  # one step: two threads never get the same ticket
        return (
            ours == ticket
            and ticket.decision == decision
            and ticket.host == outgoing.host
            and ticket.digest == outgoing.digest
            and self._clock() <= ticket.expires
        )

    def _issue(self, outgoing: Outgoing, decision: str) -> Ticket:
        now = self._clock()
        ticket = Ticket(
            secrets.token_hex(16), decision, outgoing.host, outgoing.digest, now + _TICKET_SECONDS
        )
        for old in [t.id for t in tuple(self._open.values()) if t.expires < now]:
            self._open.pop(old, None)
        self._open[ticket.id] = ticket
        return ticket

    def _hits(
        self,
        outgoing: Outgoing,
        originals: Collection[str],
        issued: frozenset[str],
        deadline: float,
    ) -> Iterator[str]:
        if outgoing.url != self._destination.url:
            yield "address"
        if len(outgoing.body) > _MOST_BYTES:
            raise _StopError("size")
        needles = (*self._watched, _Needles("original", originals))
        for text in self._texts(outgoing):
            for view in views(text):
                for hit in self._read(_without(issued, view), needles):
                    if hit:
                        yield hit
                    if self._clock() > deadline:
                        raise _StopError("time")

    def _read(self, view: str, needles: Sequence[_Needles]) -> Iterator[str]:
        """Names of what is in one view, and empty strings between for the clock to be read."""
        yield from ringing(view)
        for needle in needles:
            yield needle.name if needle.within(view) else ""
        yield "confidential_text" if self._overlap(view) else ""

    def _texts(self, outgoing: Outgoing) -> Iterator[str]:
        """Every string that leaves, without those that settings put into their own place."""
        for name, value in outgoing.headers:
            yield from self._header(name.lower(), value, outgoing)
        raw = outgoing.body.decode()
        body = json.loads(raw, object_pairs_hook=_pairs)
        if not isinstance(body, _Object) or not {key for key, _ in body.pairs} <= FIELDS:
            raise _StopError("field")
        for key, item in body.pairs:
            if key != "model" or item != self._destination.model:
                yield from _strings(item)

    def _header(self, name: str, value: str, outgoing: Outgoing) -> Iterator[str]:
        own = {"authorization": f"Bearer {self._destination.key}", "host": outgoing.host}
        if name not in HEADERS:
            raise _StopError("header")
        if own.get(name) != value:
            yield value


@dataclass(frozen=True, slots=True)
class _Object:
    """A JSON object with every key, also where one stands twice."""

    pairs: tuple[tuple[str, object], ...]


def _pairs(pairs: list[tuple[str, object]]) -> _Object:
    return _Object(tuple(pairs))


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _strings(item)
        case _Object():
            for key, item in value.pairs:
                yield key
                yield from _strings(item)
        case _:
            yield str(value)


def _without(issued: frozenset[str], view: str) -> str:
    """`view` without the labels of our own placeholders, which are no findings."""
    return _PLACEHOLDER.sub(lambda m: "\u27e6\u27e7" if m[0] in issued else m[0], view)


class _Needles:
    """Known values: long ones found whatever the case and the separators, short ones as words."""

    def __init__(self, name: str, values: Collection[str]) -> None:
        self.name = name
        folded = {squashed(value): value for value in values}
        self._long = [flat for flat in folded if len(flat) >= _FOLDED_LENGTH]
        words = [
            _as_words(value)
            for flat, value in folded.items()
            if 0 < len(flat) < _FOLDED_LENGTH or _CYRILLIC.search(value)
        ]
        self._words = re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})(?![^\W_])") if words else None

    def within(self, view: str) -> bool:
        """Whether one of the values stands in this text."""
        if self._words and self._words.search(plain(view).casefold()):
            return True
        if not self._long:
            return False
        flat = squashed(view)
        return any(value in flat for value in self._long)


def _as_words(value: str) -> str:
    """A pattern for the value's words, Russian ones in any case of theirs."""
    words = re.findall(r"[^\W_]+", plain(value).casefold())
    return r"[\W_]{1,9}".join(
        rf"{re.escape(_ENDING.sub('', word))}[а-яё]{{0,3}}"
        if len(word) > 4 and _CYRILLIC.search(word)
        else re.escape(word)
        for word in words
    )

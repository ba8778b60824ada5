"""The egress guard: the last, independent reading of the exact bytes before they leave (law 5).

Invariant: bytes leave only with a `Ticket` that this guard gave for exactly these bytes, this host
and this decision, once, and soon. A hit, an exception, a body it cannot read or too long a reading:
held. A reading that never lets another thread run (a pattern without an end; tests look for one)
ends in no verdict at all: there is no ticket, and nothing leaves. It reads the address, every
header and every string of the body, raw and decoded, and uses no name recognition and none of the
sanitiser's or the detectors' code. Nothing it says holds text of what it read.
Deliberately elsewhere: shapes (`alarms`), decodings (`views`), known values (`needles`), tickets
(`tickets`), what was read a moment ago (`readings`), sending (`app.models.transport`).
"""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.confidentiality.alarms import ringing
from app.confidentiality.coded_runs import TooDeepError
from app.confidentiality.json_strings import Object, parsed, strings
from app.confidentiality.needles import Folded, Needles
from app.confidentiality.readings import Readings, key_of
from app.confidentiality.reason import Reason, ReasonCode
from app.confidentiality.tickets import Ticket, Tickets
from app.confidentiality.views import views

HEADERS = frozenset(
    {"host", "accept", "accept-encoding", "content-type", "content-length", "authorization"}
    | {"user-agent"}
)
"""The only headers that a request to a cloud model may have."""

FIELDS = frozenset({"model", "messages", "stream", "max_tokens", "max_completion_tokens"})
"""The only fields of its body."""

LATE = "time"
"""The alarm of a reading that did not come to its end in time."""

_MOST_BYTES = 1_000_000
_PLACEHOLDER = re.compile(r"\u27e6[A-Z0-9_]{1,40}_[0-9]{1,6}\u27e7")
_STAND_IN = re.compile(
    r"[\u27e6uhed12](?:(?<=\u27e6)[A-Z0-9_]{1,40}_[0-9]{1,6}\u27e7"
    r"|(?<![\w.@-].)(?:(?<=u)ser@(?:host|email|domain)|(?<=h)ost|(?<=e)mail|(?<=d)omain)-[0-9]{1,6}"
    r"\.(?:(?:host|email|domain)-[0-9]{1,6}\.)?example(?![\w-]|\.\w)"
    r"|(?<![\w.:].)(?:(?<=1)9(?:2\.0\.2|8\.51\.100)|(?<=2)03\.0\.113)\.[0-9]{1,3}(?:/[0-9]{1,2})?"
    r"(?![\w/]|\.\w)|(?<![\w:].)(?<=2)001:db8::[0-9a-f]{1,4}(?![\w:]))"
)
"""Placeholders, and surrogates: addresses of space that is reserved for examples, and no others.
What they may begin with comes first, for it to be quick."""


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

    `canaries` by their ids, so that the audit can say which one rang, or without. `overlap` says
    whether a text shares passages with a confidential document.
    """

    terms: Sequence[str] = field(default=(), repr=False)
    canaries: Sequence[str] | Mapping[str, str] = field(default=(), repr=False)
    overlap: Callable[[str], bool] = lambda _: False


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
        self._canaries = tuple(_canaries(watch.canaries))
        self._watched = (
            Needles("dictionary", watch.terms, strict=False),
            *self._canaries,
            Needles("api_key", [destination.key]),
        )
        self._seconds = seconds
        self._clock = clock
        self._tickets = Tickets(clock)
        self._readings = Readings(clock)

    def read(
        self,
        outgoing: Outgoing,
        originals: Collection[str],
        issued: Collection[str],
        decision: str,
    ) -> Clear | Held:
        """Judge a request that is about to leave. `originals` are the values that were masked or cut
        in it, `issued` the placeholders that stand for them. Returns within the guard's time if other
        threads can run.
        """
        whole = _whole(outgoing)
        if not self._readings.take(key_of(whole, originals, issued)) and (
            hits := self._hits_in_time(outgoing, originals, issued)
        ):
            return Held.because(*hits)
        return Clear(self._tickets.issue(decision, outgoing.host, whole))

    def foresee(
        self, outgoing: Outgoing, originals: Collection[str], issued: Collection[str]
    ) -> Held | None:
        """Why this request would be held, if it would, before it is known whether it leaves at all.

        There is no ticket; a `read` of the very same a moment later need not read it again.
        """
        key = key_of(_whole(outgoing), originals, issued)
        if not self._readings.remember(key):
            if hits := self._hits_in_time(outgoing, originals, issued):
                return Held.because(*hits)
            self._readings.note(key)
        return None

    def _hits_in_time(
        self, outgoing: Outgoing, originals: Collection[str], issued: Collection[str]
    ) -> list[str]:
        """Names of what rang; none where all was read and nothing did."""
        hits: list[str] = []
        reader = threading.Thread(
            target=lambda: hits.extend(self._judged(outgoing, originals, frozenset(issued))),
            name="hush-guard",
            daemon=True,
        )
        reader.start()
        reader.join(self._seconds + 0.5)
        if reader.is_alive():
            return [LATE]
        # An empty list would be a reader that died: it says "" where nothing rang.
        return [] if hits == [""] else sorted(filter(None, hits)) or ["failure"]

    def redeem(self, ticket: Ticket, decision: str, outgoing: Outgoing) -> bool:
        """Whether this request may leave now. A ticket is gone after its first use."""
        return self._tickets.redeem(ticket, decision, outgoing.host, _whole(outgoing))

    def _judged(
        self, outgoing: Outgoing, originals: Collection[str], issued: frozenset[str]
    ) -> list[str]:
        """Names of what rang, or one empty string for nothing at all."""
        deadline = self._clock() + self._seconds
        try:
            return sorted(set(self._hits(outgoing, originals, issued, deadline))) or [""]
        except _StopError as stop:
            return [stop.hit]
        except TooDeepError:
            return ["depth"]
        except Exception:  # whatever fails here: nothing leaves, and no text stands in a traceback
            return ["failure"]

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
        masked = Folded(" ".join(originals))  # a canary rings though it is masked: its text leaves
        yield from (canary.name for canary in self._canaries if canary and canary.within(masked))
        needles = [*self._watched, Needles("original", originals)]
        for text in dict.fromkeys(self._texts(outgoing)):  # names of fields stand there many times
            for view in views(text):
                for hit in self._read(_without(issued, view), [n for n in needles if n]):
                    if hit:
                        yield hit
                    if self._clock() > deadline:
                        raise _StopError(LATE)

    def _read(self, view: str, needles: Sequence[Needles]) -> Iterator[str]:
        """Names of what is in one view, and empty strings between for the clock to be read."""
        yield from ringing(view)
        folded = Folded(view)
        for needle in needles:
            yield needle.name if needle.within(folded) else ""
        yield "confidential_text" if self._overlap(view) else ""

    def _texts(self, outgoing: Outgoing) -> Iterator[str]:
        """Every string that leaves, without those that settings put into their own place."""
        for name, value in outgoing.headers:
            yield from self._header(name.lower(), value, outgoing)
        raw = outgoing.body.decode()
        body = parsed(raw)
        if not isinstance(body, Object) or not {key for key, _ in body.pairs} <= FIELDS:
            raise _StopError("field")
        for key, item in body.pairs:
            if key != "model" or item != self._destination.model:
                yield from strings(item)

    def _header(self, name: str, value: str, outgoing: Outgoing) -> Iterator[str]:
        own = {"authorization": f"Bearer {self._destination.key}", "host": outgoing.host}
        if name not in HEADERS or own.get(name, value) != value:
            raise _StopError("header")
        if name not in own:
            yield value


def _whole(outgoing: Outgoing) -> str:
    """A hash of all that leaves, path and headers too: a ticket is for nothing else."""
    around = repr((outgoing.url, outgoing.headers)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(hashlib.sha256(around).digest() + outgoing.body).hexdigest()


def _without(issued: frozenset[str], view: str) -> str:
    """`view` without the stand-ins that were issued for this request, which are no findings."""
    surrogates = any(not name.startswith("\u27e6") for name in issued)
    shape = _STAND_IN if surrogates else _PLACEHOLDER
    return shape.sub(lambda m: "\u27e6\u27e7" if m[0] in issued else m[0], view)


def _canaries(canaries: Sequence[str] | Mapping[str, str]) -> Iterator[Needles]:
    """One matcher for each canary that has an id, one for those that have none."""
    if isinstance(canaries, Mapping):
        for name, canary in canaries.items():
            yield Needles(f"canary:{name}", _heard(canary))
    else:
        yield Needles("canary", [form for canary in canaries for form in _heard(canary)])


def _heard(canary: str) -> list[str]:
    """A canary, and as it comes back from Cyrillic letters, which have no j and no h."""
    return [
        canary,
        *(canary.replace("h", "kh").replace("j", sound) for sound in ("dzh", "zh", "y")),
    ]

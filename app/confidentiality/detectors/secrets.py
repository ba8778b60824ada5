"""Credentials, in whatever form: CREDENTIAL, action `local`. They never go out (law 10).

What is too dense with telling words to be read in time is UNREAD, action `local`: it stays as well.

What has a shape of its own (`secret_keys`), what its place gives away (`secret_places`), private
keys; and, at each telling word (`secret_anchors`), what is joined to it as in code
(`secret_assigned`), said of it (`secret_prose`), beside a login (`secret_pairs`), below it
(`secret_talk`, `secret_tables`), and codes and seeds (`secret_codes`). The escaped and the broken
forms of the text are read as well (`secret_forms`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from app.confidentiality.detectors import secret_forms, secret_keys
from app.confidentiality.detectors.cues import Unread, lowered
from app.confidentiality.detectors.secret_anchors import Anchor, anchors, is_other
from app.confidentiality.detectors.secret_assigned import NOWHERE, assigned, key
from app.confidentiality.detectors.secret_before import said_before
from app.confidentiality.detectors.secret_codes import code, community, grouped, seed
from app.confidentiality.detectors.secret_elsewhere import is_elsewhere
from app.confidentiality.detectors.secret_near import near
from app.confidentiality.detectors.secret_pairs import pair, second_of_two, slashed, well_known
from app.confidentiality.detectors.secret_places import places
from app.confidentiality.detectors.secret_prose import said
from app.confidentiality.detectors.secret_spelled import pointed_at, spelled
from app.confidentiality.detectors.secret_tables import column
from app.confidentiality.detectors.secret_talk import below
from app.confidentiality.detectors.secret_tied import changed_to, dashed
from app.confidentiality.detectors.secret_values import (
    Strength,
    is_blanked,
    is_placeholder,
    strength,
)
from app.confidentiality.detectors.view import BLANK, View
from app.confidentiality.verdict import CREDENTIAL, UNREAD
from index.chunk import Action, Finding

Span = tuple[int, int]
_KEY_BODY = 8000
_OBJECT = re.compile(
    r"\b(?:kubectl|oc|get|describe|delete|edit|label|annotate)\s(?:-\S+\s){0,2}$", re.IGNORECASE
)
"""Before `secret NAME`, where the name is a Kubernetes object's and no value."""
_HOLDS = re.compile(r"[_\-]?s?ecrets?(?:[_\-]?(?:name|ref))?", re.IGNORECASE)
"""What is left of `passwordSecret`, which names the object that holds the password."""
_UNDERLINED = re.compile(r"[*_: \t]{0,4}\n[=\-]{3,80}[ \t]{0,4}\n")
_WINDOW = 600
_FREE, _SPARSE = 1600, 28
"""Readings that any text may cost, and one more for so many characters."""
_COST = {"password": 4, "token": 4, "login": 4, "code": 1, "seed": 4, "community": 4, "key": 1}


class Secrets:
    """Finds credentials."""

    name = "secrets"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each credential, from its first to its last character."""
        view = View.of(text)
        for span in _spans(view.text):
            if isinstance(span, Unread):
                yield view.finding(UNREAD, Action.LOCAL, span, self.name)
            elif BLANK not in view.text[slice(*span)]:
                yield view.finding(CREDENTIAL, Action.LOCAL, span, self.name)


def _spans(text: str) -> Iterator[Span]:
    yield from _read(text)
    yield from _broken(text)
    plain = secret_forms.unescaped(text)
    if plain is not None:
        for span in _read(plain.text):
            origin = plain.origin(span[0]), plain.origin(span[1] - 1) + 1
            yield Unread(origin) if isinstance(span, Unread) else origin


def _read(text: str) -> Iterator[Span]:
    low = lowered(text)
    yield from _shaped(text)
    yield from _private_keys(text)
    yield from places(text, low)
    yield from well_known(text, low)
    yield from slashed(text)
    yield from pointed_at(text)
    yield from _told(text, low)


def _told(text: str, low: str) -> Iterator[Span]:
    """What telling words give away.

    A text that has more of them than can be read in time is `Unread` from the first that was not
    read to the last: nobody writes so, and what is not read must not leave.
    """
    every = anchors(text, low)
    yield from near(text, every)
    yield from spelled(text, every)
    left = _FREE + len(text) // _SPARSE
    tables = [0, 0]
    first = 0
    for anchor, limit in zip(every, _limits(low, every), strict=True):
        left -= _COST[anchor.family]
        if left < 0:
            yield Unread((anchor.start, every[-1].tail))
            return
        match anchor.family:
            case "code":
                yield from code(text, anchor)
            case "seed":
                yield from _one(seed(text, anchor))
            case "community":
                yield from _one(community(text, low, anchor))
            case "key":
                yield from _one(key(text, anchor))
            case "login":
                beside = pair(text, anchor)
                yield from _one(beside)
                if beside is None and "cred" in low[anchor.start : anchor.end]:
                    yield from _value(text, anchor._replace(family="token"), (first, limit), tables)
            case _:
                yield from _value(text, anchor, (first, limit), tables)
                first = anchor.tail


def _limits(low: str, every: list[Anchor]) -> list[int]:
    """For each telling word, where the next one that may have a value of its own stands."""
    limit = len(low)
    limits = [limit] * len(every)
    for index in range(len(every) - 1, -1, -1):
        limits[index] = limit
        if every[index].family in ("password", "token") or low.startswith(
            "cred", every[index].start
        ):
            limit = every[index].start
    return limits


def _one(span: Span | None) -> Iterator[Span]:
    if span is not None:
        yield span


def _value(text: str, anchor: Anchor, near: Span, tables: list[int]) -> Iterator[Span]:
    """What is told of a password or a token."""
    tied = dashed(text, anchor)
    if tied is not None:
        yield tied
        return
    if is_other(text, anchor) or text.startswith("](", anchor.tail):
        return
    if text[anchor.start : anchor.end].casefold() in ("secret", "secrets") and _OBJECT.search(
        text, max(0, anchor.start - 30), anchor.start
    ):
        return
    password = anchor.family == "password"
    span = second_of_two(text, anchor) if password else None
    if span is None and _is_phrase(text, anchor):
        span = seed(text, anchor)
    if span is None and _UNDERLINED.match(text, anchor.tail):
        span = below(text, anchor)
    span = span or assigned(text, anchor)
    if span == NOWHERE:
        return
    if span is None:
        span = said(text, anchor, near[1])
        if span is None:
            span = below(text, anchor)
        if span is None and password:
            span = said_before(text, anchor, near[0])
            span = None if span and is_elsewhere(text, *span) else span
    if span is not None and _HOLDS.fullmatch(text, anchor.end, anchor.tail):
        span = None if strength(text[slice(*span)]) is Strength.WORD else span
    if span is not None:
        span = grouped(text, span[0], anchor.family) or span
        yield span
        yield from _one(changed_to(text, span[1]) if password else None)
    yield from column(text, anchor, tables)


def _is_phrase(text: str, anchor: Anchor) -> bool:
    return (
        text[anchor.start : anchor.end].casefold().endswith(("phrase", "фраза", "фразу", "фразы"))
    )


def _shaped(text: str) -> Iterator[Span]:
    for start, end in secret_keys.keys(text):
        if not is_blanked(text[start:end]):
            yield start, end
    for match in secret_keys.hashes(text):
        yield match.span()
    for match in secret_keys.ADDRESSES.finditer(text):
        if not is_placeholder(match["value"]):
            yield match.span("value")


def _private_keys(text: str) -> Iterator[Span]:
    """From each BEGIN line to its END, or as far as its body goes on."""
    if "PRIVATE KEY" not in text:
        return
    edges = list(secret_keys.BLOCK_EDGE.finditer(text))
    for edge, follower in itertools.zip_longest(edges, edges[1:]):
        body = secret_keys.BLOCK_BODY.match(text, edge.end(), edge.end() + _KEY_BODY)
        if edge[1] == "BEGIN" and body:
            closed = follower is not None and follower[1] == "END"
            near = closed and follower.start() - edge.end() < _KEY_BODY
            yield edge.start(), follower.end() if near else body.end()


def _broken(text: str) -> Iterator[Span]:
    """Keys with a shape of their own that run over a line end or are written in groups."""
    left = 300 + len(text) // 400
    for at in secret_keys.hits(text):
        stop = min(len(text), at + _WINDOW)
        if secret_forms.WRAPPED.match(text, at, stop) is None:
            continue
        left -= 1
        if left < 0:  # nobody writes so; what is not read must not leave
            yield Unread((at, len(text)))
            return
        for breaks in (1, 2, 3, 12):
            form = secret_forms.squeezed(text, at, stop, breaks)
            match = secret_keys.key_at(form.text)
            if match and not is_blanked(match[0]):
                end = form.origin(match.end() - 1) + 1
                if any(map(str.isspace, text[at:end])):
                    yield at, end
                break

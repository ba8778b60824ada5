"""Credentials, in whatever form: CREDENTIAL, action `local`. They never go out (law 10).

Four readings, each in its own module: what has a shape of its own (`secret_keys`), what a telling
word gives away (`secret_prose`), what its place gives away (`secret_places`), and private keys.
Keys that a mail client broke into two lines are read once more with the line ends taken out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from app.confidentiality.detectors import secret_keys
from app.confidentiality.detectors.secret_places import places
from app.confidentiality.detectors.secret_prose import prose
from app.confidentiality.detectors.secret_values import is_blanked, is_placeholder
from app.confidentiality.detectors.view import BLANK, View
from app.confidentiality.verdict import CREDENTIAL
from index.chunk import Action, Finding

_BREAK = re.compile(r"(?<=[A-Za-z0-9+/_=\-])=?\n[ \t>]{0,8}(?=[A-Za-z0-9+/_=\-])")
_KEY_BODY = 8000


class Secrets:
    """Finds credentials."""

    name = "secrets"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each credential, from its first to its last character."""
        view = View.of(text)
        for start, end in _spans(view.text):
            if BLANK not in view.text[start:end]:
                yield view.finding(CREDENTIAL, Action.LOCAL, (start, end), self.name)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    yield from _shaped(text)
    yield from _private_keys(text)
    yield from prose(text)
    yield from places(text)
    yield from _broken(text)


def _shaped(text: str) -> Iterator[tuple[int, int]]:
    for match in secret_keys.KEYS.finditer(text):
        if not is_blanked(match[0]):
            yield match.span()
    for match in secret_keys.HASHES.finditer(text):
        yield match.span()
    for match in secret_keys.ADDRESSES.finditer(text):
        if not is_placeholder(match["value"]):
            yield match.span("value")


def _private_keys(text: str) -> Iterator[tuple[int, int]]:
    """From each BEGIN line to its END, or as far as its body goes on."""
    edges = list(secret_keys.BLOCK_EDGE.finditer(text))
    for edge, follower in itertools.zip_longest(edges, edges[1:]):
        body = secret_keys.BLOCK_BODY.match(text, edge.end(), edge.end() + _KEY_BODY)
        if edge[1] == "BEGIN" and body:
            closed = follower is not None and follower[1] == "END"
            near = closed and follower.start() - edge.end() < _KEY_BODY
            yield edge.start(), follower.end() if near else body.end()


def _broken(text: str) -> Iterator[tuple[int, int]]:
    """Keys with a shape of their own that run over a line end."""
    breaks = list(_BREAK.finditer(text))
    if not breaks:
        return
    joined, places_, gone, done = [], [], [], 0
    length = 0
    for match in breaks:
        joined.append(text[done : match.start()])
        length += match.start() - done
        done = match.end()
        places_.append(length)
        gone.append(done - length)
    joined.append(text[done:])
    flat = View("".join(joined), tuple(places_), tuple(gone))
    for match in secret_keys.KEYS.finditer(flat.text):
        start, end = flat.origin(match.start()), flat.origin(match.end() - 1) + 1
        if "\n" in text[start:end] and not is_blanked(match[0]):
            yield start, end

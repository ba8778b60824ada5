"""Citations as Markdown footnotes: `[1]` in an answer becomes `[^1]`, with a definition at the end.

Invariant: code stays as it is, byte for byte (`[1]` is shell there); a stream gives what the whole
text gives, wherever it is cut, and holds back a few signs at most. Pure.
Deliberately elsewhere: which citations an answer has (`grounding`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.dialogue import Citation

_TOKEN = re.compile(r"(?P<ticks>`+)|(?P<waves>~~~+)|(?P<end>\n)|\[(?P<number>\d{1,3})\](?!\()")
_OPEN = re.compile(r"\[\d{0,3}\]?\Z")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


class Footnotes:
    """Rewrites one answer's text as it comes."""

    def __init__(self) -> None:
        self._held = ""
        self._fence = ""
        self._inline = ""
        self._bare = True

    def feed(self, text: str) -> str:
        """The next piece of the text."""
        text = self._held + text
        cut = _open_from(text)
        self._held = text[cut:]
        return self._rewritten(text[:cut])

    def finish(self) -> str:
        """What was held back."""
        held, self._held = self._held, ""
        return self._rewritten(held)

    def _rewritten(self, text: str) -> str:
        made, at = [], 0
        for token in _TOKEN.finditer(text):
            self._pass(text[at : token.start()])
            made.append(text[at : token.start()])
            made.append(self._token(token))
            at = token.end()
        self._pass(text[at:])
        return "".join([*made, text[at:]])

    def _pass(self, between: str) -> None:
        self._bare = self._bare and not between.strip()

    def _token(self, token: re.Match[str]) -> str:
        if token["end"]:
            self._bare = True
            return token[0]
        bare, self._bare = self._bare, False
        if token["number"]:
            return token[0] if self._fence or self._inline else f"[^{token['number']}]"
        if self._fence:
            if bare and token[0].startswith(self._fence):
                self._fence = ""
        elif self._inline:
            if token[0] == self._inline:
                self._inline = ""
        elif bare and len(token[0]) >= 3:
            self._fence = token[0]
        elif token["ticks"]:
            self._inline = token[0]
        return token[0]


def _open_from(text: str) -> int:
    """Where that begins at the end of a text which may go on in the next piece."""
    if (marks := len(text.rstrip("`~"))) < len(text):
        return marks
    end = max(0, len(text) - 6)
    cut = _OPEN.search(text, end)
    return cut.start() if cut else len(text)


def definitions(citations: Iterable[Citation]) -> str:
    """The definitions, set off by a blank line; empty where nothing is cited."""
    lines = [definition(cited) for cited in citations]
    return "\n\n" + "\n".join(lines) if lines else ""


def definition(cited: Citation) -> str:
    """The definition of one footnote; a link where the document has an address."""
    place = _SPECIAL.sub(r"\\\1", named(cited))
    return f"[^{cited.number}]: " + (f"[{place}](<{cited.url}>)" if cited.url else place)


def named(cited: Citation) -> str:
    """What a citation is called: the document, the headings, the lines."""
    first, last = cited.lines
    return f"{' > '.join((cited.source, *cited.heading))}, {first}-{last}"


def footnoted(text: str, citations: Iterable[Citation]) -> str:
    """A whole answer with its footnotes."""
    notes = Footnotes()
    return notes.feed(text) + notes.finish() + definitions(citations)

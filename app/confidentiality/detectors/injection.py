"""Words in a text that are meant for the model that reads it: INJECTION, action `cut`.

Two families: what people cannot see (tag characters, runs of variation selectors and of zero-width
characters, overrides of direction with what is written backwards behind them, comments that speak to
a model) and instructions to a model (`ignore previous instructions`, tags of roles, asking for the
system prompt or for silence towards the user). Invariant: such a finding lowers trust and is
reported; it never gives a right. The span is the hidden run or the sentence, never the command beside
it. Ordinary requests are none, and neither is talk about models. Deliberately elsewhere: the phrases
(`injection_phrases`, `injection_languages`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.injection_languages import OTHER_LANGUAGES
from app.confidentiality.detectors.injection_phrases import ADDRESSED, PHRASES, TAGS
from app.confidentiality.detectors.view import View
from index.chunk import Action, Finding

Span = tuple[int, int]

_FLAG = "\U0001f3f4"
_HIDING = re.compile(
    "[\U000e0000-\U000e01ef\ufe00-\ufe0f\u200b-\u200d\u2060-\u2064\ufeff\u180e\u202d\u202e]"
)
_HIDDEN = re.compile(
    "[\U000e0000-\U000e007f]{2,2000}|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{3,4000}"
    "|[\u200b-\u200d\u2060-\u2064\ufeff\u180e]{4,4000}|\u202d|\u202e[^\u202c\n]{0,2000}"
)
_COMMENT = re.compile(
    r"<!--(?P<c>(?:(?!<!--).){4,2000}?)--!?>|\[(?://|comment)\]: ?(?:#|<>) ?[(\"']"
    r"(?P<m>[^\n]{4,600})[)\"']"
    r"|<(?P<t>span|div|p|font|section|td|a|small|i|b)\b[^>]{0,200}"
    r"(?:display\s?:\s?none|visibility\s?:\s?hidden|font-size\s?:\s?[01](?:px|pt|em)?\b"
    r"|color\s?[:=]\s?[\"']?(?:#fff(?:fff)?\b|white|transparent)|opacity\s?:\s?0(?![.\d])"
    r"|\bhidden\b)"
    r"[^>]{0,200}>(?P<h>(?:(?!<(?P=t)\b).){4,2000}?)</(?P=t)>",
    re.DOTALL | re.IGNORECASE,
)
_BEGIN = re.compile(r"[.!?;`\n]\s{1,3}|[\n`]")
_END = re.compile(r"[.!?](?=\s|$|[\"'»”)])|[\n`]")
_REACH = 240


class Injection:
    """Finds what speaks to the model instead of the reader."""

    name = "injection"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each hidden run and each sentence; they may overlap."""
        if not text.isascii():
            for span in _hidden(text):
                yield Finding("INJECTION", Action.CUT, span[0], span[1], self.name)
        view = View.of(text)
        for span in _spoken(view.text):
            yield view.finding("INJECTION", Action.CUT, span, self.name)


def _hidden(text: str) -> Iterator[Span]:
    """Runs that no screen shows. A flag's tags after a black flag are what they should be."""
    for match in _HIDDEN.finditer(text) if _HIDING.search(text) else ():
        flag = text[match.start() - 1 : match.start()] == _FLAG and len(match[0]) < 9
        if not flag:
            yield match.span()


def _spoken(text: str) -> Iterator[Span]:
    for match in TAGS.finditer(text) if any(sign in text for sign in "<[#") else ():
        yield match.span()
    for cues in (PHRASES, OTHER_LANGUAGES):
        for _, match in cues.matches(text):
            yield _sentence(text, match.span())
    if "<" in text or "]: " in text:
        for match in _COMMENT.finditer(text):
            if ADDRESSED.search(match["c"] or match["m"] or match["h"]):
                yield match.span()


def _sentence(text: str, span: Span) -> Span:
    """The sentence around a phrase, within its line; code in backquotes beside it stays."""
    start, end = span
    floor = max(0, start - _REACH)
    for match in _BEGIN.finditer(text, floor, start):
        floor = match.end()
    begin = floor if floor > max(0, start - _REACH) or floor == 0 else start
    stop = _END.search(text, end, min(len(text), end + _REACH))
    if stop is None:
        return begin, end if end + _REACH < len(text) else len(text)
    return begin, stop.end() if stop[0] in ".!?" else stop.start()

"""Words by which people mark a text as not for others: MARKER and MARKER_RESTRICTED, action `local`.

Invariant: a marker is a mark put on a text ("коммерческая тайна", "internal use only"), not talk of
confidentiality ("политика конфиденциальности", "do not use ConfigMaps for confidential data"). Words
that a sentence may use ("confidential", "do not share") count only where they stand as a mark: at the
beginning of a line, in brackets, in a subject, and with nothing of a sentence after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.confidentiality.detectors.cues import Cues, before
from app.confidentiality.detectors.marker_words import RESTRICTED, SAID
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.view import View
from index.chunk import Action, Finding, Sensitivity

Span = tuple[int, int]

_S = r"[\s_\-/]{1,4}"
_TABLE = SAID + RESTRICTED
_CUES = Cues([(beginnings, pattern) for beginnings, pattern, _ in _TABLE], within=False)
_CAPITALS = re.compile(
    r"(?=[ДК])(?<!\w)(?:ДСП|КОНФИДЕНЦИАЛЬНО)(?!\w)"
    r"|^[ \t>#*_\[(\-=|]{0,8}(?:STRICTLY )?(?:CONFIDENTIAL|RESTRICTED|NDA)[ \t*_\])!.=|\-]{0,6}$",
    re.MULTILINE,
)
_IN_CAPITALS = ("ДСП", "КОНФИДЕНЦИАЛЬНО", "CONFIDENTIAL", "RESTRICTED", "NDA")
_LETTER, _GAP = (
    r"[^\W_]",
    r"[ .*_\-]",
)  # nothing is both: a line of underscores would be read for ever
_SPACED = re.compile(
    rf"(?={_LETTER}{_GAP}{_LETTER}{_GAP})(?<!{_LETTER}){_LETTER}{_GAP}"
    rf"(?:{_LETTER}{_GAP}{{1,2}}){{1,40}}{_LETTER}(?!{_LETTER})"
)
_SPACED_MARKS = words(
    """
    дсп конфиденциально строгоконфиденциально коммерческаятайна секретно совершенносекретно confidential
    strictlyconfidential topsecret internalonly internaluseonly restricted forinternaluseonly
    дляслужебногопользования служебнаятайна donotdistribute donotshare nda
    """
)
_TIED = re.compile(
    rf"(?:под|по|в{_S}рамках|согласно|защищ[её]н[оаы]?|подписан[оаы]?|подпадает{_S}под|under"
    rf"|covered{_S}by|subject{_S}to"
    rf"|protected{_S}by|signed|contains?|our)"
    rf"(?:{_S}(?:an?|the|our|mutual|same|нашего|нашим|наш|действующего|some|company))?{_S}\Z",
    re.IGNORECASE,
)
"""What stands before words that are a mark only when the text is tied to them."""
_BEFORE = re.compile(
    r"(?:^|\n|[:|—–\[(«\"“!;]|\.|\s-{1,2}|\*\*|re:|fwd?:)[ \t>#*_\[(\-=|\"'«“~/!]{0,12}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[ \t*_\])!.=|\-\"'»”:;,/—–~]{0,12}(?:$|\n)|[ \t]{0,2}[\])»”!|:;—–/]|\."
    r"(?:\s|$)|\*\*|,?\s(?:acme|©)|\s[-|/]\s",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"(?:\bnot|\bnon|\bно не|\bне|\bno longer|\bnever)[\s\-]{1,2}(?:is\s"
    r"|marked\s)?[\"'«]?\Z",
    re.IGNORECASE,
)


class Markers:
    """Finds confidentiality marks."""

    name = "markers"

    @property
    def raises(self) -> Mapping[str, Sensitivity]:
        """Marks of secrecy raise to RESTRICTED, the others to CONFIDENTIAL."""
        return MappingProxyType({"MARKER_RESTRICTED": Sensitivity.RESTRICTED})

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each mark."""
        view = View.of(text)
        for kind, span in _marks(view.text):
            yield view.finding(kind, Action.LOCAL, span, self.name)


def _marks(text: str) -> Iterator[tuple[str, Span]]:
    for number, match in _CUES.matches(text):
        start, end = match.span()
        if (
            text[start - 1 : start].isalnum()
            or _is_path(text, start, match[0])
            or _NEGATED.search(text, max(0, start - 16), start)
        ):
            continue
        alone = _TABLE[number][2]
        if alone and not _is_mark(text, start, end):
            continue
        if alone is None and not before(text, start, _TIED, 40):
            continue
        yield ("MARKER" if number < len(SAID) else "MARKER_RESTRICTED"), (start, end)
    capitals = any(word in text for word in _IN_CAPITALS)
    for match in _CAPITALS.finditer(text) if capitals else ():
        yield ("MARKER_RESTRICTED" if "RESTRICTED" in match[0] else "MARKER"), match.span()
    for match in _SPACED.finditer(text):
        letters = re.sub(r"[\W_]", "", match[0]).casefold()
        if letters in _SPACED_MARKS:
            secret = "секретно" in letters or "secret" in letters
            yield ("MARKER_RESTRICTED" if secret else "MARKER"), match.span()


def _is_path(text: str, start: int, words_: str) -> bool:
    """A piece of a path or an identifier (`gitlab/top-secret`), not words."""
    return text[start - 1 : start] in ("/", "\\", "_", "-", ".") and not re.search(r"\s", words_)


def _is_mark(text: str, start: int, end: int) -> bool:
    """Whether the words stand by themselves, as a stamp does, and not within a sentence."""
    return bool(_BEFORE.search(text, max(0, start - 24), start) and _AFTER.match(text, end))

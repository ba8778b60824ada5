"""A text as the detectors read it, and the way back to the positions of the original.

Invariant: every character of a view comes from one place of the original, in order, so a finding
can always be told in code points of the original. What hides a value from a pattern is undone:
zero-width and soft-hyphen characters go, every kind of space and dash becomes the plain one, wide
and decomposed letters their usual form, `[.]` between letters a dot, and look-alike letters within
a word those of its script. Letters that are written as codes (`%D0%98`, `\\u0418`, `&#73;`) are
letters, and a word that marks or blanks break up is whole (`apart`). Our own placeholders are
blanked: they match no detector. What only resembles one is read as the text that it is.
"""

from __future__ import annotations

import bisect
import functools
import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.confidentiality.detectors.apart import joined
from index.chunk import Action, Finding

BLANK = "\u27e6"
"""Stands for every character of a placeholder; no detector takes it into a finding."""

_PLACEHOLDER = re.compile("\u27e6[A-Z]+(?:_[A-Z]+)*_[0-9]{1,6}\u27e7")
_INVISIBLE = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
_INVISIBLE += "\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef"
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DASHES = "\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63"
_MARKS = "\u0300-\u0333\u0335-\u0337"
_WIDE = "\uff01-\uff5e\u2024\u2460-\u24ff"
_WIDE += "\U0001d400-\U0001d7ff\U0001f110-\U0001f189\U0001f1e6-\U0001f1ff"
_SMALL_CAPITALS = (
    "\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d"
    "\u0274\u1d0f\u1d18\ua7af\u0280\ua731\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22"
)
_WIDE += _SMALL_CAPITALS
_FRAMES = {0x249C: "a", 0x1F110: "A", 0x1F130: "A", 0x1F150: "A", 0x1F170: "A", 0x1F1E6: "A"}
"""Where alphabets begin that are drawn in brackets, circles and squares, or as flags, and with what."""
_DRAWN = {
    **dict(zip(_SMALL_CAPITALS, "abcdefghijklmnopqrstuvwyz", strict=True)),
    **{chr(first + at): chr(ord(a) + at) for first, a in _FRAMES.items() for at in range(26)},
}
_DEFANGED = re.compile(r"(?=[\[(])(?:\[(?<=\w.)(?:\.|dot|DOT)\]|\((?<=\w.)(?:\.|dot|DOT)\))(?=\w)")
_CODE = re.compile(
    r"%[dD][01]%[89aAbB][0-9a-fA-F]|\\u04[0-5][0-9a-fA-F](?![0-9a-fA-F])"
    r"|&#(?:0{0,3}(?:6[4-9]|[78]\d|90|9[7-9]|1[01]\d|12[0-2]|10[2-9]\d|11[0-5]\d|4[5689]|5[0-7])"
    r"|[xX]0{0,3}(?:4[0-9a-fA-F]|5[0-9aA]|6[1-9a-fA-F]|7[0-9aA]|4[0-5][0-9a-fA-F]"
    r"|2[deDE]|3\d));"
)
"""One Cyrillic letter in percent or JSON escapes; one letter, digit, dot, dash or `@` as an entity."""
_CODED = re.compile(r"%[dD][01]%|\\u04|&#")
_RESEMBLING = re.compile(r"_(?=\d{1,6}[ \t]{0,3}(?:[\u27e7\u301b\u3011]|\]\]))")
"""Before the number of what is written like a placeholder."""
_MAYBE_ODD = re.compile(
    f"[{_INVISIBLE}{_MARKS}{_SPACES}{_DASHES}{_WIDE}\r{BLANK}\u27e7_\\[(%&\\\\]"
)
"""What `_ODD` begins with; a set is looked for in a fraction of the time."""
_ODD = re.compile(
    f"(?:{_CODE.pattern}|[{_INVISIBLE}]+|[{_MARKS}]+|[{_SPACES}{_DASHES}{_WIDE}\r]|{_PLACEHOLDER.pattern}"
    f"|{_DEFANGED.pattern}|[{BLANK}\u27e7]|{_RESEMBLING.pattern})"
)
_CYRILLIC = (
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0432\u043a\u043c\u043d\u0442"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405"
)
_GREEK = (
    "\u03bf\u03b1\u039f\u0391\u0392\u0395\u0397\u0399"
    "\u039a\u039c\u039d\u03a1\u03a4\u03a5\u03a7\u0396"
)
_AS_CYRILLIC, _AS_GREEK = "aeopcyxijsbkmhtABEKMHOPCTYXIJS", "oaOABEHIKMNPTYXZ"
_TO_LATIN = str.maketrans(_CYRILLIC + _GREEK, _AS_CYRILLIC + _AS_GREEK)
_TO_CYRILLIC = str.maketrans(_AS_CYRILLIC, _CYRILLIC)
_MIXED = re.compile(
    r"[A-Za-z0-9](?:(?<=[A-Za-z])(?:(?<=[\u0391-\u045f].)|\d{0,9}[\u0391-\u045f])"
    r"|(?<=[0-9])(?<=[\u0391-\u045f].)\d{0,8}[A-Za-z])"
)
_OTHER = re.compile("[\u0391-\u045f]")
_RUN = re.compile(r"[A-Za-z0-9\u0391-\u045f]+")
_RESEMBLED = {BLANK: "(", "\u27e7": ")", "_": " "}
_INVISIBLES = re.compile(f"[{_INVISIBLE}]+")
_SPACE = re.compile(f"[{_SPACES}\r]")
_DASH = re.compile(f"[{_DASHES}]")
_COMBINING = re.compile(f"[{_MARKS}]")


@dataclass(frozen=True, slots=True)
class View:
    """`text` is what patterns read. `_edges[i]`, `_shifts[i]`: from that position of the view on,
    the original is that many characters further. `_codes`: length in the original of a letter that
    is written as a code, by where it begins there."""

    text: str = field(repr=False)
    _edges: tuple[int, ...] = ()
    _shifts: tuple[int, ...] = ()
    _codes: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, blank: bool = True) -> View:
        """The view of `text`; `blank=False` leaves placeholders readable. Linear in its length.

        The views of the last few texts are kept: every detector asks for the same one.
        """
        return _view(text, blank)

    def origin(self, position: int) -> int:
        """Where the character at `position` of the view stands in the original."""
        step = bisect.bisect_right(self._edges, position)
        return position + (self._shifts[step - 1] if step else 0)

    def finding(self, kind: str, action: Action, span: tuple[int, int], detector: str) -> Finding:
        """A finding on the original from a non-empty span of the view."""
        start, last = self.origin(span[0]), self.origin(span[1] - 1)
        return Finding(kind, action, start, last + self._codes.get(last, 1), detector)


@functools.lru_cache(maxsize=4)
def _view(text: str, blank: bool) -> View:
    text = joined(text)
    if (
        text.isascii()
        and "\r" not in text
        and not _DEFANGED.search(text)
        and not _CODED.search(text)
        and not _RESEMBLING.search(text)
    ):
        return View(text)
    pieces: list[str] = []
    edges: list[int] = []
    shifts: list[int] = []
    codes: dict[int, int] = {}
    done = length = 0
    for match in _odd(text):
        start = match.start()
        if _COMBINING.match(match[0]) and start > done:
            start -= 1
        pieces.append(text[done:start])
        plain = _plain(text[start : match.end()], blank)
        pieces.append(plain)
        if _CODE.fullmatch(match[0]):
            codes[start] = len(match[0])
        length += start - done + len(plain)
        done = match.end()
        if done != length + (shifts[-1] if shifts else 0):
            edges.append(length)
            shifts.append(done - length)
    pieces.append(text[done:])
    return View(_one_script("".join(pieces)), tuple(edges), tuple(shifts), codes)


def _odd(text: str) -> Iterator[re.Match[str]]:
    done = 0
    for sign in _MAYBE_ODD.finditer(text):
        if sign.start() >= done and (match := _ODD.match(text, sign.start())):
            done = match.end()
            yield match


def _one_script(text: str) -> str:
    """The same length, with words of two scripts in one where look-alike letters make the other."""
    return _RUN.sub(_unmixed, text) if _OTHER.search(text) and _MIXED.search(text) else text


def _unmixed(match: re.Match[str]) -> str:
    run = match[0]
    if run.isascii() or not _MIXED.search(run):
        return run
    latin = run.translate(_TO_LATIN)
    if latin.isascii():
        return latin
    cyrillic = run.translate(_TO_CYRILLIC)
    return run if re.search("[A-Za-z]", cyrillic) else cyrillic


def _decoded(code: str) -> str:
    """The one character that a code stands for."""
    if code[0] == "%":
        return bytes.fromhex(code.replace("%", "")).decode()
    return chr(int(code[2:], 16)) if code[0] == "\\" else html.unescape(code)


def _plain(odd: str, blank: bool) -> str:
    """What stands in the view for an odd piece of the original; never longer than it."""
    if _CODE.fullmatch(odd):
        return _decoded(odd)
    if odd[0] in "[(" and odd[-1] in "])":
        return "."
    if odd[0] == BLANK and len(odd) > 1:
        return BLANK * len(odd) if blank else odd
    if odd in _RESEMBLED:
        return _RESEMBLED[odd]
    if len(odd) > 1 and not _INVISIBLES.match(odd):
        return unicodedata.normalize("NFC", odd)[: len(odd)]
    if _INVISIBLES.match(odd):
        return ""
    if _SPACE.match(odd):
        return " "
    if _DASH.match(odd):
        return "-"
    return _DRAWN.get(odd) or unicodedata.normalize("NFKC", odd)[:1]

"""Placeholders as models write them: `Names.read()` finds one at a place of an answer.

Understood, where the placeholder was issued: another case, blanks, a lost or another bracket, none
at all, escaped, missing or other separators, bold, italics and backticks in it or half around it,
brackets as HTML or JSON escapes, look-alike and translated labels (in our brackets only).
Invariant: what is read depends on at most `LONGEST` characters, and `MORE` is said as long as more
of the answer could change it; so pieces of an answer give what the whole gives. A label without
brackets that was not issued is no placeholder. Deliberately elsewhere: what is put there
(`restoring`), which form of it (`name_forms`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from app.confidentiality.placeholder_shapes import (
    ALSO_CLOSING,
    ENTITIES,
    INSIDE_MARKUP,
    INSIDE_SEPARATORS,
    LONE_CLOSINGS,
    LONGEST_SIGN,
    LOOK,
    MARKUP,
    NOT_BEFORE,
    OPENINGS,
    OURS,
    PAIRS,
    SEPARATORS,
    TRANSLATIONS,
    WEAK,
)
from app.confidentiality.placeholders import OPEN, parsed
from app.confidentiality.surrogate_reading import LONGEST, MORE, Surrogates, Token, Undecided
from app.confidentiality.vault import Vault

_TOLD = 8
"""So many characters tell that a domain follows."""
_OPENING_SIGNS = frozenset(opening[0] for opening in OPENINGS)


class Names:
    """The stand-ins of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._flat: dict[tuple[str, int], str] = {}
        self._prefixes: set[str] = set()
        self._labels: set[str] = set()
        self._surrogates = Surrogates(n for n in vault.values if not n.startswith(OPEN))
        for name in vault.values:
            if name.startswith(OPEN):
                self._issue(name)
        self._translate()
        firsts = "".join(sorted({prefix[0] for prefix in self._prefixes}))
        odd = "".join(sorted(_OPENING_SIGNS | set(LONE_CLOSINGS)))
        others = self._surrogates.firsts
        words = re.escape(firsts + firsts.lower() + others + others.upper())
        look = "АВЕКМНОРСТУХІЅЈ" if self._prefixes else ""
        first = f"|(?<![^\\W_])[{words}{look}]" if words else ""
        self.start = re.compile(f"[{re.escape(odd)}*_`]{first}")
        """The characters that a stand-in may begin with."""

    def _issue(self, name: str) -> None:
        label, number = parsed(name)
        flat = label.replace("_", "")
        self._flat[flat, number] = name
        self._labels.add(flat)
        self._prefixes.update(flat[:size] for size in range(1, len(flat) + 1))

    def _translate(self) -> None:
        """Translated labels, for the numbers for which they can mean one placeholder only."""
        meant: dict[tuple[str, int], list[str]] = {}
        for (flat, number), name in self._flat.items():
            for word in TRANSLATIONS.get(flat, ()):
                meant.setdefault((word, number), []).append(name)
        for key, names in meant.items():
            if len(names) == 1:
                self._flat.setdefault(key, names[0])

    def read(self, text: str, at: int, before: str, final: bool) -> Token | Undecided | None:
        """The stand-in that begins at `at`, if one does. `before` are the two characters before it."""
        surrogate = self._surrogates.read(text, at, before, final)
        if surrogate is not None:
            return surrogate
        opening = _opening(text, at, final)
        if opening is MORE:
            return MORE
        variable = before[-2:] == "${" or before[-1:] == NOT_BEFORE
        return _Reading(self, text, at, before[-1:], final, variable).token(opening)


def _opening(text: str, at: int, final: bool) -> str | Undecided:
    """The bracket at `at`; empty where there is none."""
    if text[at] not in _OPENING_SIGNS:
        return ""
    rest = text[at : at + LONGEST_SIGN].casefold()
    for opening in OPENINGS:
        if rest.startswith(opening):
            return opening
        if opening.startswith(rest) and not final:
            return MORE
    return ""


@dataclass(slots=True)
class _Reading:
    """One attempt at one place."""

    names: Names
    text: str
    at: int
    before: str
    final: bool
    variable: bool
    capitals: bool = True
    separator: str = ""

    def token(self, opening: str) -> Token | Undecided | None:
        at = self.at + len(opening)
        ours = opening in OURS
        began = at
        strict = bool(opening) and opening not in WEAK
        at = self._over(at, INSIDE_MARKUP if strict else MARKUP, 6)
        wrapped = self.text[began:at].strip("\\ \t\u00a0")
        if not opening and self.text[began:at] != wrapped:
            return None
        read = self._label(at, opening, wrapped)
        if not isinstance(read, tuple):
            return read
        label, at, unwrapped = read
        number = self._number(at, strict=strict)
        if not isinstance(number, tuple):
            return number
        value, end = number
        if not opening and wrapped:
            italics = self.text.startswith(wrapped, end) and not wrapped.strip("_")
            if not (unwrapped or italics):
                return MORE if self._ends_within(end, wrapped) else None
            end += len(wrapped) if italics else 0
        closed = self._closed(end, opening)
        if closed is MORE:
            return MORE
        name = self.names._flat.get((label, value))
        if opening in WEAK:
            weak = False if closed is None else self._weak(opening, closed)
            if weak is not True:
                return weak or None
        if name is None:
            told = ours or (bool(opening) and opening not in WEAK and label in self.names._labels)
            lone = closed is not None and label in self.names._labels
            return Token(closed or end, None) if told or (lone and not opening) else None
        if not opening and closed is None:
            if (bare := self._bare(end)) is not True:
                return bare or None
        elif not opening and self._glued():
            return None
        return Token(closed or end, name)

    def _ends_within(self, end: int, wrapped: str) -> bool:
        """Whether the closing underscores of `__LABEL_1__` may still come."""
        return not self.final and wrapped.startswith(self.text[end:]) and not wrapped.strip("_")

    def _over(self, at: int, signs: str, most: int) -> int:
        end = at
        while end < len(self.text) and end - at < most and self.text[end] in signs:
            end += 1
        return end

    def _label(
        self, at: int, opening: str, wrapped: str
    ) -> tuple[str, int, bool] | Undecided | None:
        """The label in flat capitals, where the number begins, and whether markup was closed."""
        flat, between, start = "", "", at
        strict = bool(opening) and opening not in WEAK
        while at - self.at < LONGEST:
            if at >= len(self.text):
                return None if self.final else MORE
            sign = self.text[at]
            if sign.isdigit():
                if not flat or (flat not in self.names._labels and not strict):
                    return None
                self.capitals = self.text[start:at].upper() == self.text[start:at]
                self.separator = between.strip("*`\\")
                return flat, at, bool(wrapped) and wrapped in between
            if strict and sign in "&%" and (entity := self._entity(at)):
                if entity is MORE:
                    return MORE
                between, at = between + "_", at + len(entity) - 1
            elif flat and sign in (INSIDE_SEPARATORS if strict else SEPARATORS):
                between += sign
                if len(between) > 6:
                    return None
            elif sign.isalpha():
                flat += sign.upper().translate(LOOK)
                between = ""
                if flat not in self.names._prefixes and not strict:
                    return None
            else:
                return None
            at += 1
        return None

    def _entity(self, at: int) -> str | Undecided:
        """A separator that is written as an escape; empty where none begins here."""
        rest = self.text[at : at + 8].casefold()
        for entity in ENTITIES:
            if rest.startswith(entity):
                return entity
            if entity.startswith(rest) and not self.final:
                return MORE
        return ""

    def _number(self, at: int, *, strict: bool) -> tuple[int, int] | Undecided | None:
        end = at
        while end < len(self.text) and end - at < 7 and self.text[end].isdigit():
            end += 1
        if end == len(self.text) and not self.final:
            return MORE
        if end - at > 6 or end == at or self.text[end : end + 1].isdigit():
            return None
        digits = self.text[at:end]
        if not digits.isascii() and not strict:
            return None
        return int("".join(str(unicodedata.digit(sign)) for sign in digits)), end

    def _closed(self, end: int, opening: str) -> int | Undecided | None:
        """Behind the closing bracket, if there is one."""
        strict = bool(opening) and opening not in WEAK
        at = self._over(end, INSIDE_MARKUP + ".,;" if strict else MARKUP, 6)
        if at == len(self.text) and not self.final:
            return MORE
        fitting = (PAIRS[opening],) if opening in PAIRS else ()
        others = ALSO_CLOSING if strict else LONE_CLOSINGS
        for start in range(end, at + 1):  # a backslash may be markup, or begin the closing one
            rest = self.text[start : start + LONGEST_SIGN].casefold()
            for closing in (*fitting, *others):
                if rest.startswith(closing):
                    return start + len(closing)
                if closing.startswith(rest) and not self.final:
                    return MORE
        return None

    def _weak(self, opening: str, closed: int) -> bool | Undecided:
        """Whether a usual bracket stands for ours: no call, no variable, no link, no definition."""
        after = self.text[closed : closed + 2]
        if len(after) < 2 and not self.final:
            return MORE
        if self._glued() or self.variable:
            return False
        if opening == "(":
            return not self.before or self.before in " \t\n*_`\"'"
        defines = after[:1] == ":" and not after[1:2].isdigit()
        return not (opening in ("[", "\\[") and after and (after[0] in "([" or defines))

    def _glued(self) -> bool:
        return self.before.isalnum() or self.before == "_"

    def _bare(self, end: int) -> bool | Undecided:
        """Whether a label without any bracket is ours."""
        if self._glued() or self.variable:
            return False
        if "_" not in self.separator and not self.capitals:
            return False
        after = self.text[end : end + 2]
        if len(after) < 2 and not self.final:
            return MORE
        if after[:1].isascii() and after[:1].isalnum():
            return False
        return "_" in self.separator or not (after[:1] in ".," and after[1:2].isdigit())


def partner_follows(text: str, at: int, rest: str, final: bool) -> bool | Undecided:
    """Whether the other half of an address follows at `at`: `rest` itself (`@mail.ru`), the
    placeholder of a domain after a dot, anything after an `@`."""
    if at >= len(text):
        return False if final else MORE
    if text[at] != rest[0]:
        return False
    if rest[0] == "@":
        return True
    after = text[at + 1 : at + _TOLD].upper()
    if len(after) < _TOLD - 1 and not final:
        return MORE
    if after.startswith("DOM") or rest[1:_TOLD].upper() == after[: len(rest) - 1]:
        return True
    return after[:1] in tuple("\u27e6\u301a\u3010[{<(&\\*`")

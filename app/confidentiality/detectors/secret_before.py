"""Credentials named before the telling word: `x is the password`, `type x for the password`.

Between the two stand only words that hold them together; a plain word counts after a verb of typing.
Invariant: eight words of bounded length are read before each telling word.
Deliberately elsewhere: what stands after it (`secret_prose`).
"""

from __future__ import annotations

import re

from app.confidentiality.detectors.secret_anchors import Anchor
from app.confidentiality.detectors.secret_assigned import Span, clean
from app.confidentiality.detectors.secret_prose import TOKEN, core
from app.confidentiality.detectors.secret_speech import is_talk
from app.confidentiality.detectors.secret_values import Strength, is_keyed, is_name, strength
from app.confidentiality.detectors.secret_words import COMMON, FUNCTION, LOGINS, SOFT
from app.confidentiality.detectors.tables import words

_BETWEEN = (
    FUNCTION
    | SOFT
    | words(
        """
    asks asked prompts prompted prompt admin root new old db wifi wi-fi database vpn login
    default master sudo user guest temporary prod production staging test спросит запросит
    просит попросит спросят админский рутовый дефолтный старый новый временный гостевой наш
    общий - , that's whats right correct one-time initial into field поле box form
    """
    )
)
_MADE = re.compile(r"[^\W\d_]{0,30}[A-ZА-ЯЁ][a-zа-яё]{2,30}\w{0,30}[-_!#.]\d{1,4}[!?]?")
"""`Finch-70`: a capital, a sign and a number."""
_EDGE = re.compile(r"[.!?…][\"')»]?\s+(?=[\"'(«]?[A-ZА-ЯЁ])|\n")
_OPEN = frozenset(" \n\t\"'`(«“*")
_VERBS = words(
    """
    type use used using enter say said put try typed entered typing left call called choose
    chose picked pick set paste pasted вставь вставьте наберите набери введи введите вбей
    вбейте скажи скажите пиши напиши поставил поставили используй используйте
    """
)
_POINTERS = words(
    """
    is was as это - that's for when если когда в is:
    """
)


def said_before(text: str, anchor: Anchor, first: int) -> Span | None:
    """`x is the password`, `type x for the password`, `x - это пароль от принтера`."""
    if text[anchor.start - 1 : anchor.start] not in _OPEN:
        return None
    low = max(0, first, anchor.start - 110)
    window = text[low : anchor.start]
    edges = list(_EDGE.finditer(window))
    base = low + (edges[-1].end() if edges else 0)
    tokens = list(TOKEN.finditer(text, base, anchor.start))[-8:]
    words = [token[0].strip(".,;:!?()[]\"'`«»*_").casefold() or token[0] for token in tokens]
    for index in range(len(tokens) - 1, -1, -1):
        if not any(map(str.isalnum, tokens[index][0])):
            continue
        start, end = clean(text, *core(text, tokens[index]))
        found = strength(text[start:end]) if start < end else Strength.NONE
        verb = index > 0 and (words[index - 1] in _VERBS or words[index - 1] in ("at", "to"))
        after = words[index + 1] if index + 1 < len(words) else ""
        if found and _leads(text[start:end], found, (verb, after, index == 0)):
            return start, end
        if words[index] not in _BETWEEN:
            return _made_up(text, tokens[: index + 1])
    return None


def _made_up(text: str, tokens: list[re.Match[str]]) -> Span | None:
    """The first word of the sentence that only a person makes up: quoted, or `Word-12`."""
    for token in tokens:
        start, end = clean(text, *core(text, token))
        value = text[start:end]
        quoted = token[0][0] in '"«“' and token[0].rstrip(".,;:!?)")[-1:] in '"»”'
        looks = _MADE.fullmatch(value) is not None
        made = looks or (quoted and any(map(str.isdigit, value)) and any(map(str.isupper, value)))
        if not made or is_name(value) or is_keyed(value):
            continue
        if strength(value) in (Strength.LIKELY, Strength.SURE):
            return start, end
    return None


def _leads(value: str, found: Strength, place: tuple[bool, str, bool]) -> bool:
    verb, after, first = place
    if value.casefold() in LOGINS or is_keyed(value):
        return False
    if value.casefold() in COMMON and (verb or after in _POINTERS):
        return True
    if found is Strength.WORD:
        return verb and after in _POINTERS and not is_talk(value) and value.casefold() not in SOFT
    if found is Strength.RANDOM or is_name(value) or value.isdigit():
        return verb and after in _POINTERS
    return verb or after in _POINTERS or (first and not after)

"""When two ways of writing are one value: `key()`.

Invariant: letter case, width, spacing and invisible characters never tell two values apart; for
names and terms, grammatical case and script do not either. Where it is not certain, they are two:
two placeholders for one value cost the model a little, one placeholder for two values would be a lie.
Deliberately elsewhere: which form is put back (`name_forms`).
"""

from __future__ import annotations

import functools
import re
import unicodedata

from app.confidentiality.detectors.romanisation import skeleton
from app.confidentiality.russian_names import canonical

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ][a-zа-яё])")
_CYRILLIC = re.compile(r"[а-яё]")
_EXACT = frozenset(
    {"IP", "NET", "MAC", "HOST", "DOMAIN", "URL", "EMAIL", "PHONE", "CARD", "IBAN", "INN", "SNILS"}
    | {"OGRN", "PASSPORT", "SSN", "ACCOUNT", "BUCKET", "REPOSITORY", "SHARE", "KPP", "BIK", "PATH"}
    | {"LICENCE", "NATIONAL_ID", "TICKET", "BIRTHDATE", "HANDLE", "QUERY", "LITERAL"}
)
_ENDINGS = re.compile(
    r"(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|ией|ию|ия|ии|ие|ий|ый|ой|ей|ом|ем|ым|им|ую|юю|ая|яя"
    r"|ое|ее|ые|ых|их|ам|ям|ах|ях|ов|ев|[аяоеуюыийь])$"
)


@functools.lru_cache(maxsize=20_000)
def key(label: str, value: str, stands: str | None = None) -> str:
    """Equal for two ways of writing one value with this label.

    `stands` is the grammatical case in which a name stood, where its sentence showed it.
    """
    plain = " ".join(
        _INVISIBLE.sub("", unicodedata.normalize("NFKC", value))
        .casefold()
        .replace("ё", "е")
        .split()
    )
    if label in _EXACT:
        return plain
    words = _WORD.findall(plain)
    if not words or any(map(str.isdigit, plain)):
        return plain
    if label == "PERSON":
        return canonical(" ".join(value.split()), stands) or plain
    if len(words) == 1 and _CAMEL.search(value):
        words = _WORD.findall(_CAMEL.sub(" ", value).casefold())  # ProjectHeron, project-heron
    return " ".join(_stem(word) for word in words)


def _stem(word: str) -> str:
    """A word without the ending of a grammatical case, in Latin letters; three letters stay."""
    if _CYRILLIC.search(word):
        short = _ENDINGS.sub("", word)
        return skeleton(short if len(short) >= 3 else word)
    bone = skeleton(word)
    return bone[:-1] if len(bone) > 3 and bone[-1] in "aei" else bone

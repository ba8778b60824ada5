"""People in Cyrillic script: natasha's recogniser, and what its news-made ear does not hear.

The recogniser (natasha's NER on slovnet and navec, models in the wheel) loads on the first Russian
text and reads bounded pieces, so its time is linear. Rules of our own add names in lower case,
initials, patronymics and single given names of a chat in any grammatical case.
"""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator
from typing import Any

from app.confidentiality.detectors.names import GIVEN, RUSSIAN_GIVEN
from app.confidentiality.detectors.tables import words

Span = tuple[int, int]

CYRILLIC = re.compile(r"[А-ЯЁа-яё]")
_PIECE = 4000
_EDGE = re.compile(r"\n|(?<=[.!?…])\s")
_LOADING = threading.Lock()

_W = r"[А-ЯЁ][а-яё]{1,24}(?:-[А-ЯЁ][а-яё]{1,24})?"
_INITIALS = re.compile(
    rf"(?<![\w.])(?:[А-ЯЁ]\.[ ]?(?:[А-ЯЁ]\.[ ]?)?{_W}|{_W}[ ][А-ЯЁ]\.(?:[ ]?[А-ЯЁ]\.)?)(?!\w)"
)
_PATRONYMIC = re.compile(
    rf"(?<!\w)(?:{_W}[ ]){{0,2}}[А-ЯЁ][а-яё]{{2,16}}"
    rf"(?:ович|евич|ович|ьич|овн|евн|ичн|иничн)[а-яё]{{0,3}}(?:[ ]{_W})?(?!\w)"
)
_WORD = re.compile(r"(?<![\w\-@.])[А-ЯЁа-яё]{3,16}(?![\w\-])")
_SURNAME = re.compile(
    r"[ ](?P<s>[А-ЯЁа-яё]{2,20}(?:ов|ев|ёв|ин|ын|ский|цкий|ской|цкой|енко|ук|юк|ян|дзе|швили)"
    r"(?:а|у|ым|ом|е|ой|ого|ому|им|ую|ая)?|[А-ЯЁа-яё]{2,18}(?:ская|цкая|ской|скую|ского|скому|ским|их|ых))(?!\w)"
)
_CUE = re.compile(
    r"(?:спроси|напиши|позвони|пингани|пни|дёрни|дерни|свяжись|обратись|передай|скажи|попроси|узнай"
    r"|зовут|имя|дежурн|ответственн|владел|автор|от|у|к|с|по имени|коллег|пишите|звоните|спросите"
    r"|напишите|обращайтесь|обратитесь)[а-яё]{0,4}[ :,\-]{1,3}(?:у |к |с |от )?$",
    re.IGNORECASE,
)
_NOT_NAMES = words(
    """
    вере веру верой надежды надежде надежду надеждой любви любовью славы славе славу слава вера
    надежда любовь роман романа романом лев лилия марк марка марки марке марку света свете свету
    светом мир мире миру платон герман майя роза лена тома яна ира витя дим кол оле оля
    """
)
"""Forms that are common words as well; they count only with a capital in mid-sentence or a surname."""


def cyrillic(text: str) -> Iterator[Span]:
    """Spans of names of people in a text with Cyrillic letters. Fails if the model cannot load."""
    for start, end in _pieces(text):
        if CYRILLIC.search(text, start, end):
            for span in _recogniser()(text[start:end]).spans:
                if span.type == "PER" and _is_name(text[start + span.start : start + span.stop]):
                    yield start + span.start, start + span.stop
    for pattern in (_INITIALS, _PATRONYMIC):
        for match in pattern.finditer(text):
            yield match.span()
    yield from _given(text)


def _pieces(text: str) -> Iterator[Span]:
    """Spans of at most `_PIECE` characters, cut at line or sentence ends where there are any."""
    start = 0
    while start < len(text):
        end = min(len(text), start + _PIECE)
        if end < len(text):
            edges = [m.end() for m in _EDGE.finditer(text, start + _PIECE // 2, end)]
            space = text.rfind(" ", start + _PIECE // 2, end)
            end = edges[-1] if edges else (space + 1 if space > 0 else end)
        yield start, end
        start = end


def _is_name(found: str) -> bool:
    """Keep what the recogniser found only where it may be a name: Latin words by the table."""
    if CYRILLIC.search(found):
        return any(map(str.isupper, found)) and not any(map(str.isdigit, found))
    return any(word.casefold() in GIVEN for word in re.findall(r"[A-Za-z]+", found))


def _given(text: str) -> Iterator[Span]:
    """Given names from the table, with the surname after them."""
    for match in _WORD.finditer(text):
        low = match[0].casefold().replace("ё", "е")
        if low not in _forms():
            continue
        surname = _SURNAME.match(text, match.end())
        cued = _CUE.search(text, max(0, match.start() - 32), match.start())
        capital = match[0][0].isupper()
        if surname and (capital or cued) and (surname["s"][0].isupper() or not capital):
            yield match.start(), surname.end("s")
        elif (capital and (low not in _NOT_NAMES or cued)) or (cued and low not in _NOT_NAMES):
            yield match.span()


@functools.cache
def _forms() -> frozenset[str]:
    """Every grammatical case of the given names, by their declension."""
    forms: set[str] = set()
    for name in RUSSIAN_GIVEN:
        plain = name.replace("ё", "е")
        forms.add(plain)
        if plain in ("павел", "лев", "петр"):
            stem = {"павел": "павл", "лев": "льв", "петр": "петр"}[plain]
            forms.update(stem + ending for ending in ("а", "у", "ом", "е"))
        elif plain.endswith("й"):
            forms.update(plain[:-1] + ending for ending in ("я", "ю", "ем", "е", "и"))
        elif plain.endswith("ия"):
            forms.update(plain[:-1] + ending for ending in ("и", "ю", "ей"))
        elif plain.endswith(("а", "я")):
            forms.update(plain[:-1] + ending for ending in ("ы", "и", "е", "у", "ю", "ой", "ей"))
        elif plain.endswith("ь"):
            forms.update(plain[:-1] + ending for ending in ("я", "ю", "ем", "е", "и", "ью"))
        else:
            forms.update(plain + ending for ending in ("а", "у", "ом", "е"))
    return frozenset(forms)


def _recogniser() -> Any:
    with _LOADING:
        return _load()


@functools.cache
def _load() -> Any:
    """natasha's recogniser; about two seconds and 100 MB, once a process."""
    from natasha import NewsEmbedding, NewsNERTagger  # type: ignore[import-untyped]

    return NewsNERTagger(NewsEmbedding())

"""Words of a text, and the keys by which a word of a term and a word of a text meet.

A word of the dictionary has few keys, a word of a text has all that it could be a form of; they are
the same word when they share one. A key's first character says what it compares: the word, its stem
without a Russian ending (`~`), its sound for a Latin text and a Russian term (`*`) or the other way
round (`@`), its consonants for a foreign name that Russian spells by ear (`#`, and `%` for one of
several words, see `term_ear`).
Invariant: pure functions of one word; short words have no key by sound.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from app.confidentiality.detectors.morphology import readings
from app.confidentiality.detectors.term_ear import russian

SHORT = 3
"""Words of up to so many letters are only found as they are written, or in capitals."""
_SOUND_LETTERS = 4
_STEM_LETTERS = 6
_PIECE = re.compile(r"[^\W\d_]+|\d+")
_BOUNDARY = re.compile(r"[a-zа-яё][A-ZА-ЯЁ]|[A-ZА-ЯЁ]{2}[a-zа-яё]")
_CAMEL = re.compile(r"[A-ZА-ЯЁ]+(?![a-zа-яё])|[A-ZА-ЯЁ]?[a-zа-яё]+|[^\W\d_]")
_RUSSIAN = re.compile(r"[а-яё]")
_ENDING = re.compile(
    r"(?<=..)(?:(?:иями|ями|ами|его|ого|ему|ому|ыми|ими|ией|иях|иям|ею|ою|ой|ей|ов|ев|ий|ый|ая|яя"
    r"|ое|ее|ые|ие|ых|их|ую|юю|ом|ем|ам|ям|ах|ях|ия|ию|ии|ье|ьи|ью|ья|а|я|о|е|ы|и|у|ю|ь|й))$"
)
_LATIN_ENDING = re.compile(r"(?<=....)(?:ami|imi|ogo|omu|oi|ei|ou|om|em|am|ah|ov|ev|ih|a|e|i|o|u)$")
_LETTERS = str.maketrans("абвгдеёжзийклмнопрстуфхцчшщыэюя", "abvgdeeJziiklmnoprstufhCQSSieua", "ъь")
_ROMANISATIONS = (
    "shch=S sch=S tch=Q dzh=J zh=J kh=h ch=Q sh=S ts=C tz=C cz=Q ck=k ph=f th=t qu=kv x=ks q=k w=v "
    "yu=u iu=u ju=u ya=a ia=a ja=a yo=e jo=e ye=e je=e oe=e oo=u ee=i y=i j=J '= š=S č=Q ž=J"
)
_SPELT = "кс=ks дж=J тс=C ья=a ье=e йо=e ио=e ия=a иа=a ию=u"
_SOUNDS = tuple(pair.split("=") for pair in _ROMANISATIONS.split())
_RUSSIAN_SOUNDS = tuple(pair.split("=") for pair in _SPELT.split())
_LOOSE = re.compile(r"[cjqwxyhšžč']|oo|ee|oe|ia|iu|t[sz]")
_SOFT_C = re.compile(r"c(?=[eiy])")
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = str.maketrans("", "", "aeiou")
_EAR = str.maketrans({"C": "s", "Q": "S", "J": "z", "c": "k", "h": "", "j": "z", "g": "g"})


def fold(word: str) -> str:
    """The word without case, and with е for ё."""
    return word.casefold().replace("ё", "е")


def is_russian(folded: str) -> bool:
    """Whether a folded word is written in Russian letters."""
    return bool(_RUSSIAN.search(folded))


def stem(folded: str) -> str:
    """A Russian word without its ending."""
    return _ENDING.sub("", folded, count=1)


@functools.lru_cache(maxsize=50_000)
def sound(folded: str) -> str:
    """What a word sounds like, the same for every usual romanisation of it."""
    if is_russian(folded):
        for letters, heard in _RUSSIAN_SOUNDS:
            if letters in folded:
                folded = folded.replace(letters, heard)
        return _DOUBLE.sub(r"\1", folded.translate(_LETTERS))
    if not _LOOSE.search(folded):
        return _DOUBLE.sub(r"\1", folded)
    if "c" in folded:
        folded = _SOFT_C.sub("ts", folded)
    for letters, heard in _SOUNDS:
        if letters in folded:
            folded = folded.replace(letters, heard)
    return _DOUBLE.sub(r"\1", folded.replace("c", "k"))


@functools.lru_cache(maxsize=50_000)
def term_keys(word: str) -> frozenset[str]:
    """The keys of a word of the dictionary."""
    folded = fold(word)
    if not folded.isalpha():
        return frozenset({folded})
    if not is_russian(folded):
        if len(folded) < _SOUND_LETTERS:
            return frozenset({folded})
        return _latin_term_keys(folded)
    if len(folded) <= SHORT:
        return frozenset({folded, "*" + sound(folded)})
    root = stem(folded)
    heard = sound(root)
    keys = {folded, "~" + root, "*" + sound(folded)}
    return frozenset(keys | {"*~" + heard} if len(heard) >= _STEM_LETTERS - 1 else keys)


def _latin_term_keys(folded: str) -> frozenset[str]:
    keys = {folded}
    for spelt in as_russian(folded):
        for heard in _heard(spelt):
            keys.update(("@" + heard, "@" + heard.replace("C", "s"), *_by_ear(heard)))
    return frozenset(keys)


def text_keys(word: str, lemmas: bool, beside: bool = False) -> tuple[str, ...]:
    """The keys of a word of a text; `lemmas`: look the word up in the Russian dictionary too.

    `beside`: it stands by a word of the same term, so that it need not be capital to be a name.
    """
    folded = fold(word)
    if not folded.isalpha():
        return (folded,)
    if not is_russian(folded):
        return _latin_keys(folded, beside or word[:1].isupper())
    keys = {folded: None}
    normal = [fold(reading.normal) for reading in readings(folded)] if lemmas else []
    known = not lemmas or any(reading.known for reading in readings(folded))
    for form in (folded, *normal):
        root = stem(form)
        keys.update(dict.fromkeys((form, "~" + root)))
        if len(form) >= _SOUND_LETTERS:
            keys.update(dict.fromkeys(("@" + sound(form), "@" + sound(root))))
        if not known:
            keys.update(dict.fromkeys((*_by_ear(sound(form)), *_by_ear(sound(root)))))
        if beside or not known:
            keys.update(dict.fromkeys((*russian(sound(form)), *russian(sound(root)))))
    return tuple(keys)


def _latin_keys(folded: str, capital: bool) -> tuple[str, ...]:
    """A Latin word, what it is the plural of, and the Russian word that it may be."""
    keys = [folded]
    if len(folded) > SHORT and folded.endswith("s"):
        keys.append(folded[:-1])
        if folded.endswith("es"):
            keys.append(folded[:-2])
        if folded.endswith("ies"):
            keys.append(folded[:-3] + "y")
    if len(folded) != _SOUND_LETTERS or capital:
        for heard in _heard(folded):
            keys.append("*" + heard)
            root = _LATIN_ENDING.sub("", heard, count=1)
            if len(root) >= _STEM_LETTERS or (capital and len(root) >= _STEM_LETTERS - 1):
                keys.append("*~" + root)
    return tuple(keys)


def _heard(folded: str) -> set[str]:
    """The sounds that a romanisation may stand for: its `j` and its soft `c` are read in two ways."""
    heard = {sound(folded)}
    if "j" in folded:
        heard.update((sound(folded.replace("j", "zh")), sound(folded.replace("j", "y"))))
    return heard | {word.replace("C", "s") for word in heard} if "c" in folded else heard


def as_russian(folded: str) -> Iterator[str]:
    """A Latin word, and as Russian has it from Greek and Latin: hydra `гидра`, aurora `аврора`."""
    yield folded
    if folded[0] == "h":
        yield "g" + folded[1:]
    if "au" in folded or "eu" in folded:
        yield folded.replace("au", "av").replace("eu", "ev")


def _by_ear(heard: str) -> tuple[str, ...]:
    """The consonants of a word of at least four, which survive any spelling by ear."""
    consonants = _DOUBLE.sub(r"\1", heard.translate(_VOWELS).translate(_EAR))
    return ("#" + consonants,) if len(consonants) > 3 else ()


def in_words(text: str) -> tuple[list[str], ...]:
    """The words of a text as written, and once more split at capitals where that differs."""
    plain: list[str] = _PIECE.findall(text)
    return (plain, _split(plain)) if _BOUNDARY.search(text) else (plain,)


def places(text: str, words: list[str]) -> list[int]:
    """Where each of the words of a text begins; they are all of its words, in order."""
    found: list[int] = []
    at = 0
    for word in words:
        found.append(text.index(word, at))
        at = found[-1] + len(word)
    return found


def _split(words: list[str]) -> list[str]:
    """The same words, split at capitals."""
    several = {word: _CAMEL.findall(word) for word in set(words) if not _is_whole(word)}
    return [part for word in words for part in several.get(word, (word,))]


def _is_whole(word: str) -> bool:
    return word.islower() or not word.isalpha() or word.isupper() or word[1:].islower()


def in_capitals(word: str) -> set[str]:
    """A short word as it is written, in capitals, and three capitals in Latin letters."""
    forms = {word, word.upper()}
    if len(word) == SHORT and is_russian(fold(word)):
        forms.add(fold(word).translate(_LETTERS).upper())
    return forms

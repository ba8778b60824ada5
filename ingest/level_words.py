"""Words by which people say how secret a page is, as keys and as values -> a level.

Invariant: a word in these tables stands for one level; what stands in none of them says nothing.
Deliberately elsewhere: where such words are looked for (`declared_aside`), marks in running text
(`app.confidentiality.detectors.markers`), the labels that Hush itself defines (`labels`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.confidentiality.detectors.tables import words
from index.chunk import Sensitivity


def _phrases(lines: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in lines.replace("\n", ",").split(",") if phrase)


_WORDS = {
    Sensitivity.PUBLIC: _phrases(
        """public, unclassified, open, none, not confidential, not sensitive, tlp clear, tlp white
        публичный, публичная, публичное, публично, открытый, открытая, открытое, открыто
        общедоступный, общедоступная, общедоступно, нет, не конфиденциально, не секретно"""
    ),
    Sensitivity.INTERNAL: _phrases(
        """internal, company internal, staff, employees, tlp green
        внутренний, внутренняя, внутреннее, внутренние, для сотрудников"""
    ),
    Sensitivity.CONFIDENTIAL: _phrases(
        """confidential, company confidential, strictly confidential, private, sensitive, proprietary
        internal only, internal use only, for internal use only, for internal use, official use only
        for official use only, fouo, eyes only, need to know, nda, under nda, trade secret
        commercial in confidence, in confidence, do not share, do not distribute, non public, not public
        not for distribution, tlp amber, tlp amber strict, amber
        конфиденциально, конфиденциальный, конфиденциальная, конфиденциальное, строго конфиденциально
        дсп, для служебного пользования, для внутреннего пользования, для внутреннего использования
        служебная тайна, коммерческая тайна, кт, банковская тайна, врачебная тайна
        не для распространения, только для сотрудников, не распространять"""
    ),
    Sensitivity.RESTRICTED: _phrases(
        """restricted, highly restricted, highly confidential, secret, top secret, strictly secret
        tlp red, red, restricted access
        секретно, совершенно секретно, сов секретно, строго секретно, сс, ов, особой важности
        ограниченный доступ, ограниченного доступа, ограниченное распространение, ограниченный
        для ограниченного доступа, государственная тайна, гостайна"""
    ),
}
_LEVEL_OF = {phrase: level for level, phrases in _WORDS.items() for phrase in phrases}
_COLOURS = frozenset({"red", "amber"})
_ALSO_TOPICS = words(
    """
    secret private sensitive internal proprietary nda open public none staff employees сс
    ов кт red amber
    """
)
"""As a tag or under any key these may be what a page is about, and not how secret it is."""
_KINDS = words(
    """
    data document doc information info page content file security secrecy company msip
    степень уровень гриф степени уровня документа данных информации is
    """
)
_TRAILS = words(
    """
    level label class marking tag rating name документа данных доступа информации
    """
)
STRONG = words(
    """
    sensitivity confidentiality secrecy гриф конфиденциальность конфиденциальности
    секретность секретности sensitivitylabel
    """
)
_WEAK = words(
    """
    classification class classified security level label access visibility marking
    protection privacy distribution dissemination handling tlp status scope banner notice
    restriction restrictions классификация доступ уровень пометка метка распространение
    защита sens conf
    """
)
TAGS = words("tags tag keywords keyword categories category labels теги метки категория")
_YES = frozenset({"true", "yes", "on", "1", "да"})
_OFFICE = "msip label"
"""So begin the properties in which office programs keep the label of a document."""
_LONGEST = 80


def normal(text: str) -> str:
    """In small letters, words divided by one space, without quotes, brackets and markup."""
    plain = re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я][a-zа-я])", " ", text[: 2 * _LONGEST])
    return " ".join(re.sub(r"[\W_]+", " ", plain.casefold().replace("ё", "е")).split())


def base(key: str) -> tuple[str, bool]:
    """The word that a key turns on, and whether words before or behind it said of what."""
    parts = normal(key).split()
    whole = len(parts)
    while len(parts) > 1 and parts[0] in _KINDS:
        del parts[0]
    while len(parts) > 1 and parts[-1] in _TRAILS:
        del parts[-1]
    return " ".join(parts), len(parts) < whole


def speaks(key: str) -> bool:
    """Whether the key says of a page how secret it is, and nothing else."""
    word, qualified = base(key)
    return word in STRONG or (word == "classification" and qualified)


def level_of(key: str, value: str) -> Sensitivity | None:
    """What a value under a key declares, or `None`."""
    if len(value) > _LONGEST:
        return None
    phrase, (word, _) = normal(value), base(key)
    if phrase in _YES:
        return _LEVEL_OF.get(normal(key), _LEVEL_OF.get(word))
    level = _LEVEL_OF.get(phrase)
    if phrase in _COLOURS and word != "tlp":
        return None
    about = word in _WEAK or normal(key).startswith(_OFFICE)
    if level is None or speaks(key) or (about and phrase not in {"open", "none"}):
        return level
    if phrase in _ALSO_TOPICS:
        return None
    unmistakable = " " in phrase or value.isupper() or not phrase.isascii()
    return level if unmistakable or word in TAGS else None


def strictest(levels: Iterable[Sensitivity | None]) -> Sensitivity | None:
    """The highest of those that are there."""
    return max((level for level in levels if level is not None), default=None)

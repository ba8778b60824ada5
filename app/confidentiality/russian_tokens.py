"""The words of a sentence around a place, without what is quoted, in brackets, or cited.

Invariant: linear in the text. Deliberately elsewhere: what the words demand (`russian_cases`).
"""

from __future__ import annotations

import re

from app.confidentiality.russian_government import ALL_PREPOSITIONS

_TOKEN = re.compile(r"\u27e6[A-Z0-9_]+_[0-9]+\u27e7|[А-ЯЁа-яё]+(?:-[а-яё]+)*|[A-Za-z0-9_]+|[^\s\w]")
_BREAK = re.compile(r"[.!?:;|()\[\]\n#>]+")
_ASIDE = re.compile(
    r"\[\d{1,3}(?:, ?\d{1,3})*\]|\([^()\n]{0,120}\)|(?<=[а-яё])\.(?=[а-яё-])"
    r"|(?<=\bинж)\.|(?<=\bзам)\.|(?<=\bнач)\.|(?<=\bг)\.|(?<=\bим)\.|(?<=\bт)\."
)
_ASKED = re.compile(
    r"(?<![а-яё])((?:к |на |от |за |у |с |о )?(?:кому|кого|кем|ком)|с|у|от|к|на|для|за):[ *]*\Z"
)
"""`Кому: …`, `согласовано с: …`."""
BY_QUESTION = {"кому": "datv", "кого": "gent", "кем": "ablt", "ком": "loct"}
_QUOTED = re.compile(r"«[^«»\n]{0,80}»|\u201c[^\u201c\u201d\n]{0,80}\u201d|\"[^\"\n]{0,80}\"")
_QUOTES = re.compile(r"[«»\u201c\u201d\u201e\"']+")


def _plain(text: str) -> str:
    return text.replace("ё", "е").replace("Ё", "Е").replace(" им. ", " имени ")


def tokens_before(text: str) -> list[str]:
    """The words of the sentence before a place; what is quoted or in brackets is not read."""
    plain = _QUOTED.sub(" Q ", _ASIDE.sub("", _plain(text)))
    if asked := _ASKED.search(plain.lower()):
        marked = [] if asked[1] in ALL_PREPOSITIONS else [":"]
        return [*tokens_before(plain[: asked.end(1)]), *marked]
    return _TOKEN.findall(_BREAK.split(_QUOTES.sub("", plain))[-1])


def tokens_after(text: str) -> list[str]:
    """The words of the sentence after a place."""
    plain = _QUOTED.sub(" Q ", _ASIDE.sub("", _plain(text)))
    return _TOKEN.findall(_BREAK.split(_QUOTES.sub("", plain))[0])

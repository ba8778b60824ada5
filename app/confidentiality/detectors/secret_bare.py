"""Credentials that nothing tells but their own shape, or the place of an answer.

`turnip673!` and `osen#7956Qw` are what people make up when a form wants a letter, a digit and a sign,
and nothing else is written so. What only mixes letters and digits counts where it is all that a line
of Russian talk leads up to: `только для тебя: Lagoon-Tuman-8508`, `Света: klyukva8361`, `говорит,
2zMBePqZx1`. Invariant: one pass over the tokens with a digit, so the time is linear. Deliberately
elsewhere: values beside a word that tells or hints (`secret_near`, `secret_hinted`), keys with a
vendor's shape (`secret_keys`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.plain_words import is_technical
from app.confidentiality.detectors.secret_elsewhere import is_elsewhere, is_machine
from app.confidentiality.detectors.secret_hinted import VALUE, is_dotted_name, is_named
from app.confidentiality.detectors.secret_made_looks import is_made, is_wild

Span = tuple[int, int]

_SIGNED = re.compile(
    r"(?P<w>[^\W\d_]{4,20})\d{2,5}!|(?P<x>[^\W\d_]{3,20})[_\-]?\d{2,5}[$#%&*]"
    r"|(?P<y>[^\W\d_]{3,20})[#@$%&*!]\d{2,5}[^\W\d_]{1,3}!?"
    r"|(?P<z>[^\W\d_]{3,20})@\d{3,5}!?"
)
_MIXED = re.compile(
    r"(?=[^\s]{0,20}\d)(?=[^\s]{0,20}[a-z])(?=[^\s]{0,20}[A-Z])[A-Za-z\d]{3,16}[!$%^*#&][A-Za-z\d!$%^*#&]{2,16}"
)
_CODED = re.compile(
    r"%(?:2[02FC]|3[ADF]|[57][BD])|%[\dA-F]{2}.*%[\dA-F]{2}|&[a-z]+|\$[A-Z_]{3}|[a-z\-]+[#&]\d+|#[a-z]"
)
_LEADS = re.compile(
    r"(?:\n|\A)[ \t>*•\-]{0,6}(?:\[?\d{1,2}:\d\d(?::\d\d)?\]?[ ])?"
    r"(?:[А-ЯЁA-Z@][\w.\-]{1,20}(?: [А-ЯЁA-Z][\w.\-]{1,20})?: )"
    r"[\"'`«]?\Z|(?:временн|одноразов|первичн|дефолтн|заводск)[а-яё]{2,3} [\"'`«]?\Z"
    r"|(?:(?<![а-яё])(?:может|наверно|наверное|или|либо|а|не|ещё|еще|там|типа|вроде|кажется|кажись"
    r"|помнит|говорит"
    r"|говорят|ключик|[а-яё]{0,10}(?:вернул|казал|выдал|вписал|писал|писали|нашёл|нашел|нашла|нашли"
    r"|ставил|ветил|иши)[аи]?)|→|=>) [\"'`«]?\Z|\? [—-] [\"'`«]?\Z"
    r"|[а-яё»)](?::| -| —|,| →| =>| это|,? что)[ ][\"'`«]?\Z"
)
_MAILED = re.compile(r"\w@[\w\-]{2,30}(?:\.[\w\-]{2,20}){1,3}(?:[:;,|]| /| -| —)[ ]?\Z")
_DATED = re.compile(r"[A-Za-z]+(?:19|20)\d\d")
_ENDS = re.compile(r"[\"'`»]?(?:[.!?)]{1,2})?[ \t]*(?:\n|\Z|,)")
_FIRST = re.compile(r"(?:\n|\A)[ \t>]{0,4}[\"'`«]?\Z")
_GOES_ON = re.compile(r"[\"'`»]?(?:,| —| -| \()[ ]?(?:и |а |но )?[а-яё]{2}")
_SPOKEN = re.compile(r"[а-яё]{2}[,:]?[ ](?:[—-] )?[\"'`«]?\Z")
_DIGIT = re.compile(r"\d")


def bare(text: str) -> Iterator[Span]:
    """Spans of what is shaped like a made-up password, or stands where a line leads up to one."""
    for match in _tokens(text):
        start, end = match.span("w")
        value = match["w"]
        if not _DIGIT.search(value):
            continue
        if is_signed(value) or (
            _is_led_up_to(text, start, end, value) and _is_one(text, start, end)
        ):
            yield start, end


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """The tokens of each line that has a digit."""
    digit = _DIGIT.search(text)
    while digit:
        line = text.rfind("\n", 0, digit.start()) + 1
        last = text.find("\n", digit.end())
        last = len(text) if last < 0 else last
        yield from VALUE.finditer(text, line, last)
        digit = _DIGIT.search(text, last)


def _is_led_up_to(text: str, start: int, end: int, value: str) -> bool:
    """Whether a line of talk ends with a value, or speaks of one that is made of all kinds."""
    if is_dotted_name(value):
        return False
    if _MAILED.search(text, max(0, start - 60), start):
        return is_made(value)
    if _ENDS.match(text, end) and _LEADS.search(text, max(0, start - 60), start):
        return is_made(value)
    if _GOES_ON.match(text, end) and _FIRST.search(text, max(0, start - 8), start):
        return is_made(value)
    spoken = _SPOKEN.search(text, max(0, start - 8), start) is not None and is_wild(value)
    return spoken and not (_CODED.search(value) or _DATED.fullmatch(value))


def _is_one(text: str, start: int, end: int) -> bool:
    value = text[start:end]
    return not (is_machine(value) or is_elsewhere(text, start, end) or is_named(text, start))


def is_signed(value: str) -> bool:
    """Whether a word of no manual, a number and a sign, or a mixture of all, is put together."""
    match = _SIGNED.fullmatch(value)
    if match is not None:
        word = match["w"] or match["x"] or match["y"] or match["z"]
        return not is_technical(word.casefold())
    return _MIXED.fullmatch(value) is not None and _CODED.search(value) is None

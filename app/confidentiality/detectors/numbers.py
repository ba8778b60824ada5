"""Numbers that name a person, an organisation or its money: told by check digit and context.

CARD, IBAN, INN, SNILS, OGRN (also OGRNIP), PASSPORT, SSN, ACCOUNT (bank accounts). A number whose
check digit is right but that could as well be a time stamp or a counter counts only beside a word
that names it, or, where two check digits agree, by itself. Values may be spaced, dashed or wrapped
over a line end.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from app.confidentiality.detectors import checksums
from app.confidentiality.detectors.cues import Led
from app.confidentiality.detectors.view import View
from index.chunk import Action, Finding

_GAP = r"(?:[ \-]|[ ]?\n[ \t>]{0,8})?"
_RUN = re.compile(rf"\d(?<![\w.\-]\d)(?:{_GAP}\d){{8,22}}(?![\w])(?!\.\d)")
_IBAN = re.compile(rf"(?<![A-Za-z0-9])[A-Za-z]{{2}}\d{{2}}(?:{_GAP}[A-Za-z0-9]){{11,30}}")
_CARD = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|(?:5[1-5]\d\d|2(?:2[2-9]|[3-6]\d|7[01])\d|2720)\d{12}|3[47]\d{13}"
    r"|6(?:011|5\d\d|4[4-9]\d)\d{12,15}|220[0-4]\d{12,15}|62\d{14,17}|35(?:2[89]|[3-8]\d)\d{12}"
    r"|3(?:0[0-5]|[68]\d)\d{11}|(?:1800|2131)\d{11}|3(?:088|096|112|158|337)\d{12}"
)
_MAESTRO = re.compile(r"(?:50|5[6-9]|6\d)\d{10,17}")
_SNILS = re.compile(r"\d(?<![\w.\-]\d)\d{2}[- ]\d{3}[- ]\d{3}[- ]\d{2}(?![\w\-])")
_SSN = re.compile(r"\d(?<![\w.\-]\d)(?<!9)\d{2}(?<!000|666)-(?!00)\d{2}-(?!0000)\d{4}(?![\w\-])")
_PASSPORT = Led(
    "паспорт|passport|загран",
    r"(?i:\b(?:паспорт[а-яё]{0,3}|passports?|загран[а-яё]{0,12})\b)(?P<between>[^\n]{0,60}?|[^\n]{0,30}\n[^\n]{0,30}?)"
    r"(?P<value>(?<![\w.])\d{2}\s?\d{2}[\s,]{0,3}(?:(?:№|N|номер|no\.?|number)\s?:?\s?)?\d{6}(?!\d)"
    r"|(?<![\w.])(?=[A-Z0-9]{0,3}\d)[A-Z]{0,2}\d{1,3}\s?\d{6,7}(?![\w])|(?<![\w.])[A-Z]\d{8}(?!\w))",
)
_SERIES = Led(
    "сери",
    r"(?i:\bсери[яией]{1,2})\s?:?\s?(?P<value>\d{2}\s?\d{2}[\s,;]{0,3}(?:(?i:номер|№|N)\s?:?\s?)?\d{6})(?!\d)",
)
_ISSUED = re.compile(
    r"(?<![\w.\-])(?P<value>\d{2}\s?\d{2}[\s,]{0,3}(?:(?:№|N|номер)\s?:?\s?)?\d{6})(?!\d)"
    r"[\s,;(]{1,3}(?:был[аи]?\s)?(?i:выдан[аоы]?|issued)(?!\w)"
)
_BANK = Led(
    "р/с|к/с|л/с|счет|счёт|account|acct",
    r"(?i:р/сч?|к/сч?|л/сч?|сч[её]т[а-яё]{0,2}|account|acct)[^\n\d]{0,30}(?P<value>\d{20})(?!\d)",
)
_NAMED = (("PASSPORT", _PASSPORT), ("PASSPORT", _SERIES), ("ACCOUNT", _BANK))
_WORDS = {
    "CARD": re.compile(r"(?i)\bcards?\b|карт[аыуео]|\bpan\b|visa|mastercard|maestro|\bмир\b"),
    "INN": re.compile(r"(?i)инн\b|\binn\b|\btin\b|контрагент|налогоплательщик|taxpayer"),
    "SNILS": re.compile(r"(?i)снилс|snils|страхов|пенсионн"),
    "OGRN": re.compile(r"(?i)огрн|ogrn|госрегистрац"),
}
_REACH = 48
_CYRILLIC = re.compile(r"[А-ЯЁа-яё]")
_STAMP = re.compile(r"1\d{9}$|1[4-9]\d{11}$")


class Numbers:
    """Finds numbers with a check digit or a name beside them."""

    name = "numbers"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each number, separators inside it included."""
        view = View.of(text)
        russian = bool(_CYRILLIC.search(view.text))
        for kind, span in _spans(view.text, russian):
            yield view.finding(kind, Action.MASK, span, self.name)


def _spans(text: str, russian: bool) -> Iterator[tuple[str, tuple[int, int]]]:
    for match in _RUN.finditer(text):
        yield from _windows(match, text[max(0, match.start() - _REACH) : match.start()], russian)
    for match in _IBAN.finditer(text):
        end = _iban_end(match)
        if end:
            yield "IBAN", (match.start(), end)
    for match in _SNILS.finditer(text):
        if checksums.snils(re.sub(r"\D", "", match[0])):
            yield "SNILS", match.span()
    for match in _SSN.finditer(text):
        yield "SSN", match.span()
    if "ыдан" in text or "ssued" in text:
        for match in _ISSUED.finditer(text):
            yield "PASSPORT", match.span("value")
    for kind, led in _NAMED:
        for match in led.finditer(text):
            yield kind, match.span("value")


def _windows(
    run: re.Match[str], before: str, russian: bool
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Numbers in a run of digit groups: all of it, or neighbouring groups (a card, then its date)."""
    groups = [match.span() for match in re.finditer(r"\d+", run[0])]
    if min(end - start for start, end in groups) < 2:
        groups = [(0, len(run[0]))]
    counts = [0, *itertools.accumulate(end - start for start, end in groups)]
    first = 0
    while first < len(groups):
        for last in range(len(groups) - 1, first - 1, -1):
            if not 10 <= counts[last + 1] - counts[first] <= 19:
                continue
            span = groups[first][0], groups[last][1]
            kind = _kind(re.sub(r"\D", "", run[0][slice(*span)]), before, russian)
            if kind and (kind == "CARD" or last == first or _named(kind, before)):
                yield kind, (run.start() + span[0], run.start() + span[1])
                first = last
                break
        first += 1


def _named(kind: str, before: str) -> bool:
    """Whether a word for that kind stands shortly before the number."""
    return bool(_WORDS[kind].search(before))


def _kind(digits: str, before: str, russian: bool) -> str | None:
    """What a run of digits is, or `None`."""
    size = len(digits)
    if 12 <= size <= 19:
        own = _CARD.fullmatch(digits)
        known = own or _MAESTRO.fullmatch(digits)
        if known and checksums.luhn(digits) and ((own and size < 17) or _named("CARD", before)):
            return "CARD"
    bare = russian and not _STAMP.match(digits)
    if size in (10, 12) and checksums.inn(digits):
        return "INN" if bare or size == 12 or _named("INN", before) else None
    if size == 11 and checksums.snils(digits):
        return "SNILS" if _named("SNILS", before) else None
    if size in (13, 15) and checksums.ogrn(digits):
        return "OGRN" if bare or _named("OGRN", before) else None
    return None


def _iban_end(match: re.Match[str]) -> int | None:
    """Where the IBAN at the start of a match ends, once its country's length is taken."""
    places = [i for i, sign in enumerate(match[0]) if sign.isalnum()]
    compact = "".join(match[0][i] for i in places).upper()
    size = checksums.IBAN_LENGTHS.get(compact[:2], 0)
    if not size or len(compact) < size or not checksums.iban(compact[:size]):
        return None
    end = match.start() + places[size - 1] + 1
    following = match.string[end : end + 1]
    return None if following.isalnum() else end

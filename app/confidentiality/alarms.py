"""What the egress guard looks for by shape: its own detectors, at their most sensitive.

Invariant: no code is shared with `detectors` or `sanitize`, so that one mistake is not made twice;
no name recognition; every pattern runs in linear time. What by design may leave is let through by
the tables here: documentation and reserved addresses, well-known public names, example values.
Deliberately elsewhere: shapes of credentials (`alarm_secrets`, `token_beginnings`), of addresses
(`alarm_addresses`) and of people's numbers (`alarm_numbers`); which texts are read (`guard`,
`views`, `put_together`), known values (`needles`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from app.confidentiality import alarm_addresses as addresses
from app.confidentiality import alarm_numbers as numbers
from app.confidentiality import alarm_secrets as secrets
from app.confidentiality import token_beginnings as beginnings
from app.confidentiality.alarm_values import is_secret_value
from app.confidentiality.put_together import bare_tables, below_headings, joined

_Match = re.Match[str]
_OFTEN = 500
"""Candidates from one look at the clock to the next."""


def _always(match: _Match) -> bool:
    return bool(match[0])


@dataclass(frozen=True, slots=True)
class Alarm:
    """`pattern` finds candidates, `real` tells which of them may not leave.

    To be quick, `pattern` reads only the lines of the text in which `cue` stands, each with the
    one behind it (`cue` reads lower case), or what `made` makes of the text, and of these
    only what `runs` matches, one a line. It is tried only where `begins` matches in lower case.
    """

    name: str
    pattern: re.Pattern[str]
    real: Callable[[_Match], bool] = _always
    cue: re.Pattern[str] | None = None
    begins: re.Pattern[str] | None = None
    runs: re.Pattern[str] | None = None
    made: Callable[[str], str] | None = None

    def read(self, text: str, lowered: str) -> str:
        """What the pattern reads of `text`; `lowered` is the same in lower case."""
        if self.cue is not None and len(lowered) == len(text):
            return _around(text, lowered, self.cue)
        if self.made is not None:
            text = self.made(text)
        if self.runs is None:
            return text
        long = (word for word in text.split() if len(word) >= _RUN_LENGTH)
        return "\n".join(self.runs.findall("\n".join(long)))

    def places(self, read: str) -> list[int] | None:
        """Where the pattern may begin in what it reads; None for anywhere."""
        if self.begins is None or _ODD_CASE.search(read):
            return None
        return [begun.start() for begun in self.begins.finditer(read.lower())]

    def candidates(self, read: str, places: Iterable[int] | None) -> Iterator[_Match]:
        """All that the pattern matches, as `finditer` gives it."""
        if places is None:
            yield from self.pattern.finditer(read)
            return
        end = 0
        for place in places:
            if place >= end and (match := self.pattern.match(read, place)):
                yield match
                end = match.end()


def _around(text: str, lowered: str, cue: re.Pattern[str]) -> str:
    """The lines of `text` with a cue, each with the one behind it, which may have a cue as well."""
    kept: list[str] = []
    start = read = until = 0
    for match in cue.finditer(lowered):
        if match.start() < read:
            continue
        begins = text.rfind("\n", 0, match.start()) + 1
        if begins > until:
            kept.append(text[start:until])
            start = begins
        read = _line_end(text, match.end())
        until = _line_end(text, read + 1)
    kept.append(text[start:until])
    return "\n".join(filter(None, kept))


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def ringing(text: str) -> Iterator[str]:
    """Names of the alarms that `text` sets off, and "" for the others and every now and then, so that
    time can be read."""
    lowered = text.lower()
    for alarms in _TOGETHER.values():
        read = alarms[0].read(text, lowered)
        places = alarms[0].places(read)
        for alarm in alarms:
            yield from _ring(alarm, read, places) if read else ("",)


def _ring(alarm: Alarm, read: str, places: list[int] | None) -> Iterator[str]:
    for number, match in enumerate(alarm.candidates(read, places)):
        if alarm.real(match):
            yield alarm.name
            return
        if number % _OFTEN == 0:
            yield ""
    yield ""


_SECRET_CUE = re.compile(
    r"pass|paa|pwd|pw|psw|secret|token|key|cred|парол|токен|секрет|ключ|пас|уч[её]тк|кред"
    r"|비밀번호|비번|密码|contrase|kennwort|senha"
)
_NAMES = re.compile(
    r"p(?=a[as]|w|sw|rivate)|s(?=e[cn]|igning)|t(?=oken)|k(?=e[yn])|c(?=red|ont)|a(?=pi|ccess|uth)"
    r"|e(?=ncryption)|m(?=ot de)|n(?=ame)|i(?=d)|п(?=а[рс])|т(?=окен)|с(?=екрет)|к(?=люч|ред)"
    r"|у(?=ч[её]тк)|비|密"
)
"""Where the name of a secret begins: its first letter alone, so that none hides another one."""
_FLAG_CUE = re.compile(
    r"login|-(?:u(?<= -u)|pass|pwd|secret|token|api|auth)|sshpass|redis-cli|_auth|_pass|mysql|mariadb"
    r"|curl|identified|password|bearer|basic|x-"
)
_PAIR_CUE = re.compile(r"log ?in|user|cred|логин|уч[её]тк|доступ")
_DIGITS_CUE = re.compile(r"\d[\d .()_/№-]{6}")
_NUMBER_CUE = re.compile(r"://\d{8}|0x[0-9a-f]{2}|-\d{1,3}-\d|in-addr| dot \d")
_BIRTH_CUE = re.compile(r"born|birth|dob|рожд|родил|г\.\s?р|д\.\s?р")
_STREET_CUE = re.compile(
    r"\d [a-z]+\.? .{0,40}(?:st|road|rd|ave|lane|ln|drive|boul|blvd|court|cres|terr|close|sq|highway)"
    r"|ул\.|улиц|просп|пр-т|пер\.|переул|наб\.|набереж|шоссе|бульв|б-р"
)
_AT_CUE = re.compile("@")
_ZONE_CUE = re.compile(r"\.(?:int|corp|lan|lo|pri|home|pro|sta|con|lcl)")
_ID_CUE = re.compile(r"\d-\d\d-\d|\d\d ?\d\d ?[a-d]")
_V6_CUE = re.compile(":[0-9a-f]{0,4}:")
_RUN_LENGTH = 14
_RUN = re.compile(rf"[^\s\"'`<>,;]{{{_RUN_LENGTH},}}")
_ODD_CASE = re.compile("[\u0130\u0131\u017f\u1c80-\u1c88]")
"""Letters that patterns take for others whatever their case, and lower case does not."""

ALARMS: tuple[Alarm, ...] = (
    Alarm("credential", secrets.TOKENS, secrets.is_token, runs=_RUN),
    Alarm("credential", secrets.TOKENS, secrets.is_token, made=joined),
    Alarm("credential", beginnings.PIECED, beginnings.is_pieced, made=beginnings.behind_beginnings),
    Alarm("private_key", secrets.PRIVATE_KEY, made=secrets.with_keys),
    Alarm("userinfo", secrets.USERINFO, secrets.is_userinfo),
    Alarm("keyed_secret", secrets.KEYED, secrets.is_keyed, _SECRET_CUE, _NAMES),
    Alarm("keyed_secret", secrets.NEAR, secrets.is_near, _SECRET_CUE, _NAMES),
    Alarm("keyed_secret", secrets.PASSWORD_NEAR, secrets.is_password_near, _SECRET_CUE, _NAMES),
    Alarm("keyed_secret", secrets.TABLE, secrets.is_in_secret_column),
    Alarm("keyed_secret", secrets.BARE_TABLE, secrets.is_in_secret_column, made=bare_tables),
    Alarm("keyed_secret", secrets.ALONE, secrets.is_alone, made=below_headings),
    Alarm("keyed_secret", secrets.NAME_AND_VALUE, secrets.is_keyed, _SECRET_CUE, _NAMES),
    Alarm("keyed_secret", secrets.ELEMENT, secrets.is_keyed, re.compile("</"), _NAMES),
    Alarm("keyed_secret", secrets.FLAG, lambda m: is_secret_value(m[1]), _FLAG_CUE),
    Alarm("keyed_secret", secrets.PAIR, lambda m: is_secret_value(m[1]), _PAIR_CUE, _PAIR_CUE),
    Alarm("random_string", secrets.RANDOM, secrets.is_random, runs=_RUN),
    Alarm("email", addresses.EMAIL, addresses.is_person_s, _AT_CUE),
    Alarm("ipv4", addresses.IPV4, addresses.is_own_v4),
    Alarm("ipv4", addresses.IPV4_OTHER, addresses.is_own_number, _NUMBER_CUE),
    Alarm("ipv6", addresses.IPV6, addresses.is_own_v6, _V6_CUE),
    Alarm("mac", addresses.MAC, addresses.is_own_mac, runs=_RUN),
    Alarm("internal_host", addresses.INTERNAL_HOST, addresses.is_own_host, _ZONE_CUE),
    Alarm("handle", addresses.HANDLE, cue=_AT_CUE),
    Alarm("birth_date", numbers.BIRTH_DATE, cue=_BIRTH_CUE),
    Alarm("street", numbers.STREET, cue=_STREET_CUE),
    Alarm("initials", numbers.INITIALS),
    Alarm("phone", numbers.PHONE, numbers.is_phone, _DIGITS_CUE),
    Alarm("phone", numbers.PHONE_SAID, cue=_DIGITS_CUE),
    Alarm("card", numbers.CARD, numbers.is_card, _DIGITS_CUE),
    Alarm("iban", numbers.IBAN, numbers.is_iban),
    Alarm("snils", numbers.SNILS, numbers.is_snils, _DIGITS_CUE),
    Alarm("russian_id", numbers.RUSSIAN_ID, cue=_DIGITS_CUE),
    Alarm("russian_id", numbers.RUSSIAN_NUMBER, numbers.is_inn, _DIGITS_CUE),
    Alarm("national_id", numbers.NATIONAL_ID, numbers.is_national_id, _ID_CUE),
)

_TOGETHER: dict[tuple[object, ...], list[Alarm]] = {}
"""The alarms by what they read of a text, so that it is looked for once."""
for _alarm in ALARMS:
    _TOGETHER.setdefault((_alarm.cue, _alarm.begins, _alarm.runs, _alarm.made), []).append(_alarm)

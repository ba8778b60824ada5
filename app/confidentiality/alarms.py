"""What the egress guard looks for by shape: its own detectors, at their most sensitive.

Invariant: no code is shared with `detectors` or `sanitize`, so that one mistake is not made twice;
no name recognition; every pattern runs in linear time. What by design may leave is let through by
the tables here: documentation and reserved addresses, well-known public names, example values.
Deliberately elsewhere: which texts are read (`guard`, `views`), known values (`guard`).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_Match = re.Match[str]


def _always(match: _Match) -> bool:
    return bool(match[0])


@dataclass(frozen=True, slots=True)
class Alarm:
    """`pattern` finds candidates, `real` tells which of them may not leave."""

    name: str
    pattern: re.Pattern[str]
    real: Callable[[_Match], bool] = _always

    def rings(self, text: str) -> bool:
        """Whether anything of this kind stands in `text`."""
        return any(self.real(match) for match in self.pattern.finditer(text))


def ringing(text: str) -> Iterator[str]:
    """Names of the alarms that `text` sets off, and "" for the others, so that time can be read."""
    for alarm in ALARMS:
        yield alarm.name if alarm.rings(text) else ""


_TOKENS = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"(?:AKIA|ASIA|AROA|AIDA)[A-Z2-7]{16}"
    r"|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,}"
    r"|gl(?:pat|dt|rt|ptt|ft|soat|cbt|agent)-[A-Za-z0-9_-]{18,}"
    r"|xox[a-z]-[A-Za-z0-9-]{10,}|xapp-\d-[A-Za-z0-9-]{10,}"
    r"|sk-[A-Za-z0-9_-]{20,}|[srp]k_(?:live|test)_[A-Za-z0-9]{10,}"
    r"|AIza[A-Za-z0-9_-]{30,}|ya29\.[A-Za-z0-9_-]{20,}|GOCSPX-[A-Za-z0-9_-]{20,}"
    r"|hv[sbr]\.[A-Za-z0-9_-]{20,}|npm_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_-]{30,}"
    r"|do[opr]_v1_[a-f0-9]{40,}|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}"
    r"|AQVN[A-Za-z0-9_-]{30,}|y[0-3]_[A-Za-z0-9_-]{30,}|YC[ABM][A-Za-z0-9_-]{30,}"
    r"|t1\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}|glsa_[A-Za-z0-9_]{30,}|dckr_pat_[\w-]{20,}"
    r"|AGE-SECRET-KEY-1[A-Z0-9]{50,}|\d{8,10}:AA[A-Za-z0-9_-]{32,}"
    r"|eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"
    r"|hooks\.slack\.com/services/T[A-Za-z0-9]+/B?[A-Za-z0-9]+/[A-Za-z0-9]{8,}"
    r"|discord(?:app)?\.com/api/webhooks/\d+/[\w-]{20,})"
)
_PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY")
_USERINFO = re.compile(r"://([^\s/:@\"'<>]{0,80}):([^\s/@\"'<>]{1,200})@")
_KEYED = re.compile(
    r"(?:passw(?:or)?d|passphrase|passwd|\bpwd|secret|token|api[_-]?key|access[_-]?key"
    r"|private[_-]?key|credential|пароль|токен|секрет|ключ)"
    r"[\w-]{0,20}[\"'`]?\s{0,3}(?::=|=>|[:=]|\bis\b|\s-\s)\s{0,3}[\"'`]?([^\s\"'`,;)\]}]{6,200})",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"[$<{\[(%*]|\u27e6|https?:|/|x{3,}|\.{3}|(?:your|my|the|some|change|example|dummy|test|none|null"
    r"|true|false|redacted|secret|password|token|string)",
    re.IGNORECASE,
)


def _is_secret_value(value: str) -> bool:
    """A mixture that is no word: digits among letters, or signs and both cases."""
    if _HARMLESS.match(value):
        return False
    digit = any(map(str.isdigit, value))
    letter = any(map(str.isalpha, value))
    both_cases = any(map(str.islower, value)) and any(map(str.isupper, value))
    sign = any(character in "!@#$%^&*+~?" for character in value)
    return letter and (
        (digit and (both_cases or sign or "." not in value)) or (both_cases and sign)
    )


_EMAIL = re.compile(
    r"(?<![\w.+-])([\w.+-]{1,64})@((?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24})(?![\w-]*\w?@)"
)
_EMAIL_DOMAINS = re.compile(
    r"(?:^|\.)(?:example\.(?:com|org|net|ru)|example|test|invalid|localhost|localdomain)$", re.I
)
_UNITS = frozenset(
    {"service", "socket", "timer", "target", "mount", "slice", "path", "scope", "device", "swap"}
)


def _is_person_s_address(match: _Match) -> bool:
    user, domain = match[1].casefold(), match[2].casefold()
    public = bool(_EMAIL_DOMAINS.search(domain)) or domain.rpartition(".")[2] in _UNITS
    return not public and user not in {"git", "noreply", "no-reply"}


_IPV4 = re.compile(r"(?<![\w.])((?:\d{1,3}\.){3}\d{1,3})(/\d{1,2})?(?![\w]|\.\d)")
_VERSION_BEFORE = re.compile(
    r"(?:\bv|\bversions?|верси[яиюей]{1,2}|\brelease|релиз\w{0,2}|\bbuild|\btag|[=~><!]=|@)"
    r"[\s:/\"'`]{0,3}$",
    re.IGNORECASE,
)
_PUBLIC_V4 = frozenset(
    {"8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "77.88.8.8", "77.88.8.1"}
    | {"169.254.169.254"}
)
_WELL_KNOWN = frozenset(
    {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10"}
)
_DOCUMENTATION = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),
        *("0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4"),
    )
)


def _is_own_v4(match: _Match) -> bool:
    try:
        address = ipaddress.IPv4Address(match[1])
    except ValueError:
        return False
    if match[1] in _PUBLIC_V4 or match[0] in _WELL_KNOWN:
        return False
    if _VERSION_BEFORE.search(match.string, max(0, match.start() - 12), match.start()):
        return False
    return not any(address in network for network in _DOCUMENTATION)


_IPV6 = re.compile(r"(?<![\w:.])[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}(?![\w:])")
_OWN_V6 = tuple(map(ipaddress.ip_network, ("2000::/3", "fc00::/7")))
_DOCUMENTATION_V6 = tuple(map(ipaddress.ip_network, ("2001:db8::/32", "3fff::/20")))


def _is_own_v6(match: _Match) -> bool:
    try:
        address = ipaddress.IPv6Address(match[0])
    except ValueError:
        return False
    if any(address in network for network in _DOCUMENTATION_V6) or match[0].endswith("00::"):
        return False
    return any(address in network for network in _OWN_V6)


_MAC = re.compile(
    r"(?<![\w:-])(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![\w:-])", re.I
)
_NO_MAC = re.compile(r"(?:(?:00|ff)[:-]?){6}$|00.00.5e", re.IGNORECASE)

_INTERNAL_HOST = re.compile(
    r"(?<![\w.-])((?:[\w-]{1,63}\.){1,8}(?:internal|intranet|intra|corp|lan|local|localnet|private"
    r"|home\.arpa|prod|stage|staging))(?![\w-]|\.\w)",
    re.IGNORECASE,
)
_PUBLIC_HOST = re.compile(
    r"^(?:host\.docker\.internal|gateway\.docker\.internal|metadata\.google\.internal"
    r"|(?:kubernetes\.default\.)?svc\.cluster\.local|cluster\.local|rc\.local|[\w-]*\.env\.local)$",
    re.IGNORECASE,
)

_PHONE = re.compile(
    r"(?<![\w.+-])(?:\+[1-9](?:[ ().-]{0,2}\d){9,14}"
    r"|8[ -]?\(?[3489]\d{2}\)?[ -]?\d{3}[ -]?\d{2}[ -]?\d{2})(?![\w-])"
)
_NO_PHONE = re.compile(r"\+?1?[ ().-]*\d{3}[ ().-]*555[ ().-]*01\d\d$")

_CARD = re.compile(r"(?<![\w.])(?:[3-6]\d{3}(?:[ -]?\d){9,15}|2[2-7]\d{2}(?:[ -]?\d){12})(?![\w-])")
_ISSUERS = re.compile(
    r"4|5[1-5]|2(?:2[2-9]|[3-6]|7[01]|720)|3[47]|36|3[89]|6011|64[4-9]|65|220[0-4]"
)
_TEST_CARDS = frozenset({"4111111111111111", "4242424242424242", "5555555555554444"})


def _digits(match: _Match) -> str:
    return re.sub(r"\D", "", match[0])


def _is_card(match: _Match) -> bool:
    digits = _digits(match)
    if digits in _TEST_CARDS or not _ISSUERS.match(digits):
        return False
    doubled = [int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(digits))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?!\w)")
_EXAMPLE_IBANS = frozenset({"GB82WEST12345698765432", "DE89370400440532013000"})


def _is_iban(match: _Match) -> bool:
    code = match[0].replace(" ", "")
    if not 15 <= len(code) <= 34 or code in _EXAMPLE_IBANS:
        return False
    return int("".join(str(int(c, 36)) for c in code[4:] + code[:4])) % 97 == 1


_SNILS = re.compile(r"(?<![\w-])(\d{3})[ -](\d{3})[ -](\d{3})[ -]?(\d{2})(?![\w-])")


def _is_snils(match: _Match) -> bool:
    digits = _digits(match)
    total = sum(int(d) * (9 - place) for place, d in enumerate(digits[:9])) % 101 % 100
    return total == int(digits[9:])


_RUSSIAN_ID = re.compile(
    r"(?:\bинн|\binn|\bогрн(?:ип)?|\bogrn(?:ip)?|снилс|snils|паспорт\w{0,3}|passport)\b"
    r"[^\n\d]{0,30}?(\d(?:[ \-\u2116]{0,3}\d){8,14})(?!\d)",
    re.IGNORECASE,
)

ALARMS: tuple[Alarm, ...] = (
    Alarm("credential", _TOKENS),
    Alarm("private_key", _PRIVATE_KEY),
    Alarm("userinfo", _USERINFO, lambda m: not _HARMLESS.match(m[2])),
    Alarm("keyed_secret", _KEYED, lambda m: _is_secret_value(m[1])),
    Alarm("email", _EMAIL, _is_person_s_address),
    Alarm("ipv4", _IPV4, _is_own_v4),
    Alarm("ipv6", _IPV6, _is_own_v6),
    Alarm("mac", _MAC, lambda m: not _NO_MAC.match(m[0])),
    Alarm("internal_host", _INTERNAL_HOST, lambda m: not _PUBLIC_HOST.match(m[1])),
    Alarm("phone", _PHONE, lambda m: not _NO_PHONE.match(m[0])),
    Alarm("card", _CARD, _is_card),
    Alarm("iban", _IBAN, _is_iban),
    Alarm("snils", _SNILS, _is_snils),
    Alarm("russian_id", _RUSSIAN_ID),
)

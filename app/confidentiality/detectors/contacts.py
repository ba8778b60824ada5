"""Ways to reach a person: EMAIL and PHONE.

An address counts when its domain could be one (a known ending or an internal one), in any script,
also spelled `name [at] company [dot] ru`. A phone number counts when the numbering plan of its
country allows it (`phonenumbers`, loaded on the first candidate) and it is written like one or
stands beside a word for one. Only generic addresses of example domains stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.domains import INTERNAL_ENDINGS, is_ending, is_reserved
from app.confidentiality.detectors.paths import SERVICE
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.view import View
from index.chunk import Action, Finding

_EMAIL = re.compile(
    r"(?<![\w.+\-])(?P<local>[\w.+\-]{1,64})"
    r"(?:@|%40|\s?[\[(]\s?(?:at|собака|эт|dog)\s?[\])]\s?)\n?[ ]{0,4}"
    r"(?P<domain>[\w\-]{1,63}(?:(?:\.|\s?[\[(]\s?(?:dot|точка)\s?[\])]\s?)[\w\-]{1,63}){1,8})",
    re.IGNORECASE,
)
_REMOTE = re.compile(
    r"(?<![\w.\-])(?:ssh|scp|sftp|rsync|mosh|ssh-copy-id|sshfs|autossh)"
    r"(?:[ ](?![\w.+\-]{1,64}@)[^\s;|&\n]{1,60}){0,6}[ ]\Z"
)
"""A login on a machine, which is written like an address of e-mail."""
_AT = re.compile(r"[@%\[(](?:(?<=@)|(?<=%)40|\s?(?i:at|собака|эт|dog)\s?[\])])")
_DOT = re.compile(r"\s?[\[(]\s?(?:dot|точка)\s?[\])]\s?", re.IGNORECASE)
_NOBODY = words(
    "user username you your.name your-name yourname email name foo someone git admin me"
)

_NUMBER = re.compile(
    r"(?P<value>[+(\d](?<![\w.+/\-][+(\d])"
    r"(?:(?<!=[+(\d])|(?<=(?:one|tel|ile|fax|ell|sms|mob)=[+(\d]))"
    r"(?:(?<=\+)\(?\d|(?<=\()\d|(?<=0)0\(?\d|(?<=\d))"
    r"(?:[ \-./()]{0,2}\d|[ ]?\n[ ]{0,8}\d){5,15})"
    r"(?:[\s,;(]{0,3}(?:x|ext(?:ension|n)?\.?:?|доб(?:авочный)?\.?:?|"
    r"вн(?:утр(?:енний)?)?\.?|дополн\.?|#)\s?\d{1,6}\)?)?(?![\w/%]|\.\d|-\d)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:phones?|\btel\b|telephone|\bcall(?:ed|ing|s|back)?\b|mobile|\bmob\b|\bcell\b|\bfax|"
    r"whats-?app|viber|signal|hotline|answer\w*\sat|\bdial|\bring\b|\bsms\b|"
    r"\btext\s(?:me|him|her|us)"
    r"|(?:^|[\s(])(?:t|m|p|ph|tf|c)[.:]|voicemail|landline|dispatch|emergency|helpline"
    r"|(?:contact|my|our|his|her|your|their|new|phone|reach\w*|"
    r"number)\s(?:\w{2,10}\s)?(?:at|on|via|number|no|is|nr)|\btlf|\btél|teléfono|telefon|"
    r"rufnummer|handy"
    r"|тел\b|тел\.|телефон|моб|сотов|звон|набер|набира|вотсап|ватсап|вайбер|смс"
    r"|позвон|факс|номер\s+для|(?:дежурный|контактный|мой|рабочий|её|его|личный)\s+номер|"
    r"горяч\w+\s+лини|связь:|связи:)[^\n\d]{0,30}$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"[ ]?[\-(,]?[ ]?(?:office|fax|mobile|cell|home|work|раб|моб|дом|тел)\b", re.IGNORECASE
)
_RUSSIAN = re.compile(
    r"(?:\+7|8)[ \-]?\(?\d{3,5}\)?[ \-]?\d{1,3}[ \-]?\d{2}[ \-]?\d{2}$|(?:7|8)9\d{9}$"
    r"|[78](?P<s>[.\- ])9\d\d(?P=s)\d{3}(?P=s)\d\d(?P=s)?\d\d$"
)
_LOCAL = re.compile(r"\([3489]\d{2,4}\)[ \-]?\d{1,3}[ \-]\d{2}[ \-]\d{2}$")
"""A Russian number without the 8: (495) 123-45-67."""
_MOBILE = re.compile(
    r"9\d\d[ \-]\d{3}[ \-]\d{2}[ \-]?\d{2}$|[348]\d\d(?P<s>[ \-])\d{3}(?P=s)\d{2}(?P=s)\d{2}$"
)
"""One without the 8 and without brackets: of a mobile, or of a town, grouped as only phones are."""
_AMERICAN = re.compile(r"(?:\+?1[ \-.]?)?(?:\([2-9]\d\d\)[ ]?|[2-9]\d\d[ \-.])\d{3}[\-. ]\d{4}$")
_NATIONAL = re.compile(r"\(?0\d{1,5}\)?[ \-/](?:\d{2,4}[ \-]?){1,3}\d{2,5}$")
_REGIONS = ("GB", "DE", "FR", "NL", "IT", "BE", "CH", "AT", "AU", "SE", "UA")
"""Whose numbers are told by their zero and groups; others want a word beside them."""
_DATE = re.compile(
    r"(?:19|20)\d\d[\-./](?:0?[1-9]|1[0-2])[\-./]|\d{1,2}[\-./]\d{1,2}[\-./](?:19|"
    r"20)\d\d|(?:19|20)\d\d-(?:19|20)\d\d"
)
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}$")


class Contacts:
    """Finds e-mail addresses and phone numbers."""

    name = "contacts"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each address or number."""
        view = View.of(text)
        for match in _EMAIL.finditer(view.text) if _AT.search(view.text) else ():
            if _REMOTE.search(view.text, max(0, match.start() - 80), match.start()):
                if match["local"].casefold() not in SERVICE:
                    yield view.finding("HANDLE", Action.MASK, match.span("local"), self.name)
            elif _mail(match["local"], _DOT.sub(".", match["domain"])):
                yield view.finding("EMAIL", Action.MASK, match.span(), self.name)
        for match in _NUMBER.finditer(view.text):
            start, value = match.start(), match["value"]
            if "\n" in value and value[0] not in "+(78":  # the line before ends with another number
                start += value.rindex("\n") + 1
                value = value[value.rindex("\n") + 1 :]
            if value[0] == "(" and value.count("(") > value.count(")"):  # `(8(495)556-74-92)`
                start, value = start + 1, value[1:]
            before = view.text[max(0, start - 48) : start]
            named = _NAMED.search(before) or _LABEL.match(view.text, match.end())
            if _phone(value.strip(), bool(named)):
                yield view.finding("PHONE", Action.MASK, (start, match.end()), self.name)


def _mail(local: str, domain: str) -> bool:
    labels = domain.casefold().rstrip(".-").split(".")
    if not (is_ending(labels[-1]) or labels[-1] in INTERNAL_ENDINGS or is_reserved(domain)):
        return False
    if local.casefold() == "git":
        return False
    return not (is_reserved(domain) and local.casefold() in _NOBODY)


def _phone(value: str, named: bool) -> bool:
    digits = re.sub(r"\D", "", value)
    if _DATE.match(value) or _ADDRESS.match(value) or len(set(digits)) < 3:
        return False
    flat = re.sub(r"\s*\n\s*", " ", value)
    if value.startswith(("+", "00")):
        return len(digits) >= 8 and _possible(f"+{digits.lstrip('0')}", None)
    if len(digits) == 11 and _RUSSIAN.match(flat):
        return _possible(digits, "RU")
    if len(digits) == 10 and (_LOCAL.match(flat) or _MOBILE.match(flat)):
        return True
    if _AMERICAN.match(flat):
        return _possible(digits, "US")
    if _NATIONAL.match(flat) and any(_valid(digits, region) for region in _REGIONS):
        return True
    return named and 6 <= len(digits) <= 15


def _valid(number: str, region: str) -> bool:
    """Whether the country has given out numbers like this one."""
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False


def _possible(number: str, region: str | None) -> bool:
    """Whether the country's numbering plan has numbers like this one."""
    import phonenumbers

    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False

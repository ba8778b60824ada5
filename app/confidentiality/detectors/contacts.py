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
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.view import View
from index.chunk import Action, Finding

_EMAIL = re.compile(
    r"(?<![\w.+\-])(?P<local>[\w.+\-]{1,64})"
    r"(?:@|%40|\s?[\[(]\s?(?:at|собака|эт|dog)\s?[\])]\s?)\n?[ ]{0,4}"
    r"(?P<domain>[\w\-]{1,63}(?:(?:\.|\s?[\[(]\s?(?:dot|точка)\s?[\])]\s?)[\w\-]{1,63}){1,8})",
    re.IGNORECASE,
)
_DOT = re.compile(r"\s?[\[(]\s?(?:dot|точка)\s?[\])]\s?", re.IGNORECASE)
_NOBODY = words(
    "user username you your.name your-name yourname email name foo someone git admin me"
)

_NUMBER = re.compile(
    r"(?<![\w.+/=\-])(?P<value>(?:\+|00)?\(?\d(?:[ \-./()]{0,2}\d|[ ]?\n[ ]{0,8}\d){5,15})"
    r"(?:\s?(?:x|ext\.?|доб\.?|#)\s?\d{1,6})?(?![\w/%]|\.\d|-\d)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:\bphones?|\btel\b|telephone|\bcall\b|mobile|\bcell\b|\bfax|whats-?app|viber|signal|hotline|answer\w*\sat"
    r"|(?:contact|my|phone|reach\w*)\s(?:me\s)?(?:at|on|number|no)|тел\b|тел\.|телефон|моб|сотов|звон"
    r"|позвон|факс|номер\s+для|дежурный\s+номер|горяч\w+\s+лини)[^\n\d]{0,30}$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"[ ]?[\-(,]?[ ]?(?:office|fax|mobile|cell|home|work|раб|моб|дом|тел)\b", re.IGNORECASE
)
_RUSSIAN = re.compile(
    r"(?:\+7|8)[ \-]?\(?\d{3,5}\)?[ \-]?\d{1,3}[ \-]?\d{2}[ \-]?\d{2}$|(?:7|8)9\d{9}$"
)
_AMERICAN = re.compile(
    r"(?:\+?1[ \-.]?)?(?:\([2-9]\d\d\)[ ]?|[2-9]\d\d[ \-.])[2-9]\d\d[\-. ]\d{4}$"
)
_DATE = re.compile(
    r"(?:19|20)\d\d[\-./](?:0?[1-9]|1[0-2])[\-./]|\d{1,2}[\-./]\d{1,2}[\-./](?:19|20)\d\d|(?:19|20)\d\d-(?:19|20)\d\d"
)
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}$")


class Contacts:
    """Finds e-mail addresses and phone numbers."""

    name = "contacts"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each address or number."""
        view = View.of(text)
        for match in _EMAIL.finditer(view.text):
            if _mail(match["local"], _DOT.sub(".", match["domain"])):
                yield view.finding("EMAIL", Action.MASK, match.span(), self.name)
        for match in _NUMBER.finditer(view.text):
            before = view.text[max(0, match.start() - 48) : match.start()]
            named = _NAMED.search(before) or _LABEL.match(view.text, match.end())
            if _phone(match["value"], bool(named)):
                yield view.finding("PHONE", Action.MASK, match.span(), self.name)


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
    if _AMERICAN.match(flat):
        return _possible(digits, "US")
    return named and 6 <= len(digits) <= 15


def _possible(number: str, region: str | None) -> bool:
    """Whether the country's numbering plan has numbers like this one."""
    import phonenumbers

    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False

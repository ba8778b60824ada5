"""By what a person is reached and where a place is: HANDLE, PHONE, CUSTOMER, PATH, ADDRESS.

Accounts of messengers in links (`t.me/jsmith`) and of Skype (`live:john.smith`), bare home folders
(`~jsmith`), short numbers of an exchange (`ext. 4471`), numbers of staff (`Employee 10442`), points
of the globe. A short number counts beside a word for one only. Invariant: positions only, linear
time; every pattern begins with a sign or a word of bounded length. Deliberately elsewhere: numbers
of the public network (`contacts`), staff numbers behind "no." and ids with letters (`cued_values`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from app.confidentiality.detectors.cues import Cues, lowered
from app.confidentiality.detectors.handles import named
from app.confidentiality.detectors.paths import SERVICE
from app.confidentiality.detectors.public_sites import OWNERS
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.unfamiliar import is_familiar
from app.confidentiality.detectors.view import BLANK, View
from index.chunk import Action, Finding

Span = tuple[int, int]

_LOGIN = r"[A-Za-z][\w.\-]{2,63}"
_CHATS = (
    "t.me|telegram.|vk.me|m.me|fb.me|viber.me|wa.me|api.whatsapp|chat.whatsapp|join.skype"
    "|discord.gg|icq.im|max.ru|tg:",
    r"(?:t\.me|telegram\.(?:me|dog)|vk\.me|m\.me|fb\.me|viber\.me|wa\.me|icq\.im|max\.ru"
    r"|(?:api|chat)\.whatsapp\.com|join\.skype\.com|discord\.gg|tg:/)"
    r"/(?:s/|send/?\?phone=|resolve\?domain=)?"
    rf"(?P<v>(?:joinchat|invite)/[\w\-]{{6,40}}|@?{_LOGIN}|\+?\d{{7,15}}|\+[\w\-]{{6,40}})"
    r"(?![\w(])",
)
_PROFILES = (
    "vk.com|ok.ru|facebook.com|fb.com|instagram.com|twitter.com|x.com|threads.net|linkedin.com"
    "|xing.com|github.com|habr.com",
    r"(?:vk\.com|ok\.ru|facebook\.com|fb\.com|instagram\.com|twitter\.com|x\.com|threads\.net"
    r"|linkedin\.com/(?:in|pub)|xing\.com/profile|github\.com|habr\.com(?:/(?:ru|en))?/users)"
    rf"/(?P<v>@?{_LOGIN})/?(?![\w/(])",
)
_SKYPE = (
    "skype|скайп",
    r"(?:skype|скайп[а-я]{0,2})(?:[ ](?:id|name|login|логин|имя))?[\"']?(?:[ ]?[:=—\-][ ]?|[ ])"
    rf"[\"']?(?P<v>(?:live:)?\.?{_LOGIN})(?![\w/(:])",
)
_LIVE = ("live:", rf"(?P<v>live:\.?{_LOGIN})(?![\w/(:])")
_EXTENSION = (
    "ext|доб|вн|внутр",
    r"(?:ext(?:ension|n)?(?:[ ](?:no|number|nr)\b)?|доб(?:авочн[а-я]{2,3})?"
    r"|вн(?:утр(?:енн[а-я]{2,3})?)?)(?:[ ](?:номер[а-я]{0,2}|тел(?:ефон[а-я]{0,2})?))?"
    r"(?:\.[ ]?|[ ]?[:#№=]{1,2}[ ]?|[ ]{1,2}[#№]?)(?P<v>\d{3,6}|\d\d-\d\d)"
    r"(?![\w%]|[.,:/\-]\d|[ ](?:files?|файл))",
)
_SHORT = (
    "phone|telephone|tel|desk_phone|dial|ring|call_|hotline|тел|набер|набир|звон|позвон",
    r"(?:(?:desk[ ]|tele)?phone(?:[ ](?:no\.?|number|nr|is))?|tel\.?|hotline"
    r"|(?:dial|ring|call[ ](?:me|us|him|her|them))(?:[ ](?:at|on))?"
    r"|тел(?:ефон[а-я]{0,2})?\.?|(?:набери[а-я]{0,2}|набира[а-я]{1,3}|(?:по)?звони[а-я]{0,3})"
    r"(?:[ ](?:мне|нам|ему|ей|им))?(?:[ ](?:на|по)(?:[ ]номеру)?)?)"
    r"(?:[ ]?[:#№=]{1,2}[ ]?|[ ]{1,2}[#№]?)"
    r"(?P<v>(?!(?:19|20)\d\d(?!\d))\d{4,6}|\d\d-\d\d(?:-\d\d)?)"
    r"(?=[ \t]*(?:[;)!?\"'\n]|[.,](?!\d)|$|[ ](?:for|if|and|or|to|in|from|before|after|when|для"
    r"|если|и|или|когда|до|после|по|в)\b))",
)
_STAFF = (
    "employee|staff_member|сотрудни|работни|personnel_file",
    r"(?:employee|staff[ ]member|personnel[ ]file|(?:сотрудник|работник)(?:а|у|ом|е)?"
    r"|(?:сотрудниц|работниц)(?:а|ы|у|е|ей))"
    r"(?:[ ]?(?:[#№:]|id|no\.?|nr\.?|number|номер|n)[ ]?[#№:]?[ ]?(?P<n>[A-Z]{0,3}-?\d{2,9})"
    r"|[ ](?P<v>(?!(?:19|20)\d\d(?!\d))[A-Z]{0,3}-?\d{4,8}))"
    r"(?![\w%/]|[.,:\-]\d|[ ](?:час|дн|руб|челов|год|г\.|лет|hours?\b|days?\b|years?\b|eur\b|usd\b))",
)
_CUES = Cues((_CHATS, _PROFILES, _SKYPE, _LIVE, _EXTENSION, _SHORT, _STAFF), within=False)
_PROFILE, _NUMBERS, _STAFFED = 1, 4, 6
"""Places in that table: profiles of sites, the first that is a number, the number of a person."""
_TILDE = re.compile(rf"~(?<![\w/.~=<>^@!$%&|+*\-]~)(?P<o>{_LOGIN})(?![\w(*@])(?!/\w)")
_PAGES = words(
    """
    joinchat share proxy addstickers addemoji setlanguage socks login home feed im about help
    explore settings notifications pricing features enterprise intent hashtag search public watch
    groups events pages marketplace policies privacy terms jobs learning
    """
)

_DEGREES = (
    r"-?\d{1,3}(?:\.\d{3,9}[ ]?°?"
    r"|°[ ]?(?:\d{1,2}(?:\.\d{1,6})?['′’][ ]?(?:\d{1,2}(?:\.\d{1,4})?[\"″”])?)?)"
)
_SIDE = r"(?:[ ]?(?:[NSEWСЮВЗ]\b|[сю]\.?[ ]?ш\.?|[вз]\.?[ ]?д\.?))"
_POINT = re.compile(
    rf"(?=[\d\-])(?<![\w.,\-°])(?<!\d[ ])(?<!\d{{3}},[ ])"
    rf"(?P<p>(?P<a>{_DEGREES}){_SIDE}?(?:[ ]?[,;/][ ]?|[ ])"
    rf"(?P<b>{_DEGREES}){_SIDE}?)(?!\.?\w|°|,[ ]?-?\d)"
)
_AXES = re.compile(
    r"(?:(?<![a-z])lat(?:itude)?|(?<![а-яё])широт[аы])[\"']?[ ]?[:=]?[ ]?[\"']?"
    r"(?P<a>-?\d{1,2}\.\d{3,9})[\"']?"
    r"[,;&\s]{1,8}[\"']?(?:lon(?:g(?:itude)?)?|lng|долгот[аы])[\"']?[ ]?[:=]?[ ]?[\"']?"
    r"(?P<b>-?\d{1,3}\.\d{3,9})(?![\w.])",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:coord|координат|\bgps\b|\bgeo|гео|\blat\b|\bll=|\bq=|широт|locat|локаци|\bmaps?\b|\bкарт[аеуы]\b"
    r"|\bточк[аеуи]\b|\boffice|\bофис|warehouse|\bсклад|\bhome\b|\bдома?\b|address|адрес"
    r"|data ?cent(?:er|re)|\bцод|\bsite\b|площадк|наход|\bmeet|встреч|situated|parked|@\Z)",
    re.IGNORECASE,
)
_NEAR = 60


class Reach:
    """Finds by what a person or a place is reached."""

    name = "reach"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each account, number, folder and point."""
        view = View.of(text)
        for kind, span in spans(view.text):
            if BLANK not in view.text[slice(*span)]:
                yield view.finding(kind, Action.MASK, span, self.name)


def spans(text: str) -> Iterator[tuple[str, Span]]:
    """Kind and place of each."""
    for number, match in _CUES.matches(text):
        if number >= _NUMBERS:
            group = "v" if number < _STAFFED or match["v"] else "n"
            yield ("CUSTOMER" if number == _STAFFED else "PHONE"), match.span(group)
        elif is_account(match["v"].strip("@.-"), number == _PROFILE):
            end = match.start("v") + len(match["v"].rstrip(".-"))
            kind = "PHONE" if match["v"].lstrip("+").isdigit() else "HANDLE"
            yield kind, (match.start("v"), end)
    for match in _TILDE.finditer(text) if "~" in text else ():
        name = match["o"].rstrip(".-_")
        if name.casefold() not in SERVICE and (named(name) or not _is_known(name)):
            yield "PATH", (match.start(), match.start() + 1 + len(name))
    yield from _points(text)


@functools.lru_cache(maxsize=4096)
def is_account(name: str, on_a_site: bool = False) -> bool:
    """Whether a name in the place of an account is somebody's, not a page or a product's channel.
    On a site, where products have pages as well, it has to be built of a person's name."""
    low = name.casefold().removeprefix("live:")
    if not low[:1].isalpha() or "/" in low or low.startswith("cid."):
        return True
    if low in OWNERS or low in _PAGES or low in SERVICE:
        return False
    return named(low) or not (on_a_site or _is_known(low))


def _is_known(name: str) -> bool:
    """Whether every part of it is a word of the language or of the trade."""
    return all(is_familiar(p) for p in re.split(r"[._\-\d]+", name.casefold()) if len(p) > 2)


def _points(text: str) -> Iterator[tuple[str, Span]]:
    """Pairs of degrees: such by their signs or words, or beside a word for a place."""
    low = lowered(text)
    for match in _AXES.finditer(text) if "lat" in low or "широт" in low else ():
        yield "ADDRESS", match.span("a")
        yield "ADDRESS", match.span("b")
    for match in _POINT.finditer(text):
        first, second = (float(re.split("[°'′’ ]", match[side])[0]) for side in "ab")
        near = text[max(0, match.start() - _NEAR) : match.start()]
        told = "°" in match[0] or _PLACE.search(near)
        if told and abs(first) <= 180 and abs(second) <= 180:
            yield "ADDRESS", match.span("p")

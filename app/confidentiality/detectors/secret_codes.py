"""PINs, one-time and recovery codes, seed phrases, communities, and keys written in groups.

Invariant: one look of bounded length for each telling word; a list of codes is at most 24 lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.secret_anchors import Anchor
from app.confidentiality.detectors.secret_assigned import Span
from app.confidentiality.detectors.secret_speech import is_talk
from app.confidentiality.detectors.secret_values import Strength, strength
from app.confidentiality.detectors.secret_words import FUNCTION
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.unfamiliar import in_vocabulary

_BEFORE = tuple(
    words(
        """
    door gate alarm entry entrance access verification verify security confirm one-time
    onetime time backup back-up recovery recover 2fa mfa auth authentication authenticator
    unlock lock safe sms activation login pairing garage keypad building lockbox disarm
    master temporary reset scratch emergency rescue secret intercom lift elevator office
    room epp authinfo auth-info transfer
    бэкап бекап запасн резервн одноразов секретн проверочн смс аварийн дверной
    """
    )
)
_MORE = (
    r"(?:\s(?!(?:is|are|was|will|now|still|as|это|будет|теперь|сейчас|такой|такая)(?!\w))"
    r"(?:[a-zа-яё\-]{1,20}|\d{1,3})(?![\w#*\-]))"
)
"""One more word of what a code opens: no verb, no code."""
_AFTER = re.compile(
    r"(?i)\s+(?:(?:доступа|подтверждения|активации|восстановления|разблокировки|сигнализации"
    r"|безопасности"
    r"|домофона|двери|сейфа|замка|подъезда|ворот|калитки|шлагбаума|офиса|авторизации|входа|2fa|входной)"
    rf"{_MORE}{{0,4}}"
    r"|(?:от|из|для|на|к)\s+(?=[\w\-]{0,19}[^\W\d])[\w\-]{2,20}(?:\s[а-яё\-]{1,20}){0,3}"
    rf"|(?:for|to|of|on|at)\s+(?:the\s+|our\s+|my\s+)?[a-z\-]{{2,20}}{_MORE}{{0,6}})"
)
_OF_OTHERS = re.compile(
    r"(?i)(?<![a-zа-яё])(?:zip|postal|post|area|country|dial(?:l?ing)?|product|item|tax|cost|source|error"
    r"|status|exit|return|response|reply|почтов[а-яё]{2}|исходн[а-яё]{2})[ \-]\Z"
)
"""Before the codes that everybody may read."""
_PLACES = re.compile(
    r"(?i)door|gate|alarm|safe|entr|office|building|garage|lock|room|phone|sim|card|tablet|2fa|mfa|voicemail"
    r"|домоф|двер|сейф|замк|подъезд|ворот|калит|шлагб|офис|сигнал|смс|sms|телефон|карт|симк|доступ|подтв"
    r"|актив|восстан|разблок|безопас|автор|вход|склад|сервер|ячейк|переговор|planшет|планшет|cage|cabinet|vault|drawer|box|chest|шкаф|клетк"
)
_JOINT = re.compile(
    r"(?i)[ \t\"'`*)]{0,3}(?::|=|-|->|is|это|was|will be|теперь|now|такой|сейчас|still)?"
    r"(?:\s(?:now|still|теперь))?"
    r"[ \t]{0,3}[:\-]?[ \t]{0,3}[\"'`«*#(]{0,2}"
)
_CODE = re.compile(
    r"(?<![\w.])(?:\d[\d \-]{1,14}\d[#*]?|\d{1,6}[A-Za-zА-Яа-я#*]\d{1,8}[#*]?|[*#]\d{3,10}[#*]?)"
    r"(?![\w.]?\d|[A-Za-zА-Яа-яё%])"
)
_MADE = re.compile(r"[A-Za-z0-9]{2,10}(?:-[A-Za-z0-9]{3,10}){1,7}(?![\w\-])")
_SIGNED = re.compile(r"[^\s\"'`«»,;()<>]{6,32}(?=[\"'`»)]?[.,;]?(?:\s|$))")
_PRODUCT = re.compile(
    r"(?<![\w\-])(?=[A-Z\-]{0,28}\d)(?=[\d\-]{0,28}[A-Z])[A-Z\d]{5}(?:-[A-Z\d]{5}){4}(?![\w\-])"
)
_MIDDLE = re.compile(r"-[A-Z\d]{5}-[A-Z\d]{5}-")
"""Five groups of five: the key of a product, whatever it is called."""
_LED = re.compile(
    r"(?:^|\s)(?P<value>\d[\d \-]{1,10}\d[#*]?)\s(?:as|is|-|это)\s(?:[\w\-]{1,14}\s){0,3}$"
)
_UNIT = re.compile(
    r"(?i)\s?(?:ms|s|sec\w*|min\w*|hours?|days?|characters?|digits?|символ\w*|цифр\w*|знак\w*|секунд\w*|минут\w*"
    r"|дн\w+|час\w*|раз\w*|times|attempts|попыт\w+|bits?|[cmk]?m|[mk]?g|кг|[скм]?м|%|руб|₽|\$)(?![\w])"
)
_ITEM = re.compile(
    r"[ \t>]{0,6}(?:\d{1,2}[.)][ \t]|[-*•]\s)?[ \t]{0,3}[\"'`]?"
    r"(?P<value>[A-Za-z0-9]{4,12}(?:[- ][A-Za-z0-9]{3,12}){0,7})"
    r"[\"'`]?[ \t]{0,4}(?:\n|$)"
)
_LISTED = re.compile(
    r"(?P<value>[A-Za-z0-9]{4,12}(?:-[A-Za-z0-9]{3,12}){0,7})(?:[,;]?[ \t]{1,3}|[,;]|\n|$)"
)
_ITEMS = 24
_BASE32 = re.compile(
    r"(?<![\w\-])(?:[A-Z2-7]{4}(?:(?:[ \-][A-Z2-7]{4}){3,15}|[A-Z2-7]{12,60})"
    r"|[a-z2-7]{4}(?:[ \-][a-z2-7]{4}){3,15})(?![\w\-])"
)
_CONSTANT = re.compile(r"TION|MENT|ABLE|NESS|RING|TYPE|NAME|AUTH|USER|PASS|CODE|KEY")
"""What is in a name of a constant and seldom in letters drawn by chance."""
_ONE_TIME = re.compile(r"(?i)t?otp|2fa|mfa|authenticator|seed|secret|секрет|двухфактор|сид")
_BEFORE_SEED = re.compile(
    r"[^\n\w]{0,3}(?:\d\d (?:words|слов\w*)\))?[^\n\w]{0,6}"
    r"(?:(?:is|это|такая|такой|от [а-яё]+|for [a-z ]{2,20})\b[^\n\w]{0,4})?\s{0,4}[\"'`«]?"
)
_SEED = re.compile(
    r"(?:\d{1,2}[.)]?\s{0,2})?(?P<word>[a-z]{3,8}|[а-яё]{2,10})(?![\w])(?:\s{0,2}[,;|]\s{0,2}|\s{1,4}|$)(?:(?=\d{1,2}[.)])|)"
)
_JOINING = 4
"""Words such as `about` and `again` that the lists of seed words hold; a sentence has more."""
GROUPS = re.compile(
    r"(?=(?:[A-Za-z0-9]{3,8}[ ]){1,9})(?P<value>[A-Za-z0-9]{3,8}(?:[ ][A-Za-z0-9]{2,8}){1,9})(?![\w\-])"
)


def code(text: str, anchor: Anchor) -> Iterator[Span]:
    """`door code: 7714#`, `код из смс 1199 4420`, and the lists of recovery codes."""
    word = text[anchor.start : anchor.end].casefold()
    pin = word[0] in "pп" or "otp" in word or word.startswith(("combin", "комбин"))
    named = pin or _named(text, anchor)
    if text[anchor.end : anchor.end + 1].isalnum():
        return
    if _OF_OTHERS.search(text, max(0, anchor.start - 16), anchor.start):
        return
    after = _AFTER.match(text, anchor.end, anchor.end + 90)
    if after and not named and not _PLACES.search(after[0]):
        return
    if not (named or after):
        return
    ends = (after.end(), anchor.end) if after else (anchor.end,)
    if word.endswith(("s", "ы", "ов")) and not pin:
        listed = [span for end in ends for span in _listed(text, end)]
        if listed:
            yield from listed
            return
    for end in ends:
        joint = _JOINT.match(text, end, end + 24)
        at = joint.end() if joint else end
        span = _one_code(text, at, bool(joint and joint[0].strip(" \t\"'`*")) or bool(after))
        if span is not None:
            yield span
            return
    yield from _code_before(text, anchor)


def _named(text: str, anchor: Anchor) -> bool:
    """Whether the word before says what the code is for."""
    head = text[max(0, anchor.start - 24) : anchor.start].casefold().rstrip(" -_")
    start = max(head.rfind(sign) for sign in " _(\"'\n") + 1
    return head[start:].startswith(_BEFORE) and len(head) - start <= 16


def _one_code(text: str, at: int, joined: bool) -> Span | None:
    for shape in (_CODE, _MADE, _SIGNED):
        match = shape.match(text, at, at + 40)
        if match is None or _UNIT.match(text, match.end()):
            continue
        digits = sum(map(str.isdigit, match[0]))
        made = shape is _MADE and digits >= 2 and (joined or digits >= 4)
        made = made and strength(match[0]) >= Strength.LIKELY
        signed = shape is _SIGNED and digits > 0 and strength(match[0]) is Strength.SURE
        if (shape is _CODE and digits >= 4) or made or signed:
            return match.span()
    return None


def _code_before(text: str, anchor: Anchor) -> Iterator[Span]:
    """`903 117 is the verification code`, `7391 - пин от сейфа`."""
    match = _LED.search(text[max(0, anchor.start - 50) : anchor.start])
    if match and sum(map(str.isdigit, match["value"])) >= 4:
        base = max(0, anchor.start - 50)
        yield base + match.start("value"), base + match.end("value")


def _listed(text: str, at: int) -> Iterator[Span]:
    """The codes of a list that follows, one a line or one after the other."""
    line = text.find("\n", at, at + 80)
    head = text[at : line if line >= 0 else at + 12]
    if line >= 0 and not re.search(r"[.!?]\s", head):
        at_line = line + 1
        for _ in range(_ITEMS):
            item = _ITEM.match(text, at_line, at_line + 80)
            if item is None:
                break
            if any(map(str.isdigit, item["value"])):
                yield item.span("value")
            at_line = item.end()
        if at_line > line + 1:
            return
    joint = re.compile(r"[ \t]{0,2}[:\-][ \t\n]{0,4}").match(text, at, at + 8)
    at = joint.end() if joint else len(text)
    for _ in range(_ITEMS):
        item = _LISTED.match(text, at, at + 60)
        if item is None or not any(map(str.isdigit, item["value"])):
            return
        if len(item["value"]) >= 6:
            yield item.span("value")
        at = item.end()


def seed(text: str, anchor: Anchor) -> Span | None:
    """Twelve to twenty-five plain words after `seed phrase`, numbered or not."""
    joint = _BEFORE_SEED.match(text, anchor.tail, anchor.tail + 60)
    at = first = joint.end() if joint else anchor.tail
    last, count, joining = at, 0, 0
    for _ in range(25):
        item = _SEED.match(text, at, at + 40)
        joining += item is not None and item["word"] in FUNCTION
        if item is None or joining > _JOINING:
            break
        count, at, last = count + 1, item.end(), item.end("word")
    return (first, last) if count >= 11 else None


def community(text: str, low: str, anchor: Anchor) -> Span | None:
    """An SNMP community, where the text speaks of SNMP or of a community string."""
    near = "snmp" in low[max(0, anchor.start - 80) : anchor.end + 60]
    string = text[anchor.start : anchor.end].casefold().endswith(("string", "name"))
    if not (near or string):
        return None
    joint = re.compile(
        r"(?i)[\"'`]?\s{0,2}(?:\([^)\n]{1,20}\)\s?)?(?:(?:for|on|of|на|от|для)\s[^\n:]{1,40}?\s)?(?::|=|is|-|это)?\s{1,3}[\"'`]?"
        r"|[:=]\s?[\"'`]?"
    ).match(text, anchor.tail, anchor.tail + 80)
    value = re.compile(r"[^\s\"'`,;<>]{4,64}").match(text, joint.end()) if joint else None
    if value is None:
        return None
    said = value[0].rstrip(".)")
    bad = (
        said.casefold() in ("public", "private", "string", "strings")
        or strength(said) < Strength.WORD
    )
    plain = strength(said) is Strength.WORD and is_talk(said)
    return None if bad or plain else (value.start(), value.start() + len(said))


def products(text: str) -> Iterator[Span]:
    """`X7Q2K-LM9PR-...`: keys of products, five groups of five."""
    for middle in _MIDDLE.finditer(text):
        match = _PRODUCT.match(text, max(0, middle.start() - 5))
        if match:
            yield match.span()


def seeds(text: str) -> Iterator[Span]:
    """`JBSW Y3DP EHPK 3PXP`: the seed of one-time codes, in groups of four of base 32.

    Two groups mix letters and digits, or one does and a word for such codes stands before.
    """
    for match in _BASE32.finditer(text):
        groups = re.split("[ -]", match[0])
        if len(groups) == 1:
            told = _ONE_TIME.search(text, max(0, match.start() - 60), match.start())
            if told and not _CONSTANT.search(match[0]):
                yield match.span()
            continue
        mixed = sum(any(map(str.isdigit, g)) and any(map(str.isalpha, g)) for g in groups)
        said = sum(g.isalpha() and in_vocabulary(g.casefold()) for g in groups)
        if (
            mixed
            and said < 2
            and any(letter in "GHIJKLMNOPQRSTUVWXYZ" for letter in match[0].upper())
        ):
            told = _ONE_TIME.search(text, max(0, match.start() - 60), match.start())
            if mixed > 1 or told:
                yield match.span()


def grouped(text: str, at: int, family: str) -> Span | None:
    """`abcd efgh ijkl mnop`, `X7Q2 KLM9 P0R3`: groups of one length, most with a digit or capitals."""
    match = GROUPS.match(text, at, at + 100)
    if match is None:
        return None
    groups = match["value"].split(" ")
    size = len(groups[0])
    while groups and (len(groups[-1]) > size or len(groups[-1]) < 2):
        groups.pop()
    if len(groups) < 2 or any(len(group) != size for group in groups[:-1]):
        return None
    if len(groups[-1]) != size and not groups[-1].isdigit():
        groups.pop()
    mixed = sum(any(map(str.isdigit, group)) for group in groups)
    letters = (
        len(groups) >= 4
        and family == "password"
        and size == 4
        and all(group.isalpha() and group.islower() for group in groups)
    )
    if len(groups) < 2 or not (letters or (mixed * 2 >= len(groups) and mixed >= 2)):
        return None
    return at, at + len(" ".join(groups))

"""Credentials in sentences: a telling word, some words between, then the value; or the value first.

`the password for grafana is x`, `пароль от базы такой: x`, `поменял пароль на x`, `x is the
password`, `type x when it asks for the password`. What counts as a value depends on how the two are
joined: by a sign or `is`, a plain word will do; by a cue (`use`, `держи`), a word with a number; by
nothing but nearness, only what no name of a thing looks like.

Invariant: one look of bounded length for each telling word, so the time is linear.
Deliberately elsewhere: joints of code (`secret_assigned`), codes and seeds (`secret_codes`).
"""

from __future__ import annotations

import re

from app.confidentiality.detectors.secret_anchors import Anchor
from app.confidentiality.detectors.secret_assigned import Span, clean, closes, phrase
from app.confidentiality.detectors.secret_codes import grouped
from app.confidentiality.detectors.secret_speech import is_passphrase, is_talk, is_thing
from app.confidentiality.detectors.secret_values import (
    Strength,
    is_keyed,
    is_name,
    is_token,
    strength,
)
from app.confidentiality.detectors.secret_words import COMMON, CUES, FUNCTION, LOGINS, SOFT
from app.confidentiality.detectors.tables import words

_PARTICLE = re.compile(
    r"(?:[은는이가를]|\s?설정은)(?=[\s!-~])|(?:就是|是|为|為|は)(?=[!-~]{4,64}(?![!-~\u4e00-\u9fff]))"
)
_AFTER = frozenset(" \t\n\"'’`*_:)=,-(»”\\…") | {""}
_REACH = 200
_TOKENS = 16
TOKEN = re.compile(r"[\"`«“'‘(\[*]{0,4}[^\s\"`«»“”]{1,120}[\"`»”'’)*\].,;:!?]{0,4}")
_BREAK = re.compile(
    r"(?<=[^\W_])[.!…][\"')»]?\s+(?=[\"'(«]?[A-ZА-ЯЁ])"
    r"(?!(?:New|It's|Its|Now|Here|Новый|Новая|Теперь|Сейчас|Вот|Держи|Лови|Там)\b)"
    r"|\n[ \t>]*\n|\n[ \t]*(?:[#|*•]|\d+[.)]\s|- )"
)
_JOINTS = words(
    """
    : = - -- -> => → – ― := ==
    """
)
_COPULA = words(
    """
    is are was were это be equals stays remains became такой такая такие следующий следующая
    takoj takoi eto ist est es
    """
)
_SETTING = re.compile(r"\n[ \t]*[\"'\w.\-]{1,60}[ \t]*[:=]")
_LISTED = re.compile(r"\s*(?:[:=]|- |-> )")
_ARGUMENT = re.compile(r"\(\w{2,40}[:=]")
"""`usernamePassword(credentialsId: 'nexus')`: the value belongs to the argument's own name."""
_DIGITS = re.compile(r"\d+")
_NEXT_WORD = re.compile(r"[ \t]{1,3}(?=[a-zа-яё])")
_QUOTE = re.compile(r"[\"`«“'‘*(\[]*([\"`«“'‘])")
_CLOSER = {"«": "»", "“": "”", "‘": "’"}
_IDS = words(
    """
    id ids uuid guid name names created_at updated_at
    """
)
_STOPS = words(
    """
    a an the any your no not never неверный
    """
)
_TO = words(
    """
    to на as
    """
)
_CHANGED = re.compile(
    r"(?i)\b(?:chang|reset|set|rotat|updat|switch|смени|сменя|поменя|измени|сброс|постав|обнов|установ|задал)"
)


ABOUT = words(
    """
    generator manager policy policies reset resets hash hashes field fields length prompt prompts file
    rotation vault store expiry expiration complexity strength history hygiene authentication auth
    protection recovery requirements rules hint management managers spraying stuffing encryption
    менеджер менеджеры генератор политика хранилище
    """
)
"""What makes of the word before it another thing: `password generator: pwgen`."""
_QUALIFIERS = words(
    """
    доступа api апи бота бот bot value сервиса webhook вебхука
    """
)


def said(text: str, anchor: Anchor, limit: int) -> Span | None:
    """The value that a sentence gives after a telling word; `limit` is where the next word stands."""
    start = anchor.tail
    particle = _PARTICLE.match(text, start)
    start = particle.end() if particle else start
    if not particle and text[start : start + 1] not in _AFTER:
        return None
    clause = _clause(text, start, min(len(text), start + _REACH, max(limit, start)))
    owned = text[start : start + 2] in ("'s", "’s")
    joined = particle is not None or owned
    at = start + 2 if owned else start
    before, count, asked = "", 0, False
    if "phrase" in text[anchor.start : anchor.end].casefold() and not joined:
        several = _NEXT_WORD.match(text, at)
        span = phrase(text, several.end(), True) if several else None
        if span is not None:
            return span
    for match in TOKEN.finditer(text, at, clause):
        raw = match[0]
        if raw.startswith(("```", "котор", "which")) or "](" in raw:
            return None
        if raw.strip("….>|") == "":
            continue
        if count == 0 and not joined and _ARGUMENT.fullmatch(raw):
            return None
        if raw in _JOINTS or raw.strip("()*_\"'`") in _JOINTS:
            joined, before = True, raw
            continue
        if joined or count == 0 or not raw.isalpha() or before in SOFT or before in CUES:
            span = _at(text, anchor, match, joined, before, count)
            if span is not None:
                return span
        if count == 0 and raw.strip(".,:;()[]*`\"'").casefold() in ABOUT:
            return None
        word = raw.strip(".,;:!?()[]\"'`«»*_").casefold()
        joined = _still_joined(raw, word, joined, text[max(0, anchor.start - 40) : match.start()])
        asked = asked or raw.rstrip("\"'»”").endswith("?")
        before = "?" if asked and (word in SOFT or raw.rstrip("\"'»”").endswith("?")) else word
        count += word not in _QUALIFIERS and any(map(str.isalnum, raw))
        if count > _TOKENS:
            return None
    return None


def _still_joined(raw: str, word: str, joined: bool, so_far: str) -> bool:
    if raw[-1] in ":=" and len(raw) > 1:
        return True
    if word in _COPULA:
        return True
    if word in _TO and _CHANGED.search(so_far):
        return True
    return joined and word in SOFT and word not in _STOPS


def _clause(text: str, start: int, stop: int) -> int:
    """Where the sentence that goes on at `start` ends, at most one line break later."""
    edge = _BREAK.search(text, start, stop)
    stop = edge.start() + 1 if edge else stop
    while (
        stop > start and stop < len(text) and not (text[stop - 1].isspace() or text[stop].isspace())
    ):
        stop -= 1  # no value is cut in two
    line = text.find("\n", start, stop)
    if line < 0:
        return stop
    so_far = text[max(0, text.rfind("\n", max(0, start - 200), start) + 1) : line].rstrip()
    words = so_far.split()
    last = words[-1].strip("*_").casefold() if words else ""
    goes_on = last[-1:] in ":=" or last in _COPULA or last in SOFT or len(so_far) > 50
    if not goes_on or _SETTING.match(text, line):
        return line
    second = text.find("\n", line + 1, stop)
    return second if second >= 0 else stop


def _at(
    text: str, anchor: Anchor, match: re.Match[str], joined: bool, before: str, count: int
) -> Span | None:
    """The value at one token of the sentence, if it is one there."""
    if not joined and count and before != "?" and before not in CUES and before not in SOFT:
        bare = match[0].strip(".,;:!?()[]\"'`«»*_")
        if (bare.isalpha() and match[0][-1:] != "!") or len(bare) < 4:
            return None
    quote = _QUOTE.match(match[0])
    if quote and (joined or count == 0 or before in CUES):
        inside = _inside(text, anchor, match.start() + quote.start(1), quote[1], joined)
        if inside is not None:
            return inside
    start, end = clean(text, *core(text, match))
    value = text[start:end]
    found = strength(value)
    if is_keyed(value) or (before in _IDS or before.endswith(("_id", "-id"))):
        return None
    if joined:
        several = grouped(text, start, anchor.family)
        if several is None and anchor.family == "password" and value.isalpha():
            strict = "фраз" not in text[anchor.start : anchor.tail]
            several = phrase(text, start, strict)
        if several is not None:
            return several
    if found is Strength.NONE:
        return None
    if anchor.family != "password":
        return (
            (start, end)
            if _token_said(anchor.family, value, found, (joined, count, before))
            else None
        )
    if found is Strength.WORD:
        return _word(text, anchor, (start, end), joined, count, before)
    return (start, end) if _mixed(text, (start, end), found, (joined, count, before)) else None


def core(text: str, match: re.Match[str]) -> Span:
    start, end = match.span()
    while start < end and text[start] in "\"`«“'‘(*[":
        start += 1
    while end > start and text[end - 1] in "\"`»”'’*":
        end -= 1
    return start, end


def _inside(text: str, anchor: Anchor, at: int, sign: str, joined: bool) -> Span | None:
    """What stands between quotes: one word or a passphrase."""
    last = text.find(_CLOSER.get(sign, sign), at + 1, at + 100)
    if last < 0:
        return None
    value = text[at + 1 : last]
    if "\n" in value or value != value.strip() or not value:
        return None
    if " " in value:
        words = value.split()
        whole = anchor.family == "password" and joined and sign != "`" and is_passphrase(words)
        return (at + 1, last) if whole else None
    found = strength(value)
    if anchor.family != "password":
        return (at + 1, last) if joined and is_token(value) and found else None
    if found is Strength.WORD:
        return (at + 1, last) if not is_talk(value) and (joined or sign != "`") else None
    return (at + 1, last) if found and (joined or not is_name(value)) else None


def _token_said(family: str, value: str, found: Strength, place: tuple[bool, int, str]) -> bool:
    """Tokens and keys in a sentence must look like one, more so the looser they are joined."""
    joined, count, before = place
    cases = any(map(str.isupper, value)) and any(map(str.islower, value))
    if family == "key":
        return found is Strength.RANDOM and cases and (joined or count == 0)
    if found < Strength.LIKELY or (is_name(value) and not joined):
        return False
    near = joined or count == 0 or before in CUES
    near = near or (count <= 4 and cases and value.isalnum() and len(_DIGITS.findall(value)) > 1)
    return near and is_token(value) and (joined or any(map(str.isdigit, value)))


def _mixed(text: str, span: Span, found: Strength, place: tuple[bool, int, str]) -> bool:
    """Whether a word with digits or signs is a password where it stands."""
    value = text[span[0] : span[1]]
    joined, count, before = place
    if joined:
        return not (is_name(value) and _LISTED.match(text, span[1]))
    name = is_name(value) or value.casefold() in LOGINS
    if value.isdigit():
        return count == 0 and (len(value) >= 6 or (len(value) >= 4 and closes(text, span[1])))
    if found is Strength.RANDOM:
        return (count == 0 or before in CUES) and not re.fullmatch(r"[0-9a-f]+", value)
    if found is Strength.SURE:
        return not name
    if name:
        return False
    if count == 0 or before in CUES or before == "?":
        return True
    ends = closes(text, span[1])
    made = (any(map(str.isdigit, value)) and value[:1].isupper()) or "_" in value
    return ends and made and not text[span[0] - 1].isalnum()


def _word(
    text: str, anchor: Anchor, span: Span, joined: bool, count: int, before: str
) -> Span | None:
    """Whether a plain word or several are the password."""
    value = text[span[0] : span[1]].rstrip("!?")
    folded = value.casefold()
    if joined and folded in SOFT:
        return None
    if folded in COMMON and (joined or count == 0):
        default = folded in text[max(0, anchor.start - 30) : anchor.start].casefold()
        if folded not in LOGINS or (default and closes(text, span[1])):
            return span
    if joined:
        if before == "на" and is_thing(value):
            return None
        far = count > (3 if before in ("это", "-") else 8)
        return span if not far and closes(text, span[1]) and not is_talk(value) else None
    russian = text[anchor.start : anchor.start + 5].casefold() == "parol"
    foreign = value.isascii() and (russian or not text[anchor.start].isascii())
    alone = foreign and (count == 0 or before in CUES or before in SOFT)
    loud = text[span[1] - 1 : span[1]] == "!" and value[:1].isupper() and before not in FUNCTION
    alone = alone or (foreign and loud)
    good = alone and folded not in LOGINS and folded not in FUNCTION and not is_talk(value)
    return span if good and closes(text, span[1]) and len(value) >= 5 else None

"""The net under the other rules for credentials: a telling cue with something like a value.

What the careful rules leave alone because it looks like a name (`pw: saffron-thunder-correct`, `login
x / y`, `reset it to sunflower`, `root password on x is y`) keeps a text inside all the same.
Invariant: every pattern begins with a word and has bounded repetition. Deliberately elsewhere: all
that can tell a credential for certain (`secrets` and its parts).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from app.confidentiality.detectors import (
    secret_bare,
    secret_codes,
    secret_hinted,
    secret_made,
    secret_plain,
)
from app.confidentiality.detectors.cues import UNREAD, Cues, Unread
from app.confidentiality.detectors.secret_prose import ABOUT
from app.confidentiality.detectors.secret_speech import is_talk
from app.confidentiality.detectors.secret_values import Strength, strength
from app.confidentiality.detectors.secret_words import FUNCTION, LOGINS, SOFT
from app.confidentiality.detectors.unfamiliar import is_familiar
from app.confidentiality.detectors.view import View
from app.confidentiality.verdict import CREDENTIAL
from app.confidentiality.verdict import UNREAD as UNREAD_KIND
from index.chunk import Action, Finding

Span = tuple[int, int]

_CUE = r"(?:pass(?:word|wd|phrase|code)?|pwd?|psw|парол[ьяюем]{1,3}|пасс?|паролик|креды)"
_VALUE = r"[\"'`«]?(?P<v>[^\s\"'`«»<>{}()\[\],;|\u27e6\u27e7]{4,64})"
_CLOSED = r"(?=[\"'`»]?[.!]?\s*(?:$|\n|[,;)]| (?:and|и|but|а|then|потом)\b))"
_STATED = (
    rf"(?<![\w\-.$/]){_CUE}(?: (?:for|on|of|to|at|от|на|для|к|у|рута"
    rf"|root)? ?[\w.\-]{{1,40}}){{0,4}}"
    rf"(?: is| was| =|:| -| —| это| теперь| now)[ ]{_VALUE}{_CLOSED}"
)
_PHRASE = (
    rf"(?<![\w\-.$/]){_CUE}[ \t]?[:=][ \t]?[\"'`]?(?P<v>[a-z]{{3,12}}"
    rf"(?:-[a-z]{{3,12}}){{2,6}})(?![\w\-.])"
)
_PAIR = (
    r"(?<!\w)(?:login|log in|creds?|credentials|use|as|user|логин|заходи(?:те)?|зайди|под"
    r"|уч[её]тк[а-я]{1,2}|доступ[а-я]{0,2})(?![a-zа-я])"
    r"(?: под| as| with|:| -)? ?[\"'`]?(?P<l>[a-z][\w.@\-]{1,40})[\"'`]? ?[/:] ?"
    r"[\"'`]?(?P<v>[^\s\"'`<>{}()\[\],;|/\u27e6\u27e7]{5,64})[\"'`]?(?=[\s.,;!)]|$)"
)
_RESET = (
    r"(?<!\w)(?:reset(?:ted)?|chang(?:ed?|ing)|set|rotated) (?:it|that|this one|mine|his"
    r"|hers|theirs|yours)"
    rf"(?: back)? to {_VALUE}{_CLOSED}"
    r"|(?<!\w)(?:сброс[а-я]{1,4}|сменил[аи]?|поменял[аи]?|поставил[аи]?"
    r"|измени[а-я]{1,3}) (?:его |ей |ему |им )?на"
    rf" [\"'`«]?(?P<r>[a-z][^\s\"'`«»<>{{}}()\[\],;|]{{4,40}}){_CLOSED}"
)
_FREE, _SPARSE = 64_000, 2
"""Tries of a pattern that any text may cost, and one more for so many characters."""
_PLAIN = re.compile(r"[\w!@#$%^&*+\-=?.~]+\Z")


_OWN = (
    ("pass|pwd|pw|psw|парол|пас|креды", _STATED),
    ("pass|pwd|pw|psw|парол|пас|креды", _PHRASE),
    ("login|log_in|cred|use|as|user|логин|заход|зайди|под|учетк|учётк|доступ", _PAIR),
    ("reset|chang|set|rotated|сброс|сменил|поменял|поставил|измени", _RESET),
)
_PLAIN_FROM = len(_OWN)
_MADE_FROM = _PLAIN_FROM + len(secret_plain.TABLE)
_CUES = Cues((*_OWN, *secret_plain.TABLE, *secret_made.TABLE), within=False)


class SecretRest:
    """Finds values beside a cue of a credential that no careful rule took."""

    name = "secret_rest"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each value."""
        view = View.of(text)
        for kind, span in spans(view.text):
            yield view.finding(kind, Action.LOCAL, span, self.name)


def spans(text: str) -> Iterator[tuple[str, Span]]:
    """The kind and place of each such value."""
    nets = (
        _cued(text),
        secret_made.lines(text),
        _coded(text),
        secret_hinted.hinted(text),
        secret_bare.bare(text),
    )
    for span in itertools.chain.from_iterable(nets):
        yield UNREAD_KIND if isinstance(span, Unread) else CREDENTIAL, span


def _coded(text: str) -> Iterator[Span]:
    """What its groups of letters and digits give away."""
    yield from secret_codes.seeds(text)
    yield from secret_codes.products(text)


def _cued(text: str) -> Iterator[Span]:
    """One scan for the first words of all three tables."""
    done = 0
    for number, match in _CUES.matches(text, _FREE + len(text) // _SPARSE):
        if number == UNREAD:  # nobody writes so; what is not read must not leave
            yield Unread((match.start(), len(text)))
        elif number >= _MADE_FROM:
            yield from secret_made.judged(text, number - _MADE_FROM, match)
        elif number >= _PLAIN_FROM:
            plain = number - _PLAIN_FROM
            yield from secret_plain.judged(text, plain, match, done)
            done = max(done, match.end()) if plain == secret_plain.AROUND_IT else done
        else:
            group = "r" if number == 3 and match["r"] else "v"
            if _JUDGES[number](match, match[group]):
                yield match.span(group)


def _is_stated(match: re.Match[str], value: str) -> bool:
    said = match.string[match.start() : match.start("v")].casefold().split()
    return _is_value(value) and ABOUT.isdisjoint(said)


def _is_phrase(_match: re.Match[str], value: str) -> bool:
    return all(map(is_familiar, value.split("-")))


def _is_pair(match: re.Match[str], value: str) -> bool:
    return _is_paired(match["l"], value)


def _is_reset(_match: re.Match[str], value: str) -> bool:
    return _is_value(value) and "/" not in value


def _is_value(value: str) -> bool:
    low = value.rstrip(".!?:").casefold()
    if low in FUNCTION or low in SOFT or low in LOGINS or is_talk(low) or not low.isascii():
        return False
    return strength(value) is not Strength.NONE and _PLAIN.match(value) is not None


def _is_paired(login: str, value: str) -> bool:
    """`bpolozkov/maple-walrus-thunder`: a login that is no word, and no piece of a path or time."""
    known = all(is_familiar(part) for part in re.split(r"[._@\-]", login) if len(part) > 2)
    return not known and strength(value) is not Strength.NONE and not value.isdigit()


_JUDGES = (_is_stated, _is_phrase, _is_pair, _is_reset)

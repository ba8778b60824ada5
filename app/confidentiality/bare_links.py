"""A name of the net without a scheme in running text, which chat platforms make into a link.

Invariant: pure functions of one word, linear in it; what stands there is read as a reader would
show it (escapes, entities, emphasis and invisible signs undone). They lean to "a link": nothing is
restored there. Deliberately elsewhere: links that Markdown itself tells (`surroundings`), what a
host of the house is (`detectors`), whether a whole URL may be shown (`app.grounding`).
"""

from __future__ import annotations

import html
import re
import unicodedata

from app.confidentiality.detectors.domains import ENDINGS, FILE_ENDINGS, WORDY_ENDINGS
from app.confidentiality.detectors.tables import words

OWN = "\ue000"
"""Stands in a word for a value that was restored there."""
SEEN_AFTER = 64
"""So much of the answer after a stand-in tells whether it is a label of a longer name."""
_NO_DOT = 24
"""So much of it without any dot tells that it is none."""
LONGEST_WORD = 2000
"""A longer word of prose is taken for a link: no plain sentence has one."""

_MORE_ENDINGS = words(
    """
    academy accountant accountants actor adult agency ai airforce alsace amsterdam apartments app
    archi army art associates attorney auction audio auto autos baby band bar bargains bayern beauty
    beer berlin best bet bible bid bike bingo bio black blackfriday blue boats bond boo book boston
    boutique box broker build builders business buy buzz cab cafe cam camera camp cards care career
    careers cars casa case cash casino catering channel charity chat cheap christmas church city
    claims cleaning clinic clothing coach coffee college cologne community compare computer condos
    construction contact contractors cooking cool country coupons courses credit creditcard cricket
    cruises cyou dad dance date dating day deals degree delivery democrat dental dentist desi diamonds
    diet direct directory discount doctor dog domains download dubai earth eat education energy
    engineer enterprises equipment esq estate eus exchange expert exposed express fail faith family
    fan fans farm fashion feedback film financial fish fishing fit fitness flights florist flowers
    foo football forex forsale forum foundation frl fund furniture futbol fyi gallery game garden
    gay gift gifts gives giving glass global gmbh gold golf graphics gratis green gripe group guide
    guitars guru hair haus help hiphop hiv hockey holdings holiday homes horse hospital hot house
    how icu immo immobilien inc industries ing ink institute insure investments irish jetzt jewelry
    juegos kaufen kim kitchen kiwi koeln land lat law lawyer lease legal lgbt lifestyle lighting
    limited limo living loan loans locker lol london lotto love luxe luxury maison makeup management
    map market marketing markets mba meet meme memorial men menu mobi moda mom money monster mortgage
    motorcycles mov nexus new ngo ninja now nrw nyc observer okinawa one onl ong organic osaka page
    paris partners parts party pet phd photo photography photos pics pictures pink pizza place play
    plumbing plus poker porn pro productions prof promo properties property protection pub quebec
    quest racing recipes red rehab reise reisen rent rentals repair report republican rest restaurant
    review reviews rich rip rocks rodeo rsvp rugby ruhr sale salon sarl sbs schule science search
    select sexy shiksha shoes shopping show singles skin soccer social solar spa space srl storage
    stream style sucks supplies supply surf surgery swiss sydney tattoo tax taxi tennis theater
    theatre tickets tienda tips tires today tokyo top tours town toys trade trading training tube
    university uno vacations vegas vet viajes video villas vin vision vodka vote voto voyage wales
    watch webcam wed wedding wien win wine work world wtf xin yachts yoga yokohama you zip
    example test invalid onion
    """
)
"""Endings that a reader of chats links too; `domains` leaves them out, for a house has no hosts
there and a sentence has the words."""

_ENDINGS = ENDINGS | WORDY_ENDINGS | _MORE_ENDINGS
_RUN = re.compile(rf"[\w.\-{OWN}]+")
_NAME_GOES_ON = re.compile(
    r"[\w.\-\\&#;*~\u200b-\u200f\u2060\ufeff\u00ad\u3002\uff0e\uff61\u2024]*"
)
_AFTER_NAME = re.compile(r"(?::\d{1,5})?[/\\?#]")
_BEFORE_HOST = ("//", "\\\\", ":/", ":\\")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_UNSEEN = re.compile(r"[*~`\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DOTS = str.maketrans("\u3002\uff0e\uff61\u2024\u2044\u2215\u29f8\uff0f", "....////")
_LENGTH = re.compile(r"/\d{1,2}(?!\w)")
"""The length of a network behind its address."""
_V4 = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


def link_begins(word: str) -> int | None:
    """Where in a word (with `OWN` for restored values) a foreign host begins whose path, query or
    port its end is in; None where it is in none. The place is one of `shown(word)`.
    """
    if len(word) > LONGEST_WORD:
        return 0
    seen = shown(word)
    if seen.count(OWN) != word.count(OWN):
        return 0
    for run in _RUN.finditer(seen):
        if not _AFTER_NAME.match(seen, run.end()) or OWN in run[0]:
            continue
        before = seen[max(0, run.start() - 2) : run.start()]
        if before[-1:] in tuple("/\\") and before not in _BEFORE_HOST:
            continue  # a step of a path
        if _is_linked(run[0].strip("._-"), seen[run.end() : run.end() + 4]):
            return run.start()
    return None


def shown(word: str) -> str:
    """A word as a reader of Markdown shows it."""
    plain = _UNSEEN.sub("", _ESCAPE.sub(r"\1", html.unescape(word)).translate(_DOTS))
    return unicodedata.normalize("NFKC", plain)


def after_name(text: str, final: bool) -> str | None:
    """What may belong to a name that a stand-in right before `text` begins, at most `SEEN_AFTER`
    characters; None where more of the answer is needed to tell and may come."""
    found = _NAME_GOES_ON.match(text, 0, SEEN_AFTER)
    after = found[0] if found else ""
    if final or len(after) < len(text) or len(after) == SEEN_AFTER:
        return after
    return after if len(after) >= _NO_DOT and "." not in shown(after[:_NO_DOT]) else None


def is_label(after: str) -> bool:
    """Whether a stand-in before `after` (of `after_name`) is a label of somebody's domain: of one
    that has two labels of its own, so not where the value itself is all that could be owned.
    """
    labels = shown(after).rstrip(".-_").casefold().split(".")
    if len(labels) < 3:
        return False
    file = labels[-1] in FILE_ENDINGS and labels[-2] in FILE_ENDINGS | {"test", "spec", "min"}
    return len(after) == SEEN_AFTER or (_ends_as_linked(labels) and not file)


def stands(said: str, text: str) -> bool:
    """Whether this stands in a text, and is not the end of a longer name there."""
    return re.search(rf"(?<![\w.\-/\\]){re.escape(said)}", text) is not None


def _is_linked(name: str, after: str) -> bool:
    labels = name.split(".")
    if _V4.fullmatch(name):
        return _LENGTH.match(after) is None
    return len(labels) > 1 and _ends_as_linked(labels)


def _ends_as_linked(labels: list[str]) -> bool:
    last = labels[-1].casefold()
    return last in _ENDINGS or last.startswith("xn--")

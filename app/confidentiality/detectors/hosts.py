"""Names of machines: full names, the hosts of URLs, and bare internal names.

A full name counts when its ending is one of the net or of a house, and it is not known to
everybody. Deliberately elsewhere: which bare names are built like a machine's (`machines`) and
where a bare word is one by its place (`positions`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from app.confidentiality.detectors.addresses import is_telling
from app.confidentiality.detectors.called import is_called, may_call
from app.confidentiality.detectors.called_words import is_proper
from app.confidentiality.detectors.cues import before
from app.confidentiality.detectors.domains import (
    FILE_ENDINGS,
    INTERNAL_ENDINGS,
    WORDY_ENDINGS,
    is_ending,
    is_public,
    is_reserved,
)
from app.confidentiality.detectors.machines import Shape, scan, shape_of
from app.confidentiality.detectors.plain_words import is_made, is_technical
from app.confidentiality.detectors.positions import is_cued, placed
from app.confidentiality.detectors.standing import stands
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.trade_words import (
    DIGITED,
    GENERIC,
    PLAIN,
    PRODUCTS,
    ROLES,
    SITES,
    STAGES,
    VERSIONED,
)
from app.confidentiality.detectors.unfamiliar import in_vocabulary, is_familiar

Span = tuple[int, int]

_FULL = re.compile(r"(?P<h>[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,12})\.?(?![\w({]|-\w)")
_DOT = re.compile(r"\.(?<=[\w\-].)[\w\-]")
_LABEL = re.compile(r"(?<![\w.$%{}\\\-])\w[\w\-]{0,62}\Z")
_BROKEN = re.compile(
    r"(?=[a-z0-9])(?<![\w.\-])(?P<h>[a-z0-9\-]{2,63}(?:\.[a-z0-9\-]{2,63}){0,4}"
    r"(?:\.\n[ \t]{0,8}|\n[ \t]{0,8}\.)"
    r"(?:[a-z0-9\-]{2,63}\.){0,4}(?:internal|local|lan|corp|intra|ru|com|net|org|io))(?![\w.\-])"
)
_WRAPPED = re.compile(
    r"\n(?<=[.\w]\n)[ \t]{0,8}[\w\-.]{0,200}\b(?:internal|local|lan|corp|intra|ru|com|net|org|io)\b"
)
_URL = re.compile(r":(?:\\?/){2}(?P<rest>[^\s<>\"'`|^\u27e6\u2026]{1,2000})")
_SCHEME = re.compile(r"(?:jdbc:)?(?<![A-Za-z0-9+.\-])[A-Za-z][A-Za-z0-9+.\-]{1,20}\Z")
_LOCATION = re.compile(r"(?::\d{2,5})?/(?=[\w?#%~])[\w\-./?=&%#+:@,~!]{0,500}[\w/=]")
"""What follows a host in an address without a scheme, and in the name of an image."""
_BUCKET = re.compile(r"(?:s3[an]?|gs|gcs|oss|abfss?|wasbs?|yos|smb|cifs|nfs|file)$", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[^\s/@]{0,200}@)?(?P<h>\[[0-9A-Fa-f:.%]{2,60}\]|[\w.\-]{1,253})(?::\d{1,5})?"
)
_HOLE = re.compile(
    r"^(?:host(?:name)?|server|domain|address|ip|fqdn|url|my\w*|your\w*|some\w*|x+)$|[<>{}$*]", re.I
)
_CODE = words("com org net io ru java javax sun android dev github self this os sys np pd std")
_EVEN = re.compile(r"(?:[A-Z]?[a-z0-9]*(?:-[A-Z]?[a-z0-9]+)*|[A-Z0-9\-]+)$")
_BRIEF = words(
    "ad as be bs by ca cd ch ci cn db dc de ds dw en es eu fe fr fs ga go gw hq id kv lb lk mc mq ms "
    "ns pg pv py rs ru rw sc sd sg sh sl sp sq sw tg ts ui uk us vm vs wg ws xx yy zk zz"
)
"""Short for a role or a product, for a country or for nothing."""
_FREE, _SPARSE = 100, 200
_PIECED = re.compile(r"[a-z]{2,16}(?:-[a-z]{2,16}){1,2}$")
_COUNTED = re.compile(r"(?P<w>[a-z]{3,16})-?\d{1,3}$")
_STAGED = words("prod prd stage stg staging dev preprod uat qa")
_SERVING = ROLES - GENERIC - VERSIONED - PLAIN
"""Roles that hardly another word has, which a name of a machine ends with."""
_HEX = re.compile(r"[a-f\d]{4,64}$")
_OTHERS = re.compile(
    r"(?i)(?:bucket|бакет[а-я]{0,2}|project|проект[а-я]{0,2}|namespace|repo(?:sitory)?|репозитори[а-я]"
    r"|branch|ветк[а-я]|chart|image|образ[а-я]{0,2}|topic|топик[а-я]{0,2}|queue|очеред[а-я]|role|роль"
    r"|label|package|module|deployment|service|secret|pod|job|dashboard)[:=]?[ ][\"'`]?\Z"
)
_EVERY_CLUSTER = re.compile(
    r"^(?:svc\.)?cluster\.local$|(?:^|\.)(?:default|kube-system|kube-public|monitoring"
    r"|ingress-nginx|cert-manager|istio-system"
    r"|logging|observability|my-[\w\-]+|[\w\-]*namespace)\.svc(?:\.|$)|^rc\.local$"
)
"""Names of services that every cluster has, and those of manuals."""


def named(text: str) -> Iterator[tuple[str, Span]]:
    """(kind, span) of every URL and host that tells something of the house."""
    public: list[Span] = []
    for match in _URL.finditer(text):
        scheme = before(text, match.start(), _SCHEME, 27)
        if scheme is None or _BUCKET.match(scheme[0]):
            continue
        span = scheme.start(), match.start("rest") + len(_rest(match))
        if _is_house(match):
            yield "URL", span
        public.append(span)
    for match in _full(text):
        if is_internal(match["h"]) and not _path_like(text, match):
            more = _LOCATION.match(text, match.end("h"))
            yield ("URL", (match.start("h"), more.end())) if more else ("HOST", match.span("h"))
    if _WRAPPED.search(text):
        for match in _BROKEN.finditer(text):
            if is_internal(re.sub(r"\s", "", match["h"])):
                yield "HOST", match.span("h")
    left = _FREE + len(text) // _SPARSE
    for span, shape in scan(text, public):
        name = text[slice(*span)]
        if shape is Shape.TELLING or is_cued(text, span[0], name) or is_known_name(name):
            yield "HOST", span
        elif _PIECED.match(name) and is_made(name):
            left -= 1
            if _is_placed(text, span, left):
                yield "HOST", span
    for span in placed(text):
        yield "HOST", span


def _full(text: str) -> Iterator[re.Match[str]]:
    """Every dotted name, by its first dot."""
    for dot in _DOT.finditer(text):
        first = before(text, dot.start(), _LABEL, 63)
        match = _FULL.match(text, first.start()) if first else None
        if match:
            yield match


@functools.lru_cache(maxsize=8192)
def is_known_name(name: str) -> bool:
    """What people call machines by with a number (`yew26`, `osaka5`) or a word (`frodo-backup`)."""
    counted = _COUNTED.match(name)
    if counted is None:
        pieces = name.split("-")
        return (
            name.islower()
            and len(pieces) in (2, 3)
            and (any(map(is_proper, pieces)) or _is_staged(pieces))
        )
    base = counted["w"]
    if name in DIGITED or _HEX.match(name):
        return False
    return may_call(base) or is_proper(base) or not (in_vocabulary(base) or is_technical(base))


def _is_staged(pieces: list[str]) -> bool:
    """`walrus-dev`, `otter-pg`: what machines are called by, and a stage or a role."""
    first, last = pieces[0], pieces[-1]
    named = last in _STAGED or (last in _SERVING and first not in PRODUCTS)
    return len(pieces) == 2 and named and may_call(first) and first not in STAGES


def _is_placed(text: str, span: Span, left: int) -> bool:
    """Whether a name in pieces stands where a machine's does, and is not said to be another thing.

    Of a text that has more of them than anybody writes, all are taken for one: none is `left` to read.
    """
    return left < 0 or (before(text, span[0], _OTHERS, 24) is None and is_called(text, *span))


def is_internal(host: str, schemed: bool = False) -> bool:
    """Whether a dotted name is a host's, and not one that everybody knows."""
    labels = host.split(".")
    last = labels[-1].casefold()
    if "_" in labels[-1] or any(not label for label in labels):
        return False
    if (
        is_reserved(host)
        or is_public(host)
        or ("_" in host and not schemed and last not in INTERNAL_ENDINGS)
    ):
        return False
    if schemed:
        return True
    if not (host.islower() or host.isupper()) and not _even(labels, last):
        return False
    if labels[0] in _CODE and last not in INTERNAL_ENDINGS and not re.search(r"[\d\-]", host):
        return False
    if last in INTERNAL_ENDINGS:
        return not _EVERY_CLUSTER.search(host.casefold()) and (
            not labels[0].isdigit() or len(labels) > 2
        )
    if last in FILE_ENDINGS and last not in WORDY_ENDINGS:
        return False
    shape = shape_of(labels[0]) if len(labels[0]) > 2 else Shape.NO_NAME
    if last in WORDY_ENDINGS:
        return len(labels) > 2 and bool(re.search(r"[\d\-]", host))
    if last.rstrip("0123456789") in SITES or last in SITES:
        return bool(shape) and any(map(str.isdigit, labels[0]))
    if last in STAGES and len(labels) > 2 and not is_ending(last):
        return any(map(_is_odd, labels))
    if is_ending(last):
        return not all(label.isdigit() for label in labels[:-1])
    return shape is Shape.TELLING and last.isalpha() and len(last) > 1


def _is_odd(label: str) -> bool:
    """Whether a label is no word that anybody knows."""
    return len(label) > 4 and not (label in PRODUCTS or is_familiar(label) or is_technical(label))


def _even(labels: list[str], last: str) -> bool:
    """A name in mixed case (`Db01.CORP.local`), not code: each label is of one case or a title."""
    built = last in INTERNAL_ENDINGS or (
        is_ending(last) and any(re.search(r"[\d\-]", x) for x in labels)
    )
    return built and all(_EVEN.match(label) for label in labels)


def _rest(match: re.Match[str]) -> str:
    """What belongs to the URL: closing marks of the sentence around it do not."""
    rest = match["rest"].rstrip(".,;:!?*_\\")
    while rest[-1:] in ")]}" and rest.count("([{"[")]}".index(rest[-1])]) < rest.count(rest[-1]):
        rest = rest[:-1].rstrip(".,;:!?*_\\")
    cut = re.search(r"\]\(|\)\[|\)[,;.]", rest)
    return rest[: cut.start()] if cut else rest


def _is_house(match: re.Match[str]) -> bool:
    host = _HOST.match(_rest(match))
    if host is None:
        return False
    name = host["h"].strip("[]").rstrip(".")
    if _HOLE.search(name):
        return False
    if is_telling(name.split("%")[0]):
        return True
    if "." in name and not re.fullmatch(r"[\d.]+", name):
        return is_internal(name, schemed=True)
    if "." in name or ":" in name:
        return False
    return stands_in_address(name) or (name.isdigit() and len(name) > 7)


def stands_in_address(name: str) -> bool:
    """Whether a bare name behind `://` is a machine's, of two letters too (`nfs://io/export`)."""
    short = len(name) == 2 and name.isalpha() and name.islower()
    return stands(name, firm=True) or (short and name not in PLAIN and name not in _BRIEF)


def _path_like(text: str, match: re.Match[str]) -> bool:
    """A piece of a path, a key or a call, not a name by itself."""
    before = text[max(0, match.start() - 2) : match.start()]
    if before.endswith("/") and not before.endswith("//") and not _HOSTED.search(match["h"]):
        return True
    return match["h"].count("-") > 12


_HOSTED = re.compile(r"\.(?:internal|local|lan|corp|intra|ru|com|net|org|io)$")

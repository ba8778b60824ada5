"""Bare names of machines (`msk-kafka-3`, `srv_fin01`, `WS-BUH-17`), judged by how they are built.

A name tells by itself when its parts are those of names of machines: a role or a place with a
number, a stage with a role, letters with a number that no manual uses. Anything less tells only in a
place where names of machines stand. Versions, regions, sizes of instances, dates, hashes, packages
and the vocabulary of Kubernetes are none.
Invariant: one scan of the text; the judgement of a name depends on the name alone and is kept.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from enum import IntEnum

from app.confidentiality.detectors.trade_words import (
    DIGITED,
    EXAMPLES,
    FARMS,
    GENERIC,
    HOLES,
    PLAIN,
    PODS,
    PRODUCTS,
    ROLES,
    SITES,
    STAGES,
    VERSIONED,
    VERSIONS,
    WEAK_PLACES,
)

Span = tuple[int, int]


class Shape(IntEnum):
    """How much a name tells by how it is built."""

    NO_NAME = 0
    IN_PLACE = 1
    TELLING = 2


TOKEN = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+){0,11}")
_BEFORE = re.compile(r"[\w.\-$%#~+]\Z|[$#]\{\Z")
_AFTER = re.compile(
    r"[\w\-(]|\.(?!(?:log|conf|cfg|txt|bak|dump|tar|gz|sql|pid|out|csv|json|ya?ml|rrd|pcap|key|crt"
    r"|pem|csr)\b)\w"
)
_HOUSE = re.compile(r"[A-Z]{2,5}-(?P<role>[A-Z]{2,8})-?\d{1,4}$")
"""The firm's letters, a role and a number, as a domain of Windows has them (`KB-PRINT42`)."""
_DATE = re.compile(
    r"\d{4}-\d\d(?:-\d\d.{0,6})?$|\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]*-\d",
    re.I,
)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$", re.IGNORECASE)
_HEX = re.compile(r"(?=[a-f]*\d)[0-9a-f]{6,64}$")
_REGION = re.compile(
    r"(?:^|-)(?:[a-z]{2,5}-)?(?:north|south|east|west|central|northeast|southeast|southwest"
    r"|northwest|gov-west"
    r"|gov-east|ru-central)-?\d{1,2}(?:-?[a-f])?(?=-|$)"
)
_SIZE = re.compile(
    r"[a-z]{1,4}\d[a-z]{0,3}-(?:nano|micro|small|medium|large|x?large|\d{1,2}xlarge|standard"
    r"|highmem|highcpu|metal)"
    r"(?:-\d{1,3})?$|(?:gpu-|io-)?standard-v\d$"
)
_GROUP = re.compile(r"[0-9A-Fa-f]{1,4}$")
"""A piece of an IPv6 address,"""
_GROUPED = re.compile(r"[0-9A-Fa-f:]:|.{0,2}[0-9A-Fa-f]{1,4}:[0-9A-Fa-f:]")
"""and what stands beside one in the address."""
_POD = re.compile(r"-(?=[a-z0-9]*\d)[bcdf0-9a-z]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$")
_PERSONAL = re.compile(
    r"(?:DESKTOP|LAPTOP|WIN)-[A-Z0-9]{7,11}$|(?:DESKTOP|LAPTOP|WIN|PC|NB|WKS|WS|ARM|SRV)-"
    r"(?=[A-Z]*\d)[A-Z0-9]{5,15}$"
)
"""What Windows calls a machine that nobody has named, and names after a person or a place."""
_PART = re.compile(r"(1c|k8s|[a-z]*)(\d*)([a-z]?)$")
_COMMON_VERSIONS = frozenset("0")
_STRONG = ROLES - GENERIC - VERSIONED
_PLACES = SITES | STAGES
_SPOKEN_STAGES = {"production", "stage", "staging", "live", "canary", "sandbox", "hotfix", "prod"}
_PHRASED = {
    "build",
    "deploy",
    "job",
    "ci",
    "cicd",
    "file",
    "log",
    "logs",
    "data",
    "core",
    "live",
    "test",
}
"""Parts that make words of ordinary sentences with a stage (`build-stage`)."""
_ATOMS = sorted(
    (ROLES | SITES | STAGES) - {"a", "t", "ap", "es", "ts", "ch", "ns", "np", "int"}, key=len
)
_ATOM = "|".join(sorted(map(re.escape, _ATOMS), key=len, reverse=True))
_GLUED = re.compile(rf"(?:{_ATOM}){{2,4}}$")
_SITED = re.compile(
    rf"(?:{'|'.join(sorted(SITES))}|eu|ru|kz|by|dev|tst|test)\d?[dpqstu]?(?:{_ATOM}|es|ts|ch|ns|bk|bkp){{1,2}}"
    r"\d{0,3}$"
    rf"|[a-z]{{2,4}}\d{{1,2}}[dpqstu]?(?:{_ATOM}|es|ts|ch|ns){{1,2}}\d{{2,3}}$"
)


def scan(text: str, skipped: list[Span]) -> Iterator[tuple[Span, Shape]]:
    """Every name built like a machine's outside `skipped` (in order), with how much it tells."""
    at = 0
    for match in TOKEN.finditer(text):
        shape = _shape(match[0])
        if not shape:
            continue
        start, end = match.span()
        while at < len(skipped) and skipped[at][1] <= start:
            at += 1
        if at < len(skipped) and skipped[at][0] < end:
            continue
        if _BEFORE.search(text[max(0, start - 2) : start]) or _AFTER.match(text, end):
            continue
        if _GROUP.match(match[0]) and _GROUPED.match(text[max(0, start - 2) : end + 2]):
            continue
        yield (start, end), shape


@functools.lru_cache(maxsize=32768)
def _shape(token: str) -> Shape:
    """The shape of any token of the scan."""
    if len(token) < 3 or len(token) > 64 or token.isdigit() or token.isalpha():
        return Shape.NO_NAME
    return shape_of(token)


@functools.lru_cache(maxsize=16384)
def shape_of(name: str) -> Shape:
    """How much a name of at most 64 letters, digits, dashes and underscores tells."""
    low = name.casefold()
    if _PERSONAL.match(name):
        return Shape.TELLING
    house = _HOUSE.match(name)
    if house and house["role"].lower() in ROLES and name.split("-")[0].lower() not in PLAIN:
        return Shape.TELLING
    if _DATE.match(low) or _UUID.match(low) or _SIZE.match(low) or not re.search("[a-z]", low):
        return Shape.NO_NAME
    parts = re.split("[-_]", _REGION.sub("", low).strip("-_"))
    if not HOLES.isdisjoint(parts) or not parts[0]:
        return Shape.NO_NAME
    if parts[0].isdigit() or (parts[0][0].isdigit() and not parts[0].startswith("1c")):
        return Shape.NO_NAME
    cased = name.islower() or name.isupper()
    if len(parts) == 1:
        return _single(parts[0]) if cased else Shape.NO_NAME
    if _POD.search(low):
        public = set(_POD.sub("", low).split("-")) <= PRODUCTS | PLAIN | DIGITED | GENERIC | PODS
        return Shape.NO_NAME if public else Shape.TELLING
    shape = _compound(parts, cased, name.islower())
    if "_" in name and shape is Shape.TELLING:
        neat = (
            len(parts) < 4 and _base(parts[0]) in ROLES | _PLACES and _numbered(parts[-1]) and cased
        )
        return shape if neat else Shape.IN_PLACE
    return shape


def is_glued(word: str) -> bool:
    """Whether a lower-case word is two or more roles and places written as one (`pgmaster`)."""
    return len(word) > 4 and word not in PLAIN | PRODUCTS and bool(_GLUED.match(word))


def _single(part: str) -> Shape:
    """One piece: a role with a number, or roles glued (`dbprod1`, `msksrv12`)."""
    base, digits = _cut(part)
    padded = len(digits) == 2 and digits[0] == "0" and not _HEX.match(part)
    if padded and len(base) > 3 and base not in PLAIN | GENERIC:
        return Shape.TELLING if base not in EXAMPLES | VERSIONED else Shape.IN_PLACE
    if part in DIGITED or part in PLAIN or len(digits) > 4:
        return Shape.NO_NAME
    if any(map(str.isdigit, part)) and len(part) > 4 and _SITED.match(part):
        return Shape.TELLING
    if not digits:
        return Shape.IN_PLACE
    if base in ROLES:
        return Shape.TELLING if _is_count(base, digits) else Shape.IN_PLACE
    if not base:
        return Shape.IN_PLACE if len(part) < 16 and part[0].isalpha() else Shape.NO_NAME
    return (
        Shape.TELLING
        if len(base) > 4 and _GLUED.match(base) and base not in PLAIN
        else Shape.IN_PLACE
    )


def _is_count(role: str, digits: str) -> bool:
    """Whether the number after a role counts machines: it is no version, no part of an example."""
    if digits.startswith("0"):
        return len(digits) > 1
    if role in VERSIONED:
        return digits not in VERSIONS.get(role, _COMMON_VERSIONS)
    return role not in EXAMPLES or (len(digits) == 2 and role in FARMS)


def _compound(parts: list[str], cased: bool, lower: bool) -> Shape:
    worded = any(part in PLAIN and part not in ROLES | _PLACES for part in parts)
    rest = [part for part in parts if part not in DIGITED]
    bases = [_base(part) for part in rest]
    roles = [base for base in bases if base in ROLES or (base and _GLUED.match(base))]
    places = [base for base in bases if base in _PLACES]
    numbers = [part for part in rest if part.isdigit()]
    if any(len(number) > 4 for number in numbers) or any(len(part) > 15 for part in parts):
        return Shape.IN_PLACE if roles or places else Shape.NO_NAME
    if any(_HEX.match(part) for part in parts):
        return Shape.TELLING if len(roles) > 1 and places else Shape.NO_NAME
    attached = [part for part in rest if _numbered(part) and not part.isdigit()]
    padded = any(re.search(r"(?:^|[a-z])0\d{1,2}$", part) for part in rest)
    if not numbers and not attached:
        if {"srv", "svr"} & set(parts) and len(roles) == len(parts):
            return Shape.TELLING
        telling = places and (roles or len(set(places)) > 1) and len(parts) < 5
        phrased = set(places) <= _SPOKEN_STAGES and not _PHRASED.isdisjoint(parts)
        spoken = worded or phrased or parts[-1] in ("canary", "sandbox", "hotfix")
        return Shape.TELLING if telling and cased and not spoken else Shape.IN_PLACE
    if (places and (len(parts) > 2 or padded or attached)) or (padded and (roles or attached)):
        return Shape.TELLING
    if _is_ours(rest, bases, roles, attached if lower else [], cased):
        return Shape.TELLING
    return Shape.IN_PLACE if cased else Shape.NO_NAME


def _is_ours(
    rest: list[str], bases: list[str], roles: list[str], attached: list[str], cased: bool
) -> bool:
    """Whether a name with a number, but with no place, is a machine's all the same."""
    last = re.search(r"\d*$", rest[-1])
    number = int(last[0]) if last and last[0] else -1
    weak = all(base in VERSIONED or base in GENERIC or base in PRODUCTS for base in bases if base)
    if [base for base in attached if _base(base) in ROLES] and roles:
        return cased and not (weak and number == 0)
    if len(roles) > 1 or (roles and not WEAK_PLACES.isdisjoint(bases)):
        podded = all(base in VERSIONED | PRODUCTS | PODS for base in bases if base)
        return (
            (not podded and number != 0)
            or number > 9
            or (bool({"k8s", "kube", "k3s"} & set(bases)) and number > 0)
        )
    if attached and cased and all(len(_base(part)) < 6 for part in attached):
        known = all(base in PRODUCTS or base in PLAIN for base in bases if base)
        return not known and len(rest) + len(bases) > 3
    if len(roles) == 1 and len(rest) == 2:
        if not cased or number < 1 or roles[0] not in bases[0]:
            return False
        few = number < 10 if roles[0] in GENERIC else number < 3
        return roles[0] in _STRONG or (not few and number < 1000 and _is_count(roles[0], rest[-1]))
    strange = [base for base in bases if base and base not in PLAIN | PRODUCTS | GENERIC | PODS]
    return bool(roles) and cased and number > 0 and (roles[0] in _STRONG or bool(strange))


def _base(part: str) -> str:
    return "1c" if part == "1c" else _cut(part)[0]


def _cut(part: str) -> tuple[str, str]:
    """(letters, number) of a piece like `app07` or `db1a`; no letters where it is built
    otherwise."""
    if part in ROLES or part in SITES:
        return part, ""
    match = _PART.match(part)
    if match is None:
        return "", ""
    return (match[1], match[2]) if match[2] else (match[1] + match[3], "")


def _numbered(part: str) -> bool:
    return bool(_cut(part)[1])

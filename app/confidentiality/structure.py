"""What a value is made of: host and domain, user and domain, address and port and path.

Invariant: what is kept in clear beside a placeholder tells nothing of the house: schemes, ports,
the length of a network, names that everybody knows, and words of a path that stand in `_SAFE`.
Everything else of a value gets a placeholder. Deliberately elsewhere: numbering (`ledger`).
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from app.confidentiality.detectors.domains import is_ending, is_public, is_reserved
from app.confidentiality.detectors.products import PRODUCTS
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.unfamiliar import in_vocabulary

_HOST = re.compile(r"([\w\-]{1,63})\.((?:[\w\-]{1,63}\.){1,12}[\w\-]{1,63})(\.?)")
_TWO = re.compile(r"[\w\-]{1,63}\.([^\W\d_][\w\-]{1,62})\.?")
_URL = re.compile(
    r"((?:jdbc:)?[A-Za-z][A-Za-z0-9+.\-]{1,20}://)"
    r"(?:([^\s/@?#]{1,200})@)?"
    r"(\[[0-9A-Fa-f:.%]{2,60}\]|[\w.\-]{1,253})"
    r"(:\d{1,5})?"
    r"(/[^\s?#]*)?(\?[^\s#]*)?(#\S*)?"
)
_EMAIL = re.compile(r"([\w.+\-]{1,64})@([\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8})")
_V4 = re.compile(r"(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(/\d{1,2})?")
_CIDR6 = re.compile(r"([0-9A-Fa-f:.]{2,45})(/\d{1,3})")
_HOME = re.compile(
    r"((?:/(?:export/)?home|/Users)/|~)([^\W\d_][\w.\-]{0,40})((?:/[^\\/\s]{0,80}){0,16})"
)
_SEGMENT = re.compile(r"v\d{1,2}|[a-z][a-z\-_.]{0,40}")
_SAFE = words(
    """
    api apis rest graphql grpc rpc v health healthz healthcheck live livez ready readyz readiness
    liveness status ping metrics federate targets rules alerts alert graph query range series
    labels login logout auth oauth token authorize callback admin docs doc swagger openapi json
    yaml xml html txt csv pdf index static assets public images img css js app web www ui
    dashboard dashboards panel explore search users user groups group roles role projects project
    repos repo repositories repository issues issue merge requests request pulls pull commits
    commit tree blob raw branches tags releases release pipelines pipeline jobs job builds build
    wiki pages page display spaces view edit create update delete list get set new latest stable
    download downloads upload uploads files file config configs configuration settings info
    version debug pprof stats server cluster clusters nodes node pods pod services service
    namespaces namespace deployments deployment events event logs log loki push write read
    cat indices nodes tasks snapshot restore backup backups browse board boards ticket tickets
    incidents incident runbooks runbook oncall home root main master d g t s p r a o data
    """
)
_FILES = words("py js ts go rs rb sh md txt log csv sql cfg conf ini toml lock java cpp h c tf bin")
_SHARED = re.compile(
    r"(?:com?|net|org|gov|edu|ac|msk|spb|nov|in|biz|info)\.[a-z]{2}", re.IGNORECASE
)
"""Endings of two parts below which anybody may have a name."""
_EVERYBODY_S = words("svc.cluster.local cluster.local home.arpa in-addr.arpa ip6.arpa")
_COMMON_NAMES = words("k8s k3s s3 ec2 e2e i18n l10n ipv4 ipv6 oauth2 http2 utf8 sha256 x86 arm64")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a value: kept where `label` is empty, else it gets a placeholder of that label.

    `key` tells the value apart from others of its label where the text alone does not; `whole` is
    what the part means when it stands by itself.
    """

    text: str
    label: str = ""
    key: str = ""
    whole: str = ""


def pieces(label: str, value: str) -> tuple[Piece, ...]:
    """The parts of a value, which put together are the value again."""
    match label:
        case "HOST" | "DOMAIN":
            return host(value)
        case "EMAIL":
            return _email(value)
        case "URL":
            return _url(value)
        case "IP" | "NET":
            return address(value)
        case "PATH":
            return _home(value)
        case _:
            return (Piece(value, label),)


def host(name: str) -> tuple[Piece, ...]:
    """A host's label and its domain apart; a name of two parts is a domain if it can be one."""
    match = _HOST.fullmatch(name)
    if match and _SHARED.fullmatch(match[2]):
        return (Piece(name, "DOMAIN"),)
    if match:
        short, domain, dot = match.groups()
        own = f"{short}@{domain}".casefold()
        kept = (Piece(dot),) if dot else ()
        label = Piece(short, "HOST", own, f"{short}.{domain}")
        return label, Piece("."), _domain(domain), *kept
    two = _TWO.fullmatch(name)
    return (Piece(name, "DOMAIN" if two and is_ending(two[1].casefold()) else "HOST"),)


def distinctive(piece: Piece) -> bool:
    """Whether a part is looked for by itself, too: a domain, a host's label with a number in it."""
    if piece.label == "DOMAIN":
        return "." in piece.text
    named = any(map(str.isdigit, piece.text)) and any(map(str.isalpha, piece.text))
    return piece.label == "HOST" and named and piece.text.casefold() not in _COMMON_NAMES


def network(address: str) -> str:
    """The first three numbers of an IPv4 address; empty for any other text."""
    match = _V4.fullmatch(address)
    return match[1].rpartition(".")[0] if match else ""


def address(value: str) -> tuple[Piece, ...]:
    """An address, or a network with its length kept: `10.1.2.0/24` is NET `10.1.2` and `.0/24`."""
    if match := _V4.fullmatch(value):
        length = int(match[2][1:]) if match[2] else 32
        if length >= 32:
            kept = (Piece(match[2]),) if match[2] else ()
            return Piece(match[1], "IP"), *kept
        octets = match[1].split(".")
        shown = max(1, min(3, -(-length // 8)))
        net, rest = ".".join(octets[:shown]), "." + ".".join(octets[shown:])
        return Piece(net, "NET"), Piece(rest + match[2])
    if match := _CIDR6.fullmatch(value):
        return Piece(match[1], "IP" if match[2] == "/128" else "NET"), Piece(match[2])
    return (Piece(value, "IP"),)


def _email(value: str) -> tuple[Piece, ...]:
    match = _EMAIL.fullmatch(value)
    if match is None:
        return (Piece(value, "EMAIL"),)
    user, domain = match.groups()
    return Piece(user, "EMAIL", value.casefold(), value), Piece("@"), _domain(domain)


def _domain(name: str) -> Piece:
    known = is_public(name) or name.casefold() in _EVERYBODY_S
    return Piece(name) if known else Piece(name, "DOMAIN")


def _url(value: str) -> tuple[Piece, ...]:
    match = _URL.fullmatch(value)
    if match is None:
        return (Piece(value, "URL"),)
    scheme, user, name, port, path, query, fragment = match.groups()
    out = [Piece(scheme)]
    if user:
        out += (Piece(user, "USER"), Piece("@"))
    out += _authority(name)
    out.append(Piece(port or ""))
    for segment in re.split(r"(/)", path or ""):
        out.append(Piece(segment) if _is_safe(segment) else Piece(segment, "PATH"))
    for mark, rest in (("?", query), ("#", fragment)):
        out += (Piece(mark), Piece(rest[1:], "QUERY" if rest[1:] else "")) if rest else ()
    return tuple(piece for piece in out if piece.text)


def _home(value: str) -> tuple[Piece, ...]:
    """A home folder of Unix: whose it is, and of the rest what is made of no common words.

    Any other path is one value.
    """
    match = _HOME.fullmatch(value)
    if match is None:
        return (Piece(value, "PATH"),)
    out = [Piece(match[1]), Piece(match[2], "USER")]
    for part in re.split("(/)", match[3]):
        out.append(Piece(part) if _is_common(part) else Piece(part, "PATH"))
    return tuple(piece for piece in out if piece.text)


def _is_common(part: str) -> bool:
    """Whether a part of a path is made of words that any project may have in it."""
    low = part.lower()
    if not low.strip("/") or _is_safe(low):
        return True
    return _SEGMENT.fullmatch(low) is not None and all(
        len(word) < 2 or word in _SAFE or word in _FILES or (len(word) > 2 and in_vocabulary(word))
        for word in re.split(r"[\-_.]", low)
    )


def _authority(name: str) -> tuple[Piece, ...]:
    if name.startswith("["):
        return Piece("["), Piece(name[1:-1], "IP"), Piece("]")
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return (Piece(name),) if is_public(name) or is_reserved(name) else host(name)
    return (Piece(name, "IP"),)


def _is_safe(segment: str) -> bool:
    """Whether a segment of a path is made of words that every service has."""
    if segment in ("", "/"):
        return True
    low = segment.casefold()
    return bool(_SEGMENT.fullmatch(low)) and all(
        word in _SAFE or word in PRODUCTS or re.fullmatch(r"v?\d{0,2}", word)
        for word in re.split(r"[\-_.]", low)
    )

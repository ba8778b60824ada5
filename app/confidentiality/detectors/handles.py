"""Names in chats and systems: HANDLE. `@jdoe`, `assigned to jdoe`, `anna.k:`, `for user mpetrova`.

A login counts when it is built of a name, or stands beside a word that only people's logins follow
and is no usual word, product or system account. Invariant: positions only, linear time. Deliberately
elsewhere: home folders and shares with names in them (`PATH`), addresses with an @ within.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from app.confidentiality.detectors.cues import Cues, Led
from app.confidentiality.detectors.handles_built import built, is_surname
from app.confidentiality.detectors.lexicon import rank
from app.confidentiality.detectors.names import GIVEN
from app.confidentiality.detectors.plain_words import is_technical
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.technical import HEADINGS, PRODUCTS
from app.confidentiality.detectors.unfamiliar import in_vocabulary, is_familiar
from app.confidentiality.detectors.view import BLANK, View
from index.chunk import Action, Finding

Span = tuple[int, int]

_LOGIN = r"[A-Za-z][A-Za-z0-9]{0,30}(?:[._\-][A-Za-z0-9]{1,30}){0,3}"
_AT = re.compile(rf"@(?<![\w@/.`:=\-+{BLANK}].)(?P<h>{_LOGIN})(?![\w/@(]|\.\w|-\w|:\w)")
_CUED = re.compile(
    r"(?<![^\W_])(?:assign(?:ed|ee)?(?:[ ]to)?|re-?assigned[ ]to|report(?:ed[ ]by|er)|"
    r"requested[ ]by|created[ ]by|updated[ ]by|closed[ ]by|opened[ ]by|approved[ ]by|"
    r"reviewed[ ]by|merged[ ]by|deployed[ ]by"
    r"|triggered[ ]by|acked[ ]by|started[ ]by|run[ ]by|executed[ ]by|committed[ ]by|"
    r"owned[ ]by|escalate(?:d)?[ ]to|ping|poke|cc|dm|user[ _]?name|user|login|logged[ "
    r"]in[ ]as|account|uid|author|reviewer|approver|owner"
    r"|on-?call|maintainer|requester|assignees?|slack|telegram|tg|github|nick(?:name)?|"
    r"handle|log[ ]?in[ ]as|log[ ]on[ ]as|crontab[ ](?:of|for)|home[ ]of|todo(?=\()|fixme(?=\()"
    r"|publickey[ ]for|password[ ]for|session[ ](?:opened|closed)[ ]for[ ]user|"
    r"keys?[ ]of|session[ ](?:[\w\-]{4,40}[ ])?of|contact|"
    r"for[ ]user|as[ ]user|invalid[ ]user|su[ ]-|sudo[ ]-u|sudo:"
    r"|логин|ник|пользовател[ьяюе]|назначен[аоы]?[ ](?:на|для)?|исполнитель|автор|"
    r"заявитель|юзер[ау]?|учётк[аиу]|учетк[аиу]|дежурн\w{2,3}|тг|телега|аккаунт[ау]?"
    r"|ревьюв?ер[ау]?|аппрувер[ау]?|denied[ ]для|доступ[а-я]{0,2}[ ](?:для|у)|не[ ]находит)"
    rf"[\"'`]?(?:[ ]?[:=|][ ]?|[ ]{{1,3}}|(?=\()|[ ]is[ "
    rf"])[\"'`(\[<]{{0,2}}(?P<h>@?{_LOGIN})(?![\w/@(]|\.\w|:\w|=|-\w)",
    re.IGNORECASE,
)
_RUN = re.compile(
    r"(?<![\w.\-/])(?:(?:adduser|useradd|userdel|deluser|passwd|usermod|chown|chage|gpasswd|finger"
    r"|sudo -u|su -|su|pkill -u|killall -u|ps -u|crontab -u)(?:[ ]-{1,2}[A-Za-z]{1,12}(?:[ ]"
    r"(?:docker|wheel|sudo|adm|admin|users|staff|libvirt|kvm)(?![\w.\-]))?){0,4}[ ]"
    r"|(?:uid|who|user_?id|actor|principal|login_?name|samaccountname|owner_?id|from)=[\"']?)"
    rf"(?P<h>{_LOGIN})(?![\w/@(]|\.\w)"
)
_FIRST = Cues(
    [
        (
            "crontab|home|todo|fixme|assign|re|creat|updat|clos|open|appr|merg|deploy|trigg|ack|start|run|exec|commit|own"
            "|escal|ping|poke|cc|dm|contact|key|user|log|acc|uid|auth|on|main|slack|tele|tg|git|nick|hand|publ"
            "|pass|sess|for|as|inv|su|лог|ник|пользов|назнач|испол|автор|заяв|юзер|уч|деж|тг|тел|рев|апп|denied"
            "|доступ|не нах"
            "|акк",
            _CUED,
        ),
        (
            "adduser|useradd|userdel|deluser|passwd|usermod|chown|chage|gpasswd|finger|sudo|su"
            "|pkill|killall|ps|crontab|uid|who|user|actor|principal|login|sam|owner|from",
            _RUN,
        ),
    ],
    within=False,
)
_STRONG = re.compile(
    r"(?i)assign|report|log|by[ \"'`:=|]|login|user[ _]?name|logged|publickey|password|"
    r"session|for[ ]user|as[ ]user|invalid|slack|telegram|tg\b|github|nick|handle|логин|"
    r"ник\b|тг|телега|назначен|исполнител|заявител|юзер|учётк|учетк|ping|poke|\bdm\b|"
    r"reviewer|approver|author|denied|ревьюв?ер|аппрувер"
)
_UID = re.compile(rf"u(?<!\wu)id=\d{{1,7}}\((?P<h>{_LOGIN})\)")
_LISTING = re.compile(
    rf"(?m)^(?:[\-dlcbps][rwxsStT\-]{{9}}[+.@]?[ ]{{1,6}}\d{{1,6}}[ ]{{1,6}}(?P<h>{_LOGIN})[ ]"
    rf"|(?P<p>{_LOGIN})[ ]{{1,12}}\d{{1,7}}[ ]{{1,6}}\d{{1,3}}\.\d[ ]{{1,6}}\d{{1,3}}\.\d[ ])"
)
_SAYS = re.compile(
    rf"(?m)^[ \t>*\-]{{0,6}}(?:\[?\d{{1,2}}:\d\d(?::\d\d)?(?:[ ]?[AaPp][Mm])?\]?[ "
    rf",\-]{{0,3}}|\[[^\]\n]{{4,24}}\][ ])?(?P<o><)?(?P<h>@?{_LOGIN})(?(o)>|(?:[ ]?:(?=[ "
    rf"]|$)|>(?=[ ])))"
)
_DOTTED = re.compile(
    r"(?<![\w@/.\-=+$])(?P<h>[A-Za-z]{2,20}[._][A-Za-z]{2,24}(?:-[A-Za-z]{2,20})?\d{0,4})(?![\w@(/=]|\.\w|-\w|:\d)"
)
_WORDLIKE = 8
"""From which rank of the lexicon on a first name is a word as well (`grant_r`)."""
_INITIALLED = re.compile(
    r"(?:_(?<=[a-z]{3}_)[a-z]|\.(?<=[a-z]{3}\.)[bgkpt-xz])(?![\w@(/=\[]|\.\w|-\w|:\d)"
)
_FIRST_NAME = re.compile(r"(?<![\w@/.\-=+$])[a-z]{3,20}\Z")
"""A first name with the letter of a surname (`anna.k`); `.c` and `.h` are ends of files."""
_SYSTEM = words(
    """
    root admin administrator postgres mysql redis nginx www www-data nobody daemon bin sys git
    ubuntu debian centos ec2-user vagrant docker jenkins deploy deployer deployment ansible
    backup operator guest test tester demo user users username service svc app application
    system bot ci cd runner gitlab-runner monitoring prometheus grafana elastic kibana kafka
    zookeeper hadoop hdfs spark airflow oracle dba sre devops ops oncall on-call support
    helpdesk security team everyone here channel all none null true false unknown anonymous
    nologin default public private replication replicator repl readonly readwrite pgbouncer
    rabbitmq celery django sidekiq consul vault cloud-user core pi sa me you us them him her it
    host hosts localhost the a an this that my your our their to for from by at on in of and or
    is as with id ids name names media import include param params return returns override
    deprecated before after pytest click property staticmethod classmethod dataclass decorator
    types babel angular vue react todo author since see link example gmail yandex mail latest
    repo repos repository repositories organisation organization org orgs actions action issue issues
    page pages runner runners workflow workflows pr prs token tokens url urls api webhook webhooks
    data dev prod staging master main head next beta alpha rc sha256 node hash keyframes charset
    font-face supports page component injectable input output autowired bean entity table column
    override test ignore suppress nullable nonnull
    """
)
_FILES = words(
    "com org net io ru de fr uk eu log txt md py js ts go rs sh yml yaml json xml csv "
    "conf cfg ini sql html css php rb java exe zip gz tar jar war pem key crt local ogg wav mp3 "
    "internal svc lan corp example dev app test id name type"
)


_INITIAL = re.compile(r"[a-z]{2,20}\d{0,3}[._\-][a-z]|[a-z][._\-][a-z]{2,20}\d{0,3}")
"""A surname and an initial, in any order: what hardly anything but a person's login is."""
_NOTED = Led("todo(|fixme(|xxx(|hack(", rf"(?:TODO|FIXME|XXX|HACK)\((?P<h>{_LOGIN})\)")


_KEYED = re.compile(r"(?i)user[\"']?[ ]?[:=][ ]?[\"']?\Z")
_NO_FILES = words("name id type dev app test example svc local internal lan corp")
"""What a handle may end in behind its dot."""


class Handles:
    """Finds names in chats and systems."""

    name = "handles"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each name; an @ before it belongs to it."""
        view = View.of(text)
        for start, end in _spans(view.text):
            if BLANK not in view.text[start:end]:
                yield view.finding("HANDLE", Action.MASK, (start, end), self.name)


def _spans(text: str) -> Iterator[Span]:
    for match in _AT.finditer(text):
        if _at_somebody(text, match):
            yield match.start(), match.end()
    for number, match in _led(text):
        if number:
            if _is_login(match["h"]):
                yield match.span("h")
            continue
        handle = match["h"].lstrip("@")
        strong = bool(_STRONG.match(text[match.start() : match.start("h")])) or bool(
            _STRONG.search(match[0][: match.start("h") - match.start()])
        )
        if (handle.islower() or "." in handle or "_" in handle) and (
            named(handle)
            or (_strange(handle) and (strong or _INITIAL.fullmatch(handle) or _alien(handle)))
            or (_INITIAL.fullmatch(handle) and _is_family(handle))
            or (_KEYED.search(text, match.start(), match.start("h")) and _unheard(handle))
        ):
            yield match.span("h")
    for match in _NOTED.finditer(text):
        if match["h"].casefold() not in _SYSTEM and not match["h"].isupper():
            yield match.span("h")
    for match in _LISTING.finditer(text):
        group = match.lastgroup or "h"
        if _is_login(match[group]):
            yield match.span(group)
    for pattern in (_UID, _SAYS):
        for match in pattern.finditer(text):
            handle = match["h"].lstrip("@")
            told = named(handle) or (pattern is _SAYS and match["o"] and _alien(handle))
            if told and handle.casefold() not in _SYSTEM and _spoken(handle):
                yield match.span("h")
    for match in _INITIALLED.finditer(text):
        name = _FIRST_NAME.search(text, max(0, match.start() - 20), match.start())
        given, _, usual = rank(name[0]) if name else (0, 0, 9)
        if name and _given(name[0]) and usual < min(given, _WORDLIKE):
            yield name.start(), match.end()
    for login in built(text):
        low = login["h"].casefold()
        if low not in _SYSTEM and low not in PRODUCTS:
            yield login.span("h")
    for match in _DOTTED.finditer(text):
        first, _, last = re.sub(r"\d", "", match["h"]).replace("_", ".").partition(".")
        if (
            _given(first)
            and last.casefold() not in _FILES
            and any(map(is_surname, last.split("-")))
        ):
            yield match.span("h")


def _led(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Every place of `_CUED`, number 0, and of `_RUN`, tried where their first words stand."""
    done = [0, 0]
    for number, match in _FIRST.matches(text):
        if match.start() >= done[number]:
            done[number] = match.end()
            yield number, match


def _is_login(login: str) -> bool:
    """Whether what a command or a listing names is a person's login."""
    return login.casefold() not in _SYSTEM and (named(login) or _alien(login))


def _spoken(handle: str) -> bool:
    """Whether it could begin a line of a chat: not a plain word in small letters, as keys are."""
    return rank(handle)[2] < 8 and handle.casefold() not in PRODUCTS | HEADINGS


def _at_somebody(text: str, match: re.Match[str]) -> bool:
    low = match["h"].casefold()
    parts = re.split(r"[._\-]", low)
    if low.rpartition(".")[2] in _FILES - _NO_FILES and "." in low:
        return False  # `-d @body.json`, or a domain
    if low in _SYSTEM or all(
        part in HEADINGS or part in PRODUCTS or part in _SYSTEM for part in parts
    ):
        return False
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    ends = text[match.end() : match.end() + 1] in ("", "\n")
    if not line.strip() and ends and not named(low):
        return False  # a decorator
    return named(low) or not all(rank(part)[2] >= 5 for part in parts)


def named(handle: str) -> bool:
    """Whether a login is built of a name: jdoe, j.doe, anna.k, petrov_iv, maria87."""
    low = handle.casefold()
    if low in _SYSTEM or low in PRODUCTS or low in HEADINGS:
        return False
    parts = [part for part in re.split(r"[._\-\d]+", low) if part]
    if not parts or any(part in PRODUCTS for part in parts):
        return False
    if len(parts) > 1:
        return any(
            _given(part) or (is_surname(part) and len(part) > 3) for part in (parts[0], parts[-1])
        )
    one = parts[0]
    if _given(one):
        return True
    return (
        len(one) > 3
        and rank(one)[2] == 0
        and (is_surname(one[1:]) or is_surname(one[:-1]) or is_surname(one) or _glued(one))
    )


def _glued(word: str) -> bool:
    """A given name and a surname in one word."""
    return any(_given(word[:cut]) and is_surname(word[cut:]) for cut in range(3, len(word) - 2))


def _given(word: str) -> bool:
    return len(word) > 2 and rank(word)[0] >= 6 and (rank(word)[2] < 8 or word in GIVEN)


def _is_family(handle: str) -> bool:
    """`rivers_f`: the longest piece is a surname, whatever else its word means."""
    return rank(max(re.split(r"[._\-\d]+", handle.casefold()), key=len))[1] >= 8


def _unheard(handle: str) -> bool:
    """Strange, and in no vocabulary of the trade either."""
    parts = [part for part in re.split(r"[._\-\d]+", handle.casefold()) if len(part) > 1]
    return _strange(handle) and not any(map(is_familiar, parts))


@functools.lru_cache(maxsize=4096)
def _alien(handle: str) -> bool:
    """Whether no piece of a login is a word of the language or of the trade."""
    pieces = [piece for piece in re.split(r"[._\-\d]+", handle.casefold()) if len(piece) > 2]
    return bool(pieces) and not any(in_vocabulary(p) or is_technical(p) for p in pieces[:1])


def _strange(handle: str) -> bool:
    """No usual word, product or system account."""
    low = handle.casefold()
    if low in _SYSTEM or low in PRODUCTS or low in HEADINGS or not 3 <= len(low) <= 24:
        return False
    parts = [part for part in re.split(r"[._\-\d]+", low) if part]
    long = [part for part in parts if len(part) > 1]
    return (
        bool(long)
        and not any(rank(part)[2] >= 5 or part in PRODUCTS or part in _SYSTEM for part in long)
        and not re.search(r"\d{4}", low)
    )

"""Paths that name a house or a person: REPOSITORY, SHARE, PATH (home folders), HANDLE (`CORP\\ivanov`).

Invariant: repositories of public projects and folders of service accounts (`/home/ubuntu`) tell
nothing and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.cues import Cues, Led, before
from app.confidentiality.detectors.domains import is_host_in_place
from app.confidentiality.detectors.hosts import stands_in_address
from app.confidentiality.detectors.public_sites import OWNERS
from app.confidentiality.detectors.standing import stands
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.trade_words import HOLES, PLAIN

Span = tuple[int, int]

_GIT = re.compile(
    r"@(?P<host>[\w.\-]{1,100}):(?P<v>(?P<o>~?[\w.\-]{1,80})(?:/[\w.\-]{1,80}){1,6})(?![\w/])"
)
_FORGE = Led(
    "github.com/|gitlab.com/|bitbucket.org/|gitverse.ru/|gitee.com/|codeberg.org/|ghcr.io/|quay.io/"
    "|docker.io/|hub.docker.com/r/",
    r"(?:(?<![\w.\-])|(?<=www\.))(?:github\.com|gitlab\.com|bitbucket\.org|gitverse\.ru"
    r"|gitee\.com|codeberg\.org|ghcr\.io|quay\.io|docker\.io"
    r"|hub\.docker\.com/r)/(?P<v>(?P<o>[A-Za-z0-9][\w.\-]{0,60})/[\w.\-]{1,80}"
    r"(?:/[^\s<>\"'`)\]}]{0,300})?)",
)
_REPOSITORIES = Cues(
    (
        (
            "repo|git|project|pipeline|репозитори|репа|репе|репу|репы|проект|модул|код|mr_in"
            "|pr_in|image|образ|доступ_к|доступа_к|исходник|форк|склонир|клонир|запуш|access_to",
            r"(?:repos?(?:itor(?:y|ies))?|git(?:lab|hub)?(?: (?:clone|project|repo|repository"
            r"|group|проект[а-я]{0,2}))?|project(?: path)?|pipeline(?: of| in)?"
            r"|репозитори[а-я]{1,2}|реп[аеуы]|проект[а-я]{0,2}|модул[а-я]{1,2}|код[а-я]{0,2}"
            r"(?: лежит)? в|mr in|pr in|image|образ[а-я]{0,2}|доступа? к|access to|исходник[а-я]{0,2}"
            r"(?: лежат)?(?: в)?|форк[а-я]{0,4}|с?клонир[а-я]{1,6}|запуш[а-я]{1,5}(?: в)?)"
            r"[\s:=\"'`*]{1,5}(?P<v>(?P<o>[A-Za-z0-9][\w\-]{1,40})(?:/[\w.\-]{1,60}){1,4}"
            r"(?::[\w.\-]{1,40}|[!#]\d{1,6})?)(?![\w/@])",
        ),
    )
)
_SERVED = re.compile(
    r"(?<![\w./\-@:])(?P<v>(?P<o>[a-z][a-z0-9\-]{2,30})/[a-z][a-z0-9]{2,20}[-_](?:api|core|front(?:end)?"
    r"|back(?:end)?|deploy|svc|service|ui|web|infra|lib|app|bot|worker|gateway|charts?|helm|ansible"
    r"|terraform|proto|sdk|client|server|cli|docs|tests?|migrations|manifests|pipelines?))"
    r"(?P<t>:[\w.\-]{1,40})?(?![\w/@\-]|\.\w)"
)
"""A project in a group, by what projects of services are called."""
_MERGE = re.compile(r"[!#]\d{1,6}(?!\w)")
_MERGED = re.compile(r"(?<![\w/.\-])(?P<o>[a-z0-9][\w\-]{1,40})(?:/[\w.\-]{1,60}){1,4}\Z")
_UNC = re.compile(
    r"(?=\\)(?<![\w\\:])(?P<v>\\\\(?:\\\\)?(?P<host>[A-Za-z0-9][\w.\-]{1,60})(?:\\{1,2}[\w$.\-]{1,80}"
    r"(?:\\{1,2}[\w$.\-]{1,80}(?: [\w$.\-]{1,40}(?=\\)){0,4}){0,10}|(?=[\s\"'`,;)]|$)))"
)
_SLASHED = re.compile(
    r"(?=//)(?<![\w:/\\.])(?P<v>//(?P<host>[A-Za-z0-9][\w.\-]{1,60})/[\w$.\-]{1,60}"
    r"(?:/[\w$.\-]{1,60}){0,10})(?![\w/])"
)
_SCHEMED = Led(
    "smb://|cifs://|nfs://|afp://|sshfs://|dav://|davs://",
    r"(?<!\w)(?P<v>(?:smb|cifs|nfs|afp|sshfs|davs?)://(?:[^\s/@]{1,60}@)?"
    r"(?P<host>[\w.\-]{2,100})[^\s<>\"'`|,;)]{0,300})",
)
_EXPORT = re.compile(
    r":/(?:exports?|srv|mnt|data|vol\w{0,8}|nfs\w{0,8}|shares?|backups?|home|var|pool\w{0,4}|tank"
    r"|storage|media|u\d\d|ifs|gv\d|fs)\b(?:/[\w.\-]{1,60}){0,8}"
)
_SERVER = re.compile(r"(?<![\w./\-:@])[A-Za-z0-9][\w.\-]{1,60}\Z")
_HOMES = Cues(
    (
        (
            "/home/|/users/|/export/home/",
            r"(?<![\w.\-])(?P<v>(?-i:/(?:export/)?home|/Users)/"
            r"(?P<o>[a-zа-яё][\w.\-]{1,40})(?:/[\w.\-~+@]{1,80}){0,12}/?)",
        ),
        (
            ":\\users|:/users|:\\\\users|:\\documents|:\\\\documents|:\\пользователи"
            "|:\\\\пользователи",
            r"(?P<v>:(?:\\{1,2}|/)(?:users|documents and settings|пользователи)(?:\\{1,2}|/)"
            r"(?P<o>[a-zа-яё][\w.\-]{1,40})(?:(?:\\{1,2}|/)[\w.\-~+@]{1,80}){0,12}(?:\\{1,2}|/)?)",
        ),
    )
)
_TILDE = re.compile(
    r"(?=~)(?<![\w/.~])(?P<v>~(?P<o>[a-z][a-z0-9_.\-]{2,31})(?:/[\w.\-]{1,80}){1,8})"
)
_LOGIN = re.compile(
    r"(?<![\w\\/.\-])(?P<v>(?P<d>[A-Za-z][A-Za-z0-9\-]{1,14}(?:\.(?:local|lan|corp|internal|ru"
    r"|com))?)\\{1,2}(?P<o>[A-Za-z][\w.\-]{2,30}\$?))(?![\w\\/(.]\w|\\)"
)
_LOGIN_CUE = re.compile(
    r"(?:login|user(?:name)?|account|as|runas|-u|/user|logged (?:in|on)|уч[её]тк[а-я]{1,2}"
    r"|запис[а-я]{1,2}|под|логин[а-я]{0,2}|пользовател[а-я]{1,3}"
    r"|юзер[а-я]{0,2})[\s:=\"'`]{1,4}\Z",
    re.IGNORECASE,
)
SERVICE = words(
    """
    ubuntu user username users admin administrator root git gitlab github ec2-user centos
    debian fedora rocky almalinux opc azureuser cloud-user core vagrant jenkins runner
    gitlab-runner circleci travis buildkite deploy deployer app apps application web www
    www-data nginx apache tomcat postgres mysql oracle redis mongodb elasticsearch kafka
    hadoop hdfs spark airflow jovyan nobody node python ruby rails django builder build ci
    runneradmin containeradministrator public default all shared guest test tester demo
    student me you yourname your-user youruser youruserid someuser some_user foo bar alice bob
    yc-user yourlogin login name linuxbrew pi odoo zabbix grafana prometheus ansible terraform
    k8s kube nonroot appuser dev developer docker steam minecraft data backup ftp ftpuser sftp
    mail пользователь имя
    """
)
_NO_DOMAIN = words(
    """
    builtin hklm hkcu hkey hkcr software error info warn warning debug fatal trace line
    program windows system system32 system64 nt server select from where and or the path c d e
    local users user
    """
)
_PUBLIC_HEADS = words(
    "and or origin upstream docs src lib app apps cmd pkg internal test tests bin etc usr var o"
    "pt tmp dev proc sys stable charts library tcp udp http https n a i o input yes read true o"
    "n client up ci cd dns"
)


def paths(text: str) -> Iterator[tuple[str, Span]]:
    """(kind, span) of every such path."""
    yield from _repositories(text)
    yield from _shares(text)
    for _, match in _HOMES.matches(text):
        start = match.start("v") - (text[match.start("v")] == ":")
        if _is_login_name(match["o"]):
            yield "PATH", (max(0, start), _end(text, match.end("v")))
    for match in _TILDE.finditer(text):
        if _is_login_name(match["o"]):
            yield "PATH", (match.start("v"), _end(text, match.end("v")))
    if "\\" in text:
        for match in _LOGIN.finditer(text):
            if _is_login(text, match):
                yield "HANDLE", (match.start("v"), _end(text, match.end("v")))


def _repositories(text: str) -> Iterator[tuple[str, Span]]:
    for pattern in (_GIT, _FORGE):
        for match in pattern.finditer(text):
            if not _is_public_repository(match["v"], match["o"]):
                git = text.endswith("git@", 0, match.start("host")) if pattern is _GIT else False
                yield (
                    "REPOSITORY",
                    (
                        match.start("host") - 4 if git else match.start("v"),
                        _end(text, match.end("v")),
                    ),
                )
    for _, match in _REPOSITORIES.matches(text):
        quoted = text[match.start("v") - 1] in "\"'`"
        if not _is_public_repository(match["v"], match["o"]) and _is_named(
            match["v"], match["o"], quoted
        ):
            yield "REPOSITORY", (match.start("v"), _end(text, match.end("v")))
    for match in _SERVED.finditer(text) if "/" in text else ():
        if not _is_public_repository(match["v"], match["o"]) and _is_named(
            match["v"], match["o"], False
        ):
            yield "REPOSITORY", match.span("v")
    for match in _MERGE.finditer(text):
        path = before(text, match.start(), _MERGED, 200)
        if (
            path
            and not _is_public_repository(path[0], path["o"])
            and _is_named(path[0] + match[0], path["o"], True)
        ):
            yield "REPOSITORY", (path.start(), match.end())


def _shares(text: str) -> Iterator[tuple[str, Span]]:
    for needle, pattern in (("\\\\", _UNC), ("//", _SLASHED), ("://", _SCHEMED)):
        for match in pattern.finditer(text) if needle in text else ():
            named = pattern is _SCHEMED and stands_in_address(match["host"])
            if named or _is_server(match["host"]):
                yield "SHARE", (match.start("v"), _end(text, match.end("v")))
    for match in _EXPORT.finditer(text):
        server = before(text, match.start(), _SERVER, 64)
        if server and _is_server(server[0]):
            yield "SHARE", (server.start(), _end(text, match.end()))


def _is_server(name: str) -> bool:
    return (
        is_host_in_place(name)
        if "." in name
        else stands(name, firm=True) and name not in _PUBLIC_HEADS
    )


def _is_login_name(name: str) -> bool:
    login = name.casefold().rstrip(".")
    return login not in SERVICE and login.rstrip("0123456789") not in SERVICE and not _hole(login)


def _is_login(text: str, match: re.Match[str]) -> bool:
    domain, login = match["d"].casefold(), match["o"].casefold()
    if domain in _NO_DOMAIN or domain in PLAIN or login in ("system", "administrators", "users"):
        return False
    if match["d"].isupper() and not re.match("[nrt][a-z]+ ", login):
        return True
    return bool(_LOGIN_CUE.search(text, max(0, match.start() - 24), match.start())) or "." in domain


def _is_public_repository(path: str, owner: str) -> bool:
    name = owner.casefold().lstrip("~")
    if name in ("groups", "users"):
        name = path.casefold().split("/")[1]
    return name in OWNERS or _hole(name)


def _is_named(path: str, owner: str, quoted: bool) -> bool:
    """After a word like "repository": a path of a project, not a file's or a figure of speech."""
    parts = set(re.split(r"[/\-_.!#:]", path.casefold()))
    if owner.casefold() in _PUBLIC_HEADS or parts <= PLAIN:
        return False
    if re.search(r"\.\w{1,4}$", path) and not path.endswith(".git"):
        return False
    return (
        quoted
        or path.count("/") > 1
        or (bool(re.search(r"[-_\d]|\.git$", path)) and path.islower())
    )


def _hole(name: str) -> bool:
    return not HOLES.isdisjoint(re.split("[-_.]", name))


def _end(text: str, end: int) -> int:
    while text[end - 1] in ".,;:!?*_":
        end -= 1
    return end

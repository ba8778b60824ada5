"""Credentials by the place they stand in: commands, headers, configuration files, Secrets.

Each line of the table is a place; its group `value` is the credential. What stands there must still
be more than a placeholder. Invariant: bounded repetition only, so the time stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.secret_values import Strength, strength

_V = r"""["']?(?P<value>[^\s"'`|;&<>]{3,200}|<[^>\s]{1,40}>)"""
_ARGS = r"[^\n|;]{0,160}?\s"

PLACES: tuple[tuple[str, str, Strength], ...] = (
    ("mysql -pX", rf"\bmy(?:sql|sqldump|sqladmin)\b{_ARGS}-p{_V}", Strength.WORD),
    ("sshpass -p X", rf"\bsshpass\s+-p\s?{_V}", Strength.WORD),
    (
        "docker login -p X",
        rf"\b(?:docker|podman|helm|oc|az|nexus)\b{_ARGS}-p[\s=]{_V}",
        Strength.MIXED,
    ),
    ("redis-cli -a X", rf"\bredis-cli\b{_ARGS}-a\s?{_V}", Strength.WORD),
    ("mongo -p X", rf"\bmongo(?:sh|dump|restore|export)?\b{_ARGS}-p\s{_V}", Strength.WORD),
    (
        "ldapsearch -w X",
        rf"\bldap(?:search|modify|add|delete|whoami|passwd)\b{_ARGS}-w\s?{_V}",
        Strength.WORD,
    ),
    ("sqlcmd -P X", rf"\bsqlcmd\b{_ARGS}-P\s?{_V}", Strength.WORD),
    (
        "curl -u name:X",
        rf"\b(?:curl|http|wget)\b{_ARGS}(?:-u|--user"
        rf")[\s=]?[\"']?[^\s:\"'$]{{1,64}}:(?!test\b)(?P<value>[^\s\"'`]{{3,200}})",
        Strength.WORD,
    ),
    ("smbclient -U name%X", rf"-U\s?[\"']?[\w.\\@\-]{{1,64}}%{_V[5:]}", Strength.WORD),
    (
        "htpasswd -b file name X",
        rf"\bhtpasswd\s+-[a-zA-Z]*b[a-zA-Z]*\s+\S{{1,120}}\s+\S{{1,64}}\s+{_V}",
        Strength.WORD,
    ),
    (
        "chpasswd",
        r"\becho\s+[\"']?[\w.\-]{1,32}:(?P<value>[^\s\"'|]{3,200}"
        r")[\"']?\s*\|\s*(?:sudo\s+)?chpasswd",
        Strength.WORD,
    ),
    (
        "echo X | docker login --password-stdin",
        r"\b(?:echo|printf|print)\s+(?:-\w{1,3}\s+)?(?:['\"]%s(?:\\n)?['\"]\s+)?[\"']?"
        r"(?P<value>[^\s\"'`|;&<>]{3,200})[\"']?\s*\|[^\n|]{0,160}?"
        r"(?:--?(?:password|pass|pw)-?stdin|--passphrase-fd|--stdin\b|--with-token"
        r"|\bsudo\s+(?:-\w{1,4}\s+){0,2}-\w{0,3}S|\bkinit\b|\bcryptsetup\b|--password-file[\s=]-)",
        Strength.WORD,
    ),
    (
        "rabbitmqctl add_user",
        rf"\b(?:add_user|change_password|add-user)\s+[\w.\-]{{1,64}}\s+{_V}",
        Strength.WORD,
    ),
    ("openssl pass:X", rf"\b-?pass(?:in|out)?\s+pass:{_V}", Strength.WORD),
    (
        "net use",
        r"\bnet\s+use\b[^\n]{0,160}?/user:\S{1,80}\s+(?P<value>[^\s\"'`]{3,200})",
        Strength.MIXED,
    ),
    (
        "SQL",
        r"(?i:identified\s+by|(?:role|user)\s[^\n;]{1,80}?\bpassword)\s+(?:password\s+"
        r")?['\"](?P<value>[^'\"\n]{3,200})",
        Strength.WORD,
    ),
    ("redis.conf", rf"(?m:^\s{{0,8}}(?:requirepass|masterauth|AUTH))[ \t]+{_V}", Strength.WORD),
    ("netrc", rf"\blogin\s+\S{{1,64}}\s+password\s+{_V}", Strength.WORD),
    (
        "pgpass",
        r"(?m:^\s{0,4}[\w.\-*]{1,100}:(?:\d{2,5}|\*"
        r"):[\w.\-*]{1,64}:[\w.\-*]{1,64}:(?P<value>[^\s:]{3,100})[ ]*$)",
        Strength.WORD,
    ),
    (
        "header",
        rf"(?i:\b(?:proxy-)?authorization|x-(?:[a-z]{{1,20}}-){{0,3}}(?:key|token|api|auth"
        rf")|(?:private|deploy|job)-token|cookie)[\"']?\s?[:=]\s?[\"']?(?:(?i:bearer|basic"
        rf"|token|digest|oauth|api-?key)\s+)?(?:[\w.\-]{{1,40}}=)?{_V}",
        Strength.MIXED,
    ),
    ("bearer", r"(?i:\bbearer)\s+(?P<value>[A-Za-z0-9_\-.~+/=]{16,2000})", Strength.RANDOM),
    (
        "dockerconfigjson",
        r"(?i:\"auth\")\s?:\s?\"(?P<value>[A-Za-z0-9+/=]{8,2000})\"",
        Strength.MIXED,
    ),
    (
        "npmrc",
        rf"//[\w.\-]{{1,80}}/[\w./\-]{{0,80}}:_(?:authToken|password|auth)\s?=\s?{_V}",
        Strength.WORD,
    ),
    (
        "getenv default",
        r"(?i:getenv|environ\.get|env\.fetch)\(\s?\\?[\"']?\w{0,40}(?:SECRET|TOKEN|PASS"
        r"|PWD|KEY|CEKPET)\w{0,20}\\?[\"']?\s?,\s?\\?[\"'](?P<value>[^\n\"]{4,100}?"
        r")\\?[\"']\s{0,2}\)",
        Strength.WORD,
    ),
    (
        "address (name/X)",
        r"(?<![\w/.])(?:[\w.\-]{1,64}@)?(?:\d{1,3}\.){3}\d{1,3}(?::\w{1,5}"
        r")?[ \t,]{0,2}[^\s/(]{0,12}?[\s,(][ \t]?[(]?"
        r"[A-Za-z][\w.\-]{1,31}/(?P<value>[^\s/()\"'`|]{6,64})(?![\w/])",
        Strength.MIXED,
    ),
    (
        "name@host (name/X)",
        r"[\w.\-]{1,64}@[\w.\-]{3,100}(?:\s\S{1,20}"
        r")?\s?\([A-Za-z][\w.\-]{1,31}/(?P<value>[^\s/()\"'`|]{6,64})\)",
        Strength.MIXED,
    ),
    (
        "admin / X",
        r"(?<![\w/.\-])(?:admin(?:istrator)?|root|user|postgres|sa|sysadmin|guest|админ"
        r"|master|operator|service)[\"'`]?\s{0,2}[/|]\s{1,2}[\"'`]?(?=[^\s/]{0,64}[\d!@#$%])(?P<value>[^\s/()\"'`|]{5,64})",
        Strength.WORD,
    ),
    (
        "login and X",
        r"(?i:\b(?:log\s?in|sign\s?in|auth(?:enticate)?|connect|зайти|войти|вход"
        r"|заходи\w*|логин\w*)\s[^\n]{0,60}?\b(?:with|and|using|под|с|паролем)\s+"
        r")[\"'`]?(?P<value>[A-Za-z0-9!@#$%^&*_\-]{6,64})",
        Strength.MIXED,
    ),
    (
        "word:X login",
        r"(?i:\b(?:creds?|credentials|доступ[ыа]?|уч[её]тк\w{0,3}|login|логин"
        r")\s?[:\-]?\s{0,2}(?:(?:for|to|от|для|к|на)\s[\w.\- ]{1,40}?\s?[:\-]\s{0,2})?"
        r")[\"'`(]?[A-Za-z][\w.@\-]{1,40}\s?[/:|]\s?(?P<value>[^\s/()\"'`|]{5,64})",
        Strength.MIXED,
    ),
)

_PLACES = tuple((re.compile(pattern), floor) for _, pattern, floor in PLACES)
_SECRET = re.compile(
    r"(?i:\"?\bkind\"?)[ \t]{0,4}:[ \t]{0,4}[\"']?Secret\b[\"']?[ \t\r]{0,40}(?=[\n,}]|$)"
)
_DATA = re.compile(r"\b(?:data|stringData)[\"']?[ \t]{0,4}:[ \t]{0,4}(?=[\n{])")
_ENTRY = re.compile(
    r"(?:^[ \t]{1,12}|[{,]\s{0,12})[\"']?[\w.\-]{1,80}[\"']?[ \t]{0,4}:[ \t]{0,4}"
    r"(?:[|>]-?\s{1,20})?[\"']?(?P<value>[^\s\"',{}|>]{3,4000})",
    re.MULTILINE,
)
_ANOTHER = re.compile(r"^(?:---|\.\.\.|```|[A-Za-z])", re.MULTILINE)
_SECRET_REACH = 6000


def places(text: str) -> Iterator[tuple[int, int]]:
    """Spans of credentials that their place gives away."""
    for pattern, floor in _PLACES:
        for match in pattern.finditer(text):
            value = match["value"].rstrip(".,;:)]}\"'")
            whole = strength(match["value"])
            if whole and strength(value) >= floor and not _code(value, floor):
                start = match.start("value")
                yield start, start + len(value)
    yield from _kubernetes(text)


def _code(value: str, floor: Strength) -> bool:
    """Where only looks tell: a port, a version, a path or a name with a number is no credential."""
    return floor is Strength.MIXED and (
        not (any(map(str.isdigit, value)) and any(map(str.isalpha, value)))
        or re.fullmatch(r"[a-zA-Z]+[-_.]?\d{1,3}|v?\d[\w.\-]*|[\w.\-]+\.[a-z]{2,12}", value)
        is not None
    )


def _kubernetes(text: str) -> Iterator[tuple[int, int]]:
    """Values under `data:` and `stringData:` of `kind: Secret`, before or after that line."""
    done = 0
    for secret in _SECRET.finditer(text):
        start = max(done, text.rfind("---", max(0, secret.start() - _SECRET_REACH), secret.start()))
        start = max(start, secret.start() - _SECRET_REACH)
        done = stop = min(len(text), secret.end() + _SECRET_REACH)
        for block in _DATA.finditer(text, start, stop):
            edge = _ANOTHER.search(text, block.end(), stop)
            for entry in _ENTRY.finditer(text, block.end(), edge.start() if edge else stop):
                if strength(entry["value"]) is not Strength.NONE:
                    yield entry.span("value")

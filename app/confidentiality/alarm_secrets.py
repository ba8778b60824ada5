"""Credentials as the egress guard knows them: shapes of tokens, and values in places for secrets.

More sensitive than the detectors on purpose: what rings here keeps a text inside, and costs no
more. Invariant: no code is shared with `detectors`; every pattern runs in linear time. Deliberately
elsewhere: what a value must look like to ring (`alarm_values`), the other alarms and how they are
read (`alarms`).
"""

from __future__ import annotations

import math
import re
from collections import Counter

from app.confidentiality.alarm_values import (
    MIXED_SHARE,
    changes,
    is_harmless,
    is_password,
    is_secret_value,
    is_strong,
    says_example,
)

Match = re.Match[str]

TOKENS = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"(?:AKIA|ASIA|AROA|AIDA|AGPA|ANPA|ANVA|ABIA|ACCA)[A-Z2-7]{16}"
    r"|LTAI[A-Za-z0-9]{12,24}|AKID[A-Za-z0-9]{20,40}"
    r"|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,}"
    r"|gl(?:pat|dt|rt|ptt|ft|soat|cbt|agent|imt|oas|ffct)-[A-Za-z0-9_-]{18,}|GR1348941[\w-]{20,}"
    r"|xox[a-z]-[A-Za-z0-9-]{10,}|xapp-\d-[A-Za-z0-9-]{10,}|xoxe\.xox[bp]-\d-[A-Za-z0-9]{20,}"
    r"|sk-[A-Za-z0-9_-]{20,}|[srp]k_(?:live|test|prod)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9]{20,}"
    r"|AIza[A-Za-z0-9_-]{30,}|ya29\.[A-Za-z0-9_-]{20,}|GOCSPX-[A-Za-z0-9_-]{20,}"
    r"|1//0[A-Za-z0-9_-]{30,}"
    r"|hv[sbr]\.[A-Za-z0-9_-]{20,}|s\.[A-Za-z0-9]{24}(?![A-Za-z0-9])"
    r"|npm_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_-]{30,}|rubygems_[a-f0-9]{40,}|oy2[a-z0-9]{43}"
    r"|do[opr]_v1_[a-f0-9]{40,}|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}"
    r"|key-[0-9a-f]{32}|AC[0-9a-f]{32}(?![0-9a-f])|SK[0-9a-f]{32}(?![0-9a-f])"
    r"|AQVN[A-Za-z0-9_-]{30,}|y[0-3]_[A-Za-z0-9_-]{30,}|YC[ABM][A-Za-z0-9_-]{30,}"
    r"|t1\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}|glsa_[A-Za-z0-9_]{30,}|glc_[A-Za-z0-9+/=]{30,}"
    r"|dckr_(?:pat|oat)_[\w-]{20,}|hf_[A-Za-z0-9]{30,}|r8_[A-Za-z0-9]{30,}|gsk_[A-Za-z0-9]{40,}"
    r"|AGE-SECRET-KEY-1[A-Z0-9]{50,}|\d{8,10}:AA[A-Za-z0-9_-]{32,}"
    r"|EAA[A-Za-z0-9]{60,}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|sq0(?:atp|csp)-[\w-]{20,}"
    r"|NRAK-[A-Z0-9]{20,}|NRJS-[a-f0-9]{19}|dapi[a-f0-9]{32}|lin_api_[A-Za-z0-9]{30,}"
    r"|PMAK-[a-f0-9]{20,}-[a-f0-9]{30,}|pul-[a-f0-9]{40}|dt0c01\.[A-Z0-9]{24}\.[A-Z0-9]{60,}"
    r"|sntry[su]_[A-Za-z0-9+/=_-]{30,}|pscale_(?:tkn|pw|oauth)_[\w.-]{30,}|fo1_[\w-]{40,}"
    r"|ATATT3[A-Za-z0-9_=-]{50,}|ATBB[A-Za-z0-9]{24,}|tskey-[a-z]{2,8}-[A-Za-z0-9-]{16,}"
    r"|CFPAT-[\w-]{40,}|FLWSECK[\w-]{20,}|sbp_[a-f0-9]{40}|rdme_[a-z0-9]{60,}|shippo_live_\w{30,}"
    r"|[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{50,}|eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}"
    r"|eyJ[A-Za-z0-9_-]{16,}\.\.[A-Za-z0-9_-]{8,}"
    r"|[A-Za-z0-9_-]{3}[78]Q~[A-Za-z0-9_.~-]{30,}|SharedAccessSignature=?[\w%&=.-]{20,}"
    r"|\$(?:apr1|2[abxy]|1|5|6|y|argon2(?:id|i|d)|scrypt)\$[A-Za-z0-9./$=,+]{12,}"
    r"|\{S?SHA(?:256|512)?\}[A-Za-z0-9+/=]{20,}"
    r")|hooks\.slack\.com/(?:services|workflows)/T[A-Za-z0-9]+/[A-Za-z0-9]+/[A-Za-z0-9]{8,}"
    r"|discord(?:app)?\.com/api/webhooks/\d+/[\w-]{20,}"
    r"|[\w-]{1,40}\.webhook\.office\.com/webhookb2/[\w@/-]{20,}"
)
PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY|PuTTY-User-Key-File-\d|-----BEGIN PGP PRIVATE"
    r"|(?<![A-Za-z0-9+/])(?:MII[A-Za-z][A-Za-z0-9+/]{2}IBA(?:AK[BC][gA]|DANBgkqh)|MHcCAQEE"
    r"|b3BlbnNzaC1rZXktdjE)"
)
_OF_KEYS = ("PRIVATE", "PuTTY", "MII", "MHcCAQEE", "b3BlbnNz")
USERINFO = re.compile(r"://([^\s/:@\"'<>]{0,80}):([^\s/@\"'<>]{1,200})@")

_NAMES = (
    r"passw(?:or)?ds?|passphrase|passwd|passcode|(?<![a-z])pwd|(?<![a-z])pw|(?<![a-z])psw"
    r"|(?<![a-z])pass|secret|token|api[_ -]?key|access[_ -]?key|secret[_ -]?key|private[_ -]?key"
    r"|encryption[_ -]?key|signing[_ -]?key|auth[_ -]?key|credentials?|(?<![a-z])creds?"
    r"|парол[ьяюеи]|паролем|токен[а-я]{0,2}|секрет[а-я]{0,2}|ключ[а-я]{0,2}|(?<![а-я])пасс?(?![а-я])"
    r"|учётк[а-я]|учетк[а-я]|(?<![а-я])креды?"
)
_VALUE = r"([^\s\"'`,;<>|)\]}]{4,200})"
KEYED = re.compile(
    rf"(?P<key>(?:{_NAMES})[\w.-]{{0,24}})"
    r"(?: [^\s:=]{1,40}){0,4}?"
    r"[\"'`*_~)\]]{0,4}\s{0,3}[*_]{0,3}"
    r"(?::=|=>|->|:\s[|>][+-]?\n|[:=|]|\bis\b|\bare\b|\bwas\b|\bto\b|\s[-\u2013\u2014]\s|\bтеперь\b|\bбыл\b)"
    r"[*_~]{0,3}\s{0,3}(?:\n[ \t]{0,16}(?=[\"']))?"
    rf"(?:[\w.-]{{1,40}}\s?/\s?)?[\"'`*_~|(\[\u00ab\u201c]{{0,4}}(?P<value>[^\s\"'`,;<>|)\]}}]{{4,200}})",
    re.IGNORECASE,
)
"""`password: X`, `DB_TOKEN=X`, `the password for grafana is X`, `пароль от графаны - X`."""
NEAR = re.compile(
    r"(?:pass(?:w|code|phrase|[^a-z]|$)|paas?word|passowrd|pwd|(?<![a-z])pw(?![a-z])|secret|token"
    r"|key|cred|парол|токен|секрет|ключ|(?<![а-я])пасс?(?![а-я])|уч[её]тк|кред[аыо]"
    r"|비밀번호|비번|密码|mot de passe|contraseña|passwort|kennwort|senha)"
    r"(?=([^\n]{1,60}(?:\n[^\n]{1,60})?))",
    re.IGNORECASE,
)
"""What stands near a word for a secret, whatever connects them; up to the end of the next line."""
PASSWORD_NEAR = re.compile(
    r"(?:passw|passphrase|passcode|(?<![a-z])(?:pwd|pw)(?![a-z])|парол)\w{0,6}(?=([^\n]{1,60}))",
    re.IGNORECASE,
)
"""What stands near a word for a password alone: words with numbers in them are enough there."""
TABLE = re.compile(
    r"^[ \t]{0,8}(\|[^\n]{0,200}(?:passw|парол|secret|token|секрет|токен|ключ|api.?key|пасс|\bpwd?\b)"
    r"[^\n]{0,200})\n((?:[ \t]{0,8}\|[^\n]{0,400}(?:\n|$)){1,60})",
    re.IGNORECASE | re.MULTILINE,
)
"""A Markdown table with a column for secrets: its head and its rows."""
BARE_TABLE = re.compile(
    r"^([^\n|]{1,80}\|[^\n]{0,200})\n[ \t]{0,8}:?-{2,80}:?[ \t]{0,3}\|[ \t:|-]{0,200}\n"
    r"((?:[^\n|]{1,80}\|[^\n]{0,400}(?:\n|$)){1,60})",
    re.MULTILINE,
)
"""The same without bars at the edges."""
ALONE = re.compile(r"^.{4,140}$", re.MULTILINE)
"""What stands alone below a heading."""
NAME_AND_VALUE = re.compile(
    rf"\b(?:name|key|id)[\"']?\s{{0,2}}[:=]\s{{0,2}}[\"']?(?P<key>[\w.-]{{0,40}}(?:{_NAMES})[\w.-]{{0,24}})"
    rf"[\"']?,?\s{{1,12}}[\"']?value[\"']?\s{{0,2}}[:=]\s{{0,2}}[\"']?(?P<value>{_VALUE[1:]}",
    re.IGNORECASE,
)
"""`- name: DB_PASSWORD`, and `value: X` behind it."""
_TAG = r"</?[a-z][^<>]{0,72}+>\s?+"
ELEMENT = re.compile(
    rf"(?P<key>(?:{_NAMES})[\w.-]{{0,24}}+)[\"']?\s?"
    rf"(?=(?:>\s?|(?:{_TAG}){{1,3}}+>?\s?)(?P<value>{_VALUE[1:-1]}+)\s?</)",
    re.IGNORECASE,
)
"""`<password>X</password>`, `<dt>Password</dt><dd>X</dd>`: what is the whole of an element of this
name, or behind it."""
FLAG = re.compile(
    r"(?:(?<![\w-])--?(?:pass(?:word|wd|phrase)?|pwd|secret|token|api-?key|auth-?token|secret-key)"
    r"[= ]|(?<!\w)sshpass\s+-p\s?|\s-u[ =]?\S{1,60}\s+-p[ =]?|\blogin\b[^\n]{0,80}?\s-p[ =]?"
    r"|(?<!\w)redis-cli\b[^\n]{0,80}?\s-a\s|_authToken=|_password="
    r"|(?<!\w)(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n]{0,120}?\s-p(?=\S)"
    r"|(?<!\w)curl\b[^\n]{0,200}?\s(?:-u|--user)[ =]?[\"']?[\w.@-]{1,60}:|\bIDENTIFIED BY\s+"
    r"|\b(?:WITH|ENCRYPTED)?\s?PASSWORD\s+(?=['\"])|\blogin\s+\S{1,60}\s+password\s+"
    r"|\bBearer\s+|\bBasic\s+(?=[A-Za-z0-9+/=]{12})|X-[\w-]{0,30}(?:Token|Key|Secret):\s?)"
    rf"[\"'`]?{_VALUE}",
    re.IGNORECASE,
)
PAIR = re.compile(
    r"(?:\blog ?in|\buser(?:name)?|\bcredentials?|\bcreds?|логин[а-я]{0,2}|учётк[а-я]|учетк[а-я]"
    r"|\bдоступ[а-я]{0,2})\b[^\n:=/]{0,30}[:=\s]\s{0,2}[\"'`]?[\w.@-]{2,40}[\"'`]?\s?(?:/|:|,|\s-\s)"
    rf"\s?[\"'`]?{_VALUE}",
    re.IGNORECASE,
)
"""`login: admin / X`, `логин admin пароль X` where the second word is a secret's value."""
RANDOM = re.compile(r"(?<![A-Za-z0-9+/_=.-])[A-Za-z0-9+/_-]{32,120}={0,2}(?![A-Za-z0-9+/_=-])")

_COLUMN = re.compile(
    r"pass|парол|secret|token|секрет|токен|ключ|api.?key|пасс|\bpwd?\b", re.IGNORECASE
)


def with_keys(text: str) -> str:
    """`text` where something stands that is in every private key, or ""."""
    return text if any(one in text for one in _OF_KEYS) else ""


def is_alone(match: Match) -> bool:
    """Whether what stands alone below the name of a secret looks like one, or a word in a short
    sentence there."""
    words = match[0].split()
    return is_secret_value(words[0]) if len(words) == 1 else any(map(_is_plain_password, words))


def _is_plain_password(word: str) -> bool:
    return is_password(word.strip("\"'`*_.,:;()"))


_ABOUT = re.compile(
    r"(?:names?|paths?|files?|refs?|types?|ttl|length|len|sizes?|ur[li]s?|dirs?|class|policy|version"
    r"|count|kind|field|selector|ids?|arns?|expir\w+|timeout|provider|store|rotation|algorithm|alg"
    r"|format|backend|engine|manager|mount|key[_-]?ring|usage|prefix|header|hash|limit|age|rate"
    r"|ами|ах)$",
    re.IGNORECASE,
)
"""`secretName`, `token_ttl`: what is said there is about a secret, and is none."""


def is_keyed(match: Match) -> bool:
    """Whether the value behind a key or a phrase looks like a secret's."""
    return not _ABOUT.search(match["key"]) and is_secret_value(match["value"])


_BETWEEN = re.compile(r"[\s\"'`,;:=()<>|?&/\[\]{}\u3000-\u9fff\uac00-\ud7af]+")
_PUBLIC_KEY = re.compile(r"fingerprint|--recv|keyserver|public key|отпечат", re.IGNORECASE)
"""What is said of a public key, which is meant to be shown."""


def is_near(match: Match) -> bool:
    """Whether one of the first words behind it is made as only secrets are."""
    if _PUBLIC_KEY.search(match[1]):
        return False
    words = [word for word in _BETWEEN.split(match[1]) if word][:6]
    return any(is_strong(word.strip("*_.-\u2026")) for word in words)


def is_password_near(match: Match) -> bool:
    """Whether one of the first words behind it is one with a number, as people make passwords."""
    words = [word.strip("*_.-") for word in re.split(r"[\s\"'`,;:=()<>|]+", match[1]) if word]
    return any(map(is_password, words[:3]))


def is_in_secret_column(match: Match) -> bool:
    """Whether a row has, under a head that speaks of secrets, what looks like one."""
    heads = [cell.strip() for cell in match[1].strip().strip("|").split("|")]
    columns = {
        n for n, head in enumerate(heads) if _COLUMN.search(head) and not _ABOUT.search(head)
    }
    for row in match[2].splitlines():
        cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
        if any(n < len(cells) and is_secret_value(cells[n]) for n in columns):
            return True
    return False


def is_token(match: Match) -> bool:
    """Not one that documentation made up and says so, such as AKIAIOSFODNN7EXAMPLE."""
    return not says_example(match[0])


def is_userinfo(match: Match) -> bool:
    """A password in an address; a placeholder or a variable is none."""
    return not is_harmless(match[2])


def is_random(match: Match) -> bool:
    """A long string of both cases and digits, mixed as no words are."""
    before = match.string[max(0, match.start() - 8) : match.start()].casefold()
    if before.endswith(("sha256:", "sha512:", "sha1:", "md5:", "sha256-", "sha384-", "sha512-")):
        return False
    value = match[0].rstrip("=")
    if not (any(map(str.islower, value)) and any(map(str.isupper, value))):
        return False
    if sum(map(str.isdigit, value)) < 3 or "//" in value or says_example(value):
        return False
    if changes(value) / len(value) < MIXED_SHARE * 0.8:  # a path of words, a name in code
        return False
    counts = Counter(value)
    entropy = -sum(n / len(value) * math.log2(n / len(value)) for n in counts.values())
    return entropy > 4.2

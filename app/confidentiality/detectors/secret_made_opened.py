"""Credentials that are told by what they open, by what they equal or by how they are written.

A table as that of `secret_made_rules`. Invariant: bounded repetition only. Deliberately elsewhere:
codes and tokens that are pointed at (`secret_made_codes`), pairs (`secret_made_pairs`).
"""

from __future__ import annotations

from app.confidentiality.detectors.secret_made_parts import DIGITS, IS, OF, VALUE, Grade
from app.confidentiality.detectors.secret_plain_rules import CUE

_DAY = r"(?P<v>\d{1,2}[./\-]\d{1,2}[./\-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)"
_LOCKED = (
    r"luks|bitlocker|битлокер|veracrypt|truecrypt|keepass|кипасс|bios|биос|uefi|vnc|внц|laps|лапс"
    r"|gpg|pgp"
)
_NAMED = (
    r"(?:(?:the|its|your|my|his|her) )?(?:log ?in|user ?name|host ?name|логин[а-яё]{0,2}"
    r"|им(?:я|ен[а-яё]{1,2})(?: (?:пользователя|хоста|узла))?|хостнейм[а-яё]{0,2})"
)
_WALKS = (
    "qwerty|qwert1|letmein|passw0rd|p@ssw|1qaz|zaq1|qazwsx|йцукен|iloveyou|trustno1|123qwe|1q2w"
)
_OPTIONED = (
    "db|admin|root|user|app|auth|smtp|proxy|redis|mysql|pg|postgres|ldap|bind|registry|ansible|vault"
    "|become|trust|wifi|new|old|initial|default|svc|service|http|docker|repo|git|ssh|sudo|api|client"
    "|mail|ftp|vpn|sql|mongo|rabbit|elastic|grafana|jenkins|nexus|key|source|target|remote|backup"
)

OPENED: tuple[tuple[str, str, Grade], ...] = (
    (  # luks on the laptop: x
        _LOCKED,
        rf"(?:{_LOCKED})(?: (?:pw|pass|key|ключ))?{OF}(?: (?:том|диск|раздел|volume|disk|drive)"
        r"(?: [\w:]{1,8})?,?)?"
        r"(?:"
        rf"{IS}|[ ](?:shows?|says|gave|gives|показ[а-яё]{{2,5}}|выда[а-яё]{{1,3}}|говорит)[ ]){VALUE}",
        Grade.MADE,
    ),
    (  # password for the archive: 12.05.1987
        "pass|pwd|pw|пароль|пас",
        rf"(?:pass(?:word|wd|phrase|code)?|pwd?|пароль|пасс?)(?!\w){OF}"
        rf"(?:[ ]?[:=—–]|[ ]-|[ ]is|[ ]это)[ ]{_DAY}(?=[.!]?\s*(?:$|\n|[,;)]|[.!]\s))",
        Grade.CODE,
    ),
    (  # (the password is) the same as the login: x
        "same_as|equal|match|identical|совпад|равен|как_логин|как_и_логин|как_имя|как_у_логина",
        r"(?:same as|equals?(?: to)?|matches|identical to|совпадает с|равен|равняется|как(?: и)?) "
        rf"{_NAMED}(?:,? (?:i\.?e\.?|то есть|т\. ?е\.),?|[ ]?[:=,]|[ ][—–-]|(?=[ ]?\())[ ]?{VALUE}",
        Grade.HEARD,
    ),
    (  # (login and password are) both x
        "are_both|is_both|the_same|identical|одинаков|совпада|один_и_тот",
        r"(?:(?:are|is) both|the same|identical|одинаков[а-яё]{2,3}|совпада[а-яё]{2,3}|один и тот же)"
        rf"(?:[ ]?[:=,]|[ ][—–-]|(?=[ ]?\()|(?<=both))[ ]{VALUE}",
        Grade.HEARD,
    ),
    (  # login=password=x
        "log|user|логин",
        rf"(?:log ?in|user(?:name)?|логин)[ ]?==?[ ]?{CUE}[ ]?(?:==?|:|[—–-])[ ]?{VALUE}",
        Grade.SAID,
    ),
    (  # letmein99: what everybody types, wherever it stands
        _WALKS,
        rf"(?=[^\s]{{0,16}}\d)(?P<v>(?:{_WALKS})[\w!@#$%^&*]{{1,14}})(?![\w\-/.=(])",
        Grade.CODE,
    ),
    (  # one time password 493 028
        "one-time|one_time|temporary|одноразов|временн",
        r"(?:one[- ]time|temporary|одноразов[а-яё]{2,3}|временн[а-яё]{2,3}) (?:password|passcode|code"
        rf"|pin|парол[ьяюем]{{1,2}}|код[а-яё]{{0,2}}|пин(?:-код)?){OF}{IS}{DIGITS}",
        Grade.CODE,
    ),
    (  # (password in two words) run together, x
        "слитно|в_одно_слово|без_пробелов|маленьким|капсом|латиницей|транслитом|с_большой|с_маленькой"
        "|с_заглавной|run_together|one_word|no_spaces|lowercase|lower_case|uppercase|upper_case|all_caps"
        "|in_caps|capitali",
        r"(?:слитно|в одно слово|без пробелов|маленькими|капсом|латиницей|транслитом"
        r"|с (?:большой|маленькой|заглавной)|run together|one word|no spaces|lower ?case|upper ?case"
        r"|all caps|in caps|capitali[sz]ed)(?: букв[а-яё]{1,3}| letters)?"
        rf"(?:[ ]?[:,]|[ ][—–-])[ ]{VALUE}",
        Grade.HEARD,
    ),
    (  # reset it, it's x now
        "reset|chang|rotat|сброс|смен|помен",
        r"(?:reset|changed|rotated|сбросил[аи]?|сменил[аи]?|поменял[аи]?)"
        r"(?: (?:it|mine|yours|his|hers|theirs|that|его|её|ее|тебе|вам|ему|ей|всем)){0,2}"
        r"(?:[ ]?[,;.:]|[ ][—–-])[ ](?:so |and )?(?:it'?s|now|the new one|new one|use|теперь|сейчас"
        rf"|новый|там|стал|держи|лови)(?: is| it'?s| стоит| now)?:?[ ]{VALUE}",
        Grade.MADE,
    ),
    (  # let her in with x
        "let|get|got|пусти|впусти",
        r"(?:(?:lets?|gets?|got) (?:him|her|them|me|us|you|guests|anyone|everyone|people) (?:in|on"
        r"|through) (?:with|using|via)"
        rf"|в?пусти(?:те|т)?(?: (?:его|её|ее|их|тебя))? (?:по|с|под)) {VALUE}",
        Grade.ANY,
    ),
    (  # --db-password x
        "|".join(f"--{word}" for word in _OPTIONED.split("|")),
        rf"--(?:{_OPTIONED})[a-z_\-]{{0,16}}[\-_](?:pass(?:word|wd|phrase)?|pwd?|secret)[= ](?!-)"
        rf"{VALUE}(?=[\"'`]?(?:\s|$))",
        Grade.ANY,
    ),
    (  # secret x
        "secret|секрет",
        rf"(?:secret|секрет)(?: key)?{OF}{IS}{VALUE}",
        Grade.WILD,
    ),
)
"""(first words, pattern, grade of the value)."""

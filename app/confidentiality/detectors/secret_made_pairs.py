"""A login and a value side by side, in the many ways people write the two.

A table as that of `secret_made_rules`. Invariant: bounded repetition only. Deliberately
elsewhere: pairs
that a telling word announces (`secret_pairs`).
"""

from __future__ import annotations

from app.confidentiality.detectors.secret_made_parts import (
    BETWEEN,
    IS,
    KNOWN,
    KNOWN_WORDS,
    LOGIN,
    OF,
    SERVICES,
    VALUE,
    Grade,
)
from app.confidentiality.detectors.secret_plain_rules import CUE

PAIRS: tuple[tuple[str, str, Grade], ...] = (
    (  # л: x п: y
        "л:|л_|л.|лог|логин|l:|l_|u:|u_|usr|user|username|login|id|uid|юзер|имя|учетка|учётка|acc"
        "|account",
        r"(?:л|лог|логин|l|u|usr|user(?:name)?|login|u?id|юзер|имя|уч[её]тка"
        r"|acc(?:ount)?)[*_]{0,2}(?:[ ]?[:=]|[ ]-|\.)?[*_]{0,2}[ ]?"
        rf"{LOGIN}[ ]?[,;/|.]?\s{{1,3}}(?:[*\-] |\*\*)?(?:п|пас|пасс|пар|пароль|p|ps|pw|pwd"
        rf"|pass(?:word)?|key|secret)"
        rf"[*_]{{0,2}}(?:[ ]?[:=][*_]{{0,2}}[ ]?|[ ]-[ ]|\.?[ ]){VALUE}",
        Grade.SAID,
    ),
    (  # лог/пас x y
        "л/п|лог|логин|login|user|username|имя|u/p|l/p|юзер|id/|id_|un/|uns/",
        r"(?:л/п|лог(?:ин)?[ ]?[/+\-][ ]?пас[а-я]{0,4}|u[ns]?/p[ws]?|l/p"
        r"|юзер[ ]?/[ ]?пас[а-я]{0,4}|имя/пароль"
        r"|(?:id|login|user(?:name)?)[ ]?[/+][ ]?(?:pass(?:word)?|pwd?))"
        rf"{OF}(?:{IS}|[:=\-]){LOGIN}{BETWEEN}{VALUE}",
        Grade.SAID,
    ),
    (  # ID:name/x
        "id:|id_|uid|login|user|acc|логин|юзер",
        rf"(?:u?id|login|user(?:name)?|acc(?:ount)?|логин|юзер)[ ]?[:=][ ]?{LOGIN}[ ]?/[ ]?{VALUE}",
        Grade.WILD,
    ),
    (  # basic auth: preview / preview
        "auth|basic|login|log_in|htaccess|cred|логин|доступ|вход|кред|учетк|учётк|авториз",
        r"(?:(?:basic )?auth|log ?in|htaccess|cred(?:ential)?s?|логин|доступ[а-яё]{0,2}|вход"
        r"|кред[а-яё]{1,2}|уч[её]тк[а-яё]{1,2}|авторизаци[а-яё])(?!\w)[^\n.;]{0,40}?[ :(]"
        r"(?P<l>[A-Za-z][\w\-]{2,24})[ ]?[/:|][ ]?(?P<v>(?P=l))(?![\w/.\-])",
        Grade.CODE,
    ),
    (  # 1С: Иванова / x
        "1с|1c|битрикс|bitrix|crm|erp|почт|портал|сайт|баз|стенд|впн|вайфа|админк|сервер|касс",
        r"(?:1[сc]|битрикс|bitrix|crm|erp|почт|портал|сайт|баз|стенд|впн|вайфа|админк|сервер|касс)"
        r"[а-яё]{0,2}(?:[ ]?[:(]|[ ][—–-]|,)[ ](?-i:[А-ЯЁ][а-яё]{2,20}"
        rf"(?: [А-ЯЁ][а-яё.]{{0,20}}){{0,2}})(?:[ ]?[/:][ ]?|, ){VALUE}",
        Grade.MADE,
    ),
    (  # log in as x, password y
        "log|sign|user|account|as_|под_|логин|юзер|учетк|учётк|пользовател|имя|acc|ssid|сеть",
        r"(?:log(?:ged|ging)?[ -]?in|sign(?:ed)?[ -]?in|user(?:name)?|acc(?:ount)?|as|под|логин"
        r"|юзер[а-яё]{0,2}|уч[её]тк[а-яё]{1,2}"
        r"|пользовател[а-яё]{1,2}|имя|ssid|сеть)(?: (?:as|with|using|как|под))?(?:[ ]?[:=\-])? "
        rf"{LOGIN}(?:[ ]?[,;.(/]|[ ](?:and|with|и|с|/))?[ ]?\(?(?:the |his |her "
        rf"|its )?{CUE}(?!\w){IS}{VALUE}",
        Grade.SAID,
    ),
    (  # jenkins: name, x
        SERVICES,
        rf"(?:{SERVICES})[а-яё]{{0,2}}(?:[ ](?:login|user|логин|юзер|server|сервер))?"
        rf"(?:[ ]?[:(|]{{1,2}}[ ]?|[ ](?:->|→|[-–—=])[ ]|,[ ]|[ ]){LOGIN}{BETWEEN}{VALUE}",
        Grade.TICKET,
    ),
    (  # mikrotik root 51043806
        SERVICES,
        rf"(?:{SERVICES})[а-яё]{{0,2}}(?:[ ]?[:(|]{{1,2}}[ ]?|[ ](?:->|→|[-–—=])[ ]|,[ ]"
        rf"|[ ]){KNOWN}{BETWEEN}"
        r"(?P<v>\d{6,12})(?![\w.%:\-])",
        Grade.CODE,
    ),
    (  # 192.168.10.4 name x
        "10.|172.|192.168.",
        rf"(?:\d{{1,3}}\.){{3}}\d{{1,3}}(?::\d{{2,5}})?(?:[ ]?[:(|]{{1,2}}[ ]?|[ ](?:->|→"
        rf"|[-–—=])[ ]|,[ ]|[ ])"
        rf"{LOGIN}{BETWEEN}{VALUE}",
        Grade.TICKET,
    ),
    (  # -u name -p x
        "-u",
        rf"-[uU][ =]?{LOGIN} (?:-\w{{1,12}}[ ]){{0,2}}-[pPwW][ =]?{VALUE}",
        Grade.TICKET,
    ),
    (  # authenticate (name, x)
        "authenticat|авториз|log|sign|user|account|учетк|учётк|доступ|вход|зайти|войти|залогин",
        r"(?:authenticate|(?:log[ -]?in|sign[ -]?in|user|account)(?!\w)|авториз|уч[её]тк|доступ"
        r"|вход|зайти|войти|залогин)[^\n.(]{0,28}"
        rf"\({LOGIN}(?:,[ ]|[ ]?/[ ]?|:[ ]|[ ]?\|[ ]?){VALUE}",
        Grade.SAID,
    ),
    (  # first name, then x
        "чтобы_зайти|чтобы_войти|для_входа|сначала|сперва|first",
        rf"(?:чтобы (?:зайти|войти)|для входа|сначала|сперва|first)[ :]{{1,2}}(?:type "
        rf"|вводи[а-яё]{{0,2}} |логин )?{LOGIN},? "
        rf"(?:потом|затем|then|а потом|and then)(?: пароль| the password)? {VALUE}",
        Grade.MADE,
    ),
    (  # creds for jenkins: name x
        "cred|login|log-in|access|auth|ftp|http_|basic|морда|авториз|залогин|лог|кред|доступ|вход"
        "|учет|учёт|реквизит|данные|under|под|заход|зайд|логин"
        "|as_|account|админ|admin|vpn|впн|база|база_1|db|database|factory|default|user|юзер|tried"
        "|tested|пробовал|пробую",
        r"(?:cred(?:ential)?s?|log-?in|access|(?:basic |http )?auth(?: is)?|s?ftp|кред[а-яё]{1,4}"
        r"|доступ[а-яё]{0,3}|вход|уч[её]тк[аиоу]й?"
        r"|уч[её]тн[а-яё]{2} запис[а-яё]{1,2}|морда|авторизаци[яи]|залогин[а-яё]{2,4}|логопасс?"
        r"|реквизиты(?: доступа)?|данные(?: для входа)?|under|под|заходи[а-яё]{0,2}(?: под)?"
        r"|зайди[а-яё]{0,2}(?: под)?|логин[а-яё]{0,6}(?: как| под)?|as|account|админк[аиуе]"
        r"|admin panel|vpn|впн|база(?: 1с)?"
        r"|db|database|(?:factory )?default|user|юзер|tried|tested|пробовал[аи]?|пробую)"
        r"(?:[ ](?:for|of|on|to|from|at|от|на|для|к|в|у|ко|за)[ ](?:(?:the|our|my"
        r"|наш[а-яё]{1,3})[ ])?[\w.\-@:/]{1,40}(?:[ ][\w.\-]{1,24})?"
        r"|[ ]https?://[^\s,]{2,60}|[ ][\w\-]{1,30}(?:\.[\w\-/]{1,30}){1,4})?"
        rf"(?:[ ]?[:=,][ ]|[ ](?:is|are|это|-|—|–|as)[ ]|[ ]|\n){LOGIN}{BETWEEN}{VALUE}",
        Grade.TICKET,
    ),
    (  # creds: name 630685457
        "cred|log-in|log|access|basic_|http_|кред|доступ|реквизит|данные_для|логин|админк|vpn|впн"
        "|вход|база_1|учетк|учётк|kinit|get_in"
        "|got_in|default|factory|tried|пробовал",
        r"(?:cred(?:ential)?s?|access|log[ -]?in|(?:basic |http )?auth|кред[а-яё]{1,4}"
        r"|доступ[а-яё]{0,3}|реквизиты(?: доступа)?"
        r"|данные для входа|логин[а-яё]{0,6}(?: как| под)?|логопасс?|админк[аиуе]|vpn|впн|вход"
        r"|база 1с|уч[её]тк[аиоу]й?(?: админа)?|kinit|g[eo]t in"
        rf"|(?:factory )?default|tried|пробовал[аи]?){OF}(?:[ ]https?://[^\s,]{{2,60}})?"
        rf"(?:[ ]?[:=,][ ]|[ ](?:is|are|это|-|—|–|as|with|под)[ ]|[ ]|\n)(?:{LOGIN}{BETWEEN}"
        rf"|(?<=kinit with )|(?<=kinit с ))(?<![\d.])(?P<v>\d{{6,12}})"
        r"(?![\w.%:\-])",
        Grade.CODE,
    ),
    (  # root / x
        KNOWN_WORDS,
        rf"{KNOWN}[ ](?://|/)[ ]{VALUE}",
        Grade.TICKET,
    ),
    (  # root: x
        KNOWN_WORDS,
        rf"{KNOWN}(?:[ ]?(?://|[/|:])[ ]?|,[ ]|,[ ]?(?=[\"'])|(?<=[a-z]),(?=\S{{5}})|[ ](?:->|→"
        rf"|=>?|[-–—]{{1,2}}|and|и)[ ]|[ ]{{1,2}}|\t){VALUE}",
        Grade.MADE,
    ),
    (  # operator / 991893740
        KNOWN_WORDS,
        rf"(?:{KNOWN}[ ]?(?://|[/|])[ ]?|(?:root|admin|рут"
        rf"|админ):[ ]?)(?P<v>\d{{6,12}})(?![\w.%:\-])",
        Grade.CODE,
    ),
)
"""(first words, pattern, grade of the value)."""

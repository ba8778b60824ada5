"""Credentials in places that have no telling word before them: cells, signs, comments, accounts.

A table as that of `secret_made_rules`. Invariant: bounded repetition only. Deliberately elsewhere:
commands (`secret_commands`) and settings (`secret_settings`).
"""

from __future__ import annotations

from app.confidentiality.detectors.secret_made_parts import KNOWN, KNOWN_WORDS, VALUE, Grade
from app.confidentiality.detectors.secret_plain_rules import CUE

_HINT = (
    r"(?:(?:(?:the|my|our|his|her|your) )?(?:(?:first |last |maiden |middle |pet |nick)?name(?: of|d)?"
    r"|same|title|breed|street|town|surname) (?:as |of |that )?"
    r"|(?:тот же|та же|так же|то же)[а-яё ]{0,8},? (?:что|как)(?: и)? "
    r"|(?:имя|кличк[аи]|назван[а-яё]{2}|фамили[яи]|девичья|прозвище|порода|улица|город) )"
)
_NOUN = (
    r"[\"'`«]?(?P<v>(?-i:[A-ZА-ЯЁ])[^\W\d_]{3,20}\d{0,4}!?)[\"'`»]?"
    r"(?=[.!]?\)|[.!]?\s*(?:$|\n)|[.!]\s+(?-i:[A-ZА-ЯЁ]))"
)

PLACED: tuple[tuple[str, str, Grade], ...] = (
    (  # use svc_backup with x
        "use|using|try|as|under|log|sign|connect|под|через|зайди|заходи|входи",
        r"(?:use|using|try|as|under|(?:log|sign)(?:ged)?[ -]?in(?: as)?|connect(?: as)?|под|через"
        rf"|(?:зайди|заходи|входи)(?:те)?(?: под)?) {KNOWN} (?:with|w/|using|and|с|и|через) {VALUE}",
        Grade.MADE,
    ),
    (  # my account (name, x)
        "my|our|his|her|мо|наш",
        r"(?:my|our|his|her|мо[а-яё]{1,3}|наш[а-яё]{1,3}) (?:[\w\-]{2,16} )?(?:account|login|creds?"
        r"|credentials|уч[её]тк[а-яё]{1,2}|логин[а-яё]{0,2}|аккаунт[а-яё]{0,2}|доступ[а-яё]{0,2})"
        r" \([\"'`]?[A-Za-z][\w.@\\\-]{1,40}[\"'`]?(?:, | ?/ ?|: ?| \| )[\"'`]?"
        r"(?P<v>[^\W\d_][^\s\"'`()|,;]{3,40}[!\d#$%^&*])[\"'`]?\)",
        Grade.SAID,
    ),
    (  # the root password is still x
        "pass|pwd|pw|psw|парол|пас",
        rf"{CUE}(?!\w)(?:[ ](?:on|for|of|to|at|in|на|от|для|у|к|в)[ ](?:[\w.\-@]{{1,30}}[ ]){{1,5}}?"
        r"|[ ])(?:is |are |was )?(?:still|currently|even now|до сих пор|вс[её] ещ[её]|по-прежнему)"
        rf"(?: the default| стоит)?:?[ ]{VALUE}",
        Grade.STILL,
    ),
    (  # pwd: the name of our first office, x
        "pass|pwd|pw|psw|парол|пас",
        rf"{CUE}(?!\w)(?:[ ]?[:=]|[ ]-| is| was| это)?[ ,]{{1,2}}{_HINT}"
        rf"(?![^\n,:]{{0,30}}(?:secret|variable|key|file|env|field|parameter|секрет|переменн|ключ|файл"
        rf"|пол[яе]|параметр))[^\n.;:()]{{2,60}}?"
        rf"(?:, (?:- )?|:[ ]| - ){_NOUN}",
        Grade.SAID,
    ),
    (  # <td>admin</td><td>x</td>
        KNOWN_WORDS,
        rf"{KNOWN}\s{{0,4}}(?:</\w{{1,6}}>\s{{0,4}}){{0,2}}</t[dh]>\s{{0,20}}<t[dh][^>\n]{{0,60}}>\s{{0,4}}"
        rf"(?:<\w{{1,6}}>){{0,2}}{VALUE}",
        Grade.MADE,
    ),
    (  # admin@x that is no host
        KNOWN_WORDS,
        rf"{KNOWN}@{VALUE}",
        Grade.WILD,
    ),
    (  # a key drawn before a value
        "\U0001f511|\U0001f510|\U0001f5dd",
        rf"[\U0001f511\U0001f510\U0001f5dd][ ]?[:=\-]?[ ]?{VALUE}",
        Grade.MADE,
    ),
)
"""(first words, pattern, grade of the value)."""

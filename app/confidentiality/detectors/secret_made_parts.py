"""Pieces of the patterns that point at a credential, and what each asks of its value.

Every piece is a regular expression of bounded length. Deliberately elsewhere: the patterns
(`secret_made_pairs`, `secret_made_codes`, `secret_made_rules`).
"""

from __future__ import annotations

from enum import Enum


class Grade(Enum):
    """What a place asks of the value in it."""

    ANY = "any"
    """Said to be a credential: a word of its own, five digits or whatever looks made."""
    MADE = "made"
    """Letters mixed with digits or signs that make no names of things."""
    TOLD = "told"
    """The same, and the text near it speaks of logging in."""
    TYPED = "typed"
    """The same; near `password` also whatever has a digit and names no thing."""
    TICKET = "ticket"
    """The same, or what is built like a ticket's key."""
    NUMBER = "number"
    """The same, or five digits or more."""
    SAID = "said"
    """Whatever is no placeholder and no talk."""
    HEARD = "heard"
    """The same, where a word for a password stands shortly before."""
    WILD = "wild"
    """Letters of both cases, or signs, mixed with digits as no name of a host or a login is."""
    STILL = "still"
    """Said to be in force even now, so it is no placeholder though it looks like one."""
    NAMED = "named"
    """The pattern decides, where no word before the place says that everybody may read it."""
    CODE = "code"
    """The pattern alone decides."""


VALUE = (
    r"[\"'`«“(]{0,2}(?P<v>[^\s\"'`«»“”<>()|,;{}\[\]⟦⟧]{2,63}"
    r"[^\s\"'`«»“”<>()|,;:.?{}\[\]⟦⟧])(?=[\"'`»”)]{0,2}[.,;:!?)|]{0,2}(?:[\s\"'<&]|$))"
)
IS = (
    r"(?:[ ]?[:=]{1,2}[ ]?|[ ]?(?:->|→|[-–—]{1,2})[ ]|['’]s[ ]|(?:[ ](?:is|was|are|be|as|stays"
    r"|remains|still|now|to"
    r"|это|теперь|такой|такая|там|тут|сейчас|пока|всё ещё|(?:вс[её] )?тот же|будет|был[ао]?"
    r"|ост[аё][а-яё]{2,5}|служит|стал[ао]?"
    r"|стоит|постав[а-яё]{2,4}|прежний|старый|новый|простой|временный)){1,3}(?:[ ]?:|,)?[ ]|[ ])"
)
BETWEEN = (
    r"(?:[ ]?(?://|[/|:\\])[ ]?|[ ]?[,;][ ]"
    r"|[ ](?:->|→|[-–—]{1,2}|=>?|and|with|using|и|с|с паролем|pass|pw|пасс)[ ]|[ ]{1,3}|\t)"
)
LOGIN = r"[\"'`«]?[A-Za-z][\w.@$\\\-]{1,40}[\"'`»]?"
KNOWN = (
    r"(?<![\w/.\-@$:])[\"'`]?(?:administrator|admin|root|postgres|oracle|operator|guest|manager"
    r"|sysadmin|support"
    r"|tomcat|mysql|jenkins|deploy(?:er)?|backup|test(?:er)?\d{0,3}"
    r"|user\d{0,3}(?![\"'`]?(?:[ ]?=|:[ ]))|ubuntu|ops|sa"
    r"|svc[_\-][\w\-]{1,20}|(?!e\.g|i\.e)[a-z]\.[a-z]{3,20}|админ|рут)[\"'`]?"
)
KNOWN_WORDS = (
    "admin|root|postgres|oracle|operator|guest|manager|sysadmin|support|tomcat|mysql|jenkins"
    "|deploy|backup"
    "|test|user|ubuntu|ops|sa/|sa_|sa:|svc|админ|рут"
)
VERBS = (
    "use|with|run|add|pass|set|give|option|flag|switch"
    "|ключ|флаг|параметр|через|укажи|указывай|с|ключом|флагом"
)
OPTIONS = "|".join(f"{verb}_{quote}-" for verb in VERBS.split("|") for quote in ("", "`", '"', "'"))
SERVICES = (
    "jenkins|gitlab|github|gitea|grafana|zabbix|nexus|jira|confluence|sonar|sonarqube|harbor"
    "|rabbitmq|kibana|elastic"
    "|minio|portainer|proxmox|esxi|vcenter|ilo|idrac|ipmi|bmc|pfsense|mikrotik|cisco|router|switch"
    "|nas|printer|camera"
    "|cctv|vpn|wifi|wi-fi|mail|mailbox|smtp|imap|ftp|sftp|ssh|rdp|db|database|postgres|mysql"
    "|oracle|mssql|1c|crm|erp"
    "|bitrix|wordpress|cpanel|prometheus|argocd|airflow|superset|nextcloud|teamcity|bamboo"
    "|artifactory|staging|stand"
    "|stage|demo|sandbox|portal|дженкинс|гитлаб|графан|заббикс|нексус|джир|конфлюенс|роутер|свитч"
    "|принтер|камер|почт"
    "|впн|вайфа|баз|1с|битрикс|админк|стенд|стейдж|портал|сервер|сайт|хостинг"
)
OF = (
    r"(?:[ ](?:for|of|on|to|from|at|от|на|для|к|в|у)[ ]"
    r"(?:(?:the|our|my)[ ])?[\w.\-@]{1,40}(?:[ ][^\W\d_]{1,24})?)?"
)
DIGITS = r"(?<!\w)(?P<v>\d{4,8}|\d{3}[ \-]\d{3})(?![\w%]|[.:,\-]\d)"

"""Places where names of machines stand: prompts, logs, labels, inventories, commands, errors, cues.

In a firm place any word is a name that is not of the trade's vocabulary; in a loose one (a sentence
about a server) a bare word counts only when it is built like a name. Invariant: every pattern runs
in linear time, and begins with a sign or a word that is looked for first (`cues`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.called import may_call
from app.confidentiality.detectors.cues import Cues, before
from app.confidentiality.detectors.machines import is_glued
from app.confidentiality.detectors.standing import is_dashed, stands
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.trade_words import (
    PETS,
    PORTS,
    ROLES,
)

Span = tuple[int, int]

_N = r"[A-Za-z0-9](?:[\w\-]|\.(?=\w)){1,99}"
_LIST = rf"{_N}(?::\d{{2,5}})?(?:[ \t]{{0,2}}[,;][ \t]{{0,2}}{_N}(?::\d{{2,5}})?){{0,30}}"
_END = r"(?![\w(/@=]|\.\w)"
_FIRM_KEYS = words(
    "host hostname hosts instance node nodename node_name server_name servername fqdn computern"
    "ame computer"
)
_LABELLED = (
    "host|instance|node|server|machine|target|fqdn|master|primary|standby|replica|peer|broker"
    "|bootstrap|upstream|backend"
    "|hypervisor|vm|bastion|endpoint|device|computer|workstation|cluster|context|хост|сервер"
    "|узел|нода|машина|инстанс|ке:",
    r"(?P<k>(?:hosts?(?:_?name)?|instance|node(?:_?name)?|servers?(?:_?name)?|machine|targets?"
    r"|fqdn|master|primary|standby|replica"
    r"|peer|brokers?|bootstrap[._-]servers?|upstream|backend|hypervisor|vm|bastion|endpoint"
    r"|device|computer(?:name)?|workstation"
    r"|cluster|context|хост|сервер|узел|нода|машина|инстанс|ке))"
    rf"(?P<o>[\"']?\s?(?:=>|[:=]~?)\s{{0,3}})\\?[\"'`\[]{{0,2}}(?P<h>{_LIST})(?P<e>[\"'`]?)"
    rf"(?![\w(/@=]|\.\w|[ ]?=)",
)
_SAID = (
    "host|server|node|machine|vm|instance|box|ssh|scp|ping|bastion|fqdn|replica|primary|standby"
    "|master|slave|hypervisor|workstation|desktop|system"
    "|laptop|computer|cluster|context|broker|member|router|switch|firewall|balancer|gateway"
    "|jumphost|log_in|login_to|reboot|restart|drained"
    "|хост|сервер|инстанс|гипервизор|кластер|контекст|роутер|маршрутизатор|коммутатор"
    "|балансировщик|шлюз|бастион|брокер|комп|ноут|контроллер|мастер"
    "|слейв|стендбай|нод|узел|узл|машин|тачк|виртуалк|реплик|железк|станци|систем"
    "|рабочее_место|рабочего_места|рабочем_месте",
    r"(?:(?:hosts?|servers?|nodes?|machines?|vms?|instances?|boxe?s?|ssh|scp|ping|bastion|fqdn"
    r"|hostname|replica|primary|standby|master|slave"
    r"|hypervisor|workstation|desktop|laptop|computer|system|cluster|contexts?|broker|member|router"
    r"|switch|firewall|balancer|gateway|jumphost|ssh to"
    r"|log ?in to|rebooted?|restart(?:ed)?|drained?)"
    r"|(?:хост|сервер|инстанс|гипервизор|кластер|контекст|роутер|маршрутизатор|коммутатор"
    r"|балансировщик|шлюз|бастион|брокер|комп|компьютер|ноут"
    r"|ноутбук|контроллер|мастер|слейв|стендбай)[а-я]{0,3}|нод[аеуыой]{1,2}|узел|узл[а-я]{1,3}"
    r"|машин[а-я]{1,2}|тачк[а-я]{1,2}|виртуалк[а-я]{1,2}"
    r"|реплик[а-я]{1,2}|железк[а-я]{1,2}|станци[а-я]{1,2}|систем[а-я]{1,2}"
    r"|рабоч(?:ее|его|ем) мест[оае])(?:\s?[:=\-]|\s(?:с именем|named"
    r"|called|is|под названием|имя|name))?\s[\"'`*«(\[]{0,3}"
    r"(?P<h>[A-Za-z0-9][\w\-]{1,62})(?![\w(/@=]|\.\w)",
)
_PLACES = Cues(
    (
        _LABELLED,
        _SAID,
        (
            "ssh|mosh|sftp|telnet|ping|traceroute|tracepath|mtr|dig|nslookup|nc|ncat|nmap"
            "|arping|fping|rdesktop|mstsc|test-netconnection|tnc|enter-pssession|-computername",
            r"(?:test-netconnection|tnc|enter-pssession|-computername"
            r"|ssh(?:-copy-id|-keyscan)?|mosh|sftp|telnet|ping6?|traceroute6?|tracepath|mtr"
            r"|dig|nslookup|nc|ncat|nmap|arping|fping|rdesktop|mstsc /v:)"
            rf"(?:[ ]-[a-z0-9]+(?:[ ]?(?=[\w/.~\-]*[/\d~=.])[\w/.~\-=]{{0,60}})?){{0,5}} ?"
            rf"(?:[\w.\-]{{1,32}}@)?(?P<h>{_N})(?![\w@/(=])",
        ),
        (
            "hosts|servers|nodes|brokers|targets|members|peers|machines|upstream",
            r"(?:hosts|servers|nodes|brokers|targets|members|peers|machines"
            r"|upstreams?)[\"']?:[ \t]{0,3}\n"
            rf"(?P<h>(?:[ \t]{{1,20}}(?:- ?)?[\"']?{_N}[\"']?(?::\d{{2,5}}"
            rf"|:)?[\"']?,?[ \t]{{0,3}}(?:\n|$)|- ?[\"']?{_N}[\"']?(?::\d{{2,5}})?[ \t]{{0,3}}"
            rf"(?:\n|$)){{1,40}})",
        ),
        (
            "cordon|uncordon|drain|use-context|--context|--node|--host|--server|--limit"
            "|--target|--broker|--bootstrap|--vm|--master|--peer|--endpoint",
            r"(?:(?:un)?cordon|drain|use-context|--(?:context|node|node-name|host|host-?name"
            r"|server|limit|target|broker|bootstrap-servers?|vm|master|peer|endpoint))"
            rf"[ =][\"'`]?(?P<h>{_LIST}){_END}",
        ),
        (
            "describe|delete|get|top|label|taint|annotate|edit|nodes/|node/|switched_to",
            rf"(?:(?:describe|delete|get|top|label|taint|annotate|edit) nodes? |nodes?/"
            rf"|switched to context )[\"'`]?(?P<h>{_LIST}){_END}",
        ),
        (
            "sysname",
            rf"sysname(?:\.0)?[ ]?[:=]?[ ]?(?:string:[ ]?)?[\"'`]?(?P<h>{_N}){_END}",
        ),
        (
            "problem|recovery|acknowledgement",
            rf"(?:problem|recovery|acknowledgement) (?:- |alert: )(?P<h>{_N})(?=[/;])",
        ),
        (
            "unknownhost|unknown_host|enotfound|eai_again|resolve_host|translate_host"
            "|getaddrinfo|lookup|nxdomain|no_route|connection_to|logged|received:",
            r"(?:unknownhostexception:?|enotfound|eai_again|resolve host(?:name)?:?"
            r"|translate host name|unknown host:?|getaddrinfo[\w ]{0,20}:?"
            r"|lookup|nxdomain for|no route to host:?|connection to(?: server at)?"
            r"|logged (?:in )?(?:on )?to|received: from)"
            rf" [\"'`]?(?P<h>{_N})[\"'`]?(?=[\s:,;)]|\.?$|\.\s)(?! (?:the|a|an)\b)",
        ),
    )
)
_COMMAND = re.compile(r"(?:^|[\n$#`;|&>(]\s?|\bsudo |\n[ \t]{1,8})\Z")
_AT = re.compile(rf"@(?P<h>{_N})(?P<e>:[~/]|#|:\$|(?=[:\s][^\n]{{0,80}}[#$%>]|\]?[#$%>]))")
_PROMPT = re.compile(r"(?:^|\n)[ \t>|`]{0,8}(?:\([\w.\-]{1,30}\) )?\[?[A-Za-z_][\w.\-\\]{0,40}\Z")
_REMOTE = re.compile(r"@(?P<h>[A-Za-z0-9][A-Za-z0-9\-]{1,62})(?![\w@/]|\.\w|-\w)")
_USER = re.compile(r"(?<![\w.\-/@:])[A-Za-z_][\w.\-]{0,31}\Z")
_SYSLOG = re.compile(
    rf"[A-Z][a-z]{{2}}\s{{1,2}}\d{{1,2}} \d\d:\d\d:\d\d(?: \d{{4}})?\s(?P<h>{_N})\s(?=[\w./\-"
    rf"()]{{1,48}}(?:\[\d{{1,7}}\])?:)"
)
_ISO_LOG = re.compile(
    rf":\d\d(?:[.,]\d{{1,9}})?(?:Z|[+\-]\d\d:?\d\d)?\s(?P<h>{_N})\s(?=[\w./\-"
    rf"()]{{1,48}}\[\d{{1,7}}\]:)"
)
_LINES = tuple(
    (needle, re.compile(rf"(?m)^{pattern}"))
    for needle, pattern in (
        (
            "#",
            rf"[ \t]{{0,4}}(?P<h>{_N})(?:\((?:config|conf)[\w\-]{{0,20}}\)#|#(?=(?:show|sh|conf"
            rf"|ping|display|enable|exit)\b))",
        ),
        (
            "ProxyJump",
            rf"[ \t]{{0,8}}ProxyJump[ \t]{{1,4}}(?P<h>{_N}(?:,{_N}){{0,4}})[ \t]*$",
        ),
        (
            "Host",
            rf"[ \t]{{0,8}}(?:Host|Host[Nn]ame)[ \t]{{1,4}}(?P<h>{_N}"
            rf"(?:[ \t]{_N}){{0,8}})[ \t]*$",
        ),
        ("Ready", rf"[ \t]{{0,4}}(?P<h>{_N})(?=[ \t]{{1,40}}(?:Not)?Ready[ \t,])"),
        (
            "IN",
            rf"(?P<h>{_N})(?=\.?[ \t]{{1,30}}(?:\d{{1,7}}[ \t]{{1,8}})?IN[ \t]{{1,8}}"
            r"(?:A|AAAA|CNAME|PTR|MX|TXT)[ \t])",
        ),
        (">1 ", rf"<\d{{1,3}}>1 \S{{10,40}} (?P<h>{_N})(?= )"),
        ("ansible_", rf"[ \t]{{0,8}}(?P<h>{_N})(?=[ \t]{{1,20}}ansible_\w+=)"),
        (
            " AAAA",
            rf"(?P<h>{_N})(?=(?:,[\w.:\[\]]{{2,60}})? (?:ssh-(?:rsa|ed25519|dss)"
            rf"|ecdsa-sha2-\w+) AAAA)",
        ),
    )
)
_FILE = re.compile(
    rf"(?m)^(?=[ \t>|#]{{0,8}}[0-9a-f\u27e6])[ \t>|#]{{0,8}}(?:(?:\d{{1,3}}\.){{3}}\d{{1,3}}"
    rf"|[0-9a-fA-F:]{{3,39}}|\u27e6{{4,12}})[ \t]{{1,12}}"
    rf"(?P<h>{_N}(?:[ \t]{{1,8}}{_N}){{0,5}})[ \t]*(?:#[^\n]*)?$"
)
_PORTED = re.compile(r":(?P<p>\d{2,5})(?![\w.:\-])")
_COPIED = re.compile(r":(?=[/~])(?!//)")
_NAME_BEFORE = re.compile(rf"(?:(?<![\w.\-/@:$%{{}}#])|(?<=:@)|(?<=:@//))(?=[A-Za-z])(?P<h>{_N})\Z")
_OPTION = re.compile(rf"-[hHS] ?(?P<h>{_N})(?![\w@/(=])")
_WEAK_CUE = re.compile(
    r"(?<!\w)(?:on|from|to|via|behind|at|на|с|со|из|к|по|за|у)\s[\"'`*«(\[]{0,3}\Z", re.IGNORECASE
)
_RUSSIAN = re.compile(r"[а-яё]", re.IGNORECASE)


def placed(text: str) -> Iterator[Span]:
    """The span of every bare or dotted name that stands in a place of machines."""
    for number, match in _PLACES.matches(text):
        first = text[match.start() - 1 : match.start()].isalpha()
        within = first and not text[match.start()].isupper()
        if number == 0 and not within:
            yield from _names(text, match.span("h"), _is_firm(text, match))
        elif number == 1 and not within and _is_said(match):
            yield match.span("h")
        elif number > 2 or (number == 2 and before(text, match.start(), _COMMAND, 12)):
            yield from _names(text, match.span("h"), firm=True)
    if "@" in text:
        yield from _after_at(text)
    for pattern in (_SYSLOG, _ISO_LOG):
        for match in pattern.finditer(text):
            yield from _names(text, match.span("h"), firm=True)
    for needle, pattern in _LINES:
        for match in pattern.finditer(text) if needle in text else ():
            yield from _names(text, match.span("h"), firm=True)
    for match in _FILE.finditer(text):
        yield from _names(text, match.span("h"), firm=match["h"].count(" ") < 3)
    for match in _OPTION.finditer(text):
        if not re.match(r"[\w\-]", text[match.start() - 1 : match.start()]):
            yield from _names(text, match.span("h"), firm=False)
    yield from _before_colon(text)


def _is_firm(text: str, match: re.Match[str]) -> bool:
    """A label whose value is nothing but a name: `instance="x"`, or `host: x` and no more."""
    key = match["k"].casefold()
    alone = text[match.end() : match.end() + 1] in ("", "\n", ",", "}", "]")
    closed = bool(match["e"]) or "=" in match["o"] or (alone and ":" in match["o"])
    return closed and (key in _FIRM_KEYS or bool(_RUSSIAN.match(key)))


def _after_at(text: str) -> Iterator[Span]:
    """`root@db1:~#`, `deploy@bastion-7`."""
    for match in _AT.finditer(text):
        if match["e"] or before(text, match.start(), _PROMPT, 96):
            yield from _names(text, match.span("h"), firm=True)
    for match in _REMOTE.finditer(text):
        called = not match["h"].isalpha() or (match["h"].islower() and may_call(match["h"]))
        if called and before(text, match.start(), _USER, 34):
            yield from _names(text, match.span("h"), firm=True)


def _before_colon(text: str) -> Iterator[Span]:
    """`pgmaster:5432`, and `web-12:/tmp` of scp."""
    for match in _PORTED.finditer(text):
        name = before(text, match.start(), _NAME_BEFORE, 66) if match["p"] in PORTS else None
        if name:
            yield from _names(
                text, name.span("h"), firm=len(match["p"]) > 3 and name["h"].islower()
            )
    for match in _COPIED.finditer(text):
        name = before(text, match.start(), _NAME_BEFORE, 66)
        if name and not name["h"].isalpha():
            yield from _names(text, name.span("h"), firm=False)


def _is_said(match: re.Match[str]) -> bool:
    """Whether a sentence says that this is a machine: `on server x`, `на хосте x`."""
    name = match["h"]
    if not name.isalpha():
        built = "-" in name and not ROLES.isdisjoint(name.casefold().split("-"))
        return stands(name, firm=built)
    if not name.islower():
        return False
    return name in PETS or (
        bool(is_glued(name) or _RUSSIAN.match(match[0])) and stands(name, firm=True)
    )


def is_cued(text: str, start: int, name: str) -> bool:
    """Whether a name built like a machine's comes after no more than `on` or `с`."""
    return is_dashed(name) and bool(before(text, start, _WEAK_CUE, 12)) and stands(name, firm=False)


def _names(text: str, span: Span, firm: bool) -> Iterator[Span]:
    for match in _EACH.finditer(text, *span):
        name = match[0].rstrip("-_.")
        if stands(name, firm):
            yield match.start(), match.start() + len(name)


_EACH = re.compile(_N)

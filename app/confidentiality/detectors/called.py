"""Machines called by ordinary words: `ssh to walrus`, `oak is down`, `зайди на берёзу`.

A noun that no manual has (`plain_words`), or one of those that machines are called by in Russian
(`called_words`), is a machine's name where one stands: behind a word for a machine or a command,
behind `on` and its like, before what only machines do, in a row with another such name, or among
words of the other script. Invariant: only such nouns are looked at, and at each no more than some
sixty characters on both sides. Deliberately elsewhere: names built like a machine's (`machines`).
"""

from __future__ import annotations

import functools
import re

from app.confidentiality.detectors import called_words
from app.confidentiality.detectors.morphology import readings
from app.confidentiality.detectors.plain_words import is_plain

_OPEN = r"[\"'`*«“(\[]{0,2}\Z"
_MACHINE = (
    r"(?:server|host|node|machine|box|vm|instance|hypervisor|bastion|jump ?(?:box|host)|gateway|nas"
    r"|san|filer|mirror|mainframe|appliance"
    r"|replica|primary|standby|master|slave|leader|follower|broker|member|agent|runner|worker|peer"
    r"|switch|router|firewall|system|sysname"
    r"|printer|scanner|desktop|laptop|workstation|pc|thin client|dongle"
    r"|controller|rig|blade|lpar|zone|jail|container|domain controller"
    r"|сервер|серва?к|хост|машин|тачк|виртуал(?:ьн[а-яё]{2} машин|к)|нод|уз[ео]?л|желез(?:к|як)"
    r"|комп(?:ьютер)?|ноут(?:бук)?|бокс|реплик|мастер|слейв|лидер|агент|раннер|воркер|брокер"
    r"|гипервизор|роутер|маршрутизатор|коммутатор|свитч|хранилк|бастион|принтер|станци|стойк"
    r"|блейд|контроллер|инстанс|стенд|шлюз|хостнейм|нас)(?:[a-z]{0,2}|[а-яё]{0,3})"
)
_LEFT = re.compile(
    rf"(?i)(?<![\w\-])(?:{_MACHINE}(?:[ ]?[=:,(–—]| -| is| was| are|[ ](?:named|called|aka|known as"
    r"|nicknamed|имени|по имени|с именем|с названием|под названием|по кличке|зов[её]тся"
    r"|называется|звали|зовут|это|сейчас|теперь|был[аи]?))?"
    r"|named|called|nicknamed|call(?:ed)? it|aka"
    r"|ssh|scp|sftp|mosh|rdp|vnc|ping|telnet|traceroute|mtr|rsync|nmap|wake|reboot(?:ed|ing|s)?"
    r"|reimage[ds]?|reinstall(?:ed)?|decommission(?:ed)?|rebuil[dt]|repave|power[- ]?cycle[ds]?"
    r"|cordon|uncordon|drain(?:ed)?|proxyjump|hostname|fqdn|on host|node show|--limit|-[hHlJ]"
    r"|salt|instance|target|lookup|resolve|broke|killed|bricked|nuked|wiped|виноват[аы]?|"
    r"ребут(?:ни|нул[аи]?|ните|ать|нем)|перезагруз(?:и|ил[аи]?|ите|ить|им)|пинган(?:и|уть)|пингуй"
    r"|подними(?:те)?|погаси(?:те)?|выключи(?:те|ть)?|включи(?:те|ть)?|обнови(?:те|ть)?|потуши"
    r"|дёрни|дерни|почини(?:те|ть)?|проверь|глянь|вывед(?:и|ите)|верни(?:те|ть)?|спиши|зовут"
    rf"|назвали|имя хоста)[ \t]{{0,2}}{_OPEN}"
)
_LOOSE = re.compile(
    rf"(?i)(?<![\w\-])(?:on|from|at|onto|off|via|behind|into|across|between|на|с|со|из|к|ко|за|до"
    rf"|от|через|в|во|у|из-под|для|про|между)[ ]{_OPEN}"
)
_MOVED = re.compile(
    r"(?i)(?<![\w\-])(?:ssh|log|logged|logging|login|hop|hopped|connect|connected|move|moved|moving"
    r"|cop(?:y|ied|ying)|send|sent|push(?:ed)?|pull(?:ed)?|ship(?:ped)?|fail(?:ed|s)? ?over|failover"
    r"|switch(?:ed)?|switchover|migrat(?:e|ed|ing|ion)|sync(?:ed)?|rsync|scp|rdp|vnc|vmotion|back"
    r"|backed|backups?|write|deploy(?:ed|s)?|go|goes|going|route[ds]?|point(?:s|ed)?|restore[ds]?"
    r"|upload(?:ed)?|attach(?:ed)?|mount(?:ed)?|replicat(?:e|ed|es)|promot(?:e|ed)|add(?:ed)?"
    r"|assign(?:ed)?|from|plug(?:ged)?|everything|traffic|access|reach|way)\b[^\n.;!?]{0,30}[ ]to[ ]"
    rf"{_OPEN}"
)
_PART = re.compile(
    r"(?i)(?<![\w\-])(?:owner|admin|consoles?|logs?|syslog|uptime|disks?|memory|ram|cpu|load|certs?"
    r"|certificate|backups?|snapshots?|config|ip|address|rack|kernel|fans?|psus?|ilo|idrac|ipmi|bmc"
    rf"|clone|image|cron|crontab|root|user) (?:of|for|in) {_OPEN}"
)
_STATE = (
    r"(?:down|up|fine|dead|alive|back|slow|full|unreachable|offline|online|unresponsive|overheating|hung"
    r"|stuck|broken|gone|fine again|idle|read-only|out of|running|not responding|rebooting|overloaded"
    r"|on fire|lagging|being|patched|decommissioned|ours|free to|next|on the (?:vpn|network|lan)"
    r"|in (?:the )?(?:rack|maintenance|row|dc|pool)|the (?:new|old|primary|backup|monitoring|build|db)"
    r"|still (?:down|up|on|running)|at \d)"
)
_DOES = re.compile(
    r"[\"'`*»)\]]{0,2}(?:"
    rf"(?: (?:is|was|are|were|went|came|seems|looks|got|has gone|stays|goes))"
    rf"(?: (?:so|very|again|still|completely|now|already|really|almost))? {_STATE}\b"
    r"| (?:rebooted|crashed|died|hangs|hung|froze|lags|lagged|panicked|restarted|responds|answers"
    r"|flaps|flapped|flapping|(?:just )?paged|alerts|alerting|fires|firing|eats|ok now|out of quorum"
    r"|boots|reboots|disappeared|overheats|ran out|runs out|won'?t boot|doesn'?t boot"
    r"|doesn'?t (?:answer|respond|ping)|isn'?t (?:up|back|responding)"
    r"|has (?:no|two|three|\d|a (?:dead|failed|bad)|dead|ecc)|draws|lost (?:its|the|a|power)"
    r"|joined the|left the (?:group|cluster|pool)|node_?exporter)\b"
    r"|,? (?:again )?(?:up|down|alive|dead|back|reachable|ok|rebooted)(?: (?:yet|again))?\?"
    r"| (?:out of|back in(?:to)?|back up|into|from) (?:the )?(?:pool|rotation|cluster|balanc|lb\b|vip"
    r"|service|rack|maintenance|dns|monitoring|inventory|backend|upstream)"
    r"| (?:icmp_seq|ansible_|port \d|\(\d{1,3}\.\d|BMC|ilo\b|vm\b)"
    r"|:\d{3,5}(?![\w.])|/[A-Z]|:~?[/~$#]|%[ ]\w|[ ]?[>#] ?(?:show|sh|conf|configure|enable"
    r"|display|ping|exit)|:[ ]load average"
    r"|[ ]\|[ ]?\d{1,3}\.\d{1,3}\.|[ \t]{1,12}\d{1,3}(?:\.\d{1,3}){3}"
    r"|'s (?:disk|console|root|logs?|uptime|kernel|fans?|psu|cpu|memory|ilo|load|raid|crontab|ip)\b)"
)
_THING = re.compile(r"(?i)(?<![\w\-])(?:the|a|an|my|our|your|his|her|their|this|that|every) \Z")
_ACTS = re.compile(
    r"[\"'`»]{0,2} (?:(?:опять|снова|уже|вс[её]|вчера|сегодня|ночью|тоже|всё ещё|пока|сейчас)[ ]){0,2}"
    r"(?:недоступ|не доступ|упал|лежит|завис|висит|не отвеча|не пинг|не подн|тормоз|перегре"
    r"|перезагру|отвалил|умер|сдох|ожил|поднял|ребутн|не груз|не вид|без (?:сети|питания|места)"
    r"|стоит в|стоят в|в (?:стойке|пуле|офлайне|дауне)|переезжа|офлайн|онлайн|загружен|перегруж"
    r"|выключен|не включ|шумит|пингует)"
)
_ROW = re.compile(
    r"[\"'`*»)]{0,2}(?:,(?: потом)?| and| or| to| и| или| на|,? (?:then|не|а не|not|потом)| ->| →"
    r"| [/+&]|/| \(was"
    r"| \(бывш[а-яё]{2,4})[ ]?[\"'`*«(]{0,2}"
)
_LOGGED = re.compile(r"(?:WARN(?:ING)?|ERROR|INFO|DEBUG|CRIT(?:ICAL)?|FATAL)[ ]{1,3}\[\Z")
_WORD_BEFORE = re.compile(r"(?P<w>[А-Яа-яЁё]{1,20})[ ]{1,2}[\"'`«(]?\Z")
_WORD_AFTER = re.compile(r"[\"'`»)]?,?[ ]{1,2}(?P<w>[А-Яа-яЁё]{1,20})(?![\w\-])")
_REACH = 70
_LISTED = called_words.ENGLISH - called_words.AMBIGUOUS
_OPERATED = re.compile(
    r"(?i)(?<![\w\-])(?:raid|disks?|firmware|reboot\w*|rack|patch\w*|kernel|cpu|ram|raids?|psu|fans?"
    r"|snapshots?|clone[ds]?|cloning|vms?|builds?|building|running on|nagios|zabbix|munin|icinga"
    r"|veeam|bacula"
    r"|critical|warning|down|unreachable|uptime|downtime|server|servers|hosts?|nodes?|machines?|boxes"
    r"|boxen|decommission\w*|retire|migrat\w+|dell|hpe?|supermicro|proliant|poweredge|r\d{3}|u\d{1,2}"
    r"|asset|nfs|smb|dhcp|hypervisor|esxi?|kvm|proxmox|failover|replica\w*|primary|standby|sshd?|rdp"
    r"|ping\w*|cron\w*|rsync|logs?|login:|unplug\w*|overheat\w*|bios|ecc|nic|vlan|in use|using|busy"
    r"|ansible|changed=|pssession|show|changes|lost its|\d{1,3}(?:\.\d{1,3}){3}"
    r"|(?:[0-9a-f]{2}:){5}[0-9a-f]{2}"
    r"|рейд|диск[а-яё]{0,3}|прошивк[а-яё]|ребут[а-яё]*|перезагру[а-яё]+|стойк[а-яё]|патч[а-яё]*|пропат[а-яё]+"
    r"|ядр[ао]|снапшот[а-яё]{0,2}|виртуалк[а-яё]|сборк[а-яё]|заббикс[а-яё]?|недоступ[а-яё]+|сервер[а-яё]{0,3}"
    r"|серва?к?[а-яё]{0,2}|хост[а-яё]{0,2}|нод[аыуе]|машин[аыуе]|узел|списать|реплик[а-яё]|мастер|бэкап[а-яё]*"
    r"|лог[иа]?|упал[аио]?|легл?[аио]?|лёг|цод[а-яё]?|иноды?|места|памят[ьи]|гипервизор|железк[а-яё]|пинг[а-яё]*)"
    r"(?![\w\-])"
)
"""What shows that a line speaks of machines."""


@functools.lru_cache(maxsize=20_000)
def may_call(word: str) -> bool:
    """Whether a word in small letters, of either script, is one that a machine may be called by."""
    if word.isascii():
        return is_plain(word)
    return word.replace("ё", "е") in called_words.forms()


def is_called(text: str, start: int, end: int, named: int = -100) -> bool:
    """Whether the word stands where a machine's name does; `named`: where the last one ended."""
    low = max(0, start - _REACH)
    if 0 <= start - named < 24 and _ROW.fullmatch(text, named, start):
        return True
    if _LEFT.search(text, low, start):
        return True
    loose = _LOOSE.search(text, low, start)
    if loose and not (loose[0].lower() in ("у ", "про ", "для ") and _owned(text, end)):
        return True
    if _DOES.match(text, end) and not _THING.search(text, low, start):
        return True
    if text[start].isascii() and _is_listed(text[start:end]):
        return _THING.search(text, max(0, start - 12), start) is None
    if not text[start].isascii() and _among_machines(text, start, end):
        return True
    if text[start].isascii():
        return bool(
            _PART.search(text, low, start)
            or _MOVED.search(text, low, start)
            or _LOGGED.search(text, low, start)
            or _WORD_BEFORE.search(text, low, start)
            or _WORD_AFTER.match(text, end)
        )
    return _ACTS.match(text, end) is not None


def _owned(text: str, end: int) -> bool:
    """`у кота шефа`: whose it is stands behind a beast that is one."""
    after = _WORD_AFTER.match(text, end)
    if after is None:
        return False
    found = readings(after["w"].lower())
    return any({"NOUN", "anim", "gent"} <= reading.grammemes for reading in found)


def _is_listed(word: str) -> bool:
    low = word.lower()
    return low in _LISTED if low.isascii() else True


def _among_machines(text: str, start: int, end: int) -> bool:
    """Whether a beast or a plant stands bare in a line that speaks of machines."""
    if _THING.search(text, max(0, start - 12), start):
        return False
    first = max(text.rfind("\n", max(0, start - _REACH), start) + 1, start - _REACH, 0)
    last = text.find("\n", end, end + _REACH)
    return _OPERATED.search(text, first, last if last >= 0 else end + _REACH) is not None

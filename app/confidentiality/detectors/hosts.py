"""Names of machines: full names, bare internal names, and the hosts of URLs.

A full name counts when its ending is one of the net or of a house, and it is not known to
everybody. A bare name (`db-prod-03`) counts when it is built like one: a role and a number, with a
place or stage, or right after a word that names machines. Image tags, versions, files, metric
names and Kubernetes vocabulary are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.addresses import is_telling
from app.confidentiality.detectors.domains import (
    FILE_ENDINGS,
    INTERNAL_ENDINGS,
    WORDY_ENDINGS,
    is_ending,
    is_public,
    is_reserved,
)
from app.confidentiality.detectors.tables import words

_FULL = re.compile(
    r"(?<![\w.$%{}\\\-])(?P<h>[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,12})\.?(?![\w({]|-\w)"
)
_URL = re.compile(
    r"(?<![A-Za-z0-9+.\-])(?:jdbc:)?[A-Za-z][A-Za-z0-9+.\-]{1,20}://"
    r"(?P<rest>[^\s<>\"'`|\\^\u27e6\u2026]{1,2000})"
)
_BUCKET = re.compile(r"(?:s3a?|gs|gcs|oss|abfss?|wasbs?|yos)://", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[^\s/@]{0,200}@)?(?P<h>\[[0-9A-Fa-f:.%]{2,60}\]|[\w.\-]{1,253})(?::\d{1,5})?"
)
_HOLE = re.compile(
    r"^(?:host(?:name)?|server|domain|address|ip|fqdn|url|my\w*|your\w*|some\w*|x+)$|[<>{}$*]", re.I
)
_BARE = re.compile(
    r"(?<![\w.\-/@:$%{}=#])(?P<h>[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+){0,7})(?![\w\-@(/=]|\.\w|:\w)"
)
_PORTED = re.compile(
    r"(?<![\w.\-/@:$%{}#])(?P<h>[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+){1,7}):\d{2,5}(?![\w.])"
)
_KEYED = re.compile(
    r"(?<![\w.\-])(?i:(?:pg|db|redis|mysql)?_?host(?:name)?|server|brokers?|bootstrap[._-]servers?|-h)"
    r"[\"']?\s?[=: ]\s?[\"']?(?P<h>[A-Za-z][A-Za-z0-9\-]{1,62})(?![\w.@/(=]|-\w)"
)
_CUE = re.compile(
    r"(?:\bhosts?|\bservers?|\bnodes?|\bmachines?|\bvms?|\binstances?|\bboxe?s?|\bssh|\bping|\bbastion|\bfqdn"
    r"|\bhostname|\breplica|\bprimary|\bmaster|хост[а-я]{0,3}|сервер[а-я]{0,3}|нод[аеуыой]{1,2}"
    r"|узел|узл[а-я]{1,2}|машин[а-я]{1,2}|виртуалк[а-я]{1,2}|реплик[а-я]{1,2}|мастер[а-я]{0,2})"
    r"[\s:=`\"'*(]{1,4}$",
    re.IGNORECASE,
)
_REMOTE = re.compile(
    r"(?<![\w.\-/@:])(?P<u>[A-Za-z_][\w.\-]{0,31})@(?P<h>[A-Za-z0-9][A-Za-z0-9\-]{1,62})(?![\w.@/]|-\w)"
)
_SHELL = re.compile(
    r"(?:^|[\s$`])(?:ssh|mosh|sftp|telnet|ping6?|traceroute|mtr|dig|nslookup|ssh-copy-id)"
    r"(?:\s-[A-Za-z0-9]+(?:\s?[\w/.~\-]{0,60})?){0,4}\s(?P<h>[A-Za-z0-9][A-Za-z0-9\-]{2,62})(?![\w.@/:=]|-\w)"
)
_ROLES = words(
    """
    db dbs sql pg pgsql postgres postgresql mysql maria mariadb mongo oracle mssql clickhouse ch
    cassandra redis memcached cache kafka zk zookeeper es elastic elasticsearch opensearch
    kibana web www app apps api backend frontend node host srv server vm k8s kube kubernetes
    master worker etcd control proxy lb balancer haproxy nginx ingress gw gateway vpn dns ns
    mail mx smtp imap ftp sftp nas san nfs fs file files storage stor ceph osd backup bkp
    monitor mon monitoring prom prometheus grafana zabbix log logs syslog elk graylog jump
    bastion jumphost ci build builder runner agent gitlab jenkins git gitaly sidekiq praefect
    patroni pgbouncer consul vault nomad nexus registry harbor artifactory queue mq rabbit
    rabbitmq nats sw switch router rtr fw firewall core rack blade esx esxi hv hypervisor kvm
    pve xen hadoop spark hdfs yarn ldap ad dc print erp crm bi console deploy blackbox pubsub
    postgresqlha ora sap billing payments pay auth search shard replica primary slave standby hv
    edge pod
    """
)
_STAGES = words(
    """
    prod prd production stage stg staging preprod gprd gstg dev devel test tst uat qa dr ops
    perf load sandbox demo int msk spb ekb nsk kzn ams fra lon nyc sfo iad sjc hel waw par mow
    led dc dc1 dc2 dc3 az1 az2 az3 east west eu us ru
    """
)
_NOT_HOSTS = words(
    """
    utf-8 utf-16 sha-1 sha-256 sha-512 md-5 rfc-1918 x86-64 amd-64 base-64 us-east-1 us-east-2
    us-west-1 us-west-2 eu-west-1 eu-west-2 eu-west-3 eu-central-1 eu-north-1 ap-south-1
    """
)
_REGION = re.compile(r"^(?:[a-z]{2}-)?(?:[a-z]+)-?[a-z]*\d(?:-?[a-z])?$")
_CODE = words("com org net io ru java javax sun android dev github")


def named(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """(kind, span) of every URL and host that tells something of the house."""
    for match in _URL.finditer(text):
        if not _BUCKET.match(match[0]):
            yield from _url(match)
    for match in _FULL.finditer(text):
        if is_internal(match["h"]) and not _path_like(text, match):
            yield "HOST", match.span("h")
    for match in _BARE.finditer(text):
        name = match["h"]
        if any(map(str.isdigit, name)) and _is_bare(name, text, match):
            yield "HOST", match.span("h")
    for match in _PORTED.finditer(text):
        if any(map(str.isdigit, match["h"])) and _is_bare(match["h"], text, match):
            yield "HOST", match.span("h")
    for match in _KEYED.finditer(text):
        role = match["h"].casefold().rstrip("0123456789-").split("-")
        if match["h"][-1].isdigit() and not _ROLES.isdisjoint(role) and not _hole(match["h"]):
            yield "HOST", match.span("h")
    for pattern in (_REMOTE, _SHELL):
        for match in pattern.finditer(text):
            name = match["h"]
            if re.search(r"[\d\-]", name) and re.search(r"[A-Za-z]", name) and not _hole(name):
                yield "HOST", match.span("h")


def is_internal(host: str, schemed: bool = False) -> bool:
    """Whether a dotted name is a host's, and not one that everybody knows."""
    labels = host.split(".")
    last = labels[-1].casefold()
    if is_reserved(host) or is_public(host) or "_" in host:
        return False
    if schemed:
        return True
    if not (host.islower() or host.isupper()) or labels[0] in _CODE or any(not x for x in labels):
        return False
    if last in INTERNAL_ENDINGS:
        return not labels[0].isdigit()
    if last in FILE_ENDINGS:
        return False
    if last in WORDY_ENDINGS:
        return len(labels) > 2 and any("-" in x or any(map(str.isdigit, x)) for x in labels)
    return is_ending(last) and not all(x.isdigit() for x in labels[:-1])


def _url(match: re.Match[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    rest = match["rest"].rstrip(".,;:!?*_")
    while rest[-1:] in ")]}" and rest.count("([{"[")]}".index(rest[-1])]) < rest.count(rest[-1]):
        rest = rest[:-1].rstrip(".,;:!?*_")
    cut = re.search(r"\]\(|\)\[|\)[,;.]", rest)
    rest = rest[: cut.start()] if cut else rest
    host = _HOST.match(rest)
    if host is None or not rest:
        return
    name = host["h"].strip("[]").rstrip(".")
    numeric = is_telling(name.split("%")[0])
    dotted = "." in name and not re.fullmatch(r"[\d.]+", name) and is_internal(name, schemed=True)
    bare = (
        "." not in name and ":" not in name and bool(re.search(r"[\d\-]", name)) and not _hole(name)
    )
    if (numeric or dotted or bare) and not _HOLE.search(name):
        yield "URL", (match.start(), match.start("rest") + len(rest))


def _path_like(text: str, match: re.Match[str]) -> bool:
    """A piece of a path, a key or a call, not a name by itself."""
    before = text[max(0, match.start() - 2) : match.start()]
    if before.endswith("/") and not before.endswith("//"):
        return True
    return match["h"].count("-") > 8


def _is_bare(name: str, text: str, match: re.Match[str]) -> bool:
    low = name.casefold()
    if low in _NOT_HOSTS or not (name.islower() or name.isupper()) or len(name) > 60:
        return False
    parts = low.split("-")
    bases = {part.rstrip("0123456789") for part in parts if not part.isdigit()}
    numbers = [m[0] for m in re.finditer(r"\d+", low)]
    if not bases & _ROLES or any(len(number) > 4 for number in numbers):
        return bool(_cue(text, match)) and len(parts) > 1 and bool(bases - {""})
    padded = any(number.startswith("0") and len(number) > 1 for number in numbers)
    if len(parts) == 1:
        return padded and low.rstrip("0123456789") in _ROLES
    if len(parts) == 2:
        return padded or bool(bases & _STAGES) or _cue(text, match)
    return padded or bool(bases & _STAGES) or len(bases & _ROLES) > 1 or _cue(text, match)


def _cue(text: str, match: re.Match[str]) -> bool:
    return bool(_CUE.search(text, max(0, match.start() - 20), match.start()))


def _hole(name: str) -> bool:
    return bool(_HOLE.search(name)) or name.casefold() in _NOT_HOSTS

"""Hosts, addresses, cloud resources, paths and references, in the habits of several houses."""

from __future__ import annotations

from tests.bench.planting.people import english_name, latin
from tests.bench.planting.values import Draw, Generator, Value

_ROLES = (
    "pg", "kafka", "redis", "web", "app", "etcd", "vault", "nginx", "mq", "ch", "elk", "build",
    "jump", "nas", "ldap", "dns", "proxy", "minio", "gitlab", "runner", "mon", "consul", "sql",
    "backup", "api", "auth", "worker", "cache", "router", "fw",
)  # fmt: skip
_PLACES = ("fra1", "msk2", "spb", "ams3", "dc2", "ekb", "lon", "sgp1", "eu1", "nsk", "hel1", "rz3")
_STAGES = ("prod", "stg", "dev", "uat", "preprod", "test")
_COMPANIES = (
    "novaterra", "kvantech", "lumena", "brightwell", "sibtransit", "orlanbank", "helixware",
    "castleford", "tundrasoft", "polymerlab", "aurum-pay", "greywacke", "skyforge", "volna-it",
)  # fmt: skip
_ENDS = ("io", "net", "ru", "com", "tech", "dev", "de")
_INSIDE = ("corp", "int", "internal", "lan", "local", "intra", "prod", "priv")
_GODS = ("titan", "hyperion", "orion", "perun", "svarog", "calypso", "vega", "fenrir", "ganymede")
_TOOLS = ("grafana", "jira", "confluence", "jenkins", "argocd", "kibana", "sentry", "wiki", "vault")
_SERVICES = (
    "billing",
    "payouts",
    "ledger",
    "kyc",
    "scoring",
    "notify",
    "orders",
    "catalog",
    "tariff",
)


def _bare(draw: Draw) -> str:
    role, place, number = draw.of(_ROLES), draw.any(_PLACES), draw.number(1, 48)
    stage = draw.any(_STAGES)
    return draw.any(
        (
            f"{role}-{stage}-{number:02}", f"{place}-{role}-{number:02}", f"{role}{number:02}",
            f"{stage}-{role}{number}", f"{role}-{place}-{number}", f"srv-{role}-{number:02}",
            f"{place}{role}{number:03}", f"SRV-{role.upper()}{number:02}", f"vm-{stage}-{role}-{number}",
            f"k8s-{place}-node-{number:02}",
        )
    )  # fmt: skip


def internal_domain(draw: Draw) -> str:
    """A domain of a house."""
    company = draw.of(_COMPANIES)
    inside, end = draw.any(_INSIDE), draw.any(_ENDS)
    return draw.any(
        (f"{inside}.{company}.{end}", f"{company}.{inside}", f"{company}.{end}", f"{company}.local")
    )


def host(draw: Draw, form: str) -> Value:
    """A full name."""
    name = f"{_bare(draw).lower()}.{internal_domain(draw)}"
    return Value.whole("host", name)


def bare(draw: Draw, form: str) -> Value:
    """A short name of a machine, with a number in it."""
    return Value.whole("bare_host", _bare(draw))


def god(draw: Draw, form: str) -> Value:
    """A machine with a name of its own; only where the shell shows that it is one."""
    return Value.whole("named_host", draw.of(_GODS))


def ip(draw: Draw, form: str) -> Value:
    """A private or public IPv4 address."""
    block = draw.any(("10", "172", "192", "public"))
    d = [draw.number(1, 254) for _ in range(3)]
    text = {
        "10": f"10.{d[0]}.{d[1]}.{d[2]}",
        "172": f"172.{draw.number(16, 31)}.{d[1]}.{d[2]}",
        "192": f"192.168.{d[1]}.{d[2]}",
        "public": f"{draw.any((85, 91, 95, 178, 188, 217))}.{d[0]}.{d[1]}.{d[2]}",
    }[block]
    return Value.whole("ip", text)


def ip6(draw: Draw, form: str) -> Value:
    """A global or unique local IPv6 address."""
    group = [f"{draw.number(16, 65535):x}" for _ in range(5)]
    start = draw.any(("2a02:6b8", "2a01:4f8", "fd3c:91ab", "2001:67c"))
    text = draw.any((f"{start}:{group[0]}::{group[1]}", f"{start}:{':'.join(group)}:1"))
    return Value.whole("ip6", text)


def cidr(draw: Draw, form: str) -> Value:
    """A network."""
    net = f"10.{draw.number(1, 250)}.{draw.number(1, 250)}.0"
    return Value("cidr", f"{net}/{draw.any((24, 22, 20, 28))}", (net,))


def mac(draw: Draw, form: str) -> Value:
    """A hardware address."""
    pairs = [f"{draw.number(1, 254):02x}" for _ in range(5)]
    sign = draw.any((":", "-"))
    text = sign.join([draw.any(("3c", "b8", "a4", "9c")), *pairs])
    return Value.whole("mac", text.upper() if sign == "-" else text)


def url(draw: Draw, form: str) -> Value:
    """A page of an internal service; its host is the needle."""
    name = f"{draw.any(_TOOLS)}.{internal_domain(draw)}"
    path = draw.any(
        (
            "/d/8fKx2Qm/overview?orgId=1",
            "/browse",
            ":8443/api/v2/health",
            "/job/deploy/lastBuild",
            "/",
        )
    )
    return Value("url", f"{draw.any(('https', 'http'))}://{name}{path}", (name,))


def bucket(draw: Draw, form: str) -> Value:
    """A bucket by its address."""
    name = f"{draw.of(_COMPANIES)}-{draw.any(_STAGES)}-{draw.any(('backups', 'logs', 'dumps', 'tfstate'))}"
    path = draw.any(("", "/daily/", "/2026/11/dump.tar.gz"))
    shape = draw.any(("s3://{}{}", "gs://{}{}", "https://{}.s3.eu-central-1.amazonaws.com{}"))
    return Value("bucket", shape.format(name, path or "/"), (name,))


def account(draw: Draw, form: str) -> Value:
    """A cloud account's number; the shell says what it is."""
    return Value.whole("account", draw.digits(12, "123456789"))


def arn(draw: Draw, form: str) -> Value:
    """An AWS resource with its account."""
    number = draw.digits(12, "123456789")
    what = draw.any(
        (f"iam::{number}:role/{draw.any(_SERVICES)}-deployer", f"rds:eu-west-1:{number}:db:{_bare(draw).lower()}",
         f"lambda:us-east-1:{number}:function:{draw.any(_SERVICES)}")
    )  # fmt: skip
    return Value("arn", f"arn:aws:{what}", (number,))


def repository(draw: Draw, form: str) -> Value:
    """A repository on the house's own server."""
    domain = internal_domain(draw)
    group, name = draw.any(("platform", "infra", "core")), f"{draw.any(_SERVICES)}-service"
    shape = draw.any(
        (f"git@gitlab.{domain}:{group}/{name}.git", f"https://git.{domain}/{group}/{name}",
         f"ssh://git@bitbucket.{domain}:7999/{group}/{name}.git")
    )  # fmt: skip
    return Value("repository", shape, (domain,))


def share(draw: Draw, form: str) -> Value:
    """A folder on a file server."""
    server = _bare(draw)
    shape = draw.any(
        (rf"\\{server}\finance\reports", f"smb://{server.lower()}/exchange", rf"\\{server}\distr$")
    )
    return Value("share", shape, (server,))


def path(draw: Draw, form: str) -> Value:
    """A home folder with a person's login in it."""
    first, last = english_name(draw)
    login = latin(f"{first[0]}{last}").replace(" ", "").replace("'", "").replace("-", "")
    homes, file = draw.any(
        (
            ("/home", "/deploy.log"),
            ("/Users", "/Documents/notes.md"),
            (r"C:\Users", r"\Desktop\vpn.txt"),
        )
    )
    return Value("path", f"{homes}{file[0]}{login}{file}", (login,))


def ticket(draw: Draw, form: str) -> Value:
    """A ticket of the house's tracker."""
    text = draw.any(
        (f"OPS-{draw.number(100, 9999)}", f"INC-{draw.number(10000, 99999)}", f"PAY-{draw.number(100, 9999)}",
         f"INC{draw.digits(7)}", f"SD-{draw.number(1000, 99999)}", f"CHG{draw.digits(7)}")
    )  # fmt: skip
    return Value.whole("ticket", text)


def customer(draw: Draw, form: str) -> Value:
    """A customer's number; the shell says what it is."""
    text = draw.any((f"CUST-{draw.digits(6)}", f"C{draw.digits(7)}", draw.digits(8), f"cus_{draw.letters(14, 'abcdefghkmnpqrstuvwxyz23456789')}"))  # fmt: skip
    return Value.whole("customer_id", text)


INFRASTRUCTURE: dict[str, Generator] = {
    "host": host,
    "bare": bare,
    "god": god,
    "ip": ip,
    "ipsix": ip6,
    "cidr": cidr,
    "mac": mac,
    "url": url,
    "bucket": bucket,
    "account": account,
    "arn": arn,
    "repository": repository,
    "share": share,
    "path": path,
    "ticket": ticket,
    "customer": customer,
}

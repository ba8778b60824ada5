"""Technical text without people: commands, output, tables, code, identifiers, headings, Markdown."""

from __future__ import annotations

import random

from app.training.people_words import ADJECTIVES, NOUNS, TECH, TITLES

_COMMANDS = (
    "sudo git ssh curl mkdir cp mv rm ls cat grep awk sed tail systemctl docker kubectl helm terraform psql redis-cli jq dig tar "
    "chmod chown journalctl apt yum pip npm make openssl rsync scp find kill ps top df du export source echo gcloud aws yc knife"
).split()
_UNITS = "GB MB KB TB ms s % GiB vCPU IOPS requests req/s days hours minutes nodes pods replicas rows bytes".split()
_STATES = "Running Pending CrashLoopBackOff Completed Terminating Ready NotReady Bound Released true false null none UP DOWN MAINT OK".split()


def noise(rng: random.Random) -> str:
    """One to four lines of one kind."""
    kind = rng.choice(_KINDS)
    return "\n".join(kind(rng) for _ in range(rng.choice((1, 1, 2, 3, 4))))


def _hex(rng: random.Random) -> str:
    return "".join(rng.choice("0123456789abcdef") for _ in range(rng.choice((6, 8, 12, 20, 32))))


def _mixed(rng: random.Random) -> str:
    letters = rng.choice(
        (
            "0123456789abcdefghijklmnopqrstuvwxyz",
            "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789",
            "abcDEFghiJKLmno0123456789+/",
        )
    )
    return "".join(rng.choice(letters) for _ in range(rng.randint(6, 26)))


def _id(rng: random.Random) -> str:
    words = [
        rng.choice(NOUNS + [tech.lower() for tech in TECH]) for _ in range(rng.choice((1, 2, 2, 3)))
    ]
    return rng.choice("-_.-/").join(words) + rng.choice(
        ("", "", f"-{rng.randrange(10)}", f"-{_hex(rng)[:5]}", ".yml", ".md", ".py", ".json")
    )


def _flag(rng: random.Random) -> str:
    return rng.choice(
        (
            f"-{rng.choice('abcdefhiknoprstvxACDEFHLNPRSTUX')}",
            f"--{rng.choice(NOUNS)}={rng.randrange(999)}",
            f"--{rng.choice(NOUNS)}-{rng.choice(NOUNS)}",
        )
    )


def _command(rng: random.Random) -> str:
    parts = [rng.choice(("", "$ ", "# ", "> ")) + rng.choice(_COMMANDS)]
    for _ in range(rng.randint(1, 5)):
        parts.append(
            rng.choice(
                (
                    _flag(rng),
                    _id(rng),
                    rng.choice(TECH),
                    f'"{rng.choice(TITLES)}: {_id(rng)}"',
                    f"| {rng.choice(_COMMANDS)}",
                    str(rng.randrange(9999)),
                    f"<{_id(rng)}>",
                )
            )
        )
    return " ".join(parts)


def _url(rng: random.Random) -> str:
    query = "&".join(
        f"var-{rng.choice(NOUNS)}={rng.choice(('Global', 'gprd', 'main', _id(rng)))}"
        for _ in range(rng.randint(0, 3))
    )
    text = f"https://{_id(rng)}.net/d/{_mixed(rng)}/{_id(rng)}?{query}&from=now-{rng.randrange(24)}h&to=now"
    return rng.choice(
        (
            text,
            text.replace("=", "%3D").replace("&", "%26").replace("/", "%2F"),
            f"[{rng.choice(TITLES)} {rng.choice(NOUNS)}]({text})",
        )
    )


def _output(rng: random.Random) -> str:
    gap = " " * rng.randint(2, 9)
    return gap.join(
        rng.choice(
            (
                _id(rng),
                f"{rng.randrange(99)}",
                f"{rng.randrange(9)}/{rng.randrange(9)}",
                f"{rng.randrange(99)}d",
                "0.00",
                rng.choice(_STATES),
                f"{rng.randrange(99)}h",
                f"10.{rng.randrange(255)}.{rng.randrange(255)}.9",
            )
        )
        for _ in range(rng.randint(3, 7))
    )


def _columns(rng: random.Random) -> str:
    return "   ".join(rng.choice(TITLES).upper() for _ in range(rng.randint(2, 6)))


def _heading(rng: random.Random) -> str:
    words = [
        rng.choice(
            (
                rng.choice(TITLES),
                rng.choice(TITLES),
                rng.choice(TECH),
                rng.choice(ADJECTIVES).title(),
                rng.choice(NOUNS).title(),
                rng.choice(NOUNS),
                "Kube",
                "Not",
                "and",
                "the",
                "API",
                "CPU",
            )
        )
        for _ in range(rng.randint(1, 6))
    ]
    mark = rng.choice(
        (
            "# ",
            "## ",
            "### ",
            "#### ",
            "title: ",
            "summary: ",
            "- ",
            "* ",
            "**",
            "",
            f"{rng.randrange(9)}. ",
        )
    )
    return (
        mark
        + rng.choice((" ", " ", " ", "")).join(words)
        + rng.choice(("", "", "\n", "\n\nTODO", ":", "\n\nA"))
    )


def _number(rng: random.Random) -> str:
    return rng.choice((
        f"{rng.randrange(9999)} {rng.choice(_UNITS)} {rng.choice(('of', 'and', 'per', 'or', 'for'))} {rng.choice(TITLES)}",
        f"{rng.choice(TITLES)} {rng.choice(NOUNS)}: {rng.randrange(99)}.{rng.randrange(99)} {rng.choice(_UNITS)}",
        f"{rng.randint(2010, 2026)}-0{rng.randint(1, 9)}-{rng.randint(10, 28)}T{rng.randint(10, 23)}:{rng.randint(10, 59)}:{rng.randint(10, 59)}.{rng.randrange(999)}Z {_id(rng)}",
        f"${rng.randrange(20)}, ${rng.randrange(20)}) AND {_id(rng)} IN (${rng.randrange(20)})",
        f"HTTP/1.1 {rng.choice(('200 OK', '404 Not Found', '500 Internal Server Error'))}",
        f"the {rng.choice(('50th', '95th', '99th', '1st', '2nd'))} percentile of {_id(rng)}",
    ))  # fmt: skip


def _code(rng: random.Random) -> str:
    one, two = _id(rng).replace("-", "_"), _id(rng).replace("-", "_")
    return rng.choice((
        f"def {one}({two}):", f"{one} = {two}({rng.randrange(99)}, '{_id(rng)}')", f"SELECT {one}, {two} FROM {one} JOIN {two} ON {one}.id = {two}.id",
        f'"{one}": "{_mixed(rng)}",', f"{one}:\n  {two}: {_mixed(rng)}", f"subgraph {rng.choice(TECH)}\n{rng.choice('ABCLOP')} --> |{rng.choice(TITLES)} {one}| {rng.choice('ABCKLM')}[{rng.choice(TECH)} {two}]",
        f"{rng.choice('ABCDHKLX')}-{rng.choice(TITLES)}-{rng.choice(TITLES)}: {_mixed(rng)}", f"puts \"#{{{one} / 60}} | #{{{two}.args}}\"", f"`{one}` {rng.choice(TITLES)} `{two}`",
        f"rate({one}{{{two}=\"{_id(rng)}\", type=\"{rng.choice(NOUNS)}\"}}[5m]) > {rng.randrange(99)}", f"kind: {rng.choice(TECH)}\nmetadata:\n  name: {one}", f"{_hex(rng)} {_id(rng)}",
        f"{one}&nbsp;{two} {rng.choice(TITLES)}", f"- name: {rng.choice(TITLES)} {rng.choice(NOUNS)} {rng.choice(TECH)}",
    ))  # fmt: skip


def _prose(rng: random.Random) -> str:
    one, two, three = (
        rng.choice(
            (
                rng.choice(TECH),
                f"{rng.choice(TECH)} {rng.choice(NOUNS)}",
                f"{rng.choice(TITLES)} {rng.choice(TITLES)}",
                rng.choice(NOUNS),
                "VM",
                "CPU",
                "GPU",
                "RAM",
                "VAT",
                "API",
            )
        )
        for _ in range(3)
    )
    return rng.choice((
        f"Check the logs of {one} {two}.", f"Select a {one} and click {two}.", f"When a {one} is created, it is a {two} in the {three}.", f"Can I use {one} with {two}?",
        f"Alerts are sent by {one}, {two}, {three}, and others that have to be fixed.", f"limited number of nodes with {one}", f"All resources created via {one} are charged by {two}.",
        f"{rng.choice(TITLES)} {rng.choice(NOUNS)} won't be able to add {one}.", f"Go to {one} > {two} > {three}.", f"responds slower due to {one} exhaustion", f"Logs are shipped, via {one}, to a dedicated {two}.",
        f"{one} stays open for {rng.randrange(99)} minutes. They use {two}.", f"{rng.randrange(9)}. Open {one}. This is the {two} of {three}.", f"See [{one} {two}](#{_id(rng)}) and {three}.", f"from {one} to {two} by {three}", f"ask about {one} in #{_id(rng)}",
        f"Restart {one}, then wait until {two} is ready; {three} may lag.", f"Managed {one} for {two} is available in {three}.",
    ))  # fmt: skip


_KINDS = (
    _command,
    _url,
    _output,
    _columns,
    _heading,
    _heading,
    _number,
    _code,
    _code,
    _prose,
    _prose,
    _prose,
    lambda rng: f"{_mixed(rng)} {_id(rng)} {_hex(rng)}",
)

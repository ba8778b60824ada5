"""Documents of many audiences, accounts and channels of many kinds, and what each may read: worked out
apart from the service, so that it can be compared with what the service shows."""

from __future__ import annotations

import random
import re
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass

from app.identity.access import AccessTable
from app.identity.access_toml import parse_access_toml
from app.prompt import Prompt
from tests.flow.desk import Desk as Ingested
from tests.flow.test_answering import Scripted

GROUPS = ("staff", "sre", "board", "ops")
CANARY = re.compile(r"canary\d+x")
ACCESS = """
[users."slack:U1"]
groups = ["staff"]
[users."slack:T1:U2"]
groups = ["staff", "sre"]
[users."slack:U3"]
groups = ["board", "ops", "legal"]
[users."slack:U4"]
groups = ["staff", "sre", "board", "ops"]
[users."slack:U5"]
groups = []
[users."anna@example.com"]
groups = ["sre"]
admin = true
[users."@example.com"]
groups = ["staff"]
[users."telegram:42"]
groups = ["ops"]
[channels."slack:T1:C1"]
groups = ["staff"]
on_call = "slack:S7"
[channels."slack:T1:C2"]
groups = ["staff", "sre"]
[channels."slack:T1:C3"]
groups = ["board"]
shared = true
[channels."slack:T1:C4"]
groups = []
[chats."telegram:-1001"]
groups = ["ops"]
[owners."payments-team"]
accounts = ["slack:U1"]
"""


def table() -> AccessTable:
    """Of `ACCESS`."""
    return parse_access_toml(ACCESS)


@dataclass(frozen=True, slots=True)
class Somebody:
    """How somebody asks, and the groups that they have by what `ACCESS` says and by pairing."""

    headers: tuple[tuple[str, str], ...]
    groups: frozenset[str]


@dataclass(frozen=True, slots=True)
class Somewhere:
    """The headers of a place; `every` is None where nobody else reads along."""

    headers: tuple[tuple[str, str], ...]
    every: frozenset[str] | None


PAIRED = "telegram:77"
PEOPLE = tuple(
    Somebody(tuple(headers.items()), frozenset(groups))
    for headers, groups in (
        ({"Hush-For": "slack:T1:U1"}, {"staff"}),
        ({"Hush-For": "slack:T1:U2"}, {"staff", "sre"}),
        ({"Hush-For": "slack:T2:U2"}, set[str]()),
        ({"Hush-For": "slack:T1:U3"}, {"board", "ops"}),
        ({"Hush-For": "slack:T1:U4"}, {"staff", "sre", "board", "ops"}),
        ({"Hush-For": "slack:T1:U5"}, set[str]()),
        ({"Hush-For": "slack:T1:U6"}, set[str]()),
        ({"Hush-For": "slack:T1:U6", "Hush-Mail": "Anna@example.com"}, {"staff", "sre"}),
        ({"Hush-For": "slack:T1:U1", "Hush-Mail": "ben@example.com"}, {"staff"}),
        ({"Hush-For": "slack:T1:U6", "Hush-Mail": "eve@example.com.evil.org"}, set[str]()),
        ({"Hush-For": "telegram:42", "Hush-Mail": "anna@example.com"}, {"ops"}),
        ({"Hush-For": PAIRED}, {"board"}),
        ({"Hush-For": "telegram:99"}, set[str]()),
    )
)
PLACES = tuple(
    Somewhere(tuple(headers.items()), None if every is None else frozenset(every))
    for headers, every in (
        ({}, None),
        ({"Hush-Shared": "1"}, None),
        ({"Hush-In": "slack:T1:C1"}, {"staff"}),
        ({"Hush-In": "slack:T1:C1", "Hush-Shared": "1"}, {"everyone"}),
        ({"Hush-In": "slack:T1:C2"}, {"staff", "sre"}),
        ({"Hush-In": "slack:T1:C3", "Hush-Shared": "1"}, {"board"}),
        ({"Hush-In": "slack:T1:C4"}, {"everyone"}),
        ({"Hush-In": "slack:T1:C9"}, {"everyone"}),
        ({"Hush-In": "slack:T2:C1"}, {"everyone"}),
        ({"Hush-In": "telegram:-1001"}, {"ops"}),
        ({"Hush-In": "telegram:-1009"}, {"everyone"}),
    )
)


def pairs() -> Iterator[tuple[dict[str, str], frozenset[str], frozenset[str] | None]]:
    """Headers, the asker's groups, what a place demands, of all that can ask anywhere."""
    for somebody in PEOPLE:
        for place in PLACES:
            headers = {**dict(somebody.headers), **dict(place.headers)}
            kinds = {headers[name][:5] for name in ("Hush-For", "Hush-In") if name in headers}
            if len(kinds) == 1:
                yield headers, somebody.groups, place.every
    for place in PLACES:
        if place.every is not None:
            yield dict(place.headers), place.every - {"everyone"}, place.every


def covers(audience: frozenset[str], groups: frozenset[str], every: frozenset[str] | None) -> bool:
    """Whether somebody with these groups may be shown it there."""
    if "everyone" in audience:
        return True
    return bool(audience & groups) and (every is None or every <= audience)


def documents(desk: Ingested, count: int, chosen: random.Random) -> dict[str, frozenset[str]]:
    """Writes so many pages, each with a word of its own, and takes them in; by source, for whom."""
    found: dict[str, frozenset[str]] = {}
    for number in range(count):
        size = chosen.randint(0, 4)
        audience = frozenset(chosen.sample((*GROUPS, "legal"), size)) or frozenset({"everyone"})
        text = f"# Payments {number}\n\nRestart payments with canary{number}x.\n"
        label = f"---\nsensitivity: INTERNAL\naudience: [{', '.join(sorted(audience))}]\n---\n"
        desk.write(f"page{number}.md", label + text)
        found[f"docs:page{number}.md"] = audience
    desk.ingest()
    return found


class Parrot(Scripted):
    """Says every canary that stands in the prompt: what a model could let out."""

    async def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        self.asked.append(prompt)
        words = dict.fromkeys(CANARY.findall(prompt.user()))
        yield f"Restart payments with {', '.join(words)} [1]."

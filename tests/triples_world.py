"""People, places and documents of random audiences and levels, and who may be shown what, where.

Each document has words of its own, one in each part of it: its file, title, heading, text, address,
owner, owner's account; its source has one, too. They stand in no question, so whatever shows one has
it from the document. What may be shown is worked out here, apart from the service.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.identity.access import AccessTable, Member, Place
from index.chunk import Sensitivity
from tests.flow.chats import GROUPS, covers
from tests.flow.desk import Desk as Ingested

CANARY = re.compile(r"zq([a-z])(\d+)x", re.IGNORECASE)
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
CEILING = {"slack": Sensitivity.CONFIDENTIAL, "telegram": Sensitivity.INTERNAL}
_LEVELS = (*Sensitivity, Sensitivity.INTERNAL, Sensitivity.INTERNAL)
_FOLDERS = 6
"""Of the first documents each has a source of its own."""
_STEPS = 14
_PAGE = """---
sensitivity: {level}
audience: [{audience}]
owner: {owner}
url: {url}
---
# Payments zqt{n}x

How to restart payments, probe{n}, zqb{n}x.

## Roll back zqh{n}x

{steps}
"""


@dataclass(frozen=True, slots=True)
class Person:
    """An account, and the groups that the bot's key lets it have."""

    account: str
    groups: frozenset[str]
    mail: str = ""

    @property
    def platform(self) -> str:
        """Where it is."""
        return self.account.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Somewhere:
    """A channel or a chat. `company`: people of another one read along, which `open` allows for."""

    name: str
    groups: frozenset[str]
    open: bool = False
    company: bool = False

    def every(self, *, said: bool = False) -> frozenset[str]:
        """The groups that a document must be for, all of them; `said`: the message says that people
        of another company are there."""
        known = self.groups and (self.open or not (self.company or said))
        return self.groups if known else frozenset({"everyone"})


@dataclass(frozen=True, slots=True)
class Page:
    """A document's labels."""

    audience: frozenset[str]
    level: Sensitivity


@dataclass
class World:
    """All of it; `shuffle` gives the documents other labels."""

    chosen: random.Random
    count: int
    people: list[Person] = field(default_factory=list)
    places: list[Somewhere] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    """The id of a passage, of now or of before -> the document."""

    def __post_init__(self) -> None:
        self.people = list(_people(self.chosen))
        self.places = list(_places(self.chosen))

    def shuffle(self, desk: Ingested) -> None:
        """New audiences and levels; taken in."""
        self.pages = [self._page() for _ in range(self.count)]
        for number, page in enumerate(self.pages):
            audience = ", ".join(sorted(page.audience))
            steps = "\n".join(
                f"{step}. Roll back payments, step {step} of probe{number}, with zqb{number}x,\n"
                f"   then look at the queue and wait until it is empty.\n"
                for step in range(1, _STEPS)
            )
            text = _PAGE.format(
                n=number,
                level=page.level.name,
                audience=audience,
                owner=self.owner(number),
                url=self.url(number),
                steps=steps,
            )
            folder = f"own{number}" if number < _FOLDERS else "rest"
            desk.write(f"../{folder}/zqf{number}x.md", text)
        for number in range(_FOLDERS):
            desk.ingest(desk.docs.parent / f"own{number}", f"zqs{number}x")
        desk.ingest(desk.docs.parent / "rest", "docs")
        for chunk in desk.chunks():
            found = CANARY.search(chunk.source.partition(":")[2])
            assert found is not None
            self.ids[str(chunk.id)] = int(found[2])

    def _page(self) -> Page:
        size = self.chosen.choice((0, 1, 1, 2, 2, 3, 4))
        audience = frozenset(self.chosen.sample((*GROUPS, "legal"), size))
        return Page(audience or frozenset({"everyone"}), self.chosen.choice(_LEVELS))

    @staticmethod
    def owner(number: int) -> str:
        """A label, or an e-mail."""
        return f"zqo{number}x@example.org" if number % 4 == 0 else f"zqo{number}x"

    @staticmethod
    def url(number: int) -> str:
        """A document's address."""
        return f"https://wiki.corp.lan/zqu{number}x"

    def accounts(self, number: int) -> tuple[str, ...]:
        """Of a document's owner; of every fourth the platform alone knows it, by the e-mail, and of
        some nobody does."""
        if number % 4 == 3:
            return ()
        return (f"slack:T1:ZQA{number}X", f"telegram:{900_000 + number}")

    def mails(self) -> dict[str, str]:
        """What Slack knows."""
        return {self.owner(n): f"slack:T1:ZQA{n}X" for n in range(0, self.count, 4)}

    def table(self) -> AccessTable:
        """`access.toml`."""
        users = {one.account: Member(one.groups) for one in self.people if one.groups}
        users["anna@example.com"] = Member(frozenset({"sre"}), admin=True)
        users["@example.com"] = Member(frozenset({"staff"}))
        places = {
            one.name: Place(one.groups, "slack:S7" * one.name.startswith("slack"), one.open)
            for one in self.places
            if one.groups
        }
        numbers = [n for n in range(self.count) if n % 4 in (1, 2)]
        owners = {self.owner(n): frozenset(self.accounts(n)) for n in numbers}
        return AccessTable(users, places, owners)

    # ---- the law

    def named(self, text: str) -> Iterator[tuple[str, list[int]]]:
        """Kind and documents of each word in this text that stands for a document, and "i" for the
        id of a passage; a source's name stands for any of its documents."""
        for kind, number in sorted({(k.lower(), int(n)) for k, n in CANARY.findall(text)}):
            yield kind, [number]
        for number in sorted({self.ids[one] for one in _ID.findall(text) if one in self.ids}):
            yield "i", [number]
        for number in sorted({int(n) - 900_000 for n in re.findall(r"telegram:(90\d{4})\b", text)}):
            yield "a", [number]

    def may(
        self, number: int, person: Person, every: frozenset[str] | None, platform: str = ""
    ) -> bool:
        """Whether a document may be shown to this person, where `every` is demanded besides."""
        page = self.pages[number]
        ceiling = CEILING[platform or person.platform]
        return page.level <= ceiling and covers(page.audience, person.groups, every)

    def owns(self, account: str, number: int) -> bool:
        """Whether somebody is the owner of a document."""
        return account in self.accounts(number)


def _people(chosen: random.Random) -> Iterator[Person]:
    """Employees of Slack and Telegram, guests, somebody of another team, somebody by e-mail."""
    for number in range(9):
        groups = frozenset(chosen.sample(GROUPS, chosen.choice((1, 1, 2, 3, 4))))
        yield Person(f"slack:T1:U{number}", groups)
    yield Person("slack:T1:U10", frozenset(GROUPS))
    for account in ("slack:T1:U20", "slack:T2:U1", "telegram:60"):
        yield Person(account, frozenset())
    for number in range(40, 45):
        yield Person(f"telegram:{number}", frozenset(chosen.sample(GROUPS, 2)))
    yield Person("telegram:49", frozenset(GROUPS))


MAILED = Person("slack:T1:U30", frozenset({"staff", "sre"}), "anna@example.com")
PAIRED = Person("telegram:77", frozenset({"board"}))


def _places(chosen: random.Random) -> Iterator[Somewhere]:
    """Channels of one group, of some, without any, with people of another company."""
    for number, group in enumerate(GROUPS):
        yield Somewhere(f"slack:T1:C{number}", frozenset({group}))
    for number in range(5, 8):
        yield Somewhere(f"slack:T1:C{number}", frozenset(chosen.sample(GROUPS, 2)))
    yield Somewhere("slack:T1:C10", frozenset({"staff"}), open=True, company=True)
    yield Somewhere("slack:T1:C11", frozenset({"staff"}), company=True)
    yield Somewhere("slack:T1:C12", frozenset())
    yield Somewhere("telegram:-1001", frozenset({"staff"}))
    yield Somewhere("telegram:-1002", frozenset(chosen.sample(GROUPS, 2)))
    yield Somewhere("telegram:-1003", frozenset())

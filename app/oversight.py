"""Other people's conversations, for admins: whose there are, reading one, deleting one.

Invariant (law 12): the admin scope opens no document. An admin sees a turn only where they may read
every document that it rests on, and that the turns rest on which may have gone along with it as
history; a RESTRICTED turn never. What is left out leaves no trace: counts and titles are of what is
shown. Who looks at whose conversation stands in the audit before it is shown (law 8); where that
cannot be written nothing is shown. Deliberately elsewhere: one's own (`talks`), HTTP (`api`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.audit import Audit
from app.memory import Memories
from app.principals import Principal, whose
from app.records.exchange import Conversation, Exchange
from app.records.opening import Records
from app.talks import stand
from index.chunk import Sensitivity
from index.store import Store


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with conversations. `name` is the key's, or the account's or the
    channel's on the bot's platform."""

    who: str
    name: str
    conversations: int
    touched: datetime


class Oversight:
    """For admins. Every call may wait for the database: not for the event loop."""

    def __init__(self, records: Records, store: Store, memories: Memories, audit: Audit) -> None:
        self._kept = records.conversations
        self._keys = records.keys
        self._store = store
        self._memories = memories
        self._audit = audit

    def people(self) -> list[Person]:
        """Whoever has a conversation, the one who spoke last first."""
        names = {f"key:{key.id}": key.name for key in self._keys.all()}
        return [
            Person(who, _name(who, names), count, touched)
            for who, count, touched in self._kept.people()
        ]

    def of(self, admin: Principal, who: str) -> list[Conversation]:
        """Somebody's, without what this admin may not read. Raises `AuditUnwritable`."""
        self._audit.overseen("looked", admin.id, who)
        whole = [self._kept.get(line.id, who) for line in self._kept.list(who)]
        found = [one for one in whole if one is not None and one.exchanges]
        now = self._levels([turn for one in found for turn in one.exchanges], admin)
        return [_shown(one, now) for one in found]

    def read(self, admin: Principal, name: str) -> tuple[str, Conversation] | None:
        """Whose it is, and it without what this admin may not read; None where there is none.
        Raises `AuditUnwritable`."""
        who = self._kept.owner(name)
        if who is None:
            return None
        self._audit.overseen("looked", admin.id, who, name)
        found = self._kept.get(name, who)
        if found is None:
            return None
        return who, _shown(found, self._levels(found.exchanges, admin))

    def delete(self, admin: Principal, name: str) -> bool:
        """Delete one; whether there was one. Raises `AuditUnwritable`."""
        who = self._kept.owner(name)
        if who is None:
            return False
        self._audit.overseen("deleted", admin.id, who, name)
        self._memories.forget(name)
        return self._kept.delete(name, who)

    def _levels(self, turns: Sequence[Exchange], admin: Principal) -> Mapping[str, Sensitivity]:
        sources = {source.source for one in turns for source in one.sources}
        return self._store.levels(sources, admin.access) if sources else {}


def _shown(found: Conversation, now: Mapping[str, Sensitivity]) -> Conversation:
    """What of it rests only on what stands for this reader: a turn rests on all that those before it
    did."""
    turns = found.exchanges
    kept = tuple(one for one in turns if not one.restricted and stand(one.sources, now))
    title = found.line.title if kept[:1] == turns[:1] else ""
    return Conversation(replace(found.line, title=title, turns=len(kept)), kept)


def _name(who: str, names: Mapping[str, str]) -> str:
    key, acting = whose(who)
    return acting or names.get(key, "")

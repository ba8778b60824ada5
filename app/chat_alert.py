"""The runbook for an alert, and whom to tell of it. No model is asked.

Invariant: an alert's text is somebody's: it is looked for and shown, judged, and nothing in it is
followed. The runbook is one that the channel, or the account, may read (law 12). Deliberately
elsewhere: which lines are its first steps (`first_steps`), what may be shown (`chat_exit`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urldefrag

from app.first_steps import first_steps
from app.identity.access import AccessTable
from app.principals import Principal
from index.chunk import Chunk, Passage
from index.filters import Access
from index.store import Store

_SOUGHT = 600
"""Characters of an alert's text that are searched for."""
_FOUND = 5


@dataclass(frozen=True, slots=True)
class Runbook:
    """What fits an alert: `chunk` is where its steps begin, `steps` are word for word."""

    chunk: Chunk
    steps: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Called:
    """Whom to mention: accounts of owners, or of who is on call."""

    accounts: tuple[str, ...]
    owners: tuple[str, ...]
    on_call: bool


@dataclass(frozen=True, slots=True)
class Runbooks:
    """Looks for runbooks. `find` and `relevant` are those of every question."""

    store: Store
    find: Callable[[str, Access, int], Sequence[Passage]]
    relevant: Callable[[str, list[Passage]], bool]

    def of(self, name: str, text: str, url: str, access: Access) -> Runbook | None:
        """By the address that the alert gives, else by a search; None where nothing fits."""
        if url and (chunks := self._at(url, access)):
            return self._from(chunks, chunks[0])
        sought = "\n".join(part for part in (name, text[:_SOUGHT]) if part.strip())
        passages = list(self.find(sought, access, _FOUND)) if sought else []
        if not passages or not self.relevant(sought, passages):
            return None
        best = passages[0].chunk
        return self._from(self.store.read(best.source, access), best)

    def _at(self, url: str, access: Access) -> list[Chunk]:
        """The document of that address, with or without the place in it and the slash behind it."""
        bare = urldefrag(url).url
        for address in dict.fromkeys((url, bare, bare.rstrip("/"), bare + "/")):
            for source in sorted(self.store.documents(access, url=address)):
                return self.store.read(source, access)
        return []

    def _from(self, chunks: Sequence[Chunk], begin: Chunk) -> Runbook:
        """From there to the end, and what stands before it where no step comes."""
        later = [chunk for chunk in chunks if chunk.ordinal >= begin.ordinal] or [begin]
        return Runbook(begin, first_steps([chunk.text for chunk in later]))


def called(owners: Iterable[str | None], asker: Principal, table: AccessTable) -> Called:
    """Whom to mention for documents of these owners; who is on call where nobody of them is known."""
    chat = asker.chat
    near = (chat.place or chat.account) if chat is not None else ""
    labels = tuple(dict.fromkeys(owner for owner in owners if owner))
    accounts = [account for label in labels for account in table.accounts_of(label, near)]
    if accounts or chat is None or not chat.place:
        return Called(tuple(dict.fromkeys(accounts)), labels, False)
    on_call = table.on_call(chat.place)
    return Called((on_call,) if on_call else (), labels, bool(on_call))

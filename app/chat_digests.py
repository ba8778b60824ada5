"""What happened with somebody's documents: the weekly digest for an owner's account in a chat.

Invariant: an owner is told of documents that this account may read, by names and questions that the
platform may show; no credential, and nobody's name. Deliberately elsewhere: the judgement
(`chat_exit`), when a digest is sent (`bots`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.chat_exit import Chat, ChatExit
from app.confidentiality.merging import CREDENTIAL
from app.contract import Counted, Digest
from app.identity.access import mail_of
from app.principals import Principal
from app.records.opening import Records
from index.filters import Access
from index.store import Listed, Store

_MOST = 10
"""Questions and asked documents."""


@dataclass(frozen=True, slots=True)
class Digesting:
    """Makes digests. Takes its time: not for the event loop."""

    records: Records
    store: Store
    exit: ChatExit

    def of(
        self, account: Principal, labels: Iterable[str], days: int, now: datetime
    ) -> Digest | None:
        """For one account, of the documents with these labels of owners; None where there are none.
        Capitals of an e-mail do not count."""
        wanted = frozenset(labels)
        chat, since = Chat(account.platform), now - timedelta(days=days)
        most = self.exit.ceiling(chat.platform)
        mine = {
            source: one
            for source, one in self.store.documents(account.access).items()
            if is_of(one.owner, wanted) and one.sensitivity <= most and self._plain(source, chat)
        }
        if not mine:
            return None
        cited = [set(one) & mine.keys() for one in self.records.conversations.cited(since)]
        times = Counter(source for sources in cited for source in sources)
        return Digest(
            account=account.name,
            owners=self._shown({mail_of(o.owner) or o.owner or "" for o in mine.values()}, chat),
            days=days,
            answered=sum(map(bool, cited)),
            documents=[Counted(text=name, times=n) for name, n in times.most_common(_MOST)],
            gaps=self._gaps(mine, chat, since),
            down=self._down(account, mine, chat, since),
            **_kept(mine, now.date().isoformat()),
        )

    def owners(self, access: Access, platform: str) -> frozenset[str]:
        """Labels of owners of documents that may be read and shown there."""
        most = self.exit.ceiling(platform)
        listed = self.store.documents(access).values()
        return frozenset(one.owner for one in listed if one.owner and one.sensitivity <= most)

    def _gaps(self, mine: Collection[str], chat: Chat, since: datetime) -> list[Counted]:
        report = self.records.gaps.report(mine.__contains__, since)
        near = (gap for gap in report.gaps if gap.sources)
        return self._asked(((gap.question, gap.times) for gap in near), chat)

    def _down(
        self, account: Principal, mine: Collection[str], chat: Chat, since: datetime
    ) -> list[Counted]:
        """Of answers that rest only on what the account may read."""
        said = [
            one
            for one in self.records.feedback.list(last=None)
            if one.verdict == "down" and one.created >= since and one.question
        ]
        rested = {source.source for one in said for source in one.sources}
        may = self.store.levels(rested, account.access)
        times = Counter(
            one.question
            for one in said
            if all(source.source in may for source in one.sources)
            and any(source.source in mine for source in one.sources)
        )
        return self._asked(times.most_common(), chat)

    def _asked(self, questions: Iterable[tuple[str, int]], chat: Chat) -> list[Counted]:
        """Questions that may be shown as they are."""
        found: list[Counted] = []
        for question, times in questions:
            if len(found) < _MOST and not self.exit.judge(question, (), chat).withheld:
                found.append(Counted(text=question, times=times))
        return found

    def _shown(self, labels: Iterable[str], chat: Chat) -> list[str]:
        return sorted(label for label in labels if self._plain(label, chat))

    def _plain(self, name: str, chat: Chat) -> bool:
        return self.exit.plain([name], chat.platform)[0]


def is_of(owner: str | None, labels: Collection[str]) -> bool:
    """Whether a document with this owner is of whoever has these labels, e-mails in small letters."""
    return owner in labels or (mail_of(owner) or None) in labels


def _kept(mine: Mapping[str, Listed], today: str) -> dict[str, list[str]]:
    """How the documents are kept."""
    ones = sorted(mine.values(), key=lambda one: one.source)
    return {
        "stale": [one.source for one in ones if one.review_by and one.review_by < today],
        "unlabelled": [one.source for one in ones if not one.labelled],
        "credentials": [one.source for one in ones if CREDENTIAL in one.kinds],
    }

"""The weekly digest: once a week and owner, also over restarts; and what is said unasked at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.contract import Counted, Digest, Digests
from bots.asking import Refused
from bots.digests import DigestSender, due, shown
from bots.inbox_store import Store
from bots.message import Reply, SendFailed
from bots.posting import Posts
from bots.settings import BotsSettings
from tests.unit.bots.fake_platform import FakePlatform

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DIGEST = Digest(
    account="slack:T1:U7",
    owners=["payments-team"],
    days=7,
    answered=12,
    documents=[Counted(text="handbook:payments.md", times=9)],
    gaps=[Counted(text="how do I *refund*?", times=3)],
    down=[Counted(text="how do I roll back?")],
    stale=[f"handbook:page{n}.md" for n in range(14)],
    credentials=["handbook:old.md"],
)


class Service:
    def __init__(self, *digests: Digest) -> None:
        self.digests_, self.asked, self.problem = list(digests), list[tuple[str, int]](), ""

    async def digests(self, platform: str, days: int) -> Digests:
        self.asked.append((platform, days))
        if self.problem:
            raise Refused(self.problem)
        return Digests(digests=self.digests_)


async def _at_once(_: float) -> None:
    return


def sender(store: Store, platform: FakePlatform, service: Service, now: datetime) -> DigestSender:
    posts = Posts(store, {"slack": platform}, patience=5, sleep=_at_once)
    return DigestSender(
        posts,
        service,  # type: ignore[arg-type]
        ("slack",),
        BotsSettings(),
        now=lambda: now,
        sleep=_at_once,
    )


@pytest.mark.parametrize(
    ("at", "wanted"),
    [
        (MONDAY - timedelta(minutes=1), None),
        (MONDAY, MONDAY),
        (MONDAY + timedelta(days=2), MONDAY),
        (MONDAY + timedelta(days=4), None),
        (MONDAY + timedelta(days=7), MONDAY + timedelta(days=7)),
    ],
)
def test_when_it_is_due(at: datetime, wanted: datetime | None) -> None:
    assert due(at, "monday", 8) == wanted
    assert due(at, "", 8) is None


async def test_a_week_is_told_once_over_restarts(home: Path) -> None:
    platform, service = FakePlatform(), Service(DIGEST)
    for hours in (0, 1, 30):
        store = Store(home / "inbox.sqlite")
        await sender(store, platform, service, MONDAY + timedelta(hours=hours)).look()
        store.close()
    assert [place for place, *_ in platform.posted] == ["slack:T1:U7"]
    assert service.asked == [("slack", 7)]
    store = Store(home / "inbox.sqlite")
    await sender(store, platform, service, MONDAY + timedelta(days=7)).look()
    store.close()
    assert len(platform.posted) == 2


async def test_a_service_that_is_away_is_asked_again(home: Path) -> None:
    platform, service = FakePlatform(), Service(DIGEST)
    service.problem = "unreachable"
    store = Store(home / "inbox.sqlite")
    sending = sender(store, platform, service, MONDAY)
    await sending.look()
    assert platform.posted == []
    service.problem = ""
    await sending.look()
    store.close()
    assert len(platform.posted) == 1


async def test_an_owner_who_cannot_be_reached_keeps_it_from_nobody_else(home: Path) -> None:
    other = DIGEST.model_copy(update={"account": "slack:T1:U8"})
    platform = FakePlatform(failures=[SendFailed("gone", for_good=True)])
    store = Store(home / "inbox.sqlite")
    await sender(store, platform, Service(DIGEST, other), MONDAY).look()
    store.close()
    assert [place for place, *_ in platform.posted] == ["slack:T1:U8"]


def test_what_it_says() -> None:
    text = shown(DIGEST).text
    assert "how do I \\*refund\\*? \\(3\\)" in text, "a question is no markup"
    assert "- +4" in text and text.count("page") == 12
    assert "take them out" in text
    russian = DIGEST.model_copy(
        update={"gaps": [Counted(text="как вернуть платёж и отменить заказ?")]}
    )
    assert shown(russian, "ru").text.startswith("**Ваши страницы")


async def test_what_may_have_been_said_before_a_kill_is_marked(home: Path) -> None:
    platform = FakePlatform()

    class Killed(Exception):
        """The process ends here."""

    store = Store(home / "inbox.sqlite")
    platform.failures = [Killed()]
    with pytest.raises(Killed):
        await Posts(store, {"slack": platform}).once("slack:T1:U7", Reply("digest"), "k")
    await Posts(store, {"slack": platform}).once("slack:T1:U7", Reply("digest"), "k")
    await Posts(store, {"slack": platform}).once("slack:T1:U7", Reply("digest"), "k")
    store.close()
    assert [reply.again for _, reply, *_ in platform.posted] == [True]

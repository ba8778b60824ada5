"""The weekly digest: once a week and owner, also over restarts; and what is said unasked at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.contract import Counted, Digest, Digests, Humans
from bots.asking import Asker, Refused
from bots.digests import DigestSender, due, shown
from bots.inbox_store import Store
from bots.message import Reply, SendFailed
from bots.posting import Posts
from bots.settings import BotsSettings
from tests.unit.bots.fake_platform import FakePlatform

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
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
        self.mails: dict[str, Digest | None] = {}

    async def digests(self, platform: str, days: int) -> Digests:
        self.asked.append((platform, days))
        if self.problem:
            raise Refused(self.problem)
        return Digests(digests=self.digests_, mails=sorted(self.mails))

    async def digest(self, asker: Asker, days: int) -> Digests:
        assert asker.place is None and days == 7
        found = self.mails[asker.mail]
        if found is None:
            raise Refused("failed")
        return Digests(digests=[found.model_copy(update={"account": asker.account})])


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


async def looks(home: Path, platform: FakePlatform, service: Service, *times: datetime) -> None:
    """Each in a new life of the process."""
    for now in times:
        store = Store(home / "inbox.sqlite")
        await sender(store, platform, service, now).look()
        store.close()


async def test_a_platform_that_is_away_when_it_is_due_gets_it_later(home: Path) -> None:
    other = DIGEST.model_copy(update={"account": "slack:T1:U8"})
    platform = FakePlatform(failures=[SendFailed("lost", 600.0)])
    await looks(home, platform, Service(DIGEST, other), *(MONDAY + n * HOUR for n in range(3)))
    assert [place for place, *_ in platform.posted] == ["slack:T1:U8", "slack:T1:U7"]


@pytest.mark.parametrize("maybe", [False, True])
async def test_what_is_sent_later_is_marked_only_where_it_may_have_come(
    home: Path, maybe: bool
) -> None:
    platform = FakePlatform(failures=[SendFailed("lost", 9_000.0, maybe=maybe)])
    await looks(home, platform, Service(DIGEST), MONDAY, MONDAY + HOUR)
    assert [reply.again for _, reply, *_ in platform.posted] == [maybe]


async def test_a_doubt_outlasts_a_failure_that_is_none(home: Path) -> None:
    platform, store = FakePlatform(), Store(home / "inbox.sqlite")
    posts = Posts(store, {"slack": platform}, patience=0.0)
    for maybe in (True, False):
        platform.failures = [SendFailed("lost", 60.0, maybe=maybe)]
        with pytest.raises(SendFailed):
            await posts.once("slack:T1:U7", Reply("digest"), "k")
    await posts.once("slack:T1:U7", Reply("digest"), "k")
    store.close()
    assert [reply.again for _, reply, *_ in platform.posted] == [True]


async def test_an_owner_with_an_account_and_a_mail_gets_one(home: Path) -> None:
    """The one that the service made with the e-mail: by it they may read more."""
    service = Service(DIGEST.model_copy(update={"account": "slack:U7"}))
    service.mails["anna@example.com"] = DIGEST.model_copy(update={"answered": 99})
    platform = FakePlatform(mails={"anna@example.com": "slack:T1:U7"})
    await looks(home, platform, service, MONDAY, MONDAY + timedelta(hours=1))
    ((place, reply, *_),) = platform.posted
    assert place == "slack:T1:U7" and "99" in reply.text


async def test_a_mail_that_nobody_knows_is_looked_for_once_more_and_told_once(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    service, platform = Service(DIGEST), FakePlatform()
    service.mails = {"anna@example.com": DIGEST, "ben@example.com": None}
    await looks(home, platform, service, MONDAY)
    assert "digests_without_reader" not in capsys.readouterr().err
    platform.mails = {"anna@example.com": "slack:T1:U9", "ben@example.com": "slack:T1:U8"}
    await looks(home, platform, service, *(MONDAY + timedelta(hours=n) for n in (1, 2, 3)))
    assert [place for place, *_ in platform.posted] == ["slack:T1:U7", "slack:T1:U9"]
    assert len(service.asked) == 2
    told = capsys.readouterr().err
    assert told.count('"digests_without_reader", "owners": 1') == 1 and "@" not in told


class Away(FakePlatform):
    """Nobody can say whose an e-mail is."""

    away = True

    async def account_of(self, mail: str) -> str:
        if self.away:
            raise SendFailed("unreachable")
        return await super().account_of(mail)


async def test_a_call_for_a_human_waits_for_no_platform_that_is_away(home: Path) -> None:
    store = Store(home / "inbox.sqlite")
    found = Humans(accounts=[], owners=["anna@example.com"], summary="how?")
    assert await Posts(store, {"slack": Away()}).called("slack", found) == found
    store.close()


async def test_owners_by_mail_wait_for_a_platform_that_is_away(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    service, platform = Service(), Away(mails={"anna@example.com": "slack:T1:U9"})
    service.mails = {"anna@example.com": DIGEST}
    await looks(home, platform, service, *(MONDAY + timedelta(hours=n) for n in range(5)))
    assert platform.posted == []
    platform.away = False
    await looks(home, platform, service, *(MONDAY + timedelta(hours=n) for n in (6, 7)))
    assert [place for place, *_ in platform.posted] == ["slack:T1:U9"]
    told = capsys.readouterr().err
    assert "digests_without_reader" not in told and "@" not in told


WEEK = timedelta(days=7)


@pytest.mark.parametrize("change", [datetime(2026, 3, 29, 1, 0), datetime(2026, 10, 25, 1, 0)])
@pytest.mark.parametrize("day", ["saturday", "sunday", "monday"])
async def test_a_week_in_which_clocks_change_has_one(
    home: Path, change: datetime, day: str
) -> None:
    """Whatever zone the machine is in; every hour of three weeks, around the change."""
    berlin = ZoneInfo("Europe/Berlin")
    start = change.replace(tzinfo=UTC) - timedelta(days=10)
    for hour in (0, 1, 2, 23):
        times = [(start + timedelta(hours=n)).astimezone(berlin) for n in range(21 * 24)]
        found = [at for now in times if (at := due(now, day, hour)) is not None]
        weeks = sorted(set(found))
        assert all(at.utcoffset() == timedelta(0) and at.hour == hour for at in weeks)
        assert all(later - earlier == WEEK for earlier, later in pairwise(weeks))
        assert len(weeks) >= 3 and len({f"{at:%G-%V}" for at in weeks}) == len(weeks)


async def test_what_was_due_while_the_process_was_down_is_sent_once_late(home: Path) -> None:
    platform, service = FakePlatform(), Service(DIGEST)
    late = (MONDAY + timedelta(days=2), MONDAY + timedelta(days=2, hours=1))
    await looks(home, platform, service, MONDAY - timedelta(minutes=1), *late)
    assert len(platform.posted) == 1


@pytest.mark.parametrize("back", [timedelta(minutes=5), timedelta(hours=1), timedelta(days=1)])
async def test_a_clock_that_goes_back_tells_nobody_twice(home: Path, back: timedelta) -> None:
    platform, service = FakePlatform(), Service(DIGEST)
    times = [MONDAY + timedelta(hours=n) for n in (0, 1, 26, 48)]
    again = [now - back for now in times]
    await looks(home, platform, service, *times, *again, *times)
    assert len(platform.posted) == 1
    await looks(home, platform, service, MONDAY + WEEK - back, MONDAY + WEEK)
    assert len(platform.posted) == 2


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

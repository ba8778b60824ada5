"""The weekly digest to each owner of documents: once a week, also over restarts.

Invariant: texts are the service's, judged; an owner gets a week's digest once, and a week whose day
passed while the bots were down is made up for within some days. Whose an e-mail is only the platform
says, and what that account may read only the service: a digest is asked for with both.
Deliberately elsewhere: what is in it, and for whom (the service).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from app.contract import Counted, Digest
from bots.asking import Asker, Refused, Service
from bots.log import number_of, tell
from bots.message import Reply, SendFailed
from bots.posting import Posted, Posts
from bots.replies import plain
from bots.settings import DAYS, BotsSettings
from bots.words import language_of, say

_LOOK_SECONDS = 300.0
_WEEK, _LATE = timedelta(days=7), timedelta(days=3)
_LISTED = 10


def due(now: datetime, day: str, hour: int) -> datetime | None:
    """The digest's time (UTC) that has come and is not too long ago; None where there is none."""
    if not day:
        return None
    now = now.astimezone(UTC)  # which knows no summer time
    back = (now.weekday() - DAYS.index(day)) % 7
    at = (now - timedelta(days=back)).replace(hour=hour, minute=0, second=0, microsecond=0)
    at = at if at <= now else at - _WEEK
    return at if now - at <= _LATE else None


def shown(digest: Digest, known: str = "") -> Reply:
    """One owner's digest. `known` is their language, where they chose one."""
    texts = [one.text for one in (*digest.gaps, *digest.down, *digest.documents)]
    language = language_of(" ".join(texts), known)
    owners = plain(", ".join(digest.owners))
    lines = [
        f"**{say('digest', language, days=digest.days, owners=owners)}**",
        say("digest_answered", language, count=digest.answered),
        *_section("digest_documents", _counted(digest.documents), language),
        *_section("digest_gaps", _counted(digest.gaps), language),
        *_section("digest_down", _counted(digest.down), language),
        *_section("digest_stale", digest.stale, language),
        *_section("digest_unlabelled", digest.unlabelled, language),
        *_section("digest_credentials", digest.credentials, language),
    ]
    return Reply("\n\n".join(lines), language=language)


def _counted(counted: Sequence[Counted]) -> list[str]:
    return [f"{one.text} ({one.times})" if one.times > 1 else one.text for one in counted]


def _section(code: str, listed: Sequence[str], language: str) -> Iterator[str]:
    if listed:
        more = [f"- +{len(listed) - _LISTED}"] if len(listed) > _LISTED else []
        lines = [f"- {plain(one)}" for one in listed[:_LISTED]]
        yield "\n".join([say(code, language), "", *lines, *more])


class DigestSender:
    """Sends them when their time has come."""

    def __init__(
        self,
        posts: Posts,
        service: Service,
        platforms: Sequence[str],
        settings: BotsSettings,
        language: Callable[[str], str] = lambda _: "",
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._posts, self._service, self._platforms = posts, service, tuple(platforms)
        self._settings, self._language = settings, language
        self._now, self._sleep = now, sleep

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self.look()
            await self._sleep(_LOOK_SECONDS)

    async def look(self) -> None:
        """Send what is due."""
        at = due(self._now(), self._settings.digest_day, self._settings.digest_hour)
        if at is None:
            return
        for platform in self._platforms:
            week = f"digest:{platform}:{at:%G-%V}"
            row = await self._posts.row(week)
            if row is None or row.state != "sent":
                await self._send(platform, week, again=row is not None)

    async def _send(self, platform: str, week: str, *, again: bool) -> None:
        """`again`: it is the second time, and whoever is not found now is not there."""
        try:
            found = await self._service.digests(platform, _WEEK.days)
        except Refused as problem:
            tell("digests_refused", "warning", code=problem.code)
            return
        theirs, missing, later = await self._by_mail(platform, found.mails)
        # With their e-mail they may read more than by the account alone.
        by_account = {_short(digest.account): digest for digest in (*found.digests, *theirs)}
        waiting = [one for one in by_account.values() if not await self._once(one, week)]
        if waiting or later or (missing and not again):
            await self._posts.note(Posted(week, "waiting", "", "", ""))
            return
        if missing + found.nobody:
            tell("digests_without_reader", "warning", owners=missing + found.nobody)
        await self._posts.note(Posted(week, "sent", "", "", ""))

    async def _by_mail(self, platform: str, mails: Sequence[str]) -> tuple[list[Digest], int, int]:
        """Digests of owners who are an e-mail; how many of those were not reached, and of how many the
        platform, which is away, could not say whose they are."""
        digests, missing, later = list[Digest](), 0, 0
        for mail in mails:  # one after the other: platforms count look-ups
            try:
                account = await self._posts.account_of(platform, mail)
            except SendFailed as failed:
                tell("digest_not_sent", "warning", reason=failed.reason)
                later += 1
                continue
            found = await self._of(account, mail) if account else None
            digests += found or []
            missing += found is None
        return digests, missing, later

    async def _of(self, account: str, mail: str) -> list[Digest] | None:
        try:
            asker = Asker(account, mail=mail)
            return (await self._service.digest(asker, _WEEK.days)).digests
        except Refused as problem:
            tell("digests_refused", "warning", code=problem.code)
            return None

    async def _once(self, digest: Digest, week: str) -> bool:
        """False where it may be taken later."""
        key = f"{week}:{_short(digest.account)}"
        reply = shown(digest, self._language(digest.account))
        try:
            await self._posts.once(digest.account, reply, key)
        except SendFailed as failed:
            tell("digest_not_sent", "warning", number=number_of(key), reason=failed.reason)
            return failed.for_good
        return True


def _short(account: str) -> str:
    """The account without its team: `access.toml` may have it so."""
    platform, _, rest = account.partition(":")
    return f"{platform}:{rest.rpartition(':')[2]}"

"""Who somebody is and what kind of channel it is, as Slack knows: kept for minutes, not longer.

Invariant: an e-mail counts only for a full member of this workspace who confirmed it; for guests,
people of other companies and whoever Slack does not tell us about there is none. A channel that
Slack does not tell us about is taken for one that others share.
Deliberately elsewhere: what a person may read (the service).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bots.slack.calls import Calls
from bots.slack.failures import Failed

KEPT = 300.0
"""Seconds."""
_MOST = 20_000
_PAUSES = (1.0, 4.0, 10.0)
_PASSES = frozenset({"ratelimited", "unreachable", "lost"})
"""What passes by itself."""


@dataclass(frozen=True, slots=True)
class Person:
    """`account` as the service knows it; `language` of their client."""

    account: str
    mail: str = field(default="", repr=False)
    language: str = ""
    robot: bool = False
    said: bool = True
    """False where Slack could not be asked."""


@dataclass(frozen=True, slots=True)
class Channel:
    """`shared`: people of another company are in it. `said`: False where Slack could not be asked."""

    shared: bool
    said: bool = True


class People:
    """What Slack says of them; whoever asks meanwhile waits for the same call."""

    def __init__(self, calls: Calls, clock: Callable[[], float] = time.monotonic) -> None:
        self._calls, self._clock = calls, clock
        self._persons: dict[str, tuple[float, Person]] = {}
        self._channels: dict[str, tuple[float, Channel]] = {}
        self._asking: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._news = 0
        """Times that a channel was shared, or is no more: what was asked before that is out of date."""

    async def person(self, team: str, user: str) -> Person:
        """Somebody who wrote."""
        known = self._persons.get(user)
        if known is not None and known[0] > self._clock():
            return known[1]
        try:
            answer = await self._asked("users.info", user=user, include_locale=True)
        except Failed as failure:
            return Person(f"slack:{team}:{user}", said=not _passes(failure))
        found = person_of(answer.get("user"), team, user)
        self._persons = _room(self._persons)
        self._persons[user] = (self._clock() + KEPT, found)
        return found

    async def of_mail(self, team: str, mail: str) -> str:
        """The account of a full member with that e-mail; "" where Slack knows none. Raises `Failed`
        where it could not be asked."""
        try:
            answer = await self._asked("users.lookupByEmail", email=mail)
        except Failed as failure:
            if _passes(failure):
                raise
            return ""
        user = answer.get("user")
        name = str(user.get("id") or "") if isinstance(user, dict) else ""
        found = person_of(user, team, name)
        return found.account if name and found.mail.casefold() == mail.casefold() else ""

    async def channel(self, channel: str) -> Channel:
        """Where they wrote."""
        known = self._channels.get(channel)
        if known is not None and known[0] > self._clock():
            return known[1]
        news = self._news
        try:
            answer = await self._asked("conversations.info", channel=channel)
        except Failed as failure:
            return Channel(shared=True, said=not _passes(failure))
        found = channel_of(answer.get("channel"))
        if news == self._news:
            self._channels = _room(self._channels)
            self._channels[channel] = (self._clock() + KEPT, found)
        return found

    async def _asked(self, method: str, **arguments: Any) -> dict[str, Any]:
        name = f"{self._news} {method} {sorted(arguments.items())}"
        asking = self._asking.get(name)
        if asking is None:
            asking = asyncio.ensure_future(self._patiently(method, arguments))
            self._asking[name] = asking
            asking.add_done_callback(lambda _: self._asking.pop(name, None))
        return await asyncio.shield(asking)

    async def _patiently(self, method: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """A Slack that is busy or away is asked again: else members would count as guests."""
        for pause in (*_PAUSES, None):
            try:
                return await self._calls.must(method, **arguments)
            except Failed as failure:
                if pause is None or not _passes(failure):
                    raise
                await self._calls.pace.sleep(max(pause, failure.retry_after))
        raise AssertionError

    def forget(self, channel: str) -> None:
        """It was just shared, or is shared no more."""
        self._news += 1
        self._channels.pop(channel, None)


def _passes(failure: Failed) -> bool:
    return failure.code in _PASSES or failure.doubtful


def _room(table: dict[str, Any]) -> dict[str, Any]:
    return {} if len(table) >= _MOST else table


def person_of(user: object, team: str, name: str) -> Person:
    """Of Slack's user object: the account is of the workspace that the person belongs to."""
    if not isinstance(user, dict):
        return Person(f"slack:{team}:{name}")
    home = str(user.get("team_id") or team)
    guest = any(
        user.get(mark)
        for mark in ("is_restricted", "is_ultra_restricted", "is_stranger", "deleted")
    )
    profile = user.get("profile")
    mail = str(profile.get("email") or "") if isinstance(profile, dict) else ""
    full = home == team and not guest and user.get("is_email_confirmed") is True
    language = "ru" if str(user.get("locale", "")).startswith("ru") else "en"
    robot = bool(user.get("is_bot"))
    known = language if user.get("locale") else ""
    return Person(f"slack:{home}:{name}", mail if full and not robot else "", known, robot)


def channel_of(channel: object) -> Channel:
    """Of Slack's channel object."""
    if not isinstance(channel, dict):
        return Channel(shared=True)
    foreign = channel.get("is_ext_shared") or channel.get("is_pending_ext_shared")
    foreign = foreign or (channel.get("is_shared") and not channel.get("is_org_shared"))
    return Channel(bool(foreign))

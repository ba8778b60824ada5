"""Posting so that nothing stands twice and nothing half: every message carries our mark, and is
looked for where nobody knows whether it was taken.

Invariant: a post whose reply was lost is not made again before the thread was read. The last part of
an answer alone is marked `done`; whatever else of the same question stands in the thread when it is
looked for is the rest of an earlier life, and is taken away. A stream is not marked until it ends:
one that no surface of this process has begun is such a rest too.
Deliberately elsewhere: what is shown of a growing answer (`growing`), the order of things (`surface`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakValueDictionary

from bots.slack.calls import Calls
from bots.slack.failures import OF_THE_BOT, UNSHOWN, Failed
from bots.slack.packing import Block
from bots.slack.render import body, spoken

EVENT = "hush_reply"
DONE, PART, SHOWN = "done", "part", "shown"
PAGE, PAGES = 200, 25
LOOKS, PAUSE = 4, 0.5
GONE = frozenset({"message_not_found", "cant_delete_message", "thread_not_found"})


def mark(key: str, state: str, part: int = 0) -> dict[str, Any]:
    """The metadata of a message of ours."""
    return {"event_type": EVENT, "event_payload": {"key": key, "state": state, "part": part}}


@dataclass(frozen=True, slots=True)
class Spot:
    """A thread of a channel, or with an empty `thread` the channel itself; `since` is the time of the
    message that is answered."""

    channel: str
    thread: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message of ours in a thread; `mark` is empty where it has none."""

    ts: str
    mark: Mapping[str, Any] = field(default_factory=dict)


class Posts:
    """Of one bot. `own` says its bot id and user id, once they are known."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls
        self.own: tuple[str, str] = ("", "")
        self._begun: set[str] = set()
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    # ---- reading

    async def ours(self, spot: Spot) -> list[Seen]:
        """Our messages there, oldest first. Raises `Failed`."""
        try:
            return [seen async for seen in self._read(spot)]
        except Failed as failure:
            if failure.code in GONE:
                return []
            raise

    async def _read(self, spot: Spot) -> AsyncIterator[Seen]:
        method = "conversations.replies" if spot.thread else "conversations.history"
        cursor = ""
        for _ in range(PAGES):
            answer = await self.calls.must(
                method,
                channel=spot.channel,
                ts=spot.thread or None,
                oldest=spot.since or None,
                include_all_metadata=True,
                limit=PAGE,
                cursor=cursor or None,
            )
            for message in answer.get("messages") or []:
                if message.get("bot_id") == self.own[0] or message.get("user") == self.own[1]:
                    yield _seen(message)
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return

    async def settled(self, spot: Spot, key: str) -> bool:
        """Whether the last part of this answer is there; if not, what there is of it is taken away.
        Raises `Failed`."""
        async with self._lock(spot):
            found = await self.ours(spot)
            marked = [seen for seen in found if seen.mark.get("key") == key]
            if any(seen.mark.get("state") == DONE for seen in marked):
                rest = [seen for seen in marked if seen.mark.get("state") == SHOWN]
                await self._remove(spot, rest)
                return True
            streams = found if spot.thread else []
            left = [seen for seen in streams if not seen.mark and seen.ts not in self._begun]
            await self._remove(spot, [*marked, *left])
            return False

    async def settled_where_readable(self, spot: Spot, key: str) -> bool:
        """The same as far as the bot may read the thread: an answer that stands twice and says so is
        better than none. Raises `Failed`."""
        try:
            return await self.settled(spot, key)
        except Failed as failure:
            if failure.code not in OF_THE_BOT:
                raise
            return False

    async def _remove(self, spot: Spot, found: Sequence[Seen]) -> None:
        for seen in found:
            if not seen.mark:
                await self.end_stream(spot, seen.ts)
            await self.remove(spot, seen.ts)

    async def remove(self, spot: Spot, ts: str) -> None:
        """Take one of our messages away. Raises `Failed`."""
        try:
            await self.calls.must("chat.delete", channel=spot.channel, ts=ts)
        except Failed as failure:
            if failure.code not in GONE:
                raise
        self._begun.discard(ts)

    # ---- writing

    async def post(self, spot: Spot, blocks: Sequence[Block], marked: Mapping[str, Any]) -> str:
        """One message, once: its ts. Raises `Failed`; a doubtful one only where the thread could not
        be read either, or did not tell."""
        arguments = body(blocks) | {"channel": spot.channel, "metadata": dict(marked)}
        if spot.thread:
            arguments["thread_ts"] = spot.thread
        for look in range(LOOKS):
            try:
                answer = await self.calls.must("chat.postMessage", **arguments)
            except Failed as failure:
                if failure.code in UNSHOWN and arguments["blocks"]:
                    arguments |= {"blocks": [], "text": spoken(blocks)}
                    continue
                if not failure.doubtful or look == LOOKS - 1:
                    raise
                await self.calls.pace.sleep(PAUSE * 2**look)
                if ts := await self._there(spot, marked, failure):
                    return ts
            else:
                return str(answer["ts"])
        raise AssertionError

    async def _there(self, spot: Spot, marked: Mapping[str, Any], doubt: Failed) -> str:
        """Its ts, "" where it is not there. Raises the doubt where the thread cannot be read."""
        wanted = marked["event_payload"]
        try:
            found = await self.ours(spot)
        except Failed:
            raise doubt from None
        for seen in found:
            if dict(seen.mark) == wanted:
                return seen.ts
        return ""

    async def update(
        self, spot: Spot, ts: str, blocks: Sequence[Block], marked: Mapping[str, Any]
    ) -> None:
        """Write a message of ours anew: as often as one likes. Raises `Failed`."""
        arguments = body(blocks) | {"channel": spot.channel, "ts": ts, "metadata": dict(marked)}
        del arguments["unfurl_links"], arguments["unfurl_media"]
        for look in range(LOOKS):
            try:
                await self.calls.must("chat.update", **arguments)
                return
            except Failed as failure:
                if failure.code in UNSHOWN and arguments["blocks"]:
                    arguments |= {"blocks": [], "text": spoken(blocks)}
                    continue
                if not failure.doubtful or look == LOOKS - 1:
                    raise
                await self.calls.pace.sleep(PAUSE * 2**look)

    # ---- streams

    async def begin_stream(self, spot: Spot, chunk: Mapping[str, Any], team: str, user: str) -> str:
        """Begin a message that grows: its ts, or "" where there is no room for one now.
        Raises `Failed`."""
        async with self._lock(spot):
            answer = await self.calls.may(
                "chat.startStream",
                channel=spot.channel,
                thread_ts=spot.thread,
                recipient_team_id=team,
                recipient_user_id=user,
                chunks=[dict(chunk)],
            )
            if answer is None:
                return ""
            self._begun.add(str(answer["ts"]))
            return str(answer["ts"])

    async def end_stream(
        self,
        spot: Spot,
        ts: str,
        blocks: Sequence[Block] = (),
        marked: Mapping[str, Any] | None = None,
    ) -> bool:
        """End it; False where Slack had ended it already. Raises `Failed`."""
        try:
            await self.calls.must(
                "chat.stopStream",
                channel=spot.channel,
                ts=ts,
                blocks=list(blocks) or None,
                metadata=dict(marked) if marked else None,
            )
        except Failed as failure:
            if failure.code in GONE or failure.code == "message_not_in_streaming_state":
                return False
            raise
        return True

    def forget(self, ts: str) -> None:
        """A stream that has its mark."""
        self._begun.discard(ts)

    def _lock(self, spot: Spot) -> asyncio.Lock:
        return self._locks.setdefault((spot.channel, spot.thread), asyncio.Lock())


def _seen(message: Mapping[str, Any]) -> Seen:
    metadata = message.get("metadata") or {}
    known = metadata.get("event_type") == EVENT
    payload = metadata.get("event_payload") if known else None
    return Seen(str(message.get("ts")), payload if isinstance(payload, dict) else {})

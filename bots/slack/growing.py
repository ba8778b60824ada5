"""A growing answer: a stream of blocks in the thread, and a message with a word and a stop button.

Invariant: what is streamed are blocks of our own making, never Markdown for Slack to read; only
blocks that will not change any more. Where Slack has no room, refuses or has ended the stream, the
answer stops growing and is whole at its end: nothing here may fail an answer.
Deliberately elsewhere: the end (`surface`), which takes over the stream as it stands.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from bots.message import Action, Button
from bots.slack.failures import Failed
from bots.slack.inline import Element, links
from bots.slack.packing import MESSAGE_BLOCKS, MESSAGE_LETTERS, Block, blocks, size
from bots.slack.posts import SHOWN, Posts, Spot, mark
from bots.slack.render import actions, plain_text
from bots.slack.rich import elements
from bots.words import say

QUICK = 1.0
"""Seconds: an answer that is whole sooner is not streamed."""
APPEND_EVERY = 0.8
SLOW = 3.0
"""Seconds after which a stop button is shown; and between two of its words."""


class Growing:
    """What of one answer is shown before its end."""

    def __init__(self, posts: Posts, key: str, team: str, user: str, language: str) -> None:
        self._posts, self._key, self._language = posts, key, language
        self._team, self._user = team, user
        self._clock = posts.calls.pace.clock
        self._began = self._clock()
        self._first = self._last = self._told = 0.0
        self._starting: asyncio.Task[str] | None = None
        self._later: asyncio.Task[None] | None = None
        self._saying: asyncio.Task[None] | None = None
        self.stream = ""
        self.sent: list[Element] = []
        self.letters, self.count = MESSAGE_LETTERS, MESSAGE_BLOCKS
        self.broken = False
        self.doubtful = False
        """A stream may have begun that nobody knows."""
        self.held = ""

    async def grow(self, spot: Spot, markdown: str) -> None:
        """The whole text so far: what of it is sure goes out, if there is room for it now."""
        now = self._clock()
        self._first = self._first or now
        if self.broken or not spot.thread or now - self._first < QUICK:
            return
        if now - self._last < APPEND_EVERY:
            return
        sure = elements(markdown, links(()))[:-1]
        fresh = sure[len(self.sent) :]
        if sure[: len(self.sent)] != self.sent:
            self.broken = True
        elif fresh:
            await self._show(spot, fresh)

    async def _show(self, spot: Spot, fresh: Sequence[Element]) -> None:
        made = blocks(fresh)
        letters, count = sum(map(size, made)), len(made)
        if letters > self.letters or count > self.count:
            return
        chunk: dict[str, object] = {"type": "blocks", "blocks": made}
        try:
            if not self.stream:
                shown = await self._begin(spot, chunk)
            else:
                shown = await self._append(spot, chunk)
        except Failed as failure:
            self.broken = True
            self.doubtful = failure.doubtful and not self.stream
            return
        if shown:
            self._last = self._clock()
            self.sent += fresh
            self.letters -= letters
            self.count -= count

    async def _begin(self, spot: Spot, chunk: dict[str, object]) -> bool:
        """Once begun it is begun: whoever is cancelled meanwhile finds it when it ends."""
        begin = self._posts.begin_stream(spot, chunk, self._team, self._user)
        self._starting = asyncio.ensure_future(begin)
        self.stream = await asyncio.shield(self._starting)
        return bool(self.stream)

    async def _append(self, spot: Spot, chunk: dict[str, object]) -> bool:
        calls = self._posts.calls
        answer = await calls.may(
            "chat.appendStream", channel=spot.channel, ts=self.stream, chunks=[chunk]
        )
        return answer is not None

    async def settle(self) -> None:
        """Know the stream and the word, also where their beginning was not waited for."""
        if self._later is not None:
            self._later.cancel()
            await asyncio.wait([self._later])
        if self._saying is not None:
            await asyncio.wait([self._saying])
        if self._starting is not None and not self.stream:
            try:
                self.stream = await self._starting
            except Failed as failure:
                self.broken = True
                self.doubtful = self.doubtful or failure.doubtful
            if self.stream:
                self.broken = True  # nobody noted what was sent with it

    def restart(self) -> None:
        """What was shown is void; the end writes the message anew."""
        self.broken = True

    # ---- a word, and how to stop

    def tell_later(self, spot: Spot, note: str) -> None:
        """Should nothing be heard for long, this is said."""
        if self._later is None:
            self._later = asyncio.ensure_future(self._wait(spot, note))

    async def _wait(self, spot: Spot, note: str) -> None:
        await self._posts.calls.pace.sleep(SLOW)
        with suppress(Failed):
            await self.tell(spot, note)

    async def tell(self, spot: Spot, note: str, *, stoppable: bool = True) -> None:
        """Say what goes on, once it takes long. Raises `Failed`."""
        if self._saying is None or self._saying.done():
            self._saying = asyncio.ensure_future(self._tell(spot, note, stoppable=stoppable))
            await asyncio.shield(self._saying)

    async def _tell(self, spot: Spot, note: str, *, stoppable: bool) -> None:
        now = self._clock()
        if now - self._began < SLOW or (self._told and now - self._told < SLOW):
            return
        made = self._word(note, spot.thread, stoppable=stoppable)
        marked = mark(self._key, SHOWN)
        pace = self._posts.calls.pace
        if self.held:
            if self._told and pace.spare("chat.update", spot.channel):
                await self._posts.update(spot, self.held, made, marked)
                self._told = now
        elif pace.spare("chat.postMessage", spot.channel, take=False):
            self._told = now
            self.held = await self._posts.post(spot, made, marked)

    def _word(self, note: str, thread: str, *, stoppable: bool) -> list[Block]:
        shown: list[Block] = [{"type": "context", "elements": [plain_text(note[:1_900] or "…")]}]
        if stoppable:
            stop = Button(Action.STOP, say("slack_stop", self._language))
            shown.append(actions([stop], thread, self._language))
        return shown


def remaining(growing: Growing, text: str, whole: Sequence[Element]) -> list[Element] | None:
    """What of the whole is not in the stream yet; None where the stream says something else.

    Addresses are live from the first that comes with the sources: the stream knew none.
    """
    count = len(growing.sent)
    if growing.broken or elements(text, links(()))[:count] != growing.sent:
        return None
    return list(whole[count:])

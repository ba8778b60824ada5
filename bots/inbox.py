"""The durable inbox: a message is stored, then acknowledged, then answered, and ends in one message.

Invariant: `accept` returns once the message is on the disk, under a key that is taken once, however
often and in whatever twin it is delivered. Whatever is on the disk and not done is answered by this
life of the process or the next; every one ends in an answer, an apology with a number, or
"cancelled". When it is done its text is erased, its key stays.
Deliberately elsewhere: whose turn it is (`fair`), what may be sent when (`durable_surface`), how a
message is answered (`conversation`).
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from bots import inbox_rows
from bots.completing import completed, standing
from bots.durable_surface import DurableSurface
from bots.fair import Fair, Turn
from bots.inbox_item import Item
from bots.inbox_store import Store
from bots.log import number_of, tell
from bots.message import Action, Message, Platform, Reply, Surface
from bots.message_text import written
from bots.positions import Positions
from bots.settings import BotsSettings
from bots.words import language_of, say

SLOW = frozenset(
    {Action.ASK, Action.SEARCH, Action.EXPLAIN, Action.RUNBOOK, Action.REINDEX, Action.SHARE}
)
"""What takes its turn. The rest is quick and passes by: nobody waits for `stop` or a button."""
T = TypeVar("T")
_QUICK_AT_ONCE = 64
_EASE_SECONDS = 0.05
"""Between two beginnings in a new life, until it has caught up."""
_STORED = 50_000
"""Keys that are known to be on the disk without a look."""
_LATER_SECONDS = 60.0

Answer = Callable[[Message, Surface], Awaitable[None]]
"""Answers a message: calls the surface's `finish` once."""


class Inbox:
    """Messages of the platforms of this process. `answer` answers one, `wait` sleeps."""

    def __init__(
        self,
        store: Store,
        platforms: Mapping[str, Platform],
        answer: Answer,
        limits: BotsSettings,
        *,
        language: Callable[[Message], str] = lambda message: message.language,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store, self._platforms, self._answer, self._limits = store, platforms, answer, limits
        self._wait, self._known_language = wait, language
        self._slow = Fair(limits.at_once, limits.account_at_once, limits.place_at_once)
        self._quick = Fair(_QUICK_AT_ONCE, _QUICK_AT_ONCE, _QUICK_AT_ONCE)
        self._positions = Positions(self._far_off, self._tell_position, self._spawn, wait)
        self._items: dict[str, Item] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._stored: OrderedDict[str, None] = OrderedDict()
        self._closing = False
        self._easing: asyncio.Task[None] | None = None

    # ---- in

    async def open(self) -> int:
        """Take up what earlier lives have left; how many that is."""
        names = tuple(self._platforms)
        rows = await self._store.do(lambda database: inbox_rows.unfinished(database, names))
        for message, state, shown in rows:
            earlier = state != "accepted"
            known = {"state": state, "shown": shown} if earlier else {}
            where = {**message.where} | {name: said for name, said in known.items() if said}
            self._take(replace(message, where=where), earlier=earlier)
        self._spawn(inbox_rows.upkeep(self._store, self._limits.keep_days))
        if rows:
            self._easing = self._spawn(self._begin_slowly())
        return len(rows)

    async def accept(self, message: Message) -> bool:
        """Store a message; once this returns it will be answered. False: it was there already."""
        if message.key in self._stored:
            return False
        return await asyncio.shield(self._spawn(self._accepted(message)))

    async def _accepted(self, message: Message) -> bool:
        """Not broken off when whoever delivers it goes away: what is on the disk is answered."""
        text, now = written(message), time.time()
        new = await self._store.do(lambda database: inbox_rows.added(database, message, text, now))
        self._stored[message.key] = None
        if len(self._stored) > _STORED:
            self._stored.popitem(last=False)
        if new and not self._closing:
            self._take(message)
            self._pump()
        return new

    def stop(self, message: Message) -> bool | None:
        """Cancel the answers to this account in this thread. False: there are only others'; None:
        there are none."""
        there = [
            item
            for item in self._items.values()
            if item.queue is self._slow
            and (item.message.platform, item.message.place) == (message.platform, message.place)
            and item.message.thread == message.thread
            and not item.surface.began_to_finish
        ]
        known = self._items.get(message.key)
        account = known.turn.account if known is not None else message.account
        own = [item for item in there if item.turn.account == account]
        for item in own:
            self._stop(item)
        return True if own else False if there else None

    async def close(self) -> None:
        """Running answers may end, for as long as settings say; the rest is for the next life."""
        self._closing = True
        running = {item.work for item in self._items.values() if item.work is not None}
        if running:
            await asyncio.wait(running, timeout=self._limits.drain)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def waiting(self) -> int:
        """How many are not done."""
        return len(self._items)

    # ---- turns

    def _take(self, message: Message, *, earlier: bool = False) -> None:
        place = f"{message.platform}/{message.place}" if message.place else None
        turn = Turn(message.key, message.account or message.place or "", place, message.thread)
        slow = message.action in SLOW
        full = "" if earlier or not slow else self._refusal(turn)
        refusal = message.trouble or full
        queue = self._slow if slow and not refusal else self._quick
        item = Item(message, message, turn, queue, self._surface(message), earlier, refusal)
        self._items[message.key] = item
        queue.add(turn)
        # Who was shown something in an earlier life has heard of it.
        if queue is self._slow and not earlier and queue.waiting > self._limits.at_once:
            self._positions.add(item)

    def _refusal(self, turn: Turn) -> str:
        if self._slow.waiting_of(turn.account) >= self._limits.account_waiting:
            return "too_many_waiting"
        full = self._slow.waiting_in(turn.place) >= self._limits.place_waiting
        return "place_full" if full else ""

    def _surface(self, message: Message) -> DurableSurface:
        async def note(state: str, shown: str) -> None:
            await self._noted(message.key, state, shown)

        def finishing() -> None:
            item = self._items.get(message.key)
            if item is not None and item.limit is not None:
                item.limit.reschedule(None)

        patience = self._limits.send_hours * 3600
        platform = self._platforms[message.platform]
        return DurableSurface(
            platform, message, note, patience=patience, sleep=self._wait, finishing=finishing
        )

    async def _noted(self, key: str, state: str, shown: str = "") -> None:
        now = time.time()
        await self._store.do(lambda database: inbox_rows.noted(database, key, state, shown, now))

    def _far_off(self, item: Item) -> bool:
        return self._slow.position(item.turn) > self._limits.at_once

    async def _tell_position(self, item: Item) -> None:
        """Whom the platform does not know now is told nothing, and asked for again at their turn."""
        found = await completed(self._platforms[item.message.platform], item.stored)
        position = self._slow.position(item.turn)
        if found.surely and found.message is not None and position > self._limits.at_once:
            self._completed(item, found.message)
            language = self._language(item.message)
            await item.surface.working(say("queued", language, position=position))

    def _pump(self) -> None:
        eased = self._easing is None or self._easing.done()
        for queue in (self._quick, self._slow) if eased else (self._quick,):
            while not self._closing and (key := queue.next()) is not None:
                self._begin(self._items[key])

    async def _begin_slowly(self) -> None:
        """What earlier lives left waits for what comes now to be acknowledged."""
        self._pump()
        while not self._closing and (key := self._slow.next()) is not None:
            self._begin(self._items[key])
            await asyncio.sleep(_EASE_SECONDS)

    def _begin(self, item: Item) -> None:
        item.work = self._spawn(self._whole(item))

    def _spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _stop(self, item: Item) -> None:
        item.stopped = True
        if item.work is not None and item.limit is not None:
            item.work.cancel()
        elif item.work is None and item.queue.drop(item.turn):
            self._begin(item)

    # ---- one message

    async def _whole(self, item: Item) -> None:
        key = item.message.key
        try:
            await self._ended(item)
        except asyncio.CancelledError:  # the end of this life: the next one has it
            raise
        except Exception as error:
            tell("message_failed", "error", number=number_of(key), error=type(error).__name__)
            self._spawn(self._later(item.surface.as_it_is()))  # it is on the disk
        finally:
            item.queue.ended(key)
            self._items.pop(key, None)
            self._pump()

    async def _later(self, message: Message) -> None:
        await asyncio.sleep(_LATER_SECONDS)
        self._take(message, earlier=True)
        self._pump()

    async def _ended(self, item: Item) -> None:
        began, known = time.monotonic(), await self._known(item)
        surface = item.surface
        if not known or (item.earlier and await surface.look()):
            await self._noted(item.message.key, "done")
            return
        ending = await self._answered(item)
        if not surface.began_to_finish:
            language = self._language(item.message)
            text = say(ending or "apology", language, id=number_of(item.message.key))
            await surface.finish(Reply(text, language=language))
        seconds = round(time.monotonic() - began, 3)
        number, how = number_of(item.message.key), ending or "answered"
        tell("message_ended", number=number, how=how, seconds=seconds)

    async def _known(self, item: Item) -> bool:
        """Who asked and where, as it is at their turn; False where it is not for the bot."""
        found = await completed(self._platforms[item.message.platform], item.stored)
        if found.message is None:
            return False
        self._completed(item, found.message)
        return True

    def _completed(self, item: Item, found: Message) -> None:
        if item.completed:  # what was shown is shown by the same surface
            item.message = standing(item.message, found)
        elif found is not item.message:
            item.message, item.surface = found, self._surface(found)
        item.completed = True

    async def _answered(self, item: Item) -> str:
        """ "" where it was answered, else the sentence that it ends in."""
        if item.refusal:
            return item.refusal
        try:
            if item.stopped:
                return "cancelled"
            try:
                async with asyncio.timeout(self._limits.answer_seconds) as item.limit:
                    await self._answer(item.message, item.surface)
            finally:
                item.limit = None
            return "" if item.surface.began_to_finish else "apology"
        except TimeoutError:
            return "too_long"
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if not item.stopped or self._closing or task is None:
                raise
            task.uncancel()
            return "cancelled"
        except Exception as error:
            number = number_of(item.message.key)
            tell("answer_failed", "error", number=number, error=type(error).__name__)
            return "apology"

    def _language(self, message: Message) -> str:
        return language_of(message.text, self._known_language(message))

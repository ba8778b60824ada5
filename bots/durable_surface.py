"""`DurableSurface`: what is shown of one message, so that a kill at any point leaves one answer.

Invariant: before anything reaches the platform it is noted that something may be there, and before
the last reply that it may be; a reply whose fate is unknown is looked for before it is sent again,
and marked where it cannot be looked for. Nothing is sent before `retry_after`. What is shown on the
way may fail; the last reply is tried until it is taken, until its time is up, or there is no use.
Deliberately elsewhere: the platform's own surface, which it wraps; whose turn it is (`inbox`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from dataclasses import replace

from bots.log import number_of, tell
from bots.message import Message, Platform, Queueing, Remembering, Reply, SendFailed, Surface

_CALL_SECONDS, _FINISH_SECONDS = 60.0, 300.0
"""For one call to a platform, and for a whole reply; one that does not end may have been taken."""
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_LOOKS = 5
"""Times that a platform is asked whether a reply is there, before that counts as unknown."""

Note = Callable[[str, str], Awaitable[None]]
"""A state and the platform's reference of what is shown -> once it is on the disk."""


class DurableSurface:
    """A `Surface` over the platform's own. `note` keeps states, `patience` is seconds for which
    the last reply is tried, `finishing` is told once when that begins."""

    def __init__(
        self,
        platform: Platform,
        message: Message,
        note: Note,
        *,
        patience: float,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        finishing: Callable[[], None] = lambda: None,
    ) -> None:
        self._platform, self._message, self._note = platform, message, note
        self._patience, self._sleep, self._finishing = patience, sleep, finishing
        self._inner: Surface = platform.surface(message)
        self._turn = asyncio.Lock()
        # A reply that an earlier life may have sent stays one, whatever is shown before the next.
        self._state = message.where.get("state", "")
        self._maybe = self._state == "sending"
        self._reference = message.where.get("shown", "")
        self.again = False
        self.began_to_finish = False

    async def working(self, note: str) -> None:
        """It is worked on."""
        await self._show(lambda: self._inner.working(note))

    async def grow(self, markdown: str) -> None:
        """The text so far."""
        await self._show(lambda: self._inner.grow(markdown))

    async def restart(self, note: str) -> None:
        """What was shown is void."""
        await self._show(lambda: self._inner.restart(note))

    async def whisper(self, reply: Reply) -> None:
        """For the asker's eyes; what fails is told in the log."""
        await self._show(lambda: self._inner.whisper(reply), late=True)

    async def finish(self, reply: Reply) -> None:
        """The last reply, once. Returns when it is there, or when it never will be."""
        if self.began_to_finish:
            return
        self.began_to_finish = True
        self._finishing()
        async with self._turn:
            await self._until_taken(reply)
            await self._surely("done")

    async def look(self) -> bool:
        """After a restart: whether the last reply is there. Where that cannot be known, what is sent
        next is marked."""
        found = await self._found()
        self.again = found is None
        return found is True

    async def _show(self, call: Callable[[], Awaitable[None]], *, late: bool = False) -> None:
        if self.began_to_finish and not late:
            return
        async with self._turn:
            if self.began_to_finish and not late:
                return
            try:
                if not late:
                    await self._keep(self._state or "shown")
                async with asyncio.timeout(_CALL_SECONDS):
                    await call()
            except Exception as error:
                tell("not_shown", number=number_of(self._message.key), error=type(error).__name__)
            if not late:
                await self._remember()

    async def _keep(self, state: str) -> None:
        if state != self._state:
            await self._note(state, self._reference)
            self._state = state

    async def _surely(self, state: str) -> None:
        """A disk that is full now is not so for good: nothing ends before it is noted."""
        pause = _FIRST_PAUSE
        while True:
            try:
                await self._keep(state)
                return
            except Exception as error:
                number = number_of(self._message.key)
                tell("not_noted", "error", number=number, error=type(error).__name__)
            await self._sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _remember(self) -> None:
        """A platform that can change what it has shown says how it is called."""
        match self._inner:
            case Remembering(reference=str(reference)) if reference != self._reference:
                self._reference = reference
                with suppress(Exception):  # it is noted with the next state
                    await self._note(self._state, reference)

    async def _until_taken(self, reply: Reply) -> None:
        pause, spent = _FIRST_PAUSE, 0.0
        while True:
            async with self._its_turn():
                await self._surely("sending")
                problem = await self._attempt(reply)
            if problem is None:
                return
            self._maybe |= problem.uncertain
            number = number_of(self._message.key)
            tell("not_sent", "warning", number=number, reason=problem.reason)
            wait = max(problem.retry_after, 0.0) or pause
            spent += wait
            if problem.for_good or spent > self._patience:
                tell("never_sent", "error", number=number, reason=problem.reason)
                return
            if not self._maybe:
                await self._surely("shown")
            await self._sleep(wait)
            pause = min(pause * 2, _LONGEST_PAUSE)
            if problem.uncertain and await self.look():
                return

    def _its_turn(self) -> AbstractAsyncContextManager[None]:
        """What waits to be sent is not there: it is noted as sent no earlier than it may be."""
        inner = self._inner
        return inner.turn() if isinstance(inner, Queueing) else nullcontext()

    async def _attempt(self, reply: Reply) -> SendFailed | None:
        try:
            async with asyncio.timeout(_FINISH_SECONDS):
                await self._inner.finish(replace(reply, again=reply.again or self.again))
        except SendFailed as failed:
            return failed
        except TimeoutError:
            return SendFailed("timeout")
        except Exception as error:
            return SendFailed(type(error).__name__)
        return None

    def as_it_is(self) -> Message:
        """The message with what is noted of it, in this life as after a restart."""
        noted = {"state": self._state, "shown": self._reference}
        where = {name: said for name, said in noted.items() if said}
        return replace(self._message, where={**self._message.where, **where})

    async def _found(self) -> bool | None:
        pause = _FIRST_PAUSE
        for _ in range(_LOOKS):
            wait = pause
            try:
                async with asyncio.timeout(_CALL_SECONDS):
                    return await self._platform.found(self.as_it_is())
            except SendFailed as failed:
                if failed.for_good:
                    return None
                wait = failed.retry_after or pause
            except Exception as error:
                number = number_of(self._message.key)
                tell("not_looked_up", "warning", number=number, error=type(error).__name__)
            await self._sleep(wait)
            pause = min(pause * 2, _LONGEST_PAUSE)
        return None

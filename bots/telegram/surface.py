"""Where one message of Telegram's is answered: drafts in private talks, one growing message elsewhere.

Invariant: the last reply goes out once. A call whose reply was lost is told as `SendFailed` with
`maybe`, and what goes out after that is marked; a changed message needs no mark, as the same change
twice is one. What is for the asker alone goes to the private talk or nowhere.
Deliberately elsewhere: trying again (`bots.durable_surface`), turns and limits (`pace`).
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Awaitable
from contextlib import AbstractAsyncContextManager, suppress

from bots.message import Action, Button, Message, Reply, SendFailed
from bots.telegram import reply as shown
from bots.telegram.handlers import ELSEWHERE
from bots.telegram.marks import Part
from bots.telegram.sending import TOAST, Rows, Sender
from bots.telegram.wire import Kind, Trouble
from bots.words import language_of, say

TOASTS = frozenset({Action.HELPFUL, Action.UNHELPFUL, Action.STOP})
"""Presses that are answered by a word over the chat."""
SPOKEN = TOASTS | {Action.LEFT, Action.CITED}
"""Presses that the reply itself ends; it comes at once."""
_TYPING = 5.0
"""Seconds for which Telegram shows that something is being written."""
_PATIENCE = 20.0
"""Seconds that a reply waits for its turn in here."""


class TelegramSurface:
    """A `Surface`. `reference` is the message that grows, so that a later life changes it."""

    def __init__(self, sender: Sender, message: Message) -> None:
        self._sender, self._message = sender, message
        where = message.where
        self._chat, self._user = int(where["chat"]), int(where.get("user") or 0)
        self._topic = int(where["topic"]) if where.get("topic") else None
        self._answers = int(where["message"]) if where.get("message") else None
        self._draft = zlib.crc32(message.key.encode()) or 1
        self.reference = where.get("shown", "")
        self.first = ""
        """Of the last reply's messages, once it is there."""
        self._left: list[Part] | None = None
        self._doubt = self._marked = False
        self._note = "…"
        self._begun: asyncio.Task[None] | None = None
        self._last, self._typed = "", -_TYPING

    async def working(self, note: str) -> None:
        """A line where the answer will be, else that something is being written."""
        self._note = note
        if self._spare():
            await self._grow(Part(note))
        elif self._sender.pace.idle(self._typed + _TYPING):
            self._typed = self._sender.pace.now()
            await self._sender.typing(self._chat, self._topic)

    async def grow(self, markdown: str) -> None:
        """The text so far, as often as it may be shown."""
        if self._spare():
            await self._grow(shown.preview(markdown))

    async def restart(self, note: str) -> None:
        """A line instead of what was there."""
        await self.working(note)

    def turn(self) -> AbstractAsyncContextManager[None]:
        """Until a reply may go to this chat; the next one waits until this one is out."""
        return self._sender.pace.first_in_line(self._chat)

    async def finish(self, reply: Reply) -> None:
        """The last reply. Called again after it failed, it goes on where it stopped."""
        try:
            await self._finish(reply)
        except _Unshown:
            raise SendFailed("refused", for_good=True) from None
        except SendFailed as failed:
            if failed.for_good:
                await self._say_where(reply)
            raise

    async def _finish(self, reply: Reply) -> None:
        if self._begun is not None:
            await asyncio.wait({self._begun})
        if await self._toasted(reply):
            return
        aside = reply.whisper and self._message.place is not None
        if aside and self._message.action not in TOASTS:
            await self._aside(reply)
            return
        if self._left is None:
            self._left = shown.messages(reply, await self._names(reply))
            self._marked = reply.again
        while self._left:
            rows = shown.rows(reply.buttons) if len(self._left) == 1 else []
            await self._sent(self._left[0], rows, reply)
            self._left.pop(0)
            self.reference, self._doubt = "", False
        if self._message.action in SPOKEN:
            await self._ended()

    async def whisper(self, reply: Reply) -> None:
        """In the private talk with the asker, where there is one: that there was anything to tell is
        nobody else's business."""
        with suppress(SendFailed):
            await self._privately(reply)

    # ---- growing

    def _spare(self) -> bool:
        return self._message.action not in TOASTS and self._sender.pace.spare(self._chat)

    async def _grow(self, part: Part) -> None:
        if part.text == self._last:
            return
        self._last = part.text
        if self._chat > 0:
            await self._sender.draft(self._chat, self._draft, part, self._topic)
        elif self.reference:
            await self._sender.change(self._chat, int(self.reference), part, self._stop())
        else:
            # Whoever gives up waiting must not lose the message that is just being made.
            self._begun = asyncio.ensure_future(self._begin())
            self._begun.add_done_callback(lambda task: task.cancelled() or task.exception())
            await asyncio.shield(self._begun)

    async def _begin(self) -> None:
        """A fixed line: should its number be lost, no piece of an answer stays behind."""
        self.reference = str(
            await self._sender.message(
                self._chat, Part(self._note), self._topic, self._answers, self._stop()
            )
        )

    def _stop(self) -> Rows:
        language = language_of(self._message.text, self._message.language)
        return shown.rows((Button(Action.STOP, say("button_stop", language)),))

    # ---- the last reply

    async def _sent(self, part: Part, rows: Rows, reply: Reply) -> None:
        if (wait := self._sender.pace.wait(self._chat)) > _PATIENCE:
            raise SendFailed("pace", wait, maybe=False)
        if (self._doubt or reply.again) and not self._marked:
            part = shown.repeated(part, reply.language)
        if self.reference:
            with suppress(_Missing):
                change = self._sender.change(self._chat, int(self.reference), part, rows)
                await self._through(change, changes=True)
                self.first = self.first or self.reference
                return
            self.reference = ""
        try:
            await self._message_of(part, rows)
        except _Unshown:
            await self._message_of(Part(say("telegram_unshown", reply.language)), [])

    async def _message_of(self, part: Part, rows: Rows) -> None:
        call = self._sender.message(self._chat, part, self._topic, self._answers, rows)
        number = await self._through(call)
        self.first = self.first or str(number)

    async def _through(self, call: Awaitable[object], *, changes: bool = False) -> object:
        try:
            return await call
        except asyncio.CancelledError:  # given up while it was under way
            self._doubt |= not changes
            raise
        except Trouble as failed:
            self._doubt |= failed.kind is Kind.LOST and not changes
            raise _meaning(failed, self._sender.pace.held(), changes=changes) from None

    async def _names(self, reply: Reply) -> dict[int, str]:
        found = {}
        for person in shown.people(reply)[:5]:
            found[person] = await self._sender.name(self._chat, person)
        return found

    async def _toasted(self, reply: Reply) -> bool:
        """A short word for whoever pressed goes over the chat; False where it can't."""
        text, action = shown.plain(reply.text), self._message.action
        query = self._message.where.get("query")
        wordy = len(text) > TOAST or bool(reply.citations or reply.buttons)
        alone = action in TOASTS or (action in SPOKEN and reply.whisper)
        if not query or wordy or not alone:
            return False
        try:
            return await self._sender.pressed(query, text, alert=action not in TOASTS)
        except Trouble as failed:
            if failed.kind in (Kind.WAIT, Kind.UNSENT):
                raise _meaning(failed, self._sender.pace.held()) from None
            return False

    # ---- for one person

    async def _aside(self, reply: Reply) -> None:
        """The last reply of a button in a group that only whoever pressed it may read."""
        try:
            await self._privately(reply)
        except SendFailed as failed:
            if not failed.for_good:
                raise
            text = say("telegram_private_first", reply.language)
            if not await self._ended(text):
                await self._message_of(Part(text), [])
        else:
            await self._ended()

    async def _ended(self, text: str = "") -> bool:
        """The button waits no more; whether that, and the text, could be told."""
        query = self._message.where.get("query")
        try:
            return bool(query) and await self._sender.pressed(query or "", text, alert=bool(text))
        except Trouble:
            return False

    async def _say_where(self, reply: Reply) -> None:
        """Asked in a group or topic where the bot may not write: whoever asked learns it in private."""
        if self._message.place is not None and self._user:
            words = Part(say("telegram_may_not_write", reply.language))
            with suppress(Trouble):
                await self._sender.message(self._user, words, None, None, [])

    async def _privately(self, reply: Reply) -> None:
        whole = shown.messages(reply)
        for index, part in enumerate(whole):
            rows = self._aimed(reply) if index == len(whole) - 1 else []
            try:
                await self._to_the_asker(part, rows)
            except _Unshown:
                await self._to_the_asker(Part(say("telegram_unshown", reply.language)), [])
                return

    async def _to_the_asker(self, part: Part, rows: Rows) -> None:
        try:
            await self._sender.message(self._user, part, None, None, rows)
        except Trouble as failed:
            raise _meaning(failed, self._sender.pace.held()) from None

    def _aimed(self, reply: Reply) -> Rows:
        """Buttons in the private talk; what is to be shared goes back to the group, and says so."""
        topic = f"{shown.PRESS}{self._topic}" if self._topic else ""
        group = f"{ELSEWHERE}{self._chat}{topic}"
        return [
            [
                (say("telegram_share", reply.language), data + group)
                if data.startswith(Action.SHARE)
                else (label, data)
                for label, data in row
            ]
            for row in shown.rows(reply.buttons)
        ]


class _Missing(Exception):
    """The message to be changed is not there."""


class _Unshown(Exception):
    """Telegram does not take this text, whatever it is."""


def _meaning(failed: Trouble, held: float, *, changes: bool = False) -> Exception:
    """What a reply's failure means for whoever tries again."""
    match failed.kind:
        case Kind.WAIT:
            return SendFailed("wait", max(held, failed.seconds), maybe=False)
        case Kind.LOST:
            return SendFailed("lost", maybe=not changes)
        case Kind.GONE:
            return SendFailed("gone", for_good=True)
        case Kind.MISSING:
            return _Missing()
        case Kind.REFUSED:
            return _Missing() if changes else _Unshown()
        case kind:
            return SendFailed(kind.name.lower(), maybe=False)

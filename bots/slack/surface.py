"""Where one message of Slack is answered: in its thread for all to see, or for the asker alone.

Invariant: `finish` ends in exactly one answer, also where it is called again after a failure: the
thread is read first then. What is shown before the end may fail and is no error.
Deliberately elsewhere: marks and lost replies (`posts`), growing (`growing`), Block Kit (`render`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from bots.message import Action, Message, Reply, SendFailed
from bots.slack.failures import CLOSED, Failed
from bots.slack.growing import Growing, remaining
from bots.slack.packing import MESSAGE_LETTERS, Block, blocks, messages
from bots.slack.posts import DONE, PART, SHOWN, Posts, Spot, mark
from bots.slack.render import body, render, texts, with_tail
from bots.words import language_of, say

TITLE_LETTERS = 60
_NOT_THERE = frozenset({"not_in_channel", "channel_not_found", "user_not_in_channel"})


class Places:
    """Channels for messages: direct messages are opened once."""

    def __init__(self, posts: Posts) -> None:
        self._posts = posts
        self._direct: dict[str, str] = {}
        self.untitled: set[tuple[str, str]] = set()
        """Threads of the pane in which nobody has asked yet."""

    async def direct(self, user: str) -> str:
        """The direct messages with somebody. Raises `Failed`."""
        if user not in self._direct:
            answer = await self._posts.calls.must("conversations.open", users=user)
            self._direct[user] = str(answer["channel"]["id"])
        return self._direct[user]

    async def spot(self, message: Message) -> Spot:
        """Where a message's answer belongs. Raises `Failed`."""
        where = message.where
        channel = where.get("channel", "") or await self.direct(where["user"])
        return Spot(channel, where.get("thread", ""), where.get("ts", ""))


class ThreadSurface:
    """In the thread."""

    def __init__(
        self, posts: Posts, places: Places, message: Message, today: Callable[[], date]
    ) -> None:
        self._posts, self._places, self._message, self._today = posts, places, message, today
        self._language = language_of(message.text, message.language)
        user, team = message.where.get("user", ""), message.where.get("team", "")
        self._growing = Growing(posts, message.key, team, user, self._language)
        self._alone = AskerSurface(posts, places, message, today)
        self._tried = False
        self._status = ""

    async def working(self, note: str) -> None:
        """A status of the thread; once it takes long, a message with a stop button."""
        with suppress(Failed):
            spot = await self._places.spot(self._message)
            if spot.thread and note != self._status:
                self._status = note
                with suppress(Failed):
                    await self._posts.calls.may(
                        "assistant.threads.setStatus",
                        channel_id=spot.channel,
                        thread_ts=spot.thread,
                        status=say("slack_working", self._language),
                        loading_messages=[note[:100]],
                    )
            stoppable = self._message.action is not Action.REINDEX
            if stoppable:
                self._growing.tell_later(spot, note)
            await self._growing.tell(spot, note, stoppable=stoppable)

    async def grow(self, markdown: str) -> None:
        """The text so far."""
        with suppress(Failed):
            spot = await self._places.spot(self._message)
            await self._growing.grow(spot, markdown)
            await self._growing.tell(spot, say("slack_at_work", self._language))

    async def restart(self, note: str) -> None:
        """What was shown is void."""
        self._growing.restart()
        await self.working(note)

    async def finish(self, reply: Reply) -> None:
        """The answer. Raises `SendFailed`."""
        if reply.whisper and self._message.place is not None:
            await self._alone.finish(reply)
            return
        reply = noted(reply, self._message)
        try:
            spot = await self._places.spot(self._message)
            await self._growing.settle()
            if self._tried or self._growing.doubtful:
                if await self._posts.settled_where_readable(spot, self._message.key):
                    return
                await self._clear(spot)
            self._tried = True
            await self._end(spot, reply)
        except Failed as failure:
            if self._message.place and failure.code in _NOT_THERE | CLOSED:
                await self._say_where("slack_closed" if failure.code in CLOSED else "slack_invite")
            raise failure.told() from None
        with suppress(Failed):
            await self._after(spot, reply)

    async def whisper(self, reply: Reply) -> None:
        """For the asker's eyes: beside the answer, or in private talks like any other message."""
        try:
            spot = await self._places.spot(self._message)
            for part in render(reply, self._today(), spot.thread):
                if self._message.place is None:
                    await self._posts.post(spot, part, mark(self._message.key + "/whisper", PART))
                else:
                    await ephemeral(self._posts, spot, self._message.where["user"], part)
        except Failed as failure:
            raise failure.told() from None

    # ---- the end

    async def _end(self, spot: Spot, reply: Reply) -> None:
        growing = self._growing
        if growing.stream and not await self._finish_stream(spot, reply):
            await self._rewrite(spot, reply)
        elif not growing.stream:
            await self._parts(spot, render(reply, self._today(), spot.thread), 0)

    async def _clear(self, spot: Spot) -> None:
        """Of an end that failed nothing stays: the stream, which has no mark yet, goes too."""
        growing = self._growing
        if growing.stream:
            await self._posts.end_stream(spot, growing.stream)
            await self._posts.remove(spot, growing.stream)
        growing.stream, growing.held = "", ""

    async def _finish_stream(self, spot: Spot, reply: Reply) -> bool:
        """Put the rest into the stream and end it; False where that cannot be."""
        growing = self._growing
        rest = remaining(growing, reply.text, texts(reply))
        if rest is None:
            await self._posts.end_stream(spot, growing.stream)
            return False
        packed = messages(blocks(rest), growing.letters, growing.count)
        shown = MESSAGE_LETTERS - growing.letters
        first, *others = with_tail(packed, reply, self._today(), spot.thread, shown)
        marked = mark(self._message.key, PART if others else DONE)
        try:
            if not await self._posts.end_stream(spot, growing.stream, first, marked):
                return False
        except Failed as failure:
            if failure.code == "ratelimited":
                raise
            return False  # whatever it was: the message can be written anew
        self._posts.forget(growing.stream)
        await self._parts(spot, others, 1)
        return True

    async def _rewrite(self, spot: Spot, reply: Reply) -> None:
        """The message of a stream that ended early, written anew."""
        stream = self._growing.stream
        first, *others = render(reply, self._today(), spot.thread)
        marked = mark(self._message.key, PART if others else DONE)
        try:
            await self._posts.update(spot, stream, first, marked)
        except Failed as failure:
            if failure.code not in ("message_not_found", "cant_update_message"):
                raise
            await self._posts.post(spot, first, marked)
        self._posts.forget(stream)
        await self._parts(spot, others, 1)

    async def _parts(self, spot: Spot, parts: Sequence[list[Block]], begin: int) -> None:
        for number, part in enumerate(parts, begin):
            state = DONE if number == begin + len(parts) - 1 else PART
            await self._posts.post(spot, part, mark(self._message.key, state, number))

    async def _after(self, spot: Spot, reply: Reply) -> None:
        """What the answer leaves to tidy; the pane's title is where the first answer stands."""
        if self._growing.held:
            await self._posts.remove(spot, self._growing.held)
        thread = (spot.channel, spot.thread)
        if thread in self._places.untitled:
            self._places.untitled.discard(thread)
            heading = [line for citation in reply.citations for line in citation.heading[-1:]]
            title = heading[0] if heading else say("slack_talk", self._language)
            await self._posts.calls.may(
                "assistant.threads.setTitle",
                channel_id=spot.channel,
                thread_ts=spot.thread,
                title=title[:TITLE_LETTERS],
            )

    async def _say_where(self, code: str) -> None:
        """The bot was asked in a channel in which it may not write: say so in private."""
        with suppress(Failed):
            spot = Spot(await self._places.direct(self._message.where["user"]))
            words = say(code, self._language, bot=self._message.where.get("bot", "hush"))
            shown = render(Reply(words, language=self._language), self._today())
            await self._posts.post(spot, shown[0], mark(self._message.key + "/invite", SHOWN))


class AskerSurface:
    """For the asker alone, though others are there: a command, a shortcut, a press on such a reply.

    Slack keeps no record of such messages, so a lost one cannot be looked for.
    """

    def __init__(
        self, posts: Posts, places: Places, message: Message, today: Callable[[], date]
    ) -> None:
        self._posts, self._places, self._message, self._today = posts, places, message, today
        self._url = message.where.get("url", "")
        self._sent = 0

    async def working(self, note: str) -> None:
        """The command was acknowledged with a word; another one would stay."""

    async def grow(self, markdown: str) -> None:
        """Such a message cannot grow."""

    async def restart(self, note: str) -> None:
        """Nothing was shown."""

    async def finish(self, reply: Reply) -> None:
        """The answer. Raises `SendFailed`; what of it was taken is not sent again."""
        thread = self._message.where.get("thread", "")
        parts = render(noted(reply, self._message), self._today(), thread)
        try:
            for part in parts[self._sent :]:
                await self._say(part)
                self._sent += 1
        except Failed as failure:
            raise failure.told() from None

    async def whisper(self, reply: Reply) -> None:
        """One more."""
        self._sent = 0
        await self.finish(reply)

    async def _say(self, part: list[Block]) -> None:
        where = self._message.where
        if self._url:
            try:
                await self._late(part)
                return
            except Failed as failure:
                if failure.doubtful or failure.code in ("ratelimited", "unreachable"):
                    raise
                self._url = ""
        spot = Spot(where.get("channel", ""), where.get("thread", ""))
        try:
            await ephemeral(self._posts, spot, where["user"], part)
        except Failed as failure:
            if failure.code not in _NOT_THERE:
                raise
            spot = Spot(await self._places.direct(where["user"]))
            await self._posts.post(spot, part, mark(self._message.key, PART, self._sent))

    async def _late(self, part: list[Block]) -> None:
        answer = body(part) | {"response_type": "ephemeral", "replace_original": False}
        if thread := self._message.where.get("thread"):
            answer["thread_ts"] = thread
        await self._posts.calls.wire.reply(self._url, answer)


def noted(reply: Reply, message: Message) -> Reply:
    """With a line for each file that came with the question and could not be read."""
    names = [name for name in message.where.get("unread", "").split("\n") if name]
    lines = [say("slack_file_unread", reply.language, name=name) for name in names]
    return replace(reply, notes=(*reply.notes, *lines)) if lines else reply


async def ephemeral(posts: Posts, spot: Spot, user: str, part: Sequence[Block]) -> None:
    """One message that only this person sees. Raises `Failed`."""
    arguments = body(part) | {"channel": spot.channel, "user": user}
    del arguments["unfurl_links"], arguments["unfurl_media"]
    if spot.thread:
        arguments["thread_ts"] = spot.thread
    await posts.calls.must("chat.postEphemeral", **arguments)


def place_of(place: str) -> tuple[str, str]:
    """Team and id of `slack:T1:C1`. Raises `SendFailed` for what is no place of Slack."""
    match place.split(":"):
        case ["slack", team, known] if known:
            return team, known
        case ["slack", known] if known:
            return "", known
    raise SendFailed("no_place_of_slack", for_good=True)

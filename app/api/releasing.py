"""An answer as a chat platform may see it grow: `Releasing`, from pieces to the events of a bot.

Invariant (law 13): words are given out block by block (paragraph, list, fence), and each only once
the whole text up to its end was judged with every document that the answer may rest on; what was given
out is the beginning of what is given out next. `done` is judged again, by what the answer rests on.
Deliberately elsewhere: the judgement (`app.chat_exit`), the events for everybody else (`asking`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.api.chat_exit import ForChat
from app.citing import abstained
from app.contract import Citations, Done, Judged, Passages, Restart, Route, Token, Wire
from app.dialogue import Answer, Found, Piece, Question, Restarted
from app.dialogue import Token as Said
from app.excerpt import FENCE, still_open

Event = tuple[str, Wire]
_GOES_ON = re.compile(r"[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|\||>")
"""A line that may belong to the list, table or quote above the blank line before it."""


_BEGINS = re.compile(r"[^\s\d*+|>-]")
"""So a line begins of which more is to come, and which belongs to nothing above it for sure."""


class Releasing:
    """One answer."""

    def __init__(self, chat: ForChat, asked: Question) -> None:
        self._chat = chat
        self._asked = asked
        self._before = frozenset(one.source for one in asked.before)
        self._sources = self._before
        self._hidden: frozenset[str] = frozenset()
        self._holders: tuple[str, ...] = ()
        self._text = ""
        self._tried = 0
        self._given = ""
        self._held = False

    async def of(self, piece: Piece, events: Sequence[Event]) -> list[Event]:
        """What a piece, which is these events for everybody else, is for the platform."""
        if isinstance(piece, Found):
            chunks = [passage.chunk for passage in piece.passages]
            self._sources = self._before | {chunk.source for chunk in chunks}
            self._hidden = self._sources - await self._chat.allowed(self._sources)
            self._holders = await self._chat.holders(chunks)
        if isinstance(piece, Said):
            return await self._grown(piece.text)
        if isinstance(piece, Restarted):
            self._text, self._tried, self._given, self._held = "", 0, "", False
        if isinstance(piece, Answer):
            return await self._done(piece, events)
        return [(name, await self._shown(wire)) for name, wire in events]

    async def _shown(self, wire: Wire) -> Wire:
        match wire:
            case Passages():
                sought = await self._chat.judge(wire.sought)
                listed = await self._chat.citations(wire.passages)
                change = {"passages": listed, "sought": "" if sought.withheld else sought.text}
                return wire.model_copy(update=change)
            case Route():
                return wire.model_copy(
                    update={"outgoing": None, "reason": self._reason(wire.reason)}
                )  # what left, `done` says, judged
            case Restart():
                return Restart(notice=(await self._chat.judge(wire.notice)).text)
        return wire

    async def _grown(self, more: str) -> list[Event]:
        self._text += more
        end = whole_blocks(self._text)
        if self._held or end <= self._tried:
            return []
        self._tried = end
        return self._released(await self._judge(self._text[:end], self._sources))

    async def _judge(self, text: str, sources: frozenset[str]) -> Judged:
        return await self._chat.judge(text, sources, self._holders)

    def _released(self, said: Judged) -> list[Event]:
        """What of a judged text is new. Once it is no longer what was given out, nothing more is."""
        if said.withheld == "level" or not said.text.startswith(self._given):
            self._held = True
            return []
        new, self._given = said.text[len(self._given) :], said.text
        return [("token", Token(text=new))] if new else []

    async def _done(self, answer: Answer, events: Sequence[Event]) -> list[Event]:
        done = next(wire for _, wire in events if isinstance(wire, Done))
        rested = self._before | {passage.chunk.source for passage in answer.rested}
        if answer.abstained:
            allowed = await self._chat.allowed(rested)
            done, rested = self._declined(answer, done, allowed), rested & allowed
        said = await self._judge(done.text, rested)
        last = [] if self._held else self._released(said)
        done = await self._judged(done, said, rested)
        return [*last, ("citations", Citations(citations=done.citations)), ("done", done)]

    def _declined(self, answer: Answer, done: Done, allowed: frozenset[str]) -> Done:
        """Without the pages that may not be named here."""
        pages = [page for page in answer.rested if page.chunk.source in allowed]
        said = abstained(self._asked, pages)
        nearest = [page.source for page in said.nearest]
        return done.model_copy(update={"text": said.text, "nearest": nearest})

    async def _judged(self, done: Done, said: Judged, sources: frozenset[str]) -> Done:
        """The whole answer around the text that may be shown."""
        page = said.page or await self._chat.page()
        change: dict[str, object] = {"text": said.text, "withheld": said.withheld, "page": page}
        change |= {"citations": [], "nearest": [], "warnings": [], "outgoing": None}
        change |= {"would_leave": None, "reason": self._reason(done.reason)}
        if said.withheld != "level":
            left = await self._chat.judge(done.outgoing or "", sources)
            may = await self._chat.plain(done.warnings)
            change["outgoing"] = None if left.withheld == "level" else left.text or None
            change["citations"] = await self._chat.citations(done.citations)
            change["nearest"] = done.nearest
            said_of = zip(done.warnings, may, strict=True)
            change["warnings"] = [one for one, fine in said_of if fine and not self._names(one)]
        return done.model_copy(update=change)

    def _reason(self, reason: str) -> str:
        """Why that lane; without the documents that decided, where one may not be named here."""
        short = reason.partition(" (")[0] if self._names(reason) else reason
        return "" if self._names(short) else short

    def _names(self, words: str) -> bool:
        return any(source in words for source in self._hidden)


def whole_blocks(text: str) -> int:
    """Where the last block ends that is sure to be whole: behind a fence at the margin, or behind a
    blank line outside of one after which something begins that belongs to nothing above it."""
    end, start, fence, blank = 0, 0, "", False
    *lines, begun = text.split("\n")
    for line in lines:
        if blank and line.strip() and not _GOES_ON.match(line):
            end = start
        before, fence = fence, still_open(fence, line, FENCE.match(line))
        start += len(line) + 1
        if before and not fence and line[:1] in "`~":
            end = start
        blank = not line.strip() and not fence
    return start if blank and _BEGINS.match(begun) else end

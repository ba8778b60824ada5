"""One message in the inbox while this life of the process has it: `Item`.

Invariant: what is shown of it is shown by one surface, of the message as its platform first told of
it; nothing was shown before that. Deliberately elsewhere: turns and ends (`inbox`).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bots.durable_surface import DurableSurface
from bots.fair import Fair, Turn
from bots.message import Message


@dataclass(eq=False, slots=True)
class Item:
    """`stored`: the message as it came, before its platform said who asked; `earlier`: a life before
    may have shown something; `refusal`: the sentence that it ends in; `completed`: its platform has
    said who asked."""

    stored: Message
    message: Message
    turn: Turn
    queue: Fair
    surface: DurableSurface
    earlier: bool = False
    refusal: str = ""
    stopped: bool = False
    limit: asyncio.Timeout | None = None
    work: asyncio.Task[None] | None = None
    completed: bool = False

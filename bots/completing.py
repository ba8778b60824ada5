"""What a platform knows of a message besides its words, looked up when it is answered.

Invariant: nothing is asked before a message is stored, so that an acknowledgement waits for the disk
alone; where the platform does not say in time, the message is answered by what is known of it, which
is never more than what was said. Deliberately elsewhere: when that is (`inbox`), what is asked (each
platform).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from bots.log import number_of, tell
from bots.message import Completing, Message, NotSaid, Platform

_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Completed:
    """`message` is None where it is not for the bot after all; `surely`: the platform has said who
    asked and where."""

    message: Message | None
    surely: bool = True


async def completed(platform: Platform, message: Message, seconds: float = _SECONDS) -> Completed:
    """The message with it."""
    if not isinstance(platform, Completing):
        return Completed(message)
    try:
        async with asyncio.timeout(seconds):
            return Completed(await platform.complete(message))
    except NotSaid as partly:
        return Completed(partly.message, surely=False)
    except Exception as error:
        tell("not_completed", "warning", number=number_of(message.key), error=type(error).__name__)
        return Completed(message, surely=False)


def standing(message: Message, now: Message) -> Message:
    """The message with what its platform says now of who asked, and of who reads along."""
    return replace(message, account=now.account, mail=now.mail, shared=now.shared)

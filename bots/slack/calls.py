"""The calls of Slack's Web API that the bot makes, each in its turn, and the scopes that they need.

Invariant: only methods of `SCOPES` are called, so the manifest asks for what is used and nothing
else. Deliberately elsewhere: bytes (`wire`), limits (`pace`), posting exactly once (`posts`).
"""

from __future__ import annotations

from typing import Any, Final

from bots.slack.failures import Failed
from bots.slack.pace import Pace
from bots.slack.wire import Wire

SCOPES: Final[dict[str, tuple[str, ...]]] = {
    "auth.test": (),
    "apps.connections.open": (),
    "assistant.threads.setStatus": ("assistant:write",),
    "assistant.threads.setSuggestedPrompts": ("assistant:write",),
    "assistant.threads.setTitle": ("assistant:write",),
    "chat.appendStream": ("chat:write",),
    "chat.delete": ("chat:write",),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.startStream": ("chat:write",),
    "chat.stopStream": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": ("channels:history", "groups:history", "im:history", "mpim:history"),
    "conversations.info": ("channels:read", "groups:read", "im:read", "mpim:read"),
    "conversations.open": ("im:write",),
    "conversations.replies": ("channels:history", "groups:history", "im:history", "mpim:history"),
    "files.info": ("files:read",),
    "users.info": ("users:read", "users:read.email"),
    "users.lookupByEmail": ("users:read.email",),
}
"""Method -> the bot scopes that it needs, as Slack's reference says them."""
PATIENCE = 30.0
"""Seconds of a Retry-After that a call waits for itself; a longer one is the inbox's to wait for."""
TRIES = 4


class Calls:
    """What the rest of the bot calls."""

    def __init__(self, wire: Wire, pace: Pace) -> None:
        self.wire, self.pace = wire, pace

    async def must(self, method: str, /, **arguments: Any) -> dict[str, Any]:
        """A call that has to be made: waits for its turn, and for a short Retry-After.

        Raises `Failed`; never calls again after a doubt.
        """
        channel = str(arguments.get("channel", ""))
        async with self.pace.lane(method, channel):
            for attempt in range(1, TRIES + 1):
                await self.pace.turn(method, channel)
                try:
                    return await self._call(method, channel, arguments)
                except Failed as failure:
                    waits = failure.code == "ratelimited" and failure.retry_after <= PATIENCE
                    if not waits or attempt == TRIES:
                        raise
                finally:
                    self.pace.ended(method, channel)
        raise AssertionError

    async def may(self, method: str, /, **arguments: Any) -> dict[str, Any] | None:
        """A call that is left out where there is no room for it. Raises `Failed`."""
        channel = str(arguments.get("channel", ""))
        if not self.pace.spare(method, channel):
            return None
        return await self._call(method, channel, arguments)

    async def _call(self, method: str, channel: str, arguments: dict[str, Any]) -> dict[str, Any]:
        if method not in SCOPES:
            raise KeyError(method)
        try:
            return await self.wire.call(method, arguments)
        except Failed as failure:
            if failure.code == "ratelimited":
                self.pace.hold(method, channel, failure.retry_after)
            raise

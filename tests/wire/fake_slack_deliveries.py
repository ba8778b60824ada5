"""What people do in the strict Slack, and how Slack tells the bot: messages, commands, presses."""

from __future__ import annotations

import time
from typing import Any

from tests.wire.fake_slack import FakeSlack, Message

RETRIES = 3


class Deliveries:
    """Of one workspace; `deliver` is the connection's."""

    def __init__(self, slack: FakeSlack) -> None:
        self.slack = slack
        self._number = 0

    async def deliver(
        self, kind: str, payload: dict[str, Any], *, copies: int = 1, retries: int = RETRIES
    ) -> dict[str, Any] | None:
        """Until it is acknowledged, or was tried four times. What the acknowledgement says."""
        raise NotImplementedError

    async def event(self, event: Message, **how: int) -> None:
        """An event of the Events API."""
        await self.deliver("events_api", self.callback(event), **how)

    def callback(self, event: Message) -> dict[str, Any]:
        """The outer part of an event."""
        return {
            "type": "event_callback",
            "token": "fake",
            "team_id": self.slack.team,
            "api_app_id": "A1",
            "event": event,
            "event_id": f"Ev{event.get('ts', '')}{event['type']}",
            "event_time": int(time.time()),
            "authorizations": [
                {"team_id": self.slack.team, "user_id": self.slack.bot_user, "is_bot": True}
            ],
        }

    async def ask(
        self, channel: str, user: str, text: str, thread: str | None = None, **more: Any
    ) -> str:
        """Somebody writes; both twins are delivered where the bot is named. The message's ts."""
        event = self.slack.say(channel, user, text, thread, **more)
        await self.event(event)
        if f"<@{self.slack.bot_user}>" in text and not channel.startswith("D"):
            await self.event({**event, "type": "app_mention"})
        return str(event["ts"])

    async def command(self, channel: str, user: str, text: str) -> dict[str, Any] | None:
        """`/hush text`."""
        self._number += 1
        known = f"command-{self._number}"
        payload = {
            "command": "/hush",
            "text": text,
            "team_id": self.slack.team,
            "team_domain": "example",
            "channel_id": channel,
            "channel_name": channel.lower(),
            "user_id": user,
            "user_name": user.lower(),
            "api_app_id": "A1",
            "token": "fake",
            "trigger_id": known,
            "response_url": f"http://127.0.0.1:{self.slack.port}/response/{known}",
        }
        return await self.deliver("slash_commands", payload)

    async def press(
        self,
        message: Message,
        channel: str,
        user: str,
        action: str,
        *,
        whisper: bool = False,
        team: str = "",
    ) -> None:
        """Somebody (of another `team`) presses a button of a message of ours."""
        buttons = [
            button
            for block in message["blocks"]
            if block["type"] == "actions"
            for button in block["elements"]
        ]
        [button] = [b for b in buttons if b["action_id"].startswith(f"hush:{action}:")]
        self._number += 1
        ts = message.get("ts") or self.slack.next_ts()
        container = {"type": "message", "message_ts": ts, "channel_id": channel}
        container |= {"is_ephemeral": whisper}
        if message.get("thread_ts"):
            container["thread_ts"] = message["thread_ts"]
        await self.deliver(
            "interactive",
            {
                "type": "block_actions",
                "team": {"id": team or self.slack.team},
                "user": {"id": user, "team_id": team or self.slack.team},
                "channel": {"id": channel},
                "container": container,
                "api_app_id": "A1",
                "token": "fake",
                "trigger_id": f"press-{self._number}",
                "response_url": f"http://127.0.0.1:{self.slack.port}/response/p{self._number}",
                "actions": [{**button, "action_ts": f"{time.time():.6f}{self._number}"}],
            },
        )

    async def shortcut(self, channel: str, user: str, message: Message) -> None:
        """ "Ask Hush about this" on a message."""
        self._number += 1
        await self.deliver(
            "interactive",
            {
                "type": "message_action",
                "callback_id": "ask_hush",
                "team": {"id": self.slack.team},
                "user": {"id": user, "team_id": self.slack.team},
                "channel": {"id": channel},
                "message": message,
                "message_ts": message["ts"],
                "trigger_id": f"about-{self._number}",
                "response_url": f"http://127.0.0.1:{self.slack.port}/response/a{self._number}",
                "api_app_id": "A1",
                "token": "fake",
            },
        )

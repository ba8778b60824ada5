"""A strict Slack on loopback: a workspace, its Web API, Socket Mode, signed HTTP deliveries, files.

It checks tokens, scopes, fields, limits and rates; what no Slack would take is refused and kept in
`wrong`. A test turns it hostile: replies lost after the deed, deliveries repeated, held back or out
of order, 429, streams that expire, a closed socket. Deliberately elsewhere: the methods
(`fake_slack_methods`), Block Kit (`fake_slack_blocks`), the server (`fake_slack_server`).
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.wire import fake_slack_blocks as kit

BOT_TOKEN, APP_TOKEN = "xoxb-1111-2222-fakefakefake", "xapp-1-A1-3333-fakefakefake"
SIGNING_SECRET = "0123456789abcdef0123456789abcdef"
SCOPES = {
    *("app_mentions:read", "assistant:write", "channels:history", "channels:read", "chat:write"),
    *("commands", "files:read", "groups:history", "groups:read", "im:history", "im:read"),
    *("im:write", "mpim:history", "mpim:read", "users:read", "users:read.email"),
}
Message = dict[str, Any]


@dataclass
class FakeSlack:
    """What it knows, what it was asked, what it refused. `clock` in seconds."""

    team: str = "T1"
    bot_user: str = "UBOT"
    bot: str = "B1"
    port: int = 0
    scopes: set[str] = field(default_factory=lambda: set(SCOPES))
    bot_token: str = BOT_TOKEN
    app_token: str = APP_TOKEN
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    channels: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    clock: Callable[[], float] = time.monotonic
    spacing: float = 0.0
    """Seconds between two messages in a channel; 0: no limit."""
    expiry: float = 300.0
    """Seconds without an append after which a stream ends."""
    page: int = 200
    ack_seconds: float = 3.0
    delay: float = 0.0
    calls: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    whispers: list[dict[str, Any]] = field(default_factory=list)
    late: list[dict[str, Any]] = field(default_factory=list)
    """Answers at a `response_url`."""
    deleted: list[Message] = field(default_factory=list)
    statuses: list[dict[str, Any]] = field(default_factory=list)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    prompts: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    streams: dict[str, float] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Method -> how many of its replies are lost after the deed."""
    failing: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Method -> codes with which its next calls fail."""
    limited: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Method -> Retry-After of its next calls."""
    patience: float = 10.0
    """Seconds for which a delivery waits for a socket."""
    acks: list[float] = field(default_factory=list)
    """Seconds from a delivery to its acknowledgement, through all its tries; while no socket was open
    nobody could hear it, and it counts from the moment in which one was again."""
    waits: list[float] = field(default_factory=list)
    """The same from the moment in which it was due, whoever was there."""
    unacknowledged: int = 0
    stuck: set[str] = field(default_factory=set)
    """Methods that do not answer."""
    over: set[str] = field(default_factory=set)
    """Tickets of sockets that nobody may use any more."""
    uses: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _free: dict[tuple[str, str], float] = field(default_factory=dict)
    _held: dict[tuple[str, str], float] = field(default_factory=dict)
    _number: int = 0

    # ---- the workspace

    @property
    def base_url(self) -> str:
        """For `HUSH_SLACK__BASE_URL`."""
        return f"http://127.0.0.1:{self.port}/api/"

    def next_ts(self) -> str:
        """The next message's time."""
        self._number += 1
        return f"{time.time():.0f}.{self._number:06d}"

    def user(self, known: str = "U1", **changed: Any) -> dict[str, Any]:
        """Somebody; a full, confirmed member unless said otherwise."""
        mail = changed.pop("email", f"{known.lower()}@example.com")
        self.users[known] = {
            "id": known,
            "team_id": self.team,
            "is_bot": False,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_email_confirmed": True,
            "deleted": False,
            "locale": "en-US",
            "profile": {"email": mail, "real_name": known},
            **changed,
        }
        return self.users[known]

    def channel(self, known: str = "C1", **changed: Any) -> dict[str, Any]:
        """A channel that the bot is in."""
        self.channels[known] = {
            "id": known,
            "name": known.lower(),
            "is_im": known.startswith("D"),
            "is_member": True,
            "is_archived": False,
            "is_ext_shared": False,
            "is_shared": False,
            "messages": [],
            **changed,
        }
        return self.channels[known]

    def file(self, name: str, data: bytes, known: str = "F1", **changed: Any) -> dict[str, Any]:
        """A file; what an event says of it."""
        self.files[known] = {
            "id": known,
            "name": name,
            "mimetype": "text/plain",
            "filetype": "text",
            "size": len(data),
            "data": data,
            **changed,
        }
        return self.file_object(known)

    def file_object(self, known: str) -> dict[str, Any]:
        """Without its bytes."""
        file = self.files[known]
        url = f"http://127.0.0.1:{self.port}/files-pri/{known}/{file['name']}"
        shown = {name: value for name, value in file.items() if name != "data"}
        return {**shown, "url_private": url, "url_private_download": url}

    def say(
        self, channel: str, user: str, text: str, thread: str | None = None, **more: Any
    ) -> Message:
        """Somebody writes; the `message` event of it."""
        if channel not in self.channels:
            self.channel(channel)
        message: Message = {
            "type": "message",
            "user": user,
            "text": text,
            "ts": self.next_ts(),
            "team": self.team,
            **more,
        }
        if thread:
            message["thread_ts"] = thread
        self.channels[channel]["messages"].append(message)
        kinds = {"C": "channel", "D": "im", "G": "group"}
        return {**message, "channel": channel, "channel_type": kinds[channel[0]]}

    def own_message(self, channel: dict[str, Any], arguments: dict[str, Any]) -> Message:
        """The bot writes."""
        message: Message = {
            "type": "message",
            "user": self.bot_user,
            "bot_id": self.bot,
            "app_id": "A1",
            "ts": self.next_ts(),
            "text": arguments.get("text", ""),
            "blocks": arguments.get("blocks", []),
        }
        for name in ("thread_ts", "metadata"):
            if name in arguments:
                message[name] = arguments[name]
        channel["messages"].append(message)
        return message

    def streaming(self, message: Message) -> bool:
        """Whether it can grow; one that nobody fed for long cannot."""
        fed = self.streams.get(message["ts"])
        if fed is not None and self.clock() - fed > self.expiry:
            del self.streams[message["ts"]]
            return False
        return fed is not None

    # ---- what tests ask

    def fault(self, said: str) -> None:
        """Something that no Slack would take."""
        self.wrong.append(said)

    def ours(self, channel: str, thread: str | None = None) -> list[Message]:
        """The bot's messages there."""
        return [
            message
            for message in self.channels[channel]["messages"]
            if message["user"] == self.bot_user and thread in (None, message.get("thread_ts"))
        ]

    def answers(self, channel: str, thread: str | None = None) -> list[Message]:
        """Those that end a question."""
        return [
            message
            for message in self.ours(channel, thread)
            if message.get("metadata", {}).get("event_payload", {}).get("state") == "done"
        ]

    def said(self, message: Message) -> str:
        """Its words."""
        return kit.said(message.get("blocks", [])) or message["text"]

    def count(self, method: str) -> int:
        """How often it was called."""
        return sum(name == method for name, _ in self.calls)

    # ---- rates

    def forget_rates(self) -> None:
        """Another process comes, which knows of no Retry-After."""
        self._held.clear()

    def too_soon(self, method: str, form: dict[str, str]) -> int:
        """Seconds of a 429, or 0. Whoever comes back before its time is at fault."""
        kind = (method, form.get("channel", ""))
        now = self.clock()
        if now < self._held.get(kind, 0.0) - 0.01:
            self.fault(f"{method}: {self._held[kind] - now:.2f} s before its Retry-After")
            return max(1, round(self._held[kind] - now))
        wait = self.limited[method].pop(0) if self.limited[method] else 0
        if method == "chat.postMessage" and self.spacing and now < self._free.get(kind, 0.0):
            wait = max(wait, 1)
        if wait:
            self._held[kind] = now + wait
        elif method == "chat.postMessage":
            self._free[kind] = now + self.spacing
        return wait

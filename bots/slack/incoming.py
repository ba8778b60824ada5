"""Events, commands, shortcuts and presses of Slack -> `Heard`: what somebody wants of the bot.

Invariant: pure. The key is the message's own (team, channel, ts), so the twins of one message are
one; a press and a command have the id that Slack gives to each.
Deliberately elsewhere: who they are (`people`), storing and answering (`listeners`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bots.message import Action
from bots.slack.said import mentioned, whole, words

COMMANDS = {action.value: action for action in (
    Action.ASK, Action.SEARCH, Action.EXPLAIN, Action.RUNBOOK, Action.REINDEX, Action.STATUS,
    Action.SOURCES, Action.LANGUAGE, Action.PAIR, Action.HELP, Action.STOP,
)}  # fmt: skip
"""Words after `/hush`."""
WORDS = {
    "stop": Action.STOP, "стоп": Action.STOP, "help": Action.HELP, "помощь": Action.HELP,
    "status": Action.STATUS, "статус": Action.STATUS,
}  # fmt: skip
"""Messages that are one of these words alone, and what stands alone behind `/hush`."""
WHISPERED = frozenset({Action.CITED, Action.LEFT})
"""Buttons whose answer is for who pressed them, wherever they stand."""
_HEARD_SUBTYPES = (None, "file_share", "thread_broadcast", "me_message")
_ACTIONS = frozenset(action.value for action in Action)


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody wants; people and files are looked up by their ids later."""

    key: str
    team: str
    channel: str
    user: str
    thread: str
    action: Action
    text: str = field(default="", repr=False)
    ts: str = ""
    private: bool = False
    public: bool = True
    answer: str = ""
    language: str = ""
    url: str = field(default="", repr=False)
    files: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    direct: bool = False
    """Answered in the direct messages with them, whichever channel it was said in."""


def of_message(
    event: Mapping[str, Any], team: str, bot: str, joined: Callable[[str, str, str], bool]
) -> Heard | None:
    """Of the events `app_mention` and `message`: None where it is not for the bot."""
    user, channel, ts = (str(event.get(name) or "") for name in ("user", "channel", "ts"))
    if not (user and channel and ts) or user == bot or event.get("bot_id") or event.get("hidden"):
        return None
    if event.get("subtype") not in _HEARD_SUBTYPES:
        return None
    raw = str(event.get("text") or "")
    private = channel.startswith("D")
    thread = str(event.get("thread_ts") or "")
    named = mentioned(raw)
    spoken_to = private or bot in named or event.get("type") == "app_mention"
    followed = thread and not named and joined(channel, thread, user)
    if not spoken_to and not followed:
        return None
    text = whole(event, bot)
    alone = text.strip(" \t\n/.!").lower()
    files = event.get("files")
    return Heard(
        key=f"slack:{team}:{channel}:{ts}",
        team=team,
        channel=channel,
        user=user,
        thread=thread or ts,
        action=WORDS.get(alone, Action.ASK),
        text="" if alone in WORDS else text,
        ts=ts,
        private=private,
        language="ru" if alone in WORDS and not alone.isascii() else "",
        files=tuple(item for item in files if isinstance(item, dict)) if files else (),
    )


def of_command(body: Mapping[str, Any]) -> Heard | None:
    """Of `/hush …`: answered for who typed it alone."""
    team, channel, user, trigger = (
        str(body.get(name) or "") for name in ("team_id", "channel_id", "user_id", "trigger_id")
    )
    if not (team and channel and user and trigger):
        return None
    said = words(str(body.get("text") or ""))
    first, _, rest = said.partition(" ")
    alone = said.strip(" \t\n/.!").lower()
    action = COMMANDS.get(first.lower()) or WORDS.get(alone)
    if not said:
        action = Action.HELP
    text = rest.strip() if action is not None else said
    action = action or Action.ASK
    private = channel.startswith("D")
    direct = action is Action.REINDEX
    return Heard(
        key=f"slack:{team}:{channel}:command:{trigger}",
        team=team,
        channel="" if direct else channel,
        user=user,
        thread="",
        action=action,
        text=text,
        private=private or direct,
        public=direct,
        url="" if direct else str(body.get("response_url") or ""),
        direct=direct,
        language="ru" if alone in WORDS and not alone.isascii() else "",
    )


def of_shortcut(body: Mapping[str, Any], bot: str) -> Heard | None:
    """Of "Ask Hush about this" on a message: its words are the question."""
    message = body.get("message")
    team, channel, user = (_id(body.get(name)) for name in ("team", "channel", "user"))
    trigger = str(body.get("trigger_id") or "")
    if not (isinstance(message, dict) and team and channel and user and trigger):
        return None
    ts = str(message.get("ts") or body.get("message_ts") or "")
    files = message.get("files")
    return Heard(
        key=f"slack:{team}:{channel}:{ts}:about:{trigger}",
        team=team,
        channel=channel,
        user=user,
        thread=str(message.get("thread_ts") or ts),
        action=Action.ASK,
        text=whole(message, bot),
        ts=ts,
        private=channel.startswith("D"),
        public=False,
        url=str(body.get("response_url") or ""),
        files=tuple(item for item in files if isinstance(item, dict)) if files else (),
    )


def of_press(body: Mapping[str, Any]) -> Heard | None:
    """Of a button under a reply."""
    pressed = body.get("actions")
    press = pressed[0] if isinstance(pressed, list) and pressed else None
    container = body.get("container")
    if not isinstance(press, dict) or not isinstance(container, dict):
        return None
    name = str(press.get("action_id") or "").split(":")
    if len(name) < 2 or name[0] != "hush" or name[1] not in _ACTIONS:
        return None
    team, user = _id(body.get("team")), _id(body.get("user"))
    channel = _id(body.get("channel")) or str(container.get("channel_id") or "")
    stamp = str(press.get("action_ts") or "")
    if not (team and user and channel and stamp):
        return None
    value, _, rest = str(press.get("value") or "").partition("|")
    thread, _, language = rest.partition("|")
    action = Action(name[1])
    alone = container.get("is_ephemeral") is True and action is not Action.SHARE
    private = channel.startswith("D")
    return Heard(
        key=f"slack:{team}:{channel}:press:{user}:{stamp}",
        team=team,
        channel=channel,
        user=user,
        thread=thread or str(container.get("thread_ts") or container.get("message_ts") or ""),
        action=action,
        ts=str(container.get("message_ts") or ""),
        private=private,
        public=private or not (alone or action in WHISPERED),
        answer=value,
        language=language if language in ("en", "ru") else "",
        url=str(body.get("response_url") or "") if alone else "",
    )


def _id(value: object) -> str:
    return str(value.get("id") or "") if isinstance(value, dict) else ""

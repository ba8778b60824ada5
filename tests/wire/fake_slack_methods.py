"""The Web API's methods of the strict Slack: what each takes, needs and does.

A method that gets a field it does not know, lacks one that it needs, or gets a value beyond Slack's
limits refuses, and the fault is kept in `FakeSlack.wrong`, where tests look.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.wire import fake_slack_blocks as kit

if TYPE_CHECKING:
    from tests.wire.fake_slack import FakeSlack

TEXT, STREAM = 40_000, 12_000
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")


class SlackError(Exception):
    """`{"ok": false, "error": code}`."""


@dataclass(frozen=True, slots=True)
class Spec:
    needed: frozenset[str]
    may: frozenset[str]
    scopes: tuple[str, ...]
    does: Callable[[FakeSlack, dict[str, Any]], dict[str, Any]]


METHODS: dict[str, Spec] = {}
_JSON = {"blocks", "metadata", "chunks", "prompts", "loading_messages"}
Made = Callable[
    [Callable[["FakeSlack", dict[str, Any]], dict[str, Any]]],
    Callable[["FakeSlack", dict[str, Any]], dict[str, Any]],
]


def entry(name: str, needed: str = "", may: str = "", scopes: tuple[str, ...] = ()) -> Made:
    def made(
        does: Callable[[FakeSlack, dict[str, Any]], dict[str, Any]],
    ) -> Callable[[FakeSlack, dict[str, Any]], dict[str, Any]]:
        METHODS[name] = Spec(frozenset(needed.split()), frozenset(may.split()), scopes, does)
        return does

    return made


def perform(slack: FakeSlack, method: str, form: dict[str, str]) -> dict[str, Any]:
    """One call. Raises `SlackError`."""
    spec = METHODS.get(method)
    if spec is None:
        slack.fault(f"{method}: unknown method")
        raise SlackError("unknown_method")
    for scope in spec.scopes:
        if scope not in slack.scopes:
            raise SlackError("missing_scope")
    missing, unknown = spec.needed - set(form), set(form) - spec.needed - spec.may
    if missing or unknown:
        slack.fault(f"{method}: missing {sorted(missing)}, unknown {sorted(unknown)}")
        raise SlackError("invalid_arguments")
    arguments: dict[str, Any] = dict(form)
    for name in _JSON & set(form):
        try:
            arguments[name] = json.loads(form[name])
        except ValueError:
            slack.fault(f"{method}: {name} is no JSON")
            raise SlackError("invalid_arguments") from None
    return spec.does(slack, arguments)


def channel_of(
    slack: FakeSlack, arguments: dict[str, Any], *, write: bool = True
) -> dict[str, Any]:
    channel = slack.channels.get(arguments.get("channel") or arguments.get("channel_id") or "")
    if channel is None:
        raise SlackError("channel_not_found")
    if write and channel["is_archived"]:
        raise SlackError("is_archived")
    if write and not channel["is_member"]:
        raise SlackError("not_in_channel")
    return channel


def _content(slack: FakeSlack, method: str, arguments: dict[str, Any]) -> None:
    text = str(arguments.get("text", ""))
    faults = kit.problems(arguments["blocks"]) if "blocks" in arguments else []
    if not text and "blocks" not in arguments:
        raise SlackError("no_text")
    if len(text) > TEXT:
        raise SlackError("msg_too_long")
    if "<" in text or re.search(r"&(?!amp;|lt;|gt;)", text):
        faults.append("text is not escaped")
    for name in ("unfurl_links", "unfurl_media"):
        if method == "chat.postMessage" and arguments.get(name) != "false":
            faults.append(f"{name} is not off")
    faults += metadata_faults(arguments.get("metadata"))
    if faults:
        slack.fault(f"{method}: {faults}")
        raise SlackError("invalid_blocks")


def metadata_faults(metadata: object) -> list[str]:
    """An event type and a flat payload."""
    if metadata is None:
        return []
    if not isinstance(metadata, dict) or set(metadata) != {"event_type", "event_payload"}:
        return ["metadata"]
    payload = metadata["event_payload"]
    well = isinstance(payload, dict) and all(
        isinstance(value, str | int | bool) for value in payload.values()
    )
    return [] if well and str(metadata["event_type"]).isidentifier() else ["metadata"]


def message_of(slack: FakeSlack, channel: dict[str, Any], ts: str) -> dict[str, Any]:
    for message in channel["messages"]:
        if message["ts"] == ts:
            if message.get("user") != slack.bot_user:
                raise SlackError("cant_update_message")
            return dict_of(message)
    raise SlackError("message_not_found")


def dict_of(message: object) -> dict[str, Any]:
    assert isinstance(message, dict)
    return message


# ---- who and where


@entry("auth.test")
def _auth(slack: FakeSlack, _: dict[str, Any]) -> dict[str, Any]:
    return {
        "team_id": slack.team,
        "team": "Example",
        "user": "hush",
        "user_id": slack.bot_user,
        "bot_id": slack.bot,
        "url": "https://example.slack.com/",
    }


@entry("users.info", "user", "include_locale", ("users:read",))
def _user(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    user = slack.users.get(arguments["user"])
    if user is None:
        raise SlackError("user_not_found")
    shown = json.loads(json.dumps(user))
    if "users:read.email" not in slack.scopes:
        shown["profile"].pop("email", None)
    if arguments.get("include_locale") != "true":
        shown.pop("locale", None)
    return {"user": shown}


@entry("users.lookupByEmail", "email", "", ("users:read.email",))
def _by_mail(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    wanted = arguments["email"].casefold()
    for user in slack.users.values():
        if str(user["profile"].get("email", "")).casefold() == wanted and not user.get("deleted"):
            shown = json.loads(json.dumps(user))
            shown.pop("locale", None)
            return {"user": shown}
    raise SlackError("users_not_found")


@entry("conversations.info", "channel", "", ("channels:read",))
def _info(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    channel = channel_of(slack, arguments, write=False)
    return {"channel": {name: value for name, value in channel.items() if name != "messages"}}


@entry("conversations.open", "users", "", ("im:write",))
def _open(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    if arguments["users"] not in slack.users:
        raise SlackError("user_not_found")
    known = "D" + arguments["users"][1:]
    if known not in slack.channels:
        slack.channel(known, is_im=True)
    return {"channel": {"id": known}}


@entry("conversations.replies", "channel ts", "oldest include_all_metadata limit cursor", _HISTORY)
def _replies(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    channel = channel_of(slack, arguments, write=False)
    ts = arguments["ts"]
    found = [m for m in channel["messages"] if ts in (m["ts"], m.get("thread_ts"))]
    if not found:
        raise SlackError("thread_not_found")
    return _page(slack, arguments, found)


@entry("conversations.history", "channel", "oldest include_all_metadata limit cursor", _HISTORY)
def _history(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    channel = channel_of(slack, arguments, write=False)
    top = [m for m in channel["messages"] if m.get("thread_ts") in (None, m["ts"])]
    return _page(slack, arguments, top)


def _page(
    slack: FakeSlack, arguments: dict[str, Any], found: list[dict[str, Any]]
) -> dict[str, Any]:
    limit, begin = int(arguments.get("limit", 100)), int(arguments.get("cursor") or 0)
    if not 1 <= limit <= 999:
        raise SlackError("invalid_limit")
    oldest = float(arguments.get("oldest") or 0)
    later = [m for m in found if float(m["ts"]) > oldest]
    shown = [dict(m) for m in later[begin : begin + min(limit, slack.page)]]
    if arguments.get("include_all_metadata") != "true":
        shown = [{k: v for k, v in m.items() if k != "metadata"} for m in shown]
    more = begin + len(shown) < len(later)
    cursor = str(begin + len(shown)) if more else ""
    return {"messages": shown, "has_more": more, "response_metadata": {"next_cursor": cursor}}


@entry("files.info", "file", "", ("files:read",))
def _file(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    if arguments["file"] not in slack.files:
        raise SlackError("file_not_found")
    return {"file": slack.file_object(arguments["file"])}


# ---- messages


@entry(
    "chat.postMessage",
    "channel",
    "text blocks thread_ts metadata unfurl_links unfurl_media",
    ("chat:write",),
)
def _post(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    channel = channel_of(slack, arguments)
    _content(slack, "chat.postMessage", arguments)
    message = slack.own_message(channel, arguments)
    return {"channel": channel["id"], "ts": message["ts"], "message": message}


@entry("chat.update", "channel ts", "text blocks metadata", ("chat:write",))
def _update(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    message = message_of(slack, channel_of(slack, arguments), arguments["ts"])
    _content(slack, "chat.update", arguments)
    if slack.streaming(message):
        raise SlackError("streaming_state_conflict")
    message.update({name: arguments[name] for name in ("text", "blocks") if name in arguments})
    if "metadata" in arguments:
        message["metadata"] = arguments["metadata"]
    message["edited"] = True
    return {"channel": arguments["channel"], "ts": arguments["ts"]}


@entry("chat.delete", "channel ts", "", ("chat:write",))
def _delete(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    channel = channel_of(slack, arguments)
    message = message_of(slack, channel, arguments["ts"])
    if slack.streaming(message):
        raise SlackError("streaming_state_conflict")
    channel["messages"] = [m for m in channel["messages"] if m["ts"] != arguments["ts"]]
    slack.deleted.append(message)
    return {"channel": channel["id"], "ts": arguments["ts"]}


@entry("chat.postEphemeral", "channel user", "text blocks thread_ts", ("chat:write",))
def _ephemeral(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    channel = channel_of(slack, arguments)
    if arguments["user"] not in slack.users:
        raise SlackError("user_not_in_channel")
    _content(slack, "chat.postEphemeral", arguments)
    slack.whispers.append({**arguments, "channel": channel["id"]})
    return {"message_ts": slack.next_ts()}


from tests.wire import fake_slack_streams  # noqa: E402, F401  # they register themselves

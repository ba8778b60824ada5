"""Streams and the pane of the strict Slack: methods of their own, see `fake_slack_methods`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.wire import fake_slack_blocks as kit
from tests.wire.fake_slack_methods import (
    STREAM,
    SlackError,
    channel_of,
    entry,
    message_of,
    metadata_faults,
)

if TYPE_CHECKING:
    from tests.wire.fake_slack import FakeSlack


def _chunks(slack: FakeSlack, method: str, arguments: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    faults: list[str] = []
    for chunk in arguments.get("chunks", []):
        if not isinstance(chunk, dict) or chunk.get("type") != "blocks" or len(chunk) != 2:
            faults.append("a chunk that is no blocks: Markdown of documents would be read by Slack")
            continue
        faults += kit.problems(chunk["blocks"])
        found += chunk["blocks"]
    if "markdown_text" in arguments:
        faults.append("markdown_text")
    if kit.letters(found) > STREAM:
        faults.append("msg_too_long")
    if faults:
        slack.fault(f"{method}: {faults}")
        raise SlackError("invalid_chunks")
    return found


@entry(
    "chat.startStream",
    "channel thread_ts",
    "recipient_team_id recipient_user_id markdown_text chunks",
    ("chat:write",),
)
def _start(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    channel = channel_of(slack, arguments)
    if not channel["is_im"] and not arguments.get("recipient_user_id"):
        raise SlackError("missing_recipient_user_id")
    if not channel["is_im"] and not arguments.get("recipient_team_id"):
        raise SlackError("missing_recipient_team_id")
    blocks = _chunks(slack, "chat.startStream", arguments)
    message = slack.own_message(channel, {"thread_ts": arguments["thread_ts"], "blocks": blocks})
    slack.streams[message["ts"]] = slack.clock()
    return {"channel": channel["id"], "ts": message["ts"]}


@entry("chat.appendStream", "channel ts", "markdown_text chunks", ("chat:write",))
def _append(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    message = message_of(slack, channel_of(slack, arguments), arguments["ts"])
    if not slack.streaming(message):
        raise SlackError("message_not_in_streaming_state")
    more = _chunks(slack, "chat.appendStream", arguments)
    if len(message["blocks"]) + len(more) > kit.BLOCKS:
        slack.fault("chat.appendStream: more than 50 blocks in chunks")
        raise SlackError("invalid_chunks")
    message["blocks"] = [*message["blocks"], *more]
    slack.streams[message["ts"]] = slack.clock()
    return {"channel": arguments["channel"], "ts": arguments["ts"]}


@entry("chat.stopStream", "channel ts", "markdown_text chunks blocks metadata", ("chat:write",))
def _stop(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    message = message_of(slack, channel_of(slack, arguments), arguments["ts"])
    if not slack.streaming(message):
        raise SlackError("message_not_in_streaming_state")
    chunks = _chunks(slack, "chat.stopStream", arguments)
    faults = kit.problems(arguments.get("blocks", []))
    faults += metadata_faults(arguments.get("metadata"))
    whole = [*message["blocks"], *chunks, *arguments.get("blocks", [])]
    if kit.letters(whole) > kit.LETTERS:
        faults.append(f"msg_blocks_too_long: {kit.letters(whole)}")
    if faults:
        slack.fault(f"chat.stopStream: {faults}")
        raise SlackError("invalid_blocks")
    message["blocks"] = whole
    if "metadata" in arguments:
        message["metadata"] = arguments["metadata"]
    del slack.streams[message["ts"]]
    return {"channel": arguments["channel"], "ts": arguments["ts"]}


# ---- the pane


@entry(
    "assistant.threads.setStatus",
    "channel_id thread_ts status",
    "loading_messages",
    ("assistant:write",),
)
def _status(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    channel_of(slack, arguments)
    if len(arguments.get("loading_messages", [])) > 10:
        raise SlackError("invalid_arguments")
    slack.statuses.append(arguments)
    return {}


@entry("assistant.threads.setTitle", "channel_id thread_ts title", "", ("assistant:write",))
def _title(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    channel_of(slack, arguments)
    slack.titles[(arguments["channel_id"], arguments["thread_ts"])] = arguments["title"]
    return {}


@entry(
    "assistant.threads.setSuggestedPrompts",
    "channel_id prompts",
    "thread_ts title",
    ("assistant:write",),
)
def _prompts(slack: FakeSlack, arguments: dict[str, Any]) -> dict[str, Any]:
    channel_of(slack, arguments)
    prompts = arguments["prompts"]
    if not 1 <= len(prompts) <= 4 or any(set(p) != {"title", "message"} for p in prompts):
        slack.fault("assistant.threads.setSuggestedPrompts: prompts")
        raise SlackError("invalid_arguments")
    slack.prompts[(arguments["channel_id"], arguments.get("thread_ts", ""))] = prompts
    return {}

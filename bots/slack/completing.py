"""Who asked, in what kind of channel, with which files: what Slack says of a stored message.

Invariant: a message is stored as one of somebody without an e-mail, in a channel that others share;
only what Slack says at the time of the answer makes it more. What it was made of (`FILES`, ids) stands
in `where`. Deliberately elsewhere: what a person may read (the service), what is kept (`people`).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bots.message import NAMING, Message, NotSaid
from bots.slack import files
from bots.slack.calls import Calls
from bots.slack.people import Channel, People
from bots.words import spoken

FILES = "files"
_OF_A_FILE = (
    *("id", "name", "title", "filetype", "mimetype", "size", "is_external", "file_access"),
    *("url_private", "url_private_download"),
)


def noted(found: Sequence[Mapping[str, Any]]) -> str:
    """Files as they are kept until they are read; "" for none."""
    kept = [{name: file[name] for name in _OF_A_FILE if name in file} for file in found]
    return json.dumps(kept, ensure_ascii=False) if kept else ""


async def complete(
    message: Message, team: str, people: People, calls: Calls, file_bytes: int
) -> Message | None:
    """The message with all that; None where a robot wrote it. A press names the workspace of whoever
    pressed; who is ours is said by our own `team`. Raises `NotSaid`."""
    where = dict(message.where)
    person, channel = await asyncio.gather(
        people.person(team, where.get("user", "")), _channel(message, people)
    )
    if person.robot:
        return None
    read, unread = await files.read(calls, json.loads(where.pop(FILES, "[]")), file_bytes)
    more = {"unread": "\n".join(unread)} if unread else {}
    found = replace(
        message,
        account=person.account,
        mail=person.mail,
        shared=channel.shared,
        language=message.language
        or spoken(message.text, person.language, names=message.action in NAMING),
        files=read,
        where={**where, **more},
    )
    if not (person.said and channel.said):
        raise NotSaid(found)
    return found


async def _channel(message: Message, people: People) -> Channel:
    if message.place is None:
        return Channel(shared=False)
    return await people.channel(message.where.get("channel") or message.place.split(":")[-1])

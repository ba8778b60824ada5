"""A `Message` as text, so that a later life of the process can answer it.

Invariant: what is read back equals what was written. Deliberately elsewhere: where it is kept
(`inbox_store`).
"""

from __future__ import annotations

import dataclasses
import json

from bots.message import Action, Attached, Message

_NAMES = tuple(field.name for field in dataclasses.fields(Message))


def written(message: Message) -> str:
    """All of a message as JSON."""
    fields = {name: getattr(message, name) for name in _NAMES}
    files = [{"name": one.name, "text": one.text} for one in message.files]
    return json.dumps({**fields, "where": dict(message.where), "files": files}, ensure_ascii=False)


def read(text: str) -> Message:
    """The message again. Raises `ValueError` where it is none."""
    try:
        fields = json.loads(text)
        return Message(
            **{
                **fields,
                "action": Action(fields["action"]),
                "files": tuple(Attached(**one) for one in fields["files"]),
            }
        )
    except (TypeError, KeyError, AttributeError):
        raise ValueError("no message") from None

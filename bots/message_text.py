"""A `Message` as text, so that a later life of the process can answer it.

Invariant: what is read back equals what was written. Deliberately elsewhere: where it is kept
(`inbox_store`).
"""

from __future__ import annotations

import json
from dataclasses import asdict

from bots.message import Action, Attached, Message


def written(message: Message) -> str:
    """All of a message as JSON."""
    return json.dumps({**asdict(message), "where": dict(message.where)}, ensure_ascii=False)


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

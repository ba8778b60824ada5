"""The events of a cloud model's stream (`text/event-stream`), from pieces that are cut anywhere.

Invariant: work grows with the length of the stream, however long a line is. An event that no blank
line has ended never came. Fields other than `data`, and comments, are left out
(https://html.spec.whatwg.org/multipage/server-sent-events.html). Deliberately elsewhere: what an end
or an error means (`cloud`), how long a stream may be (`transport`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_END = re.compile(rb"\r\n|\r|\n")


class Events:
    """One stream, from its beginning."""

    def __init__(self) -> None:
        """Nothing has come yet."""
        self.over = False
        """Whether the stream has said that it is at its end."""
        self._line: list[bytes] = []
        self._data: list[str] = []
        self._halved = False

    def feed(self, piece: bytes) -> Iterator[str]:
        """The data of every event that this piece ends. Raises `UnicodeDecodeError`."""
        if self._halved:  # between the two characters of one end
            piece = piece.removeprefix(b"\n")
        self._halved = piece.endswith(b"\r")
        first, *others = _END.split(piece)
        self._line.append(first)
        for begun in others:
            line = b"".join(self._line).decode()
            self._line = [begun]
            if not line and self._data:
                ended, self._data = "\n".join(self._data), []
                if ended.startswith("[DONE]"):
                    self.over, self._line = True, []
                    return
                yield ended
            name, _, value = line.partition(":")
            if name == "data":
                self._data.append(value.removeprefix(" "))

    def finish(self) -> None:
        """The stream has ended. Raises `UnicodeDecodeError` where that is not how a text ends."""
        b"".join(self._line).decode()


def said(data: str) -> tuple[str, str | None]:
    """The text in a chunk of a chat completion and, in the last one, why the answer ended.

    Raises whatever comes of data that is no such chunk, or an error.
    """
    chunk = json.loads(data)
    if chunk.get("error"):
        raise ValueError
    choices = chunk.get("choices")
    if not choices:
        return "", None
    choice = choices[0]
    text = choice["delta"].get("content") or ""
    if not isinstance(text, str):
        raise TypeError
    return text, choice.get("finish_reason")

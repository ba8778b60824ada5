"""The events of a cloud model's stream (`text/event-stream`), from pieces that are cut anywhere.

Invariant: work grows with the length of the stream, however long a line is. An event that no blank
line has ended never came. Fields other than `data`, and comments, are left out
(https://html.spec.whatwg.org/multipage/server-sent-events.html). Deliberately elsewhere: what an end
or an error means (`cloud`), how long a stream may be (`transport`).
"""

from __future__ import annotations

import codecs
import io
import json


class Events:
    """One stream, from its beginning."""

    def __init__(self) -> None:
        """Nothing has come yet."""
        utf8 = codecs.getincrementaldecoder("utf-8")()
        self._decoder = io.IncrementalNewlineDecoder(utf8, translate=True)
        self._line: list[str] = []
        self._data: list[str] = []

    def feed(self, piece: bytes) -> list[str]:
        """The data of every event that this piece ends. Raises `UnicodeDecodeError`."""
        ended: list[str] = []
        first, *others = self._decoder.decode(piece).split("\n")
        self._line.append(first)
        for begun in others:
            name, _, value = "".join(self._line).partition(":")
            self._line = [begun]
            if name == "data":
                self._data.append(value.removeprefix(" "))
            elif not name and not value and self._data:
                ended.append("\n".join(self._data))
                self._data = []
        return ended


def said(data: str) -> tuple[str, str | None]:
    """The text in a chunk of a chat completion and, in the last one, why the answer ended.

    Raises whatever comes of data that is no such chunk, or an error.
    """
    chunk = json.loads(data)
    if chunk.get("error"):
        raise ValueError
    if not chunk["choices"]:
        return "", None
    choice = chunk["choices"][0]
    text = choice["delta"].get("content") or ""
    if not isinstance(text, str):
        raise TypeError
    return text, choice.get("finish_reason")

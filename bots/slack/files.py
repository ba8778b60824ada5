"""Text files and logs that came with a message, read with the bot's token.

Invariant: at most so many bytes are fetched, only from Slack's own hosts; what is not text is not
kept. Deliberately elsewhere: which bytes are text (`bots.file_text`), what is done with
them (the conversation).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bots.file_text import text_of
from bots.message import Attached
from bots.slack.calls import Calls
from bots.slack.failures import Failed

MOST_FILES = 5
NAME_LETTERS = 120
_TEXTS = frozenset({
    "text", "log", "markdown", "md", "post", "csv", "tsv", "json", "yaml", "xml", "toml", "ini", "conf",
    "diff", "patch", "shell", "sh", "python", "go", "java", "javascript", "typescript", "sql",
    "dockerfile", "properties", "puppet", "ruby", "rust", "c", "cpp", "kotlin", "php", "perl", "lua",
})  # fmt: skip


async def read(
    calls: Calls, files: Sequence[Mapping[str, Any]], most: int
) -> tuple[tuple[Attached, ...], tuple[str, ...]]:
    """The files that are text, and the names of those that could not be read."""
    kept: list[Attached] = []
    unread: list[str] = [_name(file) for file in files[MOST_FILES:]]
    for file in files[:MOST_FILES]:
        text = await _text(calls, file, most)
        if text is None:
            unread.append(_name(file))
        else:
            kept.append(Attached(_name(file), text))
    return tuple(kept), tuple(unread)


async def _text(calls: Calls, file: Mapping[str, Any], most: int) -> str | None:
    if file.get("file_access") == "check_file_info":
        try:
            answer = await calls.must("files.info", file=str(file.get("id") or ""))
        except Failed:
            return None
        found = answer.get("file")
        file = found if isinstance(found, dict) else {}
    if not is_text(file) or file.get("is_external") or int(file.get("size") or 0) > most:
        return None
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    data = await calls.wire.fetch(url, most)
    return None if data is None or len(data) > most else text_of(data)


def is_text(file: Mapping[str, Any]) -> bool:
    """By what Slack says it is."""
    kind, mime = str(file.get("filetype") or ""), str(file.get("mimetype") or "")
    return kind in _TEXTS or (mime.startswith("text/") and mime != "text/html")


def _name(file: Mapping[str, Any]) -> str:
    name = " ".join(str(file.get("name") or file.get("title") or "file").split())
    return name[:NAME_LETTERS]

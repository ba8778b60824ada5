"""What a person wrote, out of what Slack sends: its marks resolved, the bot's own name taken out.

Invariant: pure; the text of an app's message (an alert) is read from wherever apps put it.
Deliberately elsewhere: which messages are questions (`incoming`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_MARK = re.compile(r"<([^<>]*)>")
LETTERS = 60_000


def words(text: str, bot: str = "") -> str:
    """Slack's text as it was written: mentions and links as people read them, entities undone."""

    def named(match: re.Match[str]) -> str:
        target, _, label = match.group(1).partition("|")
        if target in (f"@{bot}", ""):
            return ""
        if target.startswith("@"):
            return f"@{label or target[1:]}"
        if target.startswith("#"):
            return f"#{label or target[1:]}"
        if target.startswith("!"):
            name = label or target[1:].split("^")[0]
            return name if name.startswith("@") else f"@{name}"
        return target if not label or label in target else f"{label} ({target})"

    read = _MARK.sub(named, text)
    return read.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def mentioned(text: str) -> set[str]:
    """Ids of the people named in a text."""
    return set(re.findall(r"<@([A-Z0-9]+)(?:\|[^>]*)?>", text))


def whole(message: Mapping[str, Any], bot: str = "") -> str:
    """All words of a message: its text, or where an app said it with blocks or attachments, those."""
    parts = [words(str(message.get("text") or ""), bot)]
    for attachment in _dicts(message.get("attachments")):
        parts += _attached(attachment, bot)
    if not any(parts):
        parts = [words(line, bot) for line in _spoken(message.get("blocks"))]
    kept: list[str] = []
    for part in parts:
        if part and not any(part in before for before in kept):
            kept.append(part)
    return "\n".join(kept)[:LETTERS]


def _attached(attachment: Mapping[str, Any], bot: str) -> list[str]:
    said = [str(attachment.get(name) or "") for name in ("pretext", "title", "text")]
    for item in _dicts(attachment.get("fields")):
        said.append(f"{item.get('title') or ''}: {item.get('value') or ''}")
    said += _spoken(attachment.get("blocks"))
    read = [words(line, bot) for line in said if line]
    return read or [words(str(attachment.get("fallback") or ""), bot)]


def _spoken(blocks: object) -> list[str]:
    """Texts in blocks, wherever they are."""
    found: list[str] = []
    for block in _dicts(blocks):
        text = block.get("text")
        if isinstance(text, str):
            found.append(text)
        elif isinstance(text, dict):
            found.append(str(text.get("text") or ""))
        if block.get("type") == "link":
            found.append(str(block.get("url") or ""))
        found += _spoken(block.get("elements")) + _spoken(block.get("fields"))
    return found


def _dicts(value: object) -> Iterable[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []

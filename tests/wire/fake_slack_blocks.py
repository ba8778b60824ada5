"""Block Kit as the strict Slack reads it: what it refuses, and what of a message would be live.

`problems` names every field that is unknown, missing, empty, too long or out of place; `live` says
every address, mention and image that a reader could follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

BLOCKS = 50
LETTERS = 13_200
"""Of all blocks of a message together (`msg_blocks_too_long`)."""
_STYLES = {"bold", "italic", "strike", "code"}
_BARE = re.compile(r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.)\S", re.I)
Found = Iterator[str]


def problems(blocks: object, most: int = BLOCKS) -> list[str]:
    """What is wrong with the blocks of one message."""
    if not isinstance(blocks, list):
        return ["blocks: not a list"]
    found = [f"blocks: {len(blocks)} > {most}"] if len(blocks) > most else []
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        found += [f"blocks[{number}]: {said}" for said in _block(block, seen)]
    if letters(blocks) > LETTERS:
        found.append(f"msg_blocks_too_long: {letters(blocks)}")
    return found


def letters(node: object) -> int:
    """Letters of all texts."""
    match node:
        case dict():
            own = node.get("text") if isinstance(node.get("text"), str) else ""
            return len(str(own)) + sum(letters(v) for v in node.values() if not isinstance(v, str))
        case list():
            return sum(map(letters, node))
    return 0


def _keys(node: dict[str, Any], needed: set[str], may: set[str]) -> Found:
    for name in needed - set(node):
        yield f"{name} is missing"
    for name in set(node) - needed - may:
        yield f"{name} is unknown"


def _block(block: object, seen: set[str]) -> Found:
    if not isinstance(block, dict):
        yield "not an object"
        return
    match block.get("type"):
        case "rich_text":
            yield from _keys(block, {"type", "elements"}, {"block_id"})
            parts = block.get("elements") or []
            if not parts:
                yield "no elements"
            for part in parts:
                yield from _part(part)
        case "divider":
            yield from _keys(block, {"type"}, {"block_id"})
        case "context":
            yield from _keys(block, {"type", "elements"}, {"block_id"})
            if not 1 <= len(block.get("elements") or []) <= 10:
                yield "context: 1 to 10 elements"
            for text in block.get("elements") or []:
                yield from _text(text, 2_000)
        case "section":
            yield from _keys(block, {"type", "text"}, {"block_id"})
            yield from _text(block.get("text"), 3_000)
        case "header":
            yield from _keys(block, {"type", "text"}, {"block_id"})
            yield from _text(block.get("text"), 150)
        case "actions":
            yield from _actions(block, seen)
        case other:
            yield f"type {other!r} is not expected"


def _text(text: object, longest: int) -> Found:
    if not isinstance(text, dict):
        yield "text is no object"
        return
    yield from _keys(text, {"type", "text"}, {"emoji"})
    if text.get("type") != "plain_text":
        yield f"text of type {text.get('type')!r}: words of documents must be plain_text"
    said = text.get("text")
    if not isinstance(said, str) or not 1 <= len(said) <= longest:
        yield f"text: 1 to {longest} characters"


def _actions(block: dict[str, Any], seen: set[str]) -> Found:
    yield from _keys(block, {"type", "elements"}, {"block_id"})
    if not 1 <= len(block.get("elements") or []) <= 25:
        yield "actions: 1 to 25 elements"
    for button in block.get("elements") or []:
        yield from _keys(button, {"type", "text", "action_id"}, {"value", "style", "url"})
        if button.get("type") != "button":
            yield "not a button"
        yield from _text(button.get("text"), 75)
        if not 1 <= len(str(button.get("action_id") or "")) <= 255:
            yield "action_id: 1 to 255 characters"
        if button.get("action_id") in seen:
            yield "action_id stands twice"
        seen.add(str(button.get("action_id")))
        if len(str(button.get("value") or "")) > 2_000:
            yield "value: at most 2000 characters"


def _part(part: object) -> Found:
    if not isinstance(part, dict):
        yield "not an object"
        return
    inside = part.get("elements")
    if not isinstance(inside, list) or not inside:
        yield f"{part.get('type')}: no elements"
        return
    match part.get("type"):
        case "rich_text_section":
            yield from _keys(part, {"type", "elements"}, set())
            yield from (said for element in inside for said in _element(element, plain=False))
        case "rich_text_quote" | "rich_text_preformatted" as kind:
            yield from _keys(part, {"type", "elements"}, {"border"})
            plain = kind == "rich_text_preformatted"
            yield from (said for element in inside for said in _element(element, plain=plain))
        case "rich_text_list":
            yield from _keys(part, {"type", "elements", "style"}, {"indent", "offset", "border"})
            yield from _list(part)
        case other:
            yield f"{other!r} in rich_text"


def _list(part: dict[str, Any]) -> Found:
    if part.get("style") not in ("bullet", "ordered"):
        yield "list: style"
    for name, most in (("indent", 8), ("offset", 10**9), ("border", 1)):
        value = part.get(name, 0)
        if not isinstance(value, int) or not 0 <= value <= most:
            yield f"list: {name}"
    for item in part["elements"]:
        if not isinstance(item, dict) or item.get("type") != "rich_text_section":
            yield "list: an item that is no section"
        else:
            yield from _part(item)


def _element(element: object, *, plain: bool) -> Found:
    if not isinstance(element, dict):
        yield "not an object"
        return
    match element.get("type"):
        case "text":
            yield from _keys(element, {"type", "text"}, {"style"})
            if not isinstance(element.get("text"), str) or not element["text"]:
                yield "an empty text"
        case "link":
            yield from _keys(element, {"type", "url"}, {"text", "style", "unsafe"})
            url = str(element.get("url"))
            if not url.startswith(("https://", "http://")) or len(url) > 3_000:
                yield "link: url"
            if element.get("text") == "":
                yield "link: an empty text"
        case "user":
            yield from _keys(element, {"type", "user_id"}, {"style"})
        case "usergroup":
            yield from _keys(element, {"type", "usergroup_id"}, {"style"})
        case other:
            yield f"element {other!r}"
    style = element.get("style", {})
    if not isinstance(style, dict) or set(style) - _STYLES or not all(style.values()):
        yield "style"
    if plain and (element.get("type") not in ("text", "link") or style):
        yield "preformatted: only plain text"


def live(node: object, *, code: bool = False) -> list[str]:
    """Addresses that can be followed, people who are called, images."""
    match node:
        case list():
            return [said for item in node for said in live(item, code=code)]
        case {"type": "link", "url": str(url)}:
            return [url]
        case {"type": "user", "user_id": str(known)}:
            return [f"@{known}"]
        case {"type": "usergroup", "usergroup_id": str(known)}:
            return [f"@{known}"]
        case {"type": "image" | "video"}:
            return ["image"]
        case {"type": "text" | "plain_text", "text": str(text), "style": {"code": True}}:
            return []
        case {"type": "text" | "plain_text", "text": str(text)}:
            return [] if code else _BARE.findall(text)
        case {"type": "mrkdwn", "text": str(text)}:
            return re.findall(r"<[^>]+>", text) + _BARE.findall(text)
        case dict():
            inside = code or node.get("type") == "rich_text_preformatted"
            return [said for value in node.values() for said in live(value, code=inside)]
    return []


def said(node: object) -> str:
    """All words of blocks, in their order; buttons are not words."""
    match node:
        case list():
            return "\n".join(filter(None, map(said, node)))
        case {"type": "actions"}:
            return ""
        case {"type": "text" | "link" | "plain_text", "text": str(text)}:
            return text
        case {"type": kind, "elements": list(parts)} if kind in _LINES:
            return "".join(map(said, parts))
        case {"elements": list(parts)}:
            return said(parts)
    return ""


_LINES = ("rich_text_section", "rich_text_quote", "rich_text_preformatted")

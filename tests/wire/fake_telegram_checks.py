"""What the Bot API takes: fields of each method, texts, entities, keyboards. `wrong` says what is not.

Lengths and offsets are counted in UTF-16 units, as Telegram counts them. What the real server would
mend in silence (entities that cross, more than a hundred of them, unknown fields) is an error here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

UNITS, ENTITIES, CALLBACK_BYTES, TOAST = 4096, 100, 64, 200

_SENT = {"message_thread_id": int, "reply_parameters": dict, "reply_markup": dict}
_TEXT = {"text": str, "entities": list, "link_preview_options": dict}
FIELDS: Mapping[str, tuple[dict[str, type], dict[str, type]]] = {
    "getMe": ({}, {}),
    "getUpdates": ({}, {"offset": int, "limit": int, "timeout": int, "allowed_updates": list}),
    "setWebhook": (
        {"url": str},
        {"secret_token": str, "allowed_updates": list, "max_connections": int},
    ),
    "deleteWebhook": ({}, {"drop_pending_updates": bool}),
    "getWebhookInfo": ({}, {}),
    "sendMessage": (
        {"chat_id": int, "text": str},
        {**_TEXT, **_SENT, "disable_notification": bool},
    ),
    "sendMessageDraft": (
        {"chat_id": int, "draft_id": int},
        {"text": str, "entities": list, "message_thread_id": int},
    ),
    "editMessageText": (
        {"chat_id": int, "message_id": int, "text": str},
        {"entities": list, "link_preview_options": dict, "reply_markup": dict},
    ),
    "answerCallbackQuery": ({"callback_query_id": str}, {"text": str, "show_alert": bool}),
    "sendChatAction": ({"chat_id": int, "action": str}, {"message_thread_id": int}),
    "getFile": ({"file_id": str}, {}),
    "getChat": ({"chat_id": int}, {}),
    "getChatMember": ({"chat_id": int, "user_id": int}, {}),
    "setMyCommands": ({"commands": list}, {"language_code": str, "scope": dict}),
}
"""Method -> fields that must and fields that may be there."""

KINDS = {
    "bold": set[str](),
    "italic": set[str](),
    "strikethrough": set[str](),
    "blockquote": set[str](),
    "code": set[str](),
    "pre": {"language"},
    "text_link": {"url"},
    "text_mention": {"user"},
}
_ALONE = {"code", "pre"}
_LIVE = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|www\.)[^\s]+|(?:[\w-]+\.)+[a-zа-я]{2,}\b|(?<!\w)@\w{4,}", re.I
)


def wrong(method: str, fields: Mapping[str, Any]) -> Iterator[str]:
    """All that is wrong with a call."""
    if method not in FIELDS:
        yield f"unknown method {method}"
        return
    must, may = FIELDS[method]
    known = {**may, **must}
    for name in must:
        if name not in fields:
            yield f"{method}: {name} is missing"
    for name, value in fields.items():
        if name not in known:
            yield f"{method}: unknown field {name}"
        elif not isinstance(value, known[name]) or (known[name] is int and value is True):
            yield f"{method}: {name} is no {known[name].__name__}"
    if "text" in fields and method in ("sendMessage", "editMessageText", "sendMessageDraft"):
        yield from wrong_text(fields["text"], fields.get("entities", []))
    shows = method in ("sendMessage", "editMessageText")
    if shows and fields.get("link_preview_options") != {"is_disabled": True}:
        yield f"{method}: a link would be unfurled"
    yield from wrong_keyboard(fields.get("reply_markup", {"inline_keyboard": []}))
    yield from _wrong_rest(method, fields)


def _wrong_rest(method: str, fields: Mapping[str, Any]) -> Iterator[str]:
    if method == "answerCallbackQuery" and units(fields.get("text", "")) > TOAST:
        yield "answerCallbackQuery: MESSAGE_TOO_LONG"
    if method == "sendMessageDraft" and (not fields.get("draft_id") or fields["chat_id"] < 0):
        yield "sendMessageDraft: for private chats, with an id that is not zero"
    if method == "sendChatAction" and fields.get("action") != "typing":
        yield "sendChatAction: wrong action"
    if method == "setMyCommands":
        for command in fields.get("commands", []):
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                yield "BOT_COMMAND_INVALID"
            if not 1 <= len(command["description"]) <= 256:
                yield "BOT_COMMAND_DESCRIPTION_INVALID"


def units(text: str) -> int:
    """UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def wrong_text(text: str, entities: list[dict[str, Any]]) -> Iterator[str]:
    """Of a message: its length, its entities' offsets, nesting and addresses."""
    if not text.strip():
        yield "message text is empty"
    if units(text) > UNITS:
        yield "message is too long"
    if len(entities) > ENTITIES:
        yield "more than 100 entities"
    raw = text.encode("utf-16-le")
    for entity in entities:
        yield from _wrong_entity(entity, raw)
    yield from _wrong_nesting(entities)


def _wrong_entity(entity: dict[str, Any], raw: bytes) -> Iterator[str]:
    kind, start, length = entity.get("type", ""), entity.get("offset"), entity.get("length")
    if kind not in KINDS or set(entity) - {"type", "offset", "length"} - KINDS[kind]:
        yield f"unknown entity {kind} or field of it"
        return
    if not isinstance(start, int) or not isinstance(length, int) or start < 0 or length < 1:
        yield f"{kind}: wrong offset or length"
        return
    if (start + length) * 2 > len(raw):
        yield f"{kind}: beyond the text"
    for edge in (start, start + length):
        if raw[edge * 2 + 1 : edge * 2 + 2] and 0xDC <= raw[edge * 2 + 1] <= 0xDF:
            yield f"{kind}: begins or ends inside a character"
    if not raw[start * 2 : (start + length) * 2].decode("utf-16-le", "replace").strip():
        yield f"{kind}: nothing but blanks"
    if kind == "text_link" and not re.match(r"https?://", entity.get("url", "")):
        yield "text_link: no web address"
    if kind == "text_mention" and not isinstance(entity.get("user", {}).get("id"), int):
        yield "text_mention: no user"


def _wrong_nesting(entities: list[dict[str, Any]]) -> Iterator[str]:
    spans = [(e["offset"], e["offset"] + e["length"], e["type"]) for e in entities]
    for n, (start, end, kind) in enumerate(spans):
        for first, last, other in spans[n + 1 :]:
            if start >= last or first >= end:
                continue
            if not (start <= first and last <= end) and not (first <= start and end <= last):
                yield f"{kind} and {other} cross"
            both = {kind, other}
            if kind == other or (both & _ALONE and both != {"code", "blockquote"}):
                yield f"{kind} and {other} overlap"


def wrong_keyboard(markup: dict[str, Any]) -> Iterator[str]:
    """Of an inline keyboard."""
    if set(markup) != {"inline_keyboard"}:
        yield "reply_markup: no inline keyboard"
        return
    for row in markup["inline_keyboard"]:
        if not 1 <= len(row) <= 8:
            yield "a row of the keyboard is empty or too long"
        for button in row:
            if set(button) not in ({"text", "callback_data"}, {"text", "url"}):
                yield "a button's fields"
            elif (
                not button["text"] or not 1 <= len(button.get("callback_data", "x").encode()) <= 64
            ):
                yield "BUTTON_DATA_INVALID"


def links(text: str, entities: list[dict[str, Any]]) -> list[str]:
    """What a reader could follow: links of entities, and what Telegram would make one by itself."""
    raw = text.encode("utf-16-le")
    found = [e["url"] for e in entities if e["type"] == "text_link"]
    covered = [
        (e["offset"], e["offset"] + e["length"])
        for e in entities
        if e["type"] in ("code", "pre", "text_link")
    ]
    bare = bytearray(raw)
    for start, end in covered:
        bare[start * 2 : end * 2] = " ".encode("utf-16-le") * (end - start)
    return found + _LIVE.findall(bytes(bare).decode("utf-16-le"))

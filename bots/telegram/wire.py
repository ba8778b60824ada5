"""The library's bot, made quiet and strict; what its failures mean: `bot`, `Trouble`, `trouble`.

Invariant: the library and its HTTP client log nothing, since a request's address holds the token and
an answer holds people's texts; proxy variables are not read; no redirect is followed. An update that
the library can't read is passed on as an empty one, so that it does not stop those behind it.
Deliberately elsewhere: when something is sent (`pace`), what is sent (`sending`).
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass
from enum import Enum
from typing import Any

from telegram import Bot, Update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from bots.settings import TelegramSettings

_SILENT = logging.CRITICAL + 1
_UNSENT = ("ConnectError", "ConnectTimeout", "PoolTimeout", "UnsupportedProtocol", "RuntimeError")
"""The last is a connection that is closed: the platform is being started again."""


class Kind(Enum):
    """What became of a call that failed."""

    WAIT = "asked to wait"
    LOST = "may have been done: the reply did not come"
    UNSENT = "was not sent"
    GONE = "the chat takes nothing from this bot"
    MOVED = "the chat has another number now"
    SAME = "nothing to change"
    MISSING = "the message is not there"
    STALE = "the press is too old"
    REFUSED = "refused as it is"
    TOKEN = "the token is not valid"  # noqa: S105
    RIVAL = "another process takes the updates"


@dataclass(slots=True)
class Trouble(Exception):
    """A call failed. `seconds` to wait, `chat` it moved to; never a text of Telegram's."""

    kind: Kind
    seconds: float = 0.0
    chat: int = 0

    def __str__(self) -> str:
        return self.kind.value


def trouble(error: TelegramError) -> Trouble:
    """What a failure of the library means."""
    match error:
        case RetryAfter():
            return Trouble(Kind.WAIT, _seconds(error))
        case ChatMigrated(new_chat_id=chat):
            return Trouble(Kind.MOVED, chat=chat)
        case Conflict():
            return Trouble(Kind.RIVAL)
        case InvalidToken():
            return Trouble(Kind.TOKEN)
        case Forbidden():
            return Trouble(Kind.GONE)
        case BadRequest():
            return Trouble(_refused(str(error).lower()))
        case NetworkError() if type(error.__cause__).__name__ in _UNSENT:
            return Trouble(Kind.UNSENT)
        case NetworkError() if str(error).startswith("Too Many Requests"):
            return Trouble(Kind.WAIT, 5.0)
        case _:
            return Trouble(Kind.LOST)


def _seconds(error: RetryAfter) -> float:
    value = error.retry_after
    return float(value) if isinstance(value, int) else value.total_seconds()


_SAYS = (
    ("message is not modified", Kind.SAME),
    ("message to edit not found", Kind.MISSING),
    ("message can't be edited", Kind.MISSING),
    ("query is too old", Kind.STALE),
    ("query id is invalid", Kind.STALE),
    ("message thread not found", Kind.GONE),
    ("chat not found", Kind.GONE),
    ("chat_write_forbidden", Kind.GONE),
    ("not enough rights", Kind.GONE),
    ("have no rights", Kind.GONE),
    ("need administrator rights", Kind.GONE),
    ("chat_admin_required", Kind.GONE),
    ("chat_restricted", Kind.GONE),
    ("chat_guest_send_forbidden", Kind.GONE),
    ("chat_send_plain_forbidden", Kind.GONE),
    ("user_banned_in_channel", Kind.GONE),
    ("topic_closed", Kind.GONE),
    ("topic_deleted", Kind.GONE),
    ("group chat was deactivated", Kind.GONE),
    ("peer_id_invalid", Kind.GONE),
)


def _refused(said: str) -> Kind:
    return next((kind for words, kind in _SAYS if words in said), Kind.REFUSED)


class _Request(HTTPXRequest):
    """Of the library's, without its log of what came."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            connection_pool_size=8,
            read_timeout=seconds,
            write_timeout=seconds,
            connect_timeout=seconds,
            pool_timeout=seconds,
            httpx_kwargs={"trust_env": False, "follow_redirects": False},
        )

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            read = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            read = None
        if not isinstance(read, dict):
            raise TelegramError("no JSON object") from None
        return read


class _Updates(_Request):
    """For updates: one that can't be read keeps its number and nothing else."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        read = _Request.parse_json_payload(payload)
        if isinstance(found := read.get("result"), list):
            read["result"] = [readable(update) for update in found]
        return read


def readable(update: dict[str, Any]) -> dict[str, Any]:
    """The update, or an empty one with its number."""
    try:
        Update.de_json(dict(update), None)
    except Exception:  # whatever the library stumbles over
        return {"update_id": update["update_id"]}
    return update


def bot(settings: TelegramSettings, seconds: float = 15.0) -> Bot:
    """A bot for these settings; it connects to nothing yet. `seconds` for one call."""
    os.environ["PTB_TIMEDELTA"] = "true"  # else it warns whenever it is asked to wait
    for name in ("telegram", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(_SILENT)
    base = settings.base_url.rstrip("/")
    files = settings.file_url.rstrip("/") or f"{base.removesuffix('/bot')}/file/bot"
    return Bot(
        settings.token.get_secret_value(),
        base_url=base if base.endswith("/bot") else f"{base}/bot",
        base_file_url=files,
        request=_Request(seconds),
        get_updates_request=_Updates(seconds),
    )

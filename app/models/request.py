"""The request that a sanitised prompt makes: address, headers and body, to the byte.

Invariant: `outgoing()` needs no key and sends nothing, so that what `scan` and `explain` have the
guard read is what the cloud model would get. Only the headers that a compatible API needs.
Deliberately elsewhere: sending (`transport`), reading the answer (`cloud`).

The body has the fields that OpenAI, Anthropic's and Yandex's compatible endpoints, vLLM and others
all take. The limit is `max_tokens`, except at OpenAI, whose newer models refuse it and take
`max_completion_tokens` (https://platform.openai.com/docs/api-reference/chat/create).
"""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from app.confidentiality.guard import Destination, Guard, Held, Outgoing
from app.confidentiality.sanitize import Candidate, Sanitized
from app.errors import SettingsInvalid
from app.settings import CloudSettings

_UNSET_URL, _UNSET_MODEL = "https://cloud.invalid/v1", "unset"
_ADDRESS = re.compile(r"(?:https|http)://[A-Za-z0-9.\[\]:-]+(?:/[A-Za-z0-9._~/-]*)?")
_NEW_OPENAI = re.compile(r"(?:^|\.)(?:api\.openai\.com|openai\.azure\.com)$")
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


def destination(settings: CloudSettings) -> Destination:
    """Where requests go, for the guard; a stand-in where nothing is configured.

    Raises `SettingsInvalid`.
    """
    model = settings.model or _UNSET_MODEL
    return Destination(address(settings), settings.api_key.get_secret_value(), model)


def outgoing(prompt: Sanitized | Candidate, settings: CloudSettings) -> Outgoing:
    """The exact request that `prompt` makes. Raises `SettingsInvalid`."""
    goal = destination(settings)
    wanted = fields(prompt, settings)
    body = json.dumps(wanted, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "Host": urlsplit(goal.url).netloc,
        "Accept": "text/event-stream",
        "Accept-Encoding": "identity",
        "User-Agent": "hush",
        "Authorization": f"Bearer {goal.key}",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
    }
    return Outgoing(goal.url, tuple(headers.items()), body)


def would_hold(prompt: Sanitized | Candidate, settings: CloudSettings, guard: Guard) -> Held | None:
    """Whether the guard would hold that request, and why. Nothing is sent."""
    vault = prompt.vault
    return guard.foresee(outgoing(prompt, settings), vault.originals, tuple(vault.values))


def fields(prompt: Sanitized | Candidate, settings: CloudSettings) -> dict[str, object]:
    """The fields of the body: two messages, or one where there is no system text."""
    goal = destination(settings)
    system = {"role": "system", "content": prompt.system}
    user = {"role": "user", "content": prompt.user}
    return {
        "messages": [system, user] if prompt.system else [user],
        "model": goal.model,
        _limit_name(goal.url): settings.max_tokens,
        "stream": True,
    }


def _limit_name(url: str) -> str:
    """The body's name for the longest answer, at this address."""
    host = urlsplit(url).hostname or ""
    return "max_completion_tokens" if _NEW_OPENAI.search(host) else "max_tokens"


def address(settings: CloudSettings) -> str:
    """The address of chat completions: https, or http on this machine. Raises `SettingsInvalid`."""
    base = (settings.base_url or _UNSET_URL).strip().rstrip("/")
    try:
        parts = urlsplit(base)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or not _ADDRESS.fullmatch(base):
        raise SettingsInvalid(
            "HUSH_CLOUD__BASE_URL must be a plain address such as https://api.openai.com/v1, "
            "without a user, a query or a fragment"
        )
    if parts.scheme == "http" and host not in _HERE:
        raise SettingsInvalid(
            "HUSH_CLOUD__BASE_URL must start with https://; http would send the key in clear"
        )
    shown = f"[{host}]" if ":" in host else host
    usual = {"https": 443, "http": 80}[parts.scheme]
    where = shown if port in (None, usual) else f"{shown}:{port}"
    return f"{parts.scheme}://{where}{parts.path}/chat/completions"

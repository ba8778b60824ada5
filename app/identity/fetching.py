"""One JSON object from the issuer, or what went wrong.

Invariant: no redirect is followed, no proxy of the environment used, nothing kept or unpacked, no
more than `LARGEST` bytes read and no more than `DEADLINE` seconds waited; a link-local address
(cloud metadata) is never connected to. Deliberately elsewhere: which addresses are asked (`issuer`).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Literal

import httpx2

from index.addresses import Rule, private_async_client
from index.errors import AddressRefused

LARGEST = 512 * 1024
DEADLINE = 10.0
_STEP = 5.0

Trouble = Literal["unreachable", "status", "too_large", "not_json"]
"""`status` is any answer but 200: a redirect as well."""


async def fetch(
    url: str,
    rule: Rule,
    form: Mapping[str, str] | None = None,
    client: tuple[str, str] | None = None,
) -> dict[str, Any] | Trouble:
    """What a GET gives, or a POST of `form`, for `client` (name and secret) if there is one."""
    try:
        async with asyncio.timeout(DEADLINE):
            body = await _body(url, rule, form, client)
    except (httpx2.HTTPError, httpx2.InvalidURL, AddressRefused, OSError, TimeoutError):
        return "unreachable"
    return _object(body) if isinstance(body, bytes) else body


async def _body(
    url: str, rule: Rule, form: Mapping[str, str] | None, client: tuple[str, str] | None
) -> bytes | Trouble:
    async with (
        await asyncio.to_thread(private_async_client, rule, _STEP) as connection,
        connection.stream(
            "GET" if form is None else "POST",
            url,
            data=None if form is None else dict(form),
            auth=None if client is None else httpx2.BasicAuth(*client),
            headers={"Accept": "application/json", "Accept-Encoding": "identity"},
        ) as answer,
    ):
        if answer.status_code != httpx2.codes.OK:
            return "status"
        if "content-encoding" in answer.headers:
            return "not_json"
        body = bytearray()
        async for piece in answer.aiter_raw():
            body += piece
            if len(body) > LARGEST:
                return "too_large"
        return bytes(body)


def _object(body: bytes) -> dict[str, Any] | Trouble:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return "not_json"
    return value if isinstance(value, dict) else "not_json"

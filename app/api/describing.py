"""The API's own description, `/api/openapi.json`, made complete: examples, errors, who may.

Invariant: every operation has an example of what is sent and of what comes back, each error one in
its own words, and every operation that is not open names the two ways to say who asks.
Deliberately elsewhere: the examples (`examples`), what is answered (the routes).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from app.api.example import Example
from app.api.examples import EXAMPLES
from app.api.problems import code_of, openai_type
from app.wording import say

OPEN = frozenset(
    {
        "/healthz", "/readyz", "/metrics", "/api/signin", "/login", "/login/oidc",
        "/login/callback", "/hooks/sources/{name}",
    }
)  # fmt: skip
"""Addresses that take no key: they answer all alike, or prove who asks in their own way."""
_WAYS = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "A key of `hush keys`, or a token of the configured issuer.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "hush_session",
        "description": "The page's session; what changes something needs X-CSRF-Token, too.",
    },
}
_ID = "ef3d63cf868d4f2eb2375dfd822d4fcc"


def describing(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """What makes the description of `app`, once."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            described = made()
            described["components"]["securitySchemes"] = _WAYS
            for shape in described["components"]["schemas"].values():
                for field in shape.get("properties", {}).values():
                    _plain_pair(field)
            for path, operations in described["paths"].items():
                for method, operation in operations.items():
                    _complete(f"{method.upper()} {path}", path, operation)
        return made()

    return openapi


def _plain_pair(field: dict[str, Any]) -> None:
    """Two of one kind as a list of two: most generators of clients know no other."""
    kinds = field.get("prefixItems")
    if kinds and all(kind == kinds[0] for kind in kinds):
        del field["prefixItems"]
        field["items"] = kinds[0]


def _complete(name: str, path: str, operation: dict[str, Any]) -> None:
    example = EXAMPLES.get(name, Example())
    if path not in OPEN:
        operation["security"] = [{way: []} for way in _WAYS]
    for content in operation.get("requestBody", {}).get("content", {}).values():
        if example.sent is not None:
            content["example"] = example.sent
    for status, response in operation["responses"].items():
        if status[0] in "45":  # an error is JSON, whatever else comes
            (said,) = response["content"].values()
            said["example"] = _error(int(status), path)
            response["content"] = {"application/json": said}
            continue
        for kind, content in response.get("content", {}).items():
            shown = example.event if kind == "text/event-stream" else example.answer
            if shown is not None:
                content["example"] = shown


def _error(status: int, path: str) -> dict[str, object]:
    code = code_of(status)
    said = say(f"problem_{code}", "en", where="question")
    if path.startswith("/v1/"):
        wrong = {
            "message": said,
            "type": openai_type(status),
            "param": None,
            "code": code,
            "id": _ID,
        }
        return {"error": wrong}
    return {"error": {"id": _ID, "code": code, "message": said}}

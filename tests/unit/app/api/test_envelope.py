"""What is around every request: an error ends here, with its kind and place in the log."""

from __future__ import annotations

import logging

import pytest
from starlette.types import Message, Receive, Scope, Send

from app.api.envelope import Envelope
from app.api.metrics import Metrics


async def test_an_error_in_the_middle_of_an_answer_goes_no_further(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A server prints what comes to it, with every text that it quotes (law 8)."""

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError("zebra")

    async def receive() -> Message:
        return {"type": "http.request"}

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    with caplog.at_level(logging.INFO, "hush.service"):
        await Envelope(app, Metrics(), 1_000, {})(scope, receive, send)
    (noted,) = [one for one in caplog.records if one.msg == "unexpected error"]
    assert vars(noted)["error"] == "ValueError"
    assert len(sent) == 1 and "zebra" not in caplog.text

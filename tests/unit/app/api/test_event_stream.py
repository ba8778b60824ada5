"""A stream of events is closed with its response, wherever it stands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest
from starlette.types import Message

from app.api.event_stream import EventStream

SCOPE = {"type": "http", "asgi": {"spec_version": "2.3"}}


class Told:
    """Events without an end, and whether they were closed."""

    def __init__(self) -> None:
        self.closed = False

    async def events(self) -> AsyncGenerator[bytes, None]:
        """The same event again and again."""
        try:
            while True:
                yield b"data: {}\n\n"
        finally:
            self.closed = True


async def test_who_goes_away_while_a_piece_is_written_closes_what_makes_it() -> None:
    told, writing, sent = Told(), asyncio.Event(), list[Message]()
    events = told.events()  # held here: no collector closes it

    async def send(message: Message) -> None:
        sent.append(message)
        if message["type"] == "http.response.body":
            writing.set()
            await asyncio.Event().wait()  # nobody reads

    async def receive() -> Message:
        await writing.wait()
        return {"type": "http.disconnect"}

    await EventStream(events)(SCOPE, receive, send)
    assert told.closed
    assert dict(sent[0]["headers"])[b"content-type"].startswith(b"text/event-stream")
    assert dict(sent[0]["headers"])[b"cache-control"] == b"no-store"


@pytest.mark.parametrize("spec", ["2.3", "2.4"])
async def test_a_connection_that_broke_closes_what_makes_it(spec: str) -> None:
    told = Told()
    events = told.events()

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            raise OSError

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    with pytest.raises(Exception):  # noqa: B017 (which one is the server's to say)
        await EventStream(events)({**SCOPE, "asgi": {"spec_version": spec}}, receive, send)
    assert told.closed

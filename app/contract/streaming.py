"""Server-sent events, read: what the service's clients and the bots share.

Invariant: an event that does not end is an error, not a heap of memory.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator

_LONGEST_EVENT = 8_000_000


async def events(lines: AsyncIterator[str]) -> AsyncGenerator[tuple[str, str], None]:
    """Server-sent events as (name, data). Raises `ValueError` for one that does not end."""
    name, data, size = "message", list[str](), 0
    async for line in lines:
        size += len(line)
        if size > _LONGEST_EVENT:
            raise ValueError("an event does not end")
        field, _, value = line.partition(":")
        match field, value.removeprefix(" "):
            case "event", said:
                name = said
            case "data", said:
                data.append(said)
            case "", "" if data:
                yield name, "\n".join(data)
                name, data, size = "message", [], 0

"""The tools of the MCP server on the engine of this process.

Invariant: no access but the principal's. Deliberately elsewhere: the engine (`service`), the same
tools on a service elsewhere (`service_client`).
"""

from __future__ import annotations

import uuid
from contextlib import aclosing

from app.contract import Done, Hit, PassageText
from app.dialogue import Answer, Question
from app.principals import Principal
from app.service import Service, done


class EngineTools:
    """`mcp_server.Tools` by a `Service`."""

    def __init__(self, engine: Service) -> None:
        self._engine = engine

    async def search(self, principal: Principal, query: str, k: int) -> list[Hit]:
        """The best passages that this one may read."""
        return await self._engine.search(principal, query, k)

    async def passage(self, principal: Principal, name: str, /) -> PassageText | None:
        """One passage; None where there is none that this one may read."""
        return await self._engine.passage(principal, name)

    async def ask(self, principal: Principal, question: str) -> Done:
        """The whole answer; each question stands alone."""
        asked = Question(uuid.uuid4().hex, question, principal.access, who=principal.id)
        async with aclosing(self._engine.ask(asked)) as pieces:
            async for piece in pieces:
                if isinstance(piece, Answer):
                    return done(piece)
        raise AssertionError("a stream ends with its answer")

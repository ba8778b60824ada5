"""The tools of `/mcp` within the limits of whoever calls them.

Invariant: an answer for an agent is counted as one for a person. Deliberately elsewhere: the tools
(`app.mcp_engine`), the limits (`limiting`).
"""

from __future__ import annotations

import uuid
from contextlib import aclosing

from app.api.context import Context
from app.api.problems import Refused
from app.api.tokens_read import Read
from app.contract import Done
from app.dialogue import Answer, Question
from app.mcp_engine import EngineTools
from app.mcp_tools import Refused as Told
from app.principals import Principal
from app.service import done
from app.wording import say


class LimitedTools(EngineTools):
    """`mcp_server.Tools` by the service of this application."""

    def __init__(self, made: Context) -> None:
        super().__init__(made.service)
        self._service = made.service
        self._limiting = made.limiting

    async def ask(self, principal: Principal, question: str) -> Done:
        """The whole answer; each question stands alone."""
        try:
            self._limiting.question(question)
            with self._limiting.answer(principal):
                return await self._answered(principal, question)
        except Refused as refused:
            raise Told(say(f"problem_{refused.code}", "en", **refused.said)) from None

    async def _answered(self, principal: Principal, question: str) -> Done:
        asked = Question(uuid.uuid4().hex, question, principal.access, who=principal.id)
        read = Read(asked)
        try:
            async with aclosing(self._service.ask(asked)) as pieces:
                async for piece in pieces:
                    read.count(piece)
                    if isinstance(piece, Answer):
                        return done(piece)
        finally:
            self._limiting.spend(principal, read.tokens)
        raise AssertionError("a stream ends with its answer")

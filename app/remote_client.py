"""A service elsewhere, for the command line: `HUSH_SERVICE__URL` with a key.

Invariant: as `service_client`; what the key may not do is refused there, and said so. Deliberately
elsewhere: the owner's own service (`owner_client`), its addresses (`api`).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from urllib.parse import quote

from app.contract import Failed, Hits, PassageText, Progress, Watching
from app.contract.streaming import events
from app.dialogue import Piece
from app.errors import ServiceFailed
from app.service_client import ServiceClient
from app.terminal import Place
from app.told import pieces
from app.wording import preferred_language


class RemoteClient(ServiceClient):
    """What the commands ask of it."""

    async def pieces(self, question: str) -> AsyncGenerator[Piece, None]:
        """An answer as it comes. Closing it ends the work there. Raises `ServiceFailed`."""
        body = {"question": question, "keep": False}
        with self._failures():
            async with (
                asyncio.timeout(self._chosen.timeout),
                self._client() as client,
                client.stream("POST", "/api/ask", json=body, headers=_spoken()) as answer,
            ):
                await self._heard(answer)
                async with aclosing(events(answer.aiter_lines())) as told:
                    async for name, data in told:
                        if name == "error":
                            raise ServiceFailed(
                                "the service at {place} says: {problem}",
                                place=self._place,
                                problem=Failed.model_validate_json(data).error.message,
                            )
                        for piece in pieces(name, data):
                            yield piece
                        if name == "done":
                            return
        raise self._broken()

    async def places(self, query: str, k: int, *, texts: bool) -> list[Place]:
        """The best passages, with their texts where they are to be shown."""
        answer = await self._asked("POST", "/api/search", {"query": query, "k": k})
        hits = Hits.model_validate_json(answer).hits

        async def text(name: str) -> str:
            path = f"/api/passages/{quote(name, safe='')}"
            return PassageText.model_validate_json(await self._asked("GET", path)).text

        found = await asyncio.gather(*(text(hit.id) for hit in hits)) if texts else [""] * len(hits)
        return [
            Place(hit.source, hit.score, tuple(hit.heading), hit.lines, said)
            for hit, said in zip(hits, found, strict=True)
        ]

    async def got(self, path: str, *, english: bool = False) -> dict[str, object]:
        """An object of one of its addresses; sentences in it as people here, or scripts, read."""
        said = json.loads(await self._asked("GET", path, english=english))
        return said if isinstance(said, dict) else {}

    async def text(self, path: str) -> str:
        """What one of its addresses says."""
        return (await self._asked("GET", path)).decode("utf-8", "replace")

    async def explained(self, question: str) -> dict[str, object]:
        """The object of `hush explain --json`."""
        said = json.loads(await self._asked("POST", "/api/explain", {"question": question}))
        return said if isinstance(said, dict) else {}

    async def again(
        self, name: str, watching: Watching, *, allow_delete: bool, english: bool = False
    ) -> dict[str, object]:
        """Let it look at a known source again, and follow that; its report."""
        body = {"source": name, "allow_delete": allow_delete}
        begun = Progress.model_validate_json(
            await self._asked("POST", "/api/ingest", body, english=english)
        )
        with self._failures():
            async with (
                self._client() as client,
                client.stream(
                    "GET", f"/api/ingest/{begun.run}", headers=_spoken(), timeout=None
                ) as answer,
            ):
                await self._heard(answer)
                total = done = 0
                async with aclosing(events(answer.aiter_lines())) as told:
                    async for _, data in told:
                        step = Progress.model_validate_json(data)
                        if step.state == "failed":
                            raise ServiceFailed(
                                "the service at {place} says: {problem}",
                                place=self._place,
                                problem=step.problem,
                            )
                        if step.report is not None:
                            watching.finish()
                            return step.report
                        if step.total != total:
                            total, done = step.total, 0
                            watching.start(total)
                        watching.advance(step.done - done)
                        done = step.done
        raise self._broken()

    async def _asked(
        self, method: str, path: str, body: object = None, *, english: bool = False
    ) -> bytes:
        with self._failures():
            async with self._client() as client, asyncio.timeout(self._chosen.timeout):
                answer = await client.request(
                    method, path, json=body, headers=_spoken(english=english)
                )
            await self._heard(answer)
            return answer.content


def _spoken(*, english: bool = False) -> dict[str, str]:
    return {"Accept-Language": "en" if english else preferred_language()}

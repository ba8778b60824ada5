"""A running service from the command line of its owner, by the socket in `HUSH_HOME`.

Invariant: what the service says goes wrong is said as it would be without one; a service of another
version, with other settings, or one that stops half-way is told apart, with what to do. Ctrl-C closes
the connection, which ends the work there; of a run of ingestion it asks for the report first.
Deliberately elsewhere: the other end (`api.owner`), a service on another machine (`remote_client`).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import uuid
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import aclosing
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import ValidationError

from app.contract import Watching
from app.contract.streaming import events
from app.dialogue import Piece
from app.errors import HushError, ServiceFailed
from app.sentence_wire import unpacked
from app.told import pieces
from index.sentence import Sentence

if TYPE_CHECKING:
    import httpx2

VERSION = "hush-version"
_SILENCE_SECONDS = 45.0
"""A stream has a line every five seconds."""
_CALL_SECONDS = 600.0


class OwnerClient:
    """One connection after the other to the owner's door. Use as an async context."""

    def __init__(self, socket: Path) -> None:
        """Nothing is opened yet."""
        self._socket = socket
        self._client: httpx2.AsyncClient | None = None
        self.reads = False

    async def __aenter__(self) -> Self:
        import httpx2

        self._client = httpx2.AsyncClient(
            transport=httpx2.AsyncHTTPTransport(uds=str(self._socket), trust_env=False),
            base_url="http://hush",
            headers={VERSION: version("hush")},
            trust_env=False,
            follow_redirects=False,
            timeout=httpx2.Timeout(_CALL_SECONDS, connect=5.0),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._client is not None:
            await self._client.aclose()

    async def hello(self, settings: Mapping[str, str]) -> None:
        """Raises `ServiceFailed` where it judges by other settings, or is another version."""
        said = await self._sent("hello", {"settings": settings})
        if differ := said.get("differ"):
            raise ServiceFailed(
                "the service at {place} works with other settings than this command ({names}); "
                "give both the same, or stop and start it where they have changed",
                place=self._socket,
                names=", ".join(map(str, differ)) if isinstance(differ, list) else differ,
            )
        self.reads = said.get("reads") is True

    async def call(self, verb: str, **body: object) -> object:
        """One answer. Raises what the service said, or `ServiceFailed`."""
        said = await self._sent(verb, body)
        if "error" in said:
            raise _said(said["error"])
        return unpacked(said["result"])

    async def ask(self, question: str, groups: str | None, who: str) -> AsyncGenerator[Piece, None]:
        """An answer as it comes. Closing it ends the work there."""
        body = {"question": question, "groups": groups, "who": who}
        async with aclosing(self._streamed("ask", body)) as told:
            async for name, data in told:
                for piece in pieces(name, data):
                    yield piece
                if name == "done":
                    return
        raise self._stopped()

    async def ingest(
        self, watching: Watching, body: Mapping[str, object], *, interrupts: bool = True
    ) -> dict[str, object]:
        """A run, watched. With `interrupts` the first Ctrl-C asks for its end and report, the second
        leaves it."""
        run = uuid.uuid4().hex
        with self._first_asks(run) if interrupts else contextlib.nullcontext():
            async with aclosing(self._streamed("ingest", {**body, "run": run})) as told:
                async for name, data in told:
                    match name:
                        case "start":
                            watching.start(int(data))
                        case "advance":
                            watching.advance(int(data))
                        case "report":
                            watching.finish()
                            report = unpacked(json.loads(data))
                            assert isinstance(report, dict)
                            return report
        raise self._stopped()

    @contextlib.contextmanager
    def _first_asks(self, run: str) -> Iterator[None]:
        loop, task, asked = asyncio.get_running_loop(), asyncio.current_task(), list[object]()

        def interrupted() -> None:
            if asked:
                assert task is not None
                task.cancel()
            else:
                asked.append(asyncio.ensure_future(self._sent("stop", {"run": run})))

        before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        for number in before:
            loop.add_signal_handler(number, interrupted)
        try:
            yield
        finally:
            for number, handler in before.items():
                loop.remove_signal_handler(number)
                signal.signal(number, handler)

    async def _sent(self, verb: str, body: Mapping[str, object]) -> dict[str, object]:
        with self._failures():
            assert self._client is not None
            answer = await self._client.post(f"/owner/{verb}", content=json.dumps(body))
            self._check(answer)
            said = json.loads(answer.content or b"{}")
            assert isinstance(said, dict)
            return said

    async def _streamed(
        self, verb: str, body: Mapping[str, object]
    ) -> AsyncGenerator[tuple[str, str], None]:
        with self._failures():
            assert self._client is not None
            async with self._client.stream(
                "POST", f"/owner/{verb}", content=json.dumps(body), timeout=_SILENCE_SECONDS
            ) as answer:
                self._check(answer)
                async with aclosing(events(answer.aiter_lines())) as told:
                    async for name, data in told:
                        if name == "error":
                            raise _said(json.loads(data))
                        yield name, data

    def _check(self, answer: httpx2.Response) -> None:
        theirs, ours = answer.headers.get(VERSION), version("hush")
        if answer.status_code in (404, 409) and theirs != ours:
            raise ServiceFailed(
                "the service at {place} is of another version ({theirs}) than this command "
                "({ours}); stop it and start it again",
                place=self._socket,
                theirs=theirs or "?",
                ours=ours,
            )
        if answer.status_code >= 300:
            raise ServiceFailed(
                "the service at {place} did not do it (HTTP {status}); look at its log",
                place=self._socket,
                status=answer.status_code,
            )

    @contextlib.contextmanager
    def _failures(self) -> Iterator[None]:
        import httpx2

        failure: HushError
        try:
            yield
            return
        except httpx2.TimeoutException:
            failure = ServiceFailed(
                "the service at {place} says nothing any more; look at its log, and stop and start "
                "it if it hangs",
                place=self._socket,
            )
        except (httpx2.HTTPError, ValidationError, ValueError):
            failure = self._stopped()
        raise failure

    def _stopped(self) -> ServiceFailed:
        return ServiceFailed(
            "the service at {place} stopped before it had finished; start it again with hush "
            "serve, or go on without one, and repeat the command",
            place=self._socket,
        )


def _said(packed: object) -> HushError:
    """Its own sentence, as an error of ours."""
    said = unpacked(packed)
    return HushError(said if isinstance(said, Sentence) else Sentence(str(said)))

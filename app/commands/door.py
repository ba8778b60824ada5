"""Whom a command asks: the owner's running service, one elsewhere, or the store itself.

Invariant: `HUSH_SERVICE__URL` counts first, then a service behind the socket in `HUSH_HOME`; what a
killed service left there is none. Nothing heavy is imported before it is known that the store must
be opened here. Deliberately elsewhere: the two clients, what opens the store (`wiring`).
"""

from __future__ import annotations

import asyncio
import getpass
import socket
from collections.abc import AsyncGenerator, Coroutine, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from app.dialogue import Piece
from app.errors import HushError
from app.owner_client import OwnerClient
from app.reading import read
from app.remote_client import RemoteClient
from app.same_settings import digests
from app.settings import Settings
from app.terminal import Place

SOCKET = "hush.sock"
_PROBE_SECONDS = 2.0
Record = dict[str, object]
T = TypeVar("T")


class House(Protocol):
    """Who answers. `reads`: there is a local model to wait for."""

    @property
    def reads(self) -> bool:
        """Whether answers are a model's."""
        ...

    def ask(self, question: str, groups: str | None) -> AsyncGenerator[Piece, None]:
        """An answer as it comes."""
        ...

    async def search(self, query: str, groups: str | None, k: int, *, texts: bool) -> list[Place]:
        """The best passages."""
        ...

    async def explain(self, question: str, groups: str | None) -> Record:
        """The object of `hush explain --json`."""
        ...


def chosen() -> Settings:
    """The settings, without what opens a store."""
    return read(Settings)


def service_of(settings: Settings) -> Path | RemoteClient | None:
    """A service elsewhere, the owner's socket, or None."""
    if settings.service.url:
        return RemoteClient(settings.service)
    door = settings.home / SOCKET
    return door if somebody_listens(door) else None


def somebody_listens(door: Path) -> bool:
    """Whether a service is behind the socket; what a killed one left there is none."""
    if not door.is_socket():
        return False
    with socket.socket(socket.AF_UNIX) as asking:
        asking.settimeout(_PROBE_SECONDS)
        try:
            asking.connect(str(door))
        except OSError:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Owners:
    """The owner's service. It is greeted once, when the first question is asked."""

    client: OwnerClient
    who: str

    @property
    def reads(self) -> bool:
        """Whether answers are a model's."""
        return self.client.reads

    async def ask(self, question: str, groups: str | None) -> AsyncGenerator[Piece, None]:
        """An answer as it comes."""
        async with aclosing(self.client.ask(question, groups, self.who)) as told:
            async for piece in told:
                yield piece

    async def search(self, query: str, groups: str | None, k: int, *, texts: bool) -> list[Place]:
        """The best passages."""
        del texts  # they come along
        found = await self.client.call("search", question=query, groups=groups, k=k)
        assert isinstance(found, list)
        return [
            Place(
                one["source"],
                one["score"],
                tuple(one["heading"]),
                (one["lines"][0], one["lines"][1]),
                one["text"],
            )
            for one in found
        ]

    async def explain(self, question: str, groups: str | None) -> Record:
        """The object of `hush explain --json`."""
        said = await self.client.call("explain", question=question, groups=groups, who=self.who)
        assert isinstance(said, dict)
        return said


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A service that knows by its key who asks."""

    client: RemoteClient
    reads: bool = True

    def ask(self, question: str, groups: str | None) -> AsyncGenerator[Piece, None]:
        """An answer as it comes."""
        refuse_as(groups)
        return self.client.pieces(question)

    async def search(self, query: str, groups: str | None, k: int, *, texts: bool) -> list[Place]:
        """The best passages."""
        refuse_as(groups)
        return await self.client.places(query, k, texts=texts)

    async def explain(self, question: str, groups: str | None) -> Record:
        """The object of `hush explain --json`."""
        refuse_as(groups)
        return await self.client.explained(question)


def refuse_as(groups: str | None) -> None:
    """Raises `HushError` where `--as` is given to a service that goes by the key."""
    if groups is not None:
        raise HushError(
            "the service at HUSH_SERVICE__URL knows who asks by the key, so --as is not for it; "
            "leave it out, or use a key of these groups"
        )


class Asking:
    """A service, asked from code that is not async. Use as a context."""

    def __init__(self, service: Path | RemoteClient, settings: Settings) -> None:
        self._runner = asyncio.Runner()
        self._settings = settings
        self._owner = OwnerClient(service) if isinstance(service, Path) else None
        self._elsewhere = service if isinstance(service, RemoteClient) else None

    def __enter__(self) -> Asking:
        self._runner.__enter__()
        if self._owner is not None:
            self.run(self._owner.__aenter__())
        return self

    def __exit__(self, *_: object) -> None:
        try:
            if self._owner is not None:
                self.run(self._owner.__aexit__())
        finally:
            self._runner.close()

    def run(self, work: Coroutine[object, object, T]) -> T:
        """Wait for it; Ctrl-C cancels it."""
        return self._runner.run(work)

    @property
    def remote(self) -> RemoteClient | None:
        """The service elsewhere, where it is one."""
        return self._elsewhere

    def house(self) -> House:
        """Who answers. Raises `ServiceFailed` where it is not the one that is meant."""
        if self._elsewhere is not None:
            return Elsewhere(self._elsewhere)
        return Owners(self.owner(digests(self._settings)), asker(self._settings))

    def owner(self, settings: Mapping[str, str]) -> OwnerClient:
        """The owner's door, greeted. Raises `ServiceFailed`."""
        assert self._owner is not None
        self.run(self._owner.hello(settings))
        return self._owner


def asker(settings: Settings) -> str:
    """Who asks, for the audit, as `wiring.asker` has it; the service says what is wrong with it."""
    try:
        return settings.user or getpass.getuser()
    except (KeyError, OSError):
        return ""

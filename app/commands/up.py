"""`hush up`: the service, bots and scheduled ingestion of a small team, until one Ctrl-C.

Invariant: this process opens no store: the service, a child of it, has it, and takes sources in when
it is asked to by the owner's socket. What dies is started again; a source that cannot be taken in is
told and tried again when it is due. Deliberately elsewhere: children (`children`), when a source is
due (`schedule`), the service (`serving`).
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import typer

from app.commands.bots import command as bots_command
from app.commands.children import Child, FirstStartFailed
from app.commands.door import SOCKET, chosen, somebody_listens
from app.commands.output import emit, visible
from app.errors import HushError
from app.owner_client import OwnerClient
from app.schedule import Schedule, folders
from app.settings import Settings
from app.wording import preferred_language, say, sentence
from index.sentence import Explained

_LOOK_SECONDS = 30.0
"""How often `up` asks the service which sources are due; each time is a line in its log."""


def up(host: str | None, port: int | None, *, as_json: bool) -> None:
    """Run everything until a signal; exit 1 where the service cannot start."""
    settings = chosen()
    door = settings.home / SOCKET
    if somebody_listens(door):
        raise HushError("a service is running already at {path}; stop it first", path=door)
    if not _indexed(settings) and not settings.up.folders:
        raise HushError(
            "nothing is ingested yet; set HUSH_UP__FOLDERS to NAME=PATH, or start with: hush ingest "
            "PATH"
        )
    options = [
        *(["--host", host] if host else []),
        *([] if port is None else ["--port", str(port)]),
    ]
    try:
        asyncio.run(_Team(settings, options, as_json=as_json).run())
    except FirstStartFailed as failed:  # it has said why
        raise typer.Exit(failed.code if failed.code > 0 else 1) from None


class _Team:
    def __init__(self, settings: Settings, options: list[str], *, as_json: bool) -> None:
        self._settings = settings
        self._as_json = as_json
        self._stopping, self._serving = asyncio.Event(), asyncio.Event()
        self._signals = 0
        self._taking: asyncio.subprocess.Process | None = None
        hush = [sys.executable, "-m", "app.cli"]
        grace = settings.serve.drain + 10
        serve = [*hush, "serve", *options, "--json"]
        self._children = [Child("service", serve, self._opened, _ended, grace)]
        if (bots := bots_command()) is not None:
            self._children.append(
                Child("bots", bots, _bots_opened, _ended, grace, needed=False, after=self._serving)
            )

    async def run(self) -> None:
        """Until a signal. Raises `FirstStartFailed`."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._signalled)
        if not _indexed(self._settings):
            await self._first_of_all()
        keeping = [asyncio.ensure_future(child.keep()) for child in self._children]
        looking = asyncio.ensure_future(self._look())
        stopped = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait([*keeping, stopped], return_when=asyncio.FIRST_COMPLETED)
        finally:
            looking.cancel()
            stopped.cancel()
            await asyncio.gather(*(child.stop() for child in self._children))
            found = await asyncio.gather(*keeping, return_exceptions=True)
            await asyncio.gather(looking, stopped, return_exceptions=True)
        for failed in found:
            if isinstance(failed, BaseException):
                raise failed

    async def _first_of_all(self) -> None:
        """A service needs an index: the first folders are taken in before there is one."""
        for name, path in _folders(self._settings).items():
            if not self._stopping.is_set():
                hush = [sys.executable, "-m", "app.cli", "ingest", str(path), "--name", name]
                taking = await asyncio.create_subprocess_exec(
                    *hush, stdout=asyncio.subprocess.DEVNULL, start_new_session=True
                )
                self._taking = taking
                if code := await taking.wait():
                    raise FirstStartFailed(code)

    def _signalled(self) -> None:
        self._signals += 1
        if self._signals == 1:
            _tell("up_stopping")
            self._stopping.set()
            if self._taking is not None and self._taking.returncode is None:
                self._taking.terminate()
            return
        for child in self._children:
            child.signal(signal.SIGTERM if self._signals == 2 else signal.SIGKILL)

    def _opened(self, line: str) -> bool:
        said = json.loads(line)
        if "url" not in said:  # it says on stderr what is wrong, too
            return False
        self._serving.set()
        if self._as_json:
            emit(said)
        else:
            tell_where(said)
        return True

    # ---- looking at sources

    async def _look(self) -> None:
        schedule = Schedule.parse(self._settings.up.every)
        wanted, looked = _folders(self._settings), dict[str, float]()
        door = self._settings.home / SOCKET
        while True:
            with suppress(HushError):  # a service that is about to start, or to start again
                if somebody_listens(door):
                    await self._look_once(door, schedule, wanted, looked)
            await asyncio.sleep(_LOOK_SECONDS if looked else 0.5)

    async def _look_once(
        self, door: Path, schedule: Schedule, wanted: dict[str, Path], looked: dict[str, float]
    ) -> None:
        async with OwnerClient(door) as asking:
            listed = await asking.call("status")
            assert isinstance(listed, list)
            places = {one["name"]: Path(one["path"]) for one in listed}
            places |= wanted
            new = [name for name in wanted if name not in looked]
            due = schedule.due(places, looked, time.monotonic())
            for name in dict.fromkeys([*new, *due]):
                await _take_in(asking, name, places[name])
                looked[name] = time.monotonic()
            looked.setdefault("", 0.0)


def tell_where(said: Mapping[str, str]) -> None:
    """Where the service answers: words for a person, a line of the log where nobody looks."""
    link = said.get("login")
    if not sys.stderr.isatty():
        _tell(
            "up_serving",
            version=said["version"],
            url=said["url"],
            **{"login": link} if link else {},
        )
        return
    spoken = preferred_language()
    lines = [say("serving_at", spoken, version=said["version"], url=said["url"])]
    if link:
        lines.append(say("serving_open_once", spoken, url=link))
    print(visible("\n".join(lines)), file=sys.stderr, flush=True)


async def _take_in(asking: OwnerClient, name: str, path: Path) -> None:
    try:
        report = await asking.ingest(_Nobody(), {"path": str(path), "name": name}, interrupts=False)
    except Explained as problem:
        _tell("up_not_taken_in", name=name, problem=problem.sentence)
        return
    counts = {key: report[key] for key in ("added", "updated", "removed", "unchanged")}
    failed = report["failed"]
    _tell("up_taken_in", name=name, **counts, failed=len(failed) if isinstance(failed, list) else 0)


class _Nobody:
    """Nobody watches."""

    def start(self, total: int) -> None:
        """Nothing."""

    def advance(self, amount: int) -> None:
        """Nothing."""

    def finish(self) -> None:
        """Nothing."""


def _indexed(settings: Settings) -> bool:
    """Whether there may be an index, without what opens one."""
    return bool(settings.qdrant.url) or (settings.home / "store").exists()


def _folders(settings: Settings) -> dict[str, Path]:
    """By name; a link at the top keeps its own name."""
    named = folders(settings.up.folders)
    return {name: Path(os.path.abspath(path)) for name, path in named.items()}  # noqa: PTH100


def _bots_opened(line: str) -> bool:
    said = json.loads(line)
    if "bots" not in said:  # it says on stderr what is wrong, too
        return False
    _tell("up_bots", names=", ".join(said["bots"]))
    return True


def _ended(name: str, code: int, again: float) -> None:
    _tell("up_child_ended", name=name, status=code, seconds=again)


def _tell(event: str, **said: object) -> None:
    """A line in the log; where a person looks at it, in their words."""
    if sys.stderr.isatty():
        spoken = preferred_language()
        if "problem" in said:
            said["problem"] = sentence(str(said["problem"]), spoken)
        line = f"hush: {say(event, spoken, **said)}"
    else:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps(
            {"time": now, "level": "info", "event": event, **said}, ensure_ascii=False
        )
    print(visible(line), file=sys.stderr, flush=True)

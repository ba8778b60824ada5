"""`run()`: the bots of one process, until a signal; what is wrong is one sentence.

Exit codes: 0 stopped, 1 an error, 2 wrong usage. Invariant: one process for each platform and home,
by a lock; nothing of a token or a text in what is said. The first line of stdout, with `--json`, says
that they run. Deliberately elsewhere: the parts (`team`), what can be wrong (`checking`).
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import signal
import sqlite3
import sys
import traceback
from collections.abc import Awaitable, Mapping, Sequence
from contextlib import ExitStack

from bots.checking import findings
from bots.listening import NotFree, address_of
from bots.log import quiet_libraries, tell, unexpected
from bots.message import Platform
from bots.platforms import PLATFORMS, VARIABLES
from bots.setting_slips import SettingsWrong, read
from bots.settings import Settings
from bots.team import INBOX, Team, team
from bots.words import say

FAILED, USAGE = 1, 2
_CHECK_SECONDS, _FATAL_SECONDS = 20.0, 5.0
_AGAIN_SECONDS = 300.0


class StartFailed(Exception):
    """The bots cannot start; `code` is a sentence of `words`."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code, self.fields = code, fields


def run(names: Sequence[str], language: str, *, as_json: bool) -> int:
    """Run the named platforms, or all that are configured. Returns the exit code."""
    os.umask(0o077)
    quiet_libraries()
    try:
        settings = read()
        chosen = _chosen(names, settings)
        with ExitStack() as stack:
            _alone(settings, chosen, stack)
            return asyncio.run(_until_signal(settings, chosen, language, as_json=as_json))
    except SettingsWrong as wrong:
        return _failed(wrong.sentence(language), wrong.sentence("en"), as_json=as_json)
    except StartFailed as failed:
        told = say(failed.code, language, **failed.fields)
        code = USAGE if failed.code == "start_unknown" else FAILED
        english = say(failed.code, "en", **failed.fields)
        return _failed(told, english, code=code, as_json=as_json)
    except Exception as error:
        if os.environ.get("HUSH_DEBUG"):
            traceback.print_exc()
        name = type(error).__name__
        told = say("crashed", language, error=name)
        return _failed(told, say("crashed", "en", error=name), as_json=as_json)


def _failed(told: str, english: str, *, code: int = FAILED, as_json: bool) -> int:
    _say(told)
    if as_json:
        _emit({"error": english})
    return code


def _say(told: str) -> None:
    print(f"hush: {told}", file=sys.stderr, flush=True)  # noqa: T201


def _emit(said: dict[str, object]) -> None:
    print(json.dumps(said, ensure_ascii=False), flush=True)  # noqa: T201


def _chosen(names: Sequence[str], settings: Settings) -> tuple[str, ...]:
    for name in names:
        if name not in PLATFORMS:
            raise StartFailed("start_unknown", name=name, names=", ".join(PLATFORMS))
        if name not in settings.configured:
            raise StartFailed("start_not_configured", name=name, variable=VARIABLES[name])
    if not (chosen := tuple(dict.fromkeys(names)) or settings.configured):
        raise StartFailed("start_nothing")
    return chosen


def _alone(settings: Settings, names: Sequence[str], stack: ExitStack) -> None:
    """Two processes of one platform would answer twice."""
    path = settings.folder
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in names:
            lock = stack.enter_context((path / f"{name}.lock").open("w"))
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise StartFailed("start_twice") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise StartFailed("start_no_folder", path=str(path), why=why) from None


async def _until_signal(
    settings: Settings, names: Sequence[str], language: str, *, as_json: bool
) -> int:
    stopping = _on_signals()
    asyncio.get_running_loop().set_exception_handler(unexpected)
    spoken = "en" if as_json else language
    made: dict[str, Platform] = {name: PLATFORMS[name](settings) for name in names}
    try:
        async with team(settings, made) as running:
            # What came meanwhile waits to be stored: nothing is checked before that.
            unwell = await _unless(stopping, _checked(settings, names, spoken))
            if not await _started(running, unwell):
                if as_json:
                    _emit({"error": next(iter(unwell.values()), say("start_ended", spoken))})
                return FAILED
            _opened(running, names, language, as_json=as_json)
            await over(running, stopping)
            return 0 if stopping.is_set() else FAILED
    except NotFree as taken:
        raise StartFailed("start_not_free", place=settings.bots.listen, why=taken.why) from None
    except sqlite3.DatabaseError as error:
        damaged = not isinstance(error, sqlite3.OperationalError)
        code = "start_damaged" if damaged else "start_no_folder"
        path, why = settings.folder / INBOX if damaged else settings.folder, type(error).__name__
        raise StartFailed(code, path=str(path), why=why) from None
    except (OSError, sqlite3.Error) as error:
        why = type(error).__name__
        raise StartFailed("start_no_folder", path=str(settings.folder), why=why) from None
    except asyncio.CancelledError:
        return 0


def _on_signals() -> asyncio.Event:
    """Set by the first signal; the second one ends this task at once."""
    stopping, main = asyncio.Event(), asyncio.current_task()
    assert main is not None

    def signalled() -> None:
        if stopping.is_set():
            main.cancel()
            return
        stopping.set()
        tell("bots_stopping")

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, signalled)
    return stopping


async def _checked(settings: Settings, names: Sequence[str], language: str) -> dict[str, str]:
    """Say what is not well; the first of it for each platform."""
    unwell = dict[str, str]()
    try:
        async with asyncio.timeout(_CHECK_SECONDS):
            async for name, finding in findings(settings, names, language):
                if not finding.well:
                    _say(told := f"{finding.name}: {finding.said}")
                    if name:
                        unwell.setdefault(name, told)
    except TimeoutError:
        tell("checks_took_too_long", "warning")
    return unwell


async def _unless(
    stopping: asyncio.Event, checking: Awaitable[Mapping[str, str]]
) -> Mapping[str, str]:
    """What it finds, or nothing where a signal comes first."""
    work, signalled = asyncio.ensure_future(checking), asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait({work, signalled}, return_when=asyncio.FIRST_COMPLETED)
        return work.result() if work.done() else {}
    finally:
        work.cancel()
        signalled.cancel()


async def _started(running: Team, unwell: Mapping[str, str]) -> bool:
    """Whether any platform runs; one that is not well gets a moment to give up."""
    doubtful = [task for name, task in running.running.items() if name in unwell]
    if doubtful:
        await asyncio.wait(doubtful, timeout=_FATAL_SECONDS)
    return len(running.failed()) < len(running.running)


async def over(running: Team, stopping: asyncio.Event, pause: float = _AGAIN_SECONDS) -> None:
    """Returns at a signal, or when no platform runs any more. One that has ended (its token is not
    valid) while another runs is begun again after each `pause`."""
    signalled = asyncio.ensure_future(stopping.wait())
    try:
        while not signalled.done() and (failed := running.failed()) != list(running.running):
            alive = [task for task in running.running.values() if not task.done()]
            ended, _ = await asyncio.wait(
                {signalled, *alive},
                timeout=pause if failed else None,
                return_when=asyncio.FIRST_COMPLETED,
            )
            if not ended:
                running.begin_again()
    finally:
        signalled.cancel()


def _opened(running: Team, names: Sequence[str], language: str, *, as_json: bool) -> None:
    well = [name for name in names if name not in running.failed()]
    listening = "" if running.door is None else address_of(running.door)
    if as_json:
        _emit({"bots": well, **({"listening": listening} if listening else {})})
    else:
        _say(
            say("running", language, names=", ".join([*well, *([listening] if listening else [])]))
        )

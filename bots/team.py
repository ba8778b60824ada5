"""`Team`: everything of one process of the bots, put together.

Invariant: at the end running answers may be sent before the platforms let go of their connections; a
platform whose connection fails is started again, later each time, and the others go on.
Deliberately elsewhere: the command and its words (`running`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

from bots.alerts_in import Alerts
from bots.client import HttpService
from bots.conversation import Conversation
from bots.digests import DigestSender
from bots.inbox import Inbox
from bots.inbox_store import Store
from bots.listening import Door, Server, application, bound
from bots.log import tell
from bots.message import Closing, Message, Mounted, Platform, Surface
from bots.platforms import BRIEF, guests
from bots.posting import Posts
from bots.remembered import Memory
from bots.settings import Settings

_FIRST_PAUSE, _LONGEST_PAUSE, _HEALTHY = 5.0, 300.0, 60.0
_POST_SECONDS = 600.0
INBOX = "inbox.sqlite"


@dataclass(slots=True)
class Team:
    """What runs. `running` are the platforms by name; `begin` begins one."""

    inbox: Inbox
    door: Door | None
    begin: Callable[[str], asyncio.Task[None]]
    running: dict[str, asyncio.Task[None]]

    def failed(self) -> list[str]:
        """Platforms that do not run."""
        return [name for name, task in self.running.items() if task.done()]

    def begin_again(self) -> None:
        """What does not run, runs."""
        self.running |= {name: self.begin(name) for name in self.failed()}


@asynccontextmanager
async def team(settings: Settings, platforms: Mapping[str, Platform]) -> AsyncIterator[Team]:
    """Runs inside the context. Raises `NotFree`, `OSError`, `sqlite3.Error`."""
    async with AsyncExitStack() as stack:
        door = bound(settings.bots.listen) if settings.bots.listen else None
        if door is not None:
            stack.callback(door.close)
        store = Store(settings.folder / INBOX)
        stack.callback(store.close)
        service = await stack.enter_async_context(HttpService(settings))
        memory = Memory(store, settings.bots.answer_days)
        await memory.open()
        posts = Posts(store, platforms, patience=_POST_SECONDS)
        inbox = _inbox(settings, platforms, store, service, memory, posts)
        alerts = Alerts(posts, service, settings.bots.places)
        digests = DigestSender(
            posts, service, tuple(platforms), settings.bots, language=memory.chosen
        )
        server = _server(settings, platforms, inbox, alerts)
        await inbox.open()
        work = [_on("alerts", alerts.run), _on("digests", digests.run)]
        if door is not None:
            work.append(_serve(server, door))
        tasks = [asyncio.create_task(one) for one in work]

        def begin(name: str) -> asyncio.Task[None]:
            return asyncio.create_task(_kept(name, platforms[name], inbox))

        running = {name: begin(name) for name in platforms}
        stack.push_async_callback(_let_go, platforms)
        stack.push_async_callback(lambda: _ended([*tasks, *running.values()]))
        stack.push_async_callback(inbox.close)
        yield Team(inbox, door, begin, running)


def _inbox(
    settings: Settings,
    platforms: Mapping[str, Platform],
    store: Store,
    service: HttpService,
    memory: Memory,
    posts: Posts,
) -> Inbox:
    """The inbox answers by the conversation, which stops answers of the inbox."""

    async def answer(message: Message, surface: Surface) -> None:
        await conversation.answer(message, surface)

    inbox = Inbox(store, platforms, answer, settings.bots, language=memory.language)
    conversation = Conversation(
        service, memory, posts, inbox.stop, guests=guests(settings), brief=BRIEF
    )
    return inbox


def _server(
    settings: Settings, platforms: Mapping[str, Platform], inbox: Inbox, alerts: Alerts
) -> Server:
    mounted = [
        route
        for one in platforms.values()
        if isinstance(one, Mounted)
        for route in one.routes(inbox.accept)
    ]
    taken = alerts if settings.bots.places else None
    return Server(application(settings.bots, taken, mounted))


async def _on(name: str, work: Callable[[], Awaitable[None]]) -> None:
    """What should never end, begun again where it does: a disk was full, for a while."""
    while True:
        try:
            await work()
        except Exception as error:
            tell("work_failed", "error", name=name, error=type(error).__name__)
        await asyncio.sleep(_FIRST_PAUSE)


async def _serve(server: Server, door: Door) -> None:
    try:
        await server.serve([door])
    except asyncio.CancelledError:
        server.should_exit = True
        raise


async def _kept(name: str, platform: Platform, inbox: Inbox) -> None:
    """Take messages, again where that fails; one that fails at once ends, with its reason told."""
    loop, pause, healthy = asyncio.get_running_loop(), _FIRST_PAUSE, False
    while True:
        began = loop.time()
        try:
            await platform.run(inbox.accept)
        except Exception as error:
            tell("platform_failed", "error", name=name, error=type(error).__name__)
        if isinstance(platform, Closing):
            await platform.close()
        healthy = healthy or loop.time() - began >= _HEALTHY
        if not healthy:
            return
        if loop.time() - began >= _HEALTHY:
            pause = _FIRST_PAUSE
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


async def _let_go(platforms: Mapping[str, Platform]) -> None:
    """Also of one that has ended before: an answer since then has connected it again."""
    for one in platforms.values():
        if isinstance(one, Closing):
            with suppress(Exception):
                await one.close()


async def _ended(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError, Exception):
            await task

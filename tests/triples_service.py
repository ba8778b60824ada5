"""Everything between a store and a platform, real but for the platforms and the models, which repeat
all that they are given."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from app.answering import Desk
from app.principals import Scope
from app.prompt import Prompt
from app.service_settings import LimitSettings
from bots.client import HttpService
from bots.conversation import Conversation
from bots.inbox_store import Store
from bots.posting import Posts
from bots.remembered import Memory
from bots.settings import ServiceSettings, Settings
from tests.flow.chats import GROUPS
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import Running, running
from tests.flow.test_answering import Scripted, make_desk
from tests.triples_world import PAIRED, World
from tests.unit.bots.fake_platform import FakePlatform
from tests.wire.fake_cloud import Act, fake_cloud

_PLATFORMS = ("slack", "telegram")
_UNLIMITED = LimitSettings(
    **dict.fromkeys(set(LimitSettings.model_fields) - {"question_characters"}, 0)
)
_TAG = re.compile(r"<(/?)(?:passage|turn|question)\b(?: number=\"(\d+)\")?[^>]*>")


def repeated(prompt: str) -> str:
    """A prompt without its marks; each passage is cited behind itself."""
    number = ""

    def said(mark: re.Match[str]) -> str:
        nonlocal number
        if mark[2]:
            number = mark[2]
            return ""
        cited, number = f" [{number}].\n" if mark[1] and number else "", ""
        return cited

    return _TAG.sub(said, prompt)


class Repeating(Scripted):
    """A model that says all that it is given."""

    async def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        text = repeated(prompt.user())
        for start in range(0, len(text), 400):
            yield text[start : start + 400]


def outside(request: bytes) -> Act:
    """The same in the cloud."""
    said = json.loads(request.partition(b"\r\n\r\n")[2])["messages"]
    return Act(pieces=(repeated(said[-1]["content"]),))


@dataclass(frozen=True, slots=True)
class Talking:
    """The conversation, what its platforms show, and the documents behind it."""

    conversation: Conversation
    platforms: dict[str, FakePlatform]
    pages: Ingested


@asynccontextmanager
async def talking(tmp_path: Path, world: World, *, cloud: bool) -> AsyncIterator[Talking]:
    """Everything between the store and a platform."""
    async with AsyncExitStack() as stack:
        far = await stack.enter_async_context(fake_cloud()) if cloud else None
        if far is not None:
            far.reply = outside
        pages = stack.enter_context(closing(Ingested(tmp_path / "pages")))
        world.shuffle(pages)
        desk: Desk = make_desk(tmp_path, far, local=Repeating())
        doors = await stack.enter_async_context(
            running(desk, pages, limits=_UNLIMITED, table=world.table())
        )
        store = Store(tmp_path / "bots" / "inbox.sqlite")
        stack.callback(store.close)
        platforms = {name: FakePlatform(name) for name in _PLATFORMS}
        platforms["slack"].mails = world.mails()
        platforms["slack"].companies = {one.name for one in world.places if one.company}
        memory = Memory(store, 7)
        await memory.open()
        service = await stack.enter_async_context(HttpService(_settings(doors, tmp_path)))
        talk = Conversation(
            service,
            memory,
            Posts(store, dict(platforms)),
            lambda _: None,
            guests=frozenset(_PLATFORMS),
            brief=frozenset({"telegram"}),
        )
        yield Talking(talk, platforms, pages)


def _settings(doors: Running, home: Path) -> Settings:
    records = doors.context.records
    code = records.pairing.make(PAIRED.groups, "", timedelta(minutes=5)).text
    assert records.pairing.use(PAIRED.account, code) is not None
    key = SecretStr(records.keys.create("bots", GROUPS, [Scope.ACT]).secret)
    return Settings(home=home, service=ServiceSettings(url=doors.url, key=key))

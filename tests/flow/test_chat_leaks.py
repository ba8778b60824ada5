"""What somebody who tries may learn in a chat: names, owners, addresses, what changed since."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.identity.access import AccessTable, Member, Place
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import Running, running
from tests.flow.test_answering import Scripted, make_desk
from tests.flow.test_chat import answered, posted
from tests.flow.test_chat_exit import bot
from tests.unit.app.gate_parts import DETECTORS

TOKEN = "ghp_" + "aB3dE5fG7hJ9" * 3
PAGE = "---\nsensitivity: {}\naudience: [{}]\nowner: {}\nurl: {}\n---\n# {}\n\n{}\n"
PAGES = {
    "payments": ("INTERNAL", "staff", "pay", "https://wiki.corp.lan/p", "Payments", "Restart it."),
    "quagga": ("INTERNAL", "sre", "sre", "https://wiki.corp.lan/q", "Quagga", "Feed the quagga."),
    "yak": ("INTERNAL", "sre", "anna@example.com", "https://wiki.corp.lan/y", "Yak", "Shave the yak."),
    "keys": ("INTERNAL", "staff", TOKEN, f"https://wiki.corp.lan/{TOKEN}", "Tapir", "Wash the tapir."),
}  # fmt: skip
TABLE = AccessTable(
    users={
        "slack:U1": Member(frozenset({"staff", "sre"})),
        "slack:U2": Member(frozenset({"staff"})),
        "telegram:42": Member(frozenset({"staff", "sre"})),
    },
    places={"slack:T1:C1": Place(frozenset({"staff"}))},
    owners={"pay": frozenset({"slack:U2"}), "sre": frozenset({"slack:U8"})},
)
ANNA = {"Hush-For": "slack:T1:U1"}
CHANNEL = {"Hush-In": "slack:T1:C1"}
QUAGGA = "feed the quagga"


@pytest.fixture
def local() -> Scripted:
    return Scripted()


def write(ingested: Ingested, name: str, **changed: str) -> None:
    fields = ("sensitivity", "audience", "owner", "url", "title", "text")
    page = dict(zip(fields, PAGES[name], strict=True)) | changed
    ingested.write(f"{name}.md", PAGE.format(*page.values()))


@pytest.fixture
def ingested(tmp_path: Path) -> Iterator[Ingested]:
    with closing(Ingested(tmp_path)) as made:
        for name in PAGES:
            write(made, name)
        made.ingest()
        yield made


@pytest.fixture
async def doors(tmp_path: Path, ingested: Ingested, local: Scripted) -> AsyncIterator[Running]:
    desk = make_desk(tmp_path, local=local, detectors=DETECTORS)
    async with running(desk, ingested, table=TABLE) as opened:
        yield opened


async def test_law_13_owners_and_addresses_are_text_of_documents(
    doors: Running, local: Scripted
) -> None:
    local.words = ("Wash the tapir [1].",)
    done = await answered(doors, ANNA, "wash the tapir")
    assert done["text"] == "Wash the tapir [1]." and "docs:keys.md" in str(done["citations"])
    assert TOKEN not in str(done)
    async with bot(doors, ANNA) as http:
        passage = await http.get(f"/api/passages/{done['citations'][0]['id']}")
        assert "tapir" in passage.json()["text"] and TOKEN not in passage.text
        answer = await posted(http, "/api/chat/human", {"answer": done["answer"]})
        assert TOKEN not in str(answer)
        body = {"name": "wash the tapir", "text": "wash the tapir"}
        assert TOKEN not in str(await posted(http, "/api/chat/alert", body))


async def test_law_12_a_text_is_not_judged_with_documents_that_the_channel_may_not_read(
    doors: Running,
) -> None:
    body = {"text": "Feed it.", "sources": ["docs:quagga.md"]}
    async with bot(doors, ANNA) as http:
        assert (await posted(http, "/api/chat/judge", body))["text"] == "Feed it."
    for who in ({**ANNA, **CHANNEL}, CHANNEL):
        async with bot(doors, who) as http:
            said = await posted(http, "/api/chat/judge", body)
            unknown = await posted(http, "/api/chat/judge", {**body, "sources": ["docs:no.md"]})
            assert said == unknown and said["withheld"] == "level"


async def test_law_12_who_is_called_learns_of_no_document_that_is_not_theirs(
    doors: Running, local: Scripted
) -> None:
    """The answer rests on a page of theirs and on one that they may not read."""
    local.words = ("Restart it [1]. Feed the quagga [2].",)
    done = await answered(doors, ANNA, "restart payments, feed the quagga")
    cited = {one["source"] for one in done["citations"]}
    assert cited >= {"docs:payments.md", "docs:quagga.md"}
    async with bot(doors, ANNA) as http:
        called = await posted(http, "/api/chat/human", {"answer": done["answer"]})
    assert set(called["accounts"]) == {"slack:T1:U2", "slack:T1:U8"}
    assert "quagga.md" not in called["summary"], "U2 may not read it"
    assert "payments.md" not in called["summary"], "U8 may not read it"
    assert called["summary"] == "> restart payments, feed the quagga"


async def test_law_12_an_owner_by_mail_learns_of_their_own_documents(
    doors: Running, local: Scripted
) -> None:
    local.words = ("Shave the yak [1]. Feed the quagga [2].",)
    done = await answered(doors, ANNA, "shave the yak, feed the quagga")
    assert {one["source"] for one in done["citations"]} >= {"docs:yak.md", "docs:quagga.md"}
    async with bot(doors, ANNA) as http:
        called = await posted(http, "/api/chat/human", {"answer": done["answer"]})
    assert set(called["owners"]) >= {"sre", "anna@example.com"}
    assert "quagga.md" not in called["summary"], "anna@example.com may not read it"

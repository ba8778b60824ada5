"""Law 13 over HTTP: what a bot gets for somebody, at every address."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute

from app.api.application import api
from app.api.chat_exit import JUDGED, WORDLESS
from app.identity.access import AccessTable, Member, Place
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import Running, running
from tests.flow.test_answering import Scripted, make_desk
from tests.flow.test_service import events
from tests.unit.app.gate_parts import DETECTORS

LABELS = "---\nsensitivity: {}\naudience: [{}]\nowner: {}\n---\n"
OPEN = LABELS.format("INTERNAL", "staff", "payments-team") + (
    "# Payments\n\nRestart payments with care.\n"
)
SECRET = LABELS.format("CONFIDENTIAL", "staff", "board") + (
    "# Zebra\n\nThe zebra merger is planned for May.\n"
)
KEYS = LABELS.format("INTERNAL", "staff", "payments-team") + (
    "# Vault\n\nOpen the vault.\n\n- password: hunter2\n\nThen close the vault.\n"
)
TABLE = AccessTable(
    users={
        "slack:T1:U1": Member(frozenset({"staff"})),
        "telegram:42": Member(frozenset({"staff"})),
    },
    places={"slack:T1:C1": Place(frozenset({"staff"}))},
)
TELEGRAM, SLACK = {"Hush-For": "telegram:42"}, {"Hush-For": "slack:T1:U1"}
ZEBRA, PAYMENTS, VAULT = "zebra merger", "restart payments with care", "open the vault"


@pytest.fixture
def local() -> Scripted:
    return Scripted()


@pytest.fixture
async def doors(tmp_path: Path, ingested: Ingested, local: Scripted) -> AsyncIterator[Running]:
    desk = make_desk(tmp_path, local=local, detectors=DETECTORS)
    async with running(desk, ingested, table=TABLE) as opened:
        yield opened


@pytest.fixture
def ingested(tmp_path: Path) -> Iterator[Ingested]:
    with closing(Ingested(tmp_path)) as made:
        for name, text in (("payments", OPEN), ("zebra", SECRET), ("vault", KEYS)):
            made.write(f"{name}.md", text)
        made.ingest()
        yield made


def bot(doors: Running, named: dict[str, str], who: str = "bot") -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {doors.keys[who]}", **named}
    return httpx.AsyncClient(base_url=doors.url, headers=headers, trust_env=False, timeout=30)


async def asked(http: httpx.AsyncClient, question: str, **more: object) -> list[tuple[str, Any]]:
    body = {"question": question, **more}
    async with http.stream("POST", "/api/ask", json=body) as response:
        return await events(response)


def routes() -> list[APIRoute]:
    """All of the application's."""
    parts = [getattr(part, "original_router", None) for part in api().routes]
    found = [one for part in parts if part is not None for one in part.routes]
    assert len(found) > 40 and all(isinstance(one, APIRoute) for one in found)
    return found


def test_law_13_every_route_has_chosen() -> None:
    """The marks stand on routes that there are, and none has both."""
    endpoints = {route.endpoint for route in routes()}
    assert endpoints >= JUDGED | WORDLESS and not JUDGED & WORDLESS
    wordless = {one.__name__ for one in WORDLESS if hasattr(one, "__name__")}
    assert wordless == {"give", "me", "who", "pair", "more"}


async def test_law_13_a_route_without_a_mark_gives_a_bot_nothing(doors: Running) -> None:
    marked = JUDGED | WORDLESS
    refused = 0
    async with bot(doors, TELEGRAM) as http:
        for route in routes():
            if route.endpoint in marked:
                continue
            path = re.sub(r"{\w+}", "0", route.path)
            for method in route.methods or ():
                answer = await http.request(method, path, json={} if method == "POST" else None)
                if answer.status_code == 403 and "error" in answer.json():
                    refused += answer.json()["error"]["code"] == "not_in_chat"
                else:
                    assert ZEBRA.partition(" ")[0] not in answer.text
                    assert not route.path.startswith(("/api/conv", "/v1", "/api/feed", "/api/gaps"))
        mcp = await http.post("/mcp", json={}, headers={"Accept": "application/json"})
        assert mcp.status_code == 403
    assert refused > 20


async def test_law_13_an_answer_above_the_ceiling_is_withheld(
    doors: Running, local: Scripted
) -> None:
    local.words = ("The zebra merger is planned for May [1].\n\nMore", " of the zebra [1].")
    async with bot(doors, TELEGRAM) as http:
        said = await asked(http, ZEBRA)
    text = str(said)
    assert "May" not in text and "zebra.md" not in text
    assert not [name for name, _ in said if name == "token"]
    done = said[-1][1]
    assert done["withheld"] == "level" and done["citations"] == [] and done["outgoing"] is None
    assert done["page"] == "https://hush.example.com/#ask=zebra%20merger"
    async with bot(doors, SLACK) as http:
        said = await asked(http, ZEBRA)
    assert "zebra merger is planned for May" in said[-1][1]["text"]
    assert said[-1][1]["withheld"] == "" and said[-1][1]["citations"]


async def test_law_13_a_credential_is_cut_from_stream_and_answer(
    doors: Running, local: Scripted
) -> None:
    local.words = (
        "Open the vault [1].\n\n",
        "- password: hunter2\n",
        "\nThen close the vault [1].",
    )
    async with bot(doors, SLACK) as http:
        said = await asked(http, VAULT)
    assert "hunter2" not in str(said)
    tokens = "".join(data["text"] for name, data in said if name == "token")
    done = said[-1][1]
    assert tokens == done["text"] and done["withheld"] == "credential"
    assert "docs:vault.md" in done["text"] and "close the vault" in done["text"]
    assert len([name for name, _ in said if name == "token"]) > 1


async def test_law_13_blocks_are_given_out_whole(doors: Running, local: Scripted) -> None:
    local.words = ("Restart ", "it [1].\n\nThen", " wait with care [1].")
    async with bot(doors, SLACK) as http:
        said = await asked(http, PAYMENTS)
    assert [data["text"] for name, data in said if name == "token"] == [
        "Restart it [1].\n\n",
        "Then wait with care [1].",
    ]


async def test_law_13_search_passages_and_explain(doors: Running) -> None:
    async with bot(doors, SLACK) as slack, bot(doors, TELEGRAM) as http:
        hits = (await slack.post("/api/search", json={"query": ZEBRA})).json()["hits"]
        ids = {hit["source"]: hit["id"] for hit in hits}
        hits = (await http.post("/api/search", json={"query": ZEBRA})).json()["hits"]
        assert "docs:zebra.md" in ids and hits
        assert "docs:zebra.md" not in {hit["source"] for hit in hits}
        passage = (await http.get(f"/api/passages/{ids['docs:zebra.md']}")).json()
        assert passage["withheld"] == "level" and "May" not in str(passage)
        assert "zebra" not in str(passage).lower().replace(ids["docs:zebra.md"], "")
        passage = (await http.get(f"/api/passages/{ids['docs:vault.md']}")).json()
        assert passage["withheld"] == "credential" and "hunter2" not in str(passage)
        assert "Then close the vault" in passage["text"]
        for name in ("zebra", "vault"):
            whole = (await http.get(f"/api/passages/{ids[f'docs:{name}.md']}?whole=true")).json()
            assert whole["withheld"] and "hunter2" not in str(whole) and "May" not in str(whole)
        explained = (await http.post("/api/explain", json={"question": ZEBRA})).json()
        assert "zebra.md" not in str(explained) and "May" not in str(explained)
        assert explained["masks"] == [] and explained["original"] == ""


async def test_law_13_what_was_withheld_is_no_history_of_the_chat(
    doors: Running, local: Scripted
) -> None:
    async with bot(doors, TELEGRAM) as http:
        local.words = ("The zebra merger is planned for May [1].",)
        first = await asked(http, ZEBRA, thread="7")
        local.words = ("Restart payments with care [1].",)
        second = await asked(http, "restart payments with care in May", thread="7")
    assert first[-1][1]["withheld"] == "level"
    assert all(turn.question != ZEBRA for prompt in local.asked for turn in prompt.turns)
    assert second[-1][1]["conversation"] == first[-1][1]["conversation"]


async def test_people_are_answered_as_ever(doors: Running, local: Scripted) -> None:
    local.words = ("- password: hunter2 [1]",)
    async with bot(doors, {}, "staff") as http:
        done = (await asked(http, VAULT))[-1][1]
        assert "hunter2" in done["text"] and done["withheld"] == "" and done["page"] == ""
        assert (await http.get("/api/conversations")).status_code == 200

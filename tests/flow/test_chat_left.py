"""What left for an answer, asked for from a chat: whose it is, and that it is gone with its talk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.dialogue import Lane
from app.identity.access import AccessTable, Member, Place
from app.principals import Principal
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import Running, running
from tests.flow.test_answering import Scripted, make_desk
from tests.flow.test_chat_exit import asked, bot

LEFT = "The words that left"
PAGE = "---\nsensitivity: {}\naudience: [{}]\n---\n# Zebra\n\nThe zebra merger is planned.\n"
STAFF = Member(frozenset({"staff"}))
TABLE = AccessTable(
    users={"slack:U1": STAFF, "slack:U2": STAFF, "telegram:42": STAFF},
    places={"slack:T1:C1": Place(frozenset({"staff"}))},
)
ANNA, BORIS = {"Hush-For": "slack:T1:U1"}, {"Hush-For": "slack:T1:U2"}
TELEGRAM, CHANNEL = {"Hush-For": "telegram:42"}, {"Hush-In": "slack:T1:C1"}


@pytest.fixture
def ingested(tmp_path: Path) -> Iterator[Ingested]:
    with closing(Ingested(tmp_path)) as made:
        made.write("zebra.md", PAGE.format("INTERNAL", "staff"))
        made.ingest()
        yield made


@pytest.fixture
async def doors(tmp_path: Path, ingested: Ingested) -> AsyncIterator[Running]:
    local = Scripted(("The zebra merger is planned [1].",))
    async with running(make_desk(tmp_path, local=local), ingested, table=TABLE) as opened:
        yield opened


async def answered(doors: Running, who: dict[str, str], text: str = LEFT) -> tuple[str, str]:
    """An answer of the cloud, and whose it is."""
    async with bot(doors, who) as http:
        done = (await asked(http, "zebra merger", thread="1"))[-1][1]
    assert done["citations"]
    records, answer = doors.context.records, f"cloud-{done['answer']}"
    key = records.keys.find(doors.keys["bot"])
    assert isinstance(key, Principal)
    whose = key.id + (f"/in:{who['Hush-In']}" if "Hush-In" in who else f"/for:{who['Hush-For']}")
    kept = records.conversations.answered(done["answer"], whose)
    assert kept is not None
    cloud = replace(kept, answer=answer[:32], lane=Lane.CLOUD, outgoing=text)
    records.conversations.add(done["conversation"], whose, cloud)
    return cloud.answer, done["answer"]


async def left(doors: Running, who: dict[str, str], answer: str) -> tuple[int, str]:
    async with bot(doors, who) as http:
        said = await http.post("/api/chat/left", json={"answer": answer})
        return said.status_code, said.json().get("text", "")


async def test_what_left_is_given_to_whom_the_answer_was_given(doors: Running) -> None:
    cloud, local = await answered(doors, ANNA)
    assert await left(doors, ANNA, cloud) == (200, LEFT)
    assert await left(doors, ANNA, local) == (200, "")
    for who in (BORIS, {**ANNA, **CHANNEL}, TELEGRAM):
        assert await left(doors, who, cloud) == (404, "")
    shared, _ = await answered(doors, {**ANNA, **CHANNEL})
    assert await left(doors, {**ANNA, **CHANNEL}, shared) == (200, LEFT)
    assert await left(doors, ANNA, shared) == (404, "")
    for nobody in (CHANNEL, {}):
        assert (await left(doors, nobody, shared))[0] == 422


async def test_what_left_is_gone_with_its_conversation(doors: Running) -> None:
    cloud, _ = await answered(doors, ANNA)
    kept = doors.context.records.conversations
    key = doors.context.records.keys.find(doors.keys["bot"])
    assert key is not None and kept.delete_all(f"{key.id}/for:slack:T1:U1") == 1
    assert await left(doors, ANNA, cloud) == (404, "")


async def test_law_13_what_left_is_judged_as_any_text(doors: Running) -> None:
    cloud, _ = await answered(doors, ANNA, f"{LEFT}\n\n- password: hunter2\n")
    status, text = await left(doors, ANNA, cloud)
    assert status == 200 and LEFT in text and "hunter2" not in text


@pytest.mark.parametrize(("level", "group"), [("INTERNAL", "board"), ("CONFIDENTIAL", "staff")])
async def test_law_12_what_left_is_not_told_once_a_document_is_for_others_or_stricter(
    doors: Running, ingested: Ingested, level: str, group: str
) -> None:
    cloud, _ = await answered(doors, ANNA)
    ingested.write("zebra.md", PAGE.format(level, group))
    ingested.ingest()
    status, text = await left(doors, ANNA, cloud)
    assert status == 200 and LEFT not in text and "more confidential" in text

"""Looking at a source again from a chat: told is what changed of what one may read there."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.api.reindexed import Seen, as_seen
from app.contract import Progress
from app.identity.access import AccessTable, Member, Place
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import Running, running
from tests.flow.test_answering import make_desk
from tests.flow.test_chat_exit import bot
from tests.flow.test_service import events

PAGE = "---\nsensitivity: {}\naudience: [{}]\nowner: payments-team\n---\n# {}\n\nAbout {}.\n"
TABLE = AccessTable(
    users={
        "slack:U1": Member(frozenset({"staff", "sre"})),
        "slack:U2": Member(frozenset({"staff"})),
        "telegram:42": Member(frozenset({"staff", "sre"})),
        "slack:U3": Member(frozenset({"ops"}), admin=True),
    },
    places={"slack:T1:C1": Place(frozenset({"staff"}))},
    owners={"payments-team": frozenset({"slack:U1", "slack:U2", "telegram:42"})},
)
BOTH, STAFF, ADMIN = ({"Hush-For": f"slack:T1:U{n}"} for n in (1, 2, 3))
CHANNEL = {**BOTH, "Hush-In": "slack:T1:C1"}
TELEGRAM = {"Hush-For": "telegram:42"}
NOTEBOOK: dict[str, Any] = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {},
    "cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["A note."]}],
}
BROKEN = "---\nsensitivity: NONSENSE\n---\n# Broken\n"


def page(name: str, group: str = "staff", level: str = "INTERNAL") -> str:
    return PAGE.format(level, group, name, name)


@pytest.fixture
def ingested(tmp_path: Path) -> Iterator[Ingested]:
    with closing(Ingested(tmp_path)) as made:
        for name in ("one", "two", "vault", "gone"):
            made.write(f"{name}.md", page(name))
        for name in ("quagga", "quoll"):
            made.write(f"{name}.md", page(name, "sre"))
        made.write("secret.md", page("secret", level="CONFIDENTIAL"))
        made.write("note.ipynb", json.dumps(NOTEBOOK))
        made.ingest()
        yield made


@pytest.fixture
async def doors(tmp_path: Path, ingested: Ingested) -> AsyncIterator[Running]:
    async with running(make_desk(tmp_path), ingested, table=TABLE) as opened:
        yield opened


async def looked(doors: Running, who: dict[str, str]) -> list[dict[str, Any]]:
    async with bot(doors, who) as http:
        begun = await http.post("/api/ingest", json={"source": "docs"})
        assert begun.status_code == 202, begun.text
        async with http.stream("GET", f"/api/ingest/{begun.json()['run']}") as response:
            return [data for _, data in await events(response)]


def change(ingested: Ingested) -> None:
    """Of each kind, for the staff and for others."""
    for name, text in (
        *(("one", page("one") + "More.\n"), ("vault", BROKEN), ("new", page("new"))),
        *(("quagga", page("quagga", "sre") + "More.\n"), ("quoll", BROKEN)),
        *(("quokka", page("quokka", "sre")), ("quux", BROKEN)),
        ("secret", page("secret", level="CONFIDENTIAL") + "More.\n"),
    ):
        ingested.write(f"{name}.md", text)
    ingested.write("note.ipynb", "{")
    (ingested.docs / "gone.md").unlink()


@pytest.mark.parametrize(
    ("who", "counts", "failures", "named"),
    [
        (STAFF, (1, 2, 2, 2), 2, True),
        (CHANNEL, (1, 2, 2, 2), 2, True),
        (BOTH, (2, 3, 3, 2), 3, True),
        (TELEGRAM, (2, 2, 3, 1), 2, False),
        (ADMIN, (0, 0, 0, 0), 0, False),
    ],
)
async def test_law_12_a_report_is_of_what_one_may_read(
    doors: Running,
    ingested: Ingested,
    who: dict[str, str],
    counts: tuple[int, ...],
    failures: int,
    named: bool,
) -> None:
    """One whose labels are not known any more is answered from no more, and not named."""
    change(ingested)
    steps = await looked(doors, who)
    report = steps[-1]["report"]
    found = tuple(report[one] for one in ("added", "updated", "removed", "unchanged"))
    assert (steps[-1]["state"], found) == ("done", counts)
    assert [one["source"] for one in report["failed"]] == ["docs:note.ipynb"] * named
    assert report["failures"] == failures
    assert set(report) == {"added", "updated", "removed", "unchanged", "failed", "failures"}
    assert {step["total"] for step in steps} <= {0, 10}
    assert not re.search("quagga|quoll|quokka|quux", json.dumps(steps))


async def test_law_12_hidden_documents_change_nothing_of_what_is_told(
    doors: Running, ingested: Ingested
) -> None:
    """The same to the letter, but for the run's name."""

    async def end() -> dict[str, Any]:
        return {**(await looked(doors, STAFF))[-1], "run": ""}

    before = await end()
    for name in ("quagga", "quoll", "quokka"):
        ingested.write(f"{name}.md", page(name, "sre") + "More.\n")
    ingested.write("quux.md", BROKEN)
    assert await end() == before


def test_law_12_how_far_a_run_is_says_nothing_of_how_many_there_are() -> None:
    nothing, said = Seen({}), Progress(run="r", source="docs", state="running")
    steps = [
        as_seen(said.model_copy(update={"done": n, "total": 57}), nothing, nothing) for n in (0, 30)
    ]
    assert [(step.done, step.total) for step in steps] == [(0, 10), (5, 10)]
    assert as_seen(said, nothing, nothing) == said


async def test_a_run_is_followed_where_it_was_begun(doors: Running) -> None:
    async with bot(doors, BOTH) as http:
        run = (await http.post("/api/ingest", json={"source": "docs"})).json()["run"]
    for who, status in ((CHANNEL, 404), (STAFF, 404), (BOTH, 200)):
        async with bot(doors, who) as http:
            assert (await http.get(f"/api/ingest/{run}")).status_code == status


async def test_law_13_a_chat_is_not_told_where_a_folder_lies(
    doors: Running, ingested: Ingested
) -> None:
    ingested.docs.rename(ingested.docs.parent / "elsewhere")
    for who in (STAFF, CHANNEL):
        last = (await looked(doors, who))[-1]
        assert (last["state"], last["report"], last["problem"]) == ("failed", None, None)

"""Thousands of random principals and documents: what one may not read does not exist for them."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing, closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.dialogue import Answer, Found, Piece
from app.principals import Principal
from app.records.opening import Records
from app.wiring import question
from index.chunk import EVERYONE, Chunk, Sensitivity
from index.store import Point
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import made_of
from tests.flow.test_answering import Scripted, make_desk

GROUPS = ("staff", "sre", "pay", "legal", "hr", "ops", EVERYONE)
TOPICS = ("payments", "backup", "rollback", "merger", "salary", "certificate", "queue", "search")
DOCUMENTS, PRINCIPALS = 1_000, 2_000


@dataclass(frozen=True)
class World:
    home: Path
    ingested: Ingested
    chunks: dict[str, Chunk]


def _chunk(number: int, rng: random.Random) -> Chunk:
    words = " ".join(rng.sample(TOPICS, 3))
    return Chunk(
        source=f"docs:{number}.md",
        revision="1",
        ordinal=0,
        heading=(f"Page {number}",),
        text=f"How to do {words}, page {number}.",
        lines=(1, 1),
        title=f"Page {number}",
        url=None,
        owner=None,
        modified="2026-01-02",
        review_by=None,
        sensitivity=rng.choice(list(Sensitivity)),
        audience=frozenset(rng.sample(GROUPS, rng.randint(1, 2))),
    )


def _write(ingested: Ingested, chunks: Sequence[Chunk]) -> None:
    encoders = ingested.tools.encoders
    texts = [chunk.embedded_text for chunk in chunks]
    ingested.tools.store.write(
        [
            Point(chunk, vector, encoders.sparse(text))
            for chunk, vector, text in zip(chunks, encoders.dense(texts), texts, strict=True)
        ]
    )


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    rng = random.Random("documents")
    home = tmp_path_factory.mktemp("probe")
    with closing(Ingested(home)) as ingested:
        chunks = [_chunk(number, rng) for number in range(DOCUMENTS)]
        _write(ingested, chunks)
        yield World(home, ingested, {chunk.id: chunk for chunk in chunks})


def _principal(number: int, rng: random.Random) -> Principal:
    groups = frozenset(rng.sample(GROUPS[:-1], rng.randint(0, 3)))
    return Principal(f"key:{number}", "somebody", groups)


async def test_what_one_may_not_read_is_in_no_search_and_no_passage(world: World) -> None:
    rng = random.Random("principals")
    with closing(Records.open(world.home / "service.db")) as records:
        made = made_of(make_desk(world.home), world.ingested, records, world.home)
        names = list(world.chunks)
        hidden = shown = 0
        for number in range(PRINCIPALS):
            asker = _principal(number, rng)
            if number % 4 == 0:
                query = " ".join(rng.sample(TOPICS, 2))
                hits = await made.service.search(asker, query, 10)
                assert all(asker.access.may_read(world.chunks[hit.id].audience) for hit in hits)
            name = rng.choice(names)
            text = await made.service.passage(asker, name)
            may = asker.access.may_read(world.chunks[name].audience)
            assert (text is not None) is may
            hidden, shown = hidden + (not may), shown + may
    assert hidden > PRINCIPALS / 10 and shown > PRINCIPALS / 10


async def test_what_one_may_not_read_changes_no_answer(tmp_path: Path) -> None:
    """Answers with the hidden documents there are those without them. No two of these pages score
    the same: such would be in the engine's own order."""
    rng = random.Random("answers")
    local = Scripted(words=("Do it [1], then [2] and [3].",))
    pages = [
        replace(_chunk(number, rng), text=" ".join(["payments"] * (number + 1)))
        for number in range(90)
    ]
    with (
        closing(Records.open(tmp_path / "service.db")) as records,
        closing(Ingested(tmp_path / "all")) as whole,
    ):
        _write(whole, pages)
        everything = made_of(make_desk(tmp_path, local=local), whole, records, tmp_path)
        for number in range(20):
            asker = _principal(number, rng)
            asked = question("payments?", asker.access)
            with closing(Ingested(tmp_path / str(number))) as alone:
                _write(alone, [page for page in pages if asker.access.may_read(page.audience)])
                apart = made_of(make_desk(tmp_path, local=local), alone, records, tmp_path)
                one = await _answered(everything.service.converse(asked, asker))
                other = await _answered(apart.service.converse(asked, asker))
            assert one == other


async def _answered(
    pieces: AsyncGenerator[Piece, None],
) -> tuple[list[str], list[str], str, str]:
    found: list[str] = []
    async with aclosing(pieces) as told:
        async for piece in told:
            if isinstance(piece, Found):
                found = [passage.chunk.source for passage in piece.passages]
            if isinstance(piece, Answer):
                return found, [c.source for c in piece.citations], piece.text, piece.reason
    raise AssertionError


async def test_a_hundred_ask_at_once(world: World, tmp_path: Path) -> None:
    rng = random.Random("at once")
    with closing(Records.open(tmp_path / "service.db")) as records:
        made = made_of(make_desk(tmp_path), world.ingested, records, tmp_path)
        askers = [_principal(number, rng) for number in range(100)]
        outcomes = await asyncio.gather(
            *(
                _answered(made.service.converse(question("payments backup", a.access), a))
                for a in askers
            )
        )
    levels = {c.source: c.audience for c in world.chunks.values()}
    for asker, (found, cited, _, _) in zip(askers, outcomes, strict=True):
        assert all(asker.access.may_read(levels[source]) for source in (*found, *cited))

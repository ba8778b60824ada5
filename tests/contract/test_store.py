"""One suite for every store: embedded, here and in a process of its own; server (the client's
in-memory engine), and a real server.

The real one runs where `HUSH_TEST_QDRANT_URL` names it.
"""

from __future__ import annotations

import math
import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import server_engine
from index.chunk import EVERYONE, Action, Chunk, Estimate, Finding, Known, Sensitivity
from index.edge import EdgeStore
from index.edge_process import EdgeProcess
from index.errors import FingerprintMismatch, IndexFailure
from index.filters import Access
from index.server import ServerStore
from index.settings import QdrantSettings
from index.store import Point, SparseVector, Store

# The in-memory engine says that it needs no payload index and no search parameters.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Payload indexes have no effect:UserWarning"),
    pytest.mark.filterwarnings("ignore:Local mode performs exact:UserWarning"),
]

DIMENSION = 4
OWNER = Access.owner()


@dataclass(frozen=True)
class Engine:
    """How one engine opens, rebuilds and switches; `fingerprint` may be another's."""

    open: Callable[[str, Callable[[], int]], Store]
    rebuild: Callable[[str, Callable[[], int]], Store]
    switch: Callable[[str], None]


def _edge(tmp_path: Path, kind: type[EdgeStore | EdgeProcess]) -> Engine:
    path = tmp_path / "store"
    return Engine(
        lambda fingerprint, dimension: kind.open(path, fingerprint, dimension),
        lambda fingerprint, dimension: EdgeStore.rebuild(path, fingerprint, dimension),
        lambda fingerprint: EdgeStore.switch(path),
    )


def _server(qdrant: QdrantSettings, connect: Any) -> Engine:
    return Engine(
        lambda fingerprint, dimension: ServerStore.open(qdrant, fingerprint, dimension, connect),
        lambda fingerprint, dimension: ServerStore.rebuild(qdrant, fingerprint, dimension, connect),
        lambda fingerprint: ServerStore.switch(qdrant, fingerprint, connect),
    )


@pytest.fixture(params=["edge", "process", "memory", "server"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    url = os.environ.get("HUSH_TEST_QDRANT_URL", "")
    match request.param:
        case "edge":
            yield _edge(tmp_path, EdgeStore)
        case "process":
            yield _edge(tmp_path, EdgeProcess)
        case "memory":
            from qdrant_client import QdrantClient

            class Lasting(QdrantClient):
                """Its memory is the server: closing a connection does not empty that."""

                def close(self, *args: Any, **kwargs: Any) -> None:
                    return None

            memory = Lasting(":memory:")
            yield _server(QdrantSettings(url="http://127.0.0.1:6333"), lambda _: memory)
        case _ if not url:
            pytest.skip("HUSH_TEST_QDRANT_URL names no server")
        case _:
            qdrant = QdrantSettings(url=url, collection=f"hush-test-{uuid.uuid4().hex}")
            yield _server(qdrant, server_engine.connect)
            client = server_engine.connect(qdrant)
            for collection in client.get_collections().collections:
                if collection.name.startswith(qdrant.collection):
                    client.delete_collection(collection.name)
            client.close()


@pytest.fixture
def store(engine: Engine) -> Iterator[Store]:
    opened = engine.open("one", lambda: DIMENSION)
    yield opened
    opened.close()


def make(
    source: str = "docs:a.md",
    ordinal: int = 0,
    revision: str = "r1",
    *,
    dense: tuple[float, ...] = (1.0, 0.0, 0.0, 0.0),
    terms: dict[int, float] | None = None,
    **changes: Any,
) -> Point:
    chunk = Chunk(
        source=source,
        revision=revision,
        ordinal=ordinal,
        heading=("Откат", "Как проверить"),
        text=f"{source} {ordinal}: `kubectl rollout undo` \t\n",
        lines=(3, 9),
        title="Rollback",
        url="https://docs.internal/a",
        owner="sre",
        modified="2026-01-02",
        review_by=None,
        sensitivity=Sensitivity.INTERNAL,
        audience=frozenset({"staff"}),
    )
    weights = {1: 1.0} if terms is None else terms
    sparse = SparseVector(tuple(sorted(weights)), tuple(weights[key] for key in sorted(weights)))
    return Point(replace(chunk, **changes), dense, sparse)


def unit(*values: float) -> tuple[float, ...]:
    length = math.sqrt(sum(value * value for value in values))
    return tuple(value / length for value in values)


def ids(hits: list[Any]) -> list[tuple[str, int]]:
    return [(hit.chunk.source, hit.chunk.ordinal) for hit in hits]


def both(store: Store, access: Access, limit: int = 1_000) -> list[list[Any]]:
    dense = store.dense_leg((1.0, 0.0, 0.0, 0.0), limit, access)
    return [dense, store.sparse_leg(SparseVector((1,), (1.0,)), limit, access)]


def test_a_chunk_comes_back_as_it_went_in(store: Store) -> None:
    point = make(
        text="# Ё\r\n\x00 ```\n\trm -rf /\n```\U0001f600",
        url=None,
        owner=None,
        review_by="2027-01-01",
        audience=frozenset({"staff", "sre", EVERYONE}),
        sensitivity=Sensitivity.RESTRICTED,
        known=Known(
            (Finding("email", Action.MASK, 2, 9, "identity"),),
            Estimate(Sensitivity.INTERNAL, 0.25),
            "digest",
        ),
        detector_version="abc",
    )
    store.write([point])
    for hits in both(store, OWNER):
        assert [hit.chunk for hit in hits] == [point.chunk]
    assert both(store, OWNER)[0][0].score == pytest.approx(1.0, abs=1e-5)


def test_writing_twice_is_writing_once(store: Store) -> None:
    store.write([make(), make(ordinal=1)])
    store.write([make(), make(ordinal=1)])
    assert store.count() == 2


def test_writing_nothing(store: Store) -> None:
    store.write([])
    assert store.count() == 0
    assert store.revisions() == {}
    assert store.vectors([]) == {}


def test_replacing_a_source_leaves_no_moment_without_it(store: Store) -> None:
    store.write([make(ordinal=n) for n in range(3)] + [make("docs:b.md")])
    store.write([make(ordinal=n, revision="r2") for n in range(2)])
    assert store.revisions()["docs:a.md"] == {"r1", "r2"}
    assert store.prune("docs:a.md", "r2") == 3
    assert store.revisions() == {"docs:a.md": {"r2"}, "docs:b.md": {"r1"}}
    assert store.prune("docs:a.md", "r2") == 0
    assert store.prune("docs:a.md", None) == 2
    assert store.prune("docs:never.md", None) == 0
    assert store.revisions() == {"docs:b.md": {"r1"}}


def test_names_are_told_apart(store: Store) -> None:
    odd = "docs:каталог/a b#1\n.md"
    store.write([make(odd), make("docs2:a.md"), make("doc:a.md"), make("docs:a.md")])
    assert set(store.revisions("docs:")) == {odd, "docs:a.md"}
    assert store.count("docs:") == 2
    assert store.prune(odd, None) == 1
    assert set(store.revisions()) == {"docs2:a.md", "doc:a.md", "docs:a.md"}


def test_counts_by_level(store: Store) -> None:
    store.write([make(f"d{int(level)}:a.md", sensitivity=level) for level in Sensitivity])
    store.write([make("d3:a.md", 1, sensitivity=Sensitivity.RESTRICTED)])
    assert [store.count(at_least=level) for level in Sensitivity] == [5, 4, 3, 2]
    assert store.count("d3:", Sensitivity.CONFIDENTIAL) == 2
    assert store.count("d0:", Sensitivity.CONFIDENTIAL) == 0


def test_vectors_are_found_by_text_whatever_the_ordinal(store: Store) -> None:
    point = make(dense=unit(1, 2, 3, 4), terms={7: 0.5, 2**32 - 1: 2.0})
    twin = replace(point, chunk=replace(point.chunk, ordinal=8, source="docs:z.md"))
    other = make("docs:b.md", terms={})
    store.write([point, twin, other])
    asked = [point.chunk.text_hash, other.chunk.text_hash, "0" * 64]
    found = store.vectors(asked)
    assert set(found) == set(asked[:2])
    dense, sparse = found[point.chunk.text_hash]
    assert dense == pytest.approx(point.dense, abs=1e-6)
    assert dict(zip(sparse.indices, sparse.values, strict=True)) == {7: 0.5, 2**32 - 1: 2.0}
    assert found[other.chunk.text_hash][1] == SparseVector((), ())


def test_vectors_of_a_text_that_stands_in_many_chunks(store: Store) -> None:
    store.write([make(f"d:{n}", text="same") for n in range(1_500)])
    assert len(store.vectors([make(text="same").chunk.text_hash])) == 1


def test_the_dense_leg_orders_by_cosine(store: Store) -> None:
    store.write([make(ordinal=n, dense=unit(1, n, 0, 0)) for n in range(5)])
    hits = store.dense_leg((1.0, 0.0, 0.0, 0.0), 3, OWNER)
    assert [hit.chunk.ordinal for hit in hits] == [0, 1, 2]
    assert hits[1].score == pytest.approx(1 / math.sqrt(2), abs=1e-5)


def test_the_sparse_leg_knows_rare_words(store: Store) -> None:
    store.write([make(ordinal=n, terms={1: 1.0}) for n in range(9)])
    store.write([make(ordinal=9, terms={2: 1.0}), make(ordinal=10, terms={3: 1.0})])
    hits = store.sparse_leg(SparseVector((1, 2), (1.0, 1.0)), 20, OWNER)
    assert len(hits) == 10
    assert hits[0].chunk.ordinal == 9
    assert hits[0].score > 2 * hits[1].score
    assert store.sparse_leg(SparseVector((), ()), 5, OWNER) == []


def test_the_filter_is_inside_each_leg(store: Store) -> None:
    """The best ranks are all forbidden: a filter after the leg would leave nothing."""
    board = frozenset({"board"})
    store.write([make(ordinal=n, terms={1: 9.0}, audience=board) for n in range(50)])
    mine = [make("docs:m.md", n, dense=unit(1, 1, 0, 0), terms={1: 0.1}) for n in range(3)]
    store.write(mine)
    for hits in both(store, Access.of("staff"), limit=3):
        assert sorted(ids(hits)) == [("docs:m.md", 0), ("docs:m.md", 1), ("docs:m.md", 2)]
    for hits in both(store, Access.of(), limit=3):
        assert hits == []
    for hits in both(store, OWNER, limit=3):
        assert {hit.chunk.source for hit in hits} == {"docs:a.md"}


def test_scores_tell_nothing_of_what_may_not_be_read(store: Store) -> None:
    """With IDF over the whole collection a guest could count forbidden chunks that hold a word."""
    store.write([make(ordinal=n, terms={1: 1.0, n + 10: 1.0}) for n in range(6)])
    query = SparseVector((1, 12), (1.0, 1.0))
    before = store.sparse_leg(query, 10, Access.of("staff"))
    hidden = [make("s:x", n, terms={12: 1.0}, audience=frozenset({"board"})) for n in range(40)]
    store.write(hidden)
    after = store.sparse_leg(query, 10, Access.of("staff"))
    assert ids(after) == ids(before)
    assert [h.score for h in after] == pytest.approx([h.score for h in before], abs=1e-5)


_GROUPS = ["staff", "sre", "board", EVERYONE, "Sre", "дежурные", ""]
_AUDIENCES = st.lists(st.sets(st.sampled_from(_GROUPS)).map(frozenset), min_size=1, max_size=12)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    audiences=_AUDIENCES,
    groups=st.none() | st.sets(st.sampled_from(_GROUPS)).map(frozenset),
    every=st.just(frozenset[str]()) | st.sets(st.sampled_from(_GROUPS)).map(frozenset),
)
def test_nobody_sees_more_or_less_than_they_may(
    store: Store,
    audiences: list[frozenset[str]],
    groups: frozenset[str] | None,
    every: frozenset[str],
) -> None:
    store.prune("docs:a.md", None)
    points = [make(ordinal=n, audience=audience) for n, audience in enumerate(audiences)]
    store.write(points)
    access = Access(groups, every)
    allowed = {n for n, audience in enumerate(audiences) if access.may_read(audience)}
    for hits in both(store, access):
        assert {hit.chunk.ordinal for hit in hits} == allowed
        assert all(access.may_read(hit.chunk.audience) for hit in hits)


def test_what_was_pruned_is_in_no_leg(store: Store) -> None:
    store.write([make(ordinal=n) for n in range(30)] + [make("docs:b.md")])
    store.prune("docs:a.md", None)
    for hits in both(store, OWNER):
        assert ids(hits) == [("docs:b.md", 0)]


def _never() -> int:
    raise AssertionError("an existing store needs no dimension")


def test_reopened_it_is_the_same_and_needs_no_model(engine: Engine) -> None:
    first = engine.open("one", lambda: DIMENSION)
    first.write([make()])
    first.close()
    first.close()
    again = engine.open("one", _never)
    assert again.revisions() == {"docs:a.md": {"r1"}}
    again.close()


def test_another_encoder_is_refused_with_a_way_forward(engine: Engine) -> None:
    engine.open("use-multilingual:1", lambda: DIMENSION).close()
    with pytest.raises(FingerprintMismatch) as raised:
        engine.open("bge-m3:2", _never)
    sentence = str(raised.value)
    assert "use-multilingual:1" in sentence
    assert "bge-m3:2" in sentence
    assert "hush reindex" in sentence
    assert "HUSH_EMBEDDING__MODEL" in sentence
    engine.open("use-multilingual:1", _never).close()


@pytest.mark.parametrize("fingerprint", ["two", "one"])
def test_a_rebuilt_store_takes_the_place(engine: Engine, fingerprint: str) -> None:
    old = engine.open("one", lambda: DIMENSION)
    old.write([make()])
    old.close()
    new = engine.rebuild(fingerprint, lambda: DIMENSION + 1)
    new.write([make("docs:new.md", dense=(1.0, 0.0, 0.0, 0.0, 0.0))])
    new.close()
    meanwhile = engine.open("one", _never)
    assert set(meanwhile.revisions()) == {"docs:a.md"}
    meanwhile.close()
    resumed = engine.rebuild(fingerprint, _never)
    assert set(resumed.revisions()) == {"docs:new.md"}
    resumed.close()
    engine.switch(fingerprint)
    switched = engine.open(fingerprint, _never)
    assert set(switched.revisions()) == {"docs:new.md"}
    switched.close()
    with pytest.raises(IndexFailure, match="hush reindex"):
        engine.switch(fingerprint)


def test_a_vector_of_another_length_is_an_index_failure(store: Store) -> None:
    point = make(dense=(1.0, 0.0))
    with pytest.raises(IndexFailure) as raised:
        store.write([point])
    assert point.chunk.text not in str(raised.value)
    assert raised.value.__cause__ is None


def test_a_chunk_is_read_by_its_id_by_whoever_may(store: Store) -> None:
    points = [make(), make("docs:b.md", audience=frozenset({"sre"})), make("docs:c.md")]
    store.write(points)
    wanted = [point.chunk.id for point in points[:2]]
    assert store.chunks(wanted, OWNER) == {p.chunk.id: p.chunk for p in points[:2]}
    assert set(store.chunks(wanted, Access.of("staff"))) == {wanted[0]}
    assert store.chunks(wanted, Access.of()) == {}
    unknown = ["", "x", "../a", str(uuid.uuid4()), wanted[0].upper()]
    assert store.chunks(unknown, OWNER) == {}
    assert store.chunks([], OWNER) == {}


def test_levels_of_sources_that_one_may_read(store: Store) -> None:
    store.write(
        [
            make(),
            make(ordinal=1, sensitivity=Sensitivity.CONFIDENTIAL),
            make("docs:b.md", audience=frozenset({"sre"}), sensitivity=Sensitivity.PUBLIC),
        ]
    )
    asked = ["docs:a.md", "docs:b.md", "docs:gone.md"]
    assert store.levels(asked, OWNER) == {
        "docs:a.md": Sensitivity.CONFIDENTIAL,
        "docs:b.md": Sensitivity.PUBLIC,
    }
    assert store.levels(asked, Access.of("sre")) == {"docs:b.md": Sensitivity.PUBLIC}
    assert store.levels([], OWNER) == {}


def test_documents_and_their_chunks_for_whoever_may(store: Store) -> None:
    secret = Known((Finding("CREDENTIAL", Action.LOCAL, 0, 4, "fake"),))
    first, second = make(), make(ordinal=1, sensitivity=Sensitivity.CONFIDENTIAL)
    second = replace(second, chunk=replace(second.chunk, known=secret, url="https://wiki/a"))
    other = make("docs:b.md", audience=frozenset({"sre"}))
    store.write([second, first, other])
    assert set(store.documents(OWNER)) == {"docs:a.md", "docs:b.md"}
    found = store.documents(Access.of("staff"))
    assert set(found) == {"docs:a.md"}
    assert found["docs:a.md"].sensitivity is Sensitivity.CONFIDENTIAL
    assert found["docs:a.md"].kinds == {"CREDENTIAL"} | {f.kind for f in first.chunk.findings}
    assert set(store.documents(OWNER, sources=["docs:b.md", "docs:c.md"])) == {"docs:b.md"}
    assert store.documents(OWNER, sources=[]) == {}
    assert set(store.documents(OWNER, url="https://wiki/a")) == {"docs:a.md"}
    assert store.documents(Access.of("sre"), url="https://wiki/a") == {}
    assert store.read("docs:a.md", Access.of("staff")) == [first.chunk, second.chunk]
    assert store.read("docs:a.md", Access.of()) == []

"""The plan: every row of its table, and that carrying it out leaves what is wanted."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.plan import Keep, Parts, Remove, State, Unclear, Unreadable, Wanted, Write, decide, plan

NOW = Parts("c1", "l1", "r1", "e1", "d1")
R = NOW.revision
OTHER = replace(NOW, content="c0")


@pytest.mark.parametrize(
    ("state", "stored", "step"),
    [
        (Wanted(NOW, None), set(), Write("s", "new")),
        (Wanted(NOW, NOW), set(), Write("s", "new")),
        (Wanted(NOW, NOW), {R}, Keep("s", "unchanged")),
        (Wanted(NOW, None), {R}, Write("s", "unconfirmed")),
        (Wanted(NOW, NOW), {R, "half"}, Write("s", "unconfirmed")),
        (Wanted(NOW, NOW), {"another"}, Write("s", "unconfirmed")),
        (Wanted(NOW, OTHER), {R}, Write("s", "changed")),
        (Wanted(NOW, OTHER), {OTHER.revision}, Write("s", "changed")),
        (Wanted(NOW, replace(NOW, labels="l0")), {"x"}, Write("s", "relabelled")),
        (Wanted(NOW, replace(NOW, encoder="e0")), {"x"}, Write("s", "model changed")),
        (Wanted(NOW, replace(NOW, reader="r0")), {"x"}, Write("s", "read anew")),
        (Wanted(NOW, replace(NOW, detectors="d0")), {"x"}, Write("s", "read anew")),
        (Wanted(NOW, NOW, empty=True), set(), Keep("s", "unchanged")),
        (Wanted(NOW, NOW, empty=True), {R}, Write("s", "unconfirmed")),
        (Unreadable(), {R}, Keep("s", "unreadable")),
        (Unreadable(), set(), Keep("s", "unreadable")),
        (Unclear(), {R}, Remove("s", "labels unclear")),
        (Unclear(), set(), Keep("s", "labels unclear")),
        (None, {R}, Remove("s", "gone")),
        (None, set(), Keep("s", "gone")),
    ],
)
def test_every_row(state: State | None, stored: set[str], step: object) -> None:
    assert decide("s", state, frozenset(stored)) == step


@pytest.mark.parametrize("name", [field.name for field in fields(Parts)])
def test_a_revision_depends_on_each_of_its_parts(name: str) -> None:
    assert replace(NOW, **{name: "else"}).revision != R


def test_parts_do_not_run_into_each_other() -> None:
    assert Parts("a", "bc", "", "", "").revision != Parts("ab", "c", "", "", "").revision


PARTS = st.builds(Parts, *(st.sampled_from(["1", "2"]) for _ in fields(Parts)))
WANTED = st.builds(Wanted, PARTS, st.none() | PARTS)
STATES = WANTED | st.just(Unreadable()) | st.just(Unclear())
SOURCES = st.sampled_from(["a", "b", "c", "d"])
REVISIONS = st.frozensets(PARTS.map(lambda parts: parts.revision), min_size=1, max_size=3)


@given(st.dictionaries(SOURCES, STATES), st.dictionaries(SOURCES, REVISIONS))
def test_carrying_it_out_leaves_what_is_wanted(
    wanted: dict[str, State], stored: dict[str, frozenset[str]]
) -> None:
    after = dict(stored)
    for step in plan(wanted, stored):
        state = wanted.get(step.source)
        if isinstance(step, Remove):
            del after[step.source]
        elif isinstance(step, Write):
            assert isinstance(state, Wanted)
            after[step.source] = frozenset({state.parts.revision})
    for source in wanted.keys() | stored.keys():
        match wanted.get(source):
            case Wanted(parts):
                assert after[source] == {parts.revision}
            case Unreadable():
                assert after.get(source) == stored.get(source)
            case _:
                assert source not in after
    settled = {
        s: replace(w, written=w.parts) if isinstance(w, Wanted) else w for s, w in wanted.items()
    }
    assert all(isinstance(step, Keep) for step in plan(settled, after))


@given(st.dictionaries(SOURCES, STATES), st.dictionaries(SOURCES, REVISIONS))
def test_one_step_for_each_source_in_order(
    wanted: dict[str, State], stored: dict[str, frozenset[str]]
) -> None:
    steps = plan(wanted, stored)
    assert [step.source for step in steps] == sorted(wanted.keys() | stored.keys())

"""Payload and conditions, without an engine."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import schema
from index.chunk import EVERYONE, Action, Chunk, Estimate, Finding, Known, Sensitivity
from index.errors import FingerprintMismatch
from index.filters import Access
from index.schema import AtLeast, OneOf, Where, Written

_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_FINDINGS = st.builds(
    Finding, _TEXT, st.sampled_from(Action), st.integers(0, 9), st.integers(0, 9), _TEXT
)
_CHUNKS = st.builds(
    Chunk,
    source=_TEXT,
    revision=_TEXT,
    ordinal=st.integers(0, 10_000),
    heading=st.lists(_TEXT).map(tuple),
    text=_TEXT,
    lines=st.tuples(st.integers(1), st.integers(1)),
    title=_TEXT,
    url=st.none() | _TEXT,
    owner=st.none() | _TEXT,
    modified=_TEXT,
    review_by=st.none() | _TEXT,
    sensitivity=st.sampled_from(Sensitivity),
    audience=st.frozensets(_TEXT),
    known=st.builds(
        Known,
        st.lists(_FINDINGS).map(tuple),
        st.none()
        | st.builds(Estimate, st.sampled_from(Sensitivity), st.floats(0, 1), st.booleans()),
        _TEXT,
    ),
    detector_version=_TEXT,
    labelled=st.booleans(),
)


@given(_CHUNKS)
def test_a_payload_is_json_and_keeps_everything(chunk: Chunk) -> None:
    assert schema.chunk_of(json.loads(json.dumps(schema.payload_of(chunk)))) == chunk


def test_access_becomes_a_condition() -> None:
    assert schema.readable(Access.owner()) is None
    assert schema.readable(Access.of("sre")) == Where((OneOf("audience", (EVERYONE, "sre")),))
    assert schema.readable(Access(frozenset())) == Where((OneOf("audience", ()),))


def test_what_prune_takes() -> None:
    source = OneOf("source", ("d:a",))
    assert schema.other_revisions("d:a", None) == Where((source,))
    kept = OneOf("state", ("d:a\0r",))
    assert schema.other_revisions("d:a", "r") == Where((source,), (kept,))


def test_levels() -> None:
    assert schema.no_less_than(Sensitivity.PUBLIC) is None
    expected = Where((AtLeast("sensitivity", int(Sensitivity.CONFIDENTIAL)),))
    assert schema.no_less_than(Sensitivity.CONFIDENTIAL) == expected


@given(st.lists(st.tuples(_TEXT, st.text("0123456789abcdef", min_size=1))), _TEXT)
def test_states_are_read_back(pairs: list[tuple[str, str]], prefix: str) -> None:
    found = schema.revisions_of([schema.state(*pair) for pair in pairs], prefix)
    assert {(s, r) for s, rs in found.items() for r in rs} == {
        (s, r) for s, r in pairs if s.startswith(prefix)
    }


def test_written_by() -> None:
    written = Written("use:1", 512)
    assert Written.parse(written.as_dict()) == written
    written.require("use:1")
    with pytest.raises(FingerprintMismatch, match=r"use:1.*bge:2.*hush reindex"):
        written.require("bge:2")
    with pytest.raises(FingerprintMismatch, match=r"another version.*hush reindex"):
        replace(written, version=schema.VERSION + 1).require("use:1")


@pytest.mark.parametrize("values", [{}, {"fingerprint": "x"}, {"hush_version": "many"}])
def test_what_was_not_written_by_us(values: dict[str, str]) -> None:
    with pytest.raises((KeyError, ValueError)):
        Written.parse(values)


def test_generations_have_their_own_names() -> None:
    names = {schema.generation("hush", fingerprint) for fingerprint in ("a", "b", "c")}
    assert len(names) == 3
    assert all(name.startswith("hush-") and len(name) == 13 for name in names)

"""How the texts of one request are embedded: in order, none lost, none too long, a moment at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.embeddings import MOST_CHARACTERS, turns_of
from app.api.problems import Refused


@given(st.lists(st.integers(1, MOST_CHARACTERS), min_size=1, max_size=80))
def test_turns(lengths: list[int]) -> None:
    texts = ["x" * length for length in lengths]
    parts = list(turns_of(texts))
    assert [text for part in parts for text in part] == texts
    assert all(0 < len(part) <= 32 for part in parts)
    assert all(sum(map(len, part)) <= MOST_CHARACTERS for part in parts)


def test_a_text_that_is_too_long_is_named_by_its_place() -> None:
    with pytest.raises(Refused) as refused:
        list(turns_of(["x", "x" * (MOST_CHARACTERS + 1)]))
    assert (refused.value.code, refused.value.where) == ("context_length_exceeded", "input.1")

"""Citations as footnotes: code untouched, any cut of a stream the same."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.footnotes import Footnotes, definitions, footnoted
from app.dialogue import Citation

CASES = [
    ("Restart it [1].", "Restart it [^1]."),
    ("Both [1][2].", "Both [^1][^2]."),
    ("`a[1]` and [1]", "`a[1]` and [^1]"),
    ("``a`[1]`` [2]", "``a`[1]`` [^2]"),
    ("```bash\necho ${a[1]} [1]\n```\nso [1]", "```bash\necho ${a[1]} [1]\n```\nso [^1]"),
    ("1. do\n   ~~~\n   [1]\n   ~~~\n   so [1]", "1. do\n   ~~~\n   [1]\n   ~~~\n   so [^1]"),
    ("a ``` b [1]", "a ``` b [1]"),
    ("[1](http://x) [1]: x [12345] [a] [", "[1](http://x) [^1]: x [12345] [a] ["),
    ("[999]", "[^999]"),
    ("````\n```\n[1]\n````\n[1]", "````\n```\n[1]\n````\n[^1]"),
]


@pytest.mark.parametrize(("text", "right"), CASES)
def test_citations_become_footnotes(text: str, right: str) -> None:
    assert footnoted(text, []) == right


@given(st.text("[]1a`~\n (:", max_size=40), st.lists(st.integers(0, 40), max_size=6))
def test_a_stream_gives_what_the_whole_gives(text: str, cuts: list[int]) -> None:
    notes, at, said = Footnotes(), 0, ""
    for cut in [*sorted(cuts), len(text)]:
        said += notes.feed(text[at : max(at, cut)])
        at = max(at, cut)
    assert said + notes.finish() == footnoted(text, [])


def test_definitions_name_the_place_and_link_where_there_is_a_link() -> None:
    one = Citation(1, "docs:a_b.md", ("Pay [now]",), (3, 9), None, None, "2026-01-02")
    two = Citation(2, "docs:c.md", (), (1, 1), "https://docs.example/c d", None, "2026-01-02")
    assert definitions([one, two]) == (
        "\n\n[^1]: docs:a\\_b.md \\> Pay \\[now\\], 3-9\n"
        "[^2]: [docs:c.md, 1-1](<https://docs.example/c d>)"
    )
    assert definitions([]) == ""


def test_a_hostile_answer_is_read_in_linear_time() -> None:
    began = time.process_time()
    for unit in ("`", "~", "[", "[1", "[1]", "``~~", "\n```", "[^1]("):
        footnoted(unit * (1_000_000 // len(unit)) + "x", [])
    assert time.process_time() - began < 20

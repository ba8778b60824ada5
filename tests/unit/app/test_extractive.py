"""The answer without a model: verbatim, whole, cited, bounded, in the question's language."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.grounding import Grounding, Warned
from app.models.extractive import Extractive, quote, split
from app.prompt import Prompt
from index.chunk import Passage
from index.sparse import terms
from tests.unit.app.test_grounding import PASSAGES, passage

LONG = passage(
    "# Kafka\n\n"
    + "\n\n".join(f"Paragraph {i} about nothing in particular. " * 6 for i in range(12))
    + "\n\nTo reset consumer lag:\n\n```bash\nkafka-lag --reset\n\n"
    + "# and wait\nkafka-lag --show\n```\n\nLast words.\n",
    4,
)


async def answered(question: str, *passages: Passage) -> str:
    """The extractive answer."""
    prompt = Prompt.build(question, passages, 100_000)
    return "".join([piece async for piece in Extractive().stream(prompt)])


async def test_it_quotes_commands_verbatim_cites_and_says_so() -> None:
    text = await answered("How to roll back payments?", *PASSAGES)
    assert text.startswith("No language model")
    assert "**Page 1 › H** [1]" in text
    block = PASSAGES[0].chunk.text.split("```bash\n")[1].split("```")[0]
    assert f"```bash\n{block}```" in text
    assert (await answered("Как откатить payments?", *PASSAGES)).startswith("Языковая модель")


async def test_it_passes_its_own_check() -> None:
    grounding = Grounding(PASSAGES, "en")
    grounding.feed(await answered("How to clean up backups and dumps of payments?", *PASSAGES))
    grounding.finish()
    assert set(grounding.warnings) <= {Warned.DESTRUCTIVE}
    assert grounding.citations[:2] == (1, 2)


async def test_a_long_passage_gives_what_fits_the_question_and_whole_fences() -> None:
    text = quote(LONG, frozenset(terms("reset consumer lag")))
    assert "```bash\nkafka-lag --reset\n\n# and wait\nkafka-lag --show\n```" in text
    assert "To reset consumer lag" in text and len(text) < 1500
    assert "…" in text


async def test_passages_without_a_word_of_the_question_are_left_out() -> None:
    text = await answered("rollback payments", PASSAGES[0], passage("Nothing alike.", 2))
    assert "Nothing alike" not in text


async def test_numbers_in_brackets_are_not_citations() -> None:
    page = passage("See note [3] and `a[2]` on payments.", 1)
    grounding = Grounding((page,), "en")
    grounding.feed(await answered("payments", page))
    grounding.finish()
    assert grounding.citations == (1,)
    assert not grounding.warnings
    assert "`a[2]`" in grounding.text


LINES = st.sampled_from(
    ["text", "", "- item", "  more", "```", "~~~", "````", "| a | b |", "# H",
     "1. x", "   ```sh", "$ a b"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=14))
def test_blocks_keep_every_line_but_headings_and_never_cut_a_fence(lines: list[str]) -> None:
    blocks = split("\n".join(lines))
    kept = [line for block, _ in blocks for line in block.split("\n") if line.strip()]
    assert [line for line in kept if line != "# H"] == [
        line for line in lines if line.strip() and line != "# H"
    ]


SOUP = """# H

Two ways.

## Clear the [soup](https://x.example/) `cache` [2] ##

Stop the soup, then:

```bash
# not a heading
soupctl flush
```

## H {#again}

### Steps

Weigh the salad.

### Steps

Wash the salad.
"""


async def test_sub_headings_stand_above_the_first_block_of_their_section() -> None:
    page = passage(SOUP, 1)
    text = await answered("How to clear the soup cache and weigh the salad?", page)
    body = text.split("[1]\n\n", 1)[1]
    assert body == (
        "Two ways.\n\n**Clear the soup cache 2**\n\nStop the soup, then:\n\n"
        "```bash\n# not a heading\nsoupctl flush\n```\n\n"
        "**H › Steps**\n\nWeigh the salad.\n\n**Steps**\n\nWash the salad."
    )
    grounding = Grounding((page,), "en")
    grounding.feed(text)
    grounding.finish()
    assert (grounding.citations, grounding.warnings) == ((1,), ())
    assert "**Clear the soup cache 2**" in grounding.text


def test_a_heading_of_left_out_blocks_is_left_out() -> None:
    long = "Nothing alike. " * 100
    page = passage(f"## One\n\n{long}\n\n## Two\n\nFlush soup.\n\n{long}\n\nServe soup.", 1)
    text = quote(page, frozenset(terms("soup")))
    assert text == "**Two**\n\nFlush soup.\n\n…\n\nServe soup."


def test_many_long_headings_do_not_make_it_long() -> None:
    page = passage("".join(f"## {'Soup ' * 50}{i}\n\nx\n\n" for i in range(300)), 1)
    assert len(quote(page, frozenset())) < 1500


@pytest.mark.parametrize("size", [1, 200])
async def test_the_length_is_bounded(size: int) -> None:
    page = passage("payments are good.\n\n" * size, 1)
    assert len(await answered("payments", page, page, page, page)) < 5000

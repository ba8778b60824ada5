"""The chunker's laws: exact lines, everything once, nothing cut inside, cuts that stay local."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.chunk import Chunk, Sensitivity
from ingest.chunking import chunk
from ingest.document import Document, Labels

LIMIT = 100


def count(text: str) -> int:
    return len(text) // 4


def cut(markdown: str, first_line: int = 1, limit: int = LIMIT) -> list[Chunk]:
    labels = Labels(Sensitivity.INTERNAL, frozenset({"staff"}), "ops", None, None, True)
    document = Document("handbook:a.md", "A", markdown, labels, "2026-01-01", "r1")
    return chunk(document, first_line, count, limit)


def words(number: int, seed: int = 0) -> str:
    generator = random.Random(seed)
    return " ".join(
        "".join(generator.choices("abcdefghijklmnoprstuv", k=generator.randint(2, 9)))
        for _ in range(number)
    )


def assert_exact(markdown: str, chunks: list[Chunk]) -> None:
    """Every chunk is its lines, every non-blank line is in one chunk, order is kept."""
    lines = markdown.split("\n")
    seen: list[int] = []
    for number, piece in enumerate(chunks):
        first, last = piece.lines
        assert piece.ordinal == number
        assert piece.text == "\n".join(lines[first - 1 : last])
        seen += range(first - 1, last)
    assert seen == sorted(set(seen))
    assert not [line for i, line in enumerate(lines) if line.strip() and i not in set(seen)]


_LINES = st.sampled_from(
    [
        *("", "", "# One", "## Two", "### Three", "Setext", "===", "---", "text here.", "Run:"),
        *(
            "- item",
            "  - nested",
            "1. step",
            "2. step",
            "   more",
            "    code",
            "> quote",
            ">> deep",
        ),
        *("```", "```bash", "   ```", "~~~", "$ ls \\", "| a | b |", "|---|---|", "| 1 | 2 |"),
        *(
            "<div>",
            "</div>",
            "<!--",
            "-->",
            "[ref]: http://x",
            "`open",
            "**Bold**",
            "\tTab",
            "1) x",
        ),
        "слово " * 30,
        "long. " * 200,
    ]
)


@given(st.lists(_LINES, max_size=60))
@settings(max_examples=300, deadline=None)
def test_every_line_is_in_one_chunk_whatever_the_markdown(lines: list[str]) -> None:
    markdown = "\n".join(lines)
    assert_exact(markdown, cut(markdown))


def test_a_blank_document_has_no_chunks() -> None:
    assert cut("") == []
    assert cut("\n \n\t\n") == []


def test_line_numbers_count_the_front_matter() -> None:
    assert cut("\n# A\n\ntext", first_line=6)[0].lines == (7, 9)


def test_heading_paths_follow_atx_and_setext() -> None:
    markdown = (
        f"Top\n===\n\n{words(60)}\n\nSub `code`\n---\n\n{words(61)}\n\n"
        f"### **Deep** [link](http://x) ###\n\n{words(62)}\n\n# Next\n\n{words(63)}\n"
    )
    paths = [piece.heading for piece in cut(markdown)]
    assert paths == [
        ("Top",),
        ("Top", "Sub code"),
        ("Top", "Sub code", "Deep link"),
        ("Next",),
    ]


def test_a_hash_in_a_fence_is_no_heading() -> None:
    chunks = cut(f"# Real\n\n```bash\n# comment\nls\n```\n\n{words(200)}")
    assert {piece.heading for piece in chunks} == {("Real",)}


@pytest.mark.parametrize(
    "block",
    [
        "```yaml\n" + "\n\n".join(f"key{i}: value" for i in range(200)) + "\n```",
        "~~~\n" + "# not a heading\n\n" * 100 + "~~~",
        "| a | b |\n| --- | --- |\n" + "\n".join(f"| {i} | text text |" for i in range(100)),
        "    indented code\n\n" * 60 + "    end",
        "<pre>\n" + "line\n\n" * 100 + "</pre>",
        "$ kubectl \\\n" + "  --flag value \\\n" * 80 + "  end",
        "1. step\n\n   ```bash\n" + "   make all\n\n" * 60 + "   ```",
        "> ```\n" + "> quoted\n" * 80 + "> ```",
    ],
)
def test_a_block_that_must_not_be_cut_is_in_one_chunk(block: str) -> None:
    markdown = f"# H\n\n{words(90)}\n\n{block}\n\n{words(90, 1)}\n"
    chunks = cut(markdown)
    assert_exact(markdown, chunks)
    assert sum(block in piece.text for piece in chunks) == 1


def test_a_code_span_over_two_lines_is_not_cut() -> None:
    lines = [f"{words(20, i)} `start{i}\nend{i}` {words(20, i + 99)}" for i in range(12)]
    for piece in cut("\n".join(lines)):
        assert piece.text.count("`") % 2 == 0


def test_a_procedure_within_the_limit_stays_whole() -> None:
    steps = "\n".join(f"{i}. {words(5, i)}" for i in range(1, 9))
    markdown = f"# H\n\n{words(55)}\n\n{words(55, 1)}\n\n{steps}\n\n{words(55, 2)}\n"
    assert sum(steps in piece.text for piece in cut(markdown)) == 1


def test_a_long_procedure_is_cut_between_items_only() -> None:
    items = [
        f"{i}. {words(18, i)}\n\n   ```bash\n   run --step {i} \\\n     --now\n   ```"
        for i in range(1, 30)
    ]
    chunks = cut("# H\n\n" + "\n\n".join(items))
    assert len(chunks) > 5
    for item in items:
        assert sum(item in piece.text for piece in chunks) == 1


def test_an_introduction_stays_with_what_it_introduces() -> None:
    fence = "```bash\n" + "kubectl get pods\n" * 60 + "```"
    markdown = f"# H\n\n{words(80)}\n\nRun this:\n\n{fence}\n\n{words(80, 1)}\n"
    assert any(piece.text.startswith("Run this:\n\n```") for piece in cut(markdown))


def test_a_heading_never_stands_alone_before_its_text() -> None:
    sections = [f"## S{i}\n\n{words(60, i)}" for i in range(40)]
    for piece in cut("# Top\n\n" + "\n\n".join(sections)):
        assert not piece.text.split("\n")[-1].startswith("#")


def test_small_sections_join_under_their_parent_and_not_over_a_higher_heading() -> None:
    small = "\n\n".join(f"## S{i}\n\n{words(6, i)}" for i in range(6))
    chunks = cut(f"# A\n\n{small}\n\n# B\n\n{words(40)}")
    assert [piece.heading for piece in chunks] == [("A",), ("B",)]


def test_the_end_of_a_section_does_not_join_the_next() -> None:
    long = "\n\n".join(words(14, i) for i in range(20))
    chunks = cut(f"# T\n\n## A\n\n{long}\n\n## B\n\n{words(8, 77)}\n\n## C\n\n{long}")
    assert ("T",) not in {piece.heading for piece in chunks if "## " not in piece.text}
    assert all("## B" not in p.text or p.text.startswith("## B") for p in chunks)


def test_prose_keeps_the_limit() -> None:
    paragraphs = [
        "\n".join(words(12, 10 * i + j) + "." for j in range(1 + i % 14)) for i in range(80)
    ]
    chunks = cut("# H\n\n" + "\n\n".join(paragraphs))
    assert max(count(piece.text) for piece in chunks) <= LIMIT
    assert sum(count(piece.text) for piece in chunks) / len(chunks) > LIMIT / 2.5


def test_one_huge_line_of_prose_comes_in_slices_with_its_line_number() -> None:
    line = " ".join(f"{words(9, i)}. Use `a. b`." for i in range(3000))
    chunks = cut(f"# H\n\nfirst\n\n{line}\n\nlast")
    sliced = [piece for piece in chunks if piece.lines[0] == 5]
    assert len(sliced) > 100
    whole = "".join(piece.text for piece in chunks)
    assert whole.replace("\n", "") == f"# Hfirst{line}last"
    assert max(count(piece.text) for piece in chunks) <= 2 * LIMIT
    assert all(piece.text.count("`") % 2 == 0 for piece in sliced)


def test_a_megabyte_without_a_space_does_not_make_one_chunk() -> None:
    chunks = cut("x" * 1_000_000)
    assert "".join(piece.text for piece in chunks) == "x" * 1_000_000
    assert max(len(piece.text) for piece in chunks) < 8 * 4 * LIMIT


@pytest.mark.parametrize(
    "block",
    [
        "| host | port |\n| --- | --- |\n" + "| srv.int | 8080 |\n" * 5000,
        "```sh\n" + "kubectl get pods --all-namespaces\n\n" * 5000 + "```\n",
    ],
)
def test_a_table_or_fence_is_whole_however_long(block: str) -> None:
    markdown = f"# Listing\n\nbefore\n\n{block}\nafter\n"
    chunks = cut(markdown)
    assert_exact(markdown, chunks)
    assert any(block.strip() in piece.text for piece in chunks)


@pytest.mark.parametrize("with_sections", [True, False])
def test_an_edit_changes_few_chunks(with_sections: bool) -> None:
    generator = random.Random(7)
    paragraphs = [words(generator.randint(10, 60), i) for i in range(600)]
    for i in range(0, 600, 11 if with_sections else 600):
        paragraphs[i] = f"## Section {i}\n\n{paragraphs[i]}"
    before = cut("\n\n".join(paragraphs))
    assert len(before) > 200
    old = {piece.text for piece in before}
    for number in range(21):
        edited, at = list(paragraphs), generator.randrange(600)
        at += edited[at].startswith("#")
        new = [words(generator.randint(5, 70), generator.randrange(10**9)) for _ in range(2)]
        edited[at : at + 1] = new[: number % 3]
        changed = [piece for piece in cut("\n\n".join(edited)) if piece.text not in old]
        assert len(changed) <= 5


@pytest.mark.parametrize("kinds", [1, 2, 40])
def test_an_edit_among_repeated_items_changes_few_chunks(kinds: int) -> None:
    generator = random.Random(3)
    texts = [f"- check {words(4, i)}" for i in range(kinds)]
    items = [generator.choice(texts) for _ in range(2000)]
    before = cut("\n".join(items))
    assert sum(count(piece.text) for piece in before) / len(before) > LIMIT / 2.5
    old = {piece.text for piece in before}
    for at in (3, 500, 1000, 1500):
        edited = [*items[:at], "- something else altogether", *items[at + 1 :]]
        assert len({piece.text for piece in cut("\n".join(edited))} - old) <= 5


@pytest.mark.parametrize(
    ("name", "markdown"),
    [
        ("headings", "## h\n\ntext\n\n" * 5_000),
        ("table", "| a | b |\n|---|---|\n" + "| some cell | another cell |\n" * 40_000),
        ("quotes", "\n".join("> " * min(i, 300) + "x" for i in range(2000))),
        ("one line of quotes", ">" * 10_000 + " x"),
        ("one line of lists", "- " * 10_000 + "x"),
        ("nested list", "\n".join("  " * i + "- a" for i in range(600))),
        ("open fence", "```\n" + "code\n\n" * 30_000),
        ("paragraph", "word word word\n" * 20_000),
        ("backticks", "` `` ``` \n" * 20_000),
        ("brackets", "# " + "[" * 200_000),
        ("links", "[a]: http://x\n" * 10_000),
    ],
)
def test_hostile_markdown_is_cut_in_linear_time(name: str, markdown: str) -> None:
    start = time.process_time()
    assert cut(markdown)
    assert time.process_time() - start < 10, name

"""Every fenced block and every table of real pages stands whole in some chunk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

import ingest
from index.chunk import Sensitivity
from ingest.chunking import chunk
from ingest.document import Document, Labels
from ingest.formats import convert
from ingest.settings import ParseSettings

SAMPLES = Path(ingest.__file__).parent / "samples"
SETTINGS = ParseSettings.model_validate({})
_OPENING = re.compile(r"^[ \t]*(`{3,}|~{3,})[^`]*$")


def by_lines(body: str) -> Iterator[str]:
    """Fences as a plain scan of the lines sees them, whatever they stand in."""
    lines = body.split("\n")
    start, mark = 0, ""
    for number, line in enumerate(lines):
        opening = _OPENING.match(line)
        if not mark and opening:
            start, mark = number, opening.group(1)
        elif mark and line.strip().startswith(mark) and not line.strip().strip(mark[0]):
            yield "\n".join(lines[start : number + 1])
            mark = ""


def chunk_texts(path: Path) -> tuple[str, list[str]]:
    """The body of a page, and its chunks with a tokenizer that counts four characters."""
    converted = convert(path, SETTINGS)
    labels = Labels(Sensitivity.INTERNAL, frozenset(), None, None, None, False)
    document = Document("c:p", "T", converted.markdown, labels, "2026-01-01", "r")
    chunks = chunk(document, converted.first_line, lambda text: len(text) // 4, 300)
    lines = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    for piece in chunks:
        first, last = piece.lines
        assert piece.text == "\n".join(lines[first - 1 : last]), path
    return converted.markdown, [piece.text for piece in chunks]


def by_parser(body: str, kinds: tuple[str, ...]) -> Iterator[str]:
    """Blocks as markdown-it sees them, nested ones too."""
    lines = body.split("\n")
    for token in MarkdownIt("commonmark").enable("table").parse(body):
        if token.type in kinds and token.map is not None:
            yield "\n".join(lines[token.map[0] : token.map[1]]).rstrip("\n")


def assert_whole(paths: list[Path]) -> int:
    seen = 0
    for path in paths:
        body, texts = chunk_texts(path)
        blocks = [*by_lines(body), *by_parser(body, ("fence", "table_open", "code_block"))]
        for block in blocks:
            seen += 1
            assert any(block in text for text in texts), (path, block.count("\n"))
    return seen


@pytest.mark.parametrize("corpus", ["gitlab-runbooks", "promop-runbooks/content"])
def test_every_fence_and_table_of_a_corpus_is_whole(shared_data: Path, corpus: str) -> None:
    paths = sorted((shared_data / "corpora" / corpus).rglob("*.md"))
    assert len(paths) > 50
    assert assert_whole(paths) > 100


def test_every_fence_and_table_of_the_samples_is_whole() -> None:
    assert assert_whole(sorted(SAMPLES.rglob("*.md"))) > 20

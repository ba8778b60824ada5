"""`serving()`: the passages that serve a question; the others are left out before anything is judged.

What is not sent can't leak, costs nothing and does not lead the model astray (law 2 decides on what
remains). Pure. Invariant: the best passage always stays, order is kept, and a passage is left out
only where both searches put it far below the best one, or where it says nothing new.
Deliberately elsewhere: finding passages (`index.search`), whether any is relevant at all
(`index.relevance`), how many fit (`prompt`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from app.confidentiality.verdict import INJECTION
from index.chunk import Chunk, Passage

DENSE_SHARE = 0.6
"""A passage whose cosine similarity is this share of the best one's is still near the question."""
SPARSE_SHARE = 0.4
"""The same for the score by words, which spreads wider."""
ALIKE = 0.9
"""Of a passage's word pairs, how many may stand in a better one before it says nothing new."""

_WORD = re.compile(r"\w+")


Page = TypeVar("Page")


def serving(passages: Sequence[Passage], question: str) -> tuple[Passage, ...]:
    """The passages that serve `question`, in their order.

    A passage stays if its meaning or its words are near those of the best one, or if it holds an
    identifier of the question (a word with a digit or a sign in it, such as `db-03` or `E1042`).
    """
    if not passages:
        return ()
    dense = max(passage.dense for passage in passages)
    sparse = max(passage.sparse for passage in passages)
    wanted = _identifiers(question)
    kept: list[Passage] = []
    said: list[frozenset[tuple[str, str]]] = []
    for number, passage in enumerate(passages):
        near = (
            passage.dense >= DENSE_SHARE * dense > 0 or passage.sparse >= SPARSE_SHARE * sparse > 0
        )
        scored = dense > 0 or sparse > 0
        named = bool(wanted) and not wanted.isdisjoint(_identifiers(passage.chunk.embedded_text))
        if number and scored and not near and not named:
            continue
        pairs = _pairs(passage.chunk.text)
        if pairs and any(len(pairs & other) >= ALIKE * len(pairs) for other in said):
            continue
        kept.append(passage)
        said.append(pairs)
    return tuple(kept)


def _identifiers(text: str) -> frozenset[str]:
    """Words that name one thing: with a digit and a letter, or joined by signs."""
    found = re.findall(r"[^\W_]+(?:[-_./][^\W_]+)*", text.casefold())
    return frozenset(
        word
        for word in found
        if (any(map(str.isdigit, word)) and any(map(str.isalpha, word)))
        or (len(word) > 4 and re.search(r"\w[-_./]\w", word))
    )


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Neighbouring words."""
    words = _WORD.findall(text.casefold())
    return frozenset(itertools.pairwise(words))


def addresses_us(chunk: Chunk) -> bool:
    """Whether instructions to a model stand in it, as its findings say."""
    return any(finding.kind == INJECTION for finding in chunk.findings)


def without_orders(pages: Mapping[int, Page], chunks: Sequence[Chunk]) -> dict[int, Page]:
    """The pages, numbered from 1 as `chunks` are, but those that speak to the model: what they hold
    counts for nothing where it would lead out of the answer."""
    return {n: page for n, page in pages.items() if not addresses_us(chunks[n - 1])}

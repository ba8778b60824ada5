"""Where an answer stands, and the answer that says that it stands nowhere.

Invariant: pure, from passages that the asker may read. Deliberately elsewhere: which citations of a
model resolve (`grounding`), how they look (`terminal`), the words (`wording`).
"""

from __future__ import annotations

from collections.abc import Sequence

from app.dialogue import Answer, Citation, Lane, Question
from app.wording import say
from index.chunk import Passage
from index.script import language


def cite(number: int, passage: Passage) -> Citation:
    """The citation of a passage under its number in the prompt."""
    chunk = passage.chunk
    return Citation(
        number=number,
        source=chunk.source,
        heading=chunk.heading,
        lines=chunk.lines,
        url=chunk.url,
        owner=chunk.owner,
        modified=chunk.modified,
        review_by=chunk.review_by,
        id=str(chunk.id),
    )


def abstained(question: Question, passages: Sequence[Passage]) -> Answer:
    """The docs do not hold it: no model is called; the nearest pages are named."""
    spoken = language(question.text)
    nearest: dict[str, Passage] = {}
    for passage in passages:
        nearest.setdefault(passage.chunk.source, passage)
    pages = list(nearest.values())[:3]
    text = say("abstained", spoken)
    if pages:
        names = [
            f"- {page.chunk.title or page.chunk.source} ({page.chunk.source})" for page in pages
        ]
        text = "\n".join([text, say("nearest_pages", spoken), *names])
    return Answer(
        question_id=question.id,
        text=text,
        citations=(),
        nearest=tuple(cite(number, page) for number, page in enumerate(pages, start=1)),
        rested=tuple(pages),  # their names stand in it, which may be as sensitive as they are
        lane=Lane.LOCAL,
        model="none",
        reason=say("reason_abstained", spoken),
        masked=0,
        abstained=True,
        warnings=(),
    )

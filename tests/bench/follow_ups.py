"""Follow-ups without a local model: is the page of the question before still found?

For each question of a set: the question alone, and then follow-ups from a list (written before the
set was looked at), each searched for alone and as Hush searches for it (`app.follow_up`). Then
another full question after it, which must find its own page as if nothing had been said before.
hit@5 in percent; what a local model would write is not measured here: there is none of its size.
"""

from __future__ import annotations

import asyncio
import itertools

from app.dialogue import Question
from app.follow_up import leans, sought
from app.prompt import Turn
from index.chunk import Sensitivity
from index.edge import EdgeStore
from index.embedding import Encoders
from index.filters import Access
from index.script import language
from index.search import search
from index.settings import IndexSettings
from tests.bench import corpora
from tests.bench.corpora import Query

_TOP = 5
_DEPTH = 30
_ASKED = {
    "en": (
        "And what do I check after that?",
        "How do I undo it?",
        "What if it fails?",
        "Who owns this?",
        "How long does it take?",
        "Is there a dashboard for it?",
        "What about staging?",
        "Can I do the same on the replica?",
    ),
    "ru": (
        "А что проверить после этого?",
        "Как это откатить?",
        "А если не помогло?",
        "Кто за это отвечает?",
        "Сколько это занимает?",
        "А как на стейдже?",
        "Есть ли там ограничения?",
        "Что дальше?",
    ),
}


def run() -> dict[str, object]:
    """One row for each set; empty without the corpora."""
    encoders = Encoders(IndexSettings().embedding)
    return {name: _figures(name, encoders) for name in corpora.names()}


def _figures(name: str, encoders: Encoders) -> dict[str, float]:
    questions = corpora.queries(name)
    follow = {spoken: itertools.cycle(texts) for spoken, texts in _ASKED.items()}
    alone, after, whole, other, others_alone, leaning = 0, 0, 0, 0, 0, 0
    with corpora.store((name,), encoders) as store:
        for query, following in zip(questions, (*questions[1:], questions[0]), strict=True):
            said = next(follow[language(query.text)])
            alone += _found(query.text, query, store, encoders)
            after += _found(said, query, store, encoders)
            whole += _found(_sought(said, query.text), query, store, encoders)
            others_alone += _found(following.text, following, store, encoders)
            other += _found(_sought(following.text, query.text), following, store, encoders)
            leaning += leans(following.text)
    share = 100 / len(questions)
    return {
        "value": len(questions),
        "the question": share * alone,
        "follow-up alone": share * after,
        "follow-up, as searched": share * whole,
        "next question alone": share * others_alone,
        "next question, as searched": share * other,
        "full questions taken for follow-ups": share * leaning,
    }


def _sought(text: str, before: str) -> str:
    turn = Turn(before, "...", Sensitivity.INTERNAL)
    asked = Question("q", text, Access.owner(), history=(turn,))
    return asyncio.run(sought(asked, None, 0))


def _found(text: str, query: Query, store: EdgeStore, encoders: Encoders) -> bool:
    pages = search(text, store, encoders, Access.owner(), _DEPTH)
    ranking = list(dict.fromkeys(page.chunk.source for page in pages))
    return not query.wanted.isdisjoint([n for n in ranking if n not in query.excluded][:_TOP])

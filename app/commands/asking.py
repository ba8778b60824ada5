"""`hush ask` and `hush search`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, datetime

import typer

from app import terminal, wiring
from app.answering import Desk, answer
from app.commands.output import Record, each_line, emit, err, show, visible
from app.dialogue import Answer, Found, Lane, Piece, Question, Queued, Restarted, Routed, Token
from app.errors import HushError
from app.models.extractive import Extractive
from app.wording import of_question, preferred_language, say, sentence
from index.chunk import Passage
from index.filters import Access
from index.sentence import Sentence


def access_of(groups: str | None) -> Access:
    """The owner of the store, or somebody in the groups of `--as`."""
    return Access.owner() if groups is None else Access.parse(groups.split(","))


def wanted(value: str | None, what: str, *, as_jsonl: bool) -> str | None:
    """The argument; with `--jsonl` there is none, because stdin has many."""
    if as_jsonl:
        if value is not None:
            raise misused(Sentence("give a {what} or --jsonl, not both", what=what))
        return None
    if value is None or not value.strip():
        raise misused(Sentence("give a {what}, or --jsonl to read many from stdin", what=what))
    return value


def misused(said: Sentence) -> typer.BadParameter:
    """Wrong usage: exit status 2."""
    return typer.BadParameter(sentence(said, preferred_language()))


def search(query: str | None, k: int, groups: str | None, *, as_json: bool, as_jsonl: bool) -> None:
    """Find passages for one query, or for each line of stdin."""
    access = access_of(groups)
    text = wanted(query, "QUERY", as_jsonl=as_jsonl)
    with wiring.library(wiring.settings()) as library:
        if text is None:
            each_line("query", lambda line, _: {"hits": _hits(library.find(line, access, k))})
            return
        passages = library.find(text, access, k)
        if as_json:
            emit({"query": text, "hits": _hits(passages)})
        else:
            show(terminal.hit_lines(passages, of_question(text)))


def _hits(passages: list[Passage]) -> list[Record]:
    return [
        {
            "source": passage.chunk.source,
            "score": round(passage.score, 6),
            "heading": list(passage.chunk.heading),
            "lines": list(passage.chunk.lines),
        }
        for passage in passages
    ]


def ask(question: str | None, groups: str | None, *, as_json: bool, as_jsonl: bool) -> None:
    """Answer one question, or each line of stdin."""
    access = access_of(groups)
    text = wanted(question, "QUESTION", as_jsonl=as_jsonl)
    with wiring.desk() as desk, asyncio.Runner() as runner:
        if text is None:
            each_line(
                "question",
                lambda line, _: record(runner.run(whole(_asked(line, access), desk))),
            )
            return
        asked = wiring.question(text, access)
        if as_json:
            emit(record(runner.run(whole(asked, desk))))
        else:
            reads = desk.local.name != Extractive.name
            runner.run(_shown(answer(asked, desk), of_question(text), local_reads=reads))


def _asked(line: str, access: Access) -> Question:
    if not line.strip():
        raise HushError("the question is blank; write what to ask")
    return wiring.question(line, access)


async def whole(question: Question, desk: Desk) -> Answer:
    """The answer without its stream."""
    async for piece in answer(question, desk):
        if isinstance(piece, Answer):
            return piece
    raise AssertionError("a stream ends with its answer")


async def _shown(pieces: AsyncIterator[Piece], spoken: str, *, local_reads: bool) -> None:
    """Print the stream as it comes, then citations, lane and warnings. `local_reads`: there is a
    local model to wait for."""
    with ExitStack() as waiting:
        async for piece in pieces:
            match piece:
                case Routed(lane=lane) if local_reads or lane is Lane.CLOUD:
                    waiting.enter_context(err().status(say(f"waiting_{lane.value}", spoken)))
                case Found() | Routed() | Queued():
                    pass
                case Token(text=text):
                    waiting.close()
                    show(text, end="")
                case Restarted(notice=notice):
                    waiting.close()
                    err().print(f"\n{visible(notice)}", markup=False)
                case Answer() as final:
                    waiting.close()
                    show(("" if not final.abstained else final.text) + "\n")
                    show(terminal.after_answer(final, spoken, datetime.now(UTC).date()))


def record(answered: Answer) -> Record:
    """The object of `hush ask --json`."""
    return {
        "text": answered.text,
        "citations": [
            {**asdict(citation), "heading": list(citation.heading), "lines": list(citation.lines)}
            for citation in answered.citations
        ],
        "nearest": [citation.source for citation in answered.nearest],
        "lane": answered.lane.value,
        "model": answered.model,
        "reason": answered.reason,
        "masked": answered.masked,
        "abstained": answered.abstained,
        "warnings": list(answered.warnings),
        "outgoing": answered.outgoing if answered.lane is Lane.CLOUD else None,
        "would_leave": answered.outgoing,
    }

"""`hush ask` and `hush search`: through a running service, else on the store itself.

Invariant: the same words and objects both ways. Nothing that opens the store is imported before it
is known that no service does. Deliberately elsewhere: whom a command asks (`door`).
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from contextlib import ExitStack, aclosing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from typer.exceptions import TyperException

from app import terminal
from app.commands.door import Asking, House, chosen, service_of
from app.commands.output import Record, each_line, emit, err, show, visible
from app.dialogue import Answer, Found, Lane, Piece, Question, Queued, Restarted, Routed, Token
from app.errors import HushError
from app.terminal import Place
from app.wording import of_question, preferred_language, say, sentence
from index.filters import Access
from index.sentence import Sentence

if TYPE_CHECKING:
    from app.answering import Desk
    from app.settings import Settings
    from app.wiring import Library

Run = Callable[[Coroutine[object, object, Record]], Record]


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


class Misused(TyperException):
    """Wrong usage, said in one language: exit status 2."""

    exit_code = 2

    def show(self) -> None:
        """On stderr, as every other word to a person."""
        print(f"hush: {visible(self.message)}", file=sys.stderr)


def misused(said: Sentence) -> Misused:
    """Wrong usage: exit status 2."""
    return Misused(sentence(said, preferred_language()))


# ---- whom to ask


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The index of this process, for `hush search`."""

    library: Library

    async def search(self, query: str, groups: str | None, k: int, *, texts: bool) -> list[Place]:
        """The best passages."""
        del texts
        return [Place.of(one) for one in self.library.find(query, access_of(groups), k)]


@dataclass(frozen=True, slots=True)
class _Desk:
    """The engine of this process, for `hush ask`."""

    desk: Desk

    @property
    def reads(self) -> bool:
        """Whether answers are a model's."""
        from app.models.extractive import Extractive

        return self.desk.local.name != Extractive.name

    async def ask(self, question: str, groups: str | None) -> AsyncGenerator[Piece, None]:
        """An answer as it comes."""
        from app import wiring
        from app.answering import answer

        async with aclosing(
            answer(wiring.question(question, access_of(groups)), self.desk)
        ) as told:
            async for piece in told:
                yield piece


@contextmanager
def _searched(settings: Settings) -> Iterator[tuple[_Shelf | House, Asking | asyncio.Runner]]:
    if (service := service_of(settings)) is not None:
        with Asking(service, settings) as asking:
            yield asking.house(), asking
        return
    from app import wiring

    with wiring.library(settings) as library, asyncio.Runner() as runner:
        yield _Shelf(library), runner


@contextmanager
def _answered(settings: Settings) -> Iterator[tuple[_Desk | House, Asking | asyncio.Runner]]:
    if (service := service_of(settings)) is not None:
        with Asking(service, settings) as asking:
            yield asking.house(), asking
        return
    from app import wiring

    with wiring.answering(settings) as (desk, _), asyncio.Runner() as runner:
        yield _Desk(desk), runner


# ---- search


def search(query: str | None, k: int, groups: str | None, *, as_json: bool, as_jsonl: bool) -> None:
    """Find passages for one query, or for each line of stdin."""
    text = wanted(query, "QUERY", as_jsonl=as_jsonl)
    with _searched(chosen()) as (house, runner):

        def hits(line: str) -> list[Record]:
            return _hits(runner.run(house.search(line, groups, k, texts=False)))

        if text is None:
            each_line("query", lambda line, _: {"hits": hits(line)})
        elif as_json:
            emit({"query": text, "hits": hits(text)})
        else:
            found = runner.run(house.search(text, groups, k, texts=True))
            show(terminal.hit_lines(found, of_question(text)))


def _hits(found: list[Place]) -> list[Record]:
    return [
        {
            "source": place.source,
            "score": round(place.score, 6),
            "heading": list(place.heading),
            "lines": list(place.lines),
        }
        for place in found
    ]


# ---- ask


def ask(question: str | None, groups: str | None, *, as_json: bool, as_jsonl: bool) -> None:
    """Answer one question, or each line of stdin."""
    text = wanted(question, "QUESTION", as_jsonl=as_jsonl)
    with _answered(chosen()) as (house, runner):

        def whole_of(line: str) -> Record:
            return record(runner.run(last(house.ask(_not_blank(line), groups))))

        if text is None:
            each_line("question", lambda line, _: whole_of(line))
        elif as_json:
            emit(whole_of(text))
        else:
            pieces = house.ask(text, groups)
            runner.run(_shown(pieces, of_question(text), local_reads=house.reads))


def _not_blank(line: str) -> str:
    if not line.strip():
        raise HushError("the question is blank; write what to ask")
    return line


async def whole(question: Question, desk: Desk) -> Answer:
    """The answer without its stream."""
    from app.answering import answer

    return await last(answer(question, desk))


async def last(pieces: AsyncGenerator[Piece, None]) -> Answer:
    """The answer that a stream ends with."""
    async with aclosing(pieces) as told:
        async for piece in told:
            if isinstance(piece, Answer):
                return piece
    raise AssertionError("a stream ends with its answer")


async def _shown(pieces: AsyncGenerator[Piece, None], spoken: str, *, local_reads: bool) -> None:
    """Print the stream as it comes, then citations, lane and warnings. `local_reads`: there is a
    local model to wait for."""
    status = None
    async with aclosing(pieces) as told:  # also where nobody reads what is printed
        with ExitStack() as waiting:
            async for piece in told:
                match piece:
                    case Routed(lane=lane) if local_reads or lane is Lane.CLOUD:
                        said = say(f"waiting_{lane.value}", spoken)
                        status = waiting.enter_context(err().status(said))
                    case Queued(position=position) if status is not None and position:
                        status.update(say("waiting_queue", spoken, count=position))
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

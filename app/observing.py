"""What is seen of an answer from outside: its stages with their times, names and counts.

Invariant: an `Observed` holds nothing that somebody wrote: no text of a question, passage or answer, no
source, no user. It is read off the stream of pieces, so whoever answers knows nothing of it. The
names are OpenTelemetry's for generative AI, and `hush.*` beside them. Tokens are estimates.
Deliberately elsewhere: where it is sent (`tracing`).
"""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field

from app.dialogue import Answer, Found, Lane, Piece, Question, Queued, Restarted, Routed, Token
from app.models.extractive import Extractive
from app.spending import estimated_tokens

Attribute = str | int | float | bool | tuple[str, ...]
_CUT = "[\u2026]"
_OWN = "hush"

Observe = Callable[[AsyncGenerator[Piece, None], Question], AsyncGenerator[Piece, None]]
"""Lets the pieces of an answer through, and tells what is seen of them."""


@dataclass(slots=True)
class Stage:
    """From `began` to `ended`, in nanoseconds since 1970. `error` is a kind, "" for none."""

    name: str
    began: int
    ended: int = 0
    error: str = ""
    attributes: dict[str, Attribute] = field(default_factory=dict)


@dataclass(slots=True)
class Observed:
    """The whole answer, and what it was made of."""

    whole: Stage
    stages: list[Stage] = field(default_factory=list)


class Observer:
    """Watches one answer. `providers` names who runs each lane's model."""

    def __init__(
        self,
        question: Question,
        providers: Mapping[Lane, str],
        clock: Callable[[], int] = time.time_ns,
    ) -> None:
        self._clock = clock
        self._providers = providers
        self._asked = question
        whole = Stage("answer", clock(), attributes={"hush.answer.id": question.id})
        self.observed = Observed(whole)
        self._open: Stage | None = None
        self._said = 0
        self._begin("retrieve")

    def see(self, piece: Piece) -> None:
        """The next piece."""
        match piece:
            case Found(passages=passages):
                self._end({"hush.passages": len(passages)})
                self._begin("gate")
            case Routed():
                if self._chatting() is None:
                    self._end({"hush.lane": piece.lane.value, "hush.reason": piece.code})
                self._chat(piece)
            case Queued(position=position):
                if (chat := self._chatting()) is not None:
                    chat.attributes.setdefault("hush.queue.position", position)
            case Token(text=text):
                self._token(text)
            case Restarted(error=error):
                self._end({"gen_ai.usage.output_tokens": self._said}, error)
                self._begin("chat")
                self._said = 0
            case Answer():
                self._answer(piece)

    def end(self, error: str = "") -> Observed:
        """It is over, with this kind of error or with none."""
        if error:
            self._end({}, error)
        self.observed.whole.ended = self._clock()
        self.observed.whole.error = error
        return self.observed

    def _begin(self, name: str) -> None:
        self._open = Stage(name, self._clock())

    def _end(self, attributes: dict[str, Attribute], error: str = "") -> None:
        if (stage := self._open) is not None:
            stage.ended, stage.error = self._clock(), error
            stage.attributes |= attributes
            self.observed.stages.append(stage)
        self._open = None

    def _chatting(self) -> Stage | None:
        return self._open if self._open is not None and self._open.name == "chat" else None

    def _chat(self, routed: Routed) -> None:
        if self._open is None:
            self._begin("chat")
        assert self._open is not None
        self._open.attributes |= {
            **self._model(routed.lane, routed.model),
            "hush.reason": routed.code,
        }
        if routed.lane is Lane.CLOUD and routed.outgoing:
            self._open.attributes["gen_ai.usage.input_tokens"] = estimated_tokens(routed.outgoing)
        self._said = 0

    def _model(self, lane: Lane, model: str) -> dict[str, Attribute]:
        return {
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": _OWN if model == Extractive.name else self._providers[lane],
            "gen_ai.request.model": model,
            "gen_ai.request.stream": True,
            "hush.lane": lane.value,
        }

    def _token(self, text: str) -> None:
        if (chat := self._chatting()) is not None:
            seconds = (self._clock() - chat.began) / 1e9
            chat.attributes.setdefault("gen_ai.response.time_to_first_chunk", seconds)
        self._said += estimated_tokens(text)

    def _answer(self, said: Answer) -> None:
        whole: dict[str, Attribute] = {
            "hush.lane": said.lane.value,
            "hush.abstained": said.abstained,
            "hush.masked": said.masked,
        }
        self.observed.whole.attributes |= whole
        if (chat := self._chatting()) is None:
            self._open = None  # the docs hold no answer: nothing was decided, no model asked
            return
        if "gen_ai.request.model" not in chat.attributes:
            chat.attributes |= self._model(said.lane, said.model)
        asked = (self._asked.text, *(one.chunk.text for one in said.rested))
        chat.attributes.setdefault("gen_ai.usage.input_tokens", sum(map(estimated_tokens, asked)))
        ended = "length" if said.text.rstrip().endswith(_CUT) else "stop"
        self._end(
            {
                "gen_ai.response.model": said.model,
                "gen_ai.response.finish_reasons": (ended,),
                "gen_ai.usage.output_tokens": self._said,
            }
        )


async def observed(
    pieces: AsyncGenerator[Piece, None],
    question: Question,
    providers: Mapping[Lane, str],
    tell: Callable[[Observed], None],
) -> AsyncGenerator[Piece, None]:
    """The same pieces; `tell` hears of the answer however it ends."""
    observer, error = Observer(question, providers), "cancelled"
    try:
        async with aclosing(pieces):
            async for piece in pieces:
                observer.see(piece)
                if isinstance(piece, Answer):
                    error = ""
                yield piece
    except Exception as failure:
        error = type(failure).__name__
        raise
    finally:
        tell(observer.end(error))

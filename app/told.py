"""The events of `/api/ask` back into the pieces of a stream: what a client of a service shows.

Invariant: an event that this version does not know is passed over; `done` is the answer. Deliberately
elsewhere: how the events come (`owner_client`, `remote_client`), how pieces are shown (`commands`).
"""

from __future__ import annotations

from collections.abc import Iterator

from app.contract import Citation as Cited
from app.contract import Done, Queued, Restart, Route, Token
from app.dialogue import Answer, Citation, Found, Lane, Piece, Restarted, Routed
from app.dialogue import Queued as Waits
from app.dialogue import Token as Said


def pieces(name: str, data: str) -> Iterator[Piece]:
    """What an event is. Raises pydantic's error where it is not what it should be."""
    match name:
        case "passages":
            yield Found(())
        case "route":
            route = Route.model_validate_json(data)
            yield Routed(Lane(route.lane), route.reason, route.outgoing)
        case "queue":
            yield Waits(Queued.model_validate_json(data).position)
        case "token":
            yield Said(Token.model_validate_json(data).text)
        case "restart":
            yield Restarted(Restart.model_validate_json(data).notice)
        case "done":
            yield answer(Done.model_validate_json(data))


def answer(told: Done) -> Answer:
    """The answer that was told; what stays in the service is not in it."""
    return Answer(
        question_id=told.answer,
        text=told.text,
        citations=tuple(map(_citation, told.citations)),
        lane=Lane(told.lane),
        model=told.model,
        reason=told.reason,
        masked=told.masked,
        abstained=told.abstained,
        warnings=tuple(told.warnings),
        nearest=tuple(
            Citation(number, source, (), (0, 0), None, None, "")
            for number, source in enumerate(told.nearest, start=1)
        ),
        outgoing=told.would_leave,
    )


def _citation(told: Cited) -> Citation:
    return Citation(
        told.number,
        told.source,
        tuple(told.heading),
        told.lines,
        told.url,
        told.owner,
        told.modified,
        told.review_by,
        told.id,
    )

"""What earlier messages of a client are worth: the one rule of every address that takes a history.

Invariant (law 7): nothing that a client sends as history is trusted. An answer, system or tool
message counts as CONFIDENTIAL, which keeps the whole conversation inside, unless it is an answer that
this principal got from us, which keeps the level it had (`Given`). Deliberately elsewhere: chats that
are quoted inside one message (`transcripts`), the wire types (`openai_wire`, `responses_wire`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.api.openai_wire import Message
from app.api.problems import Refused
from app.api.transcripts import level_of
from app.dialogue import Question
from app.principals import Principal
from app.prompt import Turn
from app.talks import Ours
from app.wiring import question
from index.chunk import Sensitivity

_LAST = 8
"""Earlier messages that are read; the others are left out."""

Given = Callable[[str], Ours | None]
"""What an answer was that somebody sends back; None where it is none that they got from us."""


def asked_of(
    messages: Sequence[Message], asker: Principal, given: Given, where: str = "messages"
) -> Question:
    """The last message of the user, with what was said before as history.

    Raises `Refused` where there is none, or where it holds more than text: a picture that nobody
    looks at would be answered as if somebody had. `where` is the field that holds the messages.
    """
    last = max((n for n, one in enumerate(messages) if one.role == "user"), default=-1)
    if last < 0 or not messages[last].said.strip():
        raise Refused(400, "no_question", where)
    if messages[last].other:
        raise Refused(400, "only_text", f"{where}.{last}.content")
    turns = tuple(turns_of([*messages[:last], *messages[last + 1 :]], given))
    text = messages[last].said
    asked = question(text, asker.access, asker.id)
    return replace(asked, history=turns, floor=level_of(text, _level(given)))


def _level(given: Given) -> Callable[[str], Sensitivity | None]:
    """Only the level; of an answer whose documents do not stand any more nothing is known."""

    def level(text: str) -> Sensitivity | None:
        ours = given(text)
        return ours.level if ours is not None and ours.stands else None

    return level


def turns_of(messages: Sequence[Message], given: Given) -> list[Turn]:
    """Earlier messages as turns; the level of each is its strictest message's. A turn with an
    answer of ours whose documents are gone, stricter now or not for this reader is left out."""
    turns: list[Turn] = []
    held = Sensitivity.PUBLIC
    for message in messages:
        if not message.said.strip():
            continue
        if message.role == "user":
            turns.append(Turn(message.said, "", level_of(message.said, _level(given))))
            continue
        ours = given(message.said) if message.role == "assistant" else None
        level = Sensitivity.CONFIDENTIAL if ours is None else ours.level
        open_turn = turns.pop() if turns and not turns[-1].answer else Turn("", "", level)
        if ours is not None and not ours.stands:
            held = max(held, level)
            continue
        turns.append(Turn(open_turn.question, message.said, max(level, open_turn.sensitivity)))
    return _bounded(turns, held)


def _bounded(turns: list[Turn], held: Sensitivity) -> list[Turn]:
    """The last ones; what is left out still holds the level of the conversation (law 7)."""
    kept = turns[-_LAST:]
    strictest = max([held, *(turn.sensitivity for turn in turns)])
    if kept:
        kept[0] = replace(kept[0], sensitivity=max(kept[0].sensitivity, strictest))
    elif strictest >= Sensitivity.CONFIDENTIAL:
        kept = [Turn("", "", strictest)]
    return kept

"""From what the service says to what is shown: pure.

Invariant: texts are the service's, judged, or fixed words; what is put into fixed words as data is
written so that no Markdown in it counts. Deliberately elsewhere: how a platform shows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.contract import LONGEST_QUESTION, Citation, Done, PassageText
from bots.asking import Refused
from bots.message import Action, Button, Message, Reply
from bots.words import knows, say

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&@:])")
_RUNS = re.compile(r"`{3,}|~{3,}")
_CUT = "\n[…]\n"
_SAME = {
    "address": "unreachable",
    "silent": "unreachable",
    "not_owner": "forbidden",
    "not_in_chat": "forbidden",
    "wrong_code": "pair_wrong",
    "too_large": "question_too_long",
}
"""Codes of the service that a person reads the same sentence for."""
_OFTEN = frozenset({"too_many", "too_many_requests"})
_BUSY = frozenset({"too_many_answers", "unavailable"})
_LONG = 120
"""Seconds from which a wait is told in minutes."""


def plain(text: str) -> str:
    """Text as Markdown in which nothing is markup, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def fenced(text: str) -> str:
    """Text as a block of code, whatever it holds."""
    longest = max((len(run) for run in _RUNS.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}\n{text.rstrip(chr(10))}\n{fence}"


def question_of(message: Message) -> str:
    """What is asked: the words, then the files, whose middles give way where they do not fit."""
    words = message.text.strip()
    if not message.files:
        return words
    room = max(200, (LONGEST_QUESTION - len(words)) // len(message.files) - 200)
    parts = [f"{one.name}:\n{fenced(_shortened(one.text, room))}" for one in message.files]
    return "\n\n".join([words, *parts]).strip()


def _shortened(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    half = (most - len(_CUT)) // 2
    return text[:half] + _CUT + text[-half:]


def badge(done: Done, language: str) -> str:
    """The lane that answered."""
    if done.model == "extractive":
        return say("quoted", language)
    if done.model == "none":
        return say("no_model", language)
    said = say(f"badge_{done.lane}", language, model=done.model)
    masked = say("masked", language, count=done.masked) if done.masked else ""
    return f"{said} · {masked}" if masked and done.lane == "cloud" else said


def answered(done: Done, language: str, *, brief: bool = False, share: bool = False) -> Reply:
    """An answer with its badge, warnings and buttons."""
    notes = [*done.warnings]
    if done.abstained and done.nearest and not all(page in done.text for page in done.nearest):
        pages = ", ".join(done.nearest)
        notes.append(say("nearest", language, pages=pages))
    if done.withheld == "level":  # nothing of it is here to be judged or shared
        human = buttons([Action.HUMAN], done.answer, language) if done.answer else ()
        return Reply(
            done.text, buttons=human, answer=done.answer, language=language, page=done.page
        )
    wanted = [
        *([Action.SHARE] if share else []),
        Action.HELPFUL,
        Action.UNHELPFUL,
        Action.HUMAN,
        *([Action.CITED] if brief and done.citations else []),
        *([Action.LEFT] if done.lane == "cloud" and done.outgoing else []),
    ]
    return Reply(
        done.text,
        citations=tuple(done.citations),
        badge=badge(done, language),
        notes=tuple(" ".join(note.split()) for note in notes),
        buttons=buttons(wanted, done.answer, language) if done.answer else (),
        answer=done.answer,
        language=language,
        page=done.page,
    )


def buttons(actions: Sequence[Action], value: str, language: str) -> tuple[Button, ...]:
    """Buttons that belong to an answer."""
    return tuple(Button(one, say(f"button_{one.value}", language), value) for one in actions)


def refused(problem: Refused, language: str, command: str = "", number: str = "") -> Reply:
    """What a person reads where the service says no: what to do. `command` is what one begins with,
    `number` that of the message in the log, where the service gave none."""
    code, seconds = problem.code, problem.retry_after
    if (code in _OFTEN or code.startswith("tokens_of_")) and seconds:
        code = "too_many_requests"
    elif code in _OFTEN | _BUSY:
        code = "busy_for" if seconds else "busy"
    code = _SAME.get(code, code)
    number = problem.id or number
    if knows(code):
        return Reply(say(code, language), language=language)
    if not knows(f"refused_{code}"):
        return Reply(say("apology", language, id=number), language=language)
    text = say(
        f"refused_{code}", language, id=number, wait=_wait(seconds or 0, language), c=command
    )
    return Reply(text, language=language)


def _wait(seconds: int, language: str) -> str:
    """How long, as it is said."""
    if seconds < _LONG:
        return say("wait_seconds", language, count=seconds)
    minutes = -(-seconds // 60)
    if minutes < _LONG:
        return say("wait_minutes", language, count=minutes)
    return say("wait_hours", language, count=-(-minutes // 60))


def source(passage: PassageText, number: int) -> Citation:
    """A passage as a source."""
    shared = passage.model_dump(exclude={"text", "sensitivity"})
    return Citation(number=number, **shared)

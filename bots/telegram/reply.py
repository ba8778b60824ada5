"""A reply as the messages of a chat: text, what it rests on, the lane, buttons.

Invariant: links lead to cited documents and the page; at most what the Bot API takes goes into one
message, with room for the line that marks a repeated one.
Deliberately elsewhere: Markdown (`render`), sending (`sending`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.contract import Citation
from bots.message import Action, Button, Reply
from bots.telegram.marks import UNITS, Block, Mark, Part, parts
from bots.telegram.render import blocks, line
from bots.words import say

ROOM = 200
"""UTF-16 units kept free in a message for `repeated`."""
_CITED, _TITLES = 5, 3
_IN_A_ROW = 2
_LONGEST_VALUE = 48
PRESS = ":"
"""Between a button's action and its value."""


def messages(reply: Reply, names: Mapping[int, str] = {}) -> list[Part]:
    """What is sent, one after the other. `names` are those of the people to be mentioned."""
    links = [url for cited in reply.citations if (url := cited.url)]
    whole = [
        *([_note(say("may_be_again", reply.language))] if reply.again else []),
        *blocks(reply.text, [*links, reply.page] if reply.page else links),
        *_mentions(reply, names),
        *(line([(f"⚠ {note}", "")], links) for note in reply.notes),
        *_cited(reply),
        *([_note(reply.badge)] if reply.badge else []),
    ]
    return parts(whole, UNITS - ROOM) or parts(blocks("…"))


def preview(markdown: str) -> Part:
    """The end of a text that grows, as one message; no link lives before its source is known."""
    return (parts(blocks(markdown), UNITS - ROOM) or [Part("…")])[-1]


def repeated(part: Part, language: str) -> Part:
    """The same, marked as perhaps the second of its kind."""
    note = say("telegram_repeated", language) + "\n\n"
    marks = tuple(mark.moved(len(note)) for mark in part.marks)
    return Part(note + part.text, marks)


def plain(markdown: str) -> str:
    """Its text alone."""
    return "\n".join(block.text for block in blocks(markdown))


def rows(buttons: tuple[Button, ...]) -> list[list[tuple[str, str]]]:
    """Labels and what a press sends back, in rows for a narrow screen."""
    every = [
        (button.label, f"{button.action.value}{PRESS}{button.value[:_LONGEST_VALUE]}")
        for button in buttons
    ]
    return [every[first : first + _IN_A_ROW] for first in range(0, len(every), _IN_A_ROW)]


def people(reply: Reply) -> list[int]:
    """Numbers of the accounts to be mentioned; those of other platforms have none here."""
    numbers = (account.removeprefix("telegram:") for account in reply.accounts)
    return [int(number) for number in numbers if number.isascii() and number.isdigit()]


def _note(text: str) -> Block:
    """A line in italics."""
    block = line([(text, "")], ())
    if block.marks:  # code stands in no italics
        return block
    return replace(block, marks=(Mark("italic", 0, len(block.text)),))


def _mentions(reply: Reply, names: Mapping[int, str]) -> list[Block]:
    text, marks = "", list[Mark]()
    for number in people(reply):
        name = names.get(number) or say("telegram_person", reply.language, number=number)
        text += ", " if text else ""
        marks.append(Mark("text_mention", len(text), len(text) + len(name), user=number))
        text += name
    return [Block(text, tuple(marks))] if text else []


def _cited(reply: Reply) -> list[Block]:
    if any(button.action is Action.CITED for button in reply.buttons):
        return _titles(reply)
    lines = [_citation(cited, reply.language) for cited in reply.citations[:_CITED]]
    if len(reply.citations) > _CITED:
        lines.append(line([(f"… +{len(reply.citations) - _CITED}", "")], ()))
    return [lines[0], *(replace(each, gap="\n") for each in lines[1:])] if lines else []


def _titles(reply: Reply) -> list[Block]:
    """One line of titles: a button under the reply says more."""
    pieces = list[tuple[str, str]]()
    for cited in reply.citations[:_TITLES]:
        pieces += [
            (f"{' · ' if pieces else ''}[{cited.number}] ", ""),
            (_title(cited), cited.url or ""),
        ]
    more = len(reply.citations) - _TITLES
    return [line([*pieces, (f" … +{more}" if more > 0 else "", "")], ())] if pieces else []


def _title(cited: Citation) -> str:
    return " › ".join(cited.heading[-2:]) or cited.source


def _citation(cited: Citation, language: str) -> Block:
    facts = [cited.owner or ""]
    if cited.modified:
        facts.append(say("telegram_updated", language, date=cited.modified[:10]))
    after = ", ".join(fact for fact in facts if fact)
    return line(
        [
            (f"[{cited.number}] ", ""),
            (_title(cited), cited.url or ""),
            (f" — {after}" if after else "", ""),
        ],
        [cited.url] if cited.url else [],
    )

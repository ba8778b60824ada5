"""Elements of rich text -> blocks -> messages, within Slack's limits.

Invariant: nothing is lost at a limit, and a fence that fits into a message stands in one, whole; a
longer one goes on in another fence, cut between lines.
Deliberately elsewhere: what the elements are (`rich`), the lines under an answer (`render`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bots.slack.inline import Element, plain
from bots.slack.rich import DIVIDER

BLOCK_LETTERS = 2_800
"""Of one block of rich text; a fence may be longer, in a block of its own."""
MESSAGE_LETTERS = 10_500
MESSAGE_BLOCKS = 36
"""Slack takes 50; what stands under an answer needs some."""
Block = Element


def size(element: Element) -> int:
    """Letters of an element, with addresses and what nesting costs."""
    own = len(str(element.get("text", ""))) + len(str(element.get("url", "")))
    return own + 2 + sum(size(part) for part in element.get("elements", ()))


def blocks(parts: Iterable[Element]) -> list[Block]:
    """Blocks that hold these elements; each within the limits of a block."""
    made: list[Block] = []
    group: list[Element] = []
    letters = 0

    def end() -> None:
        nonlocal letters
        letters = 0
        if group:
            made.append({"type": "rich_text", "elements": list(group)})
            group.clear()

    for part in (piece for whole in parts for piece in _fitting(whole)):
        if part == DIVIDER:
            end()
            made.append(part)
            continue
        if group and letters + size(part) > BLOCK_LETTERS:
            end()
        group.append(part)
        letters += size(part)
    end()
    return made


def messages(
    made: Iterable[Block], letters: int = MESSAGE_LETTERS, count: int = MESSAGE_BLOCKS
) -> list[list[Block]]:
    """The blocks of one message after the other; the first has room for `letters` and `count`."""
    packed: list[list[Block]] = [[]]
    for block in made:
        needed = size(block)
        fresh = len(packed) > 1 and not packed[-1]
        if not fresh and (needed > letters or not count):
            packed.append([])
            letters, count = MESSAGE_LETTERS, MESSAGE_BLOCKS
        packed[-1].append(block)
        letters -= needed
        count -= 1
    return packed


def _fitting(element: Element) -> Iterator[Element]:
    """The element, or several that say the same, each of which fits into a block."""
    if element["type"] == "rich_text_preformatted":
        text = plain(element["elements"])
        for piece in cut(text, MESSAGE_LETTERS - 100):
            yield element | {"elements": [{"type": "text", "text": piece}]}
    elif size(element) <= BLOCK_LETTERS:
        yield element
    elif element["type"] == "rich_text_list":
        yield from _shorter_lists(element)
    else:
        for group in _groups(element["elements"]):
            yield element | {"elements": group}


def _shorter_lists(element: Element) -> Iterator[Element]:
    """A long list goes on in the next one; so does a long item, as a section after its bullet."""
    number = int(element.get("offset", 0))
    for item in element["elements"]:
        first, *others = _groups(item["elements"])
        counted = {"offset": number} if element["style"] == "ordered" and number else {}
        yield element | {"elements": [item | {"elements": first}]} | counted
        for group in others:
            yield item | {"elements": group}
        number += 1


def _groups(parts: Iterable[Element]) -> list[list[Element]]:
    """The parts of a line, in groups that fit."""
    groups: list[list[Element]] = [[]]
    room = BLOCK_LETTERS - 100
    for part in parts:
        for piece in _pieces(part):
            if groups[-1] and size(piece) > room:
                groups.append([])
                room = BLOCK_LETTERS - 100
            groups[-1].append(piece)
            room -= size(piece)
    return groups


def _pieces(part: Element) -> Iterator[Element]:
    if len(str(part.get("text", ""))) <= BLOCK_LETTERS // 4:
        yield part
        return
    for piece in cut(part["text"], BLOCK_LETTERS // 4):
        yield part | {"text": piece}


def cut(text: str, longest: int) -> Iterator[str]:
    """Pieces of at most so many letters: cut after a line, else after a word, else anywhere."""
    while len(text) > longest:
        at = text.rfind("\n", 1, longest) + 1 or text.rfind(" ", 1, longest) + 1 or longest
        yield text[:at]
        text = text[at:]
    if text:
        yield text

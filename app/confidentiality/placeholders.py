"""The shape of placeholders, and where a text already has it.

The shape is U+27E6 LABEL_N U+27E7. Seven shapes were tried (a shape must be one literal word to
bash, no value in TOML, a plain scalar in YAML, plain text in Markdown, and rare in real docs; the
pages counted are 2,565 of public runbooks and product docs that hold the shape by themselves):

    shape        bash     TOML   YAML       Markdown  pages
    U+27E6 U+27E7  word     error  text       text          0
    [[HOST_1]]   word     error  a list     text         75
    <HOST_1>     redirect error  text       HTML tag      8
    {{HOST_1}}   word     error  error      text          1
    __HOST_1__   word     error  text       bold         17
    «HOST_1»     word     error  text       text         34
    %HOST_1%     word     error  error      text         20

The first alone passes everywhere; `tests/unit/app/test_restore.py` repeats the syntax columns. How
well models copy it could not be told apart here: SmolLM2-135M, a toy, copied 6 of 30 lines with the
first shape and 3 to 6 with the others. It costs 9 of that model's tokens, the others cost 5.

Deliberately elsewhere: what gets a placeholder (`sanitize`), what models make of one (`distorted`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

OPEN, CLOSE = "\u27e6", "\u27e7"
LITERAL = "LITERAL"
"""Label of text that looked like a placeholder when it came in; restored to itself."""
MARK = f"{OPEN}?{CLOSE}"
"""Stands in an answer where a placeholder could not be restored."""

_OPENING = r"(?:\u27e6|\u301a|\u3010|\[\[)"
_CLOSING = r"(?:\u27e7|\u301b|\u3011|\]\])"
_LOOKALIKE = re.compile(
    _OPENING
    + r"[ \t]{0,3}[A-Za-z][A-Za-z0-9_\\]{0,39}?\\?_\d{1,6}[ \t]{0,3}"
    + _CLOSING
    + r"|\u27e6[^\u27e6\u27e7\n]{1,80}_\d{1,6}[ \t]{0,3}\u27e7|[\u27e6\u27e7]"
)
_CANONICAL = re.compile(r"\u27e6[A-Z]+(?:_[A-Z]+)*_[0-9]{1,6}\u27e7")
_MENTION = re.compile(r"(?<![A-Za-z])([A-Za-z]{2,24})[ _\-\\*`]{0,4}(\d{1,6})(?!\d)")


def placeholder(label: str, number: int) -> str:
    """`\u27e6LABEL_N\u27e7`; `label` in capitals and underscores."""
    return f"{OPEN}{label}_{number}{CLOSE}"


@functools.lru_cache(maxsize=1024)
def label_of(kind: str) -> str:
    """The label of a kind's placeholders; a kind is a name from a dictionary, so anything."""
    label = re.sub(r"[^A-Z]+", "_", kind.upper()).strip("_")[:32].rstrip("_")
    return label if label and label != LITERAL else "TERM"


def parsed(name: str) -> tuple[str, int]:
    """Label and number of a placeholder."""
    label, _, number = name[1:-1].rpartition("_")
    return label, int(number)


def lookalikes(text: str) -> list[tuple[int, int]]:
    """Where a text that comes in looks like a placeholder, or holds one of its brackets."""
    return [match.span() for match in _LOOKALIKE.finditer(text)]


def mentions(text: str) -> dict[tuple[str, int], list[tuple[int, int]]]:
    """(last word of a label in capitals, number) -> where a text has it without brackets, as a
    model may write a placeholder: `HOST_1`, `host-1`, `Host 1`."""
    found: dict[tuple[str, int], list[tuple[int, int]]] = {}
    bare = _LOOKALIKE.sub(lambda m: " " * len(m[0]), text)
    for match in _MENTION.finditer(bare):
        found.setdefault((match[1].upper(), int(match[2])), []).append(match.span())
    return found


def without_placeholders(text: str, start: int, end: int) -> str:
    """What `text[start:end]` holds besides placeholders that it touches."""
    rest, at = [], start
    first = max(0, text.rfind(OPEN, max(0, start - 64), start))
    for match in _CANONICAL.finditer(text, first):
        if match.end() <= start:
            continue
        if match.start() >= end:
            break
        rest.append(text[at : max(at, match.start())])
        at = max(at, match.end())
    rest.append(text[at:end])
    return "".join(rest)


def canonical(text: str) -> list[tuple[int, int]]:
    """Where placeholders stand in a text of ours."""
    return [match.span() for match in _CANONICAL.finditer(text)]


def last_words(labels: Iterable[str]) -> frozenset[str]:
    """What `mentions` would call these labels."""
    return frozenset(label.rpartition("_")[2] for label in labels)

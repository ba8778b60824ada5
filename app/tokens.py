"""What an answer's Markdown is made of: the tokens that the lexer gives, and how a URL looks.

Invariant: plain values without behaviour. Deliberately elsewhere: how they are found in a stream
(`markup`), what becomes of them (`grounding`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_WORD = 2000
"""A word without spaces is read in pieces of this many characters."""


@dataclass(frozen=True, slots=True)
class Text:
    """Prose, with its spaces; never a newline."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A newline, or the indentation, list and quote marks at the start of a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation such as `[1]`, `[1, 2]`, `[1-3]` or its lenticular form."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A Markdown link or image, on one line."""

    label: str
    target: str


@dataclass(frozen=True, slots=True)
class Url:
    """A bare URL, or an autolink with its angle brackets."""

    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """An HTML tag that may link, load or run something, or change how what follows is drawn.

    `always`: it is dropped even where a document has the same; `quiet`: it has no attributes.
    """

    text: str
    always: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """`[label]: target`, which Markdown shows nowhere but links from everywhere.

    `rest`: all that stands behind the label.
    """

    label: str
    target: str
    rest: str


@dataclass(frozen=True, slots=True)
class Span:
    """An inline code span, without its backticks."""

    code: str


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of code.

    `prefix` is what stands before it on its line (list and quote marks, indentation). `prompt` is
    None for a fence or an indented block, what stands before the command in a line behind a prompt,
    "" for a line that is known by its first words.
    """

    prefix: str
    info: str
    lines: tuple[str, ...]
    prompt: str | None = None


Token = Text | Gap | Mark | Link | Url | Tag | Definition | Span | Block

URL = re.compile(
    r"(?:(?:[A-Za-z][A-Za-z0-9+.-]{0,20}:|(?<![\w:/.])(?=//[\w-]{1,63}[.:]))//|\bwww\.)"
    r"[^\s<>\"'`\[\](){}|\\^«»“”]*"
    r"|(?<![\w-])(?:(?:javascript|vbscript|blob|mailto):(?=\S)|data:(?=[\w.+/-]{0,60}[;,]))"
    r"[^\s<>`\[]*",
    re.IGNORECASE,
)
URL_SIGN = re.compile(r"(?://|www\.|script:|blob:|mailto:|data:)[^ \t]*", re.IGNORECASE)
"""What every URL holds, to the end of the word that holds it."""


def numbers_in(text: str) -> tuple[int, ...]:
    """`1, 3-5` -> 1, 3, 4, 5; a range of more than twenty is its two ends."""
    numbers: list[int] = []
    for piece in re.split(r"\s*[,;]\s*", text):
        ends = [int(end) for end in re.split(r"\s*[–-]\s*", piece)]
        near = len(ends) == 2 and 0 <= ends[1] - ends[0] <= 20
        numbers.extend(range(ends[0], ends[1] + 1) if near else ends)
    return tuple(dict.fromkeys(numbers))


def trimmed_url(url: str) -> str:
    """Without the punctuation of the sentence it stands in."""
    return url.rstrip(".,;:!?*_~")


def urls_in(text: str) -> list[str]:
    """The URLs that stand in a text."""
    return [trimmed_url(url) for url in URL.findall(text)]


def with_urls(text: str) -> list[Text | Url]:
    """Prose split where a URL stands in it; words are read up to 2000 characters."""
    if not URL_SIGN.search(text):
        return [Text(text)]
    tokens: list[Text | Url] = []
    for word in re.findall(rf"[ \t]+|[^ \t]{{1,{LONGEST_WORD}}}", text):
        at = 0
        for found in URL.finditer(word):
            url = trimmed_url(found[0])
            tokens += [Text(word[at : found.start()]), Url(url)]
            at = found.start() + len(url)
        tokens.append(Text(word[at:]))
    return [token for token in tokens if token.text]

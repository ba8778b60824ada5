"""What code stands in the passages, and whether an answer's code is a verbatim piece of it.

Invariant: code counts as standing in a passage only where whole lines do, in order and without a
gap, indentation changed by the same amount on every line; an inline mention, where it stands from
word edge to word edge; a destructive one or a line to be pasted, only where it is whole. A prompt
that a passage has may be missing; one that it has not may only be `$ `, and spaces at line ends do
not count. Deliberately elsewhere: what is done about it (`grounding`).
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from app.commands_in import is_command, prompt_at, unprompted
from app.danger import destructive
from app.markup import Lexer
from app.tokens import URL, Block, Definition, Gap, Link, Mark, Span, Text, Url, trimmed_url

_EDGE = frozenset(" \t\n\"'`()[]{}<>|;&«»“”")
_STOP = frozenset(".,:!?")
_BEFORE_WHOLE = re.compile(r"(?:^|[|;&({])\s*(?:sudo\s+)?$")
_AFTER_WHOLE = re.compile(r"\s*(?:$|[|;&)}]|#)")
_WORD = re.compile(r"[^\W_]+|[^\w\s]")
_COMPARED = 120
_MOST_COMPARED = 300
"""Pieces of code in one answer for which a similar one is looked for; those after them are taken
out. No honest answer has so many that stand in no passage."""
_SIMILAR, _CITED_BONUS = 0.4, 0.25
_CLOSE, _SAME = 0.6, 0.7
"""From here on a destructive quote, an inline one, is what was meant; below, others go first."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Code of a passage that may stand in an answer: `text` without its outer indentation."""

    text: str = field(repr=False)
    info: str
    words: tuple[str, ...] = field(repr=False)

    @classmethod
    def of(cls, text: str, info: str = "") -> Quote:
        """A quote with its words, of which the first ones are compared."""
        return cls(text, info, words(text))


def words(code: str) -> tuple[str, ...]:
    """The words and signs by which pieces of code are compared."""
    return tuple(_WORD.findall(code[:2000])[:_COMPARED])


class Page:
    """The code and the URLs of one passage's text."""

    def __init__(self, text: str) -> None:
        lexer = Lexer()
        tokens = [*lexer.feed(text), *lexer.finish()]
        self.urls = frozenset(trimmed_url(url) for url in URL.findall(text))
        self.text = text
        self.blocks: list[Quote] = []
        self.lines: list[Quote] = []
        self.spans: list[Quote] = []
        prose: list[str] = []
        for token in tokens:
            match token:
                case Block(info=info, lines=lines):
                    self._add_block(info, lines, token.prompt is not None)
                    prose.append("\n")
                case Span(code=code):
                    self._add_line(code)
                    self.spans += [quote for quote in self.lines[-1:] if quote.words]
                    prose.append("\n")
                case Text(text=said) | Gap(text=said) | Url(text=said):
                    prose.append(said)
                case Link(label=label):
                    prose.append(label)
                case Definition(label=label, rest=rest):
                    prose.append(f"[{label}]{rest}")
                case Mark(numbers=numbers):
                    prose.append(f"[{', '.join(map(str, numbers))}]")
        self._prose = "".join(prose)
        self._flat = _flat(text)
        self._views = tuple(_views(text.replace("\r\n", "\n").split("\n")))

    def _add_block(self, info: str, lines: Sequence[str], prompt: bool) -> None:
        code = textwrap.dedent("\n".join(lines)).strip("\n")
        if not code.strip():
            return
        self.blocks.append(Quote.of(code, info or ("console" if prompt else "")))
        for command in re.split(r"(?<!\\)\n", code):
            self._add_line(unprompted(command))

    def _add_line(self, line: str) -> None:
        if is_command(line) and not line.startswith("#"):
            self.lines.append(Quote.of(line))
        elif line:
            self.lines.append(Quote(line, "", ()))

    def holds(self, lines: Sequence[str]) -> bool:
        """Whether these lines of code stand here, whole and without a gap."""
        if len(lines) == 1 and self.mentions(lines[0], whole=True):
            return True
        return any(view.holds(lines) for view in self._views)

    def mentions(self, command: str, whole: bool) -> bool:
        """Whether this one command stands here; `whole`: not as a piece of a longer one."""
        command = _command(command)
        if not command or _flat(command) not in self._flat:
            return False
        if not whole and _stands(command, self.text, whole=False):
            return True
        return any(_stands(command, quote.text, whole) for quote in self.lines) or _stands(
            command, self._prose, whole=False
        )


@dataclass(frozen=True, slots=True)
class _View:
    """Lines of a passage, stripped, with their indentation."""

    joined: str
    lines: tuple[str, ...]
    indents: tuple[int, ...]

    def holds(self, lines: Sequence[str]) -> bool:
        wanted = [_command(line) for line in lines]
        if len(wanted) > len(self.lines):
            return False
        needle = "\n" + "\n".join(wanted) + "\n"
        indents = [_indent(line) for line in lines]
        at = self.joined.find(needle)
        while at >= 0:
            first = self.joined.count("\n", 0, at)
            if self._fits(wanted, indents, first):
                return True
            at = self.joined.find(needle, at + 1)
        return False

    def _fits(self, wanted: Sequence[str], indents: Sequence[int], first: int) -> bool:
        """The same shift on every line, and no command cut at a backslash."""
        here = self.indents[first : first + len(wanted)]
        shifts = {a - b for a, b, line in zip(here, indents, wanted, strict=True) if line}
        before = self.lines[first - 1] if first else ""
        after = self.lines[first + len(wanted)] if first + len(wanted) < len(self.lines) else ""
        cut = before.endswith("\\") or (wanted[-1].endswith("\\") and bool(after))
        return len(shifts) <= 1 and not cut


def _views(lines: Sequence[str]) -> Iterator[_View]:
    """The lines as they are, those of block quotes without their mark, and commands alone."""
    yield _view(lines)
    if any(line.lstrip().startswith(">") for line in lines):
        yield _view([re.sub(r"^[ \t]*>[ ]?", "", line) for line in lines])
    if any(prompt_at(line.strip(), 0) for line in lines):
        yield _view([_bare(line) for line in lines])
        yield _view([_bare(line) for line in lines if prompt_at(line.strip(), 0)])


def _view(lines: Sequence[str]) -> _View:
    stripped = tuple(_command(line) for line in lines)
    indents = tuple(_indent(line) for line in lines)
    return _View("\n" + "\n".join(stripped) + "\n", stripped, indents)


def _indent(line: str) -> int:
    """Columns before the code, a prompt counted as indentation."""
    return len(line) - len(_command(line)) - (len(line) - len(line.rstrip()))


def _bare(line: str) -> str:
    """Without a prompt of any kind; a line that has none keeps its indentation."""
    return unprompted(line) if prompt_at(line.strip(), 0) else line


def _command(line: str) -> str:
    """A line of code without the spaces around it; of prompts, only `$ ` may be another one."""
    return line.strip().removeprefix("$ ").strip()


def _flat(text: str) -> str:
    return " ".join(text.split())


def _stands(command: str, text: str, whole: bool) -> bool:
    at = text.find(command)
    while at >= 0:
        before, after = text[:at] if whole else text[at - 1 : at], text[at + len(command) :]
        if whole and _BEFORE_WHOLE.search(before) and _AFTER_WHOLE.match(after):
            return True
        if not whole and _edges(before, after[:2]):
            return True
        at = text.find(command, at + 1)
    return False


def _edges(before: str, after: str) -> bool:
    """Whether neither side runs on into a longer word."""
    ends = not after or after[0] in _EDGE or (after[0] in _STOP and not after[1:].strip())
    return ends and (not before or before in _EDGE)


@lru_cache(maxsize=256)
def _page(text: str) -> Page:
    """Passages come again, from one question to the next."""
    return Page(text)


class Shelf:
    """The pages of all passages, by their numbers from 1."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.pages = {number: _page(text) for number, text in enumerate(texts, start=1)}
        self._nearest: dict[tuple[str, bool, tuple[int, ...]], tuple[float, int, Quote] | None] = {}

    def where(self, lines: Sequence[str], inline: bool, first: Iterable[int]) -> int | None:
        """The passage in which the code stands, those of `first` looked at first."""
        trimmed = _trimmed(lines)
        whole = not inline or destructive("\n".join(trimmed))
        for number in dict.fromkeys((*first, *self.pages)):
            page = self.pages[number]
            if page.mentions(trimmed[0], whole) if inline else page.holds(trimmed):
                return number
        return None

    def instead(
        self, code: str, inline: bool, direct: Sequence[int], before: Sequence[int]
    ) -> tuple[int, Quote] | None:
        """Code to stand in its place: of the passages cited for it; else of those cited before;
        else the most similar. One word is replaced by nothing that is not similar.
        """
        least = _SIMILAR if len(code.split()) == 1 else -1.0
        cited = self._nearest_of(code, inline, direct)
        if cited is not None and cited[0] >= least:
            return cited[1], cited[2]
        known = self._nearest_of(code, inline, before)
        anywhere = self._nearest_of(code, inline, tuple(self.pages))
        if known is not None and (anywhere is None or anywhere[0] < known[0] + _CITED_BONUS):
            return (known[1], known[2]) if known[0] >= least else None
        if anywhere is not None and anywhere[0] >= _SIMILAR:
            return anywhere[1], anywhere[2]
        return (known[1], known[2]) if known is not None and known[0] >= least else None

    def _nearest_of(
        self, code: str, inline: bool, numbers: Sequence[int]
    ) -> tuple[float, int, Quote] | None:
        """The most similar code of these passages: similarity in [0, 1], number, quote."""
        key = (code[:2000], inline, tuple(numbers))
        if key not in self._nearest:
            if len(self._nearest) >= _MOST_COMPARED:
                return None
            self._nearest[key] = self._most_similar(code, inline, numbers)
        return self._nearest[key]

    def _most_similar(
        self, code: str, inline: bool, numbers: Sequence[int]
    ) -> tuple[float, int, Quote] | None:
        matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
        wanted = words(code)
        matcher.set_seq2(wanted)
        harmless = not destructive(code)
        best: tuple[float, int, Quote] | None = None
        for number in numbers:
            for quote in self._offered(number, inline):
                matcher.set_seq1(quote.words)
                if best is not None and matcher.quick_ratio() <= best[0]:
                    continue  # what follows only lowers it
                score = matcher.ratio()
                alike = score >= _CLOSE or quote.words[:3] == wanted[:3]
                if (harmless or not alike) and destructive(quote.text):
                    score /= 2
                if not inline and score < _SAME and quote in self.pages[number].spans:
                    score = -1 + score
                if best is None or score > best[0]:
                    best = (score, number, quote)
        return best

    def _offered(self, number: int, inline: bool) -> list[Quote]:
        page = self.pages[number]
        lines = [line for line in page.lines if line.words]
        if inline:
            return [line for line in lines if "\n" not in line.text]
        return [*page.blocks, *page.spans]


def _trimmed(lines: Sequence[str]) -> list[str]:
    """Without empty lines at both ends."""
    kept = list(lines)
    while len(kept) > 1 and not kept[0].strip():
        kept.pop(0)
    while len(kept) > 1 and not kept[-1].strip():
        kept.pop()
    return kept

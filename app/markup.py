"""The lexer of an answer: Markdown in any pieces -> tokens that can be decided upon.

Invariant: the tokens' text does not depend on how the input was split. Prose leaves at once, up to
the last whole word; only what may still become code, a link or a citation is held back. Time is
linear in the input: every hold has a bound. Deliberately elsewhere: what is allowed (`grounding`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.inline import INVISIBLE, inline
from app.tokens import (
    PROGRAMS,
    Block,
    Gap,
    Span,
    Text,
    Token,
    unpadded,
)

_PREFIX = re.compile(r"(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])){0,64}")
_MAYBE_PREFIX = re.compile(r"[-*+]|\d{1,9}[.)]?")
_FENCE = re.compile(r"`{3,}|~{3,}")
_UNDECIDED = frozenset(
    {"`", "``", "~", "~~", "$"} | {sign * n for sign in "`~" for n in range(3, 13)}
)
_LONGEST_LINE = 4000


@dataclass(slots=True)
class _Open:
    """A fence that is not closed yet."""

    prefix: str
    info: str
    close: re.Pattern[str]
    tail: re.Pattern[str] | None
    lines: list[str]
    inline: bool = False


class Lexer:
    """`feed` pieces, then `finish`; both give the tokens that are certain by then."""

    def __init__(self) -> None:
        self._text = ""
        self._at = 0
        self._final = False
        self._line_start = True
        self._blank = True  # nothing on this line so far that is sure to be shown
        self._open: _Open | None = None
        self._waiting = ""
        self._held: list[str] = []
        self._carriage = False

    def feed(self, piece: str) -> Iterator[Token]:
        """Tokens that no later piece can change."""
        piece = self._clean(piece)
        if not piece:
            return
        self._held.append(piece)
        if self._waiting and not any(sign in piece for sign in self._waiting):
            return
        yield from self._tokens()

    def finish(self) -> Iterator[Token]:
        """The rest; what is still open counts as closed."""
        self._final = True
        yield from self._tokens()

    def _clean(self, piece: str) -> str:
        """One kind of newline, and nothing that a terminal or an eye does not show."""
        if self._carriage and piece:
            piece = piece if piece.startswith("\n") else "\n" + piece
        self._carriage = piece.endswith("\r") if piece else self._carriage
        piece = piece.removesuffix("\r").replace("\r\n", "\n").replace("\r", "\n")
        return INVISIBLE.sub("", piece)

    def _tokens(self) -> Iterator[Token]:
        self._text = "".join((self._text[self._at :], *self._held))
        self._at = 0
        self._held.clear()
        self._waiting = ""
        while self._at < len(self._text):
            found = self._next()
            if found is None:
                return
            yield from found
        if self._final and self._open is not None:
            yield self._close_fence()

    def _next(self) -> list[Token] | None:
        """The tokens at the current place, or None where more input is needed."""
        if self._open is not None:
            return self._in_fence()
        if self._line_start:
            return self._at_line_start()
        if self._text[self._at] == "\n":
            self._line_start = True
            return self._take(1, Gap("\n"))
        found = self._within_line()
        if found is not None and self._blank and self._open is None:
            self._blank = not any(isinstance(token, Text) and token.text.strip() for token in found)
            self._line_start = self._blank
        return found

    def _within_line(self) -> list[Token] | None:
        if self._text[self._at] == "`":
            return self._at_backtick()
        step = inline(self._text, self._at, self._final)
        if step is None:
            return self._wait()
        self._at = step[0]
        return step[1]

    def _take(self, count: int, *tokens: Token) -> list[Token]:
        self._at += count
        return list(tokens)

    def _wait(self, signs: str = "") -> list[Token] | None:
        """More input is needed; where `signs` are named, only one of them can decide."""
        self._waiting = signs
        return None

    def _rest_of_line(self) -> str | None:
        """From here to the newline; None where it is not here yet."""
        end = self._text.find("\n", self._at)
        if end < 0:
            return self._text[self._at :] if self._final else None
        return self._text[self._at : end]

    # ---- start of a line

    def _at_line_start(self) -> list[Token] | None:
        prefix = _PREFIX.match(self._text, self._at)
        assert prefix is not None
        self._blank = True
        end = prefix.end()
        rest = self._text[end : end + 12]
        if not self._final and (not rest or _MAYBE_PREFIX.fullmatch(rest) or rest in _UNDECIDED):
            return self._wait()
        fence = _FENCE.match(self._text, end)
        if fence is not None:
            return self._fence_or_span(prefix[0], fence)
        if rest.startswith("$ "):
            return self._command(prefix[0], "$ ")
        if prefix[0].isspace() and ("\t" in prefix[0] or len(prefix[0]) >= 4):
            return self._indented(prefix[0])
        self._line_start = False
        return self._take(len(prefix[0]), Gap(prefix[0])) if prefix[0] else []

    def _fence_or_span(self, prefix: str, fence: re.Match[str]) -> list[Token] | None:
        bound = fence.end() + _LONGEST_LINE
        end = self._text.find("\n", fence.end(), bound)
        if end < 0 and not self._final and len(self._text) < bound:
            return self._wait()
        info = self._text[fence.end() : end if end >= 0 else bound]
        long = end < 0 and len(self._text) >= bound
        if long or (fence[0][0] == "`" and "`" in info):
            self._line_start = False
            return self._take(len(prefix), Gap(prefix)) if prefix else []
        self._open_fence(prefix, fence[0], info.strip())
        return self._take((end + 1 if end >= 0 else len(self._text)) - self._at)

    def _open_fence(self, prefix: str, ticks: str, info: str) -> None:
        """A command behind the opening marks is content, not the name of a language."""
        words = info.split()
        content = [info] if len(words) > 1 and (words[0] in PROGRAMS or words[0] == "$") else []
        sign, count = re.escape(ticks[0]), len(ticks)
        self._open = _Open(
            prefix=prefix,
            info="" if content or not words else re.sub(r"[^\w+#.-]", "", words[0])[:30],
            close=re.compile(rf"[ \t>]*{sign}{{{count},}}[ \t]*"),
            tail=re.compile(rf"(.*[^`])`{{{count},}}[ \t]*") if ticks[0] == "`" else None,
            lines=content,
        )

    def _in_fence(self) -> list[Token] | None:
        assert self._open is not None
        line = self._rest_of_line()
        if line is None:
            return self._wait("\n")
        self._take(min(len(line) + 1, len(self._text) - self._at))
        if self._open.inline and (close := self._open.close.match(line)):
            self._at += close.end() - len(line) - (self._text[self._at - 1] == "\n")
            block = self._close_fence()
            self._line_start = False
            return [block]
        if self._open.close.fullmatch(line):
            return [self._close_fence(), *self._line_break()]
        tail = self._open.tail.fullmatch(line) if self._open.tail and line.endswith("`") else None
        self._open.lines.append(tail[1] if tail else line)
        return [self._close_fence(), *self._line_break()] if tail else []

    def _line_break(self) -> list[Token]:
        """The newline that ended the closing line, where there was one."""
        self._line_start = True
        return [Gap("\n")] if self._text[self._at - 1] == "\n" else []

    def _close_fence(self) -> Block:
        fence = self._open
        assert fence is not None
        self._open = None
        self._line_start = True
        lines = fence.lines
        if ">" in fence.prefix:
            lines = [re.sub(r"^[ \t]*>[ ]?", "", line) for line in lines]
        else:
            lines = _dedented(lines, len(fence.prefix))
        return Block(fence.prefix, fence.info, tuple(lines))

    def _command(self, prefix: str, prompt: str) -> list[Token] | None:
        """Whole lines, from `$ ` on, with those that a backslash continues."""
        lines: list[str] = []
        at = self._at
        while not lines or lines[-1].endswith("\\"):
            end = self._text.find("\n", at)
            if end < 0 and not self._final:
                return self._wait("\n")
            end = len(self._text) if end < 0 else end
            lines.append(self._text[at:end])
            at = end + 1
            if at > len(self._text):
                break
        lines[0] = lines[0][len(prefix) + len(prompt) :]
        self._line_start = False
        return self._take(end - self._at, Block(prefix, "", tuple(lines), prompt))

    def _indented(self, prefix: str) -> list[Token] | None:
        """An indented line is code where it starts with the name of a program."""
        word = re.compile(r"\S{0,30}").match(self._text, self._at + len(prefix))
        assert word is not None
        if word.end() == len(self._text) and not self._final and len(word[0]) < 30:
            return self._wait()
        if word[0] in PROGRAMS and self._text[word.end() : word.end() + 1] == " ":
            return self._command(prefix, "")
        self._line_start = False
        return self._take(len(prefix), Gap(prefix))

    # ---- within a line

    def _at_backtick(self) -> list[Token] | None:
        run = re.compile("`+").match(self._text, self._at)
        assert run is not None
        if run.end() == len(self._text) and not self._final:
            return self._wait()
        stop = self._text.find("\n", run.end(), run.end() + _LONGEST_LINE)
        ended = stop >= 0 or self._final or len(self._text) - run.end() >= _LONGEST_LINE
        stop = stop if stop >= 0 else min(len(self._text), run.end() + _LONGEST_LINE)
        close = re.compile(rf"(?<!`){run[0]}(?!`)").search(self._text, run.end(), stop)
        if close is not None and (close.end() < len(self._text) or self._final):
            code = self._text[run.end() : close.start()]
            return self._take(close.end() - self._at, Span(unpadded(code)))
        if not ended:
            return self._wait()
        return self._unclosed(run[0], self._text[run.end() : stop])

    def _unclosed(self, ticks: str, rest: str) -> list[Token]:
        """No closing run on this line: a fence where there are three, else code to its end."""
        if len(ticks) >= 3:
            words = rest.split()
            self._take(len(ticks) + len(rest))
            self._take(1 if self._text.startswith("\n", self._at) else 0)
            self._open_fence("", ticks, "" if len(words) > 1 else rest.strip())
            assert self._open is not None
            self._open.inline = True
            if len(words) > 1:
                self._open.lines.append(rest)
            return [Gap("\n")]
        if rest[:1].strip() and any(sign.isspace() for sign in rest.strip()):
            return self._take(len(ticks) + len(rest), Span(rest.replace("`", "").strip()))
        return self._take(len(ticks), Text(ticks.replace("`", "\\`")))


def _dedented(lines: list[str], columns: int) -> list[str]:
    """Without the indentation of the list item that the fence stands in."""
    blank = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    shift = min([columns, *blank])
    return [line[shift:] if line[:shift].isspace() else line for line in lines]

"""The lexer of an answer: Markdown in any pieces -> tokens that can be decided upon.

Invariant: the tokens' text does not depend on how the input was split. Prose leaves at once, up to
the last whole word; only what may still become code, a link or a citation is held back. Time is
linear in the input: every hold has a bound. Deliberately elsewhere: what is allowed (`grounding`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.code_spans import LONGEST_SPAN, TICKS, code_span
from app.commands_in import (
    Containers,
    begins_with_program,
    command_lines,
    may_become_prompt,
    percent_at,
    prompt_at,
    typed,
)
from app.inline import INVISIBLE, definition, inline
from app.open_code import Fence, Indented
from app.tokens import Block, Gap, Span, Text, Token

_PREFIX = re.compile(r"(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*")
_LONGEST_PREFIX = 64
_MAYBE_PREFIX = re.compile(r"[-*+]|\d{1,9}[.)]?|[-=*_]{1,11}|#{1,6}|`{1,11}|~{1,11}|<")
_RULE = re.compile(r"#{1,6}[ \t\n]|(?:[-=]+|\*{3,}|_{3,})(?:[ \t\n]|$)|\||<[!?/]")
"""After such a line an indented one continues no paragraph."""
_FENCE = re.compile(r"`{3,64}|~{3,64}")
_LONGEST_LINE = 4000


class Lexer:
    """`feed` pieces, then `finish`; both give the tokens that are certain by then."""

    def __init__(self) -> None:
        self._text = ""
        self._at = 0
        self._final = False
        self._line_start = True
        self._blank = True  # nothing on this line so far that is sure to be shown
        self._open: Fence | Indented | None = None
        self._prefix = ""
        self._fresh = True  # nothing but `_prefix` was read of this line
        self._ruled = False
        self._containers = Containers()
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
            yield self._close()
        elif self._final and self._line_start and self._prefix:
            yield Gap(self._prefix)

    def _next(self) -> list[Token] | None:
        """The tokens at the current place, or None where more input is needed."""
        if isinstance(self._open, Fence):
            return self._in_fence(self._open)
        if self._open is not None:
            return self._in_indented(self._open)
        if self._line_start:
            return self._at_line_start()
        if self._text[self._at] == "\n":
            self._containers.leave(paragraph=not (self._blank or self._ruled))
            self._begin_line()
            return self._take(1, Gap("\n"))
        found = self._within_line()
        if found is not None and self._blank and self._open is None:
            self._blank = not any(isinstance(token, Text) and token.text.strip() for token in found)
            self._line_start = self._blank
            self._fresh = False
        return found

    def _begin_line(self) -> None:
        self._line_start, self._fresh, self._prefix = True, True, ""

    def _within_line(self) -> list[Token] | None:
        if run := TICKS.match(self._text, self._at):
            return self._at_backtick(run)
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
        more = _PREFIX.match(self._text, self._at)
        assert more is not None
        self._prefix = (self._prefix + more[0])[:_LONGEST_PREFIX]
        self._at = more.end()
        self._blank = True
        rest = self._text[self._at : self._at + 12]
        if not self._final and (not rest or _MAYBE_PREFIX.fullmatch(rest)):
            return self._wait()
        if not rest or rest[0] == "\n":
            return self._prose_line()
        if fence := _FENCE.match(self._text, self._at):
            return self._fence_or_span(fence)
        if rest[0] == "[" and (found := self._definition()) != []:
            return found
        column = self._containers.enter(self._prefix.expandtabs(4)) if self._fresh else None
        self._ruled = self._fresh and bool(_RULE.match(rest))
        if column is not None:
            return self._begin_indented(column)
        return self._typed_line()

    def _prose_line(self) -> list[Token]:
        """What stands before prose; in the middle of a line it can't begin a list or a block."""
        prefix = self._prefix if self._fresh else re.sub(r"[ \t]+", " ", self._prefix)
        self._line_start, self._prefix = False, ""
        if not prefix:
            return []
        return [Text(prefix) if not self._fresh and prefix == " " else Gap(prefix)]

    def _definition(self) -> list[Token] | None:
        step = definition(self._text, self._at, self._final)
        if step is None:
            return self._wait()
        before: list[Token] = [Gap(self._prefix)] if step[1] else []
        self._at = step[0]
        self._line_start = not step[1]
        return before + step[1]

    def _fence_or_span(self, fence: re.Match[str]) -> list[Token] | None:
        bound = fence.end() + _LONGEST_LINE
        end = self._text.find("\n", fence.end(), bound)
        if end < 0 and not self._final and len(self._text) < bound:
            return self._wait()
        info = self._text[fence.end() : end if end >= 0 else bound]
        if self._fresh:
            self._containers.enter(self._prefix.expandtabs(4))
        long = end < 0 and len(self._text) >= bound
        if long or (fence[0][0] == "`" and "`" in info):
            return self._prose_line()
        self._open = Fence.of(self._prefix, fence[0], info.strip())
        return self._take((end + 1 if end >= 0 else len(self._text)) - self._at)

    def _in_fence(self, fence: Fence) -> list[Token] | None:
        line = self._rest_of_line()
        if line is None:
            return self._wait("\n")
        self._take(min(len(line) + 1, len(self._text) - self._at))
        if fence.inline and (close := fence.close.match(line)):
            self._at += close.end() - len(line) - (self._text[self._at - 1] == "\n")
            block = self._close()
            self._line_start = False
            return [block]
        if fence.close.fullmatch(line):
            return [self._close(), *self._line_break()]
        tail = fence.tail.fullmatch(line) if fence.tail and line.endswith("`") else None
        fence.lines.append(tail[1] if tail else line)
        return [self._close(), *self._line_break()] if tail else []

    def _begin_indented(self, column: int) -> list[Token] | None:
        line = self._rest_of_line()
        if line is None:
            return self._wait("\n")
        prefix = self._prefix.expandtabs(4)
        self._open = Indented(prefix[:column], column + 4)
        self._open.add(prefix, line)
        return self._take(min(len(line) + 1, len(self._text) - self._at))

    def _in_indented(self, code: Indented) -> list[Token] | None:
        lead = code.next_lead(self._text, self._at, self._final)
        if lead is None:
            return self._wait()
        if isinstance(lead, bool):
            lines = len(code.lines)
            block = self._close()
            return [block, Gap("\n" * (1 + lines - len(block.lines)))]
        line = self._rest_of_line()
        if line is None:
            return self._wait("\n")
        code.add(lead, line[len(lead) :])
        return self._take(min(len(line) + 1, len(self._text) - self._at))

    def _line_break(self) -> list[Token]:
        """The newline that ended the closing line, where there was one."""
        return [Gap("\n")] if self._text[self._at - 1] == "\n" else []

    def _close(self) -> Block:
        assert self._open is not None
        block = self._open.block()
        self._open = None
        self._containers.leave(paragraph=False)
        self._begin_line()
        return block

    def _typed_line(self) -> list[Token] | None:
        """A command behind a prompt, or one that its first words tell; else prose."""
        if prompt_at(self._text, self._at) is not None:
            return self._command()
        if not self._final and may_become_prompt(self._text, self._at):
            return self._wait()
        if ">" in self._prefix or self._text[self._at] == "%":
            line = self._rest_of_line()
            if line is None:
                return self._wait("\n")
            if percent_at(line) is not None or (">" in self._prefix and typed(line)):
                return self._command()
        if self._prefix.isspace() and len(self._prefix.expandtabs(4)) >= 4:
            program = begins_with_program(self._text, self._at, self._final)
            if program is not False:
                return self._command() if program else self._wait()
        return self._prose_line()

    def _command(self) -> list[Token] | None:
        """Whole lines, with those that a backslash continues, without what prompts for them."""
        lines = command_lines(self._text, self._at, self._final)
        if lines is None:
            return self._wait("\n")
        start = prompt_at(lines[0], 0) or percent_at(lines[0]) or 0
        said = "\n".join(lines)
        prompt, lines[0] = lines[0][:start], lines[0][start:]
        self._line_start = self._blank = False
        return self._take(len(said), Block(self._prefix, "", tuple(lines), prompt))

    # ---- within a line

    def _at_backtick(self, run: re.Match[str]) -> list[Token] | None:
        if len(run[0]) == 64:
            return self._take(64, Text("\\`" * 64))
        if run.end() == len(self._text) and not self._final:
            return self._wait()
        found = code_span(self._text, run, self._final)
        if found is None:
            return self._wait()
        if found[1] is not None:
            return self._take(found[0] - self._at, found[1])
        bound = min(len(self._text), run.end() + LONGEST_SPAN)
        stop = self._text.find("\n", run.end(), bound)
        return self._unclosed(run[0], self._text[run.end() : stop if stop >= 0 else bound])

    def _unclosed(self, ticks: str, rest: str) -> list[Token]:
        """No closing run on this line: a fence where there are three, else code to its end."""
        if len(ticks) >= 3 and ticks[0] == "`":
            self._take(len(ticks) + len(rest))
            self._take(1 if self._text.startswith("\n", self._at) else 0)
            self._open = Fence.inside(ticks, rest)
            return [Gap("\n")]
        if rest[:1].strip() and any(sign.isspace() for sign in rest.strip()):
            return self._take(len(ticks) + len(rest), Span(rest.replace("`", "").strip()))
        return self._take(len(ticks), Text("\\`" * ticks.count("`") or "\\`"))

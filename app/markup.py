"""The lexer of an answer: Markdown in any pieces -> tokens that can be decided upon.

Invariant: the tokens' text does not depend on how the input was split. Prose leaves at once, up to
the last whole word; only what may still become code, a link or a citation is held back. Time is
linear in the input: every hold has a bound. Deliberately elsewhere: what is allowed (`grounding`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass


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
    """A bare URL."""

    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """An HTML element that links or loads something; it is dropped."""


@dataclass(frozen=True, slots=True)
class Span:
    """An inline code span, without its backticks."""

    code: str


@dataclass(frozen=True, slots=True)
class Block:
    """Code lines: a fence, or lines that start with `$ ` (then `prompt` is true).

    `prefix` is what stands before the fence on its line (list and quote marks, indentation).
    """

    prefix: str
    info: str
    lines: tuple[str, ...]
    prompt: bool = False


Token = Text | Gap | Mark | Link | Url | Tag | Span | Block

URL = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|\bwww\.)[^\s<>\"'`\[\](){}|\\^«»“”]*", re.IGNORECASE)
PROGRAMS = frozenset(
    "ansible ansible-playbook apt apt-get aws az bash bazel brew cargo cat cd chmod chown consul cp "
    "crictl curl dd dig docker docker-compose dnf echo etcdctl export find flux gcloud git go grep "
    "gsutil helm helmfile ip iptables istioctl java journalctl k9s kafka-topics.sh kill kubectl "
    "kustomize ln ls make mkdir mongosh mv mysql mysqldump nc nft nomad npm openssl patronictl "
    "pg_dump pg_restore pip podman poetry psql pulumi python python3 rabbitmqctl redis-cli rm rsync "
    "s3cmd scp sed service sh sops ssh su sudo systemctl tail tar tcpdump terraform terragrunt tofu "
    "uv vault velero wget yarn yc yum zfs".split()
)
_PREFIX = re.compile(r"(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])){0,64}")
_MAYBE_PREFIX = re.compile(r"[-*+]|\d{1,9}[.)]?")
_FENCE = re.compile(r"`{3,}|~{3,}")
_PROSE = re.compile(r"(?:[^\n`\[<\\【!]|!(?=[^\[]))+")
_CITED = re.compile(
    r"\[(?:(?:passage|source|отрывок|источник)\s*|[\^#№]\s*)?(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\]"
    r"|【(\d{1,3})[^】\n]{0,40}】",
    re.IGNORECASE,
)
_LABEL = re.compile(r"!?\[([^\[\]\n]{0,500})\]")
_TARGET = re.compile(r"\(([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,1000}){0,3})\)")
_ELEMENT = re.compile(r"</?([A-Za-z]{0,12})")
_LOADING = frozenset(
    "a img image iframe frame script link video audio object embed form svg style meta base source "
    "picture input button area portal applet code pre".split()
)
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LONGEST_WORD, _LONGEST_LINE, _LONGEST_ELEMENT = 2000, 4000, 20000


@dataclass(slots=True)
class _Open:
    """A fence that is not closed yet."""

    prefix: str
    info: str
    close: re.Pattern[str]
    tail: re.Pattern[str] | None
    lines: list[str]


class Lexer:
    """`feed` pieces, then `finish`; both give the tokens that are certain by then."""

    def __init__(self) -> None:
        self._text = ""
        self._at = 0
        self._final = False
        self._line_start = True
        self._open: _Open | None = None
        self._waiting = ""
        self._carriage = False

    def feed(self, piece: str) -> Iterator[Token]:
        """Tokens that no later piece can change."""
        piece = self._clean(piece)
        if not piece:
            return
        if self._waiting and not any(sign in piece for sign in self._waiting):
            if len(self._text) + len(piece) < _LONGEST_LINE:
                self._text += piece
                return
        self._waiting = ""
        self._text = self._text[self._at :] + piece
        self._at = 0
        yield from self._tokens()

    def finish(self) -> Iterator[Token]:
        """The rest; what is still open counts as closed."""
        self._final = True
        yield from self._tokens()

    def _clean(self, piece: str) -> str:
        """One kind of newline, and nothing that a terminal or an eye does not show."""
        if self._carriage:
            piece = piece if piece.startswith("\n") else "\n" + piece
        self._carriage = piece.endswith("\r")
        piece = piece.removesuffix("\r").replace("\r\n", "\n").replace("\r", "\n")
        return _INVISIBLE.sub("", piece)

    def _tokens(self) -> Iterator[Token]:
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
        match self._text[self._at]:
            case "\n":
                self._line_start = True
                return self._take(1, Gap("\n"))
            case "`":
                return self._at_backtick()
            case "[" | "!" | "【":
                return self._at_bracket()
            case "<":
                return self._at_angle()
            case "\\":
                return self._at_backslash()
            case _:
                return self._at_prose()

    def _take(self, count: int, *tokens: Token) -> list[Token]:
        self._at += count
        return list(tokens)

    def _wait(self, signs: str = "") -> None:
        """More input is needed; where `signs` are named, only they can decide."""
        self._waiting = signs

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
        end = prefix.end()
        rest = self._text[end : end + 12]
        if not self._final and (not rest or _MAYBE_PREFIX.fullmatch(rest) or rest in _UNDECIDED):
            return self._wait()
        fence = _FENCE.match(self._text, end)
        if fence is not None:
            return self._fence_or_span(prefix[0], fence)
        if rest.startswith("$ "):
            return self._command(prefix[0], "$ ")
        if "\t" in prefix[0] or prefix[0].startswith("    "):
            return self._indented(prefix[0])
        self._line_start = False
        return self._take(len(prefix[0]), Gap(prefix[0])) if prefix[0] else []

    def _fence_or_span(self, prefix: str, fence: re.Match[str]) -> list[Token] | None:
        line = self._rest_of_line()
        if line is None and len(self._text) - self._at < _LONGEST_LINE:
            return self._wait("\n")
        info = (self._text[self._at :] if line is None else line)[len(prefix) + len(fence[0]) :]
        if line is None or (fence[0][0] == "`" and "`" in info):
            self._line_start = False
            return self._take(len(prefix), Gap(prefix)) if prefix else []
        self._take(min(len(line) + 1, len(self._text) - self._at))
        self._open_fence(prefix, fence[0], info.strip())
        return []

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
        return self._take(end - self._at, Block(prefix, "", tuple(lines), prompt=True))

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

    def _at_prose(self) -> list[Token] | None:
        run = _PROSE.match(self._text, self._at)
        if run is None:  # a lone "!" at the end of what is here
            return self._take(1, Text("!")) if self._final else self._wait()
        text = run[0]
        if run.end() == len(self._text) and not self._final:
            text = text[: max(text.rfind(" "), text.rfind("\t")) + 1] or text[:_LONGEST_WORD]
            if text[-1] not in " \t" and len(text) < _LONGEST_WORD:
                return self._wait()
        return self._take(len(text), *_with_urls(text))

    def _at_backslash(self) -> list[Token] | None:
        pair = self._text[self._at : self._at + 2]
        if len(pair) < 2 and not self._final:
            return self._wait()
        return self._take(1, Text("\\")) if pair[1:] == "\n" else self._take(len(pair), Text(pair))

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
            return self._take(close.end() - self._at, Span(_unpadded(code)))
        if not ended:
            return self._wait("\n`")
        return self._unclosed(run[0], self._text[run.end() : stop])

    def _unclosed(self, ticks: str, rest: str) -> list[Token]:
        """No closing run on this line: a fence where there are three, else code to the end of it."""
        if len(ticks) >= 3:
            words = rest.split()
            self._take(min(len(ticks) + len(rest) + 1, len(self._text) - self._at))
            self._open_fence("", ticks, "" if len(words) > 1 else rest.strip())
            if len(words) > 1 and self._open is not None:
                self._open.lines.append(rest)
            return [Gap("\n")]
        if rest[:1].strip() and any(sign.isspace() for sign in rest.strip()):
            return self._take(len(ticks) + len(rest), Span(rest.replace("`", "").strip()))
        return self._take(len(ticks), Text(ticks))

    def _at_bracket(self) -> list[Token] | None:
        text, at = self._text, self._at
        if text[at] == "!" and text[at : at + 2] != "![":
            return self._at_prose()
        label = _LABEL.match(text, at)
        cited = _CITED.match(text, at)
        end = label.end() if label else cited.end() if cited else 0
        if not end or (end == len(text) and not self._final):
            if self._final or "\n" in text[at : at + 500] or len(text) - at > 500 or self._stray():
                return self._take(1, Text(text[at]))
            return self._wait("\n[]】")
        if label and text.startswith("(", end):
            return self._link(label)
        if cited:
            return self._take(cited.end() - at, Mark(_numbers(cited[1] or cited[2])))
        return self._take(1, Text(text[at]))

    def _stray(self) -> bool:
        """A second opening bracket: the first one can no longer become a link."""
        return "[" in self._text[self._at + 2 :] or (
            self._text[self._at] == "[" and self._text[self._at + 1 : self._at + 2] == "["
        )

    def _link(self, label: re.Match[str]) -> list[Token] | None:
        target = _TARGET.match(self._text, label.end())
        if target is not None:
            words = target[1].split() or [""]
            return self._take(target.end() - self._at, Link(label[1], words[0].strip("<>")))
        ahead = self._text[label.end() : label.end() + 1500]
        if not self._final and "\n" not in ahead and len(ahead) < 1500:
            return self._wait("\n)")
        return self._take(label.end() + 1 - self._at, Link(label[1], ""), Text(" ("))

    def _at_angle(self) -> list[Token] | None:
        element = _ELEMENT.match(self._text, self._at)
        if element is None:
            return self._one_angle()
        if element.end() == len(self._text) and not self._final and len(element[1]) < 12:
            return self._wait()
        name = element[1].lower()
        if name not in _LOADING:
            return self._take(1, Text("<"))
        end = self._text.find(">", element.end(), element.end() + _LONGEST_WORD)
        if end < 0:
            if self._final or len(self._text) - element.end() >= _LONGEST_WORD:
                return self._take(1, Text("<"))
            return self._wait(">")
        if name in {"code", "pre"}:
            return self._html_code(name, end + 1)
        return self._take(end + 1 - self._at, Tag())

    def _one_angle(self) -> list[Token] | None:
        if self._at + 1 == len(self._text) and not self._final:
            return self._wait()
        return self._take(1, Text("<"))

    def _html_code(self, name: str, start: int) -> list[Token] | None:
        """`<pre>` and `<code>` are code, as if they were written in Markdown."""
        if self._text[self._at + 1] == "/":
            return self._take(start - self._at)
        close = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self._text, start)
        if close is None and not self._final and len(self._text) - start < _LONGEST_ELEMENT:
            return self._wait()
        end = close.start() if close else min(len(self._text), start + _LONGEST_ELEMENT)
        code = html.unescape(re.sub(r"</?[A-Za-z][^>\n]{0,200}>", "", self._text[start:end]))
        code = _INVISIBLE.sub("", code)
        self._take((close.end() if close else end) - self._at)
        if "\n" in code or name == "pre":
            return [Gap("\n"), Block("", "", tuple(code.strip("\n").split("\n")))]
        return [Span(code.strip())]


_UNDECIDED = frozenset({"`", "``", "~", "~~", "$"} | {sign * n for sign in "`~" for n in range(3, 13)})


def _unpadded(code: str) -> str:
    """CommonMark: one space is taken off both ends where both have one."""
    padded = len(code) > 2 and code[0] == code[-1] == " " and code.strip()
    return code[1:-1] if padded else code


def _numbers(text: str) -> tuple[int, ...]:
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


def _with_urls(text: str) -> list[Token]:
    """Prose split where a URL stands in it; words are read up to 2000 characters."""
    if "://" not in text and "www." not in text.lower():
        return [Text(text)]
    tokens: list[Token] = []
    for word in re.findall(rf"[ \t]+|[^ \t]{{1,{_LONGEST_WORD}}}", text):
        at = 0
        for found in URL.finditer(word):
            url = trimmed_url(found[0])
            tokens += [Text(word[at : found.start()]), Url(url)]
            at = found.start() + len(url)
        tokens.append(Text(word[at:]))
    return [token for token in tokens if not isinstance(token, Text) or token.text]

"""What is checked on the way back: citations, commands, links, leftovers. Works on a stream.

Invariant: no command is shown that does not stand verbatim in a passage; where the model wrote
another one, the passage's own stands in its place. Every `[n]` names a passage of the prompt; links
come from the documents only (law 14). The shown text does not depend on how the stream was split.
Deliberately elsewhere: reading Markdown (`markup`), comparing code (`verbatim`), which commands
destroy (`danger`), the words of warnings (`wording`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from app.commands_in import is_command
from app.danger import destructive, destructive_prose
from app.house_links import Hosts, HouseLinks, without_scheme
from app.markup import Lexer
from app.recited import Recited
from app.relevant_passages import without_orders
from app.shown import DANGER, DANGER_INLINE, REMOVED, Shown, leads_out, ticked
from app.tokens import Block, Definition, Gap, Link, Mark, Span, Tag, Text, Token, Url, trimmed_url
from app.verbatim import Quote, Shelf
from app.warned import Warned as Warned
from index.chunk import Passage

_LEFTOVER = re.compile(r"⟦[^⟦⟧\n]{0,60}⟧?")


class Grounding:
    """Checks one answer: `feed` what the model wrote, then `finish`; both give what may be shown.

    `passages` are those of the prompt, in order: `[n]` names `passages[n - 1]`; `hosts` are the
    settings'. Feed restored text.
    """

    def __init__(self, passages: Sequence[Passage], language: str, hosts: Hosts = ()) -> None:
        chunks = [passage.chunk for passage in passages]
        self._language = "ru" if language == "ru" else "en"
        self._shelf = Shelf(chunk.text for chunk in chunks)
        self._metadata = {
            chunk.url: number for number, chunk in reversed([*enumerate(chunks, 1)]) if chunk.url
        }
        self._titles = {number: chunk.title for number, chunk in enumerate(chunks, 1)}
        self.hosts, self._house = hosts, HouseLinks((chunk.url for chunk in chunks), hosts)
        self._plain = without_orders(self._shelf.pages, chunks)
        self._recited, self._lexer = Recited(), Lexer()
        self._out = Shown()
        self._cited: dict[int, bool] = {}
        self._failed: Span | Block | None = None
        self._ahead: list[Token] = []
        self._instead_shown: list[Quote] = []
        self.counts: Counter[Warned] = Counter()

    @property
    def text(self) -> str:
        """All that was shown so far."""
        return self._out.text

    @property
    def citations(self) -> tuple[int, ...]:
        """Numbers of the passages that the answer rests on, in the order of their first use."""
        return tuple(self._cited)

    @property
    def warnings(self) -> tuple[Warned, ...]:
        """Codes of what was met."""
        return tuple(code for code in Warned if self.counts[code])

    def feed(self, piece: str) -> str:
        """What may be shown once this piece is known."""
        self._take_all(self._lexer.feed(self._recited.feed(piece)))
        return self._out.new()

    def finish(self) -> str:
        """The rest, and the citations of code that the model did not cite itself."""
        self._take_all([*self._lexer.feed(self._recited.finish()), *self._lexer.finish()])
        while self._failed is not None:
            self._resolve(())
        unmarked = [number for number, marked in self._cited.items() if not marked]
        if unmarked and self._out.begun:
            self._out.end_with(" ".join(f"[{number}]" for number in unmarked))
        if not self._cited and self._out.begun:
            self.counts[Warned.UNCITED] += 1
        if not self.counts[Warned.DESTRUCTIVE] and destructive_prose(self._out.text):
            self.counts[Warned.DESTRUCTIVE] += 1
        return self._out.new()

    # ---- tokens

    def _take_all(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            if self._failed is None:
                self._take(token)
            else:
                self._look_ahead(token)

    def _take(self, token: Token) -> None:
        match token:
            case Text(text=text):
                self._leftovers(text)
                self._out.prose(text)
            case Gap(text=text):
                self._out.link(text)
            case Mark(numbers=numbers):
                self._mark(numbers)
            case Url(text=url):
                self._url(url)
            case Link(label=label, target=target):
                self._link(label, target)
            case Definition():
                self._definition(token)
            case Tag(text=tag):
                held = not (token.always or leads_out(tag)) and self._held(tag)
                self.counts[Warned.LINK] += not (held or token.quiet)
                self._out.prose(tag if held else "")
            case Span() | Block():
                self._code(token)

    def _leftovers(self, text: str) -> None:
        for mark in _LEFTOVER.findall(text):
            self.counts[Warned.LEFTOVER] += not self._held(mark)

    def _held(self, text: str) -> bool:
        """Whether some passage has this, letter for letter; none that speaks to the model."""
        return any(text in page.text for page in self._plain.values())

    def _held_inside(self, text: str) -> bool:
        return self._held(text) and self._house.holds_all(text)

    def _mark(self, numbers: Sequence[int]) -> None:
        known = [number for number in numbers if number in self._shelf.pages]
        self.counts[Warned.CITATION] += len(known) < len(numbers)
        self._cited.update(dict.fromkeys(known, True))
        if known:
            self._out.prose("".join(f"[{number}]" for number in known))
        else:
            self._out.drop_space()

    def _url(self, url: str) -> None:
        plain = url.strip("<>")
        number = self._source_of(plain)
        if number is None and not (url.startswith("<") and self._held_inside(url)):
            self.counts[Warned.LINK] += 1
            self._out.drop_space()
        else:
            if number is not None:
                self._cited.setdefault(number, False)
            self._out.prose(url if url in self._metadata else without_scheme(plain))

    def _link(self, label: str, target: str) -> None:
        number = self._metadata.get(target)
        if number is not None:
            plain = label if re.fullmatch(r"[^`<>\[\]\\:]+", label) else self._titles[number]
            self._cited.setdefault(number, False)
            self._out.link(f"[{plain}]({target})")
            return
        if re.fullmatch(r"\d{1,3}", label):
            self._mark((int(label),))
            self._foreign(target)
            return
        self._label(label)
        number = self._source_of(trimmed_url(target))
        if number is not None:
            self._take_all([Text(" ("), Url(trimmed_url(target)), Text(")")])
        else:
            self._foreign(target)

    def _label(self, label: str) -> None:
        lexer = Lexer()
        self._take_all([*lexer.feed(label), *lexer.finish()])

    def _definition(self, token: Definition) -> None:
        """It stays where a document has it or its target; one plain word is taken for prose."""
        plain = re.fullmatch(r"[^\W_][\w-]*", token.target) is not None
        held = self._held(f"[{token.label}]{token.rest}") and not leads_out(token.rest)
        if not (plain or held or token.target in self._metadata):
            self.counts[Warned.LINK] += 1
            return
        if re.fullmatch(r"\d{1,3}", token.label):
            self._mark((int(token.label),))
        else:
            self._out.prose("[")
            self._label(token.label)
            self._out.prose("]")
        self._label(" " * plain + token.rest)

    def _foreign(self, target: str) -> None:
        """Warn of a link's target, unless a document has the very same link."""
        self.counts[Warned.LINK] += not (target and self._held(f"]({target}"))

    def _source_of(self, url: str) -> int | None:
        """The passage whose metadata or text holds this URL, a cited one first."""
        inside = self._house.holds(url)
        for number in dict.fromkeys((*self._cited, *self._plain)):
            if inside and number in self._plain and url in self._plain[number].urls:
                return number
        return self._metadata.get(url)

    # ---- code

    def _code(self, token: Span | Block) -> None:
        if isinstance(token, Span) and not is_command(token.code):
            self._word(token.code)
            return
        lines = [token.code] if isinstance(token, Span) else list(token.lines)
        if not any(line.strip() for line in lines):
            return
        number = self._shelf.where(lines, isinstance(token, Span), self._cited)
        if number is None:
            self._failed = token
            return
        self._cited.setdefault(number, False)
        self._show(token, lines)

    def _word(self, code: str) -> None:
        """A code span of one name is no command, but it may be a URL or a leftover mark."""
        self._leftovers(code)
        foreign = any(sign in code.lower() for sign in ("://", "www.", "]("))
        if foreign and not self._held_inside(code):
            self.counts[Warned.LINK] += 1
            self._out.drop_space()
        elif code:
            self._span(code, destructive(code))

    def _span(self, code: str, danger: bool) -> None:
        self.counts[Warned.DESTRUCTIVE] += danger
        self._out.prose((DANGER_INLINE[self._language] if danger else "") + ticked(code))

    def _show(self, token: Span | Block, lines: Sequence[str], instead: str | None = None) -> None:
        """Code that stands in a passage, marked where it destroys something."""
        code = "\n".join(lines)
        danger = destructive(code)
        if isinstance(token, Span):
            self._span(code, danger)
            return
        self.counts[Warned.DESTRUCTIVE] += danger
        notice = DANGER[self._language] if danger else ""
        if token.prompt is not None and instead is None:
            first, *rest = lines
            prompted = token.prompt + first
            shown = prompted if not token.prompt or self._held(prompted) else "$ " + first
            self._out.lines(token.prefix, [*([notice] if notice else []), shown, *rest])
        else:
            self._out.block(token.prefix, notice, lines, instead or token.info)

    # ---- code that failed

    def _look_ahead(self, token: Token) -> None:
        """Hold what follows failed code until it is known which passage the model cites for it."""
        cited = (
            [n for n in token.numbers if n in self._shelf.pages] if isinstance(token, Mark) else []
        )
        inline = isinstance(self._failed, Span)
        blank = isinstance(token, Gap) or (isinstance(token, Text) and not token.text.strip())
        code = isinstance(token, Block) or (isinstance(token, Span) and is_command(token.code))
        self._ahead.append(token)
        if cited:
            self._resolve(cited)
        elif (inline and (code or (isinstance(token, Gap) and "\n" in token.text))) or (
            not inline and not blank
        ):
            self._resolve(())

    def _resolve(self, cited: Sequence[int]) -> None:
        token, ahead = self._failed, self._ahead
        assert token is not None
        self._failed, self._ahead = None, []
        self._replace(token, cited)
        self._take_all(ahead)

    def _replace(self, token: Span | Block, cited: Sequence[int]) -> None:
        inline = isinstance(token, Span)
        code = token.code if isinstance(token, Span) else "\n".join(token.lines)
        found = self._shelf.instead(code, inline, cited, tuple(self._cited))
        if found is None:
            self.counts[Warned.REMOVED] += 1
            prefix = token.prefix if isinstance(token, Block) else ""
            self._out.link(prefix + REMOVED[self._language])
            return
        number, quote = found
        self.counts[Warned.REPLACED] += 1
        self._cited.setdefault(number, False)
        if not inline and quote in self._instead_shown:
            return  # a model in a loop would fill the answer with the same block
        self._instead_shown.append(quote)
        self._show(token, quote.text.split("\n"), quote.info)

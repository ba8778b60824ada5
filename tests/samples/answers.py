"""Markdown as models and documents write it, and worse, with what of it must be seen.

`answer(seed)` is the same for the same seed. Every word is there once, so that a reader's text can be
searched for them in order; nothing of a renderer is used.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

LINKED = ("https://docs.example.com/payments.md", "https://wiki.example.com/x?a=1&b=2#top")
"""What may be a link."""
_STEMS = ("deploy", "откат", "pod", "очередь", "naïve", "ё", "🙂", "Ω", "日本", "x_y", "a-b")
_FOREIGN = (
    "https://evil{n}.example/x?q=1", "http://evil{n}.example", "www.evil{n}.example/a",
    "evil{n}.example.com", "evil{n}.рф/путь", "t.me/evil{n}", "ftp://evil{n}.example/f",
    "tg://resolve?domain=evil{n}", "10.1.2.3:80/evil{n}", "evil{n}@mail.example",
)  # fmt: skip
_CALLS = (
    "<!channel>",
    "<!here|h>",
    "<@U123>",
    "<#C1>",
    "@everyone",
    "@somebody",
    "<b>",
    "&lt;!channel&gt;",
)
_CODE = (
    "kubectl get pods -n {w} | grep -v Running", "export A=$HOME && echo \"$A\" > /tmp/{w}",
    "curl -fsS https://{w}.internal/health", "  indented: {w}", "\\{w}\\", "echo '`{w}`' *x* _y_ <z>",
    "# {w}: не трогать", "{w}: [1, 2] # ~~~", "", "| {w} | & < > |",
)  # fmt: skip
_LANGUAGES = ("", "sh", "yaml", "bash title=x", "c++", "<!x>")


@dataclass(slots=True)
class Written:
    """`words` must be seen in order; each of `code` stands in the answer byte for byte, as code."""

    random: random.Random
    markdown: str = ""
    words: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    number: int = 0

    def word(self) -> str:
        self.number += 1
        word = f"{self.random.choice(_STEMS)}{self.number}w"
        self.words.append(word)
        return word

    def some(self, most: int = 8) -> str:
        return " ".join(self.word() for _ in range(self.random.randint(1, most)))


def answer(seed: int) -> Written:
    """A Markdown answer of one to a dozen blocks; some are longer than a message."""
    made = Written(random.Random(seed))
    kinds = made.random.choices(list(_BLOCKS), list(_BLOCKS.values()), k=made.random.randint(1, 12))
    made.markdown = "\n\n".join(block(made) for block in kinds)
    return made


def _inline(made: Written) -> str:
    kinds: list[Callable[[], str]] = [
        lambda: made.some(),
        lambda: f"**{made.some()}**",
        lambda: f"*{made.some()}*",
        lambda: f"***{made.some()} `{made.word()}`*** ~~{made.word()}~~",
        lambda: f"`{made.word()}` ``{made.word()} ` {made.word()}``",
        lambda: f"[{made.some()}]({made.random.choice(LINKED)})",
        lambda: f'[**{made.word()}** `{made.word()}`]({_foreign(made)} "t")',
        lambda: f"![{made.some()}]({_foreign(made)}.png)",
        lambda: f"[![{made.word()}]({_foreign(made)})]({made.random.choice(LINKED)})",
        lambda: f"<https://evil.example/{made.word()}>",
        lambda: f"{made.word()} {_foreign(made)} {made.random.choice(LINKED)}, {made.word()}",
        lambda: f"{made.random.choice(_CALLS)} {made.word()} {made.random.choice(_CALLS)}",
        lambda: f"$A {made.word()} and $B || {made.word()} || 5 ~ 6 \\* \\_ [^1] [x] [1]",
        lambda: f"/stop /etc/{made.word()} #tag {made.word()}.md \u202e{made.word()}\u202c",
        lambda: f"&amp; &lt;{made.word()}&gt; <{made.word()}> a<{made.word()}",
        lambda: "".join(made.random.choices("*_`~[]()!<>|#\\&@:/.- ", k=9)).strip() or "-",
    ]
    weights = [8] * 3 + [2] * (len(kinds) - 3)
    picked = made.random.choices(kinds, weights, k=made.random.randint(1, 5))
    return " ".join(make() for make in picked[:-1]) + " " + made.some()


def _foreign(made: Written) -> str:
    made.number += 1
    return made.random.choice(_FOREIGN).format(n=made.number)


def _paragraph(made: Written) -> str:
    return made.some(3) + " " + _inline(made)


def _heading(made: Written) -> str:
    return "#" * made.random.randint(1, 6) + " " + made.some(3) + f" `{made.word()}`"


def _fence(made: Written, indent: str = "", lines: int = 6) -> str:
    body = [
        made.random.choice(_CODE).format(w=made.word())
        if made.random.random() < 0.9
        else f"plain {made.word()}"
        for _ in range(made.random.randint(1, lines))
    ]
    body = [line if f"{word}" in line else f"{line} {word}" for line, word in _worded(made, body)]
    made.code.append("\n".join(body))
    mark = made.random.choice(("```", "~~~~", "````"))
    inside = "\n".join(indent + line if line else line for line in body)
    return f"{indent}{mark}{made.random.choice(_LANGUAGES)}\n{inside}\n{indent}{mark}"


def _worded(made: Written, body: list[str]) -> list[tuple[str, str]]:
    return list(zip(body, made.words[-len(body) :], strict=True))


def _list(made: Written) -> str:
    ordered, loose = made.random.random() < 0.5, made.random.random() < 0.3
    items = []
    for number in range(made.random.randint(1, 6)):
        mark = f"{number + 1}. " if ordered else "- "
        pad = " " * len(mark)
        item = mark + _paragraph(made)
        if made.random.random() < 0.3:
            item += f"\n\n{_fence(made, pad)}"
        if made.random.random() < 0.3:
            item += f"\n\n{pad}- {_paragraph(made)}\n{pad}- {made.some()}"
        items.append(item)
    return ("\n\n" if loose else "\n").join(items)


def _quote(made: Written) -> str:
    return "\n>\n".join(f"> {_paragraph(made)}" for _ in range(made.random.randint(1, 3)))


def _table(made: Written) -> str:
    wide = made.random.randint(1, 4)

    def row() -> str:
        return "| " + " | ".join(made.some(2) for _ in range(wide)) + " |"

    head = row()
    return "\n".join(
        [head, "|---" * wide + "|", *(row() for _ in range(made.random.randint(1, 5)))]
    )


def _rule(made: Written) -> str:
    return f"{made.some()}\n\n***"


def _html(made: Written) -> str:
    return f"<div onclick=x>\n{made.some()}\n</div>\n\n<script>{made.word()}</script>"


def _long(made: Written) -> str:
    return " ".join(_inline(made) for _ in range(made.random.randint(30, 120)))


def _long_fence(made: Written) -> str:
    return _fence(made, lines=200)


_BLOCKS: dict[Callable[[Written], str], int] = {
    _paragraph: 12, _heading: 4, _fence: 6, _list: 6, _quote: 3, _table: 3, _rule: 1, _html: 1,
    _long: 1, _long_fence: 1,
}  # fmt: skip

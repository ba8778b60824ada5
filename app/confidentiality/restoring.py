"""Placeholders: their shape, the `Vault` of what they stand for, and the way back.

Invariant: only placeholders that this request sent out are restored; anything else of that shape is
marked and counted, never guessed. The vault lives in memory only and shows nothing in its `repr`.
Streamed in any pieces, an answer is restored to the same text as in one piece.

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

Deliberately elsewhere: what gets a placeholder (`sanitize`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

OPEN, CLOSE = "\u27e6", "\u27e7"
LITERAL = "LITERAL"
"""Label of text that looked like a placeholder when it came in; restored to itself."""
MARK = f"{OPEN}?{CLOSE}"
"""Stands in an answer where a placeholder could not be restored."""

_OPENING = r"(?:\u27e6|\u301a|\u3010|\[\[)"
_CLOSING = r"(?:\u27e7|\u301b|\u3011|\]\])"
_TOKEN = re.compile(
    _OPENING + r"[ \t]{0,3}([A-Za-z][A-Za-z0-9_\\]{0,39}?)\\?_(\d{1,6})[ \t]{0,3}" + _CLOSING
)
_BEGUN = re.compile(
    r"(?:\[|" + _OPENING + r"[ \t]{0,3}(?:[A-Za-z][A-Za-z0-9_\\]{0,47}[ \t]{0,3}\]?)?)\Z"
)
_LOOKALIKE = re.compile(_TOKEN.pattern + r"|[\u27e6\u27e7]")
_CANONICAL = re.compile(r"\u27e6[A-Z0-9_]+_[0-9]+\u27e7")
_LINK_TARGET = re.compile(
    r"(?:\]\((?:[^()]|\([^()]*\))*(?:\([^()]*)?"  # [text](target, parentheses may nest once
    r"|\]\(\s*<[^>\n]*"  # [text](<target
    r"|^ {0,3}\[[^\]\n]*\]:[^\n]*"  # [label]: target
    r"|<(?:a|img|https?:)\b[^>]*)\Z",  # <a href=target, <https:target
    re.IGNORECASE | re.MULTILINE,
)


def placeholder(label: str, number: int) -> str:
    """`\u27e6LABEL_N\u27e7`; `label` in capitals, digits and underscores."""
    return f"{OPEN}{label}_{number}{CLOSE}"


def lookalikes(text: str) -> list[tuple[int, int]]:
    """Where a text that comes in looks like a placeholder, or holds one of its brackets."""
    return [match.span() for match in _LOOKALIKE.finditer(text)]


def without_placeholders(text: str, start: int, end: int) -> str:
    """What `text[start:end]` holds besides placeholders that it touches."""
    rest, at = [], start
    for match in _CANONICAL.finditer(text):
        if match.end() <= start or match.start() >= end:
            continue
        rest.append(text[at : max(at, match.start())])
        at = match.end()
    rest.append(text[at:end])
    return "".join(rest)


@dataclass(frozen=True, slots=True)
class Vault:
    """What stands behind the placeholders of one request; in memory only.

    `values` maps a placeholder to its original; `cut` are the values that were removed for good.
    """

    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    cut: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def originals(self) -> tuple[str, ...]:
        """Every value that must not stand in what leaves: masked and cut."""
        masked = (v for p, v in self.values.items() if not p.startswith(f"{OPEN}{LITERAL}_"))
        return (*masked, *sorted(self.cut))

    @property
    def labels(self) -> frozenset[str]:
        """Labels of the placeholders that were issued."""
        return frozenset(name[1:-1].rpartition("_")[0] for name in self.values)


@dataclass(frozen=True, slots=True)
class Restored:
    """A whole answer with its originals back; `unknown` placeholders in it are marked."""

    text: str = field(repr=False)
    unknown: int


class Restorer:
    """Restores an answer that comes in pieces. Holds back at most a placeholder's length.

    Spaces inside the brackets, another case, an escaped underscore and a few sister brackets are
    understood, since models write them; an original is never put into the target of a link.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._labels = vault.labels
        self._buffer = ""
        self._lines = ""
        self.unknown = 0

    def feed(self, piece: str) -> str:
        """The next piece of the answer, as far as it is certain."""
        self._buffer += piece
        begun = _BEGUN.search(self._buffer)
        certain = begun.start() if begun else len(self._buffer)
        return self._take(certain)

    def finish(self) -> str:
        """What was held back. The answer is over."""
        return self._take(len(self._buffer))

    def _take(self, certain: int) -> str:
        out: list[str] = []
        at = 0
        for match in _TOKEN.finditer(self._buffer):
            out += (self._plain(self._buffer[at : match.start()]), self._restored(match))
            at = match.end()
        certain = max(certain, at)
        out.append(self._plain(self._buffer[at:certain]))
        self._buffer = self._buffer[certain:]
        return "".join(out)

    def _plain(self, text: str) -> str:
        self.unknown += text.count(OPEN) + text.count(CLOSE)
        self._remember(text)
        return text

    def _restored(self, match: re.Match[str]) -> str:
        label = match[1].replace("\\", "").upper()
        original = self._vault.values.get(placeholder(label, int(match[2])))
        if original is None and match[0][0] != OPEN and label not in self._labels:
            return self._plain(match[0])
        inside_link = _LINK_TARGET.search(self._lines) is not None
        self._remember(match[0])
        if original is not None and not inside_link:
            return original
        self.unknown += 1
        return MARK

    def _remember(self, text: str) -> None:
        """Keep the answer's last two lines: a link's target may start on the line before."""
        self._lines = "\n".join((self._lines + text).rsplit("\n", 2)[-2:])


def restore(text: str, vault: Vault) -> Restored:
    """Restore a whole answer."""
    return restore_pieces((text,), vault)


def restore_pieces(pieces: Iterable[str], vault: Vault) -> Restored:
    """Restore an answer from its pieces."""
    restorer = Restorer(vault)
    parts = [restorer.feed(piece) for piece in pieces]
    parts.append(restorer.finish())
    return Restored("".join(parts), restorer.unknown)

"""Sentences of answers with the case that each name in them is in: `name_cases.txt`.

One sentence a line; `{datv}` is a name in the dative, `{datv:у}` one to which an ending was glued.
Written as people and models answer, before the rules that read them. Half of the sentences, told by
a checksum, are `KEPT`: no rule was made after looking at them. Lines that begin with `# ` are headings.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_SLOT = re.compile(r"\{(nomn|gent|datv|accs|ablt|loct)(?::([^}]+))?\}")
_FILE = Path(__file__).with_name("name_cases.txt")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`parts` stand around the names; `cases` and what was glued to each name, in order."""

    line: str
    parts: tuple[str, ...]
    cases: tuple[str, ...]
    glued: tuple[str, ...]

    @property
    def kept(self) -> bool:
        """Whether it belongs to the half that was kept unseen."""
        return zlib.crc32(self.line.encode()) % 2 == 1

    def answer(self, names: list[str]) -> str:
        """The sentence with placeholders, as a model writes it."""
        return self._filled(
            [name + ending for name, ending in zip(names, self.glued, strict=False)]
        )

    def read(self, forms: list[dict[str, str]]) -> str:
        """The sentence as a person should read it: each name in its case."""
        return self._filled([form[case] for form, case in zip(forms, self.cases, strict=False)])

    def _filled(self, words: list[str]) -> str:
        return "".join(a + b for a, b in zip(self.parts, [*words, ""], strict=True))


def sentences() -> Iterator[Sentence]:
    """Every sentence of the file."""
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            found = _SLOT.findall(line)
            yield Sentence(
                line,
                tuple(_SLOT.split(line)[::3]),
                tuple(case for case, _ in found),
                tuple(ending for _, ending in found),
            )

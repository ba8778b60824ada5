"""Mutants of the gate: each takes one safeguard away, and names the tests that must turn red.

A mutant is a textual replacement in one file, applied to a copy of the tree, never to the tree
itself. Deliberately elsewhere: the tables (`chat_exit`, `chat_leaks`, `chat_people`, `gate`, `judge`, `egress`,
`house`, `doors`, `service`, `upstream`, `written`, `command_line`, `slack`, `telegram`), the command
(`__main__`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Mutant:
    """`old` stands exactly once in `file`; with `new` in its place one of `tests` must fail.

    `law` is the number of the law in README that the safeguard keeps; `tests` are pytest node ids.
    """

    name: str
    law: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def mutated(self, root: Path) -> str:
        """The file's text with the replacement. Raises `ValueError` where `old` is not there once."""
        text = (root / self.file).read_text(encoding="utf-8")
        if (count := text.count(self.old)) != 1:
            raise ValueError(f"{self.name}: its text stands {count} times in {self.file}, not once")
        return text.replace(self.old, self.new)


def every() -> Iterator[Mutant]:
    """All mutants, in the order of the tables."""
    from tests.mutants.bots import BOTS
    from tests.mutants.chat_exit import CHAT_EXIT
    from tests.mutants.chat_leaks import CHAT_LEAKS
    from tests.mutants.chat_people import CHAT_PEOPLE
    from tests.mutants.command_line import COMMAND_LINE
    from tests.mutants.doors import DOORS
    from tests.mutants.egress import EGRESS
    from tests.mutants.gate import GATE
    from tests.mutants.house import HOUSE
    from tests.mutants.judge import JUDGE
    from tests.mutants.limits import LIMITS
    from tests.mutants.once import ONCE
    from tests.mutants.service import SERVICE
    from tests.mutants.slack import SLACK
    from tests.mutants.telegram import TELEGRAM
    from tests.mutants.upstream import UPSTREAM
    from tests.mutants.written import WRITTEN

    yield from (
        *GATE,
        *JUDGE,
        *EGRESS,
        *WRITTEN,
        *HOUSE,
        *DOORS,
        *SERVICE,
        *LIMITS,
        *UPSTREAM,
        *COMMAND_LINE,
        *CHAT_EXIT,
        *CHAT_LEAKS,
        *SLACK,
        *ONCE,
        *CHAT_PEOPLE,
        *TELEGRAM,
        *BOTS,
    )

"""`python -m tests.unit.app.detectors.pumping`: patterns whose time grows faster than their text.

Every pattern that this project compiles while its modules load is read from its own parse tree: in
front of each repetition stands what leads to it, then the repeated piece many times over, then a
character that nothing matches. Patterns that are tried at one place may take time in proportion to
the text. Those that are looked for everywhere may take its square here, because how far they look
is bounded where they are used (`timing` reads whole detectors); more than that hangs. Run in a
process of its own: a pattern that hangs lets nothing else in its process run.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

code: Any = importlib.import_module("re._constants")
parser: Any = importlib.import_module("re._parser")
"""How the standard library reads a pattern; it has no types."""

_OWN = ("app", "index", "ingest")
_LEFT = ("cli", "commands", "training", "wiring", "models")
"""What reads no text that a stranger wrote, or loads a model."""
_CHARACTERS = "_ a1.-A/:\n,\"'|=б*"
_UNITS = (
    *_CHARACTERS, *"`<([{#@\\%&$!?\t;+", "a ", "A ", "Aa ", "Aa-", "1 ", "1.", "1-", "б ", "Бб ", "_ ",
    "- ", ". ", ", ", "| ", "\\ ", "a_", "a-", "a.", "a:", "a=", "a/", "a\n", "\t ", "\n ", "a_1",
    "a: b", "- a\n", "a@b.",
)  # fmt: skip
_END = "\x00"
_MANY = 16
"""Repetitions that may be more than this often are pumped."""
_SIZES, _TIMES, _SLACK = {1: 4_000, 2: 240}, 4, 2.0
"""Characters of the short text by the power that time may grow with, how many times longer the long
one is, and what may differ."""
_HOT, _LATE = 0.004, 3.0
"""Seconds from which on growth is measured at all, and after which a pattern hangs."""
_SEARCHED = re.compile(r"\b(\w+)\.(?:finditer|search|sub|subn|split|findall)\(")


class _LateError(Exception):
    """A pattern read for a second."""


def patterns() -> dict[tuple[str, int], tuple[re.Pattern[str], str]]:
    """Every pattern compiled by the project's modules, with where that was."""
    found: dict[tuple[str, int], tuple[re.Pattern[str], str]] = {}
    compiled: Callable[..., Any] = vars(re)["_compile"]

    def noting(pattern: Any, flags: int) -> Any:
        made = compiled(pattern, flags)
        caller = sys._getframe(2)
        name = str(caller.f_globals.get("__name__"))
        if name.partition(".")[0] in _OWN and isinstance(made.pattern, str):
            found.setdefault((made.pattern, made.flags), (made, f"{name}:{caller.f_lineno}"))
        return made

    setattr(re, "_compile", noting)  # noqa: B010
    for module in modules():
        importlib.import_module(module)
    setattr(re, "_compile", compiled)  # noqa: B010
    return found


def modules() -> Iterator[str]:
    """Names of the modules that are read."""
    for package in map(importlib.import_module, _OWN):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            steps = module.name.split(".")
            if steps[1] not in _LEFT and "migrations" not in steps:  # those run in Alembic's hands
                yield module.name


def searched() -> set[int]:
    """`id` of the patterns that are looked for anywhere in a text by the name of their module."""
    kept = set()
    for name in [name for name in sys.modules if name.partition(".")[0] in _OWN]:
        module: ModuleType = sys.modules[name]
        file = getattr(module, "__file__", None)
        used = set(_SEARCHED.findall(Path(file).read_text())) if file else set()
        kept |= {id(vars(module)[one]) for one in used if one in vars(module)}
    return kept


def pumped(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """(what leads to a repetition, what it repeats) for each in a parse tree."""
    for kind, argument in tree:
        if kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            least, most, body = argument
            if most > _MANY:
                yield from ((before, unit) for unit in _examples(body))
            yield from pumped(body, before)
            before += _example(body) * min(least, _MANY)
            continue
        for inner in _inside(kind, argument):
            yield from pumped(inner, before)
        before += _example([(kind, argument)])


def _inside(kind: Any, argument: Any) -> list[Any]:
    match kind:
        case code.SUBPATTERN:
            return [argument[3]]
        case code.BRANCH:
            return list(argument[1])
        case code.ATOMIC_GROUP:
            return [argument]
        case code.ASSERT | code.ASSERT_NOT:
            return [argument[1]]
        case _:
            return []


def _examples(body: Any) -> list[str]:
    """What a repeated piece matches: for one character of a set several of it."""
    if len(body) == 1 and body[0][0] in (code.IN, code.NOT_LITERAL, code.ANY):
        return [char for char in _CHARACTERS if _fits(body[0], char)][:6] or [_example(body)]
    return [_example(body) or "a"]


def _example(tree: Any) -> str:
    """A short text that a parse tree matches, what it looks around for left aside."""
    made = ""
    for kind, argument in tree:
        if kind is code.LITERAL:
            made += chr(argument)
        elif kind in (code.IN, code.NOT_LITERAL, code.ANY):
            every = map(chr, range(32, 0x500))
            fitting = (char for char in (*_CHARACTERS, *every) if _fits((kind, argument), char))
            made += next(fitting, "a")
        elif kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            made += _example(argument[2]) * min(argument[0], _MANY)
        elif kind is code.BRANCH:
            made += _example(argument[1][0])
        elif kind in (code.SUBPATTERN, code.ATOMIC_GROUP):
            made += _example(_inside(kind, argument)[0])
    return made


_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    code.CATEGORY_DIGIT: str.isdecimal, code.CATEGORY_NOT_DIGIT: lambda c: not c.isdecimal(),
    code.CATEGORY_SPACE: str.isspace, code.CATEGORY_NOT_SPACE: lambda c: not c.isspace(),
    code.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
    code.CATEGORY_NOT_WORD: lambda c: not (c.isalnum() or c == "_"),
}  # fmt: skip


def _fits(node: Any, char: str) -> bool:
    kind, argument = node
    match kind:
        case code.ANY:
            return char != "\n"
        case code.LITERAL:
            return ord(char) == int(argument)
        case code.NOT_LITERAL:
            return ord(char) != int(argument)
        case code.RANGE:
            return bool(argument[0] <= ord(char) <= argument[1])
        case code.CATEGORY:
            return _CATEGORIES[argument](char)
        case _:
            rest = [one for one in argument if one[0] is not code.NEGATE]
            return any(_fits(one, char) for one in rest) == (len(rest) == len(argument))


def _seconds(read: Callable[[str], object], text: str, times: int = 1) -> float:
    spent = []
    for _ in range(times):
        began = time.process_time()
        read(text)
        spent.append(time.process_time() - began)
    return min(spent)


def grows(read: Callable[[str], object], before: str, unit: str, power: int = 1) -> bool:
    """Whether reading takes more than this power of how often `unit` stands in the text."""
    size = _SIZES[power]

    def text(size: int) -> str:
        return before + (unit * (size // len(unit) + 1))[:size] + _END

    if _seconds(read, text(size)) < _HOT:
        return False
    short = max(_HOT, _seconds(read, text(size), 3))
    long = _seconds(read, text(_TIMES * size), 2)
    return long > float(_TIMES**power) * _SLACK * short


def hangs(read: Callable[[str], object], before: str, unit: str, power: int = 1) -> bool:
    """`grows`, also where reading does not end. For the main thread only."""
    signal.signal(signal.SIGALRM, _late)
    signal.setitimer(signal.ITIMER_REAL, _LATE)
    try:
        return grows(read, before, unit, power)
    except _LateError:
        return True
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _all_of(pattern: re.Pattern[str]) -> Callable[[str], object]:
    return lambda text: list(pattern.finditer(text))


def _late(_signal: int, _frame: FrameType | None) -> None:
    raise _LateError


def slow() -> Iterator[str]:
    """Where each pattern is that does not read in linear time, and what it takes long for."""
    found = patterns()
    everywhere = searched()
    for pattern, where in found.values():
        tree = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
        texts = [*dict.fromkeys(pumped(tree)), *(("", unit) for unit in _UNITS)]
        if id(pattern) in everywhere:
            late = next((one for one in texts if hangs(_all_of(pattern), *one, power=2)), None)
        else:
            late = next((one for one in texts if hangs(pattern.match, *one)), None)
        if late:
            yield f"{where} {''.join(late)!r}: {pattern.pattern[:60]}"
    sys.stderr.write(f"{len(found)} patterns\n")


if __name__ == "__main__":
    for line in slow():
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

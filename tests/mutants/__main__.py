"""`python -m tests.mutants [NAME...]`: show that each safeguard's tests notice when it is gone.

Each mutant is made in a temporary copy of the tree, its tests run there, and one of them must fail.
Exit status 1 where one survives, does not apply any more, or where the tests fail without it.
"""

from __future__ import annotations

import json
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tests.mutants import ROOT, Mutant, every

_LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", "*.egg-info", ".mypy_cache", ".ruff_cache", ".pytest_cache",
    "bench-results", ".demo", "build", "dist",
)  # fmt: skip
_PLAIN = ("-p", "no:cacheprovider", "-p", "no:langsmith_plugin")
"""Nothing is kept between runs, and a plugin that takes longer to load than most tests is left out."""
_WORKERS = 2
_FAILED = 1
_SECONDS, _MORE_SECONDS = 300, 5
"""For the tests of one mutant, and more for each of them: all together take longer."""
_RED = re.compile(r"^FAILED (\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of one mutant."""

    mutant: Mutant
    caught_by: str
    seconds: float

    @property
    def caught(self) -> bool:
        """Whether a test turned red."""
        return bool(self.caught_by)


def main(names: Sequence[str]) -> int:
    """Run the named mutants, or all. Returns the exit status."""
    console = Console(width=None if sys.stdout.isatty() else 150)
    mutants = [m for m in every() if not names or any(name in m.name for name in names)]
    if not mutants:
        print("There is no mutant of this name; `python -m tests.mutants` runs all of them.")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        trees: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for number in range(_WORKERS):
            shutil.copytree(ROOT, Path(folder) / str(number), ignore=_LEFT_OUT)
            trees.put(Path(folder) / str(number))
        tests = sorted({test for mutant in mutants for test in mutant.tests})
        if red := _red(Path(folder) / "0", tests):
            print(f"Without any mutant this test fails already: {red}")
            return 1
        with ThreadPoolExecutor(_WORKERS) as pool:
            shown = list(pool.map(lambda mutant: _shown(mutant, trees, console), mutants))
    console.print(_table(shown))
    survived = [s.mutant.name for s in shown if not s.caught]
    print(f"{len(shown) - len(survived)} of {len(shown)} mutants caught.")
    _keep(shown)
    return 1 if survived else 0


def _shown(mutant: Mutant, trees: queue.SimpleQueue[Path], console: Console) -> Shown:
    """Mutate a copy that is free, run the tests, put the file back."""
    tree = trees.get()
    file = tree / mutant.file
    original = file.read_bytes()
    began = time.monotonic()
    try:
        file.write_text(mutant.mutated(tree), encoding="utf-8")
        caught = _red(tree, mutant.tests)
    except ValueError as error:
        console.print(str(error))
        caught = ""
    finally:
        file.write_bytes(original)
        trees.put(tree)
    console.print(f"{'caught' if caught else 'SURVIVED'}  {mutant.name}")
    return Shown(mutant, caught, time.monotonic() - began)


def _red(tree: Path, tests: Sequence[str]) -> str:
    """The first test that fails in this tree; "" where all are green.

    Tests that cannot be run at all are no proof: they count as green here.
    """
    done = subprocess.run(
        [sys.executable, "-B", "-m", "pytest", "-q", "-x", *_PLAIN, *tests],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=_SECONDS + _MORE_SECONDS * len(tests),
        check=False,
    )
    if done.returncode == 0:
        return ""
    red = _RED.search(done.stdout)
    if done.returncode == _FAILED and red:
        return red[1]
    print(done.stdout[-2000:], done.stderr[-500:])
    return ""


def _table(shown: Sequence[Shown]) -> Table:
    made = Table("mutant", "law", "caught by", "seconds", title="mutants")
    for one in shown:
        made.add_row(
            one.mutant.name,
            one.mutant.law,
            escape(one.caught_by or "SURVIVED"),
            f"{one.seconds:.1f}",
        )
    return made


def _keep(shown: Sequence[Shown]) -> None:
    """The same as JSON, beside the benchmarks' figures."""
    results = ROOT / "bench-results"
    results.mkdir(exist_ok=True)
    rows = {
        one.mutant.name: {
            "law": one.mutant.law, "file": one.mutant.file, "caught by": one.caught_by or None,
            "seconds": round(one.seconds, 1),
        }
        for one in shown
    }  # fmt: skip
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    (results / "mutants.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

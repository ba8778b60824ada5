"""A progress bar with the time left, on stderr; silent where nobody watches."""

from __future__ import annotations

import sys
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)


class Bar:
    """What `ingest.report.Progress` asks for. Amounts are bytes of files.

    Where stderr is no terminal (a log, CI) one line says what was done at the end of each tenth.
    """

    def __init__(self, *, quiet: bool = False, what: str = "ingest") -> None:
        self._what = what
        self._quiet = quiet
        self._live = not quiet and sys.stderr.isatty()
        self._total = self._done = self._told = 0
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(),
            TimeElapsedColumn(),
            TextColumn("eta"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=not self._live,
        )
        self._task = self._progress.add_task(what, total=None)

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def start(self, total: int) -> None:
        """The run has this many bytes to read; of nothing there is no bar."""
        self._total, self._done, self._told = total, 0, 0
        self._progress.reset(self._task, total=total, visible=total > 0)

    def advance(self, amount: int) -> None:
        """This many bytes more are done."""
        self._done += amount
        self._progress.advance(self._task, amount)
        tenth = self._done * 10 // self._total if self._total else 0
        if not self._live and not self._quiet and tenth > self._told:
            self._told = tenth
            print(f"hush: {self._what} {min(tenth, 10) * 10} %", file=sys.stderr, flush=True)

    def note(self, sentence: str) -> None:
        """A sentence that the person may want at once."""
        if not self._quiet:
            self._progress.console.print(sentence, markup=False)

    def finish(self) -> None:
        """Nothing more comes."""
        self._progress.update(self._task, visible=False)

"""A progress bar with the time left, on stderr; silent where nobody watches.

rich is imported when there is something to show: a run that changes nothing starts without it.
"""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from app.wording import preferred_language, say

if TYPE_CHECKING:
    from rich.progress import Progress


class Bar:
    """What `ingest.report.Progress` asks for. Amounts are bytes of files; in training, texts.

    `doing` is the code of what is done in `wording`, with a `_percent` form.

    Where stderr is no terminal (a log, CI) a line is written at the end of each tenth.
    """

    def __init__(self, *, quiet: bool = False, doing: str = "ingesting") -> None:
        self._spoken = preferred_language()
        self._quiet = quiet
        self._doing = doing
        self._live = not quiet and sys.stderr.isatty()
        self._total = self._done = self._told = 0
        self._progress: Progress | None = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.finish()

    def start(self, total: int) -> None:
        """The run has this many bytes to read; of nothing there is no bar."""
        self.finish()
        self._total, self._done, self._told = total, 0, 0
        if self._live and total:
            bytes_of_files = self._doing == "ingesting"
            self._progress = _bar(say("time_left", self._spoken), in_bytes=bytes_of_files)
            self._progress.add_task(say(self._doing, self._spoken), total=total)
            self._progress.start()

    def advance(self, amount: int) -> None:
        """This many bytes more are done."""
        self._done += amount
        if self._progress is not None:
            self._progress.advance(self._progress.task_ids[0], amount)
        tenth = self._done * 10 // self._total if self._total else 0
        if not self._live and not self._quiet and tenth > self._told:
            self._told = tenth
            told = say(f"{self._doing}_percent", self._spoken, percent=min(tenth, 10) * 10)
            print(f"hush: {told}", file=sys.stderr, flush=True)

    def finish(self) -> None:
        """Nothing more comes."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None


def _bar(time_left: str, *, in_bytes: bool) -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn() if in_bytes else MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn(time_left),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )

"""The audit's sums, read on from where the last look ended: for a service that is asked often.

Invariant: the same sums as reading it all again gives; where the file is another one, shorter, or
was written over in place, everything is read again. Memory grows with questions and attempts, about
a third of a kilobyte each. Deliberately elsewhere: the counting (`tally`), the report (`bill`).
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from pathlib import Path

from app.audit.reading import Record, Sums, read_line
from app.tally import Tally

_MARK = 256
"""Bytes before the place where reading goes on, by which the file is known again."""


@dataclass(slots=True)
class Reckoning:
    """One audit's sums. Safe to ask from several threads."""

    path: Path
    sums: Sums = field(default_factory=Sums)
    tally: Tally = field(default_factory=Tally)
    _unreadable: int = 0
    _torn: bool = False
    _at: int = 0
    _file: tuple[int, int] = (0, 0)
    _mark: bytes = b""
    lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def broken(self) -> int:
        """Lines that cannot be read."""
        return self._unreadable + self._torn

    def read_on(self) -> None:
        """What was written since. Raises `OSError`. To be called, and the sums read, under `lock`."""
        if not self.path.exists():
            self._begin_again()
            return
        with self.path.open("rb") as lines:
            state = os.fstat(lines.fileno())
            lines.seek(max(0, self._at - _MARK))
            same = lines.read(min(self._at, _MARK)) == self._mark
            if (state.st_dev, state.st_ino) != self._file or state.st_size < self._at or not same:
                self._begin_again()
                self._file = state.st_dev, state.st_ino
                lines.seek(0)
            self._torn = False
            for line in lines:
                if not line.endswith(b"\n"):
                    self._torn = True
                    break
                self._at += len(line)
                self._mark = (self._mark + line)[-_MARK:]
                self._count(read_line(line))

    def _begin_again(self) -> None:
        self.sums, self.tally = Sums(), Tally()
        self._unreadable, self._torn, self._at, self._mark = 0, False, 0, b""

    def _count(self, record: Record | None) -> None:
        if record is None:
            self._unreadable += 1
        else:
            self.tally.add(record)
            self.sums.count(record)

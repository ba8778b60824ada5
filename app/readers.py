"""`Readers`: processes beside this one that read texts with the same detectors.

Detectors are Python, of which one process runs one thread at a time: a further core helps only in
another process. This one begins, does other work (the classifier), and then reads itself what
nobody else has begun.
Invariant: what they find is what the detectors here would find, in the same order: they are built
from the same dictionary by the same code, whose hash is compared; a detector that is none of those
is only asked here. What a process that died or hung had in hand is unsure (law 3). Texts go through
pipes and nowhere else; nobody starts before there was much to read, and nobody outlives this process.
Deliberately elsewhere: what reading is (`confidentiality.verdict`), what those processes run
(`reader_process`), how work is divided (`processes`), how many there are (`settings`).
"""

from __future__ import annotations

import functools
import gc
import itertools
import math
import os
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.confidentiality import known, verdict
from app.confidentiality.detectors import build, detector_version
from app.confidentiality.detectors.dictionary import Term
from app.confidentiality.merging import merge
from app.confidentiality.settling import settle
from app.confidentiality.verdict import Detector, Examined, look
from app.processes import Group, Piece
from app.reader_process import Looked, look_with, serve, settled
from index.chunk import Finding, Known

_MUCH = 100_000
"""Characters that are read here before others are started: it takes them a second of a core each."""
_WORTH = 500
"""Characters in one request for which others are asked at all."""
_LONG = 3_000
"""A text of more characters is read by several at once, each with some of the detectors."""
_STARTS = 3
"""After so many groups of processes that died nobody is started again."""
_SECONDS = 30.0
_SECONDS_PER_CHARACTER = 200e-6
"""For one text, by one process; a decision has twice as long (`gate`)."""
_GRACE = 2.0
"""Seconds for a process that ended itself to be missed."""


def further_cores(most: int = 3) -> int:
    """How many cores this process may use beside its own, and at most so many.

    None where the program is not Hush's own command line: a new process imports the program again,
    and somebody else's may do its work a second time by that.
    """
    able = getattr(os, "sched_getaffinity", None)
    cores = len(able(0)) if able else os.cpu_count() or 1
    return max(0, min(most, int(min(cores, _quota())) - 1)) if _is_own() else 0


def _quota() -> float:
    """Cores that a container may use (cgroup v2)."""
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text(encoding="ascii").split()
        return float(quota) / float(period)
    except (OSError, ValueError, ZeroDivisionError):  # no such file, or "max"
        return math.inf


def _is_own() -> bool:
    main = sys.modules["__main__"]
    module = getattr(getattr(main, "__spec__", None), "name", "")
    return module.startswith("app.") or Path(getattr(main, "__file__", "") or "").stem == "hush"


class Readers:
    """`count` processes with the detectors of `build(terms)`; `detectors` are this process's own,
    of which only those are read with elsewhere. While this one is `crowded` it leaves prompts to
    them. Close it. Safe to use from threads."""

    def __init__(
        self,
        terms: Sequence[Term],
        detectors: Sequence[Detector],
        count: int,
        seconds: float = _SECONDS,
        crowded: Callable[[], bool] = lambda: False,
    ) -> None:
        shared = {detector.name for detector in build(terms)}
        self._terms = tuple(terms)
        self._shared = {id(d): d for d in detectors if d.name in shared}
        self._count = count
        self._process = os.getpid()
        self._closed = False
        self._seconds = seconds
        self._crowded = crowded
        self._read = 0
        self._starts = 0
        self._group: Group | None = None
        self._lock = threading.Lock()

    def read(
        self, texts: Sequence[str], detectors: Sequence[Detector]
    ) -> Callable[[], Sequence[Examined]]:
        """`verdict.Examine`. In a crowded process nothing is begun before it is asked for: others
        would wait for who has read and is not heard yet."""
        if self._crowded():
            return lambda: self._begun(texts, detectors, leave=True)()
        return self._begun(texts, detectors, leave=False)

    def _begun(
        self, texts: Sequence[str], detectors: Sequence[Detector], *, leave: bool
    ) -> Callable[[], Sequence[Examined]]:
        if (group := self._ready(texts, 1 if leave else _WORTH)) is None:
            return verdict.in_turn(texts, detectors)
        tasks = [
            _Task(number, text, portion)
            for number, text in enumerate(texts)
            for portion in self._portions(text, detectors)
        ]
        pieces: list[Piece[Looked]] = [
            Piece(
                (look_with, (self._patience(task.text), task.text, task.names)),
                task.look,
                [([], [name]) for name in task.names],
                self._patience(task.text) + _GRACE,
            )
            for task in tasks
        ]
        outcomes = group.together(pieces, lambda: self._drop(group), leave=leave)
        if outcomes is None:
            return verdict.in_turn(texts, detectors)
        return lambda: _gathered(texts, detectors, tasks, outcomes())

    def settle(
        self, texts: Sequence[str], detectors: Sequence[Detector]
    ) -> Callable[[], Sequence[Known | None]]:
        """`known.Settle`; here where one of the detectors is only here."""
        group = self._ready(texts)
        if group is None or any(id(detector) not in self._shared for detector in detectors):
            return known.in_turn(texts, detectors)
        pieces: list[Piece[Known | None]] = [
            Piece(
                (settled, (self._patience(text), text)),
                functools.partial(settle, text, detectors),
                None,
                self._patience(text) + _GRACE,
            )
            for text in texts
        ]
        shared = group.together(pieces, lambda: self._drop(group))
        return shared or known.in_turn(texts, detectors)

    def start(self) -> None:
        """Start the processes that are not there; they are asked once all of them are ready."""
        if self._process != os.getpid():
            return
        group = self._group  # once: another thread may put a new one in its place meanwhile
        if group is not None and group.gone:
            self._drop(group)
        with self._lock:
            able = self._count > 0 and not self._closed
            if self._group is None and able and self._starts < _STARTS:
                self._starts += 1
                version = detector_version(self._terms)
                arguments = (self._terms, version, gc.get_threshold())
                try:
                    self._group = Group(self._count, serve, arguments)
                except Exception:  # no semaphores, no processes, a process that may have none
                    self._starts = _STARTS

    @property
    def ready(self) -> bool:
        """Whether other processes read."""
        return self._group is not None and self._group.ready

    def close(self) -> None:
        """End them, whatever they do."""
        with self._lock:
            self._closed = True
            group = self._group
        self._drop(group)

    def _ready(self, texts: Sequence[str], worth: int = _WORTH) -> Group | None:
        """Who reads these texts beside this process, if anybody; shorter ones are not `worth` it."""
        size = sum(map(len, texts))
        self._read += size
        if self._process != os.getpid():
            return None  # the processes of a forked copy are not its own
        if self._read >= _MUCH:
            self.start()
        group = self._group
        return group if group is not None and size >= worth and group.ready else None

    def _portions(self, text: str, detectors: Sequence[Detector]) -> list[list[Detector]]:
        """The detectors that others may ask; the deep ones share their work."""
        shared = [detector for detector in detectors if id(detector) in self._shared]
        if len(text) < _LONG:
            return [shared] if shared else []
        deep = [detector for detector in shared if getattr(detector, "deep", False)]
        quick = [[detector] for detector in shared if detector not in deep]
        return [deep, *quick] if deep else quick

    def _patience(self, text: str) -> float:
        return self._seconds + _SECONDS_PER_CHARACTER * len(text)

    def _drop(self, group: Group | None) -> None:
        with self._lock:
            if group is None or self._group is not group:
                return
            self._group = None
        if self._process == os.getpid():
            group.close()


@dataclass(frozen=True, slots=True)
class _Task:
    """A text that some of the detectors read; `number` is its place in the request."""

    number: int
    text: str = field(repr=False)
    detectors: Sequence[Detector]

    @property
    def names(self) -> list[str]:
        """Theirs."""
        return [detector.name for detector in self.detectors]

    def look(self) -> Looked:
        """Read it here."""
        return [look(self.text, [detector]) for detector in self.detectors]


def _gathered(
    texts: Sequence[str],
    detectors: Sequence[Detector],
    tasks: Sequence[_Task],
    outcomes: Sequence[Looked],
) -> list[Examined]:
    """What was found in each text; a detector that nobody asked is asked here."""
    found: list[dict[int, tuple[list[Finding], list[str]]]] = [{} for _ in texts]
    for task, looked in zip(tasks, outcomes, strict=True):
        found[task.number] |= dict(zip(map(id, task.detectors), looked, strict=True))
    for text, own in zip(texts, found, strict=True):
        own |= {id(d): look(text, [d]) for d in detectors if id(d) not in own}
    return [
        _examined(text, [own[id(detector)] for detector in detectors])
        for text, own in zip(texts, found, strict=True)
    ]


def _examined(text: str, looked: Sequence[tuple[list[Finding], list[str]]]) -> Examined:
    found = list(itertools.chain.from_iterable(findings for findings, _ in looked))
    unsure = itertools.chain.from_iterable(names for _, names in looked)
    return Examined(merge(found, text), tuple(unsure))

"""`Readers`: processes beside this one that read texts with the same detectors.

Detectors are Python, of which one process runs one thread at a time: a further core helps only in
another process. This one begins, does other work (the classifier), and then reads itself what
nobody else has begun.
Invariant: what they find is what the detectors here would find, in the same order: they are built
from the same dictionary by the same code, whose hash is compared; a detector that is none of those
is only asked here. What a process that died or hung had in hand is unsure (law 3). Texts go through
pipes and nowhere else; nobody starts before there was much to read, and nobody outlives this process.
Deliberately elsewhere: what reading is (`confidentiality.verdict`), what those processes run
(`reader_process`), how many there are (`settings`).
"""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from app.confidentiality import known, verdict
from app.confidentiality.detectors import build, detector_version
from app.confidentiality.detectors.dictionary import Term
from app.confidentiality.merging import merge
from app.confidentiality.settling import settle
from app.confidentiality.verdict import Detector, Examined, look
from app.reader_process import Looked, begin, is_fit, look_with, settled
from index.chunk import Finding, Known

_MUCH = 100_000
"""Characters that are read here before others are started: it takes them a second of a core each."""
_WORTH = 1_500
"""Characters in one request for which others are asked at all."""
_LONG = 3_000
"""A text of more characters is read by several at once, each with some of the detectors."""
_SECRETS = frozenset(
    {"secrets", "secret_rest", "cued_values", "contacts", "numbers", "papers", "records", "reach"}
)
"""Of the detectors that are not deep these take about half of the time."""
_STARTS = 3
"""After so many groups of processes that died nobody is started again."""
_SECONDS = 30.0
_SECONDS_PER_CHARACTER = 200e-6
"""For one text, by one process."""

_Result = TypeVar("_Result")


def further_cores(most: int = 3) -> int:
    """How many cores this process may use beside its own, and at most so many."""
    able = getattr(os, "sched_getaffinity", None)
    cores = len(able(0)) if able else os.cpu_count() or 1
    return min(most, cores - 1)


class Readers:
    """`count` processes with the detectors of `build(terms)`; `detectors` are this process's own,
    of which only those are read with elsewhere. Close it. Safe to use from threads."""

    def __init__(
        self,
        terms: Sequence[Term],
        detectors: Sequence[Detector],
        count: int,
        seconds: float = _SECONDS,
    ) -> None:
        shared = {detector.name for detector in build(terms)}
        self._terms = tuple(terms)
        self._shared = {id(d): d for d in detectors if d.name in shared}
        self._count = count
        self._seconds = seconds
        self._read = 0
        self._starts = 0
        self._group: _Group | None = None
        self._lock = threading.Lock()

    def read(
        self, texts: Sequence[str], detectors: Sequence[Detector]
    ) -> Callable[[], Sequence[Examined]]:
        """`verdict.Examine`."""
        if (group := self._ready(texts)) is None:
            return verdict.in_turn(texts, detectors)
        tasks = [
            _Task(
                number,
                text,
                chosen,
                group.submit(look_with, self._patience(text), text, [d.name for d in chosen]),
            )
            for number, text in enumerate(texts)
            for chosen in self._portions(text, detectors)
        ]
        return lambda: self._gathered(group, texts, detectors, tasks)

    def settle(
        self, texts: Sequence[str], detectors: Sequence[Detector]
    ) -> Callable[[], Sequence[Known | None]]:
        """`known.Settle`; here where one of the detectors is only here."""
        group = self._ready(texts)
        if group is None or any(id(detector) not in self._shared for detector in detectors):
            return known.in_turn(texts, detectors)
        begun = [group.submit(settled, self._patience(text), text) for text in texts]

        def result() -> list[Known | None]:
            here = _untaken(begun, lambda number: settle(texts[number], detectors))
            return [
                here[number]
                if number in here
                else self._outcome(group, future, texts[number], None)
                for number, future in enumerate(begun)
            ]

        return result

    def start(self) -> None:
        """Start the processes; they are asked once all of them are ready."""
        with self._lock:
            if self._group is None and self._count > 0 and self._starts < _STARTS:
                self._starts += 1
                self._group = _Group(self._terms, self._count)

    @property
    def ready(self) -> bool:
        """Whether other processes read."""
        return self._group is not None and self._group.ready

    def close(self) -> None:
        """End them, whatever they do."""
        self._count = 0
        self._drop(self._group)

    def _ready(self, texts: Sequence[str]) -> _Group | None:
        """Who reads these texts beside this process, if anybody."""
        size = sum(map(len, texts))
        self._read += size
        if self._group is None and self._read >= _MUCH:
            self.start()
        group = self._group
        return group if group is not None and size >= _WORTH and group.ready else None

    def _portions(self, text: str, detectors: Sequence[Detector]) -> list[list[Detector]]:
        """The detectors that others may ask, in portions of about the same work."""
        shared = [detector for detector in detectors if id(detector) in self._shared]
        if len(text) < _LONG:
            return [shared] if shared else []
        portions: dict[tuple[bool, bool], list[Detector]] = {}
        for detector in shared:
            deep = getattr(detector, "deep", False)
            portions.setdefault((not deep, detector.name not in _SECRETS), []).append(detector)
        return [portions[key] for key in sorted(portions)]

    def _gathered(
        self,
        group: _Group,
        texts: Sequence[str],
        detectors: Sequence[Detector],
        tasks: Sequence[_Task],
    ) -> list[Examined]:
        """What was found in each text, by others and here."""
        here = _untaken(
            [task.future for task in tasks],
            lambda number: [look(tasks[number].text, [d]) for d in tasks[number].detectors],
        )
        found: list[dict[int, tuple[list[Finding], list[str]]]] = [{} for _ in texts]
        for number, task in enumerate(tasks):
            failed: Looked = [([], [detector.name]) for detector in task.detectors]
            looked = here.get(number) or self._outcome(group, task.future, task.text, failed)
            found[task.number] |= dict(zip(map(id, task.detectors), looked, strict=True))
        for text, own in zip(texts, found, strict=True):
            own |= {id(d): look(text, [d]) for d in detectors if id(d) not in own}
        return [
            _examined(text, [own[id(detector)] for detector in detectors])
            for text, own in zip(texts, found, strict=True)
        ]

    def _outcome(
        self, group: _Group, future: Future[_Result], text: str, failed: _Result
    ) -> _Result:
        """What another process made of a text; `failed` where it died or did not come to an end."""
        try:
            return future.result(2 * self._patience(text))
        except Exception:  # whatever it is: the text is unsure, and stands in no traceback
            self._drop(group)
            return failed

    def _patience(self, text: str) -> float:
        return self._seconds + _SECONDS_PER_CHARACTER * len(text)

    def _drop(self, group: _Group | None) -> None:
        with self._lock:
            if group is None or self._group is not group:
                return
            self._group = None
        group.close()


@dataclass(frozen=True, slots=True)
class _Task:
    """A text that some of the detectors read elsewhere; `number` is its place in the request."""

    number: int
    text: str = field(repr=False)
    detectors: Sequence[Detector]
    future: Future[Looked]


class _Group:
    """Processes that are started and ended together."""

    def __init__(self, terms: Sequence[Term], count: int) -> None:
        context = multiprocessing.get_context("spawn")
        life, self._life = context.Pipe(duplex=False)
        version = detector_version(terms)
        self._pool = ProcessPoolExecutor(
            count, context, begin, (tuple(terms), version, gc.get_threshold(), life)
        )
        self._probes = [self._pool.submit(is_fit) for _ in range(count)]

    @property
    def ready(self) -> bool:
        """Whether all of them are there, with the detectors that this process has."""
        return all(
            probe.done() and probe.exception() is None and probe.result() for probe in self._probes
        )

    def submit(self, work: Callable[..., _Result], *arguments: object) -> Future[_Result]:
        """Have one of them do it; a future that failed where they are gone."""
        try:
            return self._pool.submit(work, *arguments)
        except RuntimeError as error:  # broken, or closed meanwhile
            failed: Future[_Result] = Future()
            failed.set_exception(error)
            return failed

    def close(self) -> None:
        """End them."""
        for process in tuple(
            (self._pool._processes or {}).values()
        ):  # `kill_workers` of Python 3.14
            process.kill()
        self._life.close()
        self._pool.shutdown(wait=True, cancel_futures=True)


def _untaken(
    begun: Sequence[Future[_Result]], work: Callable[[int], _Result]
) -> dict[int, _Result]:
    """What nobody else has begun, done here, from the end on; by its place."""
    done: dict[int, _Result] = {}
    for number in reversed(range(len(begun))):
        if not begun[number].cancel():
            break
        done[number] = work(number)
    return done


def _examined(text: str, looked: Sequence[tuple[list[Finding], list[str]]]) -> Examined:
    found = list(itertools.chain.from_iterable(findings for findings, _ in looked))
    unsure = itertools.chain.from_iterable(names for _, names in looked)
    return Examined(merge(found, text), tuple(unsure))

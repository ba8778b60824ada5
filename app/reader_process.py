"""What runs in a process of `Readers`: the detectors, built once, and asked for pieces of work.

Invariant: it ends with the process that started it, at once, and by itself where a text takes too
long; it never says anything but findings. Deliberately elsewhere: who asks (`readers`).
"""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, MutableSequence, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from app import telemetry
from app.confidentiality.detectors import build, detector_version
from app.confidentiality.detectors.dictionary import Term
from app.confidentiality.settling import settle
from app.confidentiality.verdict import Detector, look
from app.process_members import NOBODY
from index.chunk import Finding, Known

Looked = list[tuple[list[Finding], list[str]]]
"""For each detector: its findings, and its name where it was unsure."""

_OWN: dict[str, Detector] = {}
_WARMING = "Ask Anna Kowalska about 10.0.0.1. Спросите Анну Петрову из ООО «Ромашка», ул. Мира, 5."


def serve(
    pipe: Connection,
    life: Connection,
    taken: MutableSequence[int],
    who: int,
    terms: tuple[Term, ...],
    version: str,
    thresholds: tuple[int, int, int],
) -> None:
    """Build the detectors of this version and do pieces, until the process that asks is gone.

    `taken` and `who`: see `processes`. `thresholds` are those of its garbage collector."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks
    threading.Thread(target=_end_with, args=(life,), daemon=True).start()
    telemetry.switch_off()
    gc.set_threshold(*thresholds)
    try:
        begin(terms, version)
        gc.freeze()
        pipe.send(True)
        while True:
            at, calls = pipe.recv()
            pipe.send(done_of(at, calls, taken, who))
    except BaseException:  # it may quote a text or the dictionary
        os._exit(1)


def begin(terms: tuple[Term, ...], version: str) -> None:
    """Build the detectors. Raises `RuntimeError` where Hush was replaced since the other began."""
    if detector_version(terms) != version:
        raise RuntimeError("these are other detectors")
    _OWN.update({detector.name: detector for detector in build(terms)})
    look(_WARMING, tuple(_OWN.values()))


def done_of(
    at: int,
    calls: Sequence[tuple[Callable[..., object], tuple[object, ...]]],
    taken: MutableSequence[int],
    who: int,
) -> dict[int, object]:
    """What was made of the pieces that nobody else had taken, by number."""
    made: dict[int, object] = {}
    for number, (work, arguments) in enumerate(calls):
        if taken[at + number] == NOBODY:
            taken[at + number] = who
            made[number] = work(*arguments)
    return made


def _end_with(life: Connection) -> None:
    life.poll(None)  # its other end is closed by `close`, or by the end of that process
    os._exit(0)


def look_with(seconds: float, text: str, names: Sequence[str]) -> Looked:
    """What these detectors find, one by one."""
    with _at_most(seconds):
        return [look(text, [_OWN[name]]) for name in names]


def settled(seconds: float, text: str) -> Known | None:
    """`settle` with every detector."""
    if not _OWN:
        raise LookupError  # nothing is known of the text
    with _at_most(seconds):
        return settle(text, tuple(_OWN.values()))


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """This process ends where that takes longer, in whatever loop it is."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()

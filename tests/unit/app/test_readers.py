"""Other processes read as this one would, and what goes wrong with them lets nothing out."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from app import wiring
from app.confidentiality import known
from app.confidentiality.detectors import build, detector_version
from app.confidentiality.detectors.dictionary import Term
from app.confidentiality.remembered import remembering
from app.confidentiality.verdict import Examined, examine, in_turn
from app.processes import Group, Piece
from app.prompt import Prompt
from app.reader_process import begin, serve, settled
from app.readers import Readers, further_cores
from index.chunk import Action, Finding, Sensitivity

TERMS = (Term("Bluebird", "PROJECT"),)
DETECTORS = build(TERMS)
SENTENCES = (
    "Ask Anna Kowalska (anna.k@corp.lan) why Bluebird on db-7.corp.lan, 10.20.30.40, is slow. ",
    "Спросите Петра Сидорова из ООО «Ромашка»: почему Bluebird на узле db-7 не отвечает? ",
    "The password is hunter2!x, and the ticket is OPS-1234; call +7 495 123-45-67. ",
)
TEXTS = [sentence * 60 for sentence in SENTENCES] + [*SENTENCES, "", "plain words"]
_PATIENT = 60.0
_BEGUN = 0.05
"""Seconds after which a process has begun with these texts, and is not at their end."""


class Here:
    """A detector that no other process has; it finds the whole text."""

    name = "here"
    deep = False

    def find(self, text: str) -> Iterable[Finding]:
        yield Finding("NAME", Action.LOCAL, 0, len(text), self.name)


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENT
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def _children() -> set[int]:
    return {child.pid for child in multiprocessing.active_children() if child.pid}


def _kill(children: Iterable[int]) -> None:
    for child in children:
        os.kill(child, signal.SIGKILL)
    _until(lambda: not _children() & set(children))


@contextlib.contextmanager
def _started(
    seconds: float = 30.0, crowded: Callable[[], bool] = lambda: False
) -> Iterator[tuple[Readers, set[int]]]:
    """Readers that are ready, and the processes that are theirs."""
    before = _children()
    with contextlib.closing(Readers(TERMS, DETECTORS, 1, seconds, crowded)) as readers:
        readers.start()
        _until(lambda: readers.ready)
        yield readers, _children() - before


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[Readers, set[int]]]:
    with _started() as both:
        yield both


@pytest.fixture
def readers(started: tuple[Readers, set[int]]) -> Readers:
    assert started[0].ready
    return started[0]


def test_they_find_what_is_found_here(readers: Readers) -> None:
    right = in_turn(TEXTS, DETECTORS)()
    assert readers.read(TEXTS, DETECTORS)() == right
    assert any(finding.kind == "PROJECT" for finding in right[0].findings)
    some = [d for d in DETECTORS if not getattr(d, "deep", False)]
    assert readers.read(TEXTS, some)() == in_turn(TEXTS, some)()


def test_they_settle_what_is_settled_here(readers: Readers) -> None:
    assert readers.settle(TEXTS, DETECTORS)() == known.in_turn(TEXTS, DETECTORS)()


def test_others_work_while_this_process_does_something_else(readers: Readers) -> None:
    reading = readers.read(TEXTS, DETECTORS)
    time.sleep(2.0)
    before = time.process_time()
    assert len(reading()) == len(TEXTS)
    here = time.process_time() - before
    before = time.process_time()
    in_turn(TEXTS, DETECTORS)()
    assert here < (time.process_time() - before) / 2


def _least_own(readers: Readers, texts: list[str], right: Sequence[Examined]) -> float:
    """Seconds of this thread for a reading: on a busy machine the other process may begin late."""
    spent = []
    for _ in range(5):
        before = time.thread_time()
        assert readers.read(texts, DETECTORS)() == right
        spent.append(time.thread_time() - before)
    return min(spent)


def test_a_crowded_process_leaves_prompts_to_them_short_ones_too() -> None:
    short = ["Ask Anna Kowalska about 10.20.30.40"]
    in_turn(TEXTS, DETECTORS)()
    with _started(crowded=lambda: True) as (readers, _):
        for texts in (TEXTS, short):
            before = time.thread_time()
            right = in_turn(texts, DETECTORS)()
            alone = time.thread_time() - before
            assert _least_own(readers, texts, right) < alone / 2
        detectors = (*DETECTORS, Here())
        assert readers.read(TEXTS, detectors)() == in_turn(TEXTS, detectors)()


def test_a_crowded_process_holds_nobody_for_what_is_not_asked_for_yet() -> None:
    before = time.thread_time()
    right = in_turn(TEXTS, DETECTORS)()
    alone = time.thread_time() - before
    with _started(crowded=lambda: True) as (readers, _):
        first = readers.read(TEXTS, DETECTORS)
        time.sleep(0.5)
        assert _least_own(readers, TEXTS, right) < alone / 2
        assert first() == right


def test_law_3_what_a_crowded_process_left_to_one_that_was_killed_is_unsure() -> None:
    with _started(crowded=lambda: True) as (readers, children):
        killing = threading.Timer(_BEGUN, _kill, (children,))
        killing.start()
        read = readers.read(TEXTS, DETECTORS)()
        killing.join()
        assert any(examined.unsure for examined in read)
        for examined, text in zip(read, TEXTS, strict=True):
            assert examined.unsure or examined == examine(text, DETECTORS)
        assert readers.read(TEXTS, DETECTORS)() == in_turn(TEXTS, DETECTORS)()


def test_a_detector_that_they_have_not_is_asked_here(readers: Readers) -> None:
    detectors = (*DETECTORS, Here())
    assert readers.read(TEXTS, detectors)() == in_turn(TEXTS, detectors)()
    assert readers.settle(TEXTS, detectors)() == known.in_turn(TEXTS, detectors)()


def test_a_dictionary_that_they_have_not_is_read_with_here(readers: Readers) -> None:
    others = build([Term("hunter", "PROJECT")])
    assert readers.read(TEXTS, others)() == in_turn(TEXTS, others)()


def test_law_3_what_a_killed_process_had_in_hand_is_unsure() -> None:
    with _started() as (readers, children):
        reading = readers.read(TEXTS, DETECTORS)
        time.sleep(_BEGUN)
        _kill(children)
        read = reading()
        assert any(examined.unsure for examined in read)
        for examined, text in zip(read, TEXTS, strict=True):
            assert examined.unsure or examined == examine(text, DETECTORS)
        assert readers.read(TEXTS, DETECTORS)() == in_turn(TEXTS, DETECTORS)()
        readers.start()
        _until(lambda: readers.ready)
        assert readers.read(TEXTS, DETECTORS)() == in_turn(TEXTS, DETECTORS)()


def test_law_3_what_a_killed_process_was_to_settle_is_not_known() -> None:
    with _started() as (readers, children):
        settling = readers.settle(TEXTS, DETECTORS)
        time.sleep(_BEGUN)
        _kill(children)
        assert None in settling()


def test_law_3_what_a_process_never_ends_is_unsure() -> None:
    with _started(seconds=0.5) as (readers, children):
        reading = readers.read(TEXTS, DETECTORS)
        time.sleep(_BEGUN)
        for child in children:
            os.kill(child, signal.SIGSTOP)
        began = time.monotonic()
        assert any(examined.unsure for examined in reading())
        assert time.monotonic() - began < 20
        assert not _children() & children and not readers.ready


def test_nobody_is_started_for_little_or_where_there_are_to_be_none() -> None:
    before = _children()
    with contextlib.closing(Readers(TERMS, DETECTORS, 1)) as readers:
        readers.read(TEXTS[:1], DETECTORS)()
        assert _children() == before
        readers.read(["x" * 100_000], ())()
        assert _children() > before
    assert _children() == before
    with contextlib.closing(Readers(TERMS, DETECTORS, 0)) as readers:
        readers.read(["x" * 100_000], ())()
        readers.start()
        assert _children() == before


def test_what_another_thread_started_meanwhile_is_not_ended() -> None:
    readers = Readers(TERMS, DETECTORS, 1)

    class Started:
        gone = False
        closed = False

        def close(self) -> None:
            self.closed = True

    class Gone(Started):
        @property
        def gone(self) -> bool:  # type: ignore[override]
            readers._drop(self)  # type: ignore[arg-type]
            readers._group = fresh  # type: ignore[assignment]
            return True

    fresh = Started()
    readers._group = Gone()  # type: ignore[assignment]
    readers.start()
    assert not fresh.closed


def test_those_that_die_again_and_again_are_not_started_for_ever() -> None:
    before = _children()
    with contextlib.closing(Readers(TERMS, DETECTORS, 1)) as readers:
        for _ in range(3):
            readers.start()
            _until(lambda: readers.ready)
            reading = readers.read(TEXTS, DETECTORS)
            _kill(_children() - before)
            reading()
        readers.start()
        assert not readers.ready and _children() == before
        assert readers.read(TEXTS, DETECTORS)() == in_turn(TEXTS, DETECTORS)()


@contextlib.contextmanager
def _process(version: str) -> Iterator[Group]:
    with contextlib.closing(Group(1, serve, (TERMS, version, (700, 10, 10)))) as group:
        _until(lambda: group.ready or group.gone)
        yield group


def test_a_process_with_other_detectors_is_not_fit() -> None:
    with _process("another") as group:
        assert group.gone and not group.ready
    with pytest.raises(RuntimeError):
        begin(TERMS, "another")


def test_a_process_without_detectors_settles_nothing() -> None:
    with pytest.raises(LookupError):
        settled(1.0, TEXTS[0])


def test_where_no_process_can_be_started_all_is_read_here() -> None:
    class Odd(Term):
        """Cannot be sent to another process: its class is known in this test alone."""

    before = _children()
    terms = (Odd("Bluebird", "PROJECT"),)
    detectors = build(terms)
    with contextlib.closing(Readers(terms, detectors, 1)) as readers:
        readers.start()
        assert readers.read(TEXTS, detectors)() == in_turn(TEXTS, detectors)()
        assert _children() == before


def test_a_program_that_is_not_ours_starts_nobody_by_itself() -> None:
    assert further_cores() == 0  # this one is the test runner's


def test_what_is_closed_does_not_start_again() -> None:
    before = _children()
    readers = Readers(TERMS, DETECTORS, 1)
    readers.close()
    readers.start()
    assert _children() == before and not readers.ready


def test_law_8_no_text_in_a_piece_of_work() -> None:
    piece = Piece((settled, (1.0, SENTENCES[0])), lambda: None, None, 1.0)
    assert "hunter2" not in repr(piece) and "Kowalska" not in repr(piece)


def test_a_process_that_died_unasked_costs_nothing() -> None:
    with _started() as (readers, children):
        _kill(children)
        assert readers.read(TEXTS, DETECTORS)() == in_turn(TEXTS, DETECTORS)()


def test_a_process_ends_itself_where_a_text_takes_too_long() -> None:
    with _process(detector_version(TERMS)) as group:
        for seconds, text, failed in ((60.0, SENTENCES[0], False), (0.01, TEXTS[1], True)):
            piece = Piece((settled, (seconds, text)), lambda: None, None, _PATIENT)
            outcomes = group.together([piece], lambda: None)
            assert outcomes is not None
            time.sleep(1.0)
            assert outcomes() == [None] if failed else outcomes() != [None]
            assert group.gone is failed


def test_ctrl_c_is_not_for_them(started: tuple[Readers, set[int]]) -> None:
    readers, children = started
    for child in children:
        os.kill(child, signal.SIGINT)
    assert readers.read(TEXTS, DETECTORS)() == in_turn(TEXTS, DETECTORS)()
    assert readers.ready


_LEFT_ALONE = """
import multiprocessing, time
from app.confidentiality.detectors import build
from app.readers import Readers
if __name__ == "__main__":
    readers = Readers((), build(), 1)
    readers.start()
    while not readers.ready:
        time.sleep(0.05)
    print(multiprocessing.active_children()[0].pid, flush=True)
    time.sleep(600)
"""


def test_they_end_with_a_process_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "left_alone.py"
    script.write_text(_LEFT_ALONE)
    root = str(Path(__file__).resolve().parents[3])
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": root},
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    _until(lambda: not _is_there(child))


def _is_there(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def test_a_gate_decides_with_them_as_without(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUSH_USER", "tester")
    monkeypatch.setenv("HUSH_READERS", "0")
    prompts = [Prompt.of_text(text, Sensitivity.INTERNAL) for text in TEXTS if text]
    with wiring.gate() as gate:
        own = replace(gate, detectors=DETECTORS)
        beside = replace(own, read=readers.read, remembered=remembering(readers.read))
        decided = [[one.decide(prompt) for prompt in prompts] for one in (own, beside)]
    for alone, together in zip(*decided, strict=True):
        assert alone.verdict == together.verdict and alone.reason == together.reason
        assert (alone.outgoing and alone.outgoing.user) == (
            together.outgoing and together.outgoing.user
        )
    assert any(decision.outgoing for decision in decided[1])

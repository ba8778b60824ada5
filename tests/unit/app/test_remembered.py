"""What was found in a text is remembered, and never for another text or other detectors."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from app import wiring
from app.confidentiality.detectors import build
from app.confidentiality.detectors.dictionary import Term
from app.confidentiality.remembered import remembering
from app.confidentiality.verdict import Detector, Examine, Examined, examine, in_turn
from app.prompt import Prompt
from index.chunk import Action, Finding, Sensitivity

TEXT = "Ask Bluebird about 10.20.30.40."


class Counting:
    """Finds every `x`, and counts how often it was asked. Fails while `broken`."""

    name = "counting"

    def __init__(self) -> None:
        self.asked = 0
        self.broken = False

    def find(self, text: str) -> Iterator[Finding]:
        self.asked += 1
        if self.broken:
            raise RuntimeError
        for at, sign in enumerate(text):
            if sign == "x":
                yield Finding("NAME", Action.MASK, at, at + 1, self.name)


def once(read: Examine, text: str, detectors: Sequence[Detector]) -> Examined:
    (examined,) = read([text], detectors)()
    return examined


def test_the_same_text_is_read_once_and_another_one_again() -> None:
    read, detector = remembering(), Counting()
    first = once(read, "a x", [detector])
    assert once(read, "a x", [detector]) is first and detector.asked == 1
    assert once(read, "x a", [detector]) == examine("x a", [detector]) and detector.asked == 3
    assert once(read, "a x", [detector]).findings[0].start == 2


def test_another_dictionary_never_gets_an_old_reading() -> None:
    read = remembering()
    without, having = build(), build([Term("Bluebird", "PROJECT")])
    for detectors in (without, having, without, having):
        assert once(read, TEXT, detectors) == examine(TEXT, detectors)
    stricter = build([Term("Bluebird", "PROJECT", Sensitivity.RESTRICTED, Action.LOCAL)])
    assert any(f.action is Action.LOCAL for f in once(read, TEXT, stricter).findings)


def test_only_the_new_ones_of_several_texts_are_read_and_all_come_in_order() -> None:
    read, detector = remembering(), Counting()
    once(read, "x", [detector])
    both = read(["a x", "x", "x x"], [detector])()
    assert [len(examined.findings) for examined in both] == [1, 1, 2] and detector.asked == 3


def test_fewer_detectors_or_another_order_is_another_reading() -> None:
    read, one, two = remembering(), Counting(), Counting()
    once(read, "x", [one, two])
    once(read, "x", [two])
    once(read, "x", [two, one])
    assert (one.asked, two.asked) == (2, 3)


def test_detectors_are_held_so_that_no_other_comes_by_their_identity() -> None:
    read = remembering()
    for round_ in range(200):  # each one is dropped, and its address is free for the next
        detectors: list[Detector] = [Counting()] if round_ % 2 else list(build()[:1])
        assert len(once(read, "x", detectors).findings) == round_ % 2


def test_a_failure_is_not_remembered() -> None:
    read, detector = remembering(), Counting()
    detector.broken = True
    assert once(read, "x", [detector]).unsure == ("counting",)
    detector.broken = False
    assert once(read, "x", [detector]) == examine("x", [detector])


def test_a_late_reading_is_not_remembered() -> None:
    times = iter([0.0, 1e6, 2e6, 2e6])
    read = remembering(functools.partial(in_turn, clock=lambda: next(times)))
    detector = Counting()
    assert once(read, "x", [detector]).unsure == ("counting",)
    assert not once(read, "x", [detector]).unsure


def test_it_forgets_what_was_not_asked_for_the_longest() -> None:
    read, detector = remembering(most=2), Counting()
    for text in ("a", "b", "a", "c", "a", "b"):
        once(read, text, [detector])
    assert detector.asked == 4  # "b" was forgotten for "c"


def test_no_text_is_kept() -> None:
    read = remembering()
    once(read, "the secret x", [Counting()])
    assert "secret" not in repr(vars(read))


def test_it_is_safe_to_use_from_threads() -> None:
    read, detectors = remembering(most=50), build()[:4]
    texts = [f"host-{number}.corp.lan and 10.0.0.{number}" for number in range(100)]
    right = {text: examine(text, detectors) for text in texts}
    wrong: list[str] = []

    def work() -> None:
        wrong.extend(text for text in texts * 2 if once(read, text, detectors) != right[text])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.parametrize("action", ["mask", "local"])
def test_a_gate_with_a_new_dictionary_decides_by_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    """Two gates in one process: the later one has a term of which the earlier knew nothing."""
    monkeypatch.setenv("HUSH_HOME", str(tmp_path))
    monkeypatch.setenv("HUSH_USER", "tester")
    prompt = Prompt.of_text("How do I restart Bluebird?", Sensitivity.INTERNAL)
    with wiring.gate() as gate:
        before = [gate.decide(prompt) for _ in range(2)]
    terms = tmp_path / "terms.toml"
    terms.write_text(f'[[term]]\nterm = "Bluebird"\nkind = "PROJECT"\naction = "{action}"\n')
    monkeypatch.setenv("HUSH_TERMS", str(terms))
    with wiring.gate() as gate:
        after = [gate.decide(prompt) for _ in range(2)]
    assert before[0].verdict == before[1].verdict and after[0].verdict == after[1].verdict
    assert not any(f.kind == "PROJECT" for f in before[1].verdict.findings)
    assert [f.action.value for f in after[1].verdict.findings if f.kind == "PROJECT"] == [action]

"""Laws 2 and 3: nothing lowers a level, and whoever is unsure is named."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.confidentiality.merging import merge
from app.confidentiality.verdict import Part, assess, examine, in_turn
from index.chunk import Action, Estimate, Finding, Known, Sensitivity

SECRET_TEXT = "zebra-4711"


@dataclass
class Words:
    """Finds a word; an own double, because what is tested is what `assess` does with findings."""

    word: str
    kind: str = "WORD"
    action: Action = Action.MASK
    name: str = "words"
    raises: Mapping[str, Sensitivity] = field(default_factory=dict)

    def find(self, text: str) -> Iterator[Finding]:
        start = text.find(self.word)
        if start >= 0:
            yield Finding(self.kind, self.action, start, start + len(self.word), self.name)


class Failing:
    """Finds one thing, then fails with the text in its message, as a careless library would."""

    name = "failing"

    def find(self, text: str) -> Iterator[Finding]:
        yield Finding("EARLY", Action.MASK, 0, 1, self.name)
        raise RuntimeError(text)


class Clock:
    """Time that a detector moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Slow:
    """Takes `seconds` of a `Clock` for one text."""

    clock: Clock
    seconds: float
    name: str = "slow"

    def find(self, text: str) -> Iterable[Finding]:
        self.clock.now += self.seconds
        return ()


def part(text: str, label: Sensitivity = Sensitivity.PUBLIC, heading: str = "") -> Part:
    return Part("passage", text, label, heading=heading)


@pytest.mark.parametrize("label", list(Sensitivity))
@pytest.mark.parametrize("action", list(Action))
def test_law_2_labels_are_the_floor_and_only_local_findings_raise(
    label: Sensitivity, action: Action
) -> None:
    verdict = assess([part("an apple", label)], [Words("apple", action=action)])
    raised = Sensitivity.CONFIDENTIAL if action is Action.LOCAL else Sensitivity.PUBLIC
    assert verdict.sensitivity == max(label, raised)


def test_law_2_the_strictest_part_decides() -> None:
    labels = [Sensitivity.PUBLIC, Sensitivity.RESTRICTED, Sensitivity.INTERNAL]
    assert assess([part("x", label) for label in labels], []).sensitivity is Sensitivity.RESTRICTED


def test_law_2_a_local_term_raises_to_its_own_level() -> None:
    levels = {"WORD": Sensitivity.RESTRICTED}
    local = Words("apple", action=Action.LOCAL, raises=levels)
    masked = Words("apple", action=Action.MASK, raises=levels)
    public = {"WORD": Sensitivity.PUBLIC}
    low = Words("apple", action=Action.LOCAL, raises=public)
    assert assess([part("an apple")], [local]).sensitivity is Sensitivity.RESTRICTED
    assert assess([part("an apple")], [masked]).sensitivity is Sensitivity.PUBLIC
    assert assess([part("an apple")], [low]).sensitivity is Sensitivity.CONFIDENTIAL


def test_law_2_known_findings_and_headings_count_too() -> None:
    known = (Finding("OLD", Action.LOCAL, 0, 1, "stored"),)
    passage = Part("passage", "an apple", Sensitivity.PUBLIC, known=Known(known))
    verdict = assess([passage], [Words("apple")])
    assert verdict.parts[0].text == known
    assert verdict.sensitivity is Sensitivity.CONFIDENTIAL
    headed = Part("passage", "x", Sensitivity.PUBLIC, heading="apple", known=Known())
    marked = assess([headed], [Words("apple", action=Action.LOCAL)])
    assert [f.kind for f in marked.parts[0].heading] == ["WORD"]
    assert marked.sensitivity is Sensitivity.CONFIDENTIAL


def test_law_3_a_detector_that_fails_is_named_and_the_others_go_on() -> None:
    verdict = assess([part(f"{SECRET_TEXT} apple")], [Failing(), Words("apple")])
    assert verdict.unsure == ("failing",)
    assert {f.kind for f in verdict.findings} == {"EARLY", "WORD"}


def test_law_3_nothing_of_the_text_is_shown() -> None:
    parts = [part(SECRET_TEXT, heading=SECRET_TEXT)]
    assert SECRET_TEXT not in repr(
        (assess(parts, [Failing()]), parts, examine(SECRET_TEXT, [Failing()]))
    )


@pytest.mark.parametrize(("seconds", "unsure"), [(9.9, ()), (10.1, ("slow",))])
def test_law_3_a_detector_that_takes_too_long_is_named(
    seconds: float, unsure: tuple[str, ...]
) -> None:
    clock = Clock()
    assert (
        assess(
            [part("x")], [Slow(clock, seconds)], read=functools.partial(in_turn, clock=clock)
        ).unsure
        == unsure
    )


def test_law_3_a_finding_outside_its_text_makes_its_detector_unsure() -> None:
    class Astray:
        name = "astray"

        def find(self, text: str) -> Iterable[Finding]:
            return (Finding("X", Action.LOCAL, 0, len(text) + 1, self.name),)

    assert assess([part("x")], [Astray()]).unsure == ("astray",)


def test_an_unsure_detector_is_named_once() -> None:
    assert assess([part("a", heading="b"), part("c")], [Failing()]).unsure == ("failing",)


def finding(kind: str, start: int, end: int, action: Action = Action.MASK) -> Finding:
    return Finding(kind, action, start, end, "test")


def spans(*findings: Finding, text: str = "a" * 40) -> list[tuple[str, int, int]]:
    return [(f.kind, f.start, f.end) for f in merge(findings, text)]


def test_where_findings_overlap_the_stricter_then_the_credential_then_the_longer_stays() -> None:
    assert spans(finding("HOST", 5, 10), finding("EMAIL", 0, 10)) == [("EMAIL", 0, 10)]
    local = finding("TERM", 4, 6, Action.LOCAL)
    assert spans(finding("PERSON", 0, 10), local) == [
        ("PERSON", 0, 4), ("TERM", 4, 6), ("PERSON", 6, 10),
    ]  # fmt: skip
    secret = finding("CREDENTIAL", 3, 5, Action.LOCAL)
    assert ("CREDENTIAL", 3, 5) in spans(secret, finding("MARKER", 0, 10, Action.LOCAL))


def test_what_is_left_of_a_finding_is_not_blank() -> None:
    text = "Ivan Petrov, x"
    inner = finding("TERM", 5, 11, Action.LOCAL)
    assert spans(finding("PERSON", 0, 12), inner, text=text) == [("PERSON", 0, 4), ("TERM", 5, 11)]


@pytest.mark.parametrize("name", ["\u24b6\u24dd\u24dd\u24d0", "\U0001f1e6\U0001f1f3"], ids=ascii)
def test_letters_in_circles_and_flags_are_not_blank(name: str) -> None:
    assert spans(finding("PERSON", 0, len(name)), text=name) == [("PERSON", 0, len(name))]
    assert spans(finding("PERSON", 0, 2), text="-\u2605") == []


class Asked:
    """A classifier that notes what it is asked."""

    name = "asked"

    def __init__(self) -> None:
        self.asked: list[tuple[list[str], bool]] = []

    def estimate(
        self,
        texts: Sequence[str],
        findings: Callable[[], Sequence[Sequence[Finding]]],
        declared: bool = False,
    ) -> list[Estimate]:
        self.asked.append((list(texts), declared))
        return [Estimate(Sensitivity.INTERNAL, len(text) / 100) for text in texts]

    def whole(self, parts: Sequence[Estimate]) -> Estimate:
        return parts[0]


def test_only_passages_are_judged_as_declared_whether_they_are_known_or_not() -> None:
    judge = Asked()
    internal = Sensitivity.INTERNAL
    known = Known((), Estimate(internal, 0.5))
    verdict = assess(
        [
            Part("history", "one", internal),
            Part("passage", "twos", internal),
            Part("passage", "three", internal, known=known),
            Part("question", "four in all", internal),
        ],
        (),
        judge,
    )
    assert judge.asked == [(["twos"], True), (["one", "four in all"], False)]
    assert [one.probability for one in verdict.estimates] == [0.03, 0.04, 0.5, 0.11]


_FINDINGS = st.lists(
    st.builds(
        lambda start, size, kind, action: finding(kind, start, start + size, action),
        st.integers(0, 30),
        st.integers(1, 10),
        st.sampled_from(["CREDENTIAL", "A", "B"]),
        st.sampled_from(list(Action)),
    ),
    max_size=12,
)


@given(_FINDINGS)
def test_merging_loses_no_place_and_leaves_no_overlap(findings: list[Finding]) -> None:
    merged = merge(findings, "a" * 40)
    covered = {place for f in findings for place in range(f.start, f.end)}
    places = [place for f in merged for place in range(f.start, f.end)]
    assert len(places) == len(set(places))
    assert set(places) == covered


@given(_FINDINGS)
def test_merging_never_loosens_a_place(findings: list[Finding]) -> None:
    order = [Action.MASK, Action.CUT, Action.LOCAL]
    for merged in merge(findings, "a" * 40):
        for place in range(merged.start, merged.end):
            strictest = max(order.index(f.action) for f in findings if f.start <= place < f.end)
            assert order.index(merged.action) == strictest

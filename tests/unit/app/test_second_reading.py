"""What is read again in a further round of masking, and what need not be."""

from __future__ import annotations

import random
import re

import pytest

from app.confidentiality.sanitize import Ledger, Sanitized, sanitize
from app.confidentiality.second_reading import Result
from app.confidentiality.settling import clean_digest
from app.confidentiality.verdict import assess
from app.prompt import Prompt, Turn
from index.chunk import Sensitivity
from tests.unit.app.gate_parts import DETECTORS, passage
from tests.unit.app.test_settling import TEXT, Deep, Shy, sent

UNREAD = '<turn by="person">\nfirst\n</turn>\n\n<question>\nsecond one\n</question>'
FIRST, SECOND = UNREAD.index("first"), UNREAD.index("second")


def result(unread: str, *new: str) -> Result:
    return Result("", unread, unread, new)


def test_slow_detectors_read_again_what_changed_and_quick_ones_everything() -> None:
    slow, quick = Shy("walrus", deep=True), Deep("no such word")
    quick.deep = False
    made = sent("Is walrus on db1.corp.lan?", (*DETECTORS, slow, quick), passage(TEXT))
    assert "walrus" not in made.user and made.user in quick.read
    with_passage = [text for text in slow.read if "then restart" in text]
    assert "walrus" in with_passage[-1], "before anything was left in its neighbour"
    assert any(made.texts[-1] in text and "Runbook" in text for text in slow.read)


def test_law_5_a_value_that_was_left_in_one_part_is_read_again_wherever_it_is_masked() -> None:
    slow = Shy("walrus", deep=True)
    other = passage("The walrus of TEXT, then restart.")
    made = sent("Is walrus on db1.corp.lan?", (*DETECTORS, slow), other, passage(TEXT))
    assert "walrus" not in made.user
    assert any(made.texts[0] in text for text in slow.read)


@pytest.mark.parametrize(
    ("places", "clean"),
    [
        ([], ["first", "second one"]),
        ([(FIRST, FIRST + 1)], ["second one"]),
        ([(FIRST - 1, FIRST)], ["first", "second one"]),
        ([(FIRST - 9, FIRST + 1)], ["second one"]),
        ([(FIRST + 4, SECOND + 1)], []),
        ([(FIRST + 5, SECOND)], ["first", "second one"]),
        ([(SECOND + 9, SECOND + 12), (FIRST + 4, FIRST + 5)], []),
    ],
)
def test_what_was_left_is_in_the_texts_that_it_touches(
    places: list[tuple[int, int]], clean: list[str]
) -> None:
    assert result(UNREAD, "first", "second one").clean(places) == set(map(clean_digest, clean))


def test_a_text_that_does_not_stand_there_word_for_word_ends_it() -> None:
    """One with marks of the prompt's own, for instance: where others stand is not certain then."""
    assert result(UNREAD, "other", "second one").clean([]) == set()
    assert result(UNREAD, "first", "second").clean([]) == {clean_digest("first")}


def test_a_text_that_stands_there_twice_is_taken_in_order() -> None:
    unread = "<turn>\nsame\n</turn>\n\n<question>\nsame\n</question>"
    last = unread.rindex("same")
    both = result(unread, "same", "same")
    assert both.clean([]) == {clean_digest("same")}
    assert both.clean([(last, last + 4)]) == set(), "left in one of two that are the same"


WORDS = (
    "walrus",
    "kettle",
    "Anna Lee",
    "db1.corp.lan",
    "10.1.2.3",
    "restart",
    "it",
    "<question>",
    "Globex",
)


@pytest.mark.parametrize("seed", range(40))
def test_law_5_the_slow_ones_have_read_every_text_as_it_leaves(seed: int) -> None:
    chosen = random.Random(seed)

    def text() -> str:
        return " ".join(chosen.choices(WORDS, k=chosen.randint(1, 6)))

    slow, second = Shy("walrus", deep=True), Shy("kettle", deep=chosen.random() < 0.5)
    detectors = (*DETECTORS, slow, second)
    turns = [Turn(text(), text(), Sensitivity.INTERNAL) for _ in range(chosen.randint(0, 2))]
    prompt = Prompt.build(text(), [passage(text()) for _ in range(2)], 10_000, turns)
    parts = prompt.parts("v1")
    made = sanitize(prompt, assess(parts, detectors), detectors, Ledger(), parts)
    assert isinstance(made, Sanitized)
    assert "walrus" not in made.user and "kettle" not in made.user
    read = [_unnumbered(one) for one in slow.read]
    for masked in made.texts:
        assert any(_unnumbered(masked.replace("<q", "\u2039q")) in one for one in read), masked


def _unnumbered(text: str) -> str:
    return re.sub(r"_\d+\u27e7", "_#\u27e7", text)

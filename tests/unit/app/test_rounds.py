"""Further rounds of masking: what shows only then, because something else was masked in it.

Each case is one in which leaving out of a round what an earlier round had read would let a text
leave that is masked: so all detectors read all of what is not known since it came in.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence

import pytest

from app.confidentiality.sanitize import Ledger, Sanitized, sanitize
from app.confidentiality.settling import clean_digest
from app.confidentiality.verdict import Detector, assess
from app.prompt import Prompt, Turn
from index.chunk import Action, Finding, Known, Passage, Sensitivity
from tests.unit.app.gate_parts import DETECTORS, passage
from tests.unit.app.test_settling import Shy


class Around:
    """A slow detector that needs what stands around its word: the group of a pattern."""

    deep = True

    def __init__(self, pattern: str, kind: str = "PERSON", action: Action = Action.MASK) -> None:
        self.name = f"around.{kind.lower()}.{action.value}"
        self._pattern = re.compile(pattern)
        self._kind, self._action = kind, action

    def find(self, text: str) -> Iterable[Finding]:
        for match in self._pattern.finditer(text):
            yield Finding(self._kind, self._action, *match.span(1), self.name)


def sent(
    question: str,
    detectors: Sequence[Detector],
    passages: Sequence[Passage] = (),
    turns: Sequence[tuple[str, str]] = (),
) -> Sanitized:
    said = [Turn(asked, answered, Sensitivity.INTERNAL) for asked, answered in turns]
    prompt = Prompt.build(question, passages, 10_000, said)
    parts = prompt.parts("v1")
    every = (*DETECTORS, *detectors)
    made = sanitize(prompt, assess(parts, every), every, Ledger(), parts)
    assert isinstance(made, Sanitized), made
    return made


WALRUS = Shy("walrus", deep=True)
"""Found in the second reading."""


def test_law_5_a_word_that_shows_once_the_heading_above_it_is_masked() -> None:
    made = sent(
        "go db1.corp.lan",
        [WALRUS, Around(r"\u27e6PERSON_\d+\u27e7\n\n(kettle)")],
        [passage("kettle is on", heading=("walrus",))],
    )
    assert "kettle" not in made.user and "walrus" not in made.user


def test_law_5_a_word_that_shows_once_the_turn_before_it_is_masked() -> None:
    answer = r'\u27e6PERSON_\d+\u27e7\n</turn>\n\n<turn by="you">\n(kettle)'
    made = sent("go db1.corp.lan", [WALRUS, Around(answer)], turns=[("walrus", "kettle")])
    assert "kettle" not in made.user and "walrus" not in made.user


def test_law_5_what_was_part_of_a_stand_in_is_none_where_that_is_gone() -> None:
    url = Around(r"(https://\S+)", "URL")
    url.deep = False
    made = sent(
        "see https://db1.corp.lan/admin",
        [
            url,
            Around(r"(?s)(?=.*\u27e6).*?(https)", "CUSTOMER", Action.CUT),
            Around(r"(?s)(?=.*\u27e6).*?(admin)(?= kettle)", "URL"),
        ],
        turns=[("admin kettle", "Anna Lee")],
    )
    assert "admin kettle" not in made.user


@pytest.mark.parametrize("text", ["harmless", "kettle is here"])
def test_law_5_a_digest_of_one_passage_says_nothing_of_another_part(text: str) -> None:
    known = Known((), clean=clean_digest("kettle is here"))
    found = passage(text)
    chunk = dataclasses.replace(found.chunk, known=known, detector_version="v1")
    found = dataclasses.replace(found, chunk=chunk)
    made = sent("kettle is here", [Around(r"<question>\n(kettle)")], [found])
    assert made.texts[-1] == "\u27e6PERSON_1\u27e7 is here"

"""Patterns that are tried near a rare sign find what they find in the whole text."""

from __future__ import annotations

import random
import re

from app.confidentiality.detectors.around import REACH, around, near

_SIGN = re.compile("!")
_NEEDS = re.compile(r"(?<![a-z])(?P<w>[a-z]{2,9}) ?!(?!!)|!(?P<v>[a-z]{2,9})(?!\w)")


def test_parts_that_touch_are_one() -> None:
    text = "!" + " " * REACH + "!" + " " * 3 * REACH + "!"
    assert around(text, _SIGN) == [(0, 2 * REACH + 2), (3 * REACH + 2, len(text))]


def test_the_end_of_a_part_is_no_end_of_the_text() -> None:
    pattern = re.compile(r"x(?!\w)|!")
    text = "!" + " " * (REACH - 1) + "xy"
    assert [match[0] for match in near(pattern, text, around(text, _SIGN))] == ["!"]


def test_what_is_found_is_what_the_whole_text_has() -> None:
    rng = random.Random(7)
    for _ in range(300):
        pieces = (rng.choice(("ab", "cd", " ", "!", "  x  ", " " * 60)) for _ in range(60))
        text = "".join(pieces)
        found = [match.span() for match in near(_NEEDS, text, around(text, _SIGN))]
        assert found == [match.span() for match in _NEEDS.finditer(text)]

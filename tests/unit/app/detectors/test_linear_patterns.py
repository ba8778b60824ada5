"""No pattern hangs: one that does holds its whole process, and no deadline can end it."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from app.confidentiality.detectors.markers import Markers
from tests.unit.app.detectors.pumping import hangs, parser, pumped

_SECONDS = 90


def test_no_pattern_takes_more_than_its_text_allows() -> None:
    # In a child: a pattern that hangs is a failure here, and no suite that hangs.
    child = subprocess.run(
        [sys.executable, "-m", "tests.unit.app.detectors.pumping"],
        capture_output=True, text=True, timeout=_SECONDS, check=False,
    )  # fmt: skip
    assert child.returncode == 0, child.stderr[-2000:]
    assert child.stdout == ""
    assert int(child.stderr.split()[0]) > 1_000


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"key(?:\w[._]{1,2}){1,40}\w(?!\w)", True),
        (r"(?:[a-z]+)+!", True),
        (r"(?:x|ab(?: *)* *)*;", True),
        (r"key[._]{1,40}\w(?!\w)", False),
        (r"(?:[a-z]+-)+!", False),
    ],
)
def test_a_pattern_that_hangs_is_told_from_one_that_does_not(pattern: str, expected: bool) -> None:
    compiled = re.compile(pattern)
    assert expected is any(hangs(compiled.match, *one) for one in pumped(parser.parse(pattern)))


@pytest.mark.parametrize("text", ["Sign here: " + "_" * 140, "_" * 5_000, "_ " * 3_000])
def test_a_line_to_sign_on_is_no_mark(text: str) -> None:
    assert list(Markers().find(text)) == []


def test_a_mark_whose_letters_stand_apart_between_underscores() -> None:
    assert [one.kind for one in Markers().find("see: _C_O_N_F_I_D_E_N_T_I_A_L_")] == ["MARKER"]

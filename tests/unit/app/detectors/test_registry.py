"""The registry, the version of all that decides, and what every detector promises."""

from __future__ import annotations

import itertools
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import app.confidentiality.detectors as package
from app.confidentiality.detectors import MODULES, Term, build, detector_version
from app.confidentiality.verdict import Detector, examine
from app.prompt import Prompt
from index.chunk import Action, Finding, Sensitivity
from tests.unit.app.detectors.timing import seconds

ALL = build((Term("Ромашка", "CUSTOMER"), Term("Acme Corp", "CUSTOMER")))
RICH = (
    "Спроси Ивана Петрова <ivan@acme.ru>, тел. +7 916 123-45-67, про db-prod-03 (10.0.3.7) "
    "у Ромашки; пароль: Zx9!pqr. ИНН 7707083893. Коммерческая тайна."
)
HOSTILE = (
    "a", "1", "1 ", "@", "a.", "a-", "x@", "eyJ", "-----BEGIN PRIVATE KEY-----", "password ",
    "password: ", "парол", "паспорт ", "://a:", "(", "\\\\a\\", "0:", "Ivan ", "A. ", "ghp_",
    "kind: Secret data:\n a: b\n", "\u200b", "е\u0308", "\u27e6", "+7", "GB82 ", "http://", "db-01-",
    "user/password: ", "curl -u ", "Acme ", "=", "\n", " ", '"', "10.0.0.1 ", "серия ",
)  # fmt: skip


def test_every_kind_of_thing_is_found_in_one_text() -> None:
    examined = examine(RICH, ALL)
    assert examined.unsure == ()
    assert {f.kind for f in examined.findings} == {
        "PERSON", "EMAIL", "PHONE", "HOST", "IP", "CUSTOMER", "CREDENTIAL", "INN", "MARKER",
    }  # fmt: skip


def test_a_finding_holds_positions_and_no_text() -> None:
    assert [field.name for field in fields(Finding)] == [
        "kind",
        "action",
        "start",
        "end",
        "detector",
    ]
    names = {detector.name for detector in ALL}
    for finding in examine(RICH, ALL).findings:
        assert finding.detector in names
        assert finding.kind.isupper()
        assert 0 <= finding.start < finding.end <= len(RICH)


@pytest.mark.parametrize("detector", ALL, ids=lambda detector: detector.name)
def test_time_is_linear_on_hostile_input(detector: Detector) -> None:
    for piece in HOSTILE:
        short, long = (seconds(detector, (piece * size)[:size]) for size in (4_000, 12_000))
        assert long < 0.05 + 3 * 1.7 * max(short, 0.005), piece


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(
        alphabet=st.sampled_from("aя1@.:-/ \n\u200b\u00a0й\u0306\u27e6\u27e7=\"'x7р"), max_size=80
    )
)
def test_any_text_is_read_without_failure_and_within_its_bounds(text: str) -> None:
    examined = examine(text, ALL)
    assert examined.unsure == ()
    edges = [(f.start, f.end) for f in examined.findings]
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(edges))


def test_our_own_system_prompts_hold_nothing_to_mask() -> None:
    for question in ("how?", "как?"):
        assert examine(Prompt.build(question, (), 100).system, ALL).findings == ()


def test_the_version_changes_with_dictionary_and_policy_and_not_with_their_order() -> None:
    one, two = Term("Acme"), Term("Zeus", "PROJECT")
    versions = {
        detector_version(),
        detector_version((one,)),
        detector_version((one, two)),
        detector_version((Term("Acme", level=Sensitivity.RESTRICTED),)),
        detector_version((), {"PERSON": Action.LOCAL}),
        detector_version((), {"PERSON": Action.CUT}),
    }
    assert len(versions) == 6
    assert detector_version((one, two)) == detector_version((two, one))


def test_the_version_covers_every_module_of_the_package() -> None:
    files = Path(str(package.__file__)).parent.glob("*.py")
    assert sorted(MODULES) == sorted(path.stem for path in files)


def test_the_version_is_the_same_in_every_process_and_loads_no_model() -> None:
    code = (
        "import sys; from app.confidentiality.detectors import detector_version;"
        "print(detector_version(),"
        "*({'natasha', 'pymorphy3', 'phonenumbers', 'numpy'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == detector_version()

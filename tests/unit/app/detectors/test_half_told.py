"""Networks with a wildcard, and first names with one letter of a surname."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.detectors.handles import Handles
from app.confidentiality.detectors.infrastructure import Infrastructure


def found(text: str) -> list[str]:
    return [
        text[f.start : f.end]
        for detector in (Infrastructure(), Handles())
        for f in detector.find(text)
    ]


@pytest.mark.parametrize("value", ["10.20.30.x", "10.20.30.*", "10.20.*.44", "192.168.7.xxx"])
def test_a_network_with_a_wildcard_is_an_address(value: str) -> None:
    assert found(f"all of {value} is down.") == [value]


@pytest.mark.parametrize(
    "text", ["version 10.2.1.x is old", "use 5.7.1.x", "1.2.3.x", "10.x", "x.10.1.2"]
)
def test_a_version_with_a_wildcard_is_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("value", ["anna.k", "maria_p", "elena.v"])
def test_a_first_name_with_a_letter_is_a_login(value: str) -> None:
    assert found(f"what does {value} say") == [value]


@pytest.mark.parametrize(
    "text", ["edit anna.c first", "grant_r and alpha_k", "max_k", "will.s", "node_a"]
)
def test_code_and_files_are_none(text: str) -> None:
    assert found(text) == []


def test_hostile_lines_take_linear_time() -> None:
    began = time.process_time()
    for line in ("10." * 300_000, "1.1.x." * 150_000, "anna." * 200_000, "anna_" * 200_000):
        found(line)
    assert time.process_time() - began < 16

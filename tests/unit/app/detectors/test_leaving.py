"""Lines as many people write them: machines, passwords, customers; and lines that hold none.

`tests/samples/leaving` has a line a text (`\\n` and `\\t` are a line end and a tab); what must be
masked stands in double brackets. Some are still missed: the shares only keep what was reached.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.confidentiality.detectors.cued_values import CuedValues
from app.confidentiality.detectors.infrastructure import Infrastructure
from app.confidentiality.detectors.records import Records
from app.confidentiality.detectors.secret_rest import SecretRest
from app.confidentiality.detectors.secrets import Secrets
from app.confidentiality.detectors.small_letters import SmallLetters
from app.confidentiality.detectors.tickets import Tickets
from app.confidentiality.detectors.unfamiliar import Unfamiliar
from app.confidentiality.verdict import CREDENTIAL, examine
from index.chunk import Finding

LINES = Path(__file__).parents[3] / "samples" / "leaving"
QUICK = (
    Secrets(), SecretRest(), Infrastructure(), SmallLetters(), Unfamiliar(), Tickets(), CuedValues(),
    Records(),
)  # fmt: skip
MARKED = re.compile(r"\[\[(?P<v>[^\[\]]+)\]\]")


def lines(name: str) -> list[str]:
    text = (LINES / f"{name}.txt").read_text(encoding="utf-8")
    return [line.replace("\\n", "\n").replace("\\t", "\t") for line in text.splitlines()]


def found(text: str) -> tuple[Finding, ...]:
    return examine(text, QUICK).findings


def masked(line: str) -> bool:
    """Whether every marked piece is found, or the text stays inside for a credential."""
    text = MARKED.sub(lambda match: match["v"], line)
    findings = found(text)
    if any(finding.kind == CREDENTIAL for finding in findings):
        return True
    covered = {at for finding in findings for at in range(finding.start, finding.end)}
    spans, cut = [], 0
    for match in MARKED.finditer(line):
        start = match.start() - cut
        spans.append((start, start + len(match["v"])))
        cut += 4
    return all(at in covered or not text[at].isalnum() for span in spans for at in range(*span))


def credential(text: str) -> bool:
    return any(finding.kind == CREDENTIAL for finding in found(text))


@pytest.mark.parametrize(
    ("name", "least"), [("machines_en", 0.8), ("machines_ru", 0.9)]
)  # fmt: skip
def test_machines_called_by_ordinary_words_are_masked(name: str, least: float) -> None:
    every = lines(name)
    assert sum(map(masked, every)) >= least * len(every)


@pytest.mark.parametrize(("name", "least"), [("passwords_en", 0.88), ("passwords_ru", 0.88)])
def test_passwords_that_are_plain_words_keep_a_line_inside(name: str, least: float) -> None:
    every = lines(name)
    assert sum(map(credential, every)) >= least * len(every)


def numbered(text: str) -> bool:
    """Whether the longest number of a line is covered by a finding."""
    number = max(re.finditer(r"\d+", text), key=lambda match: len(match[0]))
    return any(f.start <= number.start() and number.end() <= f.end for f in found(text))


@pytest.mark.parametrize(("name", "least"), [("customers_en", 0.9), ("customers_ru", 0.94)])
def test_numbers_of_customers_are_masked(name: str, least: float) -> None:
    every = lines(name)
    assert sum(map(numbered, every)) >= least * len(every)


@pytest.mark.parametrize("name", ["clean_customers_en", "clean_customers_ru"])
def test_what_is_only_counted_is_no_customer(name: str) -> None:
    assert [line for line in lines(name) if any(f.kind == "CUSTOMER" for f in found(line))] == []


@pytest.mark.parametrize("name", ["clean_passwords_en", "clean_passwords_ru"])
def test_talk_about_passwords_is_none(name: str) -> None:
    assert [line for line in lines(name) if credential(line)] in (
        [],
        ["reset your password to continue"],
    )


@pytest.mark.parametrize("name", ["clean_machines_en", "clean_machines_ru"])
def test_words_of_operations_call_no_machine(name: str) -> None:
    hosts = [(line, f) for line in lines(name) for f in found(line) if f.kind == "HOST"]
    assert hosts == []

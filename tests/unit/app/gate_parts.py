"""Small real detectors and prompts for the gate's tests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.confidentiality.sanitize import Refused, Sanitized, sanitize
from app.confidentiality.verdict import Detector, Verdict, assess
from app.prompt import Prompt
from index.chunk import Action, Chunk, Finding, Passage, Sensitivity


@dataclass(frozen=True, slots=True)
class Pattern:
    """A detector made of one regular expression."""

    kind: str
    pattern: str
    action: Action = Action.MASK

    @property
    def name(self) -> str:
        return f"pattern.{self.kind.lower()}"

    def find(self, text: str) -> Iterable[Finding]:
        for match in re.finditer(self.pattern, text):
            yield Finding(self.kind, self.action, *match.span(), self.name)


@dataclass(frozen=True, slots=True)
class Failing:
    """A detector that breaks, and whose error quotes the text."""

    name: str = "failing"

    def find(self, text: str) -> Iterable[Finding]:
        raise RuntimeError(text)


HOST = Pattern("HOST", r"\b[a-z0-9-]+\.corp\.lan\b")
IP = Pattern("IP", r"\b10\.\d+\.\d+\.\d+(?:/\d+)?\b")
PERSON = Pattern("PERSON", r"\b(?:Anna|Иван) [A-ZА-Я][a-zа-я]+\b")
CUSTOMER = Pattern("CUSTOMER", r"\bGlobex\b", Action.CUT)
CREDENTIAL = Pattern("CREDENTIAL", r"\bhunter[0-9]\b", Action.LOCAL)
DETECTORS: tuple[Detector, ...] = (HOST, IP, PERSON, CUSTOMER, CREDENTIAL)


def passage(
    text: str,
    level: Sensitivity = Sensitivity.INTERNAL,
    heading: tuple[str, ...] = ("Runbook",),
    source: str = "vault-of-sources:very/private-path.md",
) -> Passage:
    """A passage whose source, owner and address must never go out."""
    chunk = Chunk(
        source=source,
        revision="r1",
        ordinal=0,
        heading=heading,
        text=text,
        lines=(1, 2),
        title=heading[0] if heading else "",
        url="https://wiki-address.invalid/secret-page",
        owner="owner-team-name",
        modified="2026-01-01",
        review_by=None,
        sensitivity=level,
        audience=frozenset({"staff"}),
    )
    return Passage(chunk, 1.0)


def prompt_of(question: str, *passages: Passage) -> Prompt:
    """A prompt as `answer()` builds it."""
    return Prompt.build(question, passages, 10_000)


def judged(prompt: Prompt, detectors: Sequence[Detector] = DETECTORS) -> Verdict:
    """The first assessment."""
    return assess(prompt.parts("never the same version"), detectors)


def sanitized(prompt: Prompt, detectors: Sequence[Detector] = DETECTORS) -> Sanitized:
    """Sanitised, where the test needs that to work."""
    made = sanitize(prompt, judged(prompt, detectors), detectors)
    assert isinstance(made, Sanitized), made
    return made


def refused(prompt: Prompt, detectors: Sequence[Detector] = DETECTORS) -> Refused:
    """Refused, where the test needs that."""
    made = sanitize(prompt, judged(prompt, detectors), detectors)
    assert isinstance(made, Refused)
    return made

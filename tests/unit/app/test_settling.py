"""What is read of a passage when it comes in, and what need not be read again for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import pytest

from app.confidentiality.detectors import build
from app.confidentiality.reason import ReasonCode
from app.confidentiality.sanitize import Candidate, Ledger, Refused, Sanitized, sanitize
from app.confidentiality.settling import clean_digest, settle
from app.confidentiality.verdict import Detector, assess
from app.prompt import Prompt
from index.chunk import Action, Finding, Known, Passage
from tests.unit.app.gate_parts import (
    CREDENTIAL,
    DETECTORS,
    HOST,
    PERSON,
    Failing,
    Pattern,
    passage,
)

TEXT = "Ask Anna Lee on db1.corp.lan (10.1.2.3), then restart."


class Deep:
    """A slow recogniser that remembers what it was given."""

    name = "deep"
    deep = True

    def __init__(self, word: str = "zebra") -> None:
        self.word = word
        self.read: list[str] = []

    def find(self, text: str) -> Iterable[Finding]:
        self.read.append(text)
        at = text.find(self.word)
        if at >= 0:
            yield Finding("PERSON", Action.MASK, at, at + len(self.word), self.name)


def settled(text: str, detectors: tuple[Detector, ...]) -> Passage:
    found = passage(text)
    known = settle(text, detectors)
    assert known is not None and known.clean
    chunk = dataclasses.replace(found.chunk, known=known, detector_version="v1")
    return dataclasses.replace(found, chunk=chunk)


def sent(question: str, detectors: tuple[Detector, ...], *passages: Passage) -> Sanitized:
    prompt = Prompt.build(question, passages, 10_000)
    parts = prompt.parts("v1")
    made = sanitize(prompt, assess(parts, detectors), detectors, Ledger(), parts)
    assert isinstance(made, Sanitized), made
    return made


class Shy(Deep):
    """Sees its word in a masked text only; quick where it is told to be."""

    def __init__(self, word: str, *, deep: bool) -> None:
        super().__init__(word)
        self.deep = deep

    def find(self, text: str) -> Iterable[Finding]:
        return list(super().find(text)) if "\u27e6" in text else []


def test_law_5_what_leaves_was_read_by_every_detector_whatever_the_rounds_before() -> None:
    slow, quick = Shy("walrus", deep=True), Shy("kettle", deep=False)
    made = sent("Is walrus on kettle, or db1.corp.lan?", (*DETECTORS, slow, quick))
    assert "walrus" not in made.user and "kettle" not in made.user
    assert made.user in slow.read and made.user in quick.read


def test_the_digest_leaves_out_numbers_only() -> None:
    one = clean_digest("Ask ⟦PERSON_1⟧ on ⟦HOST_1⟧.⟦DOMAIN_1⟧ (⟦IP_12⟧), host-1.domain-2.example")
    two = clean_digest("Ask ⟦PERSON_7⟧ on ⟦HOST_30⟧.⟦DOMAIN_2⟧ (⟦IP_1⟧), host-9.domain-1.example")
    assert one == two
    assert clean_digest("⟦NET_1⟧.⟦IP_2⟧") == clean_digest("⟦IP_9⟧")
    assert clean_digest("at 192.0.2.17:80") == clean_digest("at 192.0.2.200:80")
    for other in ("Ask ⟦HOST_1⟧", "Ask ⟦PERSON_1⟧ ", "ask ⟦PERSON_1⟧", "Ask ⟦PERSON_1⟧ 2"):
        assert clean_digest(other) != clean_digest("Ask ⟦PERSON_1⟧")
    assert clean_digest("port 80") != clean_digest("port 81")


def test_a_settled_text_is_known_with_its_findings_and_digest() -> None:
    known = settle(TEXT, DETECTORS)
    assert known is not None
    assert [finding.kind for finding in known.findings] == ["PERSON", "HOST", "IP"]
    masked = "Ask ⟦PERSON_3⟧ on ⟦HOST_4⟧.⟦DOMAIN_9⟧ (⟦IP_2⟧), then restart."
    assert known.clean == clean_digest(masked)


def test_what_shows_only_once_its_neighbour_is_masked_is_a_finding_of_the_text() -> None:
    second = Pattern("PERSON", r"(?<=⟧ and )Boris\b")
    text = "Ask Anna Lee and Boris."
    known = settle(text, (PERSON, second))
    assert known is not None and known.clean
    assert [text[f.start : f.end] for f in known.findings] == ["Anna Lee", "Boris"]


def test_what_cannot_be_settled_has_no_digest() -> None:
    assert settle(TEXT, (HOST, Failing())) is None
    local = settle("the key is hunter2", (CREDENTIAL,))
    assert local is not None and local.clean == "" and local.findings
    greedy = settle("some plain words", (Pattern("WORD", r"[A-Za-z]{4,}(?= |$)|(?<=⟧).+"),))
    assert greedy is None or greedy.clean == "" or greedy.findings


def test_slow_detectors_do_not_read_a_settled_passage_again() -> None:
    deep = Deep()
    found = settled(TEXT, (*DETECTORS, deep))
    deep.read.clear()
    made = sent("Is Anna Ray there?", (*DETECTORS, deep), found)
    assert "⟦PERSON_2⟧" in made.texts[-1]
    assert deep.read and not any("then restart" in text for text in deep.read)
    assert any("⟦PERSON_2⟧" in text for text in deep.read)
    assert any("Runbook" in text for text in deep.read)


@pytest.mark.parametrize("question", ["What is restart?", "Who is then restart for?"])
def test_a_passage_that_differs_is_read_by_the_slow_ones(question: str) -> None:
    deep = Deep()
    word = Pattern("TERM", r"(?<=What is )\w+|(?<=Who is )\w+ restart")
    found = settled(TEXT, (*DETECTORS, word, deep))
    deep.read.clear()
    made = sent(question, (*DETECTORS, word, deep), found)
    assert "restart" not in made.texts[0]
    assert any("on ⟦HOST_1⟧" in text for text in deep.read)


def test_a_forged_digest_hides_nothing_from_the_others() -> None:
    found = passage("the key is hunter2")
    forged = Known((), None, clean_digest("the key is hunter2"))
    chunk = dataclasses.replace(found.chunk, known=forged, detector_version="v1")
    prompt = Prompt.build("what", [dataclasses.replace(found, chunk=chunk)], 1000)
    parts = prompt.parts("v1")
    made = sanitize(prompt, assess(parts, DETECTORS), DETECTORS, Ledger(), parts)
    assert isinstance(made, Refused) and made.reason.code is ReasonCode.LEFTOVER


def test_without_parts_everything_is_read_again() -> None:
    deep = Deep()
    found = settled(TEXT, (*DETECTORS, deep))
    prompt = Prompt.build("what", [found], 1000)
    verdict = assess(prompt.parts("v1"), DETECTORS)
    deep.read.clear()
    assert isinstance(sanitize(prompt, verdict, (*DETECTORS, deep)), Sanitized)
    assert any("then restart" in text for text in deep.read)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Спросите Ивана Петрова (ivan.petrov@corp-mail.ru) про db-prod-03.corp.internal.",
        "```yaml\nhost: db-prod-03.corp.internal\nip: 10.24.3.17\n```\nand 10.24.3.18",
        "No private word at all, version 1.2.3.",
        "",
    ],
)
def test_the_shipped_detectors_settle_usual_texts(text: str) -> None:
    known = settle(text, build(()))
    assert known is not None and known.clean


def foreseen(question: str, detectors: tuple[Detector, ...], *passages: Passage) -> list[Candidate]:
    """What was told of while it was still read, in order."""
    told: list[Candidate] = []
    prompt = Prompt.build(question, passages, 10_000)
    parts = prompt.parts("v1")
    verdict = assess(parts, detectors)
    made = sanitize(prompt, verdict, detectors, Ledger(), parts, foresee=told.append)
    if isinstance(made, Sanitized):
        assert all(one.user != made.user for one in told[:-1])
        assert [(one.system, one.user, one.vault) for one in told[-1:]] in (
            [],
            [(made.system, made.user, made.vault)],
        )
    return told


def test_what_will_probably_leave_is_told_of_once_and_to_the_letter() -> None:
    found = settled(TEXT, DETECTORS)
    assert len(foreseen("Is Anna Ray there?", DETECTORS, found)) == 1


def test_what_was_left_in_what_is_new_is_told_of_to_nobody() -> None:
    shy = Shy("walrus", deep=False)
    found = settled(TEXT, (*DETECTORS, shy))
    [told] = foreseen("Is walrus on db1.corp.lan?", (*DETECTORS, shy), found)
    assert "walrus" not in told.user


def test_nothing_is_told_of_where_the_slow_ones_have_everything_to_read() -> None:
    assert foreseen("Is Anna Ray there?", DETECTORS) == []

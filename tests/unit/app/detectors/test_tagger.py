"""The tagger and its training: the shipped weights are the pinned ones, a seed gives the same ones."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.detectors import tagger
from app.confidentiality.detectors.organisations_en import english
from app.confidentiality.detectors.tagged_names import people
from app.training.people_tagger import train_tagger
from app.training.people_text import sentences


def test_it_sees_people_organisations_and_addresses() -> None:
    text = "Priya Natarajan of Brightwater Logistics lives at 12 Mill Lane, Leeds."
    labels = {text[t.start : t.end]: t.label for t in tagger.tagged(text)}
    assert labels["Priya Natarajan"] == "PERSON"
    assert labels["Brightwater Logistics"] == "ORGANISATION"
    assert any(label == "ADDRESS" and "Mill Lane" in value for value, label in labels.items())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("invoice from Cantrell Ltd. is late", "Cantrell Ltd."),
        ("we hired Northwind GmbH", "Northwind GmbH"),
        ("company: Blue Heron", "Blue Heron"),
        ("he works for Whitby Group", "Whitby Group"),
    ],
)
def test_organisations(text: str, name: str) -> None:
    assert any(text[a:b].startswith(name.rstrip(".")) for a, b in english(text))


@pytest.mark.parametrize(
    "text", ["Install Nginx and Redis", "the GPU and the CPU", "## Disk Sync Duration"]
)
def test_technical_text_has_nobody(text: str) -> None:
    assert [*english(text), *people(text)] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Check the db. Petrov", "Petrov"),
        ("If it falls behind, look at the db. Okonkwo (on call) restarts it.", "Okonkwo"),
        ("- db. Nowak\n", "Nowak"),
    ],
)
def test_a_name_does_not_begin_in_the_sentence_before(text: str, name: str) -> None:
    whole = [text[start:end] for start, end in people(text)]
    assert name in whole and not any(value.startswith("db") for value in whole)


def test_the_same_seed_gives_the_same_weights_and_another_does_not() -> None:
    first = train_tagger(3, count=300, rounds=1)
    assert first == train_tagger(3, count=300, rounds=1)
    assert first != train_tagger(4, count=300, rounds=1)
    assert tagger.Weights.unpacked(first).step.shape == (len(tagger.TAGS), len(tagger.TAGS))


def test_damaged_weights_are_refused() -> None:
    with pytest.raises(tagger.TaggerBrokenError, match="damaged"):
        tagger.Weights.unpacked(b"HUSHTAG1 no")


def test_other_weights_than_the_pinned_ones_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagger, "SHA256", "0" * 64)
    tagger.weights.cache_clear()
    try:
        with pytest.raises(tagger.TaggerBrokenError, match="pinned"):
            tagger.weights()
    finally:
        tagger.weights.cache_clear()


def test_every_span_of_the_made_up_text_is_within_it() -> None:
    for sentence in sentences(5, 400):
        for start, end, label in sentence.spans:
            assert 0 <= start < end <= len(sentence.text)
            assert label in {"PERSON", "ORGANISATION", "ADDRESS"}


@pytest.mark.parametrize("line", ["a" * 300_000, "Aa " * 100_000, "1 " * 150_000, "\n" * 300_000])
def test_time_is_linear(line: str) -> None:
    tagger.weights()
    began = time.process_time()
    tagger.tagged(line)
    assert time.process_time() - began < 6

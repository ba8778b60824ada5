"""A sentence is its English text and still knows what it was made of, in a copy too."""

from __future__ import annotations

import copy
import pickle

import pytest

from index.errors import IndexFailure
from index.sentence import Sentence


def test_a_sentence_is_its_text() -> None:
    said = Sentence("there is no source {name}", name="docs")
    assert said == "there is no source docs"
    assert (said.template, said.fields) == ("there is no source {name}", {"name": "docs"})


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda s: pickle.loads(pickle.dumps(s))]
)
def test_a_copy_has_template_and_fields_whatever_the_text_holds(again: object) -> None:
    assert callable(again)
    said = Sentence("there is no source {name}", name="{home}")
    copied = again(said)
    assert (copied, copied.template, copied.fields) == (said, said.template, said.fields)


def test_an_error_is_passed_on_with_its_template() -> None:
    inner = IndexFailure("the index in {path} is full", path="/a{b}")
    outer = IndexFailure(inner.sentence)
    assert str(outer) == "the index in /a{b} is full"
    assert outer.sentence.template == "the index in {path} is full"

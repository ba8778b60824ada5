"""Reasons survive JSON with their templates; a child's are taken only where they are harmless."""

from __future__ import annotations

import json

import pytest

from index.sentence import Sentence
from ingest.reasons import from_json, heard, to_json


@pytest.mark.parametrize(
    "reason",
    [
        "text of an older manifest with {braces}",
        Sentence("The file is empty; save it again or leave it out."),
        Sentence("The file has {size:.0f} MB; the limit is {limit} MB.", size=20.4, limit=20),
        Sentence("It failed: {problem}.", problem=Sentence('unknown key "{key}"', key="{x}")),
    ],
)
def test_a_reason_comes_back_as_it_was(reason: str) -> None:
    again = from_json(json.loads(json.dumps(to_json(reason))))
    assert again == reason
    if isinstance(reason, Sentence):
        assert isinstance(again, Sentence)
        assert (again.template, again.fields) == (reason.template, reason.fields)


def test_what_is_no_json_value_becomes_text() -> None:
    again = from_json(to_json(Sentence("{cause}", cause=None)))
    assert again == "None"


@pytest.mark.parametrize(
    "value", [None, 3, [], {}, {"template": 1, "fields": {}}, {"template": "{x}", "fields": {}}]
)
def test_another_value_is_no_reason(value: object) -> None:
    with pytest.raises(ValueError, match="no reason"):
        from_json(value)


def test_a_childs_sentence_is_rebuilt() -> None:
    reason = heard({"template": "The {format} file has {count}.", "fields": {"format": "PDF",
                                                                           "count": 3}})  # fmt: skip
    assert reason == "The PDF file has 3."
    assert reason.template == "The {format} file has {count}."


@pytest.mark.parametrize(
    ("template", "fields"),
    [
        ("{x}", {}),
        ("{", {"x": 1}),
        ("{}", {"x": 1}),
        ("{0}", {"0": 1}),
        ("{x.__class__}", {"x": 1}),
        ("{x.__class__}", {"x.__class__": 1}),
        ("{x[0]}", {"x": "secret"}),
        ("{x!r}", {"x": "y"}),
        ("{x:>999999999}", {"x": 1}),
        ("{x:{y}}", {"x": 1, "y": 999_999_999}),
        ("{x}", {"x": None}),
        ("{x}", {"x": 1.5}),
        ("{x}", {"x": ["a"]}),
        ("{x}", {"x": {"template": "a", "fields": {}}}),
        ("{x}", {"x": "a" * 501}),
        ("a" * 501, {}),
        ("\x1b[2J{x}", {"x": "a"}),
        ("{x}", {"x": "two\nlines"}),
        ("{x}", {"x": "\u202egnp"}),
    ],
)
def test_a_childs_sentence_that_is_not_short_flat_and_printable_is_refused(
    template: str, fields: dict[str, object]
) -> None:
    with pytest.raises(ValueError, match=r"."):
        heard({"template": template, "fields": fields})


@pytest.mark.parametrize("value", ["text", None, {"template": "a"}, {"fields": {}}, ["a", {}]])
def test_a_child_that_says_something_else_is_not_heard(value: object) -> None:
    with pytest.raises(ValueError, match="no reason"):
        heard(value)

"""Sentences that travel, and settings that are compared by digests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.same_settings import differing, digests
from app.sentence_wire import packed, unpacked
from app.settings import Settings
from app.wording import sentence
from index.sentence import Sentence


def test_a_sentence_arrives_with_its_template() -> None:
    inner = Sentence("{path} is not UTF-8 text; convert it", path="a {b}.md")
    report = {"failed": [{"reason": inner, "n": 1}], "warnings": (inner,), "x": None, "f": 0.1}
    told = unpacked(json.loads(json.dumps(packed(report))))
    assert isinstance(told, dict)
    reason = told["failed"][0]["reason"]
    assert reason == inner and sentence(reason, "ru") == sentence(inner, "ru") != inner
    assert told == {**report, "warnings": [inner]}


@pytest.mark.parametrize("template", ["{x.__class__.__mro__}", "{", "{gone}", "{0}"])
def test_a_template_fills_in_text_only(template: str) -> None:
    try:
        said = unpacked({"template": template, "fields": {"x": "y"}})
    except ValueError:
        return
    assert "object" not in str(said) or said == "(<class 'str'>, <class 'object'>)"


def test_what_differs_is_named_and_no_value_travels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUSH_HOME", str(tmp_path))
    policy = tmp_path / "policy.toml"
    policy.write_text("cloud = 'never'\n")
    first = Settings(policy=policy, user="a")
    before = digests(first)
    assert "never" not in json.dumps(before) and str(tmp_path) not in json.dumps(before)
    assert differing(before, digests(Settings(policy=policy, user="b"))) == []
    policy.write_text("cloud = 'hard'\n")
    assert differing(before, digests(first)) == ["HUSH_POLICY"]
    other = digests(Settings(policy=policy, local={"model": "m"}))
    assert differing(before, other) == ["HUSH_LOCAL__MODEL", "HUSH_POLICY"]
    assert "HUSH_SERVE__PORT" not in before

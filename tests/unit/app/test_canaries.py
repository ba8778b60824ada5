"""Canaries: made from a secret, registered without their words, heard by the guard everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.canaries import Canaries
from app.confidentiality.canary import canary, shapes
from app.confidentiality.detectors import build
from app.confidentiality.guard import Guard, Watch
from app.confidentiality.sanitize import Sanitized, sanitize
from app.confidentiality.verdict import assess
from app.errors import HushError
from app.models.request import destination, would_hold
from app.prompt import RAW_MARKS
from app.settings import CloudSettings
from index.chunk import Sensitivity
from tests.unit.app.gate_parts import passage, prompt_of

LEVEL = Sensitivity.CONFIDENTIAL


def test_a_word_of_a_source_a_level_and_a_secret() -> None:
    word = canary(b"s" * 32, "hr", LEVEL, 1)
    assert word == canary(b"s" * 32, "hr", LEVEL, 1)
    assert len(word) == 20
    assert word.isalpha()
    assert word.islower()
    others = {
        canary(b"t" * 32, "hr", LEVEL, 1),
        canary(b"s" * 32, "it", LEVEL, 1),
        canary(b"s" * 32, "hr", Sensitivity.RESTRICTED, 1),
        canary(b"s" * 32, "hr", LEVEL, 2),
    }
    assert len(others | {word}) == 5


def test_the_register_holds_no_word(tmp_path: Path) -> None:
    canaries = Canaries(tmp_path)
    assert canaries.words() == {}
    first, second = canaries.new("hr", LEVEL), canaries.new("hr", LEVEL)
    assert (first.number, second.number) == (1, 2)
    words = Canaries(tmp_path).words()
    assert set(words) == {first.id, second.id}
    assert len(set(words.values())) == 2
    register = tmp_path / "canaries.jsonl"
    assert not any(word in register.read_text("utf-8") for word in words.values())
    for name in ("canaries.jsonl", "canaries.key"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "harm",
    ["secret gone", "register damaged", "register unreadable", "register gone", "register empty"],
)
def test_the_guard_is_never_deaf_in_silence(tmp_path: Path, harm: str) -> None:
    canaries = Canaries(tmp_path)
    canaries.new("hr", LEVEL)
    if harm == "secret gone":
        (tmp_path / "canaries.key").unlink()
    elif harm == "register gone":
        (tmp_path / "canaries.jsonl").unlink()
    elif harm == "register empty":
        (tmp_path / "canaries.jsonl").write_bytes(b"")
    elif harm == "register damaged":
        (tmp_path / "canaries.jsonl").write_text("{}\n")
    else:
        (tmp_path / "canaries.jsonl").unlink()
        (tmp_path / "canaries.jsonl").mkdir()
    with pytest.raises(HushError, match="listen"):
        Canaries(tmp_path).words()


@pytest.mark.parametrize("place", sorted(shapes("word")))
@pytest.mark.parametrize("where", ["body", "heading", "question", "system"])
def test_it_is_heard_wherever_it_is_planted(tmp_path: Path, place: str, where: str) -> None:
    canaries = Canaries(tmp_path)
    known = canaries.new("hr", LEVEL)
    text = shapes(canaries.word(known))[place]
    body, heading, question = "Run the drain command.", "Runbook", "how do I drain a node"
    if where == "body":
        body += f"\n\n{text}\n"
    elif where == "heading":
        heading = text
    elif where == "question":
        question += f" {text}"
    prompt = prompt_of(question, passage(body, heading=(heading,)))
    if where == "system":
        object.__setattr__(prompt, "system", f"{prompt.system}\n{text}")
    detectors = build(())
    made = sanitize(prompt, assess(prompt.parts("-"), detectors), detectors)
    settings = CloudSettings()
    guard = Guard(destination(settings), Watch(canaries=canaries.words()))
    if not isinstance(made, Sanitized) or canaries.word(known) not in made.text:
        return  # kept inside or masked before it came to the guard: it did not leave either
    judged = would_hold(made, settings, guard)
    assert judged is not None
    assert f"canary:{known.id}" in judged.reason.kinds


@pytest.mark.parametrize("place", sorted(shapes("word")))
def test_the_guard_by_itself_rings_on_every_shape(tmp_path: Path, place: str) -> None:
    """Whatever masks before it: the request here is made of the raw text."""
    canaries = Canaries(tmp_path)
    known = canaries.new("hr", LEVEL)
    made = sanitize(prompt := prompt_of("how"), assess(prompt.parts("-"), ()), ())
    assert isinstance(made, Sanitized)
    settings = CloudSettings()
    guard = Guard(destination(settings), Watch(canaries=canaries.words()))
    assert not would_hold(made, settings, guard)
    object.__setattr__(made, "user", f"Notes\n\n{shapes(canaries.word(known))[place]}\n")
    judged = would_hold(made, settings, guard)
    assert judged is not None
    assert f"canary:{known.id}" in judged.reason.kinds


def test_no_canary_leaves_the_whole_gate_readable(tmp_path: Path) -> None:
    """Each is masked, keeps the prompt inside or makes the guard ring; harmless text leaves."""
    canaries = Canaries(tmp_path)
    words = [canaries.word(canaries.new("hr", LEVEL)) for _ in range(3)]
    detectors, settings = build(()), CloudSettings()
    guard = Guard(destination(settings), Watch(canaries=canaries.words()))
    left = []
    for text in [*(t for word in words for t in shapes(word).values()), "Run the drain command."]:
        prompt = prompt_of("how", passage(text))
        made = sanitize(prompt, assess(prompt.parts("-"), detectors), detectors)
        if isinstance(made, Sanitized) and not would_hold(made, settings, guard):
            left.append(made.text)
    assert any("Run the drain command." in text for text in left)
    assert not [text for text in left for word in words if word in text]


@pytest.mark.parametrize("question", ["how do I drain a node", "как вывести узел из кластера"])
def test_a_raw_prompt_that_came_to_the_way_out_is_held(question: str) -> None:
    """The raw form says so of itself, and nothing that leaves does."""
    prompt = prompt_of(question, passage("Run the drain command."))
    settings = CloudSettings()
    guard = Guard(destination(settings), Watch(canaries=RAW_MARKS))
    made = sanitize(prompt, assess(prompt.parts("-"), ()), ())
    assert isinstance(made, Sanitized)
    assert not would_hold(made, settings, guard)
    object.__setattr__(made, "system", prompt.inside)
    judged = would_hold(made, settings, guard)
    assert judged is not None
    assert judged.reason.kinds == (f"canary:raw_prompt_{prompt.language}",)

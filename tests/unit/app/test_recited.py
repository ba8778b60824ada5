"""The prompt's rules are taken out of an answer, however the stream is split."""

from __future__ import annotations

import pytest

from app.prompt import _SYSTEM, RULES
from app.recited import Recited


def read(text: str, step: int) -> str:
    recited = Recited()
    out = [recited.feed(text[start : start + step]) for start in range(0, len(text), step)]
    return "".join(out) + recited.finish()


@pytest.mark.parametrize("step", [1, 2, 7, 1000])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_rules_are_taken_out(language: str, step: int) -> None:
    shown = read(f"Sure:\n\n{_SYSTEM[language]}\n\nRestart it [1].\n", step)
    assert not [rule for rule in RULES if rule in shown]
    assert shown.startswith("Sure:\n") and shown.endswith("Restart it [1].\n")


@pytest.mark.parametrize("step", [1, 3, 1000])
@pytest.mark.parametrize("before", ["> ", "1. ", "**", "  - ", "```\n"])
def test_whatever_stands_before_them(before: str, step: int) -> None:
    rule = max(RULES, key=len)
    assert rule not in read(f"{before}{rule}\nok", step)
    assert rule not in read(f"{before}{rule}", step)


@pytest.mark.parametrize("step", [1, 2, 5, 1000])
@pytest.mark.parametrize(
    "text", ["", "a", "\n\n", "Use only", "Use only what\r\nx", "- Copy commands\n- Rules", "- "]
)
def test_everything_else_stays(text: str, step: int) -> None:
    assert read(text, step) == text


def test_a_word_is_not_held_back() -> None:
    recited = Recited()
    assert recited.feed("Restart ") == "Restart " and recited.feed("it") == "it"

"""Patterns that are tried only where they can begin find what they find by themselves."""

from __future__ import annotations

import random
import re

import pytest

from app.confidentiality.detectors import paths, secret_spelled, small_letters
from app.confidentiality.detectors.cues import UNREAD, Cues, Led

LED = {
    "pointed": secret_spelled._POINTED,
    "forge": paths._FORGE,
    "listed": small_letters._LISTED,
}
PIECES = (
    "old", "the OLD one was ", "the new one: ", "what you type next is ", "теперь ", "сейчас это: ",
    "старый был ", "вбиваю ", "hunter2x", "x1y2z3!", "{", "'name'", "name: ", "NAME=",
    "\nname: redis-7, ",
    "address=", "ip: ", "host: ", "github.com/acme/app", "www.github.com/a/b", "hub.docker.com/r/x/y",
    " ", "\n", "\u0131", "\u017f", "\u0130", "\u1c80", ".", "-",
)  # fmt: skip


@pytest.mark.parametrize("name", LED)
def test_it_finds_exactly_what_the_pattern_finds(name: str) -> None:
    led, rng, hits = LED[name], random.Random(name), 0
    pattern: re.Pattern[str] = led._pattern
    for _ in range(3000):
        text = "".join(rng.choice(PIECES) for _ in range(rng.randrange(1, 14)))
        expected = [(match.span(), match.groups()) for match in pattern.finditer(text)]
        assert [(match.span(), match.groups()) for match in led.finditer(text)] == expected, text
        hits += len(expected)
    assert hits > 50


@pytest.mark.parametrize("within", [True, False])
def test_a_first_word_within_another_of_several_words_is_tried_as_well(within: bool) -> None:
    cues = Cues(
        [("это_парол", "это парол"), ("парол", "пароль"), ("пароль_от", "пароль от")], within
    )
    found = {(number, match[0]) for number, match in cues.matches("это пароль от вики")}
    assert found == {(0, "это парол"), (1, "пароль"), (2, "пароль от")}


def test_of_the_words_at_a_place_the_longest_is_tried_and_none_within_it() -> None:
    cues = Cues([("pass|password", "pass(?:word)?"), ("word", "word"), ("ss", "ss")])
    assert [(number, match[0]) for number, match in cues.matches("password, word, pass")] == [
        (0, "password"),
        (1, "word"),
        (0, "pass"),
    ]


def test_what_is_left_when_the_tries_are_spent_is_said() -> None:
    cues = Cues([("b", "b")])
    read = [(number, match.start()) for number, match in cues.matches("b b b b", most=12)]
    assert read == [(0, 0), (0, 2), (UNREAD, 4)]


def test_rare_letters_count_as_those_that_a_pattern_takes_them_for() -> None:
    led = Led("secret|в_и", r"(?i)(?:secret|в и)x")
    for text in ("\u017fecretx", "\u1c80 иx", "SECRETX"):
        assert [match[0] for match in led.finditer(text)] == [text]

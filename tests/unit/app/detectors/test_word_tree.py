"""Every place of every word is told, and nothing else."""

from __future__ import annotations

import random

import pytest

from app.confidentiality.detectors.word_tree import WordTree

WORDS = ("a", "aa", "aba", "b", "парол", "пароль от", "\U0001f511", "--x", "ab c")
LETTERS = "ab c-x\n\0парольот\U0001f511\ud800\uffff"


def places(word: str, text: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(word, at)]


@pytest.mark.parametrize("count", [1, 2, len(WORDS)])
def test_it_tells_each_place_of_each_word(count: int) -> None:
    rng = random.Random(count)
    words = WORDS[:count]
    tree = WordTree(words)
    for _ in range(500):
        text = "".join(rng.choice(LETTERS) for _ in range(rng.randrange(30)))
        text += rng.choice(("", *WORDS))
        expected = {word: places(word, text) for word in words if word in text}
        assert tree.places(text) == expected, text

"""Where the words of many tables stand in a text, found in one reading.

All words make one tree of letters, which is walked from every place of the text at once: what that
costs hardly depends on how many words there are. Invariant: exact (every place of every word, within
and around others too), and linear in the text: there are as many steps as the longest word has
letters. Deliberately elsewhere: whose words they are, and what is tried where they stand (`cues`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt


class WordTree:
    """Words as a tree of their letters."""

    def __init__(self, words: Iterable[str]) -> None:
        """`words`: one at least, and none of them empty."""
        self._words = sorted(words)
        letters = sorted(set("".join(self._words)))
        self._letters = np.zeros(ord(letters[-1]) + 2, dtype=np.int32)
        """The number of a letter in the tree, 0 for any other, by code point."""
        self._letters[[*map(ord, letters)]] = np.arange(1, len(letters) + 1)
        self._width = len(letters) + 1
        branches: dict[int, int] = {}
        ends: dict[int, int] = {}
        for number, word in enumerate(self._words):
            node = 0
            for letter in self._letters[[*map(ord, word)]].tolist():
                node = branches.setdefault(node + letter, (len(branches) + 1) * self._width)
            ends[node // self._width] = number
        self._next = np.zeros((len(branches) + 1) * self._width, dtype=np.int32)
        """The node that follows, 0 for none, by the sum of a node and a letter."""
        self._next[[*branches]] = [*branches.values()]
        self._ended = np.full(len(branches) + 1, -1, dtype=np.int16)
        """The number of the word that ends with a node, -1 for none."""
        self._ended[[*ends]] = [*ends.values()]

    def places(self, text: str) -> Mapping[str, list[int]]:
        """Each of the words that stands in the text, with all its places in order."""
        points = np.frombuffer(f"{text}\0".encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        letters = self._letters.take(np.minimum(points, len(self._letters) - 1))
        nodes = self._next.take(letters)
        words, starts = [], []
        at = np.flatnonzero(nodes)
        nodes = nodes.take(at)
        while len(at):
            ended = self._ended.take(nodes // self._width)
            told = np.flatnonzero(ended >= 0)
            words.append(ended.take(told))
            starts.append(at.take(told))
            letters = letters[1:]
            nodes = self._next.take(nodes + letters.take(at))
            on = np.flatnonzero(nodes)
            nodes, at = nodes.take(on), at.take(on)
        return self._by_word(np.concatenate(words), np.concatenate(starts)) if words else {}

    def _by_word(
        self, words: npt.NDArray[np.int16], starts: npt.NDArray[np.intp]
    ) -> dict[str, list[int]]:
        if not len(words):
            return {}
        order = np.argsort(words, kind="stable")
        words, places = words.take(order), starts.take(order).tolist()
        edges = (np.flatnonzero(words[1:] != words[:-1]) + 1).tolist()
        return {
            self._words[word]: places[start:end]
            for word, start, end in zip(
                words.take([0, *edges]).tolist(), [0, *edges], [*edges, None], strict=True
            )
        }

"""The labelled set as it is written down: topics with a level and lines in either language.

`texts/*.txt` hold `@ LEVEL family/topic`, then one frame a line (`\\n` is a line end, `{M}` a slot,
see `slots`); those of `hard_*.txt` are hard to tell on purpose, those of `daily_*.txt` are what
engineers write all day beside sensitive texts in the same words. Invariant: a topic is the unit of
every split: all its frames, in both languages, are on one side. The company, its people and its
numbers are made up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources import files

from index.chunk import Sensitivity
from index.script import language

LEVELS = {
    "P": Sensitivity.PUBLIC,
    "I": Sensitivity.INTERNAL,
    "C": Sensitivity.CONFIDENTIAL,
    "R": Sensitivity.RESTRICTED,
}
SPLITS = ("train", "calibration", "test")
_SHARES = (70, 90)
"""Per cent of a level's topics that train, and that train or calibrate; the others test."""


@dataclass(frozen=True)
class Topic:
    """What one topic's texts are made of."""

    name: str
    level: Sensitivity
    frames: tuple[str, ...]
    hard: bool = False
    """Written to be hard to tell (hints without context, pairs that differ in one word)."""
    daily: bool = False
    """Talk of the day's work, and its sensitive twins."""
    literal: bool = False
    """Its frames are whole texts: they have no slots and no shell."""

    @property
    def family(self) -> str:
        """The wider subject: `people` of `people/salary`."""
        return self.name.partition("/")[0]

    def spoken(self, in_language: str) -> tuple[str, ...]:
        """Its frames in that language."""
        return self.by_language.get(in_language, ())

    @cached_property
    def by_language(self) -> Mapping[str, tuple[str, ...]]:
        """The frames by language, as `index.script` decides it."""
        found: dict[str, list[str]] = {}
        for frame in self.frames:
            found.setdefault(language(frame), []).append(frame)
        return {name: tuple(frames) for name, frames in found.items()}


def topics() -> tuple[Topic, ...]:
    """Every topic of the labelled set, in the order of their names. Raises `ValueError`."""
    found: dict[str, Topic] = {}
    for entry in sorted((files("app.training") / "texts").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".txt"):
            daily = entry.name.startswith("daily_")
            hard = daily or entry.name.startswith("hard_")
            for topic in parsed(entry.read_text(encoding="utf-8").splitlines()):
                if topic.name in found:
                    raise ValueError(f"the topic {topic.name} stands twice")
                found[topic.name] = replace(topic, hard=hard, daily=daily)
    return tuple(found[name] for name in sorted(found))


def split(all_topics: Sequence[Topic]) -> dict[str, str]:
    """On which side each topic is, by name: a share of every level, in the order of a hash of the
    topics' names. Nobody chose which; but hard ones train where others calibrate, or thresholds
    would be made for texts that few people write."""
    sides: dict[str, str] = {}
    hard = {topic.name for topic in all_topics if topic.hard}
    for level in Sensitivity:
        own = sorted((t.name for t in all_topics if t.level == level), key=_mark)
        for number, name in enumerate(own):
            share = (number + 0.5) * 100 / len(own)
            side = SPLITS[sum(share >= border for border in _SHARES)]
            sides[name] = "train" if side == "calibration" and name in hard else side
    return sides


def _mark(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def parsed(lines: Sequence[str]) -> Iterator[Topic]:
    """The topics in the lines of one file."""
    head: list[str] = []
    frames: list[str] = []
    for line in (*lines, "@ "):
        if line.startswith("@ "):
            if head:
                yield Topic(head[2], LEVELS[head[1]], tuple(frames))
            head, frames = line.split(), []
        elif line.strip():
            frames.append(line.replace("\\n", "\n"))

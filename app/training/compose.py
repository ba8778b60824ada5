"""From frames to texts: the shells in which people write things down.

Invariant: a shell tells nothing of the level: every shell is used for every level, and lengths have
the same distribution. A sensitive text may hold harmless sentences; a harmless one never holds a
sensitive sentence. Everything comes from the one `random.Random` that is handed in.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.training.labelled import Topic
from app.training.shells import CLOSINGS, FILLERS, HEADINGS, OPENINGS, PLANTED, TITLES
from app.training.slots import filled
from index.chunk import Sensitivity

MOST_TIMES = 2
PLANTS = 0.35
"""Of harmless texts in shells, this share holds values that will be masked; those that stand alone
are there twice, without and with such values. They make no text sensitive."""
LONGEST = 2500
WINDOW = 560
"""About what the classifier reads at once: texts to train on are no longer."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled text of the generator."""

    text: str
    level: Sensitivity
    topic: str
    language: str
    page: bool = False
    """A window of a page, not a composed text."""
    daily: bool = False
    """Of a topic that is."""

    @property
    def sensitive(self) -> bool:
        """CONFIDENTIAL or more."""
        return self.level >= Sensitivity.CONFIDENTIAL


def samples(
    topics: Sequence[Topic],
    each: int,
    seed: int,
    *,
    short: bool = False,
    padded: float = 0.12,
) -> list[Sample]:
    """About `each` texts for every topic and language that it has frames in: at least one for each
    frame, up to `MOST_TIMES` as many, and at most two. Every other one is a frame as it stands.

    A share `padded` of the others has harmless sentences before and after, from the INTERNAL ones
    among `topics`. `short` ones are no longer than a window: what is to be learned is in each of them.
    """
    made: list[Sample] = []
    padding = [t for t in topics if t.level == Sensitivity.INTERNAL and not t.literal]
    for topic in topics:
        for spoken in sorted(topic.by_language):
            chance = random.Random(f"{seed}/{topic.name}/{spoken}")  # noqa: S311  no secret
            make = _Maker(topic, spoken, padding, chance, short, padded)
            frames = len(topic.spoken(spoken))
            for number in range(min(2 * frames, max(each, frames), MOST_TIMES * each)):
                texts = [make.text(number)]
                if number % 2 == 0 and topic.level <= Sensitivity.INTERNAL and not topic.literal:
                    texts.append(make.alone(number, planted=True))
                made += [
                    Sample(text, topic.level, topic.name, spoken, topic.literal, topic.daily)
                    for text in texts
                ]
    return made


@dataclass(frozen=True, slots=True)
class _Maker:
    topic: Topic
    spoken: str
    padding: Sequence[Topic]
    chance: random.Random
    short: bool
    padded: float

    def text(self, number: int) -> str:
        """The text of this number: every frame has its turn."""
        spoken, chance = self.spoken, self.chance
        if self.topic.literal:
            return self._page(number)
        if number % 2 == 0:
            return self.alone(number)
        said = [filled(line, spoken, chance) for line in self._lines(number // 2)]
        if self.padding and chance.random() < self.padded:
            said = _padded(said, spoken, self.padding, chance, most=1 if self.short else 6)
        if self.topic.level <= Sensitivity.INTERNAL and chance.random() < PLANTS:
            said = _planted(said, spoken, chance)
        text = chance.choice(_SHELLS)(said, spoken, chance)
        if chance.random() < 0.12:
            text = _headed(text, spoken, chance)
        if chance.random() < 0.18:
            text = _sloppy(text, chance)
        return text[: WINDOW if self.short else LONGEST]

    def alone(self, number: int, *, planted: bool = False) -> str:
        """A frame as it stands, or with values that can be masked beside it."""
        frames, chance = self.topic.spoken(self.spoken), self.chance
        said = [filled(frames[number // 2 % len(frames)], self.spoken, chance)]
        if planted:
            said = _planted(said, self.spoken, chance)
        return (_sloppy(said[0], chance) if chance.random() < 0.1 else said[0])[:WINDOW]

    def _page(self, number: int) -> str:
        """A window of a page, or several one after the other where texts may be long."""
        frames = self.topic.spoken(self.spoken)
        count = 1 if self.short else self.chance.choice((1, 1, 2, 3))
        first = number % len(frames)
        text = "\n".join(frames[first : first + count])
        if self.chance.random() < PLANTS:
            text = "\n".join(_planted(text.split("\n"), self.spoken, self.chance))
        if self.chance.random() < 0.12:
            text = _headed(text, self.spoken, self.chance)
        return text[: WINDOW if self.short else LONGEST]

    def _lines(self, number: int) -> list[str]:
        frames = self.topic.spoken(self.spoken)
        first = frames[number % len(frames)]
        counts = (0, 0, 0, 0, 1, 1, 2) if self.short else (0, 0, 0, 1, 1, 2, 3, 4, 6)
        count = min(len(frames), self.chance.choice(counts))
        if len(first) > WINDOW // 2 and self.short:
            count = 0
        others = self.chance.sample(frames, count)
        return [first, *(frame for frame in others if frame != first)]


def _padded(
    said: list[str], spoken: str, padding: Sequence[Topic], chance: random.Random, most: int
) -> list[str]:
    """Harmless sentences around these, as they stand on one page or in one mail."""
    topic = chance.choice(padding)
    frames = topic.spoken(spoken) or padding[0].spoken(spoken)
    if not frames:
        return said
    count = min(len(frames), most, chance.choice((1, 1, 2, 3, 5)))
    around = [filled(frame, spoken, chance) for frame in chance.sample(frames, count)]
    place = chance.randint(0, len(around))
    return [*around[:place], *said, *around[place:]]


def _planted(said: list[str], spoken: str, chance: random.Random) -> list[str]:
    """One to three values that can be masked, in a harmless text: before, behind or below it."""
    lines = chance.sample(PLANTED[spoken], chance.choice((1, 1, 2, 3)))
    planted = chance.choice((" ", "\n")).join(filled(line, spoken, chance) for line in lines)
    place = chance.randint(0, len(said) - 1)
    pair = chance.choice(((said[place], planted), (said[place], planted), (planted, said[place])))
    return [*said[:place], chance.choice((" ", " ", "\n", "\n\n")).join(pair), *said[place + 1 :]]


def _headed(text: str, spoken: str, chance: random.Random) -> str:
    """As the encoder reads a chunk: title and heading path, then the text."""
    path = [chance.choice(TITLES[spoken]), *chance.sample(HEADINGS[spoken], chance.randint(0, 2))]
    return " > ".join(path) + "\n" + text


def _sloppy(text: str, chance: random.Random) -> str:
    """As it is typed in a hurry: no capitals, no full stops, swapped or lost letters."""
    kind = chance.randint(0, 3)
    if kind == 0:
        return text.lower()
    if kind == 1:
        return re.sub(r"[.,;:]", "", text.lower())
    if kind == 2:
        return text.upper() if len(text) < 200 else text.lower()
    letters = list(text)
    for _ in range(max(1, len(letters) // 60)):
        place = chance.randrange(len(letters))
        if place + 1 < len(letters) and (letters[place] + letters[place + 1]).isalpha():
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
    return "".join(letters)


def _plain(said: list[str], _spoken: str, _chance: random.Random) -> str:
    return ". ".join(line.rstrip(".") if not line.endswith("?") else line for line in said)


def _lines(said: list[str], _spoken: str, _chance: random.Random) -> str:
    return "\n".join(said)


def _bullets(said: list[str], spoken: str, chance: random.Random) -> str:
    mark = chance.choice(("- ", "* ", "• ", ""))
    rows = [f"{mark or f'{number}. '}{line}" for number, line in enumerate(said, start=1)]
    heading = chance.choice(("", f"## {chance.choice(HEADINGS[spoken])}\n\n"))
    return heading + "\n".join(rows)


def _mail(said: list[str], spoken: str, chance: random.Random) -> str:
    opening, closing = chance.choice(OPENINGS[spoken]), chance.choice(CLOSINGS[spoken])
    body = chance.choice(("\n\n", "\n", " ")).join(said)
    return (
        filled(f"{opening}\n\n", spoken, chance) + body + filled(f"\n\n{closing}", spoken, chance)
    )


def _chat(said: list[str], spoken: str, chance: random.Random) -> str:
    stamped = chance.random() < 0.5
    rows = []
    fillers = chance.sample(FILLERS[spoken], chance.randint(0, 2))
    for line in (*fillers[:1], *said, *fillers[1:]):
        who = filled("{F}", spoken, chance)
        when = filled("[{time}] ", spoken, chance) if stamped else ""
        rows.append(f"{when}{who}: {line}")
    return "\n".join(rows)


def _minutes(said: list[str], spoken: str, chance: random.Random) -> str:
    frame = {
        "en": "Minutes {D}\nPresent: {P}, {P}\n\n",
        "ru": "Протокол встречи {D}\nПрисутствовали: {P}, {P}\n\n",
    }[spoken]
    rows = [f"{number}. {line}" for number, line in enumerate(said, start=1)]
    return filled(frame, spoken, chance) + "\n".join(rows)


def _table(said: list[str], spoken: str, chance: random.Random) -> str:
    head = {"en": "| # | note | date |", "ru": "| № | запись | дата |"}[spoken]
    rows = [
        f"| {number} | {' '.join(line.split())} | {filled('{D}', spoken, chance)} |"
        for number, line in enumerate(said, start=1)
    ]
    return "\n".join((head, "|---|---|---|", *rows))


def _spoken(said: list[str], spoken: str, chance: random.Random) -> str:
    """A voice note, as a machine writes it down."""
    words = {"en": ("so", "uh", "you know", "right"), "ru": ("ну", "вот", "это самое", "короче")}
    text = f" {chance.choice(words[spoken])} ".join(said)
    return chance.choice(words[spoken]) + " " + re.sub(r"[.,;:!?«»\"]", "", text.lower())


def _document(said: list[str], spoken: str, chance: random.Random) -> str:
    title = chance.choice(TITLES[spoken])
    rows: list[str] = [f"# {title}", ""]
    for line in said:
        if chance.random() < 0.4:
            rows += [f"## {chance.choice(HEADINGS[spoken])}", ""]
        rows += [line, ""]
    return "\n".join(rows).rstrip()


def _ticket(said: list[str], spoken: str, chance: random.Random) -> str:
    frame = {"en": "[{X}-{N2}] {F}: ", "ru": "[{X}-{N2}] {F}: "}[spoken]
    return filled(frame, spoken, chance) + "\n".join(said)


_Shell = Callable[[list[str], str, random.Random], str]
_SHELLS: tuple[_Shell, ...] = (
    _plain, _plain, _plain, _plain, _lines, _lines, _bullets, _bullets, _mail, _chat, _chat,
    _minutes, _table, _spoken, _document, _ticket,
)  # fmt: skip

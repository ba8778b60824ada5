"""A real store, service, client and conversation, asked in every way by random people in random places:
what is shown to whom is looked through for words of documents that they may not be shown.

The model in the house repeats all that it is given, and so does the one outside. Buttons are pressed
by whom they are for and by others, with ids that others got; now and then all documents get other
labels, while talks, answers and buttons of before go on.
"""

from __future__ import annotations

import json
import random
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from pathlib import Path

from bots.conversation import Conversation
from bots.message import Action, Message, Reply
from tests.triples_service import talking
from tests.triples_world import MAILED, PAIRED, Person, Somewhere, World
from tests.unit.bots.fake_platform import FakePlatform

_ACTIONS = {
    "ask": 6.0,
    "press": 8.0,
    "search": 3.0,
    "runbook": 3.0,
    "forged": 1.5,
    "explain": 1.0,
    "status": 0.5,
    "sources": 0.5,
    "reindex": 0.5,
    "long": 0.2,
}


@dataclass
class Tally:
    """By action: texts, words in them that may be shown, and those that may not."""

    texts: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    triples: set[tuple[str, str, int, int]] = field(default_factory=set)
    hidden: set[tuple[str, str, int, int]] = field(default_factory=set)
    """Those of them in which the document is not for the asker, or the place, or the platform."""
    first: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that was shown, to whom, where."""

    action: Action
    value: str
    person: Person
    place: Somewhere | None
    public: bool


@dataclass
class Crowd:
    """People who write to the bots. `tally` says what came of it."""

    world: World
    conversation: Conversation
    platforms: dict[str, FakePlatform]
    tally: Tally = field(default_factory=Tally)
    buttons: list[Pressed] = field(default_factory=list)
    round: int = 0
    _number: Iterator[int] = field(default_factory=count)

    async def turn(self) -> None:
        """Somebody does something."""
        chosen = self.world.chosen
        [kind] = chosen.choices(list(_ACTIONS), list(_ACTIONS.values()))
        person = chosen.choice([*self.world.people, MAILED, PAIRED])
        place = self._place(person)
        public = place is None or chosen.random() < 0.7
        action, text, answer = Action.ASK, "", ""
        document = chosen.randrange(self.world.count)
        match kind:
            case "ask":
                text = self._question(document)
            case "search" | "explain":
                action, text = Action(kind), self._question(document)
            case "runbook":
                action, text = Action.RUNBOOK, self._alert(document)
            case "press":
                action, answer, person, place, public = self._press(person, place)
            case "forged":
                action, answer = self._forged()
            case "long":
                text = f"probe{document} " * 3000
            case _:
                action = Action(kind)
        await self._say(action, text, answer, person, place, public=public)

    def _place(self, person: Person) -> Somewhere | None:
        if self.world.chosen.random() < 0.25:
            return None
        near = [one for one in self.world.places if one.name.startswith(person.platform)]
        return self.world.chosen.choice(near)

    def _question(self, document: int) -> str:
        return self.world.chosen.choice(
            (
                f"How do I restart payments, probe{document}?",
                f"How do I restart payments, probe{document}?",
                f"Как перезапустить payments, probe{document}?",
                "How do I roll back payments?",
                "And then?",
            )
        )

    def _alert(self, document: int) -> str:
        if self.world.chosen.random() < 0.3:
            return f"probe{document}"
        return (
            f"[FIRING:1] PaymentsDown (probe{document})\nLabels:\n - alertname = probe{document}\n"
            f"Annotations:\n - summary = restart payments\n"
            f" - runbook_url = {self.world.url(document)}\n"
        )

    def _press(
        self, person: Person, place: Somewhere | None
    ) -> tuple[Action, str, Person, Somewhere | None, bool]:
        """Half of them by whom they are for, where they stand; a private answer is shared anywhere."""
        chosen = self.world.chosen
        if not self.buttons:
            return Action.HUMAN, "none", person, place, True
        # NEXT shows the most and there are few of SHARE: each kind of button alike.
        kinds = sorted({one.action for one in self.buttons})
        kind = chosen.choice(kinds)
        known = chosen.choice([one for one in self.buttons if one.action is kind])
        sharing = kind is Action.SHARE
        if chosen.random() < (0.1 if sharing else 0.5):
            return known.action, known.value, person, place, True
        where = known.place
        if sharing:
            return kind, known.value, known.person, self._place(known.person), True
        # What somebody got alone, a press may still answer before all: Telegram's always does.
        public = known.public or chosen.random() < 0.5
        return known.action, known.value, known.person, where, public

    def _forged(self) -> tuple[Action, str]:
        """Any passage's id, and ids of nothing."""
        chosen = self.world.chosen
        name = chosen.choice([*self.world.ids, "nothing", str(uuid.UUID(int=7))])
        wanted = (Action.NEXT, Action.WHOLE, Action.NEXT, Action.WHOLE, Action.CITED, Action.LEFT)
        return chosen.choice(
            (*wanted, Action.HUMAN, Action.SHARE)
        ), f"{name}:{chosen.choice((0, 90))}"

    async def _say(
        self,
        action: Action,
        text: str,
        answer: str,
        person: Person,
        place: Somewhere | None,
        *,
        public: bool,
    ) -> None:
        number, chosen = next(self._number), self.world.chosen
        where = place.name if place else f"{person.account}:D"
        said = place is not None and chosen.random() < 0.1
        message = Message(
            key=f"{where}:{number}",
            platform=person.platform,
            account=person.account,
            thread=f"{where}:{chosen.randrange(4)}",
            action=action,
            text=text,
            place=place.name if place else None,
            public=public,
            mail=person.mail,
            shared=said,
            answer=answer,
        )
        platform = self.platforms[person.platform]
        await self.conversation.answer(message, platform.surface(message))
        every = place.every(said=said) if place is not None else None
        self._look(platform, message, person, place, every)

    def _look(
        self,
        platform: FakePlatform,
        message: Message,
        person: Person,
        place: Somewhere | None,
        every: frozenset[str] | None,
    ) -> None:
        """At all that was shown."""
        all_see, action = every if message.public else None, message.action.value
        name = place.name if place is not None else ""
        for number in range(self.world.count):
            triple = (person.account, name, number, self.round)
            self.tally.triples.add(triple)
            if not self.world.may(number, person, all_see):
                self.tally.hidden.add(triple)
        for _, kind, text in platform.told:
            self._check(f"{action} ({kind})", text, person, all_see)
        for _, reply in platform.finished:
            seen = None if reply.whisper else all_see
            self._check(action, written(reply), person, seen)
            self._keep(reply, person, place, seen is not None)
        for _, reply in platform.whispered:
            self._check(f"{action} (whisper)", written(reply), person, None)
            self._keep(reply, person, place, False)
        for account, reply, _, _ in platform.posted:
            self._check(f"{action} (post)", written(reply), person, every)
            self._check(f"{action} (post)", written(reply), Person(account, frozenset()), None)
        for shown in (platform.told, platform.finished, platform.whispered, platform.posted):
            shown.clear()

    def _keep(self, reply: Reply, person: Person, place: Somewhere | None, public: bool) -> None:
        self.buttons += [
            Pressed(one.action, one.value, person, place, public) for one in reply.buttons
        ]
        if len(self.buttons) > 4000:
            del self.buttons[:1000]

    def _check(self, name: str, text: str, person: Person, every: frozenset[str] | None) -> None:
        tally = self.tally
        tally.texts[name] += 1
        for kind, numbers in self.world.named(text):
            if all(self._may(number, person, every) for number in numbers):
                tally.shown[name] += 1
            else:
                tally.wrong[name] += 1
                tally.first.append(f"{name}: {kind}{numbers} to {person.account} in {every}")

    def _may(self, number: int, person: Person, every: frozenset[str] | None) -> bool:
        """Whoever is written to as an owner may read the name of their own document."""
        return self.world.may(number, person, every) or self.world.owns(person.account, number)


def written(reply: Reply) -> str:
    """All that a reply holds."""
    return json.dumps(asdict(replace(reply, citations=())), ensure_ascii=False) + json.dumps(
        [one.model_dump(mode="json") for one in reply.citations], ensure_ascii=False
    )


async def measured(
    tmp_path: Path, turns: int, rounds: int, documents: int, seed: int, *, cloud: bool
) -> Tally:
    """So many turns between two changes of all labels."""
    world = World(random.Random(seed), documents)
    async with talking(tmp_path, world, cloud=cloud) as chat:
        made = Crowd(world, chat.conversation, chat.platforms)
        for made.round in range(rounds):
            if made.round:
                world.shuffle(chat.pages)
            for _ in range(turns):
                await made.turn()
    return made.tally

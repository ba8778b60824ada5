"""The company's policy: what may leave, what a chat may show, when the cloud is used, for how much.

Invariant: a policy may be stricter than the laws and never looser (law 2): `Policy` itself refuses
to be made otherwise, so code cannot do what a file may not. Its `digest` names it in every audit
record. Deliberately elsewhere: the file's form (`policy_toml`), what follows from it for a prompt
(`route`), how hard a question is (`difficulty`), what was spent (`app.audit.reading`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from index.chunk import Action, Sensitivity
from index.sentence import Rejected

CEILING = Sensitivity.INTERNAL
"""The strictest level that the laws let leave."""

CEILINGS: Mapping[str, Sensitivity] = MappingProxyType(
    {"slack": Sensitivity.CONFIDENTIAL, "telegram": Sensitivity.INTERNAL}
)
"""The strictest level that the laws let a chat platform show (law 13)."""

STRICTNESS = {Action.MASK: 0, Action.CUT: 1, Action.LOCAL: 2}
FLOORS: Mapping[str, Action] = MappingProxyType(
    {
        "CREDENTIAL": Action.LOCAL,
        "UNREAD": Action.LOCAL,
        "MARKER": Action.LOCAL,
        "MARKER_RESTRICTED": Action.LOCAL,
        "INJECTION": Action.CUT,
    }
)
"""The mildest action for kinds that may not simply be masked; for any other kind it is `mask`."""


class Use(StrEnum):
    """When a question that may leave does."""

    NEVER = "never"
    WHEN_NEEDED = "when-needed"
    """Only a question that is harder than `Policy.difficulty`."""
    PREFER = "prefer"


@dataclass(frozen=True, slots=True)
class Price:
    """Money for a million tokens."""

    input: float
    output: float


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that may be spent in a day and in a month (UTC); None for no limit. `groups` are the
    most for each group in a month, in the order in which the policy lists them."""

    day: float | None = None
    month: float | None = None
    currency: str = "USD"
    groups: tuple[tuple[str, float], ...] = ()

    @property
    def limited(self) -> bool:
        """Whether there is any limit."""
        return self.day is not None or self.month is not None or bool(self.groups)

    def charged(self, groups: Collection[str] | None) -> str | None:
        """The group whose budget pays for somebody in these groups: the first one listed. None
        where they have none of them: only the limits for all count then."""
        return next((name for name, _ in self.groups if name in (groups or ())), None)


@dataclass(frozen=True, slots=True)
class Policy:
    """What may leave. `highest` is the strictest level that may, None for nothing at all.

    `kinds` gives findings of a kind (in capitals) a stricter action than their detector does.
    `hosts` are the only cloud hosts allowed, None for whatever is configured. With `use`
    "when-needed" a question at least as hard as `difficulty` (in [0, 1]) goes out. A prompt that the
    classifier gives at least `probability` to be CONFIDENTIAL stays inside, whatever it decided.
    """

    highest: Sensitivity | None = CEILING
    kinds: Mapping[str, Action] = field(default_factory=dict)
    hosts: frozenset[str] | None = None
    use: Use = Use.PREFER
    difficulty: float = 0.5
    budget: Budget = Budget()
    prices: Mapping[str, Price] = field(default_factory=dict)
    probability: float | None = None
    ceilings: Mapping[str, Sensitivity] = field(default_factory=dict)
    """By chat platform; one that is not named has the laws' own."""

    def __post_init__(self) -> None:
        """Refuse a policy that is looser than the laws."""
        if self.highest is not None and self.highest > CEILING:
            raise Rejected(
                "{level} may never leave; use INTERNAL, PUBLIC or NONE", level=self.highest.name
            )
        for kind, action in self.kinds.items():
            floor = FLOORS.get(kind.upper(), Action.MASK)
            if STRICTNESS[action] < STRICTNESS[floor]:
                raise Rejected(
                    "a kind's action may only be made stricter; {kind} is {floor} by the laws, "
                    "so leave it out",
                    kind=kind,
                    floor=floor.value,
                )
        for platform, level in self.ceilings.items():
            if level > (most := CEILINGS.get(platform, Sensitivity.PUBLIC)):
                raise Rejected(
                    "{platform} may show {most} at most by the laws; name a lower ceiling, or leave "
                    "it out",
                    platform=platform,
                    most=most.name,
                )

    @property
    def digest(self) -> str:
        """16 hexadecimal digits that name exactly this policy."""
        highest = self.highest.name if self.highest is not None else "NONE"
        whole = {
            "highest": highest,
            "kinds": {kind.upper(): action.value for kind, action in self.kinds.items()},
            "hosts": None if self.hosts is None else sorted(self.hosts),
            "use": [self.use.value, self.difficulty],
            "budget": [
                *(self.budget.day, self.budget.month, self.budget.currency),
                *map(list, self.budget.groups),
            ],
            "prices": {name: [p.input, p.output] for name, p in self.prices.items()},
            "probability": self.probability,
            "ceilings": {name: self.ceiling_of(name).name for name in CEILINGS},
        }
        return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()[:16]

    def ceiling_of(self, platform: str) -> Sensitivity:
        """The strictest level that this chat platform may show; PUBLIC for one that is unknown."""
        return self.ceilings.get(platform, CEILINGS.get(platform, Sensitivity.PUBLIC))

    def price_of(self, model: str) -> Price | None:
        """The model's price, else the one named `default`."""
        return self.prices.get(model, self.prices.get("default"))

    def stricter(self, kind: str, action: Action) -> Action:
        """The action for a finding of this kind: never looser than its own."""
        wanted = self.kinds.get(kind.upper(), action)
        return max(action, wanted, key=STRICTNESS.__getitem__)

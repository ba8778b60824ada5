"""`policy.toml`: its keys, and a clear refusal of everything else.

Invariant: a key, kind or level that is not known is an error that names it and says what is known;
nothing in the file is passed over. The old form (`highest` and `[kinds]`) stays valid.
Deliberately elsewhere: what the values mean (`policy`), reading the file (`app.reading`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from app.confidentiality.policy import CEILING, CEILINGS, Budget, Policy, Price, Use
from app.confidentiality.toml_place import table_of
from index.chunk import Action, Sensitivity
from index.sentence import Rejected, Sentence

_TOP = ("highest", "levels", "kinds", "cloud", "budget", "prices", "thresholds", "ceilings")
_CLOUD = ("use", "difficulty", "hosts")
_BUDGET = ("day", "month", "currency", "groups")
_PRICE = ("input", "output")
_THRESHOLDS = ("probability",)
_HOST = re.compile(
    r"(?:[a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63}(?::\d{1,5})?|\[[0-9a-f:]+\](?::\d{1,5})?"
)
_CURRENCY = re.compile(r"[A-Z]{3}")


def parse_policy_toml(text: str, known_kinds: Collection[str] = ()) -> Policy:
    """The policy in this text. Raises `Rejected`: no TOML, an unknown key, level or kind (where
    `known_kinds` are given), a value of the wrong kind, or looser than the laws.
    """
    table = table_of(text)
    _known(table, _TOP, "")
    cloud = _table(table, "cloud", _CLOUD, 'use = "when-needed"')
    thresholds = _table(table, "thresholds", _THRESHOLDS, "probability = 0.3")
    return Policy(
        highest=_highest(table),
        kinds=_kinds(table, known_kinds),
        hosts=_hosts(cloud.get("hosts")),
        use=_use(cloud.get("use", Use.PREFER.value)),
        difficulty=_share(cloud.get("difficulty", 0.5), "cloud.difficulty"),
        budget=_budget(_table(table, "budget", _BUDGET, "day = 5.0")),
        prices=_prices(table.get("prices", {})),
        probability=(
            _share(thresholds["probability"], "thresholds.probability")
            if "probability" in thresholds
            else None
        ),
        ceilings=_ceilings(table),
    )


def _known(table: Mapping[str, Any], known: Collection[str], within: str) -> None:
    unknown = sorted(set(table) - set(known))
    if not unknown:
        return
    near = get_close_matches(unknown[0].lower(), known, n=1)
    where = f"[{within}] " if within else ""
    if near:
        raise Rejected(
            "the policy has unknown keys ({where}{names}); did you mean {near}? Known are {known}",
            where=where,
            names=", ".join(unknown),
            near=near[0],
            known=", ".join(known),
        )
    raise Rejected(
        "the policy has unknown keys ({where}{names}); use {known}",
        where=where,
        names=", ".join(unknown),
        known=", ".join(known),
    )


def _table(
    table: Mapping[str, Any], name: str, known: Collection[str], example: str
) -> Mapping[str, Any]:
    inner = table.get(name, {})
    if not isinstance(inner, dict):
        raise Rejected(
            "the policy's [{name}] must be a table, such as {example}", name=name, example=example
        )
    _known(inner, known, name)
    return inner


def _highest(table: Mapping[str, Any]) -> Sensitivity | None:
    if "levels" in table:
        if "highest" in table:
            raise Rejected("the policy has highest and [levels], which say the same; keep one")
        return _of_levels(table["levels"])
    value = table.get("highest", CEILING.name)
    if not isinstance(value, str):
        raise Rejected("the policy's highest must be a level's name in quotes, or \"NONE\"")
    if value.strip().upper() == "NONE":
        return None
    try:
        return Sensitivity.parse(value)
    except ValueError:  # its list has levels that may never leave
        raise Rejected(
            "unknown sensitivity; the policy's highest is INTERNAL, PUBLIC or NONE"
        ) from None


def _of_levels(levels: object) -> Sensitivity | None:
    """The strictest level whose lane is the cloud; what is not named is as the laws have it."""
    if not isinstance(levels, dict):
        raise Rejected('the policy\'s [levels] must be a table, such as INTERNAL = "local"')
    _once(levels, "levels")
    lanes = {level: "cloud" if level <= CEILING else "local" for level in Sensitivity}
    for name, lane in levels.items():
        try:
            level = Sensitivity.parse(name)
        except Rejected:
            raise Rejected(
                "the policy's [levels] name an unknown level ({name}); known are {known}",
                name=name,
                known=", ".join(level.name for level in Sensitivity),
            ) from None
        if lane not in ("local", "cloud"):
            raise Rejected('the policy\'s lane for {level} must be "local" or "cloud"', level=name)
        if lane == "cloud" and level > CEILING:
            raise Rejected(
                '{level} may never leave; write {level} = "local", or leave it out',
                level=level.name,
            )
        lanes[level] = lane
    leaving = [level for level, lane in lanes.items() if lane == "cloud"]
    if leaving and any(lanes[level] == "local" for level in Sensitivity if level < max(leaving)):
        raise Rejected(
            "the policy lets {level} leave but not what is less sensitive; make them one",
            level=max(leaving).name,
        )
    return max(leaving, default=None)


def _once(table: Mapping[str, Any], within: str) -> None:
    """Large and small letters name the same: of two lines one would be passed over."""
    names = Counter(name.strip().upper() for name in table)
    if twice := sorted(name for name, count in names.items() if count > 1):
        raise Rejected(
            "the policy's [{within}] name {names} twice; keep one line",
            within=within,
            names=", ".join(twice),
        )


def _kinds(table: Mapping[str, Any], known_kinds: Collection[str]) -> dict[str, Action]:
    kinds = table.get("kinds", {})
    if not isinstance(kinds, dict):
        raise Rejected('the policy\'s [kinds] must be a table, such as PERSON = "local"')
    _once(kinds, "kinds")
    known = {kind.upper() for kind in known_kinds}
    if known and (unknown := sorted(kind for kind in kinds if kind.upper() not in known)):
        raise Rejected(
            "the policy names unknown kinds ({names}); known are {known}",
            names=", ".join(unknown),
            known=", ".join(sorted(known)),
        )
    return {kind.upper(): _action(kind, value) for kind, value in kinds.items()}


def _ceilings(table: Mapping[str, Any]) -> dict[str, Sensitivity]:
    """By chat platform, the strictest level that it shows."""
    said = _table(table, "ceilings", tuple(CEILINGS), 'telegram = "PUBLIC"')
    return {platform: _ceiling(platform, level) for platform, level in said.items()}


def _ceiling(platform: str, level: object) -> Sensitivity:
    try:
        return Sensitivity.parse(level if isinstance(level, str) else "")
    except Rejected:
        raise Rejected(
            "the policy's ceilings.{platform} must be a level in quotes: {known}",
            platform=platform,
            known=", ".join(level.name for level in Sensitivity if level <= CEILINGS[platform]),
        ) from None


def _action(kind: str, value: object) -> Action:
    try:
        return Action(value if isinstance(value, str) else "")
    except ValueError:
        raise Rejected(
            'the policy\'s action for {kind} must be "mask", "cut" or "local"', kind=kind
        ) from None


def _use(value: object) -> Use:
    try:
        return Use(value if isinstance(value, str) else "")
    except ValueError:
        raise Rejected(
            'the policy\'s cloud.use must be "never", "when-needed" or "prefer"'
        ) from None


def _hosts(value: object) -> frozenset[str] | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(
        isinstance(host, str) and _HOST.fullmatch(host.lower()) for host in value
    ):
        raise Rejected(
            "the policy's cloud.hosts must be a list of host names, such as "
            '["api.openai.com"], without https:// and without a path'
        )
    return frozenset(host.lower() for host in value)


def _number(value: object, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e12:
        raise Rejected("the policy's {name} must be a number, 0 or more", name=name)
    return float(value)


def _share(value: object, name: str) -> float:
    number = _number(value, name)
    if number > 1:
        raise Rejected("the policy's {name} must be a number from 0 to 1", name=name)
    return number


def _budget(table: Mapping[str, Any]) -> Budget:
    currency = table.get("currency", "USD")
    if not isinstance(currency, str) or not _CURRENCY.fullmatch(currency):
        raise Rejected('the policy\'s budget.currency must be three capitals, such as "USD"')
    limits = {
        name: _number(table[name], f"budget.{name}") for name in ("day", "month") if name in table
    }
    groups = table.get("groups", {})
    if not isinstance(groups, dict):
        raise Rejected("the policy's [budget.groups] must be a table, such as sre = 20.0")
    by_group = tuple(
        (name, _number(most, f"budget.groups.{name}")) for name, most in groups.items()
    )
    return Budget(limits.get("day"), limits.get("month"), currency, by_group)


def _prices(table: object) -> dict[str, Price]:
    example = Sentence('[prices."gpt-x"] with input = 2.5 and output = 10, for a million tokens')
    if not isinstance(table, dict):
        raise Rejected("the policy's prices must be tables: {example}", example=example)
    prices: dict[str, Price] = {}
    for model, entry in table.items():
        if not isinstance(entry, dict) or set(entry) != set(_PRICE):
            raise Rejected("the policy's prices must be tables: {example}", example=example)
        numbers = [_number(entry[name], f"prices.{name}") for name in _PRICE]
        prices[model] = Price(*numbers)
    return prices

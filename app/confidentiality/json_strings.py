"""Every string of a JSON text, for the egress guard, which reads what would leave.

Invariant: nothing of an object is left out: a key that stands twice is there twice.
Deliberately elsewhere: what is read in the strings (`guard`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Object:
    """A JSON object with every key, also where one stands twice."""

    pairs: tuple[tuple[str, object], ...]


def parsed(text: str) -> object:
    """The value of this JSON, objects as `Object`. Raises `ValueError`."""
    return json.loads(text, object_pairs_hook=_pairs)


def _pairs(pairs: list[tuple[str, object]]) -> Object:
    return Object(tuple(pairs))


def strings(value: object) -> Iterator[str]:
    """Every string in it: names of fields, and all other values as they are written."""
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from strings(item)
        case Object():
            for key, item in value.pairs:
                yield key
                yield from strings(item)
        case _:
            yield str(value)

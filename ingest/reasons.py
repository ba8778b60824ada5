"""Reasons as JSON values and back: for the manifest, and from the parsers' child process.

Invariant: a reason comes back as a sentence with its template and fields, so that it can be said
in the person's language whenever it is shown. What the child says is not trusted: `heard` takes a
short, flat, printable sentence or refuses. Deliberately elsewhere: the Russian templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from index.sentence import Sentence

_LONGEST = 500
"""Characters of a child's template, and of each of its fields."""


def to_json(reason: str) -> object:
    """Text as it is; a sentence as its template and fields, sentences among them likewise."""
    if not isinstance(reason, Sentence):
        return reason
    return {
        "template": reason.template,
        "fields": {name: _value(field) for name, field in reason.fields.items()},
    }


def from_json(value: object) -> str:
    """The reverse of `to_json`. Raises `ValueError` for what that never gives."""
    match value:
        case str():
            return value
        case {"template": str(template), "fields": dict(fields)}:
            return _sentence(template, {name: _field(field) for name, field in fields.items()})
    raise ValueError("no reason")


def heard(value: object) -> Sentence:
    """A child's reason. Raises `ValueError` for what is no short, flat, printable sentence."""
    match value:
        case {"template": str(template), "fields": dict(fields)} if _is_plain(template, fields):
            sentence = _sentence(template, fields)
            if sentence.isprintable():
                return sentence
    raise ValueError("no reason")


def _is_plain(template: str, fields: Mapping[str, object]) -> bool:
    """Whether it can be filled in without reaching into the fields or padding them."""
    if len(template) > _LONGEST or not all(map(_is_short, fields.values())):
        return False
    return all(
        name is None or (name in fields and name.isidentifier() and not spec and conversion is None)
        for _, name, spec, conversion in Formatter().parse(template)
    )


def _is_short(field: object) -> bool:
    return isinstance(field, int) or (isinstance(field, str) and len(field) <= _LONGEST)


def _sentence(template: str, fields: Mapping[str, object]) -> Sentence:
    try:
        return Sentence(template, **fields)
    except (LookupError, AttributeError, TypeError) as error:
        raise ValueError("no reason") from error


def _value(field: object) -> object:
    if isinstance(field, Sentence):
        return to_json(field)
    return field if isinstance(field, str | int | float) else str(field)


def _field(value: object) -> object:
    return from_json(value) if isinstance(value, dict) else value

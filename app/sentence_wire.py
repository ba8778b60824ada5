"""Sentences between two processes of ours: JSON that remembers templates.

A `Sentence` would arrive as its English text; the command line says it in the person's language, so
it travels as template and fields. Invariant: pure; what comes back is text, numbers and lists, and
fills in a template as text only. Deliberately elsewhere: who sends what (`api.owner`).
"""

from __future__ import annotations

from collections.abc import Mapping

from index.sentence import Sentence

_KEYS = {"template", "fields"}


def packed(value: object) -> object:
    """The same in JSON's types; of what has no such type its text."""
    if isinstance(value, Sentence):
        return {"template": value.template, "fields": packed(value.fields)}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Mapping):
        return {str(key): packed(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [packed(inner) for inner in value]
    return str(value)


def unpacked(value: object) -> object:
    """What `packed` made, with its sentences. Raises `ValueError` for one that cannot be said."""
    if isinstance(value, dict):
        if value.keys() == _KEYS:
            return _sentence(value["template"], value["fields"])
        return {key: unpacked(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [unpacked(inner) for inner in value]
    return value


def _sentence(template: object, fields: object) -> Sentence:
    if not isinstance(template, str) or not isinstance(fields, dict):
        raise ValueError("no sentence")
    try:
        return Sentence(template, **{key: unpacked(inner) for key, inner in fields.items()})
    except (KeyError, IndexError, AttributeError, TypeError):
        raise ValueError("a sentence that cannot be said") from None

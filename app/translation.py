"""English sentences in Russian: templates looked up in `locale/ru_*.po`, fields filled in again.

Invariant: what has no translation is said in English, never left out; a test holds that every
template in the code has one with the same fields. Deliberately elsewhere: notices that have a code
(`wording`), which are there in both languages side by side.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from index.sentence import Sentence

_SYSTEM = frozenset({"cause", "why"})
"""Fields that may hold the operating system's words ("Permission denied")."""


def in_russian(said: str) -> str:
    """A sentence in Russian; fields that are sentences too. Names in fields stay as they are."""
    if not isinstance(said, Sentence):
        return _catalogue().get(said, said)
    template = _catalogue().get(said.template, said.template)
    return template.format(**{name: _field(name, value) for name, value in said.fields.items()})


def _field(name: str, value: object) -> object:
    if isinstance(value, Sentence) or (isinstance(value, str) and name in _SYSTEM):
        return in_russian(value)
    return value


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, str]:
    import polib  # type: ignore[import-untyped]

    folder = files("app") / "locale"
    return {
        entry.msgid: entry.msgstr
        for part in ("app", "index", "ingest")
        for entry in polib.pofile((folder / f"ru_{part}.po").read_text("utf-8"))
        if entry.msgstr
    }

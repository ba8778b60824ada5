"""Variables named `HUSH_*` that no setting has: told, or refused where a slip would loosen.

Invariant: a name that comes near a setting without which more may leave is never passed over.
Deliberately elsewhere: the values of settings (`setting_problems`), reading them (`reading`).
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeGuard

from pydantic import BaseModel

from app.errors import SettingsInvalid
from app.settings import Settings
from index.sentence import Sentence

GUARDING = ("HOME", "POLICY", "TERMS", "LABELS", "RECOGNISER__MODEL")
"""Settings without which more may leave than with them; in `HOME` lies the file that has them."""

_NEAR = 0.75
"""Of the letters that two names share, of both: from here on one may be a slip for the other."""
_PREFIX = "HUSH_"
_OF_OTHERS = ("INGEST__", "SLACK__", "TELEGRAM__", "BOTS__")
"""Sections that other processes read, which refuse their own slips."""
_LANGUAGES = ("", "en", "ru")


def refuse_slips(environment: Mapping[str, str]) -> None:
    """Raises `SettingsInvalid` for a slip in a guarding name, and for a language that we lack."""
    for name in _unknown_among(list(environment)):
        if meant := _guarding(name.upper().removeprefix(_PREFIX)):
            raise SettingsInvalid(
                "{name} is not a setting, and without {meant} more may leave; "
                "correct the name or take it away",
                name=name,
                meant=_PREFIX + meant,
            )
    if environment.get("HUSH_LANGUAGE", "").lower() not in _LANGUAGES:
        raise SettingsInvalid("HUSH_LANGUAGE is en or ru; without it the locale's language counts")


def unknown_variables(names: list[str]) -> list[Sentence]:
    """A sentence for each `HUSH_*` variable that no setting has."""
    return [unknown(name, _names_known(), _PREFIX) for name in _unknown_among(names)]


def unknown(name: str, known: list[str], prefix: str = "") -> Sentence:
    """That there is no such setting, with the one that was meant if any is near."""
    close = get_close_matches(name.removeprefix(prefix), known, n=1, cutoff=_NEAR)
    if close:
        return Sentence(
            "{name} is not a setting; did you mean {meant}?", name=name, meant=prefix + close[0]
        )
    return Sentence("{name} is not a setting; see the table in README", name=name)


def is_section(kind: object) -> TypeGuard[type[BaseModel]]:
    """Whether a setting of this type is a section of settings."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _guarding(name: str) -> str | None:
    """The guarding setting that a name comes near, or that it begins with (`POLICY_FILE`)."""
    if close := get_close_matches(name, GUARDING, n=1, cutoff=_NEAR):
        return close[0]
    return next((known for known in GUARDING if name.split("_")[0] == known), None)


def _unknown_among(names: list[str]) -> list[str]:
    """pydantic reads names in any case, so a slip may stand in any."""
    known = set(_names_known())
    return sorted(
        name
        for name in names
        if name.upper().startswith(_PREFIX)
        and (inner := name.upper().removeprefix(_PREFIX)) not in known
        and not inner.startswith(_OF_OTHERS)
    )


def _names_known() -> list[str]:
    return sorted({*_names(Settings), "HOME", "LABELS", "LANGUAGE", "DEBUG"})


def _names(model: type[BaseModel]) -> list[str]:
    names: list[str] = []
    for name, field in model.model_fields.items():
        kind = field.annotation
        if is_section(kind):
            names += [f"{name.upper()}__{inner}" for inner in _names(kind)]
        else:
            names.append(name.upper())
    return names

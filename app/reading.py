"""Reading what settings name: `hush.toml`, the dictionary, the policy.

Invariant: whatever is wrong with them is one `SettingsInvalid` that names the setting and the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from app.confidentiality.detectors import KINDS
from app.confidentiality.detectors.terms import Term, parse_terms_text, parse_terms_toml
from app.confidentiality.route import Policy, parse_policy_toml
from app.errors import SettingsInvalid
from app.settings import Settings
from index.settings import IndexSettings, default_home

S = TypeVar("S", bound=IndexSettings)
T = TypeVar("T")

_INGEST_ONLY = frozenset({"labels", "ingest"})
"""Keys of `hush.toml` that the ingest process reads."""


def read(kind: type[S]) -> S:
    """A process's settings. Raises `SettingsInvalid`, or pydantic's own error that names a field."""
    path = default_home() / "hush.toml"
    try:
        chosen = kind()
    except tomllib.TOMLDecodeError as error:
        raise SettingsInvalid(f"{path} is not valid TOML ({error}); mend that line") from None
    except OSError as error:
        raise SettingsInvalid(f"{path} cannot be read ({error.strerror}); check its mode") from None
    if unknown := unknown_settings(path):
        raise SettingsInvalid(f"{path}: {'; '.join(unknown)}")
    return chosen


def unknown_settings(path: Path) -> list[str]:
    """A sentence for each top-level key of `hush.toml` that is no setting of Hush."""
    if not path.is_file():
        return []
    known = sorted(set(Settings.model_fields) | _INGEST_ONLY)
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return [f"{key} is not a setting{_meant(key, known)}" for key in table if key not in known]


def unknown_variables(names: list[str]) -> list[str]:
    """A sentence for each `HUSH_*` variable that no setting has."""
    known = {f"HUSH_{name}" for name in _names(Settings)}
    known |= {"HUSH_HOME", "HUSH_LABELS", "HUSH_LANGUAGE", "HUSH_DEBUG"}
    return [
        f"{name} is not a setting{_meant(name, sorted(known))}"
        for name in sorted(names)
        if name.startswith("HUSH_") and name not in known and not name.startswith("HUSH_INGEST__")
    ]


def _names(model: type[BaseModel]) -> list[str]:
    names: list[str] = []
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            names += [f"{name.upper()}__{inner}" for inner in _names(kind)]
        else:
            names.append(name.upper())
    return names


def _meant(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else ""


def terms_of(settings: Settings) -> tuple[Term, ...]:
    """The organisation's dictionary. Raises `SettingsInvalid`."""
    if settings.terms is None:
        return ()
    parse = parse_terms_toml if settings.terms.suffix == ".toml" else parse_terms_text
    return _parsed(parse, settings.terms, "HUSH_TERMS")


def policy_of(settings: Settings) -> Policy:
    """The policy, or the laws' default. A kind that nothing finds is refused: a misspelt line must
    not let pass what it was to keep inside. Raises `SettingsInvalid`.
    """
    known = KINDS | {term.kind.upper() for term in terms_of(settings)}
    return (
        Policy()
        if settings.policy is None
        else _parsed(lambda text: parse_policy_toml(text, known), settings.policy, "HUSH_POLICY")
    )


def _parsed(parse: Callable[[str], T], path: Path, name: str) -> T:
    try:
        return parse(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsInvalid(
            f"{name}: {path} cannot be read ({error.strerror}); check the path"
        ) from None
    except UnicodeDecodeError:
        raise SettingsInvalid(f"{name}: {path} is not UTF-8 text; convert it") from None
    except ValueError as error:
        raise SettingsInvalid(f"{name}: {path}: {error}") from None

"""Reading what settings name: `hush.toml`, the dictionary, the policy.

Invariant: whatever is wrong with them is one `SettingsInvalid` that names the setting and the file.
Deliberately elsewhere: the words for a value that a setting cannot have (`setting_problems`),
names that no setting has (`variables`).
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from app.errors import SettingsInvalid
from app.setting_problems import joined, problem_of
from app.settings import Settings
from app.variables import is_section, refuse_slips, unknown
from index.sentence import Rejected, Sentence
from index.settings import IndexSettings, default_home

if TYPE_CHECKING:
    from app.confidentiality.detectors.dictionary import Term
    from app.confidentiality.route import Policy
    from app.identity.access import AccessTable

S = TypeVar("S", bound=IndexSettings)
T = TypeVar("T")

_OF_OTHERS = frozenset({"labels", "ingest", "slack", "telegram", "bots"})
"""Keys of `hush.toml` that ingestion and the bots read."""


def read(kind: type[S]) -> S:
    """A process's settings. Raises `SettingsInvalid`, or pydantic's own error that names a field."""
    refuse_slips(os.environ)
    path = default_home() / "hush.toml"
    try:
        chosen = kind()
    except tomllib.TOMLDecodeError as error:
        from app.confidentiality.toml_place import place

        raise SettingsInvalid(
            "{path} is not valid TOML ({place}); texts stand in quotes, and no key stands twice",
            path=path,
            place=place(error),
        ) from None
    except OSError as error:
        raise SettingsInvalid(
            "{path} cannot be read ({why}); check its mode", path=path, why=_why(error)
        ) from None
    except UnicodeDecodeError:
        raise SettingsInvalid("{path} is not UTF-8 text; convert it", path=path) from None
    except ValidationError:
        raise
    except RecursionError:
        raise SettingsInvalid(
            "{path} nests its lists too deeply; flatten them", path=path
        ) from None
    except ValueError:  # pydantic-settings: HUSH_LOCAL=… and the like, which are sections
        if not (sections := _not_json(kind)):
            raise SettingsInvalid(
                "{path} holds a number or a date that cannot be; correct it", path=path
            ) from None
        problems = [problem_of((name,), "model_type", {}, "") for name in sections]
        raise SettingsInvalid(joined(problems)) from None
    if unknown := unknown_settings(path):
        raise SettingsInvalid("{path}: {problem}", path=path, problem=joined(unknown))
    return chosen


def _not_json(kind: type[BaseModel]) -> list[str]:
    """Sections that one variable is to hold as a whole, but does not."""
    given = {name.upper(): value for name, value in os.environ.items()}
    wrong = []
    for name, field in kind.model_fields.items():
        if is_section(field.annotation):
            try:
                json.loads(given.get(f"HUSH_{name.upper()}", "{}"))
            except ValueError:
                wrong.append(name)
    return wrong


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__


def unknown_settings(path: Path) -> list[Sentence]:
    """A sentence for each top-level key of `hush.toml` that is no setting of Hush."""
    if not path.is_file():
        return []
    known = sorted(set(Settings.model_fields) | _OF_OTHERS)
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return [unknown(key, known) for key in table if key not in known]


def terms_of(settings: Settings) -> tuple[Term, ...]:
    """The organisation's dictionary. Raises `SettingsInvalid`."""
    if settings.terms is None:
        return ()
    from app.confidentiality.detectors.dictionary import parse_terms_text, parse_terms_toml

    parse = parse_terms_toml if settings.terms.suffix == ".toml" else parse_terms_text
    return _parsed(parse, settings.terms, "HUSH_TERMS")


def policy_of(settings: Settings) -> Policy:
    """The policy, or the laws' default. A kind that nothing finds is refused: a misspelt line must
    not let pass what it was to keep inside. Raises `SettingsInvalid`.
    """
    from app.confidentiality.route import Policy

    return Policy() if settings.policy is None else policy_in(settings.policy, settings)


def policy_in(path: Path, settings: Settings, name: str = "HUSH_POLICY") -> Policy:
    """The policy in this file, with these settings' dictionary; `name` is what people call it.
    Raises `SettingsInvalid`."""
    from app.confidentiality.detectors import KINDS
    from app.confidentiality.route import parse_policy_toml

    known = KINDS | {term.kind.upper() for term in terms_of(settings)}
    return _parsed(lambda text: parse_policy_toml(text, known), path, name)


def access_of(settings: Settings) -> AccessTable:
    """Groups of the chat platforms' users and channels; without a file everybody there is a guest.
    Raises `SettingsInvalid`."""
    from app.identity.access import AccessTable
    from app.identity.access_toml import parse_access_toml

    if settings.access is None:
        return AccessTable()
    return _parsed(parse_access_toml, settings.access, "HUSH_ACCESS")


def _parsed(parse: Callable[[str], T], path: Path, name: str) -> T:
    try:
        return parse(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsInvalid(
            "{name}: {path} cannot be read ({why}); check the path",
            name=name,
            path=path,
            why=_why(error),
        ) from None
    except UnicodeDecodeError:
        raise SettingsInvalid(
            "{name}: {path} is not UTF-8 text; convert it", name=name, path=path
        ) from None
    except Rejected as error:
        raise SettingsInvalid(
            "{name}: {path}: {problem}", name=name, path=path, problem=error.sentence
        ) from None

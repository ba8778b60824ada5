"""What is wrong with the bots' settings, in words.

Invariant: no value is shown, because it may be a token. Deliberately elsewhere: the settings and what
makes one wrong (`settings`), the sentences (`words`).
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from pydantic import ValidationError

from bots.settings import Settings, default_home
from bots.words import Wrong, say

_PREFIX, _NEAR = "HUSH_", 0.8
_NUMBERS = ("int_", "float_", "finite_number")
_RANGES = ("greater_than", "less_than")


class SettingsWrong(Exception):
    """Settings that cannot be used; `sentence` says what to do, in one language or the other."""

    def __init__(self, code: str, fields: Mapping[str, object]) -> None:
        super().__init__(code)
        self.code, self.fields = code, fields

    def sentence(self, language: str) -> str:
        """For a person."""
        said = dict(self.fields)
        if (inner := said.pop("inner", None)) is not None:
            said["problem"] = say(str(inner), language, **said)
        return say(self.code, language, **said)


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """The bots' settings. Raises `SettingsWrong`."""
    if (slip := _slip(environment)) is not None:
        raise SettingsWrong("setting_near", {"name": slip[0], "meant": slip[1]})
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = _PREFIX + "__".join(str(step) for step in first["loc"]).upper()
        if first["type"] == "extra_forbidden" and (near := _nearest(name)):
            raise SettingsWrong("setting_near", {"name": name, "meant": near}) from None
        inner, fields = _inner(first["type"], first.get("ctx", {}))
        name = str(getattr(first.get("ctx", {}).get("error"), "name", "") or name)
        raise SettingsWrong("setting_invalid", {"name": name, "inner": inner, **fields}) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError):
        path = str(default_home() / "hush.toml")
        raise SettingsWrong("setting_file", {"path": path}) from None
    except ValueError:  # pydantic-settings: HUSH_SLACK=…, which is a section
        raise SettingsWrong(
            "setting_invalid", {"name": "HUSH_*", "inner": "setting_other"}
        ) from None


def _inner(kind: str, context: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    match context.get("error"):
        case Wrong(code=code):
            return code, {}
    if kind == "extra_forbidden":
        return "setting_unknown", {}
    if kind == "literal_error":
        return "setting_one_of", {"values": str(context.get("expected", "")).replace(" or ", ", ")}
    if kind == "string_type":
        return "setting_text", {}
    if kind.startswith(_NUMBERS):
        return "setting_number", {}
    if kind.startswith(_RANGES):
        return "setting_range", {}
    return ("setting_yes_or_no" if kind.startswith("bool_") else "setting_other"), {}


def _slip(environment: Iterable[str]) -> tuple[str, str] | None:
    """A variable that comes near one of a platform's, such as `HUSH_SLACK_BOT_TOKEN`."""
    known = set(_names())
    for name in sorted(environment):
        upper = name.upper()
        if not upper.startswith(_PREFIX) or upper in known or ("__" in upper and _ours(upper)):
            continue
        if near := _nearest(upper):
            return name, near
    return None


def _nearest(name: str) -> str:
    """The setting that may have been meant; "" for none."""
    return next(iter(get_close_matches(name, sorted(_names()), n=1, cutoff=_NEAR)), "")


def _ours(name: str) -> bool:
    """A slip within one of our sections is pydantic's to refuse; another section is not ours."""
    section = name.removeprefix(_PREFIX).partition("__")[0]
    return section in ("SLACK", "TELEGRAM", "BOTS") or not get_close_matches(
        section, ("SLACK", "TELEGRAM", "BOTS"), n=1, cutoff=_NEAR
    )


def _names() -> list[str]:
    return [
        f"{_PREFIX}{section.upper()}__{name.upper()}"
        for section in ("slack", "telegram", "bots")
        for name in Settings.model_fields[section].annotation.model_fields  # type: ignore[union-attr]
    ]

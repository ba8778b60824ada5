"""The only place that constructs and closes things.

Invariant: telemetry is switched off before any library that has some is imported (law 6). What is
opened here is closed here, whatever happens. Deliberately elsewhere: what the things do.
"""

from __future__ import annotations

import getpass
import tomllib
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from app import telemetry
from app.confidentiality.detectors.terms import Term, parse_terms_text, parse_terms_toml
from app.confidentiality.route import Policy, parse_policy_toml
from app.dialogue import Question
from app.errors import SettingsInvalid
from app.settings import Settings
from index.chunk import Passage
from index.filters import Access
from index.settings import IndexSettings
from index.store import Store

if TYPE_CHECKING:
    from app.answering import Desk
    from app.gate import Gate
    from index.embedding import Encoders

telemetry.switch_off()


def settings() -> Settings:
    """The chat service's settings, from `hush.toml` and `HUSH_*`."""
    try:
        return Settings()
    except tomllib.TOMLDecodeError as error:
        raise SettingsInvalid(f"hush.toml is not valid TOML: {error}; mend that line") from None


def question(text: str, access: Access) -> Question:
    """A question with an id of ours."""
    return Question(uuid.uuid4().hex, text, access)


def asker(settings: Settings) -> str:
    """Who asks, for the audit: the setting, else the login name."""
    return settings.user or getpass.getuser()


def terms_of(settings: Settings) -> tuple[Term, ...]:
    """The organisation's dictionary. Raises `SettingsInvalid`."""
    if settings.terms is None:
        return ()
    text = _read(settings.terms, "HUSH_TERMS")
    parse = parse_terms_toml if settings.terms.suffix == ".toml" else parse_terms_text
    return _parsed(parse, text, "HUSH_TERMS", settings.terms)


def policy_of(settings: Settings) -> Policy:
    """The policy, or the laws' default. Raises `SettingsInvalid`."""
    if settings.policy is None:
        return Policy()
    text = _read(settings.policy, "HUSH_POLICY")
    return _parsed(parse_policy_toml, text, "HUSH_POLICY", settings.policy)

"""Whether a running service judges by the settings that a command would judge by.

A command that goes through a service leaves the judging to it. Invariant: a setting, or a file of
rules, without which more may leave than with it is never passed over in silence: where the two
differ the command is refused and names it. Values do not travel, only digests; of a secret whether
it is set. Deliberately elsewhere: which settings there are (`settings`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, SecretStr

COMPARED = frozenset(
    {
        *("default_audience", "embedding", "qdrant", "local", "cloud", "policy", "terms"),
        *("recogniser", "classifier", "answer", "audit", "labels", "ingest"),
    }
)
"""Sections and settings that an answer, or what is taken in, depends on."""
_RULES = frozenset({"HUSH_POLICY", "HUSH_TERMS", "HUSH_LABELS"})
"""Files whose content counts, too: a service keeps what they said when it began."""


def digests(*chosen: BaseModel) -> dict[str, str]:
    """The name of each setting that counts, and a digest of its value."""
    return {name: _digest(name, value) for one in chosen for name, value in _leaves(one)}


def differing(ours: Mapping[str, str], theirs: Mapping[str, str]) -> list[str]:
    """The names of settings that both know and that are not the same."""
    return sorted(name for name in ours.keys() & theirs.keys() if ours[name] != theirs[name])


def _leaves(chosen: BaseModel, prefix: str = "HUSH_") -> Iterator[tuple[str, object]]:
    for field in type(chosen).model_fields:
        if prefix != "HUSH_" or field in COMPARED:
            value = getattr(chosen, field)
            name = prefix + field.upper()
            if isinstance(value, BaseModel):
                yield from _leaves(value, f"{name}__")
            else:
                yield name, value


def _digest(name: str, value: object) -> str:
    if isinstance(value, SecretStr):
        said = str(bool(value.get_secret_value())).encode()
    elif isinstance(value, Path):
        said = os.path.abspath(value).encode()  # noqa: PTH100  (links keep their own names)
        if name in _RULES:
            said += b"\0" + _content(value)
    else:
        said = repr(value).encode("utf-8", "backslashreplace")
    return hashlib.sha256(said).hexdigest()[:16]


def _content(path: Path) -> bytes:
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return b""

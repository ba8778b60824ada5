"""`access.toml`: which groups the users, channels and chats of Slack and Telegram have.

Invariant: whoever is not in it is a guest, who reads what is for `everyone`; a table, a key or a
value of another shape is refused, so that a slip never widens or silently drops somebody's groups.
Pure. Deliberately elsewhere: reading the file (`app.reading`), who acts for whom (`app.identity`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.confidentiality.toml_place import table_of
from index.sentence import Rejected

PLACES = re.compile(r"(slack:[A-Z0-9]{1,40}:[A-Z0-9]{1,40}|telegram:-?[0-9]{1,20})", re.ASCII)
"""A Slack team and channel, a Telegram chat."""
USERS = re.compile(r"(slack:[A-Z0-9]{1,40}(:[A-Z0-9]{1,40})?|telegram:[0-9]{1,20})", re.ASCII)
"""A Slack user, with the team before it or without, and a Telegram user."""
_SHAPES = {"users": USERS, "channels": re.compile(r"slack:.*"), "chats": re.compile(r"telegram:.*")}
_LONGEST_NAME, _MOST_GROUPS = 100, 500


@dataclass(frozen=True, slots=True)
class AccessTable:
    """Groups by key: `slack:U123`, `telegram:42`; `slack:T1:C1`, `telegram:-100…`."""

    users: Mapping[str, frozenset[str]] = field(default_factory=dict)
    places: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def groups_of_user(self, key: str) -> frozenset[str]:
        """None for somebody who is not in the table: a guest."""
        return self.users.get(key, frozenset())

    def groups_of_channel(self, key: str) -> frozenset[str]:
        """Of a channel or a chat; none for one that is not in the table."""
        return self.places.get(key, frozenset())


def parse_access_toml(text: str) -> AccessTable:
    """The table of this text. Raises `Rejected`, which names the key."""
    said = table_of(text)
    for name in said:
        if name not in _SHAPES:
            raise Rejected("{name} is not known here; write users, channels or chats", name=name)
    tables = {name: _table(name, said.get(name, {})) for name in _SHAPES}
    return AccessTable(tables["users"], {**tables["channels"], **tables["chats"]})


def _table(name: str, said: object) -> dict[str, frozenset[str]]:
    if not isinstance(said, dict):
        raise Rejected('{name} is a table: [{name}."slack:…"]', name=name)
    return {key: _groups(name, key, value) for key, value in said.items()}


def _groups(name: str, key: str, said: object) -> frozenset[str]:
    shape = USERS if name == "users" else PLACES
    if not shape.fullmatch(key) or not _SHAPES[name].fullmatch(key):
        raise Rejected(
            '{name}."{key}" cannot be; users are slack:U123, slack:T1:U123 or telegram:42, '
            "channels slack:T1:C1, chats telegram:-100…",
            name=name,
            key=key,
        )
    if not isinstance(said, dict) or set(said) != {"groups"}:
        raise Rejected('{name}."{key}" has groups = […] and nothing else', name=name, key=key)
    groups = said["groups"]
    if not isinstance(groups, list) or not all(map(is_group, groups)):
        raise Rejected(
            '{name}."{key}".groups is a list of names, without commas and spaces around',
            name=name,
            key=key,
        )
    if len(groups) > _MOST_GROUPS:
        raise Rejected(
            '{name}."{key}".groups has more than {most} names',
            name=name,
            key=key,
            most=_MOST_GROUPS,
        )
    return frozenset(groups)


def is_group(name: object) -> bool:
    """Whether this can be the name of a group."""
    return (
        isinstance(name, str)
        and 0 < len(name) <= _LONGEST_NAME
        and name == name.strip()
        and name.isprintable()
        and "," not in name
    )

"""`access.toml`: the text of an `AccessTable`.

Invariant: a table, a key or a value of another shape is refused, so that a slip never widens or
silently drops somebody's groups. Pure. Deliberately elsewhere: reading the file (`app.reading`), what
the table means (`access`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from app.confidentiality.toml_place import table_of
from app.identity.access import DOMAINS, MAILS, PLACES, USERS, AccessTable, Member, Place
from index.sentence import Rejected

_LONGEST_NAME, _MOST = 100, 500
_LONGEST_LABEL = 200
_PREFIX = {"channels": "slack:", "chats": "telegram:"}

T = TypeVar("T")


def parse_access_toml(text: str) -> AccessTable:
    """The table of this text. Raises `Rejected`, which names the key."""
    said = table_of(text)
    known = ("users", "channels", "chats", "owners")
    for name in said:
        if name not in known:
            raise Rejected(
                "{name} is not known here; write users, channels, chats or owners", name=name
            )
    channels, chats = (_table(name, said, _place) for name in ("channels", "chats"))
    users, owners = _table("users", said, _member), _table("owners", said, _accounts)
    return AccessTable(users, {**channels, **chats}, owners)


def _table(
    name: str, said: Mapping[str, object], read: Callable[[str, str, object], tuple[str, T]]
) -> dict[str, T]:
    table = said.get(name, {})
    if not isinstance(table, dict):
        raise Rejected('{name} is a table: [{name}."…"]', name=name)
    found: dict[str, T] = {}
    for key, value in table.items():
        known, one = read(name, key, value)
        if known in found:
            raise Rejected(
                '{name}."{key}" stands twice, in capitals and in small letters', name=name, key=key
            )
        found[known] = one
    return found


def _member(name: str, key: str, said: object) -> tuple[str, Member]:
    known = key.casefold() if "@" in key else key
    if not any(shape.fullmatch(known) for shape in (USERS, MAILS, DOMAINS)):
        raise _cannot_be(name, key)
    if not isinstance(said, dict) or "groups" not in said or not set(said) <= {"groups", "admin"}:
        raise Rejected(
            '{name}."{key}" has groups = […], admin = true if need be, and nothing else',
            name=name,
            key=key,
        )
    return known, Member(_groups(name, key, said["groups"]), _flag(name, key, said, "admin"))


def _place(name: str, key: str, said: object) -> tuple[str, Place]:
    if not PLACES.fullmatch(key) or not key.startswith(_PREFIX[name]):
        raise _cannot_be(name, key)
    fields = {"groups", "on_call", "shared"}
    if not isinstance(said, dict) or "groups" not in said or not set(said) <= fields:
        raise Rejected(
            '{name}."{key}" has groups = […], on_call = "…" and shared = true if need be, and '
            "nothing else",
            name=name,
            key=key,
        )
    on_call = said.get("on_call", "")
    if "on_call" in said and not (_is_account(on_call) and on_call.startswith(_PREFIX[name])):
        raise Rejected(
            '{name}."{key}".on_call is an account of the same platform: slack:U123, slack:S123 (a '
            "user group) or telegram:42",
            name=name,
            key=key,
        )
    groups = _groups(name, key, said["groups"])
    return key, Place(groups, on_call, _flag(name, key, said, "shared"))


def _accounts(name: str, key: str, said: object) -> tuple[str, frozenset[str]]:
    if not 0 < len(key) <= _LONGEST_LABEL or key != key.strip() or not key.isprintable():
        raise Rejected(
            '{name}."{key}" cannot be; an owner is named as in the labels of documents, by 1 to '
            "{most} characters",
            name=name,
            key=key[:_LONGEST_NAME],
            most=_LONGEST_LABEL,
        )
    if not isinstance(said, dict) or set(said) != {"accounts"}:
        raise Rejected('{name}."{key}" has accounts = […] and nothing else', name=name, key=key)
    accounts = said["accounts"]
    if not isinstance(accounts, list) or not all(map(_is_account, accounts)):
        raise Rejected(
            '{name}."{key}".accounts is a list of slack:U123, slack:S123 (a user group) or '
            "telegram:42",
            name=name,
            key=key,
        )
    _few(name, key, "accounts", accounts)
    return key, frozenset(accounts)


def _cannot_be(name: str, key: str) -> Rejected:
    return Rejected(
        '{name}."{key}" cannot be; users are slack:U123, slack:T1:U123, telegram:42, '
        "anna@example.com or @example.com, channels slack:T1:C1, chats telegram:-100…",
        name=name,
        key=key,
    )


def _flag(name: str, key: str, said: Mapping[str, object], field: str) -> bool:
    value = said.get(field, False)
    if not isinstance(value, bool):
        raise Rejected('{name}."{key}".{field} is true or false', name=name, key=key, field=field)
    return value


def _groups(name: str, key: str, groups: object) -> frozenset[str]:
    if not isinstance(groups, list) or not all(map(is_group, groups)):
        raise Rejected(
            '{name}."{key}".groups is a list of names, without commas and spaces around',
            name=name,
            key=key,
        )
    _few(name, key, "groups", groups)
    return frozenset(groups)


def _few(name: str, key: str, field: str, listed: list[object]) -> None:
    if len(listed) > _MOST:
        raise Rejected(
            '{name}."{key}".{field} has more than {most} names',
            name=name,
            key=key,
            field=field,
            most=_MOST,
        )


def _is_account(said: object) -> bool:
    return isinstance(said, str) and USERS.fullmatch(said) is not None


def is_group(name: object) -> bool:
    """Whether this can be the name of a group."""
    return (
        isinstance(name, str)
        and 0 < len(name) <= _LONGEST_NAME
        and name == name.strip()
        and name.isprintable()
        and "," not in name
    )

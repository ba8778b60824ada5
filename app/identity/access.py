"""`AccessTable`: which groups the users, channels and chats of Slack and Telegram have, who is on call,
and whose documents are whose.

Invariant: whoever is not in it is a guest, who reads what is for `everyone`. A Slack account counts
with its team (`slack:T1:U1`) and without (`slack:U1`). Pure.
Deliberately elsewhere: its text (`access_toml`), who acts for whom (`acting`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

PLACES = re.compile(r"(slack:[A-Z0-9]{1,40}:[A-Z0-9]{1,40}|telegram:-?[0-9]{1,20})", re.ASCII)
"""A Slack team and channel, a Telegram chat."""
USERS = re.compile(r"(slack:[A-Z0-9]{1,40}(:[A-Z0-9]{1,40})?|telegram:[0-9]{1,20})", re.ASCII)
"""A Slack user, with the team before it or without, and a Telegram user."""
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = rf"@(?:{_LABEL}\.){{1,10}}{_LABEL}"
DOMAINS = re.compile(_DOMAIN, re.ASCII)
"""Everybody with a verified e-mail of that domain; small letters."""
MAILS = re.compile(rf"[a-z0-9!#$%&'+/=?^_`{{|}}~.-]{{1,64}}{_DOMAIN}", re.ASCII)
"""A verified e-mail; small letters."""


@dataclass(frozen=True, slots=True)
class Member:
    """What an account has. An `admin` may have documents looked at again from a chat."""

    groups: frozenset[str] = frozenset()
    admin: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A channel or a chat: its groups, all of which a document must be for; the account that is
    `on_call`; whether that holds where people of another company read along (`shared`)."""

    groups: frozenset[str] = frozenset()
    on_call: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class AccessTable:
    """By key: accounts, e-mails and domains (`@example.com`); places; labels of documents."""

    users: Mapping[str, Member] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    owners: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def member(self, account: str, mail: str = "") -> Member | None:
        """All that the account has, by its own name, its e-mail and the e-mail's domain; None for a
        guest."""
        names = (*spellings(account), *((mail, mail[mail.index("@") :]) if mail else ()))
        found = [self.users[name] for name in names if name in self.users]
        if not found:
            return None
        groups = frozenset[str]().union(*(one.groups for one in found))
        return Member(groups, any(one.admin for one in found))

    def groups_of_user(self, key: str) -> frozenset[str]:
        """None for somebody who is not in the table: a guest."""
        found = self.member(key)
        return found.groups if found is not None else frozenset()

    def groups_of_channel(self, key: str) -> frozenset[str]:
        """Of a channel or a chat; none for one that is not in the table."""
        return self.places.get(key, Place()).groups

    def groups_of(self, key: str) -> frozenset[str]:
        """Of an account or a place."""
        return self.groups_of_user(key) | self.groups_of_channel(key)

    def owner_of(self, account: str) -> frozenset[str]:
        """Labels of the documents whose owner this account is."""
        named = frozenset(spellings(account))
        return frozenset(label for label, accounts in self.owners.items() if named & accounts)

    def accounts_of(self, label: str, near: str) -> list[str]:
        """The accounts of the owner of that label, on the platform of `near` (an account or a place),
        whose team they get where none is written. Sorted."""
        return sorted(
            {
                whole
                for account in self.owners.get(label, ())
                if (whole := in_team_of(near, account))
            }
        )

    def on_call(self, place: str) -> str:
        """The account that is on call there, with its team; empty for none."""
        return in_team_of(place, self.places.get(place, Place()).on_call)


def mail_of(label: str | None) -> str:
    """The e-mail that this label of an owner, or name of a pairing, is, in small letters; "" where it
    is none."""
    mail = (label or "").strip().casefold()
    return mail if MAILS.fullmatch(mail) else ""


def spellings(account: str) -> tuple[str, ...]:
    """The account as the table may have it."""
    platform, _, rest = account.partition(":")
    _, team, user = rest.partition(":")
    return (account, f"{platform}:{user}") if team else (account,)


def in_team_of(near: str, account: str) -> str:
    """The account with the team of `near`, where it is on that platform and of no other team; else
    empty."""
    platform, _, rest = near.partition(":")
    kind, _, named = account.partition(":")
    if not account or kind != platform:
        return ""
    team, found, _ = rest.partition(":")
    if not found:
        return account
    if ":" not in named:
        return f"{platform}:{team}:{named}"
    return account if named.startswith(f"{team}:") else ""

"""For whom a bot asks: `Hush-For` names a user, `Hush-In` the channel or chat where it was asked.

Invariant: only a key of scope `act`, and the owner through their socket, may; the user has the groups
of `access.toml` and of pairing and never more than the key. In a channel a document must be for the
user AND for all groups of the channel, because everybody there reads the answer (law 12): where the
channel has no groups, or people of another company are in it, it must be for `everyone`. An e-mail
counts for Slack accounts only. Pure.
Deliberately elsewhere: who the key belongs to (`app.identity`), pairing (`app.records.pairing`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from app.contract import FOR, IN, MAIL, SHARED
from app.identity.access import PLACES, USERS, AccessTable, Member, Place, mail_of
from app.identity.refusal import NOT_FOR_OTHERS, Refusal
from app.principals import Chat, Principal, Scope
from index.chunk import EVERYONE


class Link(Protocol):
    """What an account has by pairing; `name` is what an admin made the code for."""

    @property
    def groups(self) -> Collection[str]: ...

    @property
    def name(self) -> str: ...


FindPaired = Callable[[str], Link | None]
"""Of an account; None where it was not paired."""


@dataclass(frozen=True, slots=True)
class Named:
    """What the headers name."""

    user: str = ""
    place: str = ""
    mail: str = field(default="", repr=False)
    shared: bool = False

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> Named | Refusal | None:
        """None where they name nobody. `headers` are looked up in small letters."""
        user, place, mail, shared = (headers.get(name.lower()) for name in (FOR, IN, MAIL, SHARED))
        if user is place is mail is shared is None:
            return None
        if user is place is None:
            return NOT_FOR_OTHERS
        if user is not None and not USERS.fullmatch(user):
            return NOT_FOR_OTHERS
        if place is not None and not PLACES.fullmatch(place):
            return NOT_FOR_OTHERS
        if user and place and user.partition(":")[0] != place.partition(":")[0]:
            return NOT_FOR_OTHERS
        if shared not in (None, "0", "1"):
            return NOT_FOR_OTHERS
        return cls(user or "", place or "", _mail(user, mail), shared == "1")


def _mail(user: str | None, said: str | None) -> str:
    """In small letters; one of another shape counts for nothing."""
    if user is None or said is None or not user.startswith("slack:"):
        return ""
    return mail_of(said)


def acting(
    bot: Principal, named: Named, table: AccessTable, paired: Link | None
) -> Principal | Refusal:
    """The one who asks. Whoever was paired under an e-mail owns what is of that e-mail."""
    if not bot.may(Scope.ACT):
        return NOT_FOR_OTHERS
    every, place_known = _demanded(named, table.places.get(named.place, Place()))
    if not named.user:
        chat = Chat(place=named.place, place_known=place_known)
        return bot.acting_for("", _capped(bot, every), every, chat)
    member = table.member(named.user, named.mail)
    chat = Chat(
        named.user,
        named.place,
        known=member is not None or paired is not None,
        place_known=place_known,
        admin=member is not None and member.admin,
        owner_of=table.owner_of(named.user),
        mail=named.mail or mail_of(paired.name if paired is not None else None),
    )
    groups = (member or Member()).groups | frozenset(paired.groups if paired is not None else ())
    return bot.acting_for(named.user, _capped(bot, groups), every, chat)


def _demanded(named: Named, place: Place) -> tuple[frozenset[str], bool]:
    """The groups that a document must be for, all of them, and whether the place is set up."""
    if not named.place:
        return frozenset(), False
    known = bool(place.groups) and (place.shared or not named.shared)
    return (place.groups if known else frozenset({EVERYONE})), known


def _capped(bot: Principal, groups: frozenset[str]) -> frozenset[str]:
    return groups if bot.groups is None else groups & bot.groups

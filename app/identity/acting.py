"""For whom a bot asks: `Hush-For` names a user, `Hush-In` the channel or chat where it was asked.

Invariant: only a key of scope `act` may; the user has the groups of `access.toml` and never more
than the key; in a channel the channel's groups count instead, and a document must be for all of
them, because everybody there reads the answer (law 12). Pure.
Deliberately elsewhere: who the key belongs to (`app.identity`).
"""

from __future__ import annotations

from app.identity.access import PLACES, USERS, AccessTable
from app.identity.refusal import NOT_FOR_OTHERS, Refusal
from app.principals import Principal, Scope


def acting(
    bot: Principal, user: str | None, place: str | None, table: AccessTable
) -> Principal | Refusal:
    """The one who asks: `bot` itself without the headers."""
    if user is None and place is None:
        return bot
    if user is None or not USERS.fullmatch(user) or not bot.may(Scope.ACT):
        return NOT_FOR_OTHERS
    if place is not None and not PLACES.fullmatch(place):
        return NOT_FOR_OTHERS
    every = frozenset() if place is None else table.groups_of_channel(place)
    groups = table.groups_of_user(user) if place is None else every
    return bot.acting_for(user, groups if bot.groups is None else groups & bot.groups, every)

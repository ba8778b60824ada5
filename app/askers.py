"""Groups of whoever stands in the audit, for `hush costs`.

Invariant: only what is known today, by keys and `access.toml`; somebody who signed in by OIDC has
the groups of a token that nobody keeps, so theirs are not known. Pure. Deliberately elsewhere: how
a principal is named (`principals`), what groups may read (`index.filters`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from app.costs import Groups
from app.principals import whose

_KEY = "key:"


def groups_by(keys: Mapping[str, Iterable[str]], chats: Callable[[str], frozenset[str]]) -> Groups:
    """From `who` to groups: `keys` by their id, accounts and channels of `chats` by their key there.

    Whoever a bot asks for has no more groups than the bot's key.
    """

    def groups(who: str) -> Iterable[str]:
        name, chat = whose(who)
        if not name.startswith(_KEY):
            return ()
        own = frozenset(keys.get(name.removeprefix(_KEY), ()))
        return chats(chat) & own if chat else own

    return groups

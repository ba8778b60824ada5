"""From checked claims to a `Principal`.

Invariant: the id is a hash of issuer and subject; a groups claim of another shape gives no group,
and nothing in it but names of groups counts. Pure. Deliberately elsewhere: checking (`tokens`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from app.identity.access_toml import is_group
from app.principals import Principal, Scope
from app.settings import OidcSettings

_MOST_GROUPS, _LONGEST_NAME = 500, 100


def principal_of(claims: Mapping[str, Any], settings: OidcSettings) -> Principal:
    """Who this is. `claims` have been checked: `iss` and `sub` are texts."""
    digest = hashlib.sha256(f"{claims['iss']}\n{claims['sub']}".encode()).hexdigest()
    claimed = _groups(claims.get(settings.groups_claim))
    members = {name for part in settings.members.split(",") if is_group(name := part.strip())}
    admin = bool(settings.admin_group) and settings.admin_group in claimed
    scopes = {Scope.ASK, Scope.ADMIN} if admin else {Scope.ASK}
    name = _name(claims.get(settings.name_claim))
    return Principal(f"oidc:{digest[:32]}", name, claimed | members, frozenset(scopes))


def _groups(said: object) -> frozenset[str]:
    if not isinstance(said, list):
        return frozenset()
    return frozenset(name for name in said[:_MOST_GROUPS] if is_group(name))


def _name(said: object) -> str:
    """What the page shows; no control character, no hidden direction."""
    text = said if isinstance(said, str) else ""
    return "".join(sign for sign in text[:_LONGEST_NAME] if sign.isprintable()).strip()

"""Who asks: from a request's headers and cookies to a `Principal`, or a `Refusal`.

Invariant: a request that shows a bearer token is judged by that alone, never by its cookie; a
cookie changes nothing without its session's CSRF token. Nothing of a secret is kept or told.
Deliberately elsewhere: HTTP (`app.api`), keys at rest (`app.records`), ways in (`page`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.identity.access import AccessTable
from app.identity.acting import FindPaired, Named, acting
from app.identity.code_flow import CodeFlow
from app.identity.cookies import SESSION, same, session_key
from app.identity.finding import KEY_PREFIX, FindKey, StillKey
from app.identity.issuer import Issuer
from app.identity.links import LoginLinks
from app.identity.origin import SAFE_METHODS, from_elsewhere
from app.identity.page import PageSignIn
from app.identity.people import principal_of
from app.identity.refusal import ELSEWHERE, NO_CSRF, NOBODY, NOT_FOR_OTHERS, NOT_KNOWN, Refusal
from app.identity.sessions import Sessions, Still
from app.identity.tokens import Tokens
from app.principals import Principal
from app.safe_url import is_safe
from app.settings import OidcSettings

_LONGEST_KEY = 256


class Identity:
    """Judges requests. `headers` are looked up in lower case: a case-insensitive mapping, or one
    whose keys are lower case."""

    def __init__(
        self,
        find_key: FindKey,
        sessions: Sessions,
        table: AccessTable,
        tokens: Tokens | None = None,
        oidc: OidcSettings | None = None,
        paired: FindPaired = lambda _account: None,
    ) -> None:
        self._find_key = find_key
        self._sessions = sessions
        self._table = table
        self._tokens = tokens
        self._oidc = oidc or OidcSettings()
        self._paired = paired

    async def of_request(
        self, headers: Mapping[str, str], cookies: Mapping[str, str], method: str
    ) -> Principal | Refusal:
        """Who sent this. A key of scope `act` may ask for somebody else (`acting`)."""
        shown = headers.get("authorization")
        if shown is None:
            if Named.of(headers) is not None:
                return NOT_FOR_OTHERS
            return await self._of_cookie(headers, cookies, method)
        bearer = _bearer(shown)
        principal = None if bearer is None else await self._of_bearer(bearer)
        if principal is None:
            return NOT_KNOWN
        return await self.for_whom(principal, headers)

    async def for_whom(
        self, principal: Principal, headers: Mapping[str, str]
    ) -> Principal | Refusal:
        """The one for whom somebody who is known asks: themselves, where the headers name nobody."""
        named = Named.of(headers)
        if named is None or isinstance(named, Refusal):
            return named or principal
        paired = await asyncio.to_thread(self._paired, named.user) if named.user else None
        return acting(principal, named, self._table, paired)

    async def csrf(self, cookies: Mapping[str, str]) -> str:
        """The CSRF token of this browser's session, for `/api/me`; empty without one."""
        session = await self._sessions.find(cookies.get(SESSION, ""))
        return session.csrf if session else ""

    async def _of_bearer(self, bearer: str) -> Principal | None:
        if bearer.startswith(KEY_PREFIX):
            if len(bearer) > _LONGEST_KEY:
                return None
            return await asyncio.to_thread(self._find_key, bearer)
        if self._tokens is None:
            return None
        claims = await self._tokens.bearer(bearer)
        return None if claims is None else principal_of(claims, self._oidc)

    async def _of_cookie(
        self, headers: Mapping[str, str], cookies: Mapping[str, str], method: str
    ) -> Principal | Refusal:
        cookie = cookies.get(SESSION, "")
        if not cookie:
            return NOBODY
        session = await self._sessions.find(cookie)
        if session is None:
            return NOT_KNOWN
        if method.upper() not in SAFE_METHODS:
            if from_elsewhere(headers):
                return ELSEWHERE
            if not same(headers.get("x-csrf-token", ""), session.csrf):
                return NO_CSRF
        return session.principal


def _bearer(shown: str) -> str | None:
    scheme, _, value = shown.strip().partition(" ")
    value = value.strip()
    return value if scheme.lower() == "bearer" and value and value.isascii() else None


@dataclass(frozen=True, slots=True)
class Doors:
    """All that the service needs of identity."""

    identity: Identity
    page: PageSignIn
    links: LoginLinks
    sessions: Sessions
    issuer: Issuer | None
    """Its `trouble` is for readiness and logs."""


def make_doors(
    home: Path,
    table: AccessTable,
    oidc: OidcSettings,
    public_url: str,
    find_key: FindKey,
    still_key: StillKey,
    paired: FindPaired = lambda _account: None,
) -> Doors:
    """The parts, put together. `public_url` is the service's address as browsers see it; without
    one the issuer's tokens count, but the page does not offer its sign-in.
    `paired` are the groups of accounts that were paired.
    Raises `SettingsInvalid` for a damaged `session.key`.
    """
    key = session_key(home)
    sessions = Sessions(key, _still(still_key), secure=public_url.startswith("https:"))
    links = LoginLinks()
    issuer = Issuer(oidc) if oidc.on else None
    tokens = Tokens(issuer) if issuer else None
    flow = (
        CodeFlow(issuer, tokens, key, public_url)
        if issuer and tokens and is_safe(public_url)
        else None
    )
    page = PageSignIn(find_key, sessions, links, flow, oidc.session_hours * 3600)
    return Doors(
        Identity(find_key, sessions, table, tokens, oidc, paired), page, links, sessions, issuer
    )


def _still(still_key: StillKey) -> Still:
    """Keys are asked for; the owner, and whom the issuer knew at sign-in, stay for the session."""

    def still(principal: Principal, proof: str) -> Principal | None:
        return still_key(principal.id, proof) if principal.id.startswith("key:") else principal

    return still

"""Signing in on the page: a pasted key, a one-time link, the issuer; and signing out.

Invariant: each success begins a new session and ends the browser's old one; a form that another
site sent is refused; failures are counted by address. Deliberately elsewhere: the answers
(`app.api`), each request afterwards (`app.identity`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from app.identity.code_flow import CodeFlow, Start
from app.identity.cookies import SESSION, SIGN_IN, Cookie
from app.identity.finding import FindKey, digest_of
from app.identity.links import LoginLinks
from app.identity.origin import from_elsewhere
from app.identity.refusal import ELSEWHERE, NO_ISSUER, NOT_KNOWN, TOO_MANY, Refusal
from app.identity.sessions import LONGEST, Sessions
from app.identity.tries import Tries
from app.principals import Principal


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody signed in: set these cookies and go to `path`."""

    principal: Principal
    cookies: tuple[Cookie, ...]
    path: str = "/"


class PageSignIn:
    """The ways in. Without `flow` no issuer is configured."""

    def __init__(
        self,
        find_key: FindKey,
        sessions: Sessions,
        links: LoginLinks,
        flow: CodeFlow | None,
        oidc_seconds: float = LONGEST,
    ) -> None:
        self._find_key = find_key
        self._sessions = sessions
        self._links = links
        self._flow = flow
        self._oidc_seconds = oidc_seconds
        self._tries = Tries()

    @property
    def has_issuer(self) -> bool:
        """Whether the page offers the issuer's sign-in."""
        return self._flow is not None

    async def by_key(
        self, key: str, headers: Mapping[str, str], cookies: Mapping[str, str], address: str
    ) -> SignedIn | Refusal:
        """`POST /login`."""
        if from_elsewhere(headers):
            return ELSEWHERE
        if not self._tries.may(address):
            return TOO_MANY
        shown = key.strip()
        principal = await asyncio.to_thread(self._find_key, shown)
        return self._begun(principal, cookies, address, digest_of(shown))

    def by_link(self, token: str, cookies: Mapping[str, str], address: str) -> SignedIn | Refusal:
        """`GET /login?token=…`."""
        if not self._tries.may(address):
            return TOO_MANY
        return self._begun(self._links.redeem(token), cookies, address)

    async def begin(self, path: str = "/") -> Start | Refusal:
        """`GET /login/oidc`."""
        return NO_ISSUER if self._flow is None else await self._flow.begin(path)

    async def finish(
        self, query: Mapping[str, str], cookies: Mapping[str, str], address: str
    ) -> SignedIn | Refusal:
        """`GET /login/callback`."""
        if self._flow is None:
            return NOT_KNOWN
        if not self._tries.may(address):
            return TOO_MANY
        arrived = await self._flow.finish(query, cookies.get(SIGN_IN, ""))
        if isinstance(arrived, Refusal):
            if arrived == NOT_KNOWN:
                self._tries.failed(address)
            return arrived
        session = self._sessions.start(
            arrived.principal, instead_of=cookies.get(SESSION, ""), seconds=self._oidc_seconds
        )
        return SignedIn(arrived.principal, (session, self._flow.forget()), arrived.path)

    def leave(self, cookies: Mapping[str, str]) -> Cookie:
        """`POST /logout`, after `Identity.of_request` let it pass (it wants the CSRF token)."""
        return self._sessions.end(cookies.get(SESSION, ""))

    def _begun(
        self,
        principal: Principal | None,
        cookies: Mapping[str, str],
        address: str,
        proof: str = "",
    ) -> SignedIn | Refusal:
        if principal is None:
            self._tries.failed(address)
            return NOT_KNOWN
        cookie = self._sessions.start(principal, proof=proof, instead_of=cookies.get(SESSION, ""))
        return SignedIn(principal, (cookie,))

"""The OpenID Connect issuer: what it says of itself, and its keys, kept for a while.

Invariant: the only hosts that are asked are the issuer's own and those in `oidc.hosts` (law 6), by
https but on loopback; what a token says of where its key lies is never read. Keys are asked for
again when they are old or a token names an unknown one, at most once in 30 s.
Deliberately elsewhere: the connection (`fetching`), reading tokens (`tokens`).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from app.identity import fetching
from app.identity.keys import Known, PublicKey, choose, keys_in
from app.safe_url import is_safe, origin
from app.settings import OidcSettings
from index.addresses import Rule

FRESH = 600.0
"""Seconds for which keys are used unasked."""
HELD = 6 * 3600.0
"""Seconds for which they are used while the issuer does not answer."""
PAUSE = 30.0
"""Seconds between two tries."""

Trouble = Literal[fetching.Trouble, "another_issuer", "foreign_host", "no_keys"]


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Of the discovery document. `basic`: the token endpoint takes the secret as a header."""

    authorization: str
    token: str
    keys: str
    basic: bool
    names_itself: bool


class Issuer:
    """One issuer. `trouble` is why it could not be asked the last time, for the operator."""

    def __init__(self, settings: OidcSettings, clock: Callable[[], float] = time.monotonic) -> None:
        self.settings = settings
        self.trouble: Trouble | None = None
        self.rule = Rule("HUSH_OIDC__ISSUER", allow_public=True)
        self._clock = clock
        self._asking = asyncio.Lock()
        self._endpoints: Endpoints | None = None
        self._keys: tuple[Known, ...] = ()
        self._got = self._tried = float("-inf")

    async def key_for(self, kid: str | None, algorithm: str) -> PublicKey | None:
        """The key that may check such a token, or None."""
        key = self._choose(kid, algorithm)
        old = self._clock() - self._got >= FRESH
        if key is not None and (not old or self._asking.locked()):
            return key
        await self._ask_for_keys()
        return self._choose(kid, algorithm)

    async def endpoints(self) -> Endpoints | None:
        """Where to send a browser, and where to bring its code."""
        if self._endpoints is None or self._clock() - self._got >= FRESH:
            await self._ask_for_keys()
        return self._endpoints

    def _choose(self, kid: str | None, algorithm: str) -> PublicKey | None:
        held = self._keys if self._clock() - self._got < HELD else ()
        return choose(held, kid, algorithm)

    async def _ask_for_keys(self) -> None:
        async with self._asking:
            if self._clock() - self._tried < PAUSE:
                return
            self._tried = self._clock()
            self.trouble = await self._renew()

    async def _renew(self) -> Trouble | None:
        address = self.settings.issuer.rstrip("/") + "/.well-known/openid-configuration"
        document = await fetching.fetch(address, self.rule)
        if isinstance(document, str):
            return document
        if document.get("issuer") != self.settings.issuer:
            return "another_issuer"
        endpoints = self._checked(document)
        if endpoints is None:
            return "foreign_host"
        keys = await fetching.fetch(endpoints.keys, self.rule)
        if isinstance(keys, str):
            return keys
        found = keys_in(keys)
        if not found:
            return "no_keys"
        self._endpoints, self._keys, self._got = endpoints, found, self._clock()
        return None

    def _checked(self, document: Mapping[str, Any]) -> Endpoints | None:
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        authorization, token, keys = (document.get(name) for name in names)
        if not (self._is_own(authorization) and self._is_own(token) and self._is_own(keys)):
            return None
        methods = document.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        basic = isinstance(methods, list) and "client_secret_basic" in methods
        named = document.get("authorization_response_iss_parameter_supported") is True
        return Endpoints(str(authorization), str(token), str(keys), basic, named)

    def _is_own(self, url: object) -> bool:
        """Whether this is the issuer's own origin, or a host that settings name."""
        if not isinstance(url, str) or not is_safe(url.partition("?")[0]) or "#" in url:
            return False
        named = {name.strip().lower() for name in self.settings.hosts.split(",")} - {""}
        where = urlsplit(url)
        return origin(url) == origin(self.settings.issuer) or (
            where.scheme == "https" and bool({where.netloc.lower(), where.hostname} & named)
        )

"""Sign-in in a browser by the issuer: authorization code with PKCE (S256), state and nonce.

Invariant: state, nonce and verifier come from one secret that lies in a signed cookie of this
browser, for ten minutes, and are used once; another browser's answer, an old one or one of another
issuer signs nobody in. The way back is a path of ours or `/`. Deliberately elsewhere: the session
that begins then (`page`), the id_token (`tokens`).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from app.identity import fetching
from app.identity.cookies import SIGN_IN, Cookie, Sealed, same
from app.identity.issuer import Endpoints, Issuer
from app.identity.people import principal_of
from app.identity.refusal import NO_ISSUER, NOT_KNOWN, Refusal
from app.identity.tokens import SignIn, Tokens
from app.principals import Principal

SECONDS = 600
_MOST_USED = 100_000
_LONGEST_CODE = 4096
_WAY_BACK = re.compile(r"/(?:[A-Za-z0-9_\-.~%?=&#+,:;@][A-Za-z0-9_\-.~%/?=&#+,:;@]{0,500})?")


def way_back(path: str) -> str:
    """This path of ours; `/` for anything that could lead to another site."""
    return path if _WAY_BACK.fullmatch(path) else "/"


@dataclass(frozen=True, slots=True)
class Start:
    """Where to send the browser, and the cookie it takes along."""

    url: str = field(repr=False)
    cookie: Cookie


@dataclass(frozen=True, slots=True)
class Arrived:
    """Somebody whom the issuer knows, and where they wanted to go."""

    principal: Principal
    path: str


class CodeFlow:
    """Sign-ins that have begun. `public_url` is the service's own, as browsers see it."""

    def __init__(
        self,
        issuer: Issuer,
        tokens: Tokens,
        key: bytes,
        public_url: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._issuer = issuer
        self._tokens = tokens
        self._key = key
        self._back = public_url.rstrip("/") + "/login/callback"
        self._secure = public_url.startswith("https:")
        self._clock = clock
        self._sealed = Sealed(key, "signin", SECONDS, clock)
        self._used: dict[str, float] = {}

    async def begin(self, path: str = "/") -> Start | Refusal:
        """Begin a sign-in; afterwards the browser goes to `path`."""
        endpoints = await self._issuer.endpoints()
        if endpoints is None:
            return NO_ISSUER
        secret = secrets.token_urlsafe(32)
        asked = {
            "response_type": "code",
            "client_id": self._issuer.settings.client_id,
            "redirect_uri": self._back,
            "scope": self._issuer.settings.scopes,
            "state": self._derived(secret, "state"),
            "nonce": self._derived(secret, "nonce"),
            "code_challenge": _challenge(self._derived(secret, "verifier")),
            "code_challenge_method": "S256",
        }
        value = self._sealed.seal([secret, way_back(path)])
        cookie = Cookie(SIGN_IN, value, SECONDS, self._secure)
        return Start(_with(endpoints.authorization, asked), cookie)

    async def finish(self, query: Mapping[str, str], cookie: str) -> Arrived | Refusal:
        """Who came back with this query and this cookie."""
        opened = self._sealed.open(cookie) or []
        secret, path = opened if len(opened) == 2 else ("", "/")
        state, code = query.get("state", ""), query.get("code", "")
        if not secret or not same(state, self._derived(secret, "state")):
            return NOT_KNOWN
        if not self._first_use(secret):
            return NOT_KNOWN
        if "error" in query or not 0 < len(code) <= _LONGEST_CODE:
            return NOT_KNOWN
        endpoints = await self._issuer.endpoints()
        if endpoints is None:
            return NO_ISSUER
        if not self._same_issuer(query.get("iss"), endpoints):
            return NOT_KNOWN
        principal = await self._redeem(endpoints, code, secret)
        return principal if isinstance(principal, Refusal) else Arrived(principal, path)

    def forget(self) -> Cookie:
        """The cookie that takes the sign-in's away."""
        return Cookie(SIGN_IN, "", 0, self._secure)

    async def _redeem(self, endpoints: Endpoints, code: str, secret: str) -> Principal | Refusal:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._back,
            "code_verifier": self._derived(secret, "verifier"),
        }
        client = self._client(endpoints, form)
        answer = await fetching.fetch(endpoints.token, self._issuer.rule, form, client)
        if isinstance(answer, str):
            return NO_ISSUER if answer == "unreachable" else NOT_KNOWN
        token, access = answer.get("id_token"), answer.get("access_token")
        if not isinstance(token, str):
            return NOT_KNOWN
        wanted = SignIn(self._derived(secret, "nonce"), access if isinstance(access, str) else None)
        claims = await self._tokens.id_token(token, wanted)
        return NOT_KNOWN if claims is None else principal_of(claims, self._issuer.settings)

    def _client(self, endpoints: Endpoints, form: dict[str, str]) -> tuple[str, str] | None:
        """How we say who we are: as a header where the issuer takes it, else in the form."""
        settings = self._issuer.settings
        name, secret = settings.client_id, settings.client_secret.get_secret_value()
        if secret and endpoints.basic:
            return quote(name, safe=""), quote(secret, safe="")
        form["client_id"] = name
        if secret:
            form["client_secret"] = secret
        return None

    def _same_issuer(self, said: str | None, endpoints: Endpoints) -> bool:
        """RFC 9207: an answer that another issuer sent is not brought to this one."""
        return said == self._issuer.settings.issuer if said or endpoints.names_itself else True

    def _first_use(self, secret: str) -> bool:
        now = self._clock()
        for old in [used for used, until in self._used.items() if until <= now]:
            del self._used[old]
        if secret in self._used or len(self._used) >= _MOST_USED:
            return False
        self._used[secret] = now + SECONDS + 1
        return True

    def _derived(self, secret: str, purpose: str) -> str:
        digest = hmac.new(self._key, f"hush.signin.{purpose}\n{secret}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest.digest()).rstrip(b"=").decode()


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _with(url: str, asked: Mapping[str, str]) -> str:
    parts = urlsplit(url)
    query = "&".join(text for text in (parts.query, urlencode(asked)) if text)
    return urlunsplit(parts._replace(query=query))

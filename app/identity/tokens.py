"""JSON Web Tokens of the issuer: what they claim, if they can be believed.

Invariant: a token is believed only when a key of the issuer checks its signature with one of four
algorithms, it is for us, of now, and of the asked kind; otherwise the answer is None, whatever was
wrong, and nothing of the token is kept, logged or raised. Addresses in its header (`jku`, `x5u`,
`jwk`) are not read. Deliberately elsewhere: keys (`issuer`), who somebody is then (`people`).
"""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jws import JWSRegistry

from app.identity.cookies import same
from app.identity.issuer import Issuer
from app.identity.keys import ALGORITHMS, PublicKey

LONGEST = 16 * 1024
_LONGEST_HEADER = 4096
_LONGEST_NAME = 255
LEEWAY = 30
"""Seconds that two clocks may differ."""
_KINDS = ("jwt", "at+jwt", "application/at+jwt", "application/jwt")

Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SignIn:
    """What an id_token must fit that a browser's sign-in brought."""

    nonce: str
    access_token: str | None


@dataclass(frozen=True, slots=True)
class _Header:
    algorithm: str
    kid: str | None


class _Registry(JWSRegistry):
    """Our algorithms alone. The library's own look-up warns of EdDSA's new name."""

    max_header_length = _LONGEST_HEADER
    max_payload_length = LONGEST

    def get_alg(self, name: str) -> Any:
        if name not in ALGORITHMS:
            raise UnsupportedAlgorithmError("not one of ours")
        return self.algorithms[name]


_REGISTRY = _Registry(strict_check_header=False)


class Tokens:
    """Checks tokens of one issuer. `clock` is the wall's."""

    def __init__(self, issuer: Issuer, clock: Callable[[], float] = time.time) -> None:
        self._issuer = issuer
        self._clock = clock

    async def bearer(self, token: str) -> Claims | None:
        """The claims of a token that came with a request."""
        settings = self._issuer.settings
        checked = await self._signed(token)
        if checked is None or not self._current(
            checked[1], settings.audience or settings.client_id
        ):
            return None
        return checked[1]

    async def id_token(self, token: str, wanted: SignIn) -> Claims | None:
        """The claims of an id_token that came with a code."""
        checked = await self._signed(token)
        if checked is None or not self._current(checked[1], self._issuer.settings.client_id):
            return None
        header, claims = checked
        for_us = self._for_us_alone(claims) and "iat" in claims
        return claims if for_us and _of_this_sign_in(claims, wanted, header.algorithm) else None

    async def _signed(self, token: str) -> tuple[_Header, Claims] | None:
        header = _header_of(token)
        if header is None:
            return None
        key = await self._issuer.key_for(header.kid, header.algorithm)
        claims = None if key is None else _decoded(token, key, header.algorithm)
        return None if claims is None else (header, claims)

    def _current(self, claims: Claims, audience: str) -> bool:
        registry = jwt.JWTClaimsRegistry(
            now=int(self._clock()),
            leeway=LEEWAY,
            iss={"essential": True, "value": self._issuer.settings.issuer},
            sub={"essential": True},
            aud={"essential": True, "value": audience},
            exp={"essential": True},
        )
        try:
            registry.validate(dict(claims))
        except (JoseError, TypeError, ValueError, OverflowError):
            return False
        named = 0 < len(claims["sub"]) <= _LONGEST_NAME
        return named and "events" not in claims and self._has_required(claims)

    def _has_required(self, claims: Claims) -> bool:
        pairs = (claim.partition("=") for claim in self._issuer.settings.require.split(","))
        return all(
            _as_text(claims.get(name.strip())) == value.strip()
            for name, _, value in pairs
            if name.strip()
        )

    def _for_us_alone(self, claims: Claims) -> bool:
        """Several audiences need `azp`, and whoever has it named the client that asked."""
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        party = claims.get("azp")
        return party == self._issuer.settings.client_id if "azp" in claims or several else True


def _as_text(claim: object) -> str | None:
    """As settings write it: `hd=example.com`, `email_verified=true`."""
    if isinstance(claim, bool):
        return "true" if claim else "false"
    return claim if isinstance(claim, str) else None


def _header_of(token: str) -> _Header | None:
    """The unchecked header, so far as a key is chosen by it."""
    parts = token.split(".") if token.isascii() and len(token) <= LONGEST else []
    if len(parts) != 3 or not all(parts) or len(parts[0]) > _LONGEST_HEADER:
        return None
    try:
        header = json.loads(base64.urlsafe_b64decode(parts[0] + "=" * (-len(parts[0]) % 4)))
    except (ValueError, RecursionError):
        return None
    if not isinstance(header, dict) or "crit" in header or "b64" in header:
        return None
    algorithm, kid, kind = header.get("alg"), header.get("kid"), header.get("typ", "JWT")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        return None
    if not isinstance(kind, str) or kind.lower() not in _KINDS:
        return None
    if kid is not None and not (isinstance(kid, str) and 0 < len(kid) <= _LONGEST_NAME):
        return None
    return _Header(algorithm, kid)


def _decoded(token: str, key: PublicKey, algorithm: str) -> Claims | None:
    try:
        decoded = jwt.decode(token, key, registry=_REGISTRY)
    except (JoseError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return decoded.claims if decoded.header.get("alg") == algorithm else None


def _of_this_sign_in(claims: Claims, wanted: SignIn, algorithm: str) -> bool:
    nonce, half = claims.get("nonce"), claims.get("at_hash")
    if not isinstance(nonce, str) or not same(nonce, wanted.nonce):
        return False
    if half is None:
        return True
    return (
        isinstance(half, str)
        and wanted.access_token is not None
        and same(half, _half_hash(wanted.access_token, algorithm))
    )


def _half_hash(token: str, algorithm: str) -> str:
    """Left half of the hash that belongs to the algorithm (OpenID Connect Core, 3.1.3.6)."""
    hashed = hashlib.sha512 if algorithm == "EdDSA" else hashlib.sha256
    digest = hashed(token.encode()).digest()
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()

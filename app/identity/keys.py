"""The issuer's signing keys, and which of them may check a token.

Invariant: a key is used only with the algorithm that its type is for, and only public parts of
RSA, EC and OKP keys are taken: a shared secret in the set, or a public key used as one, checks
nothing. `none` and `HS*` are not among the algorithms. Pure. Deliberately elsewhere: fetching them
(`issuer`), reading tokens (`tokens`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey

ALGORITHMS: Mapping[str, tuple[str, str]] = {
    "RS256": ("RSA", ""),
    "PS256": ("RSA", ""),
    "ES256": ("EC", "P-256"),
    "EdDSA": ("OKP", "Ed25519"),
}
"""Algorithm -> type and curve of its keys. Nothing else is accepted."""

_PUBLIC: Mapping[str, tuple[str, ...]] = {
    "RSA": ("n", "e"),
    "EC": ("crv", "x", "y"),
    "OKP": ("crv", "x"),
}
_MAKERS: Mapping[str, type[RSAKey] | type[ECKey] | type[OKPKey]] = {
    "RSA": RSAKey,
    "EC": ECKey,
    "OKP": OKPKey,
}
_FEWEST_BITS, _MOST_BITS = 2048, 8192
_MOST_KEYS = 100

PublicKey = RSAKey | ECKey | OKPKey


@dataclass(frozen=True, slots=True)
class Known:
    """One key, with what the issuer says it is for."""

    kid: str | None
    kind: tuple[str, str]
    algorithm: str | None
    key: PublicKey

    def fits(self, algorithm: str) -> bool:
        """Whether a signature of this algorithm may be checked with it."""
        return self.kind == ALGORITHMS.get(algorithm) and self.algorithm in (None, algorithm)


def keys_in(document: Mapping[str, Any]) -> tuple[Known, ...]:
    """The usable keys of a JWKS; what is unusable or for another use is left out."""
    said = document.get("keys")
    entries: Iterable[object] = said[:_MOST_KEYS] if isinstance(said, list) else ()
    found = (_known(entry) for entry in entries if isinstance(entry, dict))
    return tuple(known for known in found if known is not None)


def _known(entry: Mapping[str, Any]) -> Known | None:
    kind, kid, algorithm = entry.get("kty"), entry.get("kid"), entry.get("alg")
    if not isinstance(kind, str) or kind not in _PUBLIC or entry.get("use", "sig") != "sig":
        return None
    public: dict[str, Any] = {name: entry.get(name) for name in _PUBLIC[kind]}
    texts = (*public.values(), *(text for text in (kid, algorithm) if text is not None))
    if not all(isinstance(text, str) and 0 < len(text) <= 2 * _MOST_BITS // 6 for text in texts):
        return None
    if kind == "RSA" and not _FEWEST_BITS <= _bits(public["n"]) <= _MOST_BITS:
        return None
    try:
        key = _MAKERS[kind].import_key({**public, "kty": kind})
    except (JoseError, ValueError, TypeError):
        return None
    return Known(kid, (kind, str(public.get("crv", ""))), algorithm, key)


def _bits(number: str) -> int:
    """Length of a base64url number, roughly: the library warns of short keys instead of refusing."""
    return len(number) * 6 // 8 * 8


def choose(keys: Iterable[Known], kid: str | None, algorithm: str) -> PublicKey | None:
    """The key for a token; without a `kid` only where there is no choice."""
    fitting = [known for known in keys if known.fits(algorithm) and kid in (None, known.kid)]
    if kid is None and len(fitting) != 1:
        return None
    return fitting[0].key if fitting else None

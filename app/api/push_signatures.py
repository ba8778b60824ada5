"""Whether a push webhook is from whom it says: GitHub's and GitLab's ways to prove it.

Invariant: the proof is over the raw bytes, compared in constant time, and the bytes are hashed as
they come and kept nowhere; nothing of a payload is ever read. A secret that is not set is judged as
a wrong one, with as much work. Pure. Deliberately elsewhere: HTTP and what a push does (`hooks`).

GitHub: `X-Hub-Signature-256: sha256=HEX`, HMAC-SHA256 of the body with the secret. GitLab with a
signing token (`whsec_…`, the Standard Webhooks form): `webhook-signature: v1,BASE64`, HMAC-SHA256 of
`webhook-id.webhook-timestamp.body`. GitLab with a secret token: `X-Gitlab-Token`, the secret itself.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass

FRESH = 300
"""Seconds that a signed GitLab webhook may be old, or early."""
_SIGNING = "whsec_"
_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
_PUSHES = frozenset({"push", "push hook", "tag push hook"})


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the headers of a push say. `id` is empty where the sender gives none."""

    id: str
    is_push: bool


class Proof:
    """One push that comes in: its headers first, then its bytes."""

    def __init__(self, headers: Mapping[str, str], secret: str, now: float) -> None:
        """`headers` have lower-case names; `now` is seconds since 1970."""
        self._headers = headers
        self._secret = secret.encode()
        self._now = now
        self._body = hashlib.sha256()
        self._signature, self._mac = self._sender()

    def feed(self, piece: bytes) -> None:
        """The next bytes of the body."""
        self._body.update(piece)
        self._mac.update(piece)

    def holds(self) -> bool:
        """After the last byte: whether whoever sent it knows the secret."""
        signed = hmac.compare_digest(self._made(), self._signature)
        return signed and self._is_fresh()

    @property
    def body(self) -> str:
        """After the last byte: its digest, by which the same push is known again; "" for a body
        that nobody signed."""
        return "" if self._is_token else self._body.hexdigest()

    @property
    def delivery(self) -> Delivery:
        """The event and its id."""
        headers = self._headers
        event = headers.get("x-github-event") or headers.get("x-gitlab-event") or ""
        known = ("webhook-id", "x-github-delivery", "idempotency-key", "x-gitlab-event-uuid")
        found = next((headers[name] for name in known if headers.get(name)), "")
        return Delivery(found if _ID.fullmatch(found) else "", event.lower() in _PUSHES)

    @property
    def _is_signed_by_gitlab(self) -> bool:
        return "webhook-signature" in self._headers

    @property
    def _is_token(self) -> bool:
        headers = self._headers
        return "x-hub-signature-256" not in headers and not self._is_signed_by_gitlab

    def _sender(self) -> tuple[bytes, hmac.HMAC]:
        """What was shown, and what makes the same from the body. A signature goes before a token."""
        headers = self._headers
        if self._is_signed_by_gitlab:
            begun = f"{headers.get('webhook-id', '')}.{headers.get('webhook-timestamp', '')}."
            mac = hmac.new(_signing_key(self._secret), begun.encode(), hashlib.sha256)
            return headers["webhook-signature"].encode(), mac
        mac = hmac.new(self._secret, digestmod=hashlib.sha256)
        shown = headers.get("x-hub-signature-256") or headers.get("x-gitlab-token") or ""
        return shown.encode(), mac

    def _made(self) -> bytes:
        """What must have been shown."""
        if self._is_signed_by_gitlab:
            right = b"v1," + base64.b64encode(self._mac.digest())
            shown = self._signature.split(b" ")[:8]
            matching = [one for one in shown if hmac.compare_digest(one, right)]
            return self._signature if matching else right
        if "x-hub-signature-256" in self._headers:
            return b"sha256=" + self._mac.hexdigest().encode()
        return self._secret

    def _is_fresh(self) -> bool:
        if not self._is_signed_by_gitlab:
            return True
        stamp = self._headers.get("webhook-timestamp", "")
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 16):
            return False
        return abs(self._now - int(stamp)) <= FRESH


def _signing_key(secret: bytes) -> bytes:
    """The bytes of a signing token; of anything else a key that signs nothing."""
    try:
        if secret.startswith(_SIGNING.encode()):
            return base64.b64decode(secret.removeprefix(_SIGNING.encode()), validate=True)
    except binascii.Error:
        pass
    return hashlib.sha256(b"no signing token\n" + secret).digest()

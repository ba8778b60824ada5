"""What the page's cookies are made of: values that only this service can write.

Invariant: the key lies in `HUSH_HOME/session.key`, mode 0600, made at first use; a value is read
only when its signature holds and its time is not over, and one kind is never read as another.
Deliberately elsewhere: what a session is (`sessions`), setting cookies on an answer (`app.api`).
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer
from itsdangerous.timed import TimestampSigner

from app.errors import SettingsInvalid

SESSION = "hush_session"
SIGN_IN = "hush_signin"
_BYTES = 32
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie to set; an empty value takes it away. `max_age` in seconds."""

    name: str
    value: str = field(repr=False)
    max_age: int
    secure: bool

    @property
    def arguments(self) -> dict[str, Any]:
        """For `Response.set_cookie(**…)`: never readable by scripts, never sent along by others."""
        return {
            "key": self.name,
            "value": self.value,
            "max_age": self.max_age,
            "path": "/",
            "secure": self.secure,
            "httponly": True,
            "samesite": "lax",
        }


def session_key(home: Path) -> bytes:
    """The key of this home, made if there is none. Raises `SettingsInvalid` for a broken file."""
    path = home / "session.key"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _make(path)
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb") as file:
            os.fchmod(file.fileno(), 0o600)
            key = file.read(_BYTES + 1)
    except OSError as error:
        raise SettingsInvalid(
            "{path} cannot be read ({why}); check its owner and mode", path=path, why=error.strerror
        ) from None
    if len(key) != _BYTES:
        raise SettingsInvalid(
            "{path} is damaged; remove it: everybody signs in again, nothing else is lost",
            path=path,
        )
    return key


def _make(path: Path) -> None:
    """Whole or not at all, also where two processes begin at once: the first one's key stands."""
    draft = path.with_name(f"session.key.{secrets.token_hex(8)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    with os.fdopen(os.open(draft, flags, 0o600), "wb") as file:
        file.write(secrets.token_bytes(_BYTES))
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


class _Clocked(TimestampSigner):
    """A signer with a clock that a test can turn."""

    clock: Callable[[], float]

    def get_timestamp(self) -> int:
        return int(self.clock())


class Sealed:
    """Values of one purpose, signed, each good for `seconds`."""

    def __init__(self, key: bytes, purpose: str, seconds: int, clock: Callable[[], float]) -> None:
        self.seconds = seconds
        signer = type("_Signer", (_Clocked,), {"clock": staticmethod(clock)})
        self._serializer = URLSafeTimedSerializer(
            key,
            salt=f"hush.{purpose}",
            signer=signer,
            signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
        )

    def seal(self, value: list[str]) -> str:
        """A text that a cookie can hold."""
        return str(self._serializer.dumps(value))

    def open(self, text: str) -> list[str] | None:
        """What was sealed; None where it was not sealed by us, for this, or too long ago."""
        if not text.isascii() or len(text) > _LONGEST:
            return None
        try:
            value = self._serializer.loads(text, max_age=self.seconds)
        except BadData:
            return None
        return value if isinstance(value, list) else None


def same(one: str, other: str) -> bool:
    """Whether two texts are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(
        one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass")
    )

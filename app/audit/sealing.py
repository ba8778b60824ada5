"""Sealed copies of the very bytes that left, for whoever holds the key: off unless a key is set.

Each copy is a file of its own, named by its ticket, encrypted with AES-256-GCM under a key derived
from the setting (scrypt); ticket and dates are authenticated with it. Invariant: a copy is on the
disk before its bytes leave, or they do not; it is removed once it has expired, and opens no longer
then. Deliberately elsewhere: when one is written (`app.audit`).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.audit.keys import sync_folder
from app.errors import HushError

_DAY = 86400
_TICKET = re.compile(r"[0-9a-f]{32}")
_SCRYPT = {"n": 2**14, "r": 8, "p": 1}
"""16 MiB and some 50 ms once a process; RFC 7914 names these for interactive use."""


@dataclass(slots=True)
class Seals:
    """The folder of sealed copies. `clock` is in seconds since 1970."""

    folder: Path
    secret: str = field(repr=False)
    days: int
    clock: Callable[[], float] = time.time
    _salt: bytes = field(default_factory=lambda: os.urandom(16), repr=False)
    _keys: dict[bytes, bytes] = field(default_factory=dict, repr=False)

    def put(self, ticket: str, body: bytes) -> Path:
        """Write one copy, durably, and remove what has expired. Raises `OSError`."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.prune()
        now = int(self.clock())
        head = {"ticket": ticket, "sealed": now, "expires": now + self.days * _DAY}
        nonce = os.urandom(12)
        known = json.dumps(head, sort_keys=True).encode()
        sealed = AESGCM(self._key(self._salt)).encrypt(nonce, body, known)
        path = self._path(ticket)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
            file.write(known + b"\n" + self._salt + nonce + sealed)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self.folder)
        return path

    def open(self, ticket: str) -> bytes:
        """The bytes that left with this ticket. Raises `HushError` where that cannot be said."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self.prune()
        try:
            known, _, rest = self._path(ticket).read_bytes().partition(b"\n")
        except FileNotFoundError:
            raise HushError(
                "there is no sealed copy for this ticket; it has expired, or sealing was off"
            ) from None
        try:
            return AESGCM(self._key(rest[:16])).decrypt(rest[16:28], rest[28:], known)
        except (InvalidTag, ValueError):
            failure = HushError(
                "the sealed copy does not open: it was changed, or sealed with another "
                "HUSH_AUDIT__SEAL_KEY; set the key of that time"
            )
        raise failure

    def prune(self) -> int:
        """Remove the copies that have expired; how many. Raises `OSError`."""
        gone = 0
        for path in self.folder.glob("*.sealed") if self.folder.exists() else ():
            if _expiry(path) < self.clock():
                path.unlink(missing_ok=True)
                gone += 1
        return gone

    def _path(self, ticket: str) -> Path:
        if not _TICKET.fullmatch(ticket):
            raise HushError("a ticket is 32 digits and letters, as `hush audit show` prints it")
        return self.folder / f"{ticket}.sealed"

    def _key(self, salt: bytes) -> bytes:
        if salt not in self._keys:
            made = hashlib.scrypt(self.secret.encode(), salt=salt, dklen=32, **_SCRYPT)
            self._keys[salt] = made
        return self._keys[salt]


def _expiry(path: Path) -> float:
    """When a copy expires; one that does not say has."""
    try:
        with path.open("rb") as file:
            return float(json.loads(file.readline(1000))["expires"])
    except OSError:  # somebody else may be removing it
        return float("inf")
    except (ValueError, KeyError, TypeError):
        return 0.0

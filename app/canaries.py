"""The house's canaries: a secret and a register of what was handed out, in `HUSH_HOME`.

Invariant: the register holds ids, sources, levels and numbers, and no word; the words come from the
secret each time. Both files are for their owner only. A register that cannot be read is an error,
never an empty one: the guard must not go deaf in silence. Deliberately elsewhere: how a word is made
(`app.confidentiality.canary`), who listens for it (`app.confidentiality.guard`).
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.audit.keys import key_of, sync_folder
from app.confidentiality.canary import canary
from app.errors import HushError
from index.chunk import Sensitivity


@dataclass(frozen=True, slots=True)
class Canary:
    """One that was handed out; `id` stands in the audit when it rings."""

    id: str
    source: str
    level: Sensitivity
    number: int
    made: str


class Canaries:
    """The register in this folder."""

    def __init__(self, home: Path) -> None:
        """Nothing is read or made yet."""
        self._register = home / "canaries.jsonl"
        self._secret = home / "canaries.key"

    def all(self) -> list[Canary]:
        """Every canary, oldest first. Raises `HushError`."""
        try:
            lines = self._register.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError):
            lines = ["unreadable"]
        return [self._parsed(line) for line in lines]

    def words(self) -> dict[str, str]:
        """The word of each canary by its id, for the guard. Raises `HushError`, also where a secret
        stands without a register: canaries were handed out, and it is lost or was emptied.
        """
        known = self.all()
        if not known and self._secret.exists():
            raise HushError(
                "the register of canaries, {path}, is gone or empty, so nobody could listen for "
                "them; put it back, or remove {secret} and plant new ones",
                path=self._register,
                secret=self._secret,
            )
        return {each.id: self.word(each) for each in known}

    def word(self, known: Canary) -> str:
        """The word itself. Raises `HushError` where the secret is gone."""
        try:
            secret = key_of(self._secret, make=False)
        except OSError:
            failure = HushError(
                "the secret of the canaries, {path}, cannot be read, so nobody could listen for "
                "them; put it back, or remove {register} and plant new ones",
                path=self._secret,
                register=self._register,
            )
        else:
            return canary(secret, known.source, known.level, known.number)
        raise failure

    def new(self, source: str, level: Sensitivity) -> Canary:
        """Hand one out, registered durably first. Raises `OSError`, `HushError`."""
        with self._locked():
            others = self.all()
            key_of(self._secret, make=not others)
            number = sum((known.source, known.level) == (source, level) for known in others) + 1
            made = datetime.now(UTC).isoformat(timespec="seconds")
            known = Canary(f"c-{secrets.token_hex(4)}", source, level, number, made)
            line = {"id": known.id, "source": source, "level": level.name}
            line |= {"number": str(number), "made": made}
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
            with os.fdopen(os.open(self._register, flags, 0o600), "ab") as file:
                file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
            sync_folder(self._register.parent)
        return known

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._register.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(self._register.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _parsed(self, line: str) -> Canary:
        try:
            record = json.loads(line)
            level = Sensitivity[record["level"]]
            number = int(record["number"])
            return Canary(record["id"], record["source"], level, number, record["made"])
        except (ValueError, KeyError, TypeError):
            failure = HushError(
                "the register of canaries, {path}, is damaged, so nobody could listen for them; "
                "put it back from a copy",
                path=self._register,
            )
        raise failure

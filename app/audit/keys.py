"""The house's own key for the audit, and hashes with it: values can be looked up, not guessed.

Invariant: the key is made whole before it gets its name, readable by its owner only, and never
made again beside an audit that was written with another one. Deliberately elsewhere: what is hashed
(`records`), what is sealed (`sealing`, with a key of its own).
"""

from __future__ import annotations

import errno
import hmac
import os
import tempfile
import unicodedata
from pathlib import Path

from index.sentence import Sentence


def key_of(path: Path, *, make: bool) -> bytes:
    """The key in this file, 32 bytes; made where it is absent and may be. Raises `OSError`."""
    if not path.exists():
        if not make:
            why = Sentence("its key is gone; put it back, or move the audit away")
            raise OSError(errno.ENOENT, why, str(path))
        _make(path)
    key = path.read_bytes()
    if len(key) != 32:
        why = Sentence("its key is damaged; put it back, or move the audit away")
        raise OSError(errno.EIO, why, str(path))
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(32))
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was quicker: its key counts
    finally:
        Path(draft).unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keyed_hash(key: bytes, value: str) -> str:
    """A value's name in the audit: 24 digits, the same whatever its case, width and spacing."""
    folded = " ".join(unicodedata.normalize("NFKC", value).casefold().split())
    return mac(key, b"value\0" + folded.encode("utf-8", "surrogatepass"))[:24]


def mac(key: bytes, data: bytes) -> str:
    """HMAC-SHA256, in hex."""
    return hmac.digest(key, data, "sha256").hex()

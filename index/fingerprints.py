"""Does a text repeat a confidential chunk? Shingles for the egress guard, in `HUSH_HOME`.

Shingles are keyed 61-bit hashes of eight words in a row, read without case, punctuation, Markdown,
invisible characters and compatibility forms. Of a chunk that must be held back they are winnowed
(Schleimer, Wilkerson, Aiken, SIGMOD 2003: the least of every five in a row is kept), of an outgoing
text all are looked up: so every verbatim run of twelve words is caught wherever it begins, and of
the shorter runs, from eight words on, many are. A shorter run is not seen.

What also stands in a chunk that may leave (PUBLIC, INTERNAL) is boilerplate and is not counted: of
those chunks every shingle is kept, so the subtraction is exact. The trade: whoever may publish a
sentence in a document that may leave takes it out of this net; its own label says that it may.

Invariant: fails closed. A source revision that the file does not know is named by `missing`, and
what is missing makes the guard unsure; a power cut can cost the last sources. The key lies in a
second file: the hashes alone, say in a backup, allow no guessing. One row holds all hashes of a
source, packed; readers keep the sorted whole in memory (8 bytes a hash). Deliberately elsewhere:
what the guard does with a hit.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import tempfile
import threading
import unicodedata
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import IndexFailure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORDS = 8
_WINDOW = 5
_VERSION = 1
_KEY_BYTES = 32
_PRIME = 2**61 - 1
_BASE = 0x1B873593CC9E2D51 % _PRIME
_LEAVING = pow(_BASE, _WORDS - 1, _PRIME)
"""Weight of the oldest word of a row."""
_WORD = re.compile(r"[^\W_]+")

_TABLES = """
CREATE TABLE source (
    name TEXT PRIMARY KEY, revision TEXT NOT NULL, held BLOB NOT NULL, sendable BLOB NOT NULL
);
CREATE TABLE meta (key_check BLOB NOT NULL);
"""


def grams(text: str, key: bytes = b"") -> list[int]:
    """Hashes of every eight words in a row, in order; below 2**61. `key`: up to 64 bytes.

    The words' hashes are keyed; a row of them is a polynomial (Karp, Rabin 1987), which rolls.
    """
    words = [_word_hash(word, key) for word in _words(text)]
    found: list[int] = []
    rolling = 0
    for position, word in enumerate(words):
        leaving = words[position - _WORDS] if position >= _WORDS else 0
        rolling = ((rolling - leaving * _LEAVING) * _BASE + word) % _PRIME
        if position >= _WORDS - 1:
            found.append(rolling)
    return found


def shingles(text: str, key: bytes = b"") -> frozenset[int]:
    """Of `grams`, those that are the least within some five in a row: a third of them."""
    every = grams(text, key)
    if len(every) <= _WINDOW:
        return frozenset(every)
    return frozenset(
        min(every[start : start + _WINDOW]) for start in range(len(every) - _WINDOW + 1)
    )


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    if plain.replace("\n", " ").isprintable():  # what is hidden is not; no look at each character
        return _WORD.findall(plain)
    hidden = {ord(c): None for c in set(plain) if unicodedata.category(c) == "Cf"}
    return _WORD.findall(plain.translate(hidden) if hidden else plain)


@lru_cache(maxsize=100_000)
def _word_hash(word: str, key: bytes) -> int:
    encoded = word.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(encoded, digest_size=8, key=key).digest(), "big")


class Fingerprints:
    """The file of shingles. Safe to use from threads; many readers beside one writer."""

    def __init__(self, database: sqlite3.Connection, path: Path, key: bytes) -> None:
        self._database = database
        self._path = path
        self._key = key
        self._lock = threading.Lock()
        self._known: tuple[int, NDArray[np.uint64]] | None = None

    @classmethod
    def open(cls, home: Path) -> Fingerprints:
        """The file in this folder, made if absent, readable by its owner only.

        A file of another key or version is emptied: every source is `missing` then.
        """
        path = home / "fingerprints.sqlite"
        with _translated(path):
            home.mkdir(parents=True, exist_ok=True, mode=0o700)
            key = _key_of(home / "fingerprints.key")
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
            database = sqlite3.connect(
                path, timeout=30, isolation_level=None, check_same_thread=False
            )
            try:
                _prepare(database, key)
            except BaseException:
                database.close()
                raise
        return cls(database, path, key)

    def shingles(self, text: str) -> frozenset[int]:
        """What to keep of a chunk that must be held back."""
        return shingles(text, self._key)

    def grams(self, text: str) -> frozenset[int]:
        """What to keep of a chunk that may leave, and what to look up of an outgoing text."""
        return frozenset(grams(text, self._key))

    def replace(
        self, source: str, revision: str, hashes: Iterable[int], sendable: Iterable[int] = ()
    ) -> None:
        """What is known of a source from now on: `shingles` held back, `grams` that may leave."""
        row = (source, revision, _packed(hashes), _packed(sendable))
        with self._writing() as database:
            database.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?)", row)

    def remove(self, source: str) -> None:
        """Forget a source. Unknown ones are no error."""
        with self._writing() as database:
            database.execute("DELETE FROM source WHERE name = ?", (source,))

    def repeats(self, text: str) -> bool:
        """Whether an outgoing text repeats what is held back; one shingle is enough."""
        with self._lock, _translated(self._path):
            held = self._held()
        return bool(len(held)) and common(held, grams(text, self._key)) > 0

    def missing(self, stored: Mapping[str, frozenset[str]]) -> frozenset[str]:
        """Sources with a stored revision that is not known here; empty: the store is covered."""
        with self._lock, _translated(self._path):
            known = dict(self._database.execute("SELECT name, revision FROM source"))
        return frozenset(
            name for name, revisions in stored.items() if revisions - {known.get(name)}
        )

    def close(self) -> None:
        """Safe to call twice."""
        with self._lock:
            self._database.close()

    def _held(self) -> NDArray[np.uint64]:
        """Held back and not sendable, sorted; read again when the file has changed."""
        import numpy as np

        (version,) = self._database.execute("PRAGMA data_version").fetchone()
        if self._known is None or self._known[0] != version:
            rows = self._database.execute("SELECT held, sendable FROM source").fetchall()
            held, sendable = (
                np.unique(np.frombuffer(b"".join(column), dtype=np.uint64))
                for column in (zip(*rows, strict=True) if rows else ((), ()))
            )
            self._known = version, np.setdiff1d(held, sendable, assume_unique=True)
        return self._known[1]

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, _translated(self._path), _immediate(self._database):
            self._known = None
            yield self._database


def common(held: NDArray[np.uint64], hashes: Collection[int]) -> int:
    """How many of the hashes stand in `held`, which is sorted."""
    import numpy as np

    if not len(held) or not hashes:
        return 0
    wanted = np.fromiter(hashes, dtype=np.uint64, count=len(hashes))
    places = np.minimum(np.searchsorted(held, wanted), len(held) - 1)
    return int(np.count_nonzero(held[places] == wanted))


def _packed(hashes: Iterable[int]) -> bytes:
    return array("Q", sorted(set(hashes))).tobytes()


@contextmanager
def _immediate(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def _prepare(database: sqlite3.Connection, key: bytes) -> None:
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    check = hashlib.blake2b(b"check", key=key, digest_size=16).digest()
    if _is_ours(database, check):
        return
    with _immediate(database):
        if not _is_ours(database, check):  # another process may have been quicker
            for table in ("source", "meta"):
                database.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in _TABLES.split(";"):
                database.execute(statement)
            database.execute("INSERT INTO meta VALUES (?)", (check,))
            database.execute(f"PRAGMA user_version = {_VERSION}")


def _is_ours(database: sqlite3.Connection, check: bytes) -> bool:
    if database.execute("PRAGMA user_version").fetchone() != (_VERSION,):
        return False
    return bool(database.execute("SELECT key_check FROM meta").fetchone() == (check,))


def _key_of(path: Path) -> bytes:
    """The key in this file; made whole before it gets its name, so nobody reads half of one."""
    if not path.exists():
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(os.urandom(_KEY_BYTES))
                file.flush()
                os.fsync(file.fileno())
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was quicker: its key counts
        finally:
            Path(draft).unlink()
    key = path.read_bytes()[:64]
    if len(key) < _KEY_BYTES:
        raise IndexFailure(
            "The key of the fingerprints, {path}, is empty or cut short, so they would protect "
            "nothing. Put it back from a copy, or delete it and run `hush reindex`.",
            path=path,
        )
    return key


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Errors of the file as ours; they hold hashes at most."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise IndexFailure(
            "The fingerprints in {path} cannot be used ({cause}). Check the disk and who owns the "
            "file; if it is damaged, delete it and run `hush reindex`.",
            path=path,
            cause=getattr(error, "strerror", None) or str(error),
        ) from None

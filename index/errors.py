"""What can go wrong in the index. The message says what to do next and never quotes a document.

IndexFailure
├── StoreLocked            another process owns the embedded store
├── StoreUnreachable       no Qdrant server at the configured URL, or it refused us
├── StoreDiskFull          no space left where the store is
├── StoreDamaged           the store's files cannot be read any more
├── FingerprintMismatch    the collection was written with another encoder
├── ModelMissing           the encoder's files are not where settings say
├── ModelChanged           a file's sha256 is not the pinned one
└── AddressRefused         an address that must be private is not
"""

from __future__ import annotations

from index.sentence import Explained


class IndexFailure(Explained):
    """Root of the index's errors; `str()` is a sentence for a person."""


class StoreLocked(IndexFailure):
    """Another process owns the embedded store."""


class StoreUnreachable(IndexFailure):
    """No Qdrant server at the configured URL, or it refused the request."""


class StoreDiskFull(IndexFailure):
    """No space left where the store is."""


class StoreDamaged(IndexFailure):
    """The store's files cannot be read any more."""


class FingerprintMismatch(IndexFailure):
    """The collection was written with another encoder."""


class ModelMissing(IndexFailure):
    """The encoder's files are not where the settings say."""


class ModelChanged(IndexFailure):
    """A model file's sha256 is not the pinned one."""


class AddressRefused(IndexFailure):
    """An address that must be loopback or private resolves to something else."""

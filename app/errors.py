"""What can go wrong in the chat service. The message says what to do next, never quotes a document.

HushError
├── SettingsInvalid      a setting or a file it names cannot be used
├── ClassifierUnusable   its artefact is missing, broken, not the pinned one or for another encoder
├── AuditUnwritable      the audit record could not be written: nothing may leave
├── RecordsUnusable      the service's database cannot be used
├── ServiceFailed        a running service did not answer this client of it
└── ModelFailure         a model did not answer
    ├── ModelMissing     its file is not there
    ├── ModelChanged     its file's sha256 is not the pinned one
    ├── ModelUnreachable no such host, refused, or an address that must be private is not
    ├── ModelRefused     it answered 4xx: key, quota, unknown model
    ├── ModelBroken      it answered 5xx, or something that is not an answer
    ├── ModelTimeout     it did not finish within its deadline
    └── EgressHeld       the egress guard held the request back: nothing left
"""

from __future__ import annotations

from index.sentence import Explained


class HushError(Explained):
    """Root of the service's errors; `str()` is a sentence for a person."""


class SettingsInvalid(HushError):
    """A setting, or a file that it names, cannot be used."""


class ClassifierUnusable(HushError):
    """The classifier's artefact is missing, broken, not the pinned one, or for another encoder."""


class AuditUnwritable(HushError):
    """The audit record could not be written; nothing may leave."""


class RecordsUnusable(HushError):
    """The service's database cannot be used; no value of it is quoted."""


class ServiceFailed(HushError):
    """A running service did not answer: not there, refused, too slow, or no whole answer."""


class ModelFailure(HushError):
    """A model did not answer."""


class ModelMissing(ModelFailure):
    """The model's file is not there."""


class ModelChanged(ModelFailure):
    """The model file's sha256 is not the pinned one."""


class ModelUnreachable(ModelFailure):
    """No such host, connection refused, or an address that must be private is not."""


class ModelRefused(ModelFailure):
    """It answered 4xx: key, quota, unknown model."""


class ModelBroken(ModelFailure):
    """It answered 5xx, or something that is not an answer."""


class ModelTimeout(ModelFailure):
    """It did not finish within its deadline."""


class EgressHeld(ModelFailure):
    """The egress guard held the request back: nothing left."""

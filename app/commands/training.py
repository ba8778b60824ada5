"""`hush train`: make the classifier anew, for the encoder that the settings name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import wiring
from app.commands.output import emit, show
from app.commands.progress import Bar
from app.wording import preferred_language, say

if TYPE_CHECKING:
    from app.training.labelled import Topic
    from app.training.trainer import Plan


def train(
    out: Path | None,
    seed: int,
    *,
    as_json: bool,
    plan: Plan | None = None,
    labelled: Sequence[Topic] | None = None,
) -> None:
    """Train, write the artefact with its pinned hash, and say how good it is.

    An interruption leaves the artefact that was there. `plan` and `labelled` stand for the usual
    amount of texts and for the whole labelled set.
    """
    from app.classifier_file import save
    from app.confidentiality.detectors import build
    from app.training.trainer import Plan, Step
    from app.training.trainer import train as trained

    settings = wiring.settings()
    encoders = wiring.encoders_of(settings)
    with Bar(quiet=as_json, doing="training") as bar:
        artefact = trained(
            encoders.dense,
            encoders.fingerprint,
            build(),
            plan or Plan(seed=seed),
            Step(done=bar.advance, total=bar.start),
            labelled,
        )
    saved = save(artefact, out or settings.home / "classifier")
    record = {
        "path": str(saved.path),
        "sha256": saved.sha256,
        "encoder": artefact.encoder,
        **artefact.figures,
    }
    if as_json:
        emit(record)
        return
    _show(record)


def _show(record: dict[str, Any]) -> None:
    spoken = preferred_language()
    for name, figures in record["test"].items():
        show(
            say(
                "trained_figures",
                spoken,
                language=name,
                found=figures["found"],
                sensitive=figures["sensitive"],
                bound=f"{figures['found_lower_bound']:.3f}",
                kept=figures["kept_local"],
                clean=figures["clean"],
                ece=f"{figures['ece']:.3f}",
                brier=f"{figures['brier']:.3f}",
            )
        )
    show(say("trained_file", spoken, path=record["path"], sha256=record["sha256"]))

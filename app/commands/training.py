"""`hush train`: make the classifier anew, for the encoder that the settings name; or the tagger."""

from __future__ import annotations

import hashlib
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
    from app.classifier_file import make_folder, save
    from app.confidentiality.detectors import build
    from app.training.trainer import Plan, Step
    from app.training.trainer import train as trained

    settings = wiring.settings()
    folder = out or settings.home / "classifier"
    make_folder(folder)  # whatever is wrong with it is said before minutes of work, not after
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
    saved = save(artefact, folder)
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


def train_tagger(
    out: Path | None, seed: int | None, *, as_json: bool, count: int | None = None
) -> None:
    """Make the tagger of English names anew, and say whether it is the one that is in use.

    The one in use is part of the package and pinned there; `count` stands for the usual number of
    sentences.
    """
    from app.classifier_file import make_folder, replace_file
    from app.confidentiality.detectors.tagger import SHA256
    from app.training.people_tagger import SEED
    from app.training.people_tagger import train_tagger as trained

    path = (out or wiring.settings().home / "tagger") / "tagger.bin"
    make_folder(path.parent)
    with Bar(quiet=as_json, doing="training") as bar:
        step = bar.start, bar.advance
        chosen = SEED if seed is None else seed
        made = trained(chosen, step=step) if count is None else trained(chosen, count, 1, step)
    replace_file(path, made)
    digest = hashlib.sha256(made).hexdigest()
    same = digest == SHA256
    if as_json:
        emit({"path": str(path), "sha256": digest, "seed": chosen, "in_use": same})
        return
    spoken = preferred_language()
    show(say("trained_file", spoken, path=path, sha256=digest))
    show(say("tagger_same" if same else "tagger_other", spoken))


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

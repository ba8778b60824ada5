"""`hush train` from the labelled set to a file that the gate uses, on a few topics."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app import classifier_file
from app.commands import training
from app.confidentiality.detectors.artefact import LANGUAGES
from app.settings import Settings
from app.training.fitting import Recipe
from app.training.labelled import topics
from app.training.people_tagger import train_tagger
from app.training.trainer import Plan
from index.chunk import Sensitivity

FEW = tuple(t for t in topics() if t.family in {"people", "office"})
QUICK = Plan(training=4, judging=1, seed=5, recipe=Recipe(epochs=6, width=8, rate=0.01))
HARMLESS = "The canteen opens at noon; soup and salad today."
SENSITIVE = "Her salary was raised to 92,000 and the bonus doubled; nobody in the team may know."


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    monkeypatch.setenv("HUSH_HOME", str(tmp_path))
    return Settings(home=tmp_path)


def test_what_it_writes_is_what_the_gate_uses(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    training.train(None, 5, as_json=True, plan=QUICK, labelled=FEW)
    said = json.loads(capsys.readouterr().out)
    chosen = classifier_file.chosen(settings)
    assert (str(chosen.path), chosen.sha256) == (said["path"], said["sha256"])
    assert chosen.path != classifier_file.SHIPPED
    judge = classifier_file.load(settings)
    assert set(judge.artefact.scales) == set(said["test"]) == set(LANGUAGES)
    harmless, sensitive = judge.estimate([HARMLESS, SENSITIVE], lambda: [(), ()])
    assert sensitive.level >= Sensitivity.CONFIDENTIAL
    assert harmless.probability < sensitive.probability


def test_a_person_is_told_the_figures_and_where_the_file_is(
    settings: Settings, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    training.train(tmp_path / "out", 5, as_json=False, plan=QUICK, labelled=FEW)
    said = capsys.readouterr().out
    assert str(tmp_path / "out" / classifier_file.NAME) in said
    assert classifier_file.read(
        classifier_file.Chosen(
            tmp_path / "out" / classifier_file.NAME,
            json.loads((tmp_path / "out" / "classifier.json").read_text())["sha256"],
        )
    )
    assert classifier_file.sha256(settings) == classifier_file.SHIPPED_SHA256


@pytest.mark.parametrize("tagger", [False, True], ids=["classifier", "tagger"])
def test_a_folder_that_cannot_be_is_said_before_the_work(
    settings: Settings, capsys: pytest.CaptureFixture[str], tmp_path: Path, tagger: bool
) -> None:
    (tmp_path / "file").write_text("no folder")
    out = tmp_path / "file" / "out"
    with pytest.raises(NotADirectoryError):
        if tagger:
            training.train_tagger(out, 5, as_json=False, count=200)
        else:
            training.train(out, 5, as_json=False, plan=QUICK, labelled=FEW)
    assert "training" not in capsys.readouterr().err
    assert classifier_file.sha256(settings) == classifier_file.SHIPPED_SHA256


def test_the_tagger_is_made_anew_and_compared_with_the_one_in_use(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    training.train_tagger(None, 3, as_json=True, count=300)
    said = json.loads(capsys.readouterr().out)
    made = settings.home / "tagger" / "tagger.bin"
    assert (said["path"], said["in_use"], said["seed"]) == (str(made), False, 3)
    assert made.read_bytes() == train_tagger(3, count=300, rounds=1)
    training.train_tagger(settings.home, 3, as_json=False, count=300)
    assert "not the tagger that is in use" in capsys.readouterr().out

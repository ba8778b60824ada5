"""`hush doctor`, `hush models` and the progress of a run speak the person's language."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import typer

from app.audit import Audit
from app.commands.checking import doctor, models
from app.commands.progress import Bar
from app.commands.reports import show_report
from app.doctor import CHECKS, examine
from app.health import Check, Health
from app.settings import Settings
from index.sentence import Sentence
from ingest.report import Failed, Report
from tests.unit.app.test_audit import DECIDED

ENGLISH = re.compile(r"\b(?!use-multilingual)[a-z]{4,} [a-z]{2,} [a-z]{3,}\b")
"""Three words of English on end."""
SLOW = {"_encoder", "_device", "_store"}


def test_every_detail_is_a_sentence_with_its_template() -> None:
    checks = [check for check in examine(Settings()) if check.name not in SLOW]
    assert len(checks) >= len(CHECKS)
    assert all(isinstance(check.detail, Sentence) for check in checks)


def test_details_are_russian_for_people_and_english_in_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUSH_LANGUAGE", "ru")
    doctor(as_json=False)
    shown = capsys.readouterr().out
    assert "индекс пока пуст; выполните hush ingest ПУТЬ" in shown
    assert not ENGLISH.search(shown), ENGLISH.search(shown)
    doctor(as_json=True)
    record = json.loads(capsys.readouterr().out)
    details = {check["name"]: check["detail"] for check in record["checks"]}
    assert details["store"] == "nothing is ingested yet; run hush ingest PATH"
    assert details["cloud lane"] == "off; every answer is local"


def test_settings_that_cannot_be_are_a_check_in_the_persons_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUSH_LANGUAGE", "ru")
    monkeypatch.setenv("HUSH_CLOUD__ATTEMPTS", "9")
    with pytest.raises(typer.Exit):
        doctor(as_json=False)
    assert "настройка HUSH_CLOUD__ATTEMPTS" in capsys.readouterr().out
    with pytest.raises(typer.Exit):
        doctor(as_json=True)
    (check,) = json.loads(capsys.readouterr().out)["checks"]
    assert check["detail"].startswith("setting HUSH_CLOUD__ATTEMPTS")


@pytest.mark.parametrize(
    ("variable", "name", "words"),
    [
        ("HUSH_CLASSIFIER__PATH", "classifier", "hush train"),
        ("HUSH_RECOGNISER__MODEL", "recogniser", "HUSH_RECOGNISER__MODEL"),
    ],
)
def test_what_keeps_everything_inside_is_named_with_what_to_do(
    variable: str, name: str, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A judge that cannot be used makes every answer local, and says so nowhere else."""
    health = {check.name: check.health for check in examine(Settings())}
    assert health[name] is Health.OK
    monkeypatch.setenv(variable, str(tmp_path / "nothing"))
    (broken,) = (check for check in examine(Settings()) if check.name == name)
    assert broken.health is Health.FAIL
    assert words in broken.detail


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://llm.example/v1", "llm.example, key present"),
        ("http://llm.example/v1", "must start with https"),
        ("https://[", "must be a plain address"),
    ],
)
def test_the_cloud_address_is_judged_as_it_will_be_used(
    url: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUSH_CLOUD__BASE_URL", url)
    monkeypatch.setenv("HUSH_CLOUD__MODEL", "m")
    monkeypatch.setenv("HUSH_CLOUD__API_KEY", "sk-secret")
    (check,) = [c for c in examine(Settings()) if c.name == "cloud lane"]
    assert words in check.detail
    assert "sk-secret" not in check.detail


def test_models_are_said_in_russian_and_in_json_in_english(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUSH_LANGUAGE", "ru")
    models(as_json=False)
    shown = capsys.readouterr().out
    assert "Чтобы подключить настоящую локальную модель" in shown
    assert not ENGLISH.search(shown), ENGLISH.search(shown)
    models(as_json=True)
    record = json.loads(capsys.readouterr().out)
    assert record["local"] == "extractive: passages are quoted, no model"
    assert record["suggested_local"][0]["size"] == "about 2.5 GB as Q4_K_M"


def test_progress_is_said_in_russian(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUSH_LANGUAGE", "ru")
    with Bar() as bar:
        bar.start(10)
        bar.advance(5)
    assert capsys.readouterr().err.splitlines() == ["hush: индексация: 50 %"]


def test_warnings_and_reasons_of_a_run_are_said_in_russian(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUSH_LANGUAGE", "ru")
    said = Sentence("{path} is not UTF-8 text; convert it", path="a.md")
    failed = (Failed("docs:a.md", said),)
    show_report(Report("docs", 0, 0, 0, 0, 0, 0, 0, 0, 1.0, failed, {}, 0, (said,)).to_json())
    shown = capsys.readouterr().out
    assert "Внимание: a.md: текст не в UTF-8; перекодируйте его" in shown
    assert "Ошибка: docs:a.md: a.md: текст не в UTF-8" in shown


def test_a_check_that_fails_never_stops_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUSH_TERMS", "/nowhere/terms.toml")
    checks: dict[str, Check] = {check.name: check for check in examine(Settings())}
    assert checks["organisation"].detail.startswith("HUSH_TERMS: /nowhere/terms.toml cannot be")
    assert "audit" in checks


def test_an_audit_that_is_not_as_it_was_written_is_a_failed_check() -> None:
    path = Settings().home / "audit.jsonl"

    def check() -> Check:
        return next(check for check in examine(Settings()) if check.name == "audit")

    Audit(path).local(DECIDED)
    Audit(path).local(DECIDED)
    assert check().health is Health.OK
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace('"who": "', '"who": "not-', 1), encoding="utf-8")
    assert check().health is Health.FAIL
    assert "record 1" in check().detail
    path.write_text(whole, encoding="utf-8")
    assert check().health is Health.OK
    path.with_name("audit.key").unlink()
    assert check().health is Health.FAIL
    assert "begin a new audit" in check().detail

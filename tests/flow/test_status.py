"""`hush status` as a person sees it: which documents have no label, and reasons in their language."""

from __future__ import annotations

import json

import pytest

from app.commands import taking_in
from tests.flow.desk import Desk, page


@pytest.fixture
def shown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for name in ("f", "b", "c", "d", "e", "a"):
        desk.write(f"{name}.md", page(name))
    desk.write("labelled.md", "---\nsensitivity: public\n---\n" + page("labelled"))
    desk.write("broken.md", "---\nsensitivity: pubic\n---\n")
    desk.ingest()
    desk.close()
    monkeypatch.setenv("HUSH_HOME", str(desk.home))
    return desk


def test_five_unlabelled_documents_are_named(
    shown: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUSH_LANGUAGE", "en")
    taking_in.status(as_json=False)
    names = ", ".join(f"docs:{name}.md" for name in "abcde")
    assert f"  unlabelled: {names}, …\n" in capsys.readouterr().out


def test_in_russian(
    shown: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUSH_LANGUAGE", "ru")
    taking_in.status(as_json=False)
    out = capsys.readouterr().out
    assert "(завершён)" in out
    assert "  без метки: docs:a.md" in out
    assert "Ошибка: docs:broken.md: Ошибка во front matter: неизвестное значение" in out


def test_json_has_all_of_them_and_stays_english(
    shown: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUSH_LANGUAGE", "ru")
    taking_in.status(as_json=True)
    [found] = json.loads(capsys.readouterr().out)["sources"]
    assert found["unlabelled"] == 6
    assert found["unlabelled_sources"] == [f"docs:{name}.md" for name in "abcdef"]
    assert found["outcome"] == "finished"
    assert found["failed"][0]["reason"].startswith("The front matter cannot be used: unknown")

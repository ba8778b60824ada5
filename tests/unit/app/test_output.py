"""What reaches a terminal or a script cannot act on either."""

from __future__ import annotations

import json

import pytest

from app.commands.output import emit, show, visible


def test_nothing_moves_a_terminal() -> None:
    hostile = "a\x1b[31mb\x9bc\u202ed\x00e\rf"
    assert visible(hostile) == "a\ufffd[31mb\ufffdc\ufffdd\ufffde\ufffdf"
    assert visible("tab\tand\nline, кириллица ⟦HOST_1⟧") == "tab\tand\nline, кириллица ⟦HOST_1⟧"


def test_show_prints_what_is_visible(capsys: pytest.CaptureFixture[str]) -> None:
    show("a\x1b]0;title\x07b\ud800")
    assert capsys.readouterr().out == "a\ufffd]0;title\ufffdb?\n"


def test_one_object_is_one_line_of_json_whatever_it_holds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    emit({"id": "6\ud800", "text": "две\nстроки"})
    line = capsys.readouterr().out
    assert line.count("\n") == 1
    assert json.loads(line) == {"id": "6\ud800", "text": "две\nстроки"}

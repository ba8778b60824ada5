"""Telemetry of libraries is off, whatever the environment says."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app import telemetry

ROOT = Path(__file__).resolve().parents[3]


def test_variables_are_turned_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGCHAIN_TRACING_V2", "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "ls-1")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://example.com")
    telemetry.switch_off()
    assert os.environ["LANGSMITH_TRACING"] == "false"
    assert os.environ["LANGCHAIN_TRACING_V2"] == "false"
    assert not {"LANGSMITH_API_KEY", "OPENAI_BASE_URL"} & set(os.environ)
    assert os.environ["DO_NOT_TRACK"] == "1" and os.environ["HF_HUB_OFFLINE"] == "1"


def test_langsmith_is_off_once_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    from langsmith import utils

    telemetry.switch_off()
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    assert utils.tracing_is_enabled() is False


def test_it_is_cheap() -> None:
    code = (
        "import sys; from app import telemetry; before = set(sys.modules); telemetry.switch_off(); "
        "print(sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
    started = time.perf_counter()
    telemetry.switch_off()
    assert time.perf_counter() - started < 0.05

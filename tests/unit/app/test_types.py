"""What mypy must reject: raw text to the cloud, and a route nobody thought of (DESIGN §3)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

SNIPPET = """
from typing import assert_never
from app.audit import Decided
from app.confidentiality.restoring import Vault
from app.confidentiality.route import Cloud, Local, Route
from app.confidentiality.sanitize import Sanitized
from app.models.cloud import CloudModel
from app.prompt import Prompt


def good(model: CloudModel, prompt: Sanitized, decided: Decided) -> None:
    model.stream(prompt, decided)


def raw_text(model: CloudModel, decided: Decided) -> None:
    model.stream("raw", decided)  # BAD arg-type


def raw_prompt(model: CloudModel, prompt: Prompt, decided: Decided) -> None:
    model.stream(prompt, decided)  # BAD arg-type


def forged(vault: Vault) -> Sanitized:
    return Sanitized("s", "raw", (), {}, vault, object())  # BAD arg-type


def unsealed(vault: Vault) -> Sanitized:
    return Sanitized("s", "raw", (), {}, vault)  # BAD call-arg


def cloud_of_raw(prompt: Prompt, local: Local) -> Route:
    return Cloud(prompt, local.reason)  # BAD arg-type


def complete(route: Route) -> str:
    match route:
        case Local():
            return "local"
        case Cloud():
            return "cloud"
        case unreachable:
            assert_never(unreachable)


def incomplete(route: Route) -> str:
    match route:
        case Local():
            return "local"
        case unreachable:
            assert_never(unreachable)  # BAD arg-type
"""


@pytest.mark.slow
def test_mypy_rejects_raw_text_and_a_missing_case(tmp_path: Path) -> None:
    snippet = tmp_path / "snippet.py"
    snippet.write_text(SNIPPET, "utf-8")
    checked = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--no-error-summary", "--show-error-codes"),
            *("--config-file", str(ROOT / "pyproject.toml")),
            *("--cache-dir", str(ROOT / ".mypy_cache"), "--follow-imports", "silent"),
            str(snippet),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    errors = {
        int(line.split(":")[1]): line.rpartition("[")[2].rstrip("]")
        for line in checked.stdout.splitlines()
        if "snippet.py" in line and ": error:" in line
    }
    expected = {
        number: line.rpartition("# BAD ")[2]
        for number, line in enumerate(SNIPPET.splitlines(), start=1)
        if "# BAD " in line
    }
    assert errors == expected, checked.stdout + checked.stderr

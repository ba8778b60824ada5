"""What the tests of the wire share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    """Where the audit will be."""
    return tmp_path / "home" / "audit.jsonl"

"""What a command leaves in `HUSH_HOME` is for its owner alone, whichever command comes first."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from index.edge import EdgeStore
from index.fingerprints import Fingerprints
from ingest.manifest import Manifest
from tests.flow.desk import ROOT


def _open_to_others(home: Path) -> list[str]:
    """Whatever below the folder, and the folder, that another account may read."""
    everything = [home, *home.rglob("*")]
    return [str(path) for path in everything if stat.S_IMODE(path.lstat().st_mode) & 0o077]


@pytest.mark.parametrize("first", [["scan", "-"], ["doctor"], ["canary", "new", "--source", "d"]])
def test_every_command_leaves_a_private_home(tmp_path: Path, first: list[str]) -> None:
    home, docs = tmp_path / "home", tmp_path / "docs"
    docs.mkdir()
    (docs / "a.md").write_text("---\nsensitivity: restricted\n---\n# A\n\nThe words of it.\n")
    environment = {**os.environ, "HUSH_HOME": str(home), "PYTHONPATH": str(ROOT)}
    for command in (first, ["ingest", str(docs)]):
        subprocess.run(
            [sys.executable, "-m", "app.cli", *command],
            input="text",
            capture_output=True,
            text=True,
            env=environment,
            cwd=ROOT,
            umask=0o022,
            check=command[0] == "ingest",
        )
    assert (home / "store").is_dir()
    assert _open_to_others(home) == []


def test_what_makes_the_home_closes_it(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        Fingerprints.open(tmp_path / "a").close()
        Manifest.open(tmp_path / "b").close()
        EdgeStore.open(tmp_path / "c", "fingerprint", lambda: 8).close()
    finally:
        os.umask(before)
    for name in ("a", "b", "c"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o700

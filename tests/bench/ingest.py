"""How long `hush ingest` takes, start-up included: first run, second run, and after small changes.

Every run is the command in a process of its own, over a copy of the corpus and in a home of its
own, as a person runs it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "data" / "corpora" / "gitlab-runbooks"
_SECTIONS = 200


def run() -> dict[str, object]:
    """Reports of the runs with `wall`, the seconds of the whole process; empty without corpus."""
    if not CORPUS.is_dir():
        return {}
    with tempfile.TemporaryDirectory() as scratch:
        docs, home = Path(scratch) / "docs", Path(scratch) / "home"
        shutil.copytree(CORPUS, docs)
        for path in (docs, *docs.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        long = docs / "two-hundred-sections.md"
        long.write_text(_long(edited=False))
        figures: dict[str, object] = {"files": sum(path.is_file() for path in docs.rglob("*.md"))}
        figures["first"] = _ingest(docs, home)
        figures["second"] = _ingest(docs, home)
        figures["third"] = _ingest(docs, home)
        others = [path for path in docs.rglob("*.md") if path != long]
        max(others, key=lambda path: path.stat().st_size).unlink()
        figures["one file deleted"] = _ingest(docs, home)
        long.write_text(_long(edited=True))
        figures["one paragraph edited"] = _ingest(docs, home)
        return figures


def _long(*, edited: bool) -> str:
    sections = [
        f"## Step {n}\n\nCheck the state of shard {n} and wait until it is green. "
        + f"Then read the log of node {n} for a minute and write down what you see. " * 8
        for n in range(_SECTIONS)
    ]
    if edited:
        sections[100] = sections[100].replace("wait until", "do not go on until", 1)
    return "# Two hundred sections\n\n" + "\n\n".join(sections) + "\n"


def _ingest(docs: Path, home: Path) -> dict[str, object]:
    started = time.perf_counter()
    finished = subprocess.run(
        [sys.executable, "-m", "app.cli", "ingest", str(docs), "--json"],
        cwd=ROOT,
        env={**os.environ, "HUSH_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    wall = time.perf_counter() - started
    if finished.returncode != 0:
        return {"wall": round(wall, 3), "error": finished.stderr.strip()[-500:]}
    report: dict[str, object] = json.loads(finished.stdout.splitlines()[-1])
    kept = ("added", "updated", "removed", "unchanged", "chunks", "embedded", "seconds", "failed")
    return {"wall": round(wall, 3), **{key: report[key] for key in kept}}


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))

"""`hush serve` with the embedded index in a process of its own: it dies, and it is told to stop."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
_COMMAND = (sys.executable, "-m", "app.cli")
_GIRAFFE = "---\nsensitivity: internal\naudience: everyone\n---\n# Giraffes\n\nFeed the giraffe.\n"
_QUERY = {"query": "feed the giraffe"}


@contextmanager
def _served(tmp_path: Path, apart: str) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """A service and its owner's client."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "giraffe.md").write_text(_GIRAFFE, encoding="utf-8")
    (docs / "gnu.md").write_text(_GIRAFFE.replace("iraffe", "nu"), encoding="utf-8")
    environment = {
        **os.environ,
        "HUSH_HOME": str(tmp_path / "h"),
        "HUSH_SERVE__INDEX_PROCESS": apart,
        "PYTHONPATH": str(ROOT),
    }
    ingest = [*_COMMAND, "ingest", str(docs), "--json"]
    subprocess.run(ingest, env=environment, check=True, capture_output=True)
    serving = subprocess.Popen(
        [*_COMMAND, "serve", "--port", "0", "--json"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert serving.stdout is not None
        wire = httpx.HTTPTransport(uds=json.loads(serving.stdout.readline())["socket"])
        with httpx.Client(transport=wire, base_url="http://hush", timeout=60) as http:
            yield serving, http
    finally:
        os.killpg(serving.pid, signal.SIGTERM)
        _, errors = serving.communicate(timeout=60)
    assert serving.returncode == 0, errors
    assert "giraffe" not in errors.lower()


def _holders(tmp_path: Path) -> set[int]:
    """Processes that have the store's lock open."""
    lock = tmp_path / "h" / "store" / "owner.json"
    found: set[int] = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            held = {link.readlink() for link in (process / "fd").iterdir()}
        except OSError:  # it has ended meanwhile, or is somebody else's
            continue
        found |= {int(process.name)} if lock in held else set()
    return found


def test_where_it_dies_the_service_answers_on_and_stops_as_a_group(tmp_path: Path) -> None:
    with _served(tmp_path, "true") as (serving, http):
        assert "giraffe.md" in http.post("/api/search", json=_QUERY).text
        (holder,) = _holders(tmp_path)
        assert holder != serving.pid
        os.kill(holder, signal.SIGKILL)
        assert "giraffe.md" in http.post("/api/search", json=_QUERY).text
        assert _holders(tmp_path) not in ({holder}, {serving.pid})
        (tmp_path / "docs" / "giraffe.md").unlink()
        run = http.post("/api/ingest", json={"source": "docs"}).json()["run"]
        assert '"removed":1' in http.get(f"/api/ingest/{run}").text
        assert "giraffe" not in http.post("/api/search", json=_QUERY).text
        assert http.get("/readyz").status_code == 200
    assert _holders(tmp_path) == set()


def test_it_is_in_the_service_itself_where_that_is_set(tmp_path: Path) -> None:
    with _served(tmp_path, "false") as (serving, http):
        assert "giraffe.md" in http.post("/api/search", json=_QUERY).text
        assert _holders(tmp_path) == {serving.pid}

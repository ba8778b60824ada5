"""Sources over HTTP: what is taken in, looking at it again with progress, one run at a time."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import httpx

from app.contract import Progress
from tests.flow.desk import ROOT
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import Running
from tests.flow.test_service import OPEN, client, events


async def follow(http: httpx.AsyncClient, run: str) -> list[Progress]:
    async with http.stream("GET", f"/api/ingest/{run}") as response:
        said = await events(response)
    assert {name for name, _ in said} == {"progress"}
    return [Progress.model_validate(data) for _, data in said]


async def test_a_source_is_looked_at_again(doors: Running, ingested: Ingested) -> None:
    ingested.write("giraffe.md", OPEN.replace("Restart payments", "Feed the giraffe"))
    async with client(doors, "admin") as http:
        (source,) = (await http.get("/api/sources")).json()["sources"]
        assert (source["name"], source["documents"]) == ("docs", 1)
        begun = await http.post("/api/ingest", json={"source": "docs"})
        assert begun.status_code == 202
        told = await follow(http, Progress.model_validate(begun.json()).run)
        again = await follow(http, told[0].run)
        hits = (await http.post("/api/search", json={"query": "feed the giraffe"})).json()["hits"]
    assert told[-1].state == "done" and told[-1].report is not None
    assert told[-1].report["added"] == 1 and again[-1] == told[-1]
    assert [one.state for one in again] == ["waiting", "running", "done"]
    assert hits[0]["source"] == "docs:giraffe.md"


async def test_why_a_file_was_left_out_is_said_in_the_language_of_whoever_asks(
    doors: Running, ingested: Ingested
) -> None:
    ingested.write("broken.ipynb", "no notebook")
    async with client(doors, "admin") as http:
        http.headers["Accept-Language"] = "ru"
        begun = await http.post("/api/ingest", json={"source": "docs"})
        report = (await follow(http, begun.json()["run"]))[-1].report
        (russian,) = (await http.get("/api/sources")).json()["sources"]
        http.headers["Accept-Language"] = "en"
        (english,) = (await http.get("/api/sources")).json()["sources"]
    assert report is not None and report["failed"] == russian["failed"]
    ((inside,), (abroad,)) = russian["failed"], english["failed"]
    assert inside["source"] == abroad["source"] == "docs:broken.ipynb"
    assert re.search("[а-яё]", inside["reason"]) and not re.search("[а-яё]", abroad["reason"])


async def test_an_emptied_folder_deletes_nothing_unless_it_is_meant(
    doors: Running, ingested: Ingested
) -> None:
    (ingested.docs / "payments.md").unlink()
    async with client(doors, "admin") as http:
        refused = await _run(http, {"source": None})
        assert refused.state == "failed" and refused.problem
        meant = await _run(http, {"source": None, "allow_delete": True})
    assert meant.state == "done" and meant.report is not None and meant.report["removed"] == 1


async def _run(http: httpx.AsyncClient, body: dict[str, Any]) -> Progress:
    begun = await http.post("/api/ingest", json=body)
    return (await follow(http, begun.json()["run"]))[-1]


async def test_one_run_at_a_time(doors: Running, ingested: Ingested) -> None:
    held = threading.Event()
    object.__setattr__(doors.context.ingestion, "run", lambda *_: held.wait(20) and {"added": 0})
    async with client(doors, "admin") as http:
        first = await http.post("/api/ingest", json={})
        second = await http.post("/api/ingest", json={})
        held.set()
        told = await follow(http, first.json()["run"])
        await asyncio.sleep(0.05)
        third = await http.post("/api/ingest", json={})
    assert (first.status_code, second.status_code, third.status_code) == (202, 409, 202)
    assert told[-1].state == "done"


async def test_who_may_and_what_there_is(doors: Running) -> None:
    async with client(doors) as staff, client(doors, "admin") as admin:
        assert (await staff.get("/api/sources")).status_code == 403
        assert (await staff.post("/api/ingest", json={})).status_code == 403
        assert (await admin.post("/api/ingest", json={"source": "zebra"})).status_code == 404
        assert (await admin.get("/api/ingest/zebra")).status_code == 404


def test_a_deleted_document_stops_being_answered_by_a_running_service(tmp_path: Path) -> None:
    """The real command, its own store and encoder: ingest, serve, delete, look again, ask."""
    home, docs = tmp_path / "h", tmp_path / "docs"
    docs.mkdir()
    (docs / "payments.md").write_text(OPEN, encoding="utf-8")
    (docs / "giraffe.md").write_text(OPEN.replace("Restart payments", "Feed the giraffe"))
    environment = {**os.environ, "HUSH_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "app.cli"]
    subprocess.run([*command, "ingest", str(docs), "--json"], env=environment, check=True,
                   capture_output=True)  # fmt: skip
    serving = subprocess.Popen([*command, "serve", "--port", "0", "--json"], env=environment,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip
    try:
        assert serving.stdout is not None and serving.stderr is not None
        opened = json.loads(serving.stdout.readline())
        wire = httpx.HTTPTransport(uds=opened["socket"])
        with httpx.Client(transport=wire, base_url="http://hush", timeout=60) as http:
            query = {"query": "feed the giraffe"}
            assert "docs:giraffe.md" in http.post("/api/search", json=query).text
            (docs / "giraffe.md").unlink()
            run = http.post("/api/ingest", json={"source": "docs"}).json()["run"]
            assert '"removed":1' in http.get(f"/api/ingest/{run}").text
            assert "giraffe" not in http.post("/api/search", json=query).text
    finally:
        serving.send_signal(signal.SIGTERM)
        _, errors = serving.communicate(timeout=30)
    assert serving.returncode == 0, errors
    assert all("giraffe" not in line for line in errors.splitlines())

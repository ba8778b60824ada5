"""One run adds, changes and deletes; an unchanged folder costs nothing; plan and reports."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest import overview, sync
from ingest.errors import (
    SourceMissing,
)
from tests.fakes import (
    HashEncoders,
    Steps,
    StumblingStore,
)
from tests.flow.desk import ROOT, Desk, counts, page, wait_for


def test_a_run_adds_changes_renames_and_deletes(desk: Desk) -> None:
    for name in ("a.md", "b.md", "sub/c.md"):
        desk.write(name, page(name[-4]))
    desk.write("picture.png", "x")
    first = desk.ingest()
    assert counts(first) == (3, 0, 0, 0)
    assert first.chunks == first.embedded == len(desk.chunks()) > 3
    assert first.failed == ()
    assert first.ignored == {".png": 1}
    assert first.unlabelled == 3

    desk.write("a.md", page("a") + "\nA new last paragraph.\n")
    (desk.docs / "b.md").unlink()
    (desk.docs / "sub" / "c.md").rename(desk.docs / "sub" / "d.md")
    second = desk.ingest()
    assert counts(second) == (1, 1, 2, 0)
    assert second.embedded == 1
    assert desk.sources() == {"docs:a.md", "docs:sub/d.md"}
    assert len({(c.source, c.revision) for c in desk.chunks()}) == 2
    assert second.chunks == len(desk.chunks())


def test_an_unchanged_folder_is_neither_read_nor_counted_nor_embedded(desk: Desk) -> None:
    for number in range(5):
        desk.write(f"{number}.md", page(f"page{number}"))
    desk.ingest()
    desk.encoders.embedded.clear()
    desk.encoders.counted = 0
    desk.searched.clear()
    for _ in range(2):
        report = desk.ingest()
        assert counts(report) == (0, 0, 0, 5)
        assert report.embedded == report.reused == 0
        assert report.chunks == len(desk.chunks())
    assert (desk.encoders.embedded, desk.encoders.counted, desk.searched) == ([], 0, [])


def test_a_new_time_with_the_same_bytes_is_no_change(desk: Desk) -> None:
    path = desk.write("a.md", page("a"))
    desk.ingest()
    before = desk.chunks()
    os.utime(path, (1, 1))
    desk.searched.clear()
    assert counts(desk.ingest()) == (0, 0, 0, 1)
    assert desk.searched == []
    assert desk.chunks() == before


def test_a_change_that_leaves_time_and_size_alone_is_seen(desk: Desk) -> None:
    path = desk.write("a.md", "# A\n\none\n")
    desk.ingest()
    times = (path.stat().st_atime_ns, path.stat().st_mtime_ns)
    path.write_text("# A\n\ntwo\n")
    os.utime(path, ns=times)
    assert counts(desk.ingest()) == (0, 1, 0, 0)
    assert "two" in desk.chunks()[0].text


def test_a_stamp_is_not_trusted_while_it_is_young(desk: Desk) -> None:
    """Two writes within one tick of a coarse clock have one stamp."""
    path = desk.write("a.md", page("a"))
    desk.ingest()
    assert desk.tools.manifest.entries("docs")["docs:a.md"].stamp == ""
    wait_for(lambda: time.time_ns() - path.stat().st_ctime_ns > 2_000_000_000)
    desk.ingest()
    assert desk.tools.manifest.entries("docs")["docs:a.md"].stamp != ""


def test_an_edited_paragraph_embeds_little(desk: Desk) -> None:
    sections = [f"## Section {n}\n\n" + f"word{n} " * 45 for n in range(200)]
    desk.write("long.md", "# Long\n\n" + "\n\n".join(sections))
    assert desk.ingest().chunks >= 200
    sections[100] = sections[100].replace("word100 word100", "changed word100", 1)
    desk.write("long.md", "# Long\n\n" + "\n\n".join(sections))
    report = desk.ingest()
    assert 1 <= report.embedded <= 5
    assert report.chunks - report.reused == report.embedded


def test_the_same_content_in_two_files_is_two_documents_embedded_once(desk: Desk) -> None:
    desk.write("a.md", page("same"))
    desk.write("b.md", page("same"))
    report = desk.ingest()
    assert report.added == 2
    assert report.embedded * 2 == report.chunks
    assert desk.sources() == {"docs:a.md", "docs:b.md"}


def test_renaming_only_the_case(desk: Desk) -> None:
    desk.write("Readme.md", page("readme"))
    desk.ingest()
    (desk.docs / "Readme.md").rename(desk.docs / "README.md")
    report = desk.ingest()
    assert counts(report) == (1, 0, 1, 0)
    assert report.embedded == 0
    assert desk.sources() == {"docs:README.md"}


def test_an_empty_document_is_no_news_the_second_time(desk: Desk) -> None:
    desk.write("a.md", page("a"))
    desk.write("empty.md", "\n")
    desk.ingest()
    again = desk.ingest()
    assert again.added == again.updated == 0


def test_plan_says_what_ingest_does_and_changes_nothing(desk: Desk) -> None:
    for name in ("a.md", "b.md", "c.md", "d.md"):
        desk.write(name, page(name[0]))
    desk.ingest()
    before = desk.chunks()
    desk.write("a.md", page("a", 5))
    (desk.docs / "b.md").unlink()
    desk.write("c.md", "---\nsensitivity: hush\n---\n" + page("c"))
    desk.write("e.md", page("e"))
    for _ in range(2):
        assert desk.plan() == {
            "name": "docs",
            "write": [
                {"source": "docs:a.md", "why": "changed"},
                {"source": "docs:e.md", "why": "new"},
            ],
            "remove": [
                {"source": "docs:b.md", "why": "gone"},
                {"source": "docs:c.md", "why": "labels unclear"},
            ],
            "keep": 1,
            "failed": [{"source": "docs:c.md", "reason": sole_reason(desk.plan())}],
            "warnings": [],
        }
    assert desk.chunks() == before
    report = desk.ingest()
    assert (*counts(report), report.withdrawn) == (1, 1, 1, 1, 1)


def sole_reason(plan: dict[str, object]) -> str:
    failed = plan["failed"]
    assert isinstance(failed, list)
    reason = failed[0]["reason"]
    assert isinstance(reason, str)
    assert "sensitivity" in reason
    return reason


def test_reindex_writes_every_source_with_another_model(desk: Desk, tmp_path: Path) -> None:
    desk.write("a.md", page("a"))
    desk.ingest()
    other = tmp_path / "wiki"
    other.mkdir()
    (other / "b.md").write_text(page("b"))
    desk.ingest(other)
    total = len(desk.chunks())
    desk.encoders = HashEncoders("another-model")
    desk.close()
    (desk.home / "store").rename(desk.home / "old")
    stopped = StumblingStore(desk.tools.store, Steps(0, KeyboardInterrupt()))
    reports = sync.reindex(replace(desk.tools, store=stopped), desk.settings)
    assert [(report.name, report.interrupted) for report in reports] == [("docs", True)]
    reports = sync.reindex(desk.tools, desk.settings)
    assert [report.name for report in reports] == ["docs", "wiki"]
    assert sum(report.embedded for report in reports) == total == len(desk.chunks())
    assert counts(desk.ingest()) == (0, 0, 0, 1)
    shutil.rmtree(other)
    with pytest.raises(SourceMissing, match="wiki"):
        sync.reindex(desk.tools, desk.settings)


def test_status_reads_the_manifest_alone(desk: Desk) -> None:
    desk.write("a.md", "---\nreview_by: 2026-01-31\nsensitivity: public\n---\n" + page("a"))
    desk.write("b.md", page("b"))
    desk.write("c.md", "---\nsensitivity: x\n---\n")
    desk.ingest()
    manifest = desk.tools.manifest
    [found] = overview.status(manifest, date(2026, 2, 1))
    assert (found.name, found.path, found.documents) == ("docs", str(desk.docs), 2)
    assert (found.unlabelled, found.outcome) == (1, "finished")
    assert found.unlabelled_sources == ("docs:b.md",)
    assert found.to_json()["unlabelled_sources"] == ["docs:b.md"]
    assert found.chunks == len(desk.chunks())
    assert [failed.source for failed in found.failed] == ["docs:c.md"]
    assert found.review_overdue == ("docs:a.md",)
    assert found.last_run is not None
    assert overview.status(manifest, date(2026, 1, 31))[0].review_overdue == ()
    assert json.dumps(found.to_json())


def test_the_report_is_what_interfaces_say(desk: Desk) -> None:
    desk.write("a.md", page("a"))
    desk.write("b.md", "---\nsensitivity: x\n---\n")
    record = json.loads(json.dumps(desk.ingest().to_json()))
    for key in ("added", "updated", "removed", "unchanged", "chunks", "embedded"):
        assert isinstance(record[key], int)
    assert isinstance(record["seconds"], float)
    assert [set(failed) for failed in record["failed"]] == [{"source", "reason"}]


def test_progress_adds_up(desk: Desk) -> None:
    class Bar:
        total = done = 0
        finished = False

        def start(self, total: int) -> None:
            self.total = total

        def advance(self, amount: int) -> None:
            self.done += amount

        def note(self, sentence: str) -> None:
            pass

        def finish(self) -> None:
            self.finished = True

    for number in range(5):
        desk.write(f"{number}.md", page(f"page{number}", 10))
    desk.write("broken.md", "---\nsensitivity: x\n---\n")
    bar = Bar()
    sync.ingest(desk.docs, desk.tools, desk.settings, progress=bar)
    assert bar.total == bar.done > 0
    assert bar.finished


HEAVY = ("torch", "transformers", "sentence_transformers", "langchain_core", "unstructured")


def test_the_way_of_an_unchanged_folder_imports_nothing_heavy() -> None:
    code = "import sys, ingest.sync, ingest.overview; print(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(HEAVY) & set(found.stdout.split()) == set()

"""Folders that are empty, gone, moved or named alike; findings and the egress guard."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.chunk import Estimate, Known, Sensitivity
from ingest import sync
from ingest.errors import (
    SourceEmpty,
    SourceFailure,
    SourceMissing,
    SourceMoved,
    SourceUnknown,
)
from tests.fakes import (
    PowerCut,
    Steps,
    StumblingStore,
)
from tests.flow.desk import DELETE, MOVE, Desk, counts, page


def test_an_empty_or_missing_folder_deletes_nothing(desk: Desk) -> None:
    path = desk.write("a.md", page("a"))
    desk.ingest()
    path.unlink()
    with pytest.raises(SourceEmpty, match="nothing of docs was deleted"):
        desk.ingest()
    desk.write("only.png", "x")
    with pytest.raises(SourceEmpty, match="--allow-delete"):
        desk.ingest()
    shutil.rmtree(desk.docs)
    with pytest.raises(SourceMissing, match="nothing of docs was deleted"):
        desk.ingest()
    assert desk.sources() == {"docs:a.md"}
    assert counts(desk.ingest(said=DELETE)) == (0, 0, 1, 0)
    assert desk.sources() == set()


def test_a_stray_file_in_an_unmounted_folder_deletes_nothing(desk: Desk) -> None:
    desk.write("a.md", page("a"))
    desk.ingest()
    desk.docs.rename(desk.docs.with_name("mounted"))
    desk.write("stray.md", page("stray"))
    with pytest.raises(SourceEmpty, match="not mounted; nothing was deleted"):
        desk.ingest()
    assert desk.sources() == {"docs:a.md"}
    assert counts(desk.ingest(said=DELETE)) == (1, 0, 1, 0)
    desk.write("renamed.md", page("stray"))
    (desk.docs / "stray.md").unlink()
    assert counts(desk.ingest()) == (1, 0, 1, 0)


def test_an_emptied_folder_with_leave_to_delete(desk: Desk) -> None:
    desk.write("a.md", page("a")).unlink()
    with pytest.raises(SourceEmpty, match=r"no file that Hush can read \(.*\.md"):
        desk.ingest()
    desk.write("a.md", page("a"))
    desk.ingest()
    (desk.docs / "a.md").unlink()
    assert desk.ingest(said=DELETE).removed == 1


def test_a_name_belongs_to_one_folder(desk: Desk, tmp_path: Path) -> None:
    desk.write("a.md", page("a"))
    desk.ingest()
    other = tmp_path / "elsewhere" / "docs"
    other.mkdir(parents=True)
    (other / "a.md").write_text(page("a"))
    with pytest.raises(SourceMoved, match="--name"):
        desk.ingest(other)
    assert desk.ingest(other, name="docs2").added == 1
    assert counts(desk.ingest(other, said=MOVE)) == (0, 0, 0, 1)
    with pytest.raises(SourceMoved, match="--move"):
        desk.ingest()


def test_without_a_manifest_another_folder_is_still_refused(desk: Desk, tmp_path: Path) -> None:
    desk.write("a.md", page("a"))
    desk.ingest()
    desk.close()
    (desk.home / "manifest.sqlite").unlink()
    other = tmp_path / "elsewhere" / "docs"
    other.mkdir(parents=True)
    (other / "b.md").write_text(page("b"))
    with pytest.raises(SourceMoved, match="--name"):
        desk.ingest(other)


@pytest.mark.parametrize("name", ["a:b", "a/b", "", " a", "a\nb", ".."])
def test_names_that_cannot_be(desk: Desk, name: str) -> None:
    desk.write("a.md", page("a"))
    with pytest.raises(SourceFailure, match="--name"):
        desk.ingest(name=name)


def test_a_name_that_begins_like_another_is_another(desk: Desk, tmp_path: Path) -> None:
    desk.write("a.md", page("a"))
    desk.ingest(name="docs")
    other = tmp_path / "docs2"
    other.mkdir()
    (other / "a.md").write_text(page("z"))
    desk.ingest(other)
    assert sync.remove("docs", desk.tools) == 1
    assert desk.sources() == {"docs2:a.md"}
    with pytest.raises(SourceUnknown, match="docs2"):
        sync.remove("docs", desk.tools)


def test_findings_are_kept_with_each_chunk_and_follow_the_detectors(desk: Desk) -> None:
    desk.write("a.md", "# A\n\nThe password is hunter2.\n")
    desk.ingest()
    [chunk] = desk.chunks()
    assert [chunk.text[f.start : f.end] for f in chunk.findings] == ["hunter2"]
    assert chunk.known.estimate == Estimate(Sensitivity.INTERNAL, 0.25)
    assert chunk.detector_version == "1"
    newer = replace(desk.tools, detector_version="2")
    report = sync.ingest(desk.docs, newer, desk.settings)
    assert (report.updated, report.embedded) == (1, 0)
    assert desk.chunks()[0].detector_version == "2"


def test_a_failing_detector_leaves_the_findings_to_question_time(desk: Desk) -> None:
    def broken(texts: Sequence[str]) -> list[Known | None]:
        raise RuntimeError

    desk.write("a.md", page("a"))
    report = sync.ingest(desk.docs, replace(desk.tools, learn=broken), desk.settings)
    assert (report.added, report.failed) == (1, ())
    assert {chunk.detector_version for chunk in desk.chunks()} == {""}


def test_what_could_not_be_known_of_one_chunk_is_known_of_the_others(desk: Desk) -> None:
    def partly(texts: Sequence[str]) -> list[Known | None]:
        return [None if "bad" in text else Known() for text in texts]

    desk.write("a.md", page("bad"))
    desk.write("b.md", page("good"))
    sync.ingest(desk.docs, replace(desk.tools, learn=partly), desk.settings)
    versions = {(chunk.title, chunk.detector_version) for chunk in desk.chunks()}
    assert versions == {("bad", ""), ("good", "1")}


def test_the_guard_knows_confidential_text_before_a_search_can_find_it(desk: Desk) -> None:
    desk.write("secret.md", page("secret"))
    desk.write("open.md", "---\nsensitivity: internal\n---\n" + page("open"))
    watched = replace(desk.tools, store=StumblingStore(desk.tools.store, Steps(0)))
    with pytest.raises(PowerCut):
        sync.ingest(desk.docs, watched, desk.settings)
    assert desk.chunks() == []
    guard = desk.tools.fingerprints
    assert guard.repeats(page("secret"))
    assert not guard.repeats(page("open"))
    desk.ingest()
    assert guard.missing(desk.tools.store.revisions()) == frozenset()
    (desk.docs / "secret.md").unlink()
    desk.ingest()
    assert not guard.repeats(page("secret"))


def test_a_guard_that_lost_its_memory_is_taught_again(desk: Desk) -> None:
    desk.write("a.md", page("a"))
    desk.write("b.md", page("b"))
    desk.ingest()
    desk.tools.fingerprints.remove("docs:a.md")
    report = desk.ingest()
    assert (report.updated, report.unchanged, report.embedded) == (1, 1, 0)
    assert desk.tools.fingerprints.repeats(page("a"))
    assert counts(desk.ingest()) == (0, 0, 0, 2)

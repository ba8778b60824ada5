"""From a folder to an up-to-date store, with the embedded store and a cheap encoder."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.chunk import Action, Chunk, Finding, Sensitivity
from index.edge import EdgeStore
from index.errors import StoreDiskFull
from index.filters import Access
from index.fingerprints import Fingerprints
from index.store import Point, Store
from ingest import overview, sync
from ingest.errors import (
    LabelsInvalid,
    SourceEmpty,
    SourceFailure,
    SourceMissing,
    SourceMoved,
    SourceUnknown,
)
from ingest.manifest import Manifest
from ingest.opening import Permissions
from ingest.report import Report
from ingest.settings import IngestSettings, ParseSettings
from ingest.writing import Tools
from tests.fakes import (
    HashEncoders,
    PowerCut,
    Steps,
    StumblingFingerprints,
    StumblingManifest,
    StumblingStore,
)

ROOT = Path(__file__).resolve().parents[2]
MOVE, DELETE = Permissions(move=True), Permissions(allow_delete=True)


class Desk:
    """A home with everything a run works with, and a folder `docs` to ingest."""

    def __init__(self, root: Path) -> None:
        self.home = root / "home"
        self.docs = root / "docs"
        self.docs.mkdir(parents=True, exist_ok=True)
        self.encoders = HashEncoders()
        self.settings = IngestSettings(home=self.home, ingest=ParseSettings(chunk_tokens=60))
        self._tools: Tools | None = None
        self.searched: list[str] = []

    def write(self, name: str, text: str) -> Path:
        path = self.docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def find(self, text: str) -> tuple[Finding, ...]:
        self.searched.append(text)
        start = text.find("hunter2")
        if start < 0:
            return ()
        return (Finding("password", Action.LOCAL, start, start + 7, "fake"),)

    @property
    def tools(self) -> Tools:
        """Opened when they are first needed, and again after `close`."""
        if self._tools is None:
            store = EdgeStore.open(
                self.home / "store", self.encoders.fingerprint, lambda: self.encoders.dimension
            )
            self._tools = Tools(
                store=store,
                encoders=self.encoders,
                manifest=Manifest.open(self.home),
                fingerprints=Fingerprints.open(self.home),
                find=self.find,
                detector_version="1",
            )
        return self._tools

    def close(self) -> None:
        if self._tools is not None:
            self._tools.store.close()
            self._tools.manifest.close()
            self._tools.fingerprints.close()
            self._tools = None

    def ingest(
        self, folder: Path | None = None, name: str | None = None, said: Permissions | None = None
    ) -> Report:
        said = said or Permissions()
        return sync.ingest(folder or self.docs, self.tools, self.settings, name, said)

    def plan(self) -> dict[str, object]:
        return sync.plan(self.docs, self.tools, self.settings).to_json()

    def chunks(self) -> list[Chunk]:
        return everything(self.tools.store, self.encoders)

    def sources(self) -> set[str]:
        return {chunk.source for chunk in self.chunks()}

    def level(self, source: str) -> Sensitivity:
        levels = {chunk.sensitivity for chunk in self.chunks() if chunk.source == source}
        assert len(levels) == 1
        return levels.pop()


def everything(store: Store, encoders: HashEncoders) -> list[Chunk]:
    hits = store.dense_leg(encoders.query("x"), 10_000, Access.owner())
    return sorted((hit.chunk for hit in hits), key=lambda c: (c.source, c.revision, c.ordinal))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(Desk(tmp_path)) as desk:
        yield desk


def counts(report: Report) -> tuple[int, int, int, int]:
    return (report.added, report.updated, report.removed, report.unchanged)


def page(title: str, paragraphs: int = 3) -> str:
    body = (f"Paragraph {n} of {title}: " + f"{title}{n} " * 20 for n in range(paragraphs))
    return f"# {title}\n\n" + "\n\n".join(body) + "\n"


# ---- one run adds, changes and deletes


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


# ---- labels


def test_labels_reach_every_chunk(desk: Desk) -> None:
    desk.write("labels.toml", '["hr/**"]\nsensitivity = "restricted"\naudience = ["hr"]\n')
    desk.write("hr/pay.md", "---\nsensitivity: public\nowner: people\n---\n" + page("pay"))
    desk.write("open.md", "---\nsensitivity: public\naudience: everyone\n---\n" + page("open"))
    desk.write("none.md", page("none"))
    report = desk.ingest()
    assert report.unlabelled == 1
    for chunk in desk.chunks():
        match chunk.source:
            case "docs:hr/pay.md":
                assert chunk.sensitivity is Sensitivity.RESTRICTED
                assert (chunk.audience, chunk.owner) == (frozenset({"hr"}), "people")
            case "docs:open.md":
                assert chunk.sensitivity is Sensitivity.PUBLIC
                assert chunk.audience == frozenset({"everyone"})
            case _:
                assert chunk.sensitivity is Sensitivity.CONFIDENTIAL
                assert chunk.audience == frozenset({"staff"})


def test_new_labels_relabel_without_embedding(desk: Desk) -> None:
    desk.write("a.md", page("a"))
    desk.write("b.md", "---\nsensitivity: restricted\n---\n" + page("b"))
    desk.ingest()
    desk.write("labels.toml", '["*.md"]\nsensitivity = "internal"\nowner = "ops"\n')
    report = desk.ingest()
    assert (report.updated, report.embedded) == (2, 0)
    assert desk.level("docs:a.md") is Sensitivity.INTERNAL
    assert desk.level("docs:b.md") is Sensitivity.RESTRICTED
    assert {chunk.owner for chunk in desk.chunks()} == {"ops"}
    (desk.docs / "labels.toml").unlink()
    report = desk.ingest()
    assert any("labels.toml is gone" in warning for warning in report.warnings)
    assert desk.level("docs:a.md") is Sensitivity.CONFIDENTIAL


def test_a_bad_labels_file_changes_nothing(desk: Desk) -> None:
    desk.write("a.md", page("a"))
    desk.ingest()
    before = desk.chunks()
    desk.write("labels.toml", '["*.md"]\nsensitivity = "pubic"\n')
    desk.write("b.md", page("b"))
    (desk.docs / "a.md").unlink()
    with pytest.raises(LabelsInvalid, match="did you mean PUBLIC"):
        desk.ingest()
    assert desk.chunks() == before


@pytest.mark.parametrize(
    "broken", ["---\nsensitivity: secret\n---\n", "---\nsensitivity: [public\n---\n"]
)
def test_unclear_labels_take_a_document_out_until_they_are_clear(desk: Desk, broken: str) -> None:
    desk.write("a.md", "---\nsensitivity: public\n---\n" + page("a"))
    desk.write("b.md", page("b"))
    desk.ingest()
    desk.write("a.md", broken + page("a"))
    for expected in (1, 0):
        report = desk.ingest()
        assert [failed.source for failed in report.failed] == ["docs:a.md"]
        assert report.withdrawn == expected
        assert desk.sources() == {"docs:b.md"}
    desk.write("a.md", "---\nsensitivity: restricted\n---\n" + page("a"))
    report = desk.ingest()
    assert report.failed == ()
    assert desk.level("docs:a.md") is Sensitivity.RESTRICTED


def test_an_unreadable_file_keeps_its_last_revision_while_its_labels_hold(desk: Desk) -> None:
    desk.write("a.md", page("a"))
    desk.write("b.md", page("b"))
    desk.ingest()
    kept = [chunk for chunk in desk.chunks() if chunk.source == "docs:a.md"]
    (desk.docs / "a.md").write_bytes(b"\x00\x01\x02\xff" * 500)
    for _ in range(2):
        report = desk.ingest()
        assert [failed.source for failed in report.failed] == ["docs:a.md"]
        assert (report.withdrawn, report.removed, report.unchanged) == (0, 0, 1)
        assert [chunk for chunk in desk.chunks() if chunk.source == "docs:a.md"] == kept
    desk.write("labels.toml", '["a.md"]\nsensitivity = "restricted"\n')
    report = desk.ingest()
    assert report.withdrawn == 1
    assert desk.sources() == {"docs:b.md"}
    assert [failed.source for failed in report.failed] == ["docs:a.md"]


def test_an_oversized_file_is_reported(desk: Desk) -> None:
    desk.write("a.md", page("a"))
    with (desk.docs / "big.md").open("wb") as big:
        big.truncate(50_000_000)
    report = desk.ingest()
    assert report.added == 1
    assert [failed.source for failed in report.failed] == ["docs:big.md"]
    assert "HUSH_INGEST__MAX_MEGABYTES" in report.failed[0].reason


def test_a_folder_out_of_sight_is_not_deleted(desk: Desk, tmp_path: Path) -> None:
    """A path longer than the kernel takes cannot be listed, whoever asks."""
    long = "/".join(["n" * 250] * 9)
    desk.write("a.md", page("a"))
    desk.write("gone.md", page("gone"))
    desk.write(f"{long}/b.md", page("b"))
    desk.ingest()
    moved = tmp_path / long / "docs"
    moved.parent.mkdir(parents=True)
    desk.docs.rename(moved)
    (moved / "gone.md").unlink()
    report = desk.ingest(moved, said=MOVE)
    assert counts(report) == (0, 0, 1, 1)
    assert ["cannot be read" in failed.reason for failed in report.failed] == [True]
    assert desk.sources() == {"docs:a.md", f"docs:{long}/b.md"}
    (moved / "labels.toml").write_text('["**"]\nsensitivity = "restricted"\n')
    assert desk.ingest(moved).withdrawn == 1
    assert desk.sources() == {"docs:a.md"}


# ---- folders that are empty, gone, moved, named alike


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


# ---- findings and the egress guard


def test_findings_are_kept_with_each_chunk_and_follow_the_detectors(desk: Desk) -> None:
    desk.write("a.md", "# A\n\nThe password is hunter2.\n")
    desk.ingest()
    [chunk] = desk.chunks()
    assert [chunk.text[f.start : f.end] for f in chunk.findings] == ["hunter2"]
    assert chunk.detector_version == "1"
    newer = replace(desk.tools, detector_version="2")
    report = sync.ingest(desk.docs, newer, desk.settings)
    assert (report.updated, report.embedded) == (1, 0)
    assert desk.chunks()[0].detector_version == "2"


def test_a_failing_detector_leaves_the_findings_to_question_time(desk: Desk) -> None:
    def broken(text: str) -> tuple[Finding, ...]:
        raise RuntimeError

    desk.write("a.md", page("a"))
    report = sync.ingest(desk.docs, replace(desk.tools, find=broken), desk.settings)
    assert (report.added, report.failed) == (1, ())
    assert {chunk.detector_version for chunk in desk.chunks()} == {""}


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


# ---- whatever happens, running again repairs it


def scene(root: Path) -> tuple[Path, Path]:
    """A folder before and after every kind of change."""
    before, after = root / "before", root / "after"
    before.mkdir()
    for name in ("same", "changed", "gone", "moved", "relabelled", "unclear"):
        (before / f"{name}.md").write_text(page(name))
    shutil.copytree(before, after)
    (after / "changed.md").write_text(page("changed", 5))
    (after / "gone.md").unlink()
    (after / "moved.md").rename(after / "moved2.md")
    (after / "labels.toml").write_text('["relabelled.md"]\nsensitivity = "public"\n')
    (after / "unclear.md").write_text("---\nsensitivity: x\n---\n" + page("unclear"))
    (after / "new.md").write_text(page("new"))
    return before, after


def test_every_prefix_of_a_run_then_a_clean_run_reaches_the_same_end(
    desk: Desk, tmp_path: Path
) -> None:
    before, after = scene(tmp_path)
    wanted: list[tuple[str, str, int, Sensitivity]] = []
    for cut in range(1000):
        name = f"n{cut}-"
        desk.ingest(before, name)
        finished = cut_short(desk, after, name, cut)
        assert {f"{name}:same.md", f"{name}:changed.md"} <= desk.sources()
        desk.ingest(after, name, MOVE)
        end = [
            (chunk.source.removeprefix(name), chunk.revision, chunk.ordinal, chunk.sensitivity)
            for chunk in desk.chunks()
            if chunk.source.startswith(name)
        ]
        wanted = wanted or end
        assert end == wanted
        assert not desk.tools.fingerprints.missing(desk.tools.store.revisions())
        assert counts(desk.ingest(after, name)) == (0, 0, 0, 5)
        sync.remove(name, desk.tools)
        assert desk.chunks() == []
        assert not desk.tools.fingerprints.repeats(page("same") + page("gone"))
        if finished:
            assert cut > 10
            return


def cut_short(desk: Desk, folder: Path, name: str, cut: int) -> bool:
    """Run until the power fails at the `cut`-th change of state; True when it never did."""
    steps = Steps(cut)
    manifest = StumblingManifest.open(desk.home)
    guard = StumblingFingerprints.open(desk.home)
    assert isinstance(guard, StumblingFingerprints)
    manifest.steps = guard.steps = steps
    store = StumblingStore(desk.tools.store, steps)
    stumbling = replace(desk.tools, store=store, manifest=manifest, fingerprints=guard)
    try:
        sync.ingest(folder, stumbling, desk.settings, name, MOVE)
    except PowerCut:
        return False
    finally:
        manifest.close()
        guard.close()
    return True


def test_chunks_that_the_store_lost_are_written_again(desk: Desk) -> None:
    desk.write("a.md", page("a", 8))
    desk.write("b.md", page("b", 8))
    desk.ingest()
    wanted = desk.chunks()
    store = desk.tools.store
    mine = [chunk for chunk in wanted if chunk.source == "docs:a.md"]
    vectors = store.vectors(chunk.text_hash for chunk in mine)
    store.prune("docs:a.md", None)
    store.write([Point(chunk, *vectors[chunk.text_hash]) for chunk in mine[:-1]])
    report = desk.ingest()
    assert report.embedded == 1
    assert any("lost chunks" in warning for warning in report.warnings)
    assert desk.chunks() == wanted
    assert counts(desk.ingest()) == (0, 0, 0, 2)


def test_a_lost_or_damaged_manifest_costs_reading_and_nothing_else(desk: Desk) -> None:
    desk.write("a.md", page("a"))
    desk.write("b.md", page("b"))
    desk.ingest()
    wanted = desk.chunks()
    for harm in (Path.unlink, lambda path: path.write_bytes(b"garbage" * 1000)):
        desk.close()
        harm(desk.home / "manifest.sqlite")
        for rest in desk.home.glob("manifest.sqlite-*"):
            rest.unlink()
        report = desk.ingest()
        assert report.embedded == 0
        assert desk.chunks() == wanted
        assert counts(desk.ingest()) == (0, 0, 0, 2)


def test_a_lost_store_is_filled_again(desk: Desk) -> None:
    desk.write("a.md", page("a"))
    desk.ingest()
    wanted = desk.chunks()
    desk.close()
    shutil.rmtree(desk.home / "store")
    assert desk.ingest().embedded == len(wanted)
    assert desk.chunks() == wanted


@pytest.mark.parametrize("error", [StoreDiskFull("No space left."), KeyboardInterrupt()])
def test_a_run_that_is_stopped_keeps_what_is_done(desk: Desk, error: BaseException) -> None:
    for number in range(6):
        desk.write(f"{number}.md", page(f"page{number}", 200))
    stumbling = replace(desk.tools, store=StumblingStore(desk.tools.store, Steps(4, error)))
    if isinstance(error, KeyboardInterrupt):
        report = sync.ingest(desk.docs, stumbling, desk.settings)
        assert report.interrupted
    else:
        with pytest.raises(StoreDiskFull, match=r"No space left\. \(\d+ documents were finished"):
            sync.ingest(desk.docs, stumbling, desk.settings)
    done = len(desk.tools.manifest.entries("docs"))
    outcome = overview.status(desk.tools.manifest, date(2026, 11, 22))[0].outcome
    assert 0 < done < 6
    assert outcome in {"interrupted", "stopped"}
    assert desk.ingest().unchanged == done
    assert len(desk.sources()) == 6


WORKER = """
import sys
from pathlib import Path
from tests.flow.test_sync import Desk
Desk(Path(sys.argv[1])).ingest()
"""


def test_kill_9_at_any_time_is_repaired_by_running_again(tmp_path: Path) -> None:
    with closing(Desk(tmp_path / "killed")) as desk, closing(Desk(tmp_path / "clean")) as clean:
        for number in range(40):
            for one in (desk, clean):
                one.write(f"{number}.md", page(f"page{number}", 60))
        for number in range(4):
            kill_after(0.02 + 0.15 * number, desk)
        desk.ingest()
        clean.ingest()
        assert desk.chunks() == clean.chunks()
        assert counts(desk.ingest()) == (0, 0, 0, 40)


def kill_after(seconds: float, desk: Desk) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(desk.docs.parent)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(desk.home)},
    )
    wait_for((desk.home / "store").exists)
    time.sleep(seconds)
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def wait_for(ready: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not ready():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_file_that_changes_or_goes_while_it_is_read(desk: Desk) -> None:
    desk.write("a.md", page("a"))
    desk.write("b.md", page("b"))
    desk.ingest()
    desk.write("a.md", page("a", 4))
    path = desk.docs / "b.md"

    class Moving(HashEncoders):
        """Something else happens in the folder while a document is chunked."""

        def count_tokens(self, text: str) -> int:
            path.unlink(missing_ok=True)
            return super().count_tokens(text)

    os.utime(path)
    report = sync.ingest(desk.docs, replace(desk.tools, encoders=Moving()), desk.settings)
    assert [failed.source for failed in report.failed] == ["docs:b.md"]
    assert "run again" in report.failed[0].reason
    assert desk.sources() == {"docs:a.md", "docs:b.md"}
    assert counts(desk.ingest()) == (0, 0, 1, 1)


# ---- reindex, status, reports


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

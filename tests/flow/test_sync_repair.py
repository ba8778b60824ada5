"""Whatever happens in the middle of a run, running again repairs it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.chunk import Sensitivity
from index.errors import StoreDiskFull
from index.store import Point
from ingest import overview, sync
from tests.fakes import (
    HashEncoders,
    PowerCut,
    Steps,
    StumblingFingerprints,
    StumblingManifest,
    StumblingStore,
)
from tests.flow.desk import MOVE, ROOT, Desk, counts, page, wait_for


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
from tests.flow.desk import Desk
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

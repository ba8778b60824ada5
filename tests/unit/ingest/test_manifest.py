"""The manifest: what goes in comes out, and damage costs work, never documents."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from index.chunk import Sensitivity
from index.sentence import Sentence
from ingest.entries import Entry, Failure
from ingest.errors import IngestRunning, ManifestBroken
from ingest.labels import Declared
from ingest.manifest import Known, Manifest, Run
from ingest.plan import Parts

FULL = Entry(
    source="docs:a b/ж.md",
    stamp="1-2-3-4",
    own=Declared(Sensitivity.INTERNAL, frozenset({"sre"}), owner="o"),
    written=Parts("c", "l", "r", "e", "d"),
    chunks=7,
    unlabelled=True,
    review_by="2027-01-31",
    failure=Failure("it is broken", unclear=True, tried="x"),
)


def test_entries_come_back_as_they_were(home: Path) -> None:
    manifest = Manifest.open(home)
    bare = Entry("docs:b.md")
    manifest.put([FULL, bare, Entry("wiki:a.md")])
    manifest.close()
    again = Manifest.open(home)
    assert again.entries("docs") == {FULL.source: FULL, bare.source: bare}
    again.drop([FULL.source])
    assert again.entries("docs") == {bare.source: bare}
    again.close()


def test_a_reason_keeps_its_template(home: Path) -> None:
    reason = Sentence("The file cannot be read ({cause}).", cause="Permission denied")
    with closing(Manifest.open(home)) as manifest:
        manifest.put([Entry("docs:a.md", failure=Failure(reason, unclear=False, tried=""))])
    with closing(Manifest.open(home)) as again:
        failure = again.entries("docs")["docs:a.md"].failure
    assert failure is not None
    assert failure.reason == reason
    assert isinstance(failure.reason, Sentence)
    assert failure.reason.template == reason.template


def test_a_manifest_of_the_first_version_is_read_and_taken_over(home: Path) -> None:
    with closing(Manifest.open(home)) as manifest:
        manifest.put([FULL])
    with closing(sqlite3.connect(home / "manifest.sqlite")) as old:
        old.execute("PRAGMA user_version = 1")
        old.execute("ALTER TABLE sources DROP COLUMN identity")
        old.execute("INSERT INTO sources VALUES ('docs', '/a', 1)")
        old.execute(
            "UPDATE files SET failure = ?",
            ('{"reason": "it {is} broken", "unclear": true, "tried": "x"}',),
        )
        old.commit()
    with closing(Manifest.open(home)) as manifest:
        assert manifest.warning == ""
        failure = Failure("it {is} broken", unclear=True, tried="x")
        assert manifest.entries("docs") == {FULL.source: replace(FULL, failure=failure)}
        assert manifest.known("docs") == Known("docs", "/a", labelled=True, identity="")
    with closing(sqlite3.connect(home / "manifest.sqlite")) as now:
        assert now.execute("PRAGMA user_version").fetchone() == (3,)


def test_a_damaged_reason_says_what_to_do(home: Path) -> None:
    with closing(Manifest.open(home)) as manifest:
        manifest.put([FULL])
        manifest._connection.execute(
            "UPDATE files SET failure = ?",
            ('{"reason": {"template": "{x}", "fields": {}}, "unclear": true, "tried": ""}',),
        )
        with pytest.raises(ManifestBroken, match="delete it and ingest again"):
            manifest.entries("docs")


def test_sources_and_runs(home: Path) -> None:
    manifest = Manifest.open(home)
    manifest.remember(Known("docs", "/a", labelled=False))
    manifest.remember(Known("docs", "/b", labelled=True))
    manifest.remember(Known("apis", "/c", labelled=False))
    assert [known.name for known in manifest.sources()] == ["apis", "docs"]
    assert manifest.known("docs") == Known("docs", "/b", labelled=True)
    for number in range(30):
        manifest.note(Run("docs", f"2026-11-22T00:00:{number:02}", "finished", {"added": number}))
    last = manifest.last_run("docs")
    assert last is not None
    assert last.report == {"added": 29}
    manifest.put([FULL])
    manifest.forget("docs")
    assert manifest.known("docs") is None
    assert manifest.entries("docs") == {}
    assert manifest.last_run("docs") is None
    assert manifest.known("apis") is not None
    manifest.close()


def test_only_the_owner_may_read_it(home: Path) -> None:
    manifest = Manifest.open(home)
    manifest.put([FULL])
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()}
    manifest.close()
    assert modes
    assert all(mode == 0o600 for mode in modes.values()), modes


@pytest.mark.parametrize(
    "damage", [b"not a database" * 400, b"SQLite format 3\x00" + b"\xff" * 9000]
)
def test_a_damaged_manifest_is_set_aside(home: Path, damage: bytes) -> None:
    home.mkdir()
    (home / "manifest.sqlite").write_bytes(damage)
    manifest = Manifest.open(home)
    assert "set aside" in manifest.warning or "damaged" in manifest.warning
    assert (home / "manifest.damaged").read_bytes() == damage
    manifest.put([FULL])
    assert manifest.entries("docs") == {FULL.source: FULL}
    manifest.close()


def test_a_newer_manifest_is_left_alone(home: Path) -> None:
    Manifest.open(home).close()
    connection = sqlite3.connect(home / "manifest.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(ManifestBroken, match="newer Hush"):
        Manifest.open(home)


def test_a_home_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ManifestBroken, match="HUSH_HOME"):
        Manifest.open(tmp_path / "file")


def test_a_full_disk_is_said_so(home: Path) -> None:
    manifest = Manifest.open(home)
    manifest._connection.execute("PRAGMA max_page_count = 10")
    with pytest.raises(ManifestBroken, match="no space left"):
        manifest.put([Entry(f"docs:{number}" + "x" * 500) for number in range(1000)])
    assert manifest.entries("docs") == {}
    manifest.close()


def test_one_writing_run_at_a_time(home: Path) -> None:
    one, two = Manifest.open(home), Manifest.open(home)
    with one.alone(), pytest.raises(IngestRunning, match="another run"), two.alone():
        pass
    with two.alone():
        assert two.sources() == ()
    one.close()
    two.close()

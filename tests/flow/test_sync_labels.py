"""Labels reach every chunk; a document whose labels are not clear is in no answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.chunk import Sensitivity
from ingest.errors import (
    LabelsInvalid,
)
from tests.flow.desk import MOVE, Desk, counts, page


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
    with pytest.raises(LabelsInvalid, match=r"did you mean PUBLIC.*former labels still hold"):
        desk.ingest()
    assert desk.chunks() == before
    assert desk.tools.manifest.entries("docs").keys() == {"docs:a.md"}


@pytest.mark.parametrize(("count", "lines"), [(0, 0), (3, 3), (4, 1)])
def test_globs_that_match_nothing_are_named_or_counted(desk: Desk, count: int, lines: int) -> None:
    desk.write("a.md", page("a"))
    tables = [f'["x{number}/**"]\nowner = "o"\n' for number in range(count)]
    desk.write("labels.toml", '["*.md"]\nowner = "o"\n' + "".join(tables))
    report = desk.ingest()
    assert len(report.warnings) == lines
    assert all('"x0/**"' in warning or lines == 3 for warning in report.warnings)
    if lines == 1:
        assert report.warnings == (
            'labels.toml: 4 globs match no document, the first are "x0/**", "x1/**", "x2/**"',
        )
    assert report.ignored == {}


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


def test_a_banner_holds_for_every_chunk_and_goes_with_it(desk: Desk) -> None:
    desk.write("labels.toml", '["**"]\nsensitivity = "internal"\n')
    desk.write("a.md", page("a", 6))
    desk.write("b.md", page("b", 6))
    desk.ingest()
    assert desk.level("docs:a.md") is Sensitivity.INTERNAL
    desk.write("a.md", "CONFIDENTIAL - do not share outside of the company\n\n" + page("a", 6))
    report = desk.ingest()
    assert (report.updated, report.unchanged, report.unlabelled) == (1, 1, 0)
    assert report.embedded < sum(chunk.source == "docs:a.md" for chunk in desk.chunks())
    assert desk.level("docs:a.md") is Sensitivity.CONFIDENTIAL
    assert desk.level("docs:b.md") is Sensitivity.INTERNAL
    assert counts(desk.ingest()) == (0, 0, 0, 2)
    desk.write("labels.toml", '["**"]\nsensitivity = "public"\n')
    assert counts(desk.ingest()) == (0, 1, 0, 1)
    assert desk.level("docs:a.md") is Sensitivity.CONFIDENTIAL
    desk.write("a.md", page("a", 6))
    desk.ingest()
    assert desk.level("docs:a.md") is Sensitivity.PUBLIC


def test_words_of_secrecy_that_are_not_known_take_a_document_out(desk: Desk) -> None:
    desk.write("labels.toml", '["**"]\nsensitivity = "internal"\n')
    desk.write("a.md", page("a"))
    desk.ingest()
    desk.write("a.md", "---\nconfidentiality: C3\n---\n" + page("a"))
    report = desk.ingest()
    assert report.withdrawn == 1
    assert "write sensitivity" in report.failed[0].reason
    assert desk.sources() == set()

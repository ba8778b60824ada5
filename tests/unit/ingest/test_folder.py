"""Listing a folder: what counts, what is passed over, and what is only out of sight."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from ingest.errors import SourceMissing
from ingest.sources import Listing, Unseen
from ingest.sources.folder import identity_of, list_folder

SUFFIXES = {".md", ".txt"}


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(listing: Listing) -> list[str]:
    return [file.source for file in listing.files]


def test_known_formats_by_name_and_the_rest_by_count(tmp_path: Path) -> None:
    for name in ("b/c.md", "b.md", "A.MD", "b/ж и.txt", "x.png", "y.PNG", "Makefile"):
        write(tmp_path / name)
    listing = list_folder(tmp_path, "docs", SUFFIXES)
    assert names(listing) == ["docs:A.MD", "docs:b.md", "docs:b/c.md", "docs:b/ж и.txt"]
    assert listing.ignored == {".png": 2, "(none)": 1}
    assert listing.files[1].size == 1
    assert listing.files[1].modified[:2] == "20"


def test_hidden_temporary_and_installed_things_are_passed_over(tmp_path: Path) -> None:
    for name in (
        ".git/a.md",
        "node_modules/p/readme.md",
        ".hidden.md",
        "~$plan.md",
        ".#a.md",
        "a.md",
    ):
        write(tmp_path / name)
    write(tmp_path / "a.md~")
    assert names(list_folder(tmp_path, "docs", SUFFIXES)) == ["docs:a.md"]


def test_links_lead_neither_out_nor_round_nor_to_a_second_name(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside" / "secret.md")
    root = tmp_path / "root"
    write(root / "hr" / "pay.md")
    (root / "out.md").symlink_to(outside)
    (root / "outdir").symlink_to(outside.parent)
    (root / "loop").symlink_to(root)
    (root / "hr" / "up").symlink_to("..")
    (root / "public.md").symlink_to("hr/pay.md")
    (root / "public").symlink_to("hr")
    (root / "dead.md").symlink_to("nowhere")
    (root / "self.md").symlink_to("self.md")
    listing = list_folder(root, "docs", SUFFIXES)
    assert names(listing) == ["docs:hr/pay.md"]
    assert listing.ignored == {"(link)": 8}


def test_links_to_what_has_no_visible_place_are_followed(tmp_path: Path) -> None:
    """A mounted ConfigMap: the files lie in a hidden folder that is itself a link."""
    write(tmp_path / "..2026_11_22" / "a.md")
    write(tmp_path / "..2026_11_22" / "sub" / "b.md")
    (tmp_path / "..data").symlink_to("..2026_11_22")
    (tmp_path / "a.md").symlink_to("..data/a.md")
    (tmp_path / "sub").symlink_to("..data/sub")
    assert names(list_folder(tmp_path, "docs", SUFFIXES)) == ["docs:a.md", "docs:sub/b.md"]


def test_the_top_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path / "rev-1" / "a.md")
    (tmp_path / "current").symlink_to("rev-1")
    assert names(list_folder(tmp_path / "current", "docs", SUFFIXES)) == ["docs:a.md"]


def test_names_that_cannot_be_said_are_reported(tmp_path: Path) -> None:
    write(tmp_path / "two\nlines.md")
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad-\xff.md"))).write_text("x")
    write(tmp_path / "good.md")
    write(tmp_path / "отчёт\r.md")
    listing = list_folder(tmp_path, "docs", SUFFIXES)
    assert names(listing) == ["docs:good.md"]
    assert [unseen.source for unseen in listing.unseen] == [
        "docs:bad-\\udcff.md",
        "docs:two\\nlines.md",
        "docs:отчёт\\r.md",
    ]
    assert all("rename it" in unseen.reason for unseen in listing.unseen)


def test_special_files_are_counted(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s.md"))
        assert list_folder(tmp_path, "docs", SUFFIXES).ignored == {"(special)": 2}


def test_a_folder_that_cannot_be_listed_is_out_of_sight_and_not_empty(tmp_path: Path) -> None:
    write(tmp_path / "a.md")
    (tmp_path / "shut").mkdir()
    too_long = tmp_path / "deep"
    current = os.open(tmp_path, os.O_RDONLY)
    parts = [tmp_path.name]
    for _ in range(40):  # a path longer than the kernel takes
        os.mkdir("n" * 200, dir_fd=current)
        deeper = os.open("n" * 200, os.O_RDONLY, dir_fd=current)
        os.close(current)
        current = deeper
        parts.append("n" * 200)
    os.close(current)
    assert not too_long.exists()
    listing = list_folder(tmp_path, "docs", SUFFIXES)
    assert names(listing) == ["docs:a.md"]
    assert len(listing.unseen) == 1
    assert listing.unseen[0].covers(listing.unseen[0].source + "x/y.md")
    assert not listing.unseen[0].covers("docs:a.md")
    assert "cannot be read" in listing.unseen[0].reason


def test_covering() -> None:
    assert Unseen("docs:hr/", "r").covers("docs:hr/a.md")
    assert not Unseen("docs:hr/", "r").covers("docs:hrx/a.md")
    assert Unseen("docs:a.md", "r").covers("docs:a.md")
    assert not Unseen("docs:a.md", "r").covers("docs:a.mdx")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="there is no folder"):
        list_folder(tmp_path / "none", "docs", SUFFIXES)
    with pytest.raises(SourceMissing, match="not a folder"):
        list_folder(write(tmp_path / "a.md"), "docs", SUFFIXES)
    assert identity_of(tmp_path / "none") == ""


def test_misplaced_labels_are_named_and_labels_are_no_file_of_another_format(
    tmp_path: Path,
) -> None:
    write(tmp_path / "labels.toml")
    write(tmp_path / "hr" / "labels.toml")
    (tmp_path / "ops").mkdir()
    (tmp_path / "ops" / "labels.toml").symlink_to("../labels.toml")
    write(tmp_path / "pyproject.toml")
    listing = list_folder(tmp_path, "docs", SUFFIXES)
    assert listing.misplaced == ("hr/labels.toml", "ops/labels.toml")
    assert listing.ignored == {".toml": 1}


def test_the_stamp_changes_with_the_bytes_even_where_the_time_does_not(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", "one")
    before = list_folder(tmp_path, "docs", SUFFIXES).files[0]
    times = (path.stat().st_atime_ns, path.stat().st_mtime_ns)
    while True:
        path.write_text("two")
        os.utime(path, ns=times)
        if path.stat().st_ctime_ns != times[1]:
            break
    after = list_folder(tmp_path, "docs", SUFFIXES).files[0]
    assert before.stamp != after.stamp

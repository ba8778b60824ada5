"""What a run could not use: the run, `status` and both languages say the same of it."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.translation import in_russian
from ingest import overview, sync
from ingest.report import Failed
from tests.fakes import Steps, StumblingStore
from tests.flow.desk import MOVE, Desk, counts, page

TODAY = date(2026, 11, 22)


def known(desk: Desk) -> tuple[Failed, ...]:
    """What `status` says after the manifest was closed and opened again."""
    desk.close()
    [found] = overview.status(desk.tools.manifest, TODAY)
    return found.failed


def fill(desk: Desk) -> None:
    desk.write("good.md", page("good"))
    desk.write("two\nlines.md", page("lines"))
    desk.write("label.md", "---\nsensitivity: pubic\n---\n")
    desk.write("broken.pdf", "%PDF-1.7")
    (desk.docs / "binary.md").write_bytes(b"\x00\x01\x02\xff" * 500)
    Path(os.fsdecode(os.fsencode(desk.docs) + b"/bad-\xff.md")).write_text("x")


def test_ingest_and_status_say_the_same(desk: Desk) -> None:
    fill(desk)
    for _ in range(2):
        report = desk.ingest()
        assert [failed.source for failed in report.failed] == [
            "docs:bad-\\udcff.md",
            "docs:binary.md",
            "docs:broken.pdf",
            "docs:label.md",
            "docs:two\\nlines.md",
        ]
        assert known(desk) == report.failed
    assert counts(report) == (0, 0, 0, 1)
    (desk.docs / "two\nlines.md").rename(desk.docs / "two lines.md")
    report = desk.ingest()
    assert counts(report) == (1, 0, 0, 1)
    assert len(report.failed) == 4
    assert known(desk) == report.failed
    assert sync.remove("docs", desk.tools) == 2
    assert desk.tools.manifest.entries("docs") == {}


def test_an_interrupted_run_and_status_say_the_same(desk: Desk) -> None:
    fill(desk)
    stopped = replace(
        desk.tools, store=StumblingStore(desk.tools.store, Steps(0, KeyboardInterrupt()))
    )
    report = sync.ingest(desk.docs, stopped, desk.settings)
    assert report.interrupted
    assert "docs:two\\nlines.md" in {failed.source for failed in report.failed}
    assert known(desk) == report.failed


def test_a_folder_out_of_sight_keeps_what_is_known_of_its_documents(
    desk: Desk, tmp_path: Path
) -> None:
    """A path longer than the kernel takes cannot be listed, whoever asks."""
    long = "/".join(["n" * 250] * 9)
    desk.write(f"{long}/b.md", page("b"))
    desk.write("a.md", page("a"))
    desk.ingest()
    moved = tmp_path / long / "docs"
    moved.parent.mkdir(parents=True)
    desk.docs.rename(moved)
    report = desk.ingest(moved, said=MOVE)
    assert len(report.failed) == 1
    assert known(desk) == report.failed
    moved.rename(desk.docs)
    report = desk.ingest(said=MOVE)
    assert (counts(report), report.failed, known(desk)) == ((0, 0, 0, 2), (), ())


def test_status_says_reasons_in_russian(desk: Desk) -> None:
    fill(desk)
    desk.ingest()
    said = {failed.source: in_russian(failed.reason) for failed in known(desk)}
    assert said["docs:label.md"] == (
        "Ошибка во front matter: неизвестное значение sensitivity; допустимы PUBLIC, INTERNAL, "
        "CONFIDENTIAL, RESTRICTED (возможно, вы имели в виду PUBLIC)."
    )
    assert said["docs:broken.pdf"] == "Файл PDF повреждён или обрезан; сохраните его заново."
    assert said["docs:binary.md"].startswith("Файл двоичный")
    assert "переименуйте" in said["docs:two\\nlines.md"]


def test_plan_says_why_in_russian(desk: Desk) -> None:
    desk.write("a.md", page("a"))
    [step] = sync.plan(desk.docs, desk.tools, desk.settings).steps
    assert (step.why, in_russian(step.why)) == ("new", "новый")


def test_json_stays_english(desk: Desk) -> None:
    fill(desk)
    report = desk.ingest()
    desk.close()
    run = desk.tools.manifest.last_run("docs")
    assert run is not None
    assert run.report["failed"] == report.to_json()["failed"]
    assert all(failed.reason.isascii() for failed in report.failed)

"""Law 8: the record is written before the first byte leaves, and holds no text."""

from __future__ import annotations

import fcntl
import json
import multiprocessing
import os
import resource
import signal
import threading
from pathlib import Path

import pytest

from app.audit import Attempt, Audit, Decided, broken_line
from app.confidentiality.reason import Reason, ReasonCode
from app.errors import AuditUnwritable
from index.chunk import Sensitivity

DECIDED = Decided(
    "question-1",
    "ann",
    (Sensitivity.INTERNAL, Sensitivity.PUBLIC),
    Sensitivity.INTERNAL,
    Reason(ReasonCode.MASKED, ("HOST",)),
)
ATTEMPT = Attempt("ticket-1", 1, "api.example.com", "f" * 64, {"HOST": 2})


def records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_lines(tmp_path: Path) -> None:
    path = tmp_path / "new" / "audit.jsonl"
    audit = Audit(path)
    audit.egress(DECIDED, ATTEMPT)
    audit.outcome(DECIDED, ATTEMPT, "answered")
    audit.local(DECIDED)
    audit.held(DECIDED, Reason(ReasonCode.HELD, ("email",)))
    egress, outcome, local, held = records(path)
    assert {key: egress[key] for key in egress if key not in ("time", "previous")} == {
        "event": "egress",
        "question": "question-1",
        "who": "ann",
        "labels": ["INTERNAL", "PUBLIC"],
        "sensitivity": "INTERNAL",
        "reason": "masked",
        "kinds": ["HOST"],
        "lane": "cloud",
        "host": "api.example.com",
        "ticket": "ticket-1",
        "attempt": 1,
        "sha256": "f" * 64,
        "masked": {"HOST": 2},
    }
    assert (outcome["event"], outcome["outcome"], outcome["ticket"]) == (
        "outcome",
        "answered",
        "ticket-1",
    )
    assert (local["event"], local["lane"]) == ("decided", "local")
    assert (held["event"], held["reason"], held["kinds"]) == ("held", "held", ["email"])
    assert path.stat().st_mode & 0o777 == 0o600
    assert broken_line(path) is None


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    path.touch(0o644)
    path.chmod(0o644)
    Audit(path).local(DECIDED)
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("change", ["edit", "remove", "torn"])
def test_a_line_changed_or_taken_out_is_noticed(tmp_path: Path, change: str) -> None:
    path = tmp_path / "audit.jsonl"
    for _ in range(4):
        Audit(path).local(DECIDED)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    if change == "edit":
        lines[1] = lines[1].replace("ann", "bob")
    elif change == "remove":
        del lines[1]
    else:
        lines[3] = lines[3][:40]
    path.write_text("".join(lines), "utf-8")
    assert broken_line(path) == {"edit": 3, "remove": 2, "torn": 4}[change]
    Audit(path).local(DECIDED)
    assert records_end(path)["event"] == "decided"


def records_end(path: Path) -> dict[str, object]:
    record = json.loads(path.read_text("utf-8").splitlines()[-1])
    assert isinstance(record, dict)
    return record


def _write_many(path: str) -> None:
    for _ in range(40):
        Audit(Path(path)).local(DECIDED)


def test_several_writers(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_many, args=(str(path),)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(records(path)) == 120
    assert broken_line(path) is None


def test_a_writer_waits_for_another(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    Audit(path).local(DECIDED)
    held = os.open(path, os.O_RDWR)
    fcntl.flock(held, fcntl.LOCK_EX)
    writer = threading.Thread(target=Audit(path).local, args=(DECIDED,))
    writer.start()
    writer.join(0.3)
    waited = writer.is_alive()
    os.close(held)
    writer.join()
    assert waited
    assert broken_line(path) is None
    assert len(records(path)) == 2


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    path.mkdir()
    with pytest.raises(AuditUnwritable, match="cannot be written"):
        Audit(path).egress(DECIDED, ATTEMPT)


def test_a_link_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(AuditUnwritable):
        Audit(path).egress(DECIDED, ATTEMPT)
    assert not (tmp_path / "elsewhere").exists()


def test_a_full_disk_leaves_no_half_line(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    Audit(path).local(DECIDED)
    before = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    quiet = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 20, hard))
    try:
        with pytest.raises(AuditUnwritable, match="nothing may leave"):
            Audit(path).egress(DECIDED, ATTEMPT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, quiet)
    assert path.read_bytes() == before


def test_it_is_on_the_disk_when_it_returns(tmp_path: Path) -> None:
    """A line is whole for another reader at once, and ends as a line does."""
    path = tmp_path / "audit.jsonl"
    Audit(path).egress(DECIDED, ATTEMPT)
    file = os.open(path, os.O_RDONLY)
    try:
        assert os.read(file, 100_000).endswith(b"}\n")
    finally:
        os.close(file)

"""Law 8: the record is written before the first byte leaves, and holds no text."""

from __future__ import annotations

import csv
import fcntl
import hashlib
import json
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.audit import Attempt, Audit, Decided, Spent, broken_line
from app.audit.chain import Chain, Head
from app.audit.reading import Spending, exported, last, masked
from app.audit.reading import records as reading
from app.audit.sealing import Seals
from app.audit.verifying import verify
from app.confidentiality.reason import Reason, ReasonCode
from app.errors import AuditUnwritable, HushError
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
    assert {key: egress[key] for key in egress if key not in ("time", "previous", "mac")} == {
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
        "n": 1,
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
    assert broken_line(path) == {"edit": 2, "remove": 2, "torn": 4}[change]
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


def test_a_writer_does_not_wait_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    Audit(path).local(DECIDED)
    held = os.open(path, os.O_RDWR)
    fcntl.flock(held, fcntl.LOCK_EX)
    with pytest.raises(OSError, match="lock"):
        Chain(path, patience=0.1).append({"event": "decided"})
    os.close(held)
    assert len(records(path)) == 1


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


def test_a_record_of_today_holds_numbers_and_hashes_and_no_text(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    decided = replace(
        DECIDED,
        found=(("HOST", "mask", 2), ("PERSON", "cut", 1)),
        estimates=(0.01, 0.2),
        whole=0.2,
        difficulty=0.55,
        policy="p" * 16,
        detectors="d" * 16,
        question_text="is db1.corp.lan slow, Anna Lee?",
    )
    attempt = replace(
        ATTEMPT, values=("db1.corp.lan", "Anna Lee"), reserved=Spent(100, 50, 0.0125, "USD")
    )
    Audit(path).egress(decided, attempt)
    Audit(path).outcome(decided, attempt, "answered", Spent(100, 10, 0.01, "USD"))
    egress, outcome = records(path)
    assert egress["found"] == [["HOST", "mask", 2], ["PERSON", "cut", 1]]
    assert (egress["estimates"], egress["whole"], egress["difficulty"]) == ([0.01, 0.2], 0.2, 0.55)
    assert (egress["policy"], egress["detectors"]) == ("p" * 16, "d" * 16)
    assert (egress["tokens_in"], egress["tokens_out"], egress["cost"]) == (100, 50, 0.0125)
    assert (outcome["tokens_out"], outcome["cost"], outcome["currency"]) == (10, 0.01, "USD")
    for word in ("db1.", "Anna", "slow"):
        assert word not in path.read_text("utf-8")
    assert [r["n"] for r in masked(path, "ANNA  lee")] == [1]
    assert [r["n"] for r in masked(path, "is db1.corp.lan slow, anna lee?")] == [1]
    assert masked(path, "Anna") == []


def written(path: Path, count: int) -> list[str]:
    for _ in range(count):
        Audit(path).local(DECIDED)
    return path.read_text("utf-8").splitlines(keepends=True)


def whole(path: Path) -> Head:
    found = verify(path)
    assert (found.broken, found.why) == (None, "")
    return found.head


def forged(line: str) -> str:
    """The line of somebody without the key, whose hash fits."""
    return line.replace('"ann"', '"bob"')


@pytest.mark.parametrize(
    ("change", "broken", "why"),
    [
        (lambda lines: [lines[0], forged(lines[1]), *lines[2:]], 2, "mac"),
        (lambda lines: [lines[0], *lines[2:]], 2, "previous"),
        (lambda lines: [lines[0], lines[2], lines[1], lines[3]], 2, "previous"),
        (lambda lines: lines[1:], 1, "previous"),
        (lambda lines: lines[:3], 4, "head"),
        (lambda lines: [], 1, "head"),
        (lambda lines: [*lines[:3], lines[3][:40]], 4, "torn"),
        (lambda lines: [*lines[:3], lines[3].rstrip()], 4, "torn"),
        (lambda lines: [*lines, lines[3]], 5, "previous"),
        (lambda lines: [lines[0], '{"event":"decided"}\n', *lines[2:]], 2, "mac"),
        (lambda lines: [lines[0].partition(', "n"')[0] + "}\n", *lines[1:]], 1, "mac"),
    ],
)
def test_whatever_is_done_to_it_shows(
    tmp_path: Path, change: Callable[[list[str]], list[str]], broken: int, why: str
) -> None:
    path = tmp_path / "audit.jsonl"
    lines = written(path, 4)
    whole(path)
    path.write_text("".join(change(lines)), "utf-8")
    found = verify(path)
    assert found.broken == broken
    assert found.why == why or why == "mac"


@pytest.mark.parametrize("lost", ["head", "cut", "both"])
def test_what_was_cut_off_shows_after_more_was_written(tmp_path: Path, lost: str) -> None:
    path = tmp_path / "audit.jsonl"
    lines = written(path, 4)
    if lost != "head":
        path.write_text("".join(lines[:2]), "utf-8")
    if lost != "cut":
        path.with_suffix(".head").unlink()
    Audit(path).local(DECIDED)
    found = verify(path)
    assert (found.broken, found.why) == ({"head": 5, "cut": 3, "both": 3}[lost], "mended")


def test_an_audit_that_was_taken_away_shows_by_the_key_that_stayed(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    written(path, 4)
    path.unlink()
    path.with_suffix(".head").unlink()
    os.utime(path.with_suffix(".key"), (1e9, 1e9))
    Audit(path).local(DECIDED)
    assert (verify(path).broken, verify(path).why) == (1, "mended")


def test_a_line_that_is_nested_too_deep_is_a_broken_line(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    written(path, 2)
    with path.open("ab") as file:
        file.write(b"[" * 200_000 + b"\n")
    assert verify(path).broken == 3
    assert len(last(path, 5)) == 2
    Audit(path).local(DECIDED)
    assert verify(path).broken == 3


def test_a_head_that_somebody_wrote_is_no_head(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    lines = written(path, 3)
    path.write_text("".join(lines[:2]), "utf-8")
    last = hashlib.sha256(lines[1].rstrip().encode()).hexdigest()
    path.with_suffix(".head").write_text(json.dumps({"count": 2, "last": last, "mac": "0" * 64}))
    assert verify(path).why == "head"


def test_an_older_copy_of_all_is_noticed_by_an_anchor_only(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    written(path, 2)
    older = path.read_bytes(), path.with_suffix(".head").read_bytes()
    written(path, 2)
    anchor = whole(path)
    assert verify(path, anchor).broken is None
    path.write_bytes(older[0])
    path.with_suffix(".head").write_bytes(older[1])
    whole(path)
    assert (verify(path, anchor).broken, verify(path, anchor).why) == (3, "anchor")
    written(path, 2)
    assert (verify(path, anchor).broken, verify(path, anchor).why) == (4, "anchor")


def test_a_crash_is_known_for_what_it_is(tmp_path: Path) -> None:
    """A torn line was never acknowledged; a head may be one line behind."""
    path = tmp_path / "audit.jsonl"
    written(path, 2)
    behind = path.with_suffix(".head").read_bytes()
    written(path, 1)
    path.with_suffix(".head").write_bytes(behind)
    whole(path)
    written(path, 1)
    whole(path)
    with path.open("ab") as file:
        file.write(b'{"time": "2026-')
    assert verify(path).why == "torn"
    written(path, 1)
    whole(path)
    assert [r["event"] for r in records(path)] == [*["decided"] * 4, "mended", "decided"]


def test_an_audit_from_before_there_was_a_key_still_verifies(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    previous, lines = "0" * 64, []
    for number in range(3):
        lines.append(json.dumps({"event": "decided", "question": number, "previous": previous}))
        previous = hashlib.sha256(lines[-1].encode()).hexdigest()
    path.write_text("\n".join(lines) + "\n", "utf-8")
    assert (verify(path).broken, verify(path).unmarked) == (None, 3)
    Audit(path).local(DECIDED)
    assert (verify(path).broken, verify(path).unmarked) == (None, 3)
    assert records_end(path)["n"] == 4
    path.write_text(path.read_text("utf-8").replace('"question": 1', '"question": 7'), "utf-8")
    assert verify(path).broken == 3


@pytest.mark.parametrize("state", ["gone", "short"])
def test_without_its_key_nothing_is_written(tmp_path: Path, state: str) -> None:
    path = tmp_path / "audit.jsonl"
    written(path, 1)
    key = path.with_suffix(".key")
    assert key.stat().st_mode & 0o777 == 0o600
    if state == "gone":
        key.unlink()
    else:
        key.write_bytes(b"short")
    with pytest.raises(AuditUnwritable, match="key"):
        Audit(path).egress(DECIDED, ATTEMPT)
    assert len(records(path)) == 1
    assert verify(path).broken == 1


def test_a_head_that_cannot_be_written_leaves_no_line(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    written(path, 1)
    before = path.read_bytes()
    path.with_suffix(".head-new").mkdir()
    with pytest.raises(AuditUnwritable):
        Audit(path).egress(DECIDED, ATTEMPT)
    assert path.read_bytes() == before
    whole(path)


def test_the_folder_is_synced_when_the_file_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync

    def noting(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", noting)
    path = tmp_path / "house" / "audit.jsonl"
    Audit(path).egress(DECIDED, ATTEMPT)
    assert synced.index("house") < synced.index("audit.jsonl") < synced.index("audit.head-new")
    synced.clear()
    Audit(path).egress(DECIDED, ATTEMPT)
    assert synced == ["audit.jsonl", "audit.head-new", "house"]


def test_spending_counts_what_really_left(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    audit, spending = Audit(path), Spending(path)
    assert spending.of_day("USD") == 0
    first = replace(ATTEMPT, ticket="a" * 32, reserved=Spent(10, 10, 0.5, "USD"))
    second = replace(ATTEMPT, ticket="b" * 32, reserved=Spent(10, 10, 0.25, "USD"))
    audit.egress(DECIDED, first)
    audit.egress(DECIDED, second)
    audit.local(DECIDED)
    assert spending.of_month("USD") == pytest.approx(0.75)
    audit.outcome(DECIDED, first, "answered", Spent(10, 2, 0.1, "USD"))
    assert spending.of_day("USD") == pytest.approx(0.35)
    assert spending.of_day("EUR") == 0
    assert Spending(path).of_day("USD") == pytest.approx(0.35)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert spending.of_day("USD", tomorrow) == 0


def test_export(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    written(path, 2)
    Audit(path).local(replace(DECIDED, who="=cmd()"))
    lines = list(exported(reading(path), "jsonl"))
    assert [json.loads(line)["n"] for line in lines] == [1, 2, 3]
    table = list(csv.DictReader(exported(reading(path), "csv")))
    assert [row["labels"] for row in table[:1]] == ['["INTERNAL", "PUBLIC"]']
    assert table[2]["who"] == "'=cmd()", "a spreadsheet would run it"
    assert list(reading(path, date.today() + timedelta(days=2))) == []
    assert len(last(path, 2)) == 2


class Days:
    """A calendar that the test turns."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def test_sealed_copies(tmp_path: Path) -> None:
    clock = Days()
    seals = Seals(tmp_path / "sealed", "a long enough passphrase", 30, clock)
    audit = Audit(tmp_path / "audit.jsonl", seals)
    attempt = replace(ATTEMPT, ticket="ab" * 16)
    audit.egress(DECIDED, attempt, b'{"messages": "the very bytes"}')
    [copy] = (tmp_path / "sealed").iterdir()
    assert b"very" not in copy.read_bytes()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert seals.open("ab" * 16) == b'{"messages": "the very bytes"}'
    again = Seals(tmp_path / "sealed", "a long enough passphrase", 30, clock)
    assert again.open("ab" * 16) == b'{"messages": "the very bytes"}'
    other = Seals(tmp_path / "sealed", "another long passphrase!", 30, clock)
    with pytest.raises(HushError, match="does not open"):
        other.open("ab" * 16)
    copy.write_bytes(copy.read_bytes().replace(b'"expires": ', b'"expires": 9'))
    with pytest.raises(HushError, match="does not open"):
        seals.open("ab" * 16)
    seals.put("cd" * 16, b"later")
    clock.now += 31 * 86400
    with pytest.raises(HushError, match="expired"):
        seals.open("cd" * 16)
    assert not (tmp_path / "sealed" / f"{'cd' * 16}.sealed").exists()
    with pytest.raises(HushError, match="32 digits"):
        seals.open("../audit")


def test_a_copy_that_cannot_be_sealed_lets_nothing_leave(tmp_path: Path) -> None:
    (tmp_path / "sealed").touch()
    audit = Audit(tmp_path / "audit.jsonl", Seals(tmp_path / "sealed", "x" * 16, 1))
    with pytest.raises(AuditUnwritable):
        audit.egress(DECIDED, replace(ATTEMPT, ticket="ab" * 16), b"bytes")
    assert not (tmp_path / "audit.jsonl").exists()

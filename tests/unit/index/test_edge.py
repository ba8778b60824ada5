"""The embedded store where it meets the machine: crash, lock, full disk, damage."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.edge import EdgeStore
from index.edge_engine import translated
from index.errors import IndexFailure, StoreDamaged, StoreDiskFull, StoreLocked
from index.filters import Access
from tests.contract.test_store import DIMENSION, make

ROOT = Path(__file__).resolve().parents[3]
_CHILD = """
import os, signal, sys
from pathlib import Path
from index.edge import EdgeStore
from tests.contract.test_store import make
path = Path(sys.argv[2])
"""


def child(script: str, path: Path, *words: str) -> subprocess.Popen[str]:
    """A process of its own; `words[0]` stands where a subcommand would."""
    code = _CHILD + textwrap.dedent(script)
    return subprocess.Popen(
        [sys.executable, "-c", code, words[0] if words else "ingest", path],
        cwd=ROOT,
        env=dict(os.environ),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def opened(path: Path) -> EdgeStore:
    return EdgeStore.open(path, "one", lambda: DIMENSION)


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "home" / "store"


def test_what_was_written_survives_a_kill(path: Path) -> None:
    writer = child(
        """
        store = EdgeStore.open(path, "one", lambda: 4)
        store.write([make(ordinal=n) for n in range(300)])
        store.prune("docs:a.md", "none")
        store.write([make(ordinal=n, revision="r2") for n in range(200)])
        os.kill(os.getpid(), signal.SIGKILL)
        """,
        path,
    )
    writer.communicate(timeout=60)
    assert writer.returncode == -signal.SIGKILL
    store = opened(path)
    assert store.revisions() == {"docs:a.md": {"r2"}}
    assert store.count() == 200
    assert len(store.dense_leg((1.0, 0.0, 0.0, 0.0), 500, Access.owner())) == 200
    store.close()


def test_another_process_is_named_but_not_its_question(path: Path) -> None:
    holder = child(
        """
        store = EdgeStore.open(path, "one", lambda: 4)
        print("open", flush=True)
        sys.stdin.read()
        store.close()
        """,
        path,
        "ask",
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    with pytest.raises(StoreLocked) as raised:
        opened(path)
    assert f"(process {holder.pid})" in str(raised.value)
    assert "ask`" in str(raised.value)
    assert str(path) + "`" not in str(raised.value)
    holder.communicate(timeout=60)
    opened(path).close()


def test_only_program_and_subcommand_are_written_down(path: Path) -> None:
    script = """
        store = EdgeStore.open(path, "one", lambda: 4)
        print((path / "owner.json").read_text(), end="")
        """
    output, _ = child(script, path, "How do I reset Bob's password?").communicate(timeout=60)
    assert set(json.loads(output)) == {"pid", "command"}
    assert "Bob" not in output
    assert (path / "owner.json").stat().st_mode & 0o077 == 0


def test_the_same_process_is_told_so(path: Path) -> None:
    store = opened(path)
    with pytest.raises(StoreLocked, match="already open in this process"):
        opened(path)
    store.close()
    opened(path).close()


@pytest.mark.parametrize("left", ['{"pid": 1, "command": "hush ingest"}', "", "{broken", "[]"])
def test_a_stale_owner_locks_nobody_out(path: Path, left: str) -> None:
    opened(path).close()
    (path / "owner.json").write_text(left)
    opened(path).close()


def test_a_full_disk_is_said_before_anything_is_written(path: Path) -> None:
    room = [10**12]
    store = EdgeStore.open(path, "one", lambda: DIMENSION, free=lambda _: room[0])
    store.write([make()])
    room[0] = 10 * 2**20
    with pytest.raises(StoreDiskFull, match="Free some space"):
        store.write([make(ordinal=1)])
    with pytest.raises(StoreDiskFull):
        store.prune("docs:a.md", None)
    assert store.count() == 1
    assert len(store.dense_leg((1.0, 0.0, 0.0, 0.0), 5, Access.owner())) == 1
    store.close()
    with pytest.raises(StoreDiskFull):
        EdgeStore.open(path, "one", lambda: DIMENSION, free=lambda _: room[0])
    room[0] = 10**12
    again = EdgeStore.open(path, "one", lambda: DIMENSION, free=lambda _: room[0])
    assert again.count() == 1
    again.close()


def test_a_really_full_disk_kills_nothing(path: Path, tmp_path: Path) -> None:
    """On a file system of 120 MB: Edge alone would die of SIGBUS."""
    script = tmp_path / "fill.py"
    script.write_text(_FILL)
    mount = f"mount -t tmpfs -o size=120m tmpfs {tmp_path / 'disk'}"
    (tmp_path / "disk").mkdir()
    command = ["unshare", "-rm", "sh", "-c"]
    if (
        not shutil.which("unshare")
        or subprocess.run([*command, mount], capture_output=True, check=False).returncode
    ):
        pytest.skip("no file system can be mounted here")
    ran = subprocess.run(
        [*command, f"{mount} && {sys.executable} {script} {tmp_path / 'disk' / 'store'}"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.splitlines() == ["full", "same"], ran.stderr


_FILL = """
import sys
from pathlib import Path
from index.edge import EdgeStore
from index.errors import StoreDiskFull
from tests.contract.test_store import make

path, written = Path(sys.argv[1]), 0
store = EdgeStore.open(path, "one", lambda: 4)
text = "x" * 20_000
try:
    while True:
        store.write([make(ordinal=written + n, text=text) for n in range(100)])
        written += 100
except StoreDiskFull:
    print("full")
assert store.count() == written > 0
store.close()
store = EdgeStore.open(path, "one", lambda: 4, free=lambda _: 10**12)
print("same" if store.count() == written else store.count())
store.close()
"""


def test_a_deleted_store_is_created_again(path: Path) -> None:
    store = opened(path)
    store.write([make()])
    store.close()
    shutil.rmtree(path)
    assert not EdgeStore.exists(path)
    again = opened(path)
    assert again.count() == 0
    again.close()
    assert EdgeStore.exists(path)


def test_a_creation_that_was_cut_short_begins_again(path: Path) -> None:
    opened(path).close()
    (path / "collection.json").unlink()
    store = opened(path)
    store.write([make()])
    assert store.count() == 1
    store.close()


def test_a_switch_that_was_cut_short_is_finished(path: Path) -> None:
    opened(path).close()
    new = EdgeStore.rebuild(path, "two", lambda: DIMENSION)
    new.write([make()])
    new.close()
    path.rename(path.with_name("store.previous"))
    store = EdgeStore.open(path, "two", lambda: DIMENSION)
    assert store.count() == 1
    store.close()


def test_an_unfinished_rebuild_by_another_encoder_is_thrown_away(path: Path) -> None:
    opened(path).close()
    first = EdgeStore.rebuild(path, "two", lambda: DIMENSION)
    first.write([make()])
    first.close()
    second = EdgeStore.rebuild(path, "three", lambda: DIMENSION)
    assert second.count() == 0
    second.close()


@pytest.mark.parametrize(
    "victim",
    [
        "collection.json",
        "shard/edge_config.json",
        "shard/wal/open-1",
        "shard/segments/*/segment.json",
        "shard/segments/*/mutable_id_tracker.mappings",
    ],
)
def test_damaged_files_are_one_sentence(
    path: Path, victim: str, capfd: pytest.CaptureFixture[str]
) -> None:
    store = opened(path)
    store.write([make(ordinal=n) for n in range(20)])
    store.close()
    (file,) = path.glob(victim)
    content = bytearray(file.read_bytes())
    content[:4096] = b"\xff" * min(len(content), 4096)
    file.write_bytes(content)
    with pytest.raises(StoreDamaged, match="hush reindex"):
        opened(path)
    capfd.readouterr()
    shutil.rmtree(path)
    opened(path).close()


def test_a_panic_of_the_engine_is_a_sentence_and_an_interrupt_is_not() -> None:
    class PanicException(BaseException):
        pass

    with pytest.raises(IndexFailure, match="hush doctor") as raised, translated(Path("/s")):
        raise PanicException("a document's words")
    assert "words" not in str(raised.value)
    with pytest.raises(KeyboardInterrupt), translated(Path("/s")):
        raise KeyboardInterrupt


def test_a_folder_that_is_not_ours_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(IndexFailure, match="HUSH_HOME"):
        opened(tmp_path / "file" / "store")


def test_a_closed_store_says_so(path: Path) -> None:
    store = opened(path)
    store.close()
    with pytest.raises(IndexFailure, match="closed"):
        store.count()


def test_vacuuming_loses_nothing(path: Path) -> None:
    store = opened(path)
    store.write([make(f"docs:{n % 3}.md", n) for n in range(2_100)])
    store.prune("docs:0.md", None)
    store.prune("docs:1.md", None)
    store.close()
    again = opened(path)
    assert again.count() == 700
    assert len(again.dense_leg((1.0, 0.0, 0.0, 0.0), 9_999, Access.owner())) == 700
    again.close()


def test_text_that_is_no_unicode_is_refused_without_quoting_it(path: Path) -> None:
    store = opened(path)
    with pytest.raises(IndexFailure) as raised:
        store.write([make(text="secret \ud800 word")])
    assert "secret" not in str(raised.value)
    assert store.count() == 0
    store.close()

"""Whether a text repeats a confidential chunk."""

from __future__ import annotations

import random
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import IndexFailure
from index.fingerprints import Fingerprints, common, grams, shingles

WORDS = [f"слово{n}" if n % 2 else f"word{n}" for n in range(60)]
ESCALATION = (
    "Для отката платежей остановите очередь billing-events, дождитесь нуля сообщений, затем "
    "переключите трафик на резервный кластер и сообщите дежурному директору по телефону из сейфа."
)


@pytest.fixture
def known(home: Path) -> Iterator[Fingerprints]:
    opened = Fingerprints.open(home)
    yield opened
    opened.close()


def hold(known: Fingerprints, source: str, *texts: str, sendable: str = "") -> None:
    held = {shingle for text in texts for shingle in known.shingles(text)}
    known.replace(source, "r1", held, known.grams(sendable))


def prose(seed: int, count: int) -> str:
    choice = random.Random(seed)
    return " ".join(choice.choice(WORDS) for _ in range(count))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 88), st.integers(0, 40), st.integers(0, 40))
def test_twelve_words_are_caught_whatever_their_offset(
    seed: int, start: int, before: int, after: int
) -> None:
    chunk = prose(seed, 100)
    run = " ".join(chunk.split()[start : start + 12])
    text = f"{prose(seed + 1, before)} {run} {prose(seed + 2, after)}"
    assert shingles(chunk) & set(grams(text))


def test_a_third_is_kept() -> None:
    chunk = prose(1, 5_000).replace("word", "w")
    assert 0.25 < len(shingles(chunk)) / len(set(grams(chunk))) < 0.45


@pytest.mark.parametrize(
    "outgoing",
    [
        ESCALATION,
        ESCALATION.upper(),
        ESCALATION.replace(" ", "\n> **").replace(",", " — "),
        ESCALATION.replace("о", "о\u200b").replace("billing", "bil\u00adling"),
        ESCALATION.replace("billing-events", "ｂｉｌｌｉｎｇ_events"),
        f"Вопрос: {ESCALATION[20:150]} и что дальше?",
    ],
)
def test_disguises_are_read(known: Fingerprints, outgoing: str) -> None:
    hold(known, "docs:a", ESCALATION)
    assert known.repeats(outgoing)


@pytest.mark.parametrize(
    "outgoing",
    ["", "Как откатить платежи?", "остановите очередь billing-events", prose(3, 500)],
)
def test_other_texts_are_free(known: Fingerprints, outgoing: str) -> None:
    hold(known, "docs:a", ESCALATION)
    assert not known.repeats(outgoing)


def test_boilerplate_that_may_leave_elsewhere_is_not_held(known: Fingerprints) -> None:
    boilerplate = prose(5, 40)
    hold(known, "docs:secret", f"{ESCALATION}\n{boilerplate}\n{prose(6, 30)}")
    assert known.repeats(boilerplate)
    hold(known, "docs:open", sendable=f"{prose(7, 30)} {boilerplate} {prose(8, 30)}")
    assert not known.repeats(boilerplate)
    assert known.repeats(ESCALATION)
    known.remove("docs:open")
    assert known.repeats(boilerplate)


def test_replacing_and_removing(known: Fingerprints) -> None:
    hold(known, "docs:a", ESCALATION)
    hold(known, "docs:b", ESCALATION)
    hold(known, "docs:a", prose(9, 40))
    assert known.repeats(ESCALATION)
    known.remove("docs:b")
    known.remove("docs:never")
    assert not known.repeats(ESCALATION)
    assert known.repeats(prose(9, 40))


def test_it_says_what_it_does_not_cover(known: Fingerprints) -> None:
    known.replace("docs:a", "r1", [1])
    known.replace("docs:b", "r1", [])
    stored = {"docs:a": frozenset({"r1"}), "docs:b": frozenset({"r1"})}
    assert known.missing(stored) == frozenset()
    stored["docs:a"] = frozenset({"r1", "r0"})
    stored["docs:c"] = frozenset({"r1"})
    assert known.missing(stored) == {"docs:a", "docs:c"}


def test_counting_many() -> None:
    held = np.arange(2_000, dtype=np.uint64)
    assert common(held, range(5_000)) == 2_000
    assert common(held, []) == common(held[:0], [1]) == 0


def test_it_is_kept(home: Path) -> None:
    first = Fingerprints.open(home)
    hold(first, "docs:a", ESCALATION)
    first.close()
    first.close()
    again = Fingerprints.open(home)
    assert again.repeats(ESCALATION)
    again.close()


def test_only_the_owner_can_read_it(home: Path) -> None:
    opened = Fingerprints.open(home)
    hold(opened, "docs:a", ESCALATION)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()}
    assert len(modes) >= 3
    assert set(modes.values()) == {0o600}
    opened.close()


def test_hashes_of_two_homes_have_nothing_in_common(tmp_path: Path) -> None:
    one, two = Fingerprints.open(tmp_path / "1"), Fingerprints.open(tmp_path / "2")
    assert one.shingles(ESCALATION)
    assert not one.grams(ESCALATION) & two.grams(ESCALATION)
    assert not one.grams(ESCALATION) & set(grams(ESCALATION))
    one.close()
    two.close()


def test_another_key_empties_it_so_that_everything_is_missing(home: Path) -> None:
    first = Fingerprints.open(home)
    hold(first, "docs:a", ESCALATION)
    first.close()
    (home / "fingerprints.key").unlink()
    again = Fingerprints.open(home)
    assert again.missing({"docs:a": frozenset({"r1"})}) == {"docs:a"}
    again.close()


def test_a_damaged_file_is_one_sentence(home: Path) -> None:
    home.mkdir()
    (home / "fingerprints.sqlite").write_bytes(b"\xff" * 8_192)
    with pytest.raises(IndexFailure, match="hush reindex"):
        Fingerprints.open(home)


def test_readers_read_while_another_process_writes(home: Path) -> None:
    reader = Fingerprints.open(home)
    hold(reader, "docs:a", ESCALATION)
    code = """
import sys
from pathlib import Path
from index.fingerprints import Fingerprints
writer = Fingerprints.open(Path(sys.argv[1]))
for n in range(60):
    writer.replace(f"docs:{n}", "r", range(n * 1000, n * 1000 + 500))
writer.replace("docs:last", "r", writer.shingles(sys.argv[2]))
writer.close()
"""
    root = Path(__file__).resolve().parents[3]
    last = prose(9, 40)
    writing = subprocess.Popen([sys.executable, "-c", code, str(home), last], cwd=root)
    while writing.poll() is None:
        assert reader.repeats(ESCALATION)
    assert writing.returncode == 0
    assert reader.repeats(last)
    reader.close()


def test_a_failed_replacement_changes_nothing(known: Fingerprints) -> None:
    hold(known, "docs:a", ESCALATION)
    with pytest.raises(ZeroDivisionError):
        known.replace("docs:a", "r2", (1 // n for n in (1, 0)))
    assert known.repeats(ESCALATION)
    assert known.missing({"docs:a": frozenset({"r1"})}) == frozenset()


def test_threads_share_it(known: Fingerprints) -> None:
    hold(known, "docs:a", ESCALATION)
    seen: list[bool] = []
    threads = [
        threading.Thread(target=lambda: seen.append(known.repeats(ESCALATION))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [True] * 8


def test_the_file_holds_no_words(home: Path, known: Fingerprints) -> None:
    hold(known, "docs:a", ESCALATION)
    with sqlite3.connect(home / "fingerprints.sqlite") as database:
        dump = "\n".join(database.iterdump())
    database.close()
    assert "очередь" not in dump.casefold()
    assert "billing" not in dump


@pytest.mark.parametrize("content", [b"", b"short"])
def test_a_key_that_is_empty_or_cut_is_refused(tmp_path: Path, content: bytes) -> None:
    Fingerprints.open(tmp_path).close()
    (tmp_path / "fingerprints.key").write_bytes(content)
    with pytest.raises(IndexFailure, match="empty or cut short"):
        Fingerprints.open(tmp_path)

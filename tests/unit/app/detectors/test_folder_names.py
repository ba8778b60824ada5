"""People's names as folders of shared places."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.detectors.folder_names import folder_names
from app.confidentiality.detectors.infrastructure import Infrastructure


def found(text: str) -> list[str]:
    return [text[start:end] for _, (start, end) in folder_names(text)]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/mnt/backup/ivanov/orders.gz", "ivanov"),
        ("/data/akowalska", "akowalska"),
        ("/srv/share/Petrenko/report", "Petrenko"),
        ("/backup/sidorova_db/dump", "sidorova"),
        ("/var/spool/cron/mjones", "mjones"),
        ("/workspace/johnson/notebooks", "johnson"),
        ("/scratch/okafor/run7", "okafor"),
        ("/mnt/общая/Кузнецова/акты", "Кузнецова"),
        ("D:\\Share\\Иванов\\дамп.sql", "Иванов"),
    ],
)
def test_a_persons_folder(path: str, name: str) -> None:
    assert found(f"copy it to {path} please") == [name]


def test_it_is_a_finding() -> None:
    text = "see /mnt/backup/ivanov/orders.gz"
    assert [(f.kind, text[f.start : f.end]) for f in Infrastructure().find(text)] == [
        ("PATH", "ivanov")
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/mnt/data/postgres/base",
        "/srv/kafka/logs",
        "/data/martin.txt",
        "/backup/daily/jenkins/storage",
        "/usr/lib/ivanov",
        "/workspace/berlin/london",
        "/var/backups/dpkg.status.0",
        "/mnt/архив/отчеты/склад",
        "/share/baker/pages",
    ],
)
def test_other_folders_stay(path: str) -> None:
    assert found(f"copy it to {path} please") == []


def test_hostile_lines_take_linear_time() -> None:
    began = time.process_time()
    for line in ("/mnt/" * 200_000, "/mnt" + "/ivanov" * 140_000, "/data/a_" * 120_000):
        found(line)
    assert time.process_time() - began < 10

"""Records on a real SQLite file, and on PostgreSQL where `HUSH_TEST_POSTGRES_URL` names one."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from app.records.opening import Records


@dataclass
class Clock:
    """A time that tests move on."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 3, 12, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(home: Path) -> Path:
    return home / "service.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, path: Path) -> Iterator[Path | str]:
    """A file, or a schema of its own on the server."""
    if request.param == "sqlite":
        yield path
        return
    server = os.environ.get("HUSH_TEST_POSTGRES_URL")
    if not server:
        pytest.skip("HUSH_TEST_POSTGRES_URL names no PostgreSQL")
    schema = f"hush_test_{secrets.token_hex(6)}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    url = make_url(server).update_query_dict({"options": f"-csearch_path={schema}"})
    yield url.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


Open = Callable[[], Records]


@pytest.fixture
def records(place: Path | str, clock: Clock) -> Iterator[Records]:
    with closing(Records.open(place, now=clock)) as opened:
        yield opened


@pytest.fixture
def on_file(path: Path, clock: Clock) -> Iterator[Records]:
    """SQLite only: for tests that look into the file."""
    with closing(Records.open(path, now=clock)) as opened:
        yield opened


def bytes_of(path: Path) -> bytes:
    """Everything that lies beside a database, its log too."""
    return b"".join(part.read_bytes() for part in sorted(path.parent.glob(f"{path.name}*")))

"""Opening: made once, in the newest shape, private, and refused where it must be."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from app.errors import RecordsUnusable
from app.records.database import Database
from app.records.migrating import HEAD, VERSION_TABLE, upgrade
from app.records.opening import Records
from app.records.tables import METADATA
from app.settings import Settings
from index.errors import AddressRefused


def test_the_newest_step_is_the_one_the_code_names() -> None:
    config = Config()
    config.set_main_option("script_location", "app.records:migrations")
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_the_steps_make_the_tables_that_the_code_reads(records: Records) -> None:
    with records._database.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "version_table": VERSION_TABLE}
        )
        assert compare_metadata(context, METADATA) == []


def test_opening_again_changes_nothing(place: Path | str) -> None:
    for _ in range(3):
        with closing(Records.open(place)) as records:
            made = records.keys.create("n", ["staff"])
            assert records.keys.find(made.secret) is not None
    with closing(Records.open(place)) as records:
        assert len(records.keys.all()) == 3


def test_what_is_kept_survives_the_newer_steps(path: Path) -> None:
    path.parent.mkdir(parents=True)
    database = Database.on_file(path)
    with closing(database), database.writing() as connection:
        upgrade(connection, "", "0001")
        row = {"id": "abcdefgh", "name": "old", "groups": "[]", "scopes": "[]", "now": "2026-01-01"}
        connection.execute(
            text(
                "INSERT INTO api_key VALUES (:id, :name, :groups, :scopes, :now, NULL, NULL, NULL)"
            ),
            row,
        )
    with closing(Records.open(path)) as records:
        assert [key.name for key in records.keys.all()] == ["old"]
        assert records.feedback.list() == []


def test_it_works_after_many_open_it_at_once(place: Path | str) -> None:
    def opened(number: int) -> str:
        with closing(Records.open(place)) as records:
            return records.keys.create(str(number), ["staff"]).secret

    with ThreadPoolExecutor(8) as pool:
        secrets = list(pool.map(opened, range(8)))
    with closing(Records.open(place)) as records:
        assert all(records.keys.find(secret) for secret in secrets)


def test_processes_may_start_at_once(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from app.records.opening import Records\n"
        "r = Records.open(Path(sys.argv[1])); r.keys.create('n', ['g']); r.close()"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=Path(__file__).parents[4])
        for _ in range(3)
    ]
    assert [child.wait(60) for child in started] == [0, 0, 0]
    with closing(Records.open(path)) as records:
        assert len(records.keys.all()) == 3


def test_the_file_and_what_lies_beside_it_are_their_owners_alone(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.touch(0o644)
    with closing(Records.open(path)) as records:
        records.keys.create("n", ["staff"])
        beside = sorted(path.parent.glob("service.db*"))
        assert len(beside) == 4
        assert {file.stat().st_mode & 0o777 for file in beside} == {0o600}


def test_the_file_is_in_the_home_by_default(home: Path) -> None:
    with closing(Records.of(Settings())) as records:
        assert records.keys.all() == []
    assert (home / "service.db").is_file()


def test_a_database_of_a_newer_hush_is_refused_untouched(path: Path) -> None:
    Records.open(path).close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(RecordsUnusable, match=r"newer Hush.*update Hush"):
        Records.open(path)
    assert path.read_bytes() == before


def test_what_is_no_database_is_refused_in_a_sentence(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b"not a database, " * 100)
    with pytest.raises(RecordsUnusable, match="damaged or no database"):
        Records.open(path)


def test_an_interrupted_step_leaves_the_shape_that_was_there(path: Path) -> None:
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE turn (mine TEXT)")  # the step fails at this name
    with pytest.raises(RecordsUnusable):
        Records.open(path)
    with closing(sqlite3.connect(path)) as database:
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    assert names == {"turn"}


@pytest.mark.parametrize(
    "url", ["mysql://user:hunter2@db/hush", "postgresql+psycopg2://u:hunter2@db/x", "://:hunter2@"]
)
def test_another_kind_of_database_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(RecordsUnusable, match="HUSH_RECORDS__URL") as caught:
        Records.open(url)
    assert "hunter2" not in str(caught.value)


def test_a_server_must_be_in_the_house() -> None:
    with pytest.raises(AddressRefused, match="HUSH_RECORDS__PUBLIC_HOST"):
        Records.open("postgresql://user:hunter2@8.8.8.8/hush")


def test_a_server_that_is_away_is_named_without_its_password() -> None:
    with pytest.raises(RecordsUnusable, match="cannot be reached") as caught:
        Records.open("postgresql://user:hunter" + "2@127.0.0.1:1/hush")
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_an_error_quotes_no_value(records: Records) -> None:
    made = records.keys.create("n", ["staff"]).key
    with pytest.raises(RecordsUnusable) as caught, records._database.writing() as connection:
        connection.execute(
            text(
                "INSERT INTO api_key (id, name, groups, scopes, created)"
                " VALUES (:i, :n, '[]', '[]', '2026-01-01')"
            ),
            {"i": made.id, "n": "hunter" + str(2)},
        )
    assert made.id not in str(caught.value)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_what_was_deleted_is_overwritten(path: Path) -> None:
    with closing(Records.open(path)) as records, records._database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1

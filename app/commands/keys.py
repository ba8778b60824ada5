"""`hush keys create|list|revoke|rotate`: who may ask the service, and as whom.

Invariant: a secret is printed once, on stdout, when it is made. It works beside a running service:
both open the same database. Deliberately elsewhere: the keys themselves (`app.records.keys`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

from app import wiring
from app.commands.asking import misused
from app.commands.elsewhere import this_home
from app.commands.output import Record, emit, out, show, visible
from app.principals import Scope
from app.records.keys import Key, Made, State
from app.records.opening import Records
from app.wording import preferred_language, say, sentence
from index.sentence import Sentence

_LONGEST_NAME = 200


@contextmanager
def records_open() -> Iterator[Records]:
    """What the service keeps. Raises `RecordsUnusable`."""
    settings = wiring.settings()
    this_home(settings)
    with closing(Records.of(settings)) as records:
        yield records


def groups_named(groups: str) -> list[str]:
    """Of `--groups A,B`."""
    wanted = [group.strip() for group in groups.split(",") if group.strip()]
    if not wanted:
        raise misused(Sentence("--groups needs a group; `everyone` reads what guests may read"))
    return wanted


def name_said(name: str) -> str:
    """Of `--name NAME`, without spaces around."""
    if len(name.strip()) > _LONGEST_NAME:
        raise misused(Sentence("--name has at most {most} characters", most=_LONGEST_NAME))
    return name.strip()


def create(name: str, groups: str, scopes: list[str], days: int | None, *, as_json: bool) -> None:
    """Make one and print it."""
    if not (name := name_said(name)):
        raise misused(Sentence("--name needs 1 to {most} characters", most=_LONGEST_NAME))
    wanted = groups_named(groups)
    chosen = [_scope(scope) for scope in scopes]
    ends = None if days is None else datetime.now(UTC) + timedelta(days=days)
    with records_open() as records:
        made = records.keys.create(name, wanted, chosen, ends)
    _print(made, "key_made", as_json=as_json)


def _scope(name: str) -> Scope:
    try:
        return Scope(name.strip().lower())
    except ValueError:
        known = ", ".join(scope.value for scope in Scope)
        raise misused(Sentence("--scope is one of {known}", known=known)) from None


def listed(*, as_json: bool) -> None:
    """Every key."""
    with records_open() as records:
        known = records.keys.all()
    if as_json:
        emit({"keys": [_record(key) for key in known]})
        return
    spoken = preferred_language()
    if not known:
        said = Sentence("No key yet. Start with: hush keys create --name NAME --groups GROUP,…")
        show(sentence(said, spoken))
        return
    _table(known, spoken)


def _table(known: list[Key], spoken: str) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    columns = ("id", "name", "groups", "scopes", "state", "expires", "last_used")
    table = Table(box=SIMPLE_HEAD)
    for column in columns:
        table.add_column(say(f"key_{column}", spoken), overflow="fold")
    for key in known:
        state = key.state(datetime.now(UTC))
        cells = (
            key.id,
            key.name,
            ", ".join(key.groups),
            ", ".join(key.scopes),
            say(f"key_{state.value}", spoken),
            told_time(key.expires),
            told_time(key.last_used),
        )
        table.add_row(*(Text(visible(cell)) for cell in cells))
    out().print(table)


def told_time(moment: datetime | None) -> str:
    """To the minute, UTC; empty for none."""
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def revoke(identity: str, *, as_json: bool) -> None:
    """End one."""
    with records_open() as records:
        key = records.keys.revoke(identity)
    if as_json:
        emit(_record(key))
        return
    show(say("key_ended", preferred_language(), id=key.id))


def rotate(identity: str, grace: int, *, as_json: bool) -> None:
    """A new secret for one."""
    with records_open() as records:
        made = records.keys.rotate(identity, timedelta(hours=grace))
    _print(made, "key_rotated", as_json=as_json, hours=grace)


def _print(made: Made, code: str, *, as_json: bool, **data: object) -> None:
    if as_json:
        emit({**_record(made.key), "key": made.secret})
        return
    said = say(code, preferred_language(), id=made.key.id, **data)
    print(said, file=sys.stderr)
    show(made.secret)


def _record(key: Key) -> Record:
    def iso(moment: datetime | None) -> str | None:
        return None if moment is None else moment.isoformat(timespec="seconds")

    state: State = key.state(datetime.now(UTC))
    return {
        "id": key.id,
        "name": key.name,
        "groups": list(key.groups),
        "scopes": [scope.value for scope in key.scopes],
        "state": state.value,
        "created": iso(key.created),
        "expires": iso(key.expires),
        "revoked": iso(key.revoked),
        "last_used": iso(key.last_used),
    }

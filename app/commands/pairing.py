"""`hush keys pair|paired|unpair`: which accounts of chat platforms have groups by a one-time code.

Invariant: a code is printed once, on stdout, when it is made. It works beside a running service, at
once: both open the same database. Deliberately elsewhere: pairing itself (`app.records.pairing`),
what an account has besides (`access.toml`).
"""

from __future__ import annotations

import sys
from datetime import timedelta

from app.commands.keys import groups_named, name_said, records_open, told_time
from app.commands.output import Record, emit, out, show, visible
from app.records.pairing import Linked
from app.wording import preferred_language, say, sentence
from index.sentence import Sentence


def pair(groups: str, name: str, minutes: int, *, as_json: bool) -> None:
    """Make a code and print it."""
    wanted, name = groups_named(groups), name_said(name)
    with records_open() as records:
        code = records.pairing.make(wanted, name, timedelta(minutes=minutes))
    if as_json:
        emit(
            {
                "code": code.text,
                "name": name,
                "groups": sorted(set(wanted)),
                "minutes": minutes,
                "ends": code.ends.isoformat(timespec="seconds"),
            }
        )
        return
    print(say("pair_made", preferred_language(), minutes=minutes), file=sys.stderr)
    show(code.text)


def paired(*, as_json: bool) -> None:
    """Every account that is paired."""
    with records_open() as records:
        known = records.pairing.all()
    if as_json:
        emit({"paired": [_record(one) for one in known]})
        return
    if not known:
        said = Sentence("No account is paired yet. Start with: hush keys pair --groups GROUP,…")
        show(sentence(said, preferred_language()))
        return
    _table(known, preferred_language())


def unpair(account: str, *, as_json: bool) -> None:
    """Take away what an account has by pairing."""
    with records_open() as records:
        gone = records.pairing.end(account.strip())
    if as_json:
        emit(_record(gone))
        return
    show(say("pair_ended", preferred_language(), account=gone.account))


def _table(known: list[Linked], spoken: str) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD)
    for column in ("pair_account", "key_name", "key_groups", "pair_since"):
        table.add_column(say(column, spoken), overflow="fold")
    for one in known:
        cells = (one.account, one.name, ", ".join(one.groups), told_time(one.created))
        table.add_row(*(Text(visible(cell)) for cell in cells))
    out().print(table)


def _record(one: Linked) -> Record:
    return {
        "account": one.account,
        "name": one.name,
        "groups": list(one.groups),
        "created": one.created.isoformat(timespec="seconds"),
    }

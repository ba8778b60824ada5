"""Keys: found by their secret alone, and for as long as they are good."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import HushError
from app.identity.finding import digest_of
from app.principals import Principal, Scope
from app.records.keys import State
from app.records.opening import Records
from tests.unit.app.records.conftest import Clock, bytes_of


def test_a_key_is_found_with_its_groups_and_scopes(records: Records) -> None:
    made = records.keys.create("ci", ["ops", "staff", "ops"], [Scope.ADMIN])
    assert re.fullmatch(r"hush_[a-z2-9]{8}_[A-Za-z0-9_-]{43}", made.secret)
    assert records.keys.find(made.secret) == Principal(
        f"key:{made.key.id}",
        "ci",
        frozenset({"ops", "staff"}),
        frozenset({Scope.ASK, Scope.ADMIN}),
    )
    assert made.secret not in repr(made)


def test_nothing_else_is_a_key(records: Records) -> None:
    made = records.keys.create("ci", ["ops"])
    other = records.keys.create("other", ["staff"])
    last = "A" if made.secret[-1] != "A" else "B"
    wrong = [
        "",
        "hush_",
        made.key.id,
        made.secret[:-1],
        made.secret[:-1] + last,
        made.secret + "\n",
        made.secret.upper(),
        made.secret.replace(made.key.id, other.key.id),
        "hush_\ud800",
        made.secret + "\0",
    ]
    assert [records.keys.find(text) for text in wrong] == [None] * len(wrong)


def test_no_secret_is_at_rest(on_file: Records, path: Path) -> None:
    made = on_file.keys.create("ci", ["ops"])
    again = on_file.keys.rotate(made.key.id)
    assert on_file.keys.find(again.secret)
    kept = bytes_of(path)
    assert made.key.id.encode() in kept
    for secret in (made.secret, again.secret):
        assert secret.encode() not in kept
        assert secret.rpartition(f"{made.key.id}_")[2].encode() not in kept


def test_a_key_ends_with_its_day(records: Records, clock: Clock) -> None:
    made = records.keys.create("ci", ["ops"], expires=clock() + timedelta(days=1))
    clock.later(hours=23, minutes=59)
    assert records.keys.find(made.secret)
    clock.later(minutes=1)
    assert records.keys.find(made.secret) is None
    assert records.keys.all()[0].state(clock()) is State.EXPIRED
    with pytest.raises(HushError, match="expired"):
        records.keys.rotate(made.key.id)


def test_a_revoked_key_is_none_at_once_and_stays_so(records: Records, clock: Clock) -> None:
    made = records.keys.create("ci", ["ops"])
    again = records.keys.rotate(made.key.id)
    ended = records.keys.revoke(made.key.id)
    assert ended.revoked == clock()
    clock.later(hours=1)
    assert records.keys.revoke(made.key.id) == ended
    assert records.keys.find(made.secret) is None
    assert records.keys.find(again.secret) is None
    with pytest.raises(HushError, match="revoked"):
        records.keys.rotate(made.key.id)


def test_after_a_rotation_the_old_secret_works_for_a_day(records: Records, clock: Clock) -> None:
    made = records.keys.create("ci", ["ops"])
    again = records.keys.rotate(made.key.id)
    assert again.secret != made.secret
    assert records.keys.find(made.secret) == records.keys.find(again.secret)
    clock.later(hours=23)
    third = records.keys.rotate(made.key.id)  # gives the first no longer life
    assert records.keys.find(made.secret)
    clock.later(hours=1)
    assert records.keys.find(made.secret) is None
    assert records.keys.find(again.secret)
    assert records.keys.find(third.secret)


def test_without_grace_the_old_secret_ends_at_once(records: Records) -> None:
    made = records.keys.create("ci", ["ops"])
    again = records.keys.rotate(made.key.id, timedelta(0))
    assert records.keys.find(made.secret) is None
    assert records.keys.find(again.secret)


def test_the_last_use_is_noted_once_a_minute(records: Records, clock: Clock) -> None:
    made = records.keys.create("ci", ["ops"])
    first = clock()
    records.keys.find(made.secret)
    clock.later(seconds=59)
    records.keys.find(made.secret)
    assert records.keys.all()[0].last_used == first
    clock.later(seconds=1)
    records.keys.find(made.secret)
    assert records.keys.all()[0].last_used == clock()


def test_an_unknown_id_is_said(records: Records) -> None:
    for change in (records.keys.revoke, records.keys.rotate):
        with pytest.raises(HushError, match="there is no key"):
            change("nobody")


def test_any_name_can_be_kept(records: Records) -> None:
    made = records.keys.create("a\0b\ud800 ё", ["гр\0уппа"])
    assert made.key.name == "a\ufffdb\ufffd ё"
    assert records.keys.find(made.secret)


def test_another_process_sees_a_change_at_once(place: Path | str) -> None:
    with closing(Records.open(place)) as one, closing(Records.open(place)) as two:
        made = one.keys.create("ci", ["ops"])
        assert two.keys.find(made.secret)
        two.keys.revoke(made.key.id)
        assert one.keys.find(made.secret) is None


def test_threads_use_them_together(records: Records) -> None:
    def use(number: int) -> bool:
        made = records.keys.create(str(number), ["ops"])
        found = records.keys.find(made.secret)
        return found is not None and found.name == str(number)

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(use, range(64)))
    assert len({key.id for key in records.keys.all()}) == 64


def test_a_session_ends_with_the_very_key_that_began_it(records: Records, clock: Clock) -> None:
    made = records.keys.create("ci", ["ops"])
    known, old = records.keys.find(made.secret), digest_of(made.secret)
    assert known is not None and records.keys.still(known.id, old) == known
    assert records.keys.still(known.id, made.secret) is None, "the key itself is not kept there"
    assert records.keys.still("key:nobody", old) is None
    again = records.keys.rotate(made.key.id)
    assert records.keys.still(known.id, old) == known
    clock.later(hours=24)
    assert records.keys.still(known.id, old) is None
    assert records.keys.still(known.id, digest_of(again.secret)) == known
    records.keys.revoke(made.key.id)
    assert records.keys.still(known.id, digest_of(again.secret)) is None

"""Pairing: a code works once and in time, what it gives is gone at once, no code is at rest."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import HushError
from app.records.opening import Records
from tests.unit.app.records.conftest import Clock, bytes_of

ACCOUNT, OTHER = "telegram:42", "slack:T1:U1"
QUARTER = timedelta(minutes=15)


def test_a_code_gives_its_groups_at_once(records: Records, clock: Clock) -> None:
    assert records.pairing.groups_of(ACCOUNT) is None
    code = records.pairing.make(["sre", "staff", "sre"], "anna", QUARTER)
    assert re.fullmatch(r"([a-z2-9]{4}-){2}[a-z2-9]{4}", code.text)
    assert code.text not in repr(code) and code.ends == clock() + QUARTER
    linked = records.pairing.use(ACCOUNT, code.text)
    assert linked is not None and (linked.name, linked.groups) == ("anna", ("sre", "staff"))
    assert records.pairing.groups_of(ACCOUNT) == frozenset({"sre", "staff"})
    assert records.pairing.groups_of(OTHER) is None
    assert records.pairing.all() == [linked]


@pytest.mark.parametrize("change", [str.upper, lambda text: text.replace("-", " "), " {} ".format])
def test_how_a_code_is_written_does_not_count(records: Records, change: object) -> None:
    code = records.pairing.make(["sre"], "", QUARTER)
    assert callable(change)
    assert records.pairing.use(ACCOUNT, change(code.text)) is not None


def test_a_code_works_once(records: Records) -> None:
    code = records.pairing.make(["sre"], "", QUARTER).text
    with ThreadPoolExecutor(8) as pool:
        accounts = [f"telegram:{n}" for n in range(16)]
        used = list(pool.map(lambda account: records.pairing.use(account, code), accounts))
    (linked,) = (one for one in used if one is not None)
    assert records.pairing.all() == [linked]
    assert records.pairing.use(ACCOUNT, code) is None


def test_a_code_ends(records: Records, clock: Clock) -> None:
    codes = [records.pairing.make(["sre"], "", QUARTER).text for _ in range(2)]
    clock.later(minutes=15, seconds=-1)
    assert records.pairing.use(ACCOUNT, codes[0]) is not None
    clock.later(seconds=1)
    assert records.pairing.use(OTHER, codes[1]) is None and records.pairing.groups_of(OTHER) is None
    assert records.pairing.make(["sre"], "", timedelta(days=30)).ends == clock() + timedelta(days=1)
    clock.later(days=1)
    assert records.purge()["codes"] == 1


def test_a_later_code_counts_instead(records: Records) -> None:
    for groups in (["sre", "board"], ["staff"]):
        assert records.pairing.use(ACCOUNT, records.pairing.make(groups, "", QUARTER).text)
    assert records.pairing.groups_of(ACCOUNT) == frozenset({"staff"})
    assert len(records.pairing.all()) == 1


def test_what_is_taken_away_is_gone_at_once(records: Records) -> None:
    records.pairing.use(ACCOUNT, records.pairing.make(["sre"], "", QUARTER).text)
    assert records.pairing.end(ACCOUNT).groups == ("sre",)
    assert records.pairing.groups_of(ACCOUNT) is None and records.pairing.all() == []
    with pytest.raises(HushError, match="hush keys paired"):
        records.pairing.end(ACCOUNT)


def test_other_texts_are_no_codes(records: Records) -> None:
    code = records.pairing.make(["sre"], "", QUARTER).text
    for text in (
        "",
        "-",
        code[:-1],
        code + "2",
        code[::-1],
        "\ud800",
        "%",
        code.replace("-", "\0"),
    ):
        assert records.pairing.use(ACCOUNT, text) is None
    assert records.pairing.use(ACCOUNT, code) is not None


def test_no_code_is_at_rest(on_file: Records, path: Path) -> None:
    code = on_file.pairing.make(["sre"], "anna", QUARTER).text
    for kept in (bytes_of(path), bytes_of(path).lower()):
        assert code.encode() not in kept and code.replace("-", "").encode() not in kept

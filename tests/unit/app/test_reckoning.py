"""The audit's sums read on: the same as reading it all, whatever happens to the file meanwhile."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from app.audit import Attempt, Audit, Decided
from app.audit.reading import Spending
from app.bill import bill, bill_of
from app.confidentiality.policy import Budget, Policy, Price
from app.confidentiality.reason import Reason, ReasonCode
from app.reckoning import Reckoning
from app.settings import CostsSettings
from app.spending import spent
from index.chunk import Sensitivity

PRICE = Price(1.0, 1000.0)
BUDGET = Budget(day=9.0, month=90.0, groups=(("sre", 5.0), ("staff", 2.0)))


def written(audit: Audit, number: int, group: str = "", cost: int = 1000) -> None:
    reason = Reason(ReasonCode.CLEAN)
    decided = Decided(f"q{number}", "ann", (), Sensitivity.PUBLIC, reason, budget=group)
    attempt = Attempt(f"{number:032}", 1, "h", "f" * 64, {}, (), spent(0, cost, PRICE, "USD"))
    audit.egress(decided, attempt)
    audit.outcome(decided, attempt, "answered", spent(0, cost // 2, PRICE, "USD"))


def same(reckoning: Reckoning, path: Path) -> dict[str, object]:
    chosen = CostsSettings()
    kept = bill_of(reckoning, BUDGET, chosen).record()
    assert kept == bill(path, BUDGET, chosen).record()
    return kept


def test_it_is_what_reading_it_all_gives(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    audit, reckoning = Audit(path), Reckoning(path)
    same(reckoning, path)
    for number in range(5):
        written(audit, number, group="sre" if number % 2 else "staff")
        same(reckoning, path)
    with path.open("ab") as file:
        file.write(b"no record\n{half")
    assert same(reckoning, path)["broken"] == 2
    with path.open("ab") as file:
        file.write(b" of one}\n")
    same(reckoning, path)


def test_another_file_in_its_place_is_read_whole(tmp_path: Path) -> None:
    path, other = tmp_path / "audit.jsonl", tmp_path / "other.jsonl"
    audit, reckoning = Audit(path), Reckoning(path)
    for number in range(4):
        written(audit, number)
    same(reckoning, path)
    whole = path.read_bytes()
    shutil.copyfile(path, other)
    written(Audit(other), 9)
    other.replace(path)
    same(reckoning, path)
    changed = whole.replace(b"q3", b"q4")
    path.write_bytes(changed)
    same(reckoning, path)
    path.write_bytes(whole[: len(whole) // 2])
    same(reckoning, path)
    path.unlink()
    assert same(reckoning, path)["days"] == []


def test_a_second_look_reads_what_is_new(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    audit, reckoning = Audit(path), Reckoning(path)
    for number in range(20):
        written(audit, number)
    lines = path.read_bytes()
    path.write_bytes(lines * 200)  # 8,000 lines; the chain is not this module's affair
    began = time.process_time()
    same(reckoning, path)
    first = time.process_time() - began
    began = time.process_time()
    for _ in range(10):
        bill_of(reckoning, BUDGET, CostsSettings())
    assert time.process_time() - began < first


def test_each_group_has_its_sum(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    audit = Audit(path)
    written(audit, 1, "sre")
    written(audit, 2, "staff")
    written(audit, 3, "sre")
    written(audit, 4)
    found = bill(path, BUDGET, CostsSettings()).record()
    assert found["group_budgets"] == [
        {"group": "sre", "spent": 1.0, "limit": 5.0},
        {"group": "staff", "spent": 0.5, "limit": 2.0},
    ]
    spending = Spending(path)
    assert spending.of_month("USD") == 2.0 and spending.of_month("USD", group="none") == 0.0


def test_the_first_group_that_the_policy_lists_is_charged() -> None:
    assert BUDGET.charged({"staff", "sre", "everyone"}) == "sre"
    assert BUDGET.charged({"staff"}) == "staff"
    assert BUDGET.charged({"other"}) is None and BUDGET.charged(None) is None
    changed = Policy(budget=Budget(day=9.0, month=90.0, groups=BUDGET.groups[::-1]))
    assert changed.digest != Policy(budget=BUDGET).digest

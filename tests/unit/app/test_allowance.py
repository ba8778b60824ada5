"""When a prompt that may leave does: hosts, use, difficulty, budget."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.allowance import Allowance, difficulty_of
from app.audit import Attempt, Audit, Decided
from app.audit.reading import Spending
from app.confidentiality.difficulty import difficulty
from app.confidentiality.policy import Budget, Policy, Price, Use
from app.confidentiality.reason import Reason, ReasonCode
from app.settings import CloudSettings
from app.spending import estimated_tokens, spent
from app.wording import because
from index.chunk import Sensitivity
from tests.unit.app.gate_parts import passage, prompt_of, sanitized

CLOUD = CloudSettings(
    base_url="https://api.example.com/v1", api_key=SecretStr("k"), model="m", max_tokens=1000
)
EASY = prompt_of("How do I drain a node?", passage("To drain a node run kubectl drain."))
HARD = prompt_of("Why does etcd elect leaders so often?", passage("Restart the pods."))


def asked(policy: Policy, audit: Path, cloud: CloudSettings = CLOUD, hard: bool = False) -> str:
    allowance = Allowance(policy, cloud, Spending(audit))
    prompt = HARD if hard else EASY
    reason = allowance(prompt, sanitized(prompt))
    return "goes" if reason is None else reason.code.value


def test_use(tmp_path: Path) -> None:
    none = tmp_path / "audit.jsonl"
    assert asked(Policy(), none) == "goes"
    assert asked(Policy(use=Use.NEVER), none) == "never"
    assert asked(Policy(use=Use.WHEN_NEEDED), none) == "easy"
    assert asked(Policy(use=Use.WHEN_NEEDED), none, hard=True) == "goes"
    assert asked(Policy(use=Use.WHEN_NEEDED, difficulty=0.0), none) == "goes"


@pytest.mark.parametrize(
    ("hosts", "base_url", "result"),
    [
        ({"api.example.com"}, "https://api.example.com/v1", "goes"),
        ({"api.example.com"}, "https://API.example.com:443/v1", "goes"),
        ({"api.example.com:443"}, "https://api.example.com:443/v1", "goes"),
        ({"api.openai.com"}, "https://api.example.com/v1", "provider"),
        ({"example.com"}, "https://api.example.com/v1", "provider"),
        (set(), "https://api.example.com/v1", "provider"),
        ({"api.openai.com"}, "", "goes"),
        ({"api.openai.com"}, "https://[broken", "provider"),
    ],
)
def test_hosts(tmp_path: Path, hosts: set[str], base_url: str, result: str) -> None:
    cloud = CLOUD.model_copy(update={"base_url": base_url})
    assert asked(Policy(hosts=frozenset(hosts)), tmp_path / "a.jsonl", cloud) == result


def test_budgets_of_groups(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    price = Price(1.0, 1000.0)
    budget = Budget(groups=(("sre", 1.5), ("staff", 9.0)))
    allowance = Allowance(Policy(budget=budget, prices={"m": price}), CLOUD, Spending(path))
    decided = Decided("q", "ann", (), Sensitivity.PUBLIC, Reason(ReasonCode.CLEAN), budget="sre")
    attempt = Attempt("a" * 32, 1, "h", "f" * 64, {}, (), spent(10, 1000, price, "USD"))
    Audit(path).egress(decided, attempt)

    def said(*groups: str) -> Reason | None:
        return allowance(EASY, sanitized(EASY), frozenset(groups))

    assert said("staff") is None and said("other") is None
    assert allowance(EASY, sanitized(EASY), None) is None, "the owner is charged to no group"
    assert said("staff", "sre") == Reason(ReasonCode.GROUP_BUDGET, kinds=("sre",))
    assert "budget of the group sre" in because(Reason(ReasonCode.GROUP_BUDGET, ("sre",)), "en")
    assert "группы sre" in because(Reason(ReasonCode.GROUP_BUDGET, ("sre",)), "ru")


def test_budget(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    price = Price(1.0, 1000.0)
    limited = Policy(budget=Budget(day=2.5), prices={"m": price})
    assert asked(limited, path) == "goes"
    decided = Decided("q", "ann", (), Sensitivity.PUBLIC, Reason(ReasonCode.CLEAN))
    attempt = Attempt("a" * 32, 1, "h", "f" * 64, {}, (), spent(10, 1000, price, "USD"))
    Audit(path).egress(decided, attempt)
    assert asked(limited, path) == "goes", "1.00 spent, and at most 1.01 more"
    Audit(path).egress(decided, replace(attempt, ticket="b" * 32))
    assert asked(limited, path) == "budget"
    Audit(path).outcome(decided, attempt, "answered", spent(10, 1, price, "USD"))
    assert asked(limited, path) == "goes", "what was reserved and not used is free again"
    assert asked(replace(limited, budget=Budget(month=1.5)), path) == "budget"
    assert asked(replace(limited, prices={}), path) == "budget", "no price, no leave"
    assert asked(replace(limited, budget=Budget(day=0)), path) == "budget"


def test_tokens_are_rather_too_many() -> None:
    assert estimated_tokens("") == 0
    assert estimated_tokens("kubectl get pods -n monitoring") >= 7
    assert estimated_tokens("перезапустите сервис платежей") >= 12
    assert spent(1_000_000, 500_000, Price(2.0, 10.0), "USD").cost == pytest.approx(7.0)
    assert spent(1, 1, None, "USD").cost is None


RUNBOOK = "To drain a node run kubectl drain, wait for the pods, then power the node off."
POOLS = "Connection pools of the database: raise pool_size when clients wait for a connection."


@pytest.mark.parametrize(
    ("question", "passages", "similarity", "hard"),
    [
        ("How do I drain a node?", [RUNBOOK], 0.0, False),
        ("Как вывести узел из работы?", [RUNBOOK], 0.75, False),
        ("kubectl drain node", [RUNBOOK, POOLS], 0.0, False),
        (
            "Why are connection pools exhausted and which of them should we raise?",
            [POOLS],
            0.0,
            True,
        ),
        ("Почему узел не выводится и чем drain отличается от cordon?", [RUNBOOK], 0.5, True),
        ("Compare draining a node with cordoning it", [RUNBOOK], 0.3, True),
        ("Where is the certificate of the mail gateway?", [RUNBOOK], 0.1, True),
        ("How do I drain a node?", [], 0.0, True),
        (
            "Drain the node; raise the pool size; then what about the database clients?",
            [RUNBOOK, POOLS],
            0.0,
            True,
        ),
    ],
)
def test_difficulty(question: str, passages: list[str], similarity: float, hard: bool) -> None:
    assert (difficulty(question, passages, similarity).score >= 0.5) is hard


def test_difficulty_says_where_it_comes_from_and_stays_in_bounds() -> None:
    found = difficulty("Why? And then? And how? What else; why? " * 400, [])
    assert found.score == 1.0
    assert found.signals["reasoning"] == 0.4
    assert found.signals["uncovered"] == 0.5
    assert difficulty("", []).score <= 1.0
    assert difficulty_of(EASY) == difficulty_of(EASY)


def test_more_covering_passages_never_make_it_harder() -> None:
    question = "How do I drain a node and raise the pool size of the database?"
    alone = difficulty(question, [POOLS]).score
    assert difficulty(question, [POOLS, RUNBOOK + POOLS]).score <= alone

"""What the organisation wrote and contradicts itself, or keeps everything inside: told beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.commands import policy as command
from app.commands.policy_lines import of_the_cloud, of_thresholds, thresholds, warnings
from app.confidentiality.detectors.dictionary import Term, contradictions
from app.confidentiality.policy import Budget, Policy, Price, Use
from app.health import Health
from app.house_checks import HOST_REFUSED, NO_PRICE, cloud_lane, organisation
from app.settings import CloudSettings, Settings
from index.chunk import Action, Sensitivity

CLOUD = CloudSettings.model_validate(
    {"base_url": "https://api.example.com/v1", "api_key": "k", "model": "big"}
)


def _settings(tmp_path: Path, policy: str, terms: str = "") -> Settings:
    (tmp_path / "policy.toml").write_text(policy)
    (tmp_path / "terms.toml").write_text(terms)
    return Settings(policy=tmp_path / "policy.toml", terms=tmp_path / "terms.toml", cloud=CLOUD)


@pytest.mark.parametrize(
    ("policy", "warned"),
    [
        ("", []),
        ("[budget]\nday = 5", [NO_PRICE]),
        ("[budget]\nday = 5\n[prices.other]\ninput = 1\noutput = 1", [NO_PRICE]),
        ("[budget]\nday = 5\n[prices.default]\ninput = 1\noutput = 1", []),
        ('[cloud]\nhosts = ["api.openai.com"]', [HOST_REFUSED]),
        ('[cloud]\nhosts = ["api.example.com"]', []),
    ],
)
def test_a_policy_that_lets_no_question_out_is_told(
    policy: str, warned: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = _settings(tmp_path, policy)
    found = [check.detail for check in cloud_lane(settings) if check.health is Health.WARN]
    assert found == warned
    command.check(tmp_path / "policy.toml", as_json=False)
    shown = capsys.readouterr().out
    assert ("Warning: " in shown and NO_PRICE in shown) is (NO_PRICE in warned)


def test_without_a_dictionary_it_is_told_what_is_missed_and_what_to_do(tmp_path: Path) -> None:
    told = next(iter(organisation(_settings(tmp_path, "").model_copy(update={"terms": None}))))
    assert told.health is Health.WARN
    for said in ("its own name", "customers", "projects", "HUSH_TERMS", "one a line"):
        assert said in told.detail


def test_entries_that_contradict_each_other_are_told_by_their_numbers(tmp_path: Path) -> None:
    terms = (
        Term("Blue Bird"),
        Term("Heron"),
        Term("blue-bird", "TERM", Sensitivity.RESTRICTED, Action.LOCAL),
        Term("HERON"),
    )
    assert contradictions(terms) == [(1, 3)]
    text = "".join(
        f'[[term]]\nterm = "{t.term}"\nlevel = "{t.level.name}"\naction = "{t.action}"\n'
        for t in terms
    )
    checks = list(organisation(_settings(tmp_path, "", text)))
    (warned,) = [check for check in checks if check.health is Health.WARN]
    assert "1/3" in warned.detail
    assert "Heron" not in warned.detail


def test_the_thresholds_in_force_are_the_stricter_ones() -> None:
    own = thresholds(Policy(), Settings())
    assert set(own) == {"en", "ru"}
    assert 0 < min(own.values()) <= max(own.values()) < 0.99
    assert thresholds(Policy(probability=0.99), Settings()) == own
    assert thresholds(Policy(probability=0.001), Settings()) == {"en": 0.001, "ru": 0.001}
    assert "changes nothing" in list(of_thresholds(Policy(probability=0.99), Settings()))[-1]
    assert "the policy's" in list(of_thresholds(Policy(probability=0.001), Settings()))[-1]


def test_without_a_classifier_everything_stays_inside(tmp_path: Path) -> None:
    settings = Settings.model_validate({"classifier": {"path": tmp_path / "none"}})
    assert thresholds(Policy(probability=0.5), settings) == {"en": 0.0, "ru": 0.0}


def test_difficulty_and_prices_are_told() -> None:
    policy = Policy(
        use=Use.WHEN_NEEDED,
        difficulty=0.4,
        budget=Budget(5.0, None, "EUR"),
        prices={"big": Price(2.5, 10.0)},
    )
    told = "\n".join(of_the_cloud(policy))
    assert "from a difficulty of 0.4 on" in told
    assert "big: 2.5 EUR" in told
    assert warnings(policy, Settings(cloud=CLOUD)) == []

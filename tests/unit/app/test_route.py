"""Law 2: policy may be stricter than the laws, never looser. Law 3: what fails is local."""

from __future__ import annotations

import pytest

from app.confidentiality.reason import Reason, ReasonCode
from app.confidentiality.route import Cloud, Local, Policy, choose, parse_policy_toml, tightened
from app.confidentiality.sanitize import Refused, Sanitized, sanitize
from app.confidentiality.verdict import Verdict
from app.prompt import Prompt
from index.chunk import Action, Sensitivity
from tests.unit.app.gate_parts import DETECTORS, Failing, Pattern, judged, passage, prompt_of


def route(prompt: Prompt, policy: Policy | None = None) -> Local | Cloud:
    def make(verdict: Verdict) -> Sanitized | Refused:
        return sanitize(prompt, verdict, DETECTORS)

    return choose(judged(prompt), policy or Policy(), make)


def never(verdict: Verdict) -> Sanitized | Refused:
    raise AssertionError("nothing may be sanitised here")


def test_clean_and_masked_may_leave() -> None:
    clean = route(prompt_of("how do I drain a node", passage("kubectl drain", Sensitivity.PUBLIC)))
    assert isinstance(clean, Cloud)
    assert clean.reason == Reason(ReasonCode.CLEAN)
    masked = route(prompt_of("is db1.corp.lan down", passage("ask Anna Lee")))
    assert isinstance(masked, Cloud)
    assert masked.reason == Reason(ReasonCode.MASKED, ("HOST", "PERSON"))
    assert "db1" not in masked.prompt.text


@pytest.mark.parametrize("level", [Sensitivity.CONFIDENTIAL, Sensitivity.RESTRICTED])
def test_one_confidential_passage_keeps_all_inside(level: Sensitivity) -> None:
    prompt = prompt_of("what now", passage("fine"), passage("also fine", level))
    assert choose(judged(prompt), Policy(), never) == Local(Reason(ReasonCode.LABEL, level=level))


def test_a_finding_that_stays_and_an_unsure_detector() -> None:
    finding = choose(judged(prompt_of("it is hunter2")), Policy(), never)
    assert finding.reason.code is ReasonCode.FINDING
    assert finding.reason.kinds == ("CREDENTIAL",)
    verdict = judged(prompt_of("what now"), [Failing()])
    unsure = choose(verdict, Policy(), never)
    assert unsure == Local(Reason(ReasonCode.UNSURE, detectors=("failing",)))


def test_a_failing_sanitiser_is_local_and_says_nothing() -> None:
    def broken(verdict: Verdict) -> Sanitized | Refused:
        raise RuntimeError("is db1.corp.lan down")

    assert choose(judged(prompt_of("x")), Policy(), broken) == Local(Reason(ReasonCode.FAILED))


def test_what_the_sanitiser_refuses_is_local() -> None:
    leftover = Reason(ReasonCode.LEFTOVER, ("HOST",))
    assert choose(judged(prompt_of("x")), Policy(), lambda _: Refused(leftover)) == Local(leftover)


def test_a_stricter_policy() -> None:
    internal = prompt_of("is db1.corp.lan down")
    assert isinstance(route(internal, parse_policy_toml('highest = "public"')), Local)
    assert isinstance(route(internal, parse_policy_toml('highest = "NONE"')), Local)
    by_kind = route(internal, parse_policy_toml('[kinds]\nhost = "local"'))
    assert by_kind == Local(Reason(ReasonCode.FINDING, ("HOST",), Sensitivity.INTERNAL))
    cut = route(internal, parse_policy_toml('[kinds]\nHOST = "cut"'))
    assert isinstance(cut, Cloud)
    assert cut.prompt.texts == ("is … down",)


def test_a_policy_never_makes_an_action_looser() -> None:
    stays = Pattern("PROJECT", r"\bOrion\b", Action.LOCAL)
    verdict = judged(prompt_of("it is Orion"), [stays])
    kept = tightened(verdict, Policy(kinds={"PROJECT": Action.CUT}))
    assert {finding.action for finding in kept.findings} == {Action.LOCAL}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('highest = "CONFIDENTIAL"', "may never leave"),
        ('highest = "RESTRICTED"', "may never leave"),
        ('highest = "SECRETISH"', "unknown sensitivity; the policy's highest is INTERNAL, PUBLIC"),
        ("highest = 1", "level's name"),
        ('[kinds]\nHOST = "stay"', '"cut" or "local"'),
        ("[kinds]\nHOST = 3", '"cut" or "local"'),
        ('[kinds]\nHOTS = "cut"', "unknown kinds"),
        ('kinds = "local"', "must be a table"),
        ("lowest = 1", "unknown keys"),
        ("= broken", r"not valid TOML \(line 1, column 1\)"),
    ],
)
def test_a_policy_that_cannot_be(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        parse_policy_toml(text, known_kinds=("HOST", "PERSON"))


def test_looser_than_the_laws_is_refused_in_code_too() -> None:
    with pytest.raises(ValueError, match="never leave"):
        Policy(highest=Sensitivity.CONFIDENTIAL)
    for kind, action in (
        ("CREDENTIAL", Action.MASK),
        ("credential", Action.CUT),
        ("MARKER", Action.CUT),
        ("INJECTION", Action.MASK),
    ):
        with pytest.raises(ValueError, match="stricter"):
            Policy(kinds={kind: action})

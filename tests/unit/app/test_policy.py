"""The policy file: what it may say, what is refused, and that nothing in it is passed over."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.confidentiality.detectors import KINDS
from app.confidentiality.policy import FLOORS, STRICTNESS, Budget, Policy, Price, Use
from app.confidentiality.policy_toml import parse_policy_toml
from app.confidentiality.reason import Reason, ReasonCode
from app.confidentiality.route import Cloud, Local, choose
from app.confidentiality.sanitize import Refused, Sanitized, sanitize
from app.confidentiality.verdict import Verdict
from index.chunk import Action, Estimate, Sensitivity
from index.sentence import Rejected
from tests.unit.app.gate_parts import DETECTORS, judged, prompt_of

WHOLE = """
[levels]
PUBLIC = "cloud"
INTERNAL = "cloud"
CONFIDENTIAL = "local"

[kinds]
PERSON = "cut"
HOST = "mask"
CREDENTIAL = "local"

[cloud]
use = "when-needed"
difficulty = 0.4
hosts = ["api.openai.com", "127.0.0.1:8080"]

[budget]
day = 5
month = 50.5
currency = "EUR"

[prices."gpt-x"]
input = 2.5
output = 10

[prices.default]
input = 30
output = 60

[thresholds]
probability = 0.3
"""


def test_everything_it_may_say() -> None:
    policy = parse_policy_toml(WHOLE, KINDS)
    assert policy == Policy(
        highest=Sensitivity.INTERNAL,
        kinds={"PERSON": Action.CUT, "HOST": Action.MASK, "CREDENTIAL": Action.LOCAL},
        hosts=frozenset({"api.openai.com", "127.0.0.1:8080"}),
        use=Use.WHEN_NEEDED,
        difficulty=0.4,
        budget=Budget(5.0, 50.5, "EUR"),
        prices={"gpt-x": Price(2.5, 10.0), "default": Price(30.0, 60.0)},
        probability=0.3,
    )
    assert policy.price_of("gpt-x") == Price(2.5, 10.0)
    assert policy.price_of("other") == Price(30.0, 60.0)
    assert Policy().price_of("other") is None
    assert parse_policy_toml("") == Policy()
    groups = parse_policy_toml("[budget.groups]\nsre = 20\nall = 5.5").budget.groups
    assert groups == (("sre", 20.0), ("all", 5.5)), "in the order of the file"


@pytest.mark.parametrize(
    ("text", "highest"),
    [
        ('[levels]\nINTERNAL = "local"', Sensitivity.PUBLIC),
        ('[levels]\ninternal = "local"\npublic = "local"', None),
        ('[levels]\nRESTRICTED = "local"', Sensitivity.INTERNAL),
        ('highest = "PUBLIC"', Sensitivity.PUBLIC),
        ('highest = "none"', None),
    ],
)
def test_levels(text: str, highest: Sensitivity | None) -> None:
    assert parse_policy_toml(text).highest is highest


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            '[levels]\nCONFIDENTIAL = "cloud"',
            'CONFIDENTIAL may never leave; write CONFIDENTIAL = "local"',
        ),
        ('[levels]\nRESTRICTED = "cloud"', "RESTRICTED may never leave"),
        ('[levels]\nPUBLIC = "local"', "lets INTERNAL leave but not what is less sensitive"),
        ('[levels]\nSECRET = "local"', "unknown level \\(SECRET\\); known are PUBLIC"),
        ('[levels]\nPUBLIC = "moon"', '"local" or "cloud"'),
        ("levels = 3", r"\[levels\] must be a table"),
        ('highest = "PUBLIC"\n[levels]', "keep one"),
        ('[kinds]\nCREDENTIAL = "mask"', "only be made stricter; CREDENTIAL is local"),
        ('[kinds]\ncredential = "cut"', "only be made stricter; CREDENTIAL is local"),
        ('[kinds]\nMARKER = "mask"', "MARKER is local"),
        ('[kinds]\nhost = "local"\nHOST = "mask"', r"\[kinds\] name HOST twice"),
        ('[levels]\ninternal = "local"\nINTERNAL = "cloud"', r"\[levels\] name INTERNAL twice"),
        ("x = " + "9" * 5000, "a number or a date that cannot be"),
        ("x = " + "[" * 5000 + "]" * 5000, "too deeply"),
        ('[kinds]\nHOTS = "cut"', "unknown kinds \\(HOTS\\)"),
        ('[kinds]\nHOST = "hide"', '"mask", "cut" or "local"'),
        ('[cloud]\nuse = "sometimes"', '"never", "when-needed" or "prefer"'),
        ("[cloud]\nuse = true", '"never", "when-needed" or "prefer"'),
        ("[cloud]\nhost = []", "did you mean hosts"),
        ('[cloud]\nhosts = ["https://api.openai.com/v1"]', "without https://"),
        ('[cloud]\nhosts = ["*.openai.com"]', "list of host names"),
        ('[cloud]\nhosts = "api.openai.com"', "list of host names"),
        ("[cloud]\ndifficulty = 2", "cloud.difficulty must be a number from 0 to 1"),
        ("[budget]\nday = -1", "budget.day must be a number, 0 or more"),
        ("[budget]\nday = inf", "budget.day must be a number"),
        ("[budget]\nday = nan", "budget.day must be a number"),
        ("[budget]\nday = true", "budget.day must be a number"),
        ("[budget]\nweek = 1", r"unknown keys \(\[budget\] week\)"),
        ("[budget]\ngroups = 3", r"\[budget.groups\] must be a table"),
        ("[budget.groups]\nsre = -1", "budget.groups.sre must be a number"),
        ('[budget]\ncurrency = "dollars"', "three capitals"),
        ("[prices.x]\ninput = 1", "input = 2.5 and output = 10"),
        ("prices = 1", "must be tables"),
        ("[thresholds]\nprobability = 1.5", "thresholds.probability"),
        ("[tresholds]\nprobability = 0.5", "did you mean thresholds"),
        ("lowest = 1", "unknown keys"),
        ('[ceilings]\ntelegram = "CONFIDENTIAL"', "telegram may show INTERNAL at most"),
        ('[ceilings]\nslack = "RESTRICTED"', "slack may show CONFIDENTIAL at most"),
        ('[ceilings]\nslack = "SECRET"', "PUBLIC, INTERNAL, CONFIDENTIAL"),
        ('[ceilings]\nslak = "PUBLIC"', "did you mean slack"),
        ("ceilings = 1", r"\[ceilings\] must be a table"),
        ("cloud = 1", r"\[cloud\] must be a table"),
    ],
)
def test_what_is_refused_and_how(text: str, says: str) -> None:
    with pytest.raises(Rejected, match=says):
        parse_policy_toml(text, KINDS | {"HOST", "MARKER", "CREDENTIAL"})


def test_law_13_a_ceiling_is_lowered_and_never_raised() -> None:
    lowered = parse_policy_toml('[ceilings]\nslack = "internal"')
    assert lowered.ceiling_of("slack") is Sensitivity.INTERNAL
    assert lowered.ceiling_of("telegram") is Sensitivity.INTERNAL
    assert Policy().ceiling_of("slack") is Sensitivity.CONFIDENTIAL
    assert Policy().ceiling_of("another") is Sensitivity.PUBLIC
    for platform, level in (("telegram", Sensitivity.CONFIDENTIAL), ("new", Sensitivity.INTERNAL)):
        with pytest.raises(Rejected, match="at most by the laws"):
            Policy(ceilings={platform: level})


def test_its_digest_names_exactly_this_policy() -> None:
    digests = {
        parse_policy_toml(text).digest
        for text in (
            "",
            WHOLE,
            'highest = "PUBLIC"',
            '[kinds]\nHOST = "cut"',
            '[kinds]\nHOST = "local"',
            '[cloud]\nuse = "never"',
            "[cloud]\nhosts = []",
            "[cloud]\ndifficulty = 0.6",
            "[budget]\nday = 1",
            "[budget]\nmonth = 1",
            "[thresholds]\nprobability = 0.9",
            "[prices.x]\ninput = 1\noutput = 1",
            '[ceilings]\nslack = "INTERNAL"',
        )
    }
    assert len(digests) == 13
    assert parse_policy_toml(WHOLE).digest == parse_policy_toml(WHOLE + "# a remark\n").digest
    assert len(Policy().digest) == 16


ACTIONS = st.sampled_from(list(Action))
NAMES = st.sampled_from(["CREDENTIAL", "marker", "INJECTION", "HOST", "Person", "TERM"])


@given(kinds=st.dictionaries(NAMES, ACTIONS), kind=NAMES, own=ACTIONS)
@settings(max_examples=300)
def test_no_policy_that_can_be_made_loosens_anything(
    kinds: dict[str, Action], kind: str, own: Action
) -> None:
    """Law 2: never looser, whatever the policy says."""
    try:
        policy = Policy(kinds=kinds)
    except Rejected:
        assert any(
            STRICTNESS[a] < STRICTNESS[FLOORS.get(k.upper(), Action.MASK)] for k, a in kinds.items()
        )
        return
    assert STRICTNESS[policy.stricter(kind, own)] >= STRICTNESS[own]


def test_a_probability_above_the_policy_s_stays_inside() -> None:
    prompt = prompt_of("how do I drain a node")

    def make(verdict: Verdict) -> Sanitized | Refused:
        return sanitize(prompt, verdict, DETECTORS)

    verdict = judged(prompt)
    likely = Verdict(
        verdict.sensitivity,
        verdict.parts,
        estimates=(Estimate(Sensitivity.INTERNAL, 0.2),),
        whole=Estimate(Sensitivity.INTERNAL, 0.31),
    )
    assert isinstance(choose(likely, Policy(), make), Cloud)
    assert isinstance(choose(likely, Policy(probability=0.4), make), Cloud)
    assert choose(likely, Policy(probability=0.3), make) == Local(Reason(ReasonCode.LIKELY))
    assert choose(likely, Policy(probability=0.0), make) == Local(Reason(ReasonCode.LIKELY))

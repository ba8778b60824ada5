"""The whole gate with the detectors that ship: assess, sanitise, assess again, guard, restore."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path

import pytest

from app.audit import Audit
from app.confidentiality import surrogates
from app.confidentiality.alarms import ringing
from app.confidentiality.detectors import build
from app.confidentiality.guard import LATE, Guard, Held, Watch, _without
from app.confidentiality.reason import Reason, ReasonCode
from app.confidentiality.restoring import placeholder, restore
from app.confidentiality.route import Local, Policy
from app.confidentiality.sanitize import Candidate, Refused, Sanitized, sanitize
from app.confidentiality.verdict import Detector, Part, assess
from app.errors import SettingsInvalid
from app.gate import Gate
from app.models.request import destination, would_hold
from app.prompt import Prompt
from app.settings import CloudSettings
from index.chunk import Action, Finding, Sensitivity
from tests.unit.app.gate_parts import DETECTORS, Pattern, passage, prompt_of
from tests.unit.app.test_settling import settled

LABELS = (
    *("HOST", "IP", "MAC", "URL", "EMAIL", "PHONE", "PERSON", "CARD", "IBAN", "INN", "SNILS"),
    *("OGRN", "PASSPORT", "CUSTOMER", "PROJECT", "BUCKET", "ACCOUNT", "PATH", "TERM", "LITERAL"),
)
CONTEXTS = (
    "ssh {} -l root",
    "curl https://{}:8443/health",
    "password reset goes to {} today",
    "Ask {} or call {} about invoice {}.",
    "Спросите {} или позвоните {}, ИНН {}.",
    "host: {}\nuser: {}@{}",
    "| {} | {} |",
)
TEXT = """Database runbook. Ask Иван Петров (ivan.petrov@corp-mail.ru, +7 912 345-67-89).

```bash
ssh db-prod-03.corp.internal 'systemctl restart postgresql'
curl -s http://10.24.3.17:9187/metrics
```
Client INN 7707083893, card 5204 2477 5000 1471."""
PRIVATE = ("Петров", "ivan.petrov", "345-67-89", "db-prod-03", "10.24.3.17", "7707083893", "1471")


@pytest.fixture(scope="module")
def detectors() -> tuple[Detector, ...]:
    return build(())


@pytest.mark.parametrize("context", CONTEXTS)
def test_placeholders_are_found_by_no_detector(
    detectors: tuple[Detector, ...], context: str
) -> None:
    for label in LABELS:
        count = context.count("{}")
        text = context.format(*(placeholder(label, n) for n in range(1, count + 1)))
        verdict = assess([Part("x", text, Sensitivity.PUBLIC)], detectors)
        assert not verdict.unsure
        assert [(f.kind, text[f.start : f.end]) for f in verdict.findings] == []


@pytest.mark.parametrize(
    "context",
    [
        *("ssh {} -l root", "host: {}\nuser: {}\nport: 1", "listen {}:8443;", "- {}"),
        "http://{}/health",
        *("a={};b", '"{}"', "Is {} up?", "Почему {} не отвечает?", "| {} | {} |", "time= {} up"),
    ],
)
def test_surrogates_are_nobody_s(detectors: tuple[Detector, ...], context: str) -> None:
    """No detector finds one, and no alarm of the egress guard rings where it was issued."""
    made = (
        *("192.0.2.10", "192.0.2.0/24", "203.0.113.254", "198.51.100.7/32", "2001:db8::1f"),
        *(surrogates.host(12, 3), surrogates.host(1, None), surrogates.domain_name(7)),
        *(surrogates.email(4, 2), surrogates.email(1, None)),
    )
    for surrogate in made:
        text = context.replace("{}", surrogate)
        if "@" in text and "/" in text.replace("user@", ""):
            continue
        verdict = assess([Part("x", text, Sensitivity.PUBLIC)], detectors)
        assert [(f.kind, text[f.start : f.end]) for f in verdict.findings] == []
        assert [name for name in ringing(_without(frozenset({surrogate}), text)) if name] == []


def test_data_with_surrogates_there_and_back(detectors: tuple[Detector, ...]) -> None:
    text = (
        "```yaml\nhost: db-prod-03.corp.internal\nip: 10.24.3.17\nnet: 10.24.3.0/24\n"
        "url: https://grafana.corp.internal:3000/d/orders-team\nuser: ivan.petrov@corp-mail.ru\n"
        "```\nand db-prod-03.corp.internal in words"
    )
    prompt = prompt_of("что с 10.24.3.18?", passage(text))
    made = sanitize(prompt, assess(prompt.parts("-"), detectors), detectors)
    assert isinstance(made, Sanitized), made
    assert ".example" in made.texts[0] and "203.0.113." in made.texts[0]
    assert restore(made.texts[0], made.vault).text == text
    settings = CloudSettings()
    assert not would_hold(made, settings, Guard(destination(settings), Watch()))


def test_a_value_that_is_a_word_of_ours_does_not_hold_everything(
    detectors: tuple[Detector, ...],
) -> None:
    name = Pattern("PERSON", r"(?<=ask )Mark\b")
    prompt = prompt_of("Please ask Mark about it")
    made = sanitize(prompt, assess(prompt.parts("-"), [name]), [name])
    assert isinstance(made, Sanitized), made
    assert "mark" in made.system and "Mark" not in made.texts[-1]
    settings = CloudSettings()
    assert not would_hold(made, settings, Guard(destination(settings), Watch()))


@pytest.mark.parametrize("question", ["how do I drain a node", "как вывести узел из кластера"])
def test_our_own_words_are_found_by_nobody(detectors: tuple[Detector, ...], question: str) -> None:
    prompt = prompt_of(question, passage("Run the drain command."))
    made = sanitize(prompt, assess(prompt.parts("-"), detectors), detectors)
    assert isinstance(made, Sanitized), made
    assert made.masked == 0
    assert made.user == prompt.user()


def test_there_and_back(detectors: tuple[Detector, ...]) -> None:
    prompt = prompt_of("что делать с db-prod-03.corp.internal?", passage(TEXT))
    made = sanitize(prompt, assess(prompt.parts("-"), detectors), detectors)
    assert isinstance(made, Sanitized), made
    for private in PRIVATE:
        assert private not in made.text
    assert "systemctl restart postgresql" in made.text
    assert restore(made.texts[0], made.vault).text == TEXT
    settings = CloudSettings()
    guard = Guard(destination(settings), Watch())
    assert not would_hold(made, settings, guard)


def test_a_credential_never_leaves(detectors: tuple[Detector, ...]) -> None:
    text = "export AWS_ACCESS_KEY_ID=AKIA" + "QYLPMN5HFIQR7XYA"
    prompt = Prompt.of_text(text, Sensitivity.PUBLIC)
    made = sanitize(prompt, assess(prompt.parts("-"), detectors), detectors)
    assert isinstance(made, Refused)
    assert made.reason.kinds == ("CREDENTIAL",)


def test_a_rehearsal_that_fails_means_local(
    tmp_path: Path, detectors: tuple[Detector, ...]
) -> None:
    def breaks(prompt: Sanitized) -> Reason | None:
        raise RuntimeError(prompt.user)

    guard = Guard(destination(CloudSettings()), Watch())
    audit = Audit(tmp_path / "audit.jsonl")
    gate = Gate(detectors, "v1", Policy(), breaks, guard, audit, "tester", None)
    decision = gate.decide(Prompt.of_text("how do I drain a node", Sensitivity.INTERNAL))
    assert decision.route == Local(Reason(ReasonCode.FAILED))
    assert decision.outgoing is None


def test_a_text_that_cannot_be_encoded_stays_inside(
    tmp_path: Path, detectors: tuple[Detector, ...]
) -> None:
    settings = CloudSettings()
    guard = Guard(destination(settings), Watch())

    def rehearse(prompt: Sanitized) -> Reason | None:
        held = would_hold(prompt, settings, guard)
        return held.reason if held else None

    audit = Audit(tmp_path / "audit.jsonl")
    gate = Gate(detectors, "v1", Policy(), rehearse, guard, audit, "tester", None)
    decision = gate.decide(Prompt.of_text("a lone \ud800 half", Sensitivity.INTERNAL))
    assert isinstance(decision.route, Local)
    assert decision.reason.code in (ReasonCode.FAILED, ReasonCode.UNSURE)
    assert decision.outgoing is None


class Hanging:
    """A detector that never comes back."""

    name = "hanging"

    def find(self, text: str) -> Iterable[Finding]:
        threading.Event().wait()
        return ()


class Dying:
    """A detector that ends its thread, as a killed worker would."""

    name = "dying"

    def find(self, text: str) -> Iterable[Finding]:
        raise SystemExit


@pytest.mark.parametrize("detector", [Hanging(), Dying()])
def test_law_3_a_detector_that_hangs_or_dies_means_local(
    detector: Detector, tmp_path: Path
) -> None:
    guard = Guard(destination(CloudSettings()), Watch())
    gate = Gate(
        (detector,),
        "v1",
        Policy(),
        lambda _: None,
        guard,
        Audit(tmp_path / "audit.jsonl"),
        "tester",
        None,
        seconds=0.2,
    )
    decision = gate.decide(prompt_of("what now?"))
    assert isinstance(decision.route, Local)
    assert decision.reason.code is ReasonCode.UNSURE
    assert decision.verdict.unsure and decision.outgoing is None
    assert decision.verdict.sensitivity >= Sensitivity.CONFIDENTIAL


def test_the_same_gate_lets_a_clean_prompt_out(tmp_path: Path) -> None:
    """So that the test above cannot pass for another reason."""
    guard = Guard(destination(CloudSettings()), Watch())
    audit = Audit(tmp_path / "audit.jsonl")
    gate = Gate((), "v1", Policy(), lambda _: None, guard, audit, "tester", None, seconds=5)
    assert gate.decide(prompt_of("what now?")).outgoing is not None


@pytest.mark.parametrize("word", ["nothing", "held", "raises", "unusable"])
def test_law_5_what_the_guard_foresees_decides_nothing(tmp_path: Path, word: str) -> None:
    """Its word counts when it reads what sanitising made, whatever it said or did before."""
    told: list[Candidate] = []

    def foresee(candidate: Candidate) -> Held | None:
        told.append(candidate)
        if word == "raises":
            raise RuntimeError(candidate.user)
        if word == "unusable":
            raise SettingsInvalid("no address")
        return Held.because("foreseen") if word == "held" else None

    def rehearse(prompt: Sanitized) -> Reason | None:
        assert (prompt.system, prompt.user) == (told[-1].system, told[-1].user)
        return Reason(ReasonCode.HELD, ("rehearsed",)) if word == "nothing" else None

    guard = Guard(destination(CloudSettings()), Watch())
    audit = Audit(tmp_path / "audit.jsonl")
    gate = Gate(DETECTORS, "v1", Policy(), rehearse, guard, audit, "tester", None, foresee=foresee)
    decision = gate.decide(Prompt.build("How to drain it?", [settled(TEXT, DETECTORS)], 5_000))
    assert len(told) == 1
    assert (decision.outgoing is None) == (word == "nothing")


def test_law_3_a_guard_that_had_no_time_is_not_asked_again_and_nothing_leaves(
    tmp_path: Path,
) -> None:
    asked: list[str] = []

    def foresee(_: Candidate) -> Held | None:
        asked.append("foresee")
        return Held.because(LATE)

    def rehearse(_: Sanitized) -> Reason | None:
        asked.append("rehearse")
        return None

    guard = Guard(destination(CloudSettings()), Watch())
    audit = Audit(tmp_path / "audit.jsonl")
    gate = Gate(DETECTORS, "v1", Policy(), rehearse, guard, audit, "tester", None, foresee=foresee)
    page = settled(TEXT, DETECTORS)
    decision = gate.decide(Prompt.build("How to drain it?", [page], 5_000))
    assert decision.outgoing is None and decision.reason == Reason(ReasonCode.HELD, (LATE,))
    assert asked == ["foresee"]
    decision = gate.decide(Prompt.build("How to drain it again?", [page], 5_000))
    assert asked == ["foresee"] * 2, "the next question has the guard's time again"


@pytest.mark.parametrize("word", ["nothing", "held", "raises"])
def test_a_guard_that_holds_or_hangs_is_not_waited_for_in_every_round(
    tmp_path: Path, word: str
) -> None:
    told: list[Candidate] = []

    def foresee(candidate: Candidate) -> Held | None:
        told.append(candidate)
        if word == "raises":
            raise RuntimeError
        return Held.because(LATE) if word == "held" else None

    class Late:
        """Sees a new word whenever another one was masked."""

        name = "late"

        def find(self, text: str) -> Iterable[Finding]:
            at = text.find(f"word{text.count('⟦TERM')}")
            if "then restart" in text and at >= 0:
                yield Finding("TERM", Action.MASK, at, at + 5, self.name)

    text = f"{TEXT}\n\nword1 word2 word3, then restart."
    pages = [settled(TEXT, DETECTORS), settled(text, DETECTORS)]
    term = Pattern("TERM", r"(?<=Is )\w+")
    guard = Guard(destination(CloudSettings()), Watch())
    audit = Audit(tmp_path / "audit.jsonl")
    detectors = (*DETECTORS, term, Late())
    gate = Gate(
        detectors, "v1", Policy(), lambda _: None, guard, audit, "tester", None, foresee=foresee
    )
    gate.decide(Prompt.build("Is cat there?", pages, 5_000))
    assert (len(told) > 1) == (word == "nothing")

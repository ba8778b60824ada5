"""Limits by person and by key: who is counted, when one may come again, what strangers cost."""

from __future__ import annotations

import pytest

from app.api.limiting import KEY, USER, Limiting, parties
from app.api.metrics import Metrics
from app.api.problems import Refused
from app.api.tokens_read import Read
from app.dialogue import Answer, Found, Lane, Question, Routed, Token
from app.identity.tries import Tries
from app.principals import Principal, Scope
from app.service_settings import LimitSettings
from index.chunk import Sensitivity
from index.filters import Access
from tests.unit.app.gate_parts import passage

STAFF = frozenset({"staff"})
BOT = Principal("key:b", "bot", STAFF, frozenset({Scope.ACT}))
ANN, BEN = BOT.acting_for("slack:UANN", STAFF), BOT.acting_for("slack:UBEN", STAFF)
EVE = Principal("oidc:e", "eve", STAFF)


def refused(limiting: Limiting, who: Principal) -> Refused | None:
    try:
        limiting.request(who)
    except Refused as error:
        return error
    return None


def test_who_is_counted() -> None:
    assert parties(Principal.owner()) == ()
    assert parties(EVE) == ((USER, "oidc:e"),)
    assert parties(BOT) == ((KEY, "key:b"),)
    assert parties(ANN) == ((USER, "key:b/for:slack:UANN"), (KEY, "key:b"))


def test_requests_of_a_person_and_of_the_key_as_a_whole() -> None:
    limiting = Limiting(LimitSettings(user_requests=2, key_requests=3))
    assert [refused(limiting, ANN) is None for _ in range(9)] == [True, True, *[False] * 7]
    assert refused(limiting, BEN) is None, "what Ann was refused has cost the key nothing"
    error = refused(limiting, BEN)
    assert error is not None and error.status == 429 and error.code == "too_many_requests"
    assert 1 <= int(error.headers["Retry-After"]) <= 120
    assert error.said == {"seconds": int(error.headers["Retry-After"])}
    assert refused(limiting, EVE) is None
    assert all(refused(limiting, Principal.owner()) is None for _ in range(10))


def test_answers_at_once() -> None:
    limiting = Limiting(LimitSettings(user_answers=1, key_answers=2))
    with limiting.answer(ANN):
        with pytest.raises(Refused) as told, limiting.answer(ANN):
            pass
        assert told.value.said == {"most": 1} and told.value.headers["Retry-After"]
        with limiting.answer(BEN), pytest.raises(Refused), limiting.answer(BOT):
            pass
        with limiting.answer(BOT):
            pass
    with limiting.answer(ANN):
        pass
    assert not limiting._answers, "nothing stays of those that have ended"


@pytest.mark.parametrize("word", ["hour", "day"])
def test_tokens(word: str) -> None:
    limiting = Limiting(LimitSettings.model_validate({f"user_tokens_{word}": 100}))
    limiting.spend(ANN, 99)
    with limiting.answer(ANN):
        limiting.spend(ANN, 50)
    with pytest.raises(Refused) as told, limiting.answer(ANN):
        pass
    assert told.value.code == f"tokens_of_{word}"
    most = {"hour": 3_600, "day": 86_400}[word]
    assert most - 5 <= int(told.value.headers["Retry-After"]) <= most
    with limiting.answer(BEN):
        pass


def test_no_limits_where_they_are_zero() -> None:
    none = {name: 0 for name in LimitSettings.model_fields if name != "question_characters"}
    limiting = Limiting(LimitSettings.model_validate(none))
    limiting.spend(ANN, 10**12)
    for _ in range(1_000):
        limiting.request(ANN)
        with limiting.answer(ANN):
            pass


def test_a_question_has_a_length() -> None:
    limiting = Limiting(LimitSettings(question_characters=100))
    limiting.question("x" * 100)
    with pytest.raises(Refused) as told:
        limiting.question("x" * 101)
    assert (told.value.status, told.value.said) == (422, {"most": 100})


def test_metrics_have_few_labels() -> None:
    metrics = Metrics()
    limiting = Limiting(LimitSettings(user_requests=1), metrics)
    for n in range(100):
        who = Principal(f"oidc:{n}", "x", STAFF)
        assert refused(limiting, who) is None and refused(limiting, who) is not None
    text = metrics.text().decode()
    assert 'hush_limited_total{limit="requests",of="user"} 100.0' in text
    assert 'hush_limit{limit="requests",of="user"} 1.0' in text
    assert "oidc" not in text
    assert sum(line.startswith("hush_limit") for line in text.splitlines()) < 20


def test_failed_sign_ins_take_memory_of_a_fixed_size() -> None:
    tries = Tries()
    places = {tries._place(f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}") for n in range(150_000)}
    assert 50_000 < len(places) <= 1 << 16
    assert tries._place("2001:db8::1") == tries._place("2001:db8::2"), "one /64, one person"
    assert tries._place("10.0.0.1") != Tries()._place("10.0.0.1"), "nobody can foretell it"


def test_tokens_that_were_read_and_written() -> None:
    page = passage("x" * 350)
    asked = Question("q", "y" * 35, Access.owner())
    read = Read(asked)
    read.count(Found((page, page, page)))
    assert read.tokens == 0, "no model was asked yet"
    read.count(Routed(Lane.LOCAL, "", None, Sensitivity.INTERNAL))
    assert read.tokens == 10 + 300, "broken off here it was all of that"
    read.count(Token("z" * 35))
    said = Answer("q", "z" * 35, (), Lane.LOCAL, "m", "", 0, False, (), rested=(page,))
    read.count(said)
    assert read.tokens == 10 + 100 + 10
    declined = Read(asked)
    declined.count(Found((page,)))
    declined.count(Answer("q", "", (), Lane.LOCAL, "", "", 0, True, (), rested=(page,)))
    assert declined.tokens == 0

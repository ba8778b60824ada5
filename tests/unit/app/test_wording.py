"""Both languages say the same things, and everything that has a code has words."""

from __future__ import annotations

from string import Formatter

import pytest

from app.confidentiality.reason import Reason, ReasonCode
from app.errors import AuditUnwritable, ModelTimeout
from app.grounding import Warned
from app.models.refusals import refusal
from app.wording import because, preferred_language, say, sentence
from app.words import WORDS
from app.words_of_costs import COSTS
from index.chunk import Sensitivity


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(WORDS | COSTS))
def test_both_languages_have_the_same_fields(code: str) -> None:
    english, russian = (WORDS | COSTS)[code]
    assert english.strip()
    assert russian.strip()
    assert _fields(english) == _fields(russian)


@pytest.mark.parametrize("code", list(Warned))
def test_every_warning_has_words(code: Warned) -> None:
    assert say(code, "en") != say(code, "ru")


@pytest.mark.parametrize("code", list(ReasonCode))
def test_every_reason_has_words(code: ReasonCode) -> None:
    reason = Reason(code, ("HOST",), Sensitivity.CONFIDENTIAL, ("people",))
    assert because(reason, "en") != because(reason, "ru")


def test_an_error_of_ours_is_a_sentence_and_others_are_not() -> None:
    assert sentence(ModelTimeout("too slow"), "en") == "too slow"
    refused = refusal(401, "llm.example")
    assert sentence(refused, "en") == str(refused) == sentence(refused.sentence, "en")
    assert sentence(refused, "ru") == (
        "облачная модель (llm.example) не приняла ключ (HTTP 401); проверьте HUSH_CLOUD__API_KEY"
    )
    assert sentence(ValueError("text of a document"), "en") is None
    assert sentence(ValueError("text of a document"), "ru") is None


def test_why_the_system_refused_is_said_in_russian_within_a_sentence() -> None:
    failure = AuditUnwritable(
        "the audit file {path} cannot be written ({why}), so nothing may leave; "
        "make its folder writable and see that the disk has room",
        path="/state/{audit}.jsonl",
        why="Permission denied",
    )
    said = sentence(failure, "ru")
    assert said.startswith(
        "не удаётся записать файл аудита /state/{audit}.jsonl (нет прав доступа)"
    )


def test_the_language_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUSH_LANGUAGE", "ru")
    assert preferred_language() == "ru"
    monkeypatch.setenv("HUSH_LANGUAGE", "en")
    assert preferred_language() == "en"


def test_else_the_locale_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HUSH_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert preferred_language() == "en"
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("LC_MESSAGES", "ru_RU.UTF-8")
    assert preferred_language() == "ru"
    monkeypatch.setenv("LC_ALL", "C")
    assert preferred_language() == "en"

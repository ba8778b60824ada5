"""Both languages say the same things, and everything that has a code has words."""

from __future__ import annotations

from string import Formatter

import pytest

from app.confidentiality.reason import Reason, ReasonCode
from app.errors import ModelTimeout
from app.grounding import Warned
from app.wording import WORDS, because, preferred_language, say, sentence
from index.chunk import Sensitivity
from index.errors import StoreLocked


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(WORDS))
def test_both_languages_have_the_same_fields(code: str) -> None:
    english, russian = WORDS[code]
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
    assert sentence(StoreLocked("held by hush ingest"), "ru") == (
        "хранилище занято другим процессом (held by hush ingest)"
    )
    assert sentence(ValueError("text of a document"), "en") is None


def test_the_language_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUSH_LANGUAGE", "ru")
    assert preferred_language() == "ru"
    monkeypatch.setenv("HUSH_LANGUAGE", "en")
    assert preferred_language() == "en"

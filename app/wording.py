"""Notices in the language of whoever sees them.

Deliberately elsewhere: their tables (`words`, `words_of_costs`, `words_service`), the Russian of
sentences that are made where something goes wrong (`translation`), the words of models' prompts
(`prompt`), help texts (`cli`, English).
"""

from __future__ import annotations

import locale
import os
from typing import overload

from app.confidentiality.reason import Reason
from app.translation import in_russian
from app.words import WORDS
from app.words_of_costs import COSTS
from index.script import language
from index.sentence import Explained


def say(code: str, spoken: str, **data: object) -> str:
    """The words of this code in this language ("en" or "ru")."""
    english, russian = WORDS[code] if code in WORDS else COSTS[code]
    return (russian if spoken == "ru" else english).format(**data)


def because(reason: Reason, spoken: str, *, alone: bool = False) -> str:
    """Why a lane was chosen, without a full stop. `alone`: of one text, without passages."""
    code = f"reason_{reason.code.value}"
    return say(
        f"{code}_alone" if alone and f"{code}_alone" in WORDS else code,
        spoken,
        kinds=", ".join(reason.kinds),
        level=reason.level.name if reason.level is not None else "",
        detectors=", ".join(reason.detectors),
    )


def preferred_language() -> str:
    """The language of notices where no question tells it: HUSH_LANGUAGE, else the locale."""
    chosen = os.environ.get("HUSH_LANGUAGE", "").lower()
    if chosen in {"en", "ru"}:
        return chosen
    spoken = (
        locale.getlocale(locale.LC_MESSAGES)[0]
        or os.environ.get("LC_ALL")
        or os.environ.get("LC_MESSAGES")
        or os.environ.get("LANG")
        or ""
    )
    return "ru" if spoken.lower().startswith("ru") else "en"


def of_question(text: str) -> str:
    """The language in which a question is answered."""
    return language(text)


@overload
def sentence(said: Explained | str, spoken: str) -> str: ...


@overload
def sentence(said: Exception, spoken: str) -> str | None: ...


def sentence(said: Exception | str, spoken: str) -> str | None:
    """The words of a sentence, or of one of our own errors, in this language.

    None for anybody else's error, whose text may quote a document.
    """
    if isinstance(said, Explained):
        said = said.sentence
    if isinstance(said, Exception):
        return None
    return in_russian(said) if spoken == "ru" else said

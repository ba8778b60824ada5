"""What a check of `hush doctor` says. Deliberately elsewhere: the checks (`doctor`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.sentence import Sentence


class Health(StrEnum):
    """How a check went."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report."""

    name: str
    health: Health
    detail: Sentence

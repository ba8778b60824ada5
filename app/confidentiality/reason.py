"""Why a lane was chosen, as a stable code with data; people's wording of it is elsewhere.

Invariant: a reason holds names (of kinds, levels, detectors), never text of a document or question.
It stands in the audit as it is. Deliberately elsewhere: the sentences (`app.wording`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.chunk import Sensitivity


class ReasonCode(StrEnum):
    """Stable: scripts and the audit rely on these words."""

    CLEAN = "clean"
    """Cloud: nothing had to be masked."""
    MASKED = "masked"
    """Cloud: values of `kinds` were masked or cut."""
    LABEL = "label"
    """Local: `level` is above what policy lets leave."""
    FINDING = "finding"
    """Local: `kinds` were found that never leave."""
    UNSURE = "unsure"
    """Local: the `detectors` failed, took too long or were unsure."""
    LEFTOVER = "leftover"
    """Local: values of `kinds` were still there after masking."""
    FAILED = "failed"
    """Local: the sanitiser itself failed."""
    HELD = "held"
    """Local: the egress guard held the request back; `kinds` are the rules that did."""
    LIKELY = "likely"
    """Local: the classifier's probability is above what policy lets leave."""
    NEVER = "never"
    """Local: policy does not use the cloud."""
    EASY = "easy"
    """Local: policy uses the cloud for hard questions only."""
    BUDGET = "budget"
    """Local: policy's budget is spent, or its price not known."""
    GROUP_BUDGET = "group_budget"
    """Local: the month's budget of the asker's group, in `kinds`, is spent."""
    PROVIDER = "provider"
    """Local: policy does not allow the configured cloud host."""
    OFF = "off"
    """Local: no cloud model is configured."""
    CLOUD_FAILED = "cloud_failed"
    """Local: the cloud model did not answer."""
    UNWRITTEN = "unwritten"
    """Local: the audit could not be written."""


@dataclass(frozen=True, slots=True)
class Reason:
    """`code` with what it speaks of; a field that the code does not use is empty."""

    code: ReasonCode
    kinds: tuple[str, ...] = ()
    level: Sensitivity | None = None
    detectors: tuple[str, ...] = ()

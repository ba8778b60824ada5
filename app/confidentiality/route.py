"""`choose()`: the lane, from a verdict and the company's policy.

Invariant: a union of two cases, `Local | Cloud`, and a `Cloud` can only be built around a
`Sanitized`. Policy may be stricter than the laws and never looser (law 2). A sanitiser that fails
means local (law 3). Deliberately elsewhere: what a policy is (`policy`), its file (`policy_toml`),
the words of a reason (`app.wording`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import assert_never

from app.confidentiality.policy import CEILING, Policy
from app.confidentiality.policy_toml import parse_policy_toml
from app.confidentiality.reason import Reason, ReasonCode
from app.confidentiality.sanitize import Refused, Sanitized
from app.confidentiality.verdict import Verdict
from index.chunk import Action, Finding

__all__ = ["Cloud", "Local", "Policy", "Route", "choose", "parse_policy_toml", "tightened"]


@dataclass(frozen=True, slots=True)
class Local:
    """The prompt stays inside."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Cloud:
    """This, and only this, may leave."""

    prompt: Sanitized
    reason: Reason


Route = Local | Cloud


def choose(
    verdict: Verdict, policy: Policy, make: Callable[[Verdict], Sanitized | Refused]
) -> Route:
    """The lane. `make` sanitises by the verdict it is handed, the one that policy made stricter;
    it is called only where the laws and the policy let the text leave.
    """
    verdict = tightened(verdict, policy)
    if reason := _stays(verdict, policy):
        return Local(reason)
    try:
        made = make(verdict)
    except Exception:  # a sanitiser that fails in whatever way lets nothing leave
        return Local(Reason(ReasonCode.FAILED))
    match made:
        case Refused(reason):
            return Local(reason)
        case Sanitized():
            kinds = tuple(sorted(made.counts))
            return Cloud(made, Reason(ReasonCode.MASKED if kinds else ReasonCode.CLEAN, kinds))
        case unreachable:
            assert_never(unreachable)


def tightened(verdict: Verdict, policy: Policy) -> Verdict:
    """The verdict with the policy's stricter actions; a finding never gets a looser one."""
    if not policy.kinds:
        return verdict
    parts = tuple(
        replace(
            judged,
            heading=tuple(_stricter(f, policy) for f in judged.heading),
            text=tuple(_stricter(f, policy) for f in judged.text),
        )
        for judged in verdict.parts
    )
    return replace(verdict, parts=parts)


def _stricter(finding: Finding, policy: Policy) -> Finding:
    return replace(finding, action=policy.stricter(finding.kind, finding.action))


def _stays(verdict: Verdict, policy: Policy) -> Reason | None:
    local = sorted({f.kind for f in verdict.findings if f.action is Action.LOCAL})
    if verdict.unsure:
        return Reason(ReasonCode.UNSURE, detectors=verdict.unsure)
    if local:
        return Reason(ReasonCode.FINDING, tuple(local), verdict.sensitivity)
    if policy.highest is None or verdict.sensitivity > min(policy.highest, CEILING):
        return Reason(ReasonCode.LABEL, level=verdict.sensitivity)
    return Reason(ReasonCode.LIKELY) if _likely(verdict, policy) else None


def _likely(verdict: Verdict, policy: Policy) -> bool:
    """Whether the classifier is nearer to CONFIDENTIAL than this policy allows."""
    estimates = (*verdict.estimates, *([verdict.whole] if verdict.whole else []))
    return policy.probability is not None and any(
        estimate.probability >= policy.probability for estimate in estimates
    )

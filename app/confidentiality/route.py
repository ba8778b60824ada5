"""`choose()`: the lane, from a verdict and the company's policy.

Invariant: a union of two cases, `Local | Cloud`, and a `Cloud` can only be built around a
`Sanitized`. Policy may be stricter than the laws and never looser (law 2). A sanitiser that fails
means local (law 3). Deliberately elsewhere: the words of a reason (`app.wording`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from app.confidentiality.reason import Reason, ReasonCode
from app.confidentiality.sanitize import Refused, Sanitized
from app.confidentiality.toml_place import place
from app.confidentiality.verdict import STRICTNESS, Verdict
from index.chunk import Action, Finding, Sensitivity
from index.sentence import Rejected

_CEILING = Sensitivity.INTERNAL


@dataclass(frozen=True, slots=True)
class Policy:
    """What may leave. `highest` is the strictest level that may, None for nothing at all.

    `kinds` gives findings of a kind (in capitals) a stricter action than their detector does.
    """

    highest: Sensitivity | None = _CEILING
    kinds: Mapping[str, Action] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a policy that is looser than the laws."""
        if self.highest is not None and self.highest > _CEILING:
            raise Rejected(
                "{level} may never leave; use INTERNAL, PUBLIC or NONE", level=self.highest.name
            )
        if Action.MASK in self.kinds.values():
            raise Rejected("a kind's action may only be made stricter; use cut or local")


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
    wanted = policy.kinds.get(finding.kind.upper(), finding.action)
    return replace(finding, action=max(finding.action, wanted, key=STRICTNESS.__getitem__))


def _stays(verdict: Verdict, policy: Policy) -> Reason | None:
    local = sorted({f.kind for f in verdict.findings if f.action is Action.LOCAL})
    if verdict.unsure:
        return Reason(ReasonCode.UNSURE, detectors=verdict.unsure)
    if local:
        return Reason(ReasonCode.FINDING, tuple(local), verdict.sensitivity)
    if policy.highest is None or verdict.sensitivity > min(policy.highest, _CEILING):
        return Reason(ReasonCode.LABEL, level=verdict.sensitivity)
    return None


def parse_policy_toml(text: str, known_kinds: Collection[str] = ()) -> Policy:
    """A `policy.toml`: `highest = "PUBLIC"` (or "INTERNAL", "NONE") and `[kinds]` of cut or local.

    Raises `Rejected`: no TOML, unknown key, unknown kind where `known_kinds` are given, or looser
    than the laws.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Rejected(
            "the policy is not valid TOML ({place}); texts stand in quotes, and no key stands twice",
            place=place(error),
        ) from None
    if unknown := sorted(set(table) - {"highest", "kinds"}):
        raise Rejected(
            "the policy has unknown keys ({names}); use highest, kinds", names=", ".join(unknown)
        )
    kinds = table.get("kinds", {})
    if not isinstance(kinds, dict):
        raise Rejected('the policy\'s [kinds] must be a table, such as PERSON = "local"')
    known = {kind.upper() for kind in known_kinds}
    if known and (unknown := sorted(kind for kind in kinds if kind.upper() not in known)):
        raise Rejected(
            "the policy names unknown kinds ({names}); known are {known}",
            names=", ".join(unknown),
            known=", ".join(sorted(known)),
        )
    actions = {kind.upper(): _action(kind, value) for kind, value in kinds.items()}
    return Policy(_highest(table.get("highest", _CEILING.name)), actions)


def _highest(value: object) -> Sensitivity | None:
    if not isinstance(value, str):
        raise Rejected("the policy's highest must be a level's name in quotes, or \"NONE\"")
    if value.strip().upper() == "NONE":
        return None
    try:
        return Sensitivity.parse(value)
    except ValueError:  # its list has levels that may never leave
        raise Rejected(
            "unknown sensitivity; the policy's highest is INTERNAL, PUBLIC or NONE"
        ) from None


def _action(kind: str, value: object) -> Action:
    if value not in (Action.CUT.value, Action.LOCAL.value):
        raise Rejected('the policy\'s action for {kind} must be "cut" or "local"', kind=kind)
    return Action(value)

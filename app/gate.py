"""`Gate.decide()`: from a prompt to a lane. What `hush ask`, `explain` and `scan` share.

Invariant: the whole way is gone every time (assess, sanitise, assess again, the egress guard on the
very request body), whether or not a cloud model is configured; so what `explain` shows is what
`ask` does. Deliberately elsewhere: each step (`confidentiality`), sending (`models.cloud`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.audit import Audit, Decided
from app.confidentiality.guard import Guard
from app.confidentiality.reason import Reason, ReasonCode
from app.confidentiality.route import Cloud, Local, Policy, Route, choose
from app.confidentiality.sanitize import Sanitized, sanitize
from app.confidentiality.verdict import Detector, Part, Verdict, assess
from app.dialogue import Question
from app.errors import SettingsInvalid
from app.prompt import Prompt


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one prompt. `parts` are what `verdict.parts` judge."""

    parts: tuple[Part, ...]
    verdict: Verdict
    route: Route

    @property
    def reason(self) -> Reason:
        """Why this lane."""
        return self.route.reason

    @property
    def outgoing(self) -> Sanitized | None:
        """What may leave, if anything."""
        return self.route.prompt if isinstance(self.route, Cloud) else None

    @property
    def holds_credential(self) -> bool:
        """Whether a credential stands in the question or in a passage."""
        return any(finding.kind == "CREDENTIAL" for finding in self.verdict.findings)


@dataclass(frozen=True, slots=True)
class Gate:
    """Detectors, policy and the guard's rehearsal of a request, which returns why it is held."""

    detectors: tuple[Detector, ...]
    detector_version: str
    policy: Policy
    rehearse: Callable[[Sanitized], Reason | None]
    guard: Guard
    audit: Audit
    who: str

    def decide(self, prompt: Prompt) -> Decision:
        """Judge the exact prompt and choose its lane."""
        parts = prompt.parts(self.detector_version)
        verdict = assess(parts, self.detectors)
        route = choose(
            verdict, self.policy, lambda judged: sanitize(prompt, judged, self.detectors)
        )
        if isinstance(route, Cloud) and (held := self._held(route.prompt)):
            route = Local(held)
        return Decision(parts, verdict, route)

    def _held(self, prompt: Sanitized) -> Reason | None:
        """Why the request may not leave; one that cannot even be made may not."""
        try:
            return self.rehearse(prompt)
        except SettingsInvalid:
            raise
        except Exception:  # no text of it may stand in a traceback
            return Reason(ReasonCode.FAILED)

    def decided(self, question: Question, decision: Decision) -> Decided:
        """What the audit keeps of a decision: names and levels, no text."""
        return Decided(
            question.id,
            self.who,
            tuple(part.label for part in decision.parts),
            decision.verdict.sensitivity,
            decision.reason,
        )

    def record_local(self, question: Question, decision: Decision) -> None:
        """Note in the audit that the prompt stays inside."""
        self.audit.local(self.decided(question, decision))

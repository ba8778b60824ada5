"""`Gate.decide()`: from a prompt to a lane. What `hush ask`, `explain` and `scan` share.

Invariant: the whole way is gone every time (assess, sanitise, assess again, the egress guard on the
very request body), whether or not a cloud model is configured; so what `explain` shows is what
`ask` does. Whatever fails, dies or hangs on that way, the prompt stays inside (law 3): the way is
gone in a thread of its own, and after a deadline nobody waits for it. One thing no deadline ends: a
step that never lets another thread run, as a regular expression that does not come to its end. Then
there is no decision and no answer, and nothing leaves; that no pattern does so is tested.
Deliberately elsewhere: each step (`confidentiality`), sending (`models.cloud`).
"""

from __future__ import annotations

import contextlib
import functools
import queue
import threading
from collections import Counter
from collections.abc import Callable, Collection
from contextvars import copy_context
from dataclasses import dataclass, field

from app.allowance import difficulty_of
from app.audit import Audit, Decided
from app.confidentiality.guard import LATE, Guard, Held
from app.confidentiality.ledger import Ledger
from app.confidentiality.reason import Reason, ReasonCode
from app.confidentiality.remembered import remembering
from app.confidentiality.route import Cloud, Local, Policy, Route, choose, tightened
from app.confidentiality.sanitize import Candidate, Sanitized, sanitize
from app.confidentiality.verdict import (
    Detector,
    Examine,
    Judge,
    Judged,
    Part,
    Verdict,
    assess,
    in_turn,
)
from app.dialogue import Question
from app.errors import SettingsInvalid
from app.prompt import Prompt
from index.chunk import Sensitivity
from index.stages import stage

_NAME = "gate"
_SECONDS = 60.0
"""For a decision, models loaded in it; each detector has its own, shorter patience (`verdict`)."""
_SECONDS_PER_CHARACTER = 200e-6


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one prompt. `parts` are what `verdict.parts` judge."""

    parts: tuple[Part, ...]
    verdict: Verdict
    route: Route
    difficulty: float | None = None

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
    judge: Judge | None
    seconds: float = _SECONDS
    allowed: Callable[[Prompt, Sanitized, Collection[str] | None], Reason | None] = (
        lambda _prompt, _outgoing, _groups: None
    )
    """Why a prompt that may leave does not, for an asker in these groups: the policy's hosts, use of
    the cloud and budgets."""
    foresee: Callable[[Candidate], Held | None] = lambda _: None
    """Has the guard read what will probably leave, while other processes still read it."""
    read: Examine = in_turn
    """Reads with the detectors, in this process or in others as well."""
    remembered: Examine = field(default_factory=remembering)
    """The same; what comes again with every question is remembered."""

    @property
    def name(self) -> str:
        """What stands in `unsure` where no decision came in time."""
        return _NAME

    def decide(
        self,
        prompt: Prompt,
        ledger: Ledger | None = None,
        groups: Collection[str] | None = None,
    ) -> Decision:
        """Judge the exact prompt and choose its lane; local where that does not end in time.

        `ledger` is the memory of the conversation, `groups` are the asker's. Raises
        `SettingsInvalid` where the settings keep a request from being made at all.
        """
        parts = prompt.parts(self.detector_version)
        patience = self.seconds + _SECONDS_PER_CHARACTER * sum(len(part.text) for part in parts)
        answers: queue.SimpleQueue[Decision | SettingsInvalid | None] = queue.SimpleQueue()

        def work() -> None:
            outcome: Decision | SettingsInvalid | None = None
            try:
                outcome = self._decide(prompt, parts, ledger, groups)
            except SettingsInvalid as error:
                outcome = error
            finally:  # whatever else ended this thread: an answer that is no leave to go out
                answers.put(outcome)

        aside = functools.partial(copy_context().run, _quietly(work))
        threading.Thread(target=aside, name="gate", daemon=True).start()
        try:
            outcome = answers.get(timeout=patience)
        except queue.Empty:
            outcome = None
        if isinstance(outcome, SettingsInvalid):
            raise outcome
        return outcome or _undecided(parts)

    def _decide(
        self,
        prompt: Prompt,
        parts: tuple[Part, ...],
        ledger: Ledger | None,
        groups: Collection[str] | None,
    ) -> Decision:
        with stage("assess"):
            verdict = assess(parts, self.detectors, self.judge, self.remembered)
        verdict = tightened(verdict, self.policy)
        foreseen = _Foreseen(self.foresee)
        with stage("sanitize"):
            route = choose(
                verdict,
                self.policy,
                lambda judged: sanitize(
                    prompt,
                    judged,
                    self.detectors,
                    ledger,
                    parts,
                    self.read,
                    self.remembered,
                    foreseen.told,
                ),
            )
        if isinstance(route, Cloud) and (held := foreseen.late or self._held(route.prompt)):
            route = Local(held)
        if isinstance(route, Cloud) and (stays := self.allowed(prompt, route.prompt, groups)):
            route = Local(stays)
        return Decision(parts, verdict, route, difficulty_of(prompt))

    def _held(self, prompt: Sanitized) -> Reason | None:
        """Why the request may not leave; one that cannot even be made may not."""
        try:
            with stage("guard"):
                return self.rehearse(prompt)
        except SettingsInvalid:
            raise
        except Exception:  # no text of it may stand in a traceback
            return Reason(ReasonCode.FAILED)

    def decided(self, question: Question, decision: Decision) -> Decided:
        """What the audit keeps of a decision: names and levels, no text."""
        return Decided(
            question.id,
            question.who or self.who,
            tuple(part.label for part in decision.parts),
            decision.verdict.sensitivity,
            decision.reason,
            found=_counted(decision.verdict),
            estimates=tuple(estimate.probability for estimate in decision.verdict.estimates),
            whole=decision.verdict.whole.probability if decision.verdict.whole else None,
            difficulty=decision.difficulty,
            policy=self.policy.digest,
            detectors=self.detector_version,
            question_text=question.text,
            budget=self.policy.budget.charged(question.access.groups) or "",
        )

    def record_local(self, question: Question, decision: Decision) -> None:
        """Note in the audit that the prompt stays inside."""
        self.audit.local(self.decided(question, decision))

    def record_abstained(self, question: Question) -> None:
        """Note in the audit that the docs hold no answer to it, so that nothing was decided."""
        self.audit.abstained(question.id, question.who or self.who, question.text)


class _Foreseen:
    """Has the guard read candidates until one is held: what it says, or why it cannot, is heard where
    its word counts, in `Gate._held`. Only one that did not come to its end is not asked again."""

    def __init__(self, foresee: Callable[[Candidate], Held | None]) -> None:
        self._foresee = foresee
        self._clear = True
        self.late: Reason | None = None
        """Why nothing of this leaves: the guard had no time for it."""

    def told(self, candidate: Candidate) -> None:
        """This will probably leave."""
        if self._clear:
            self._clear = False
            with stage("guard"), contextlib.suppress(Exception):
                held = self._foresee(candidate)
                self._clear = held is None
                if held is not None and LATE in held.reason.kinds:
                    self.late = held.reason


def _counted(verdict: Verdict) -> tuple[tuple[str, str, int], ...]:
    """How many findings of each kind and action."""
    counts = Counter((finding.kind, finding.action.value) for finding in verdict.findings)
    return tuple((kind, action, count) for (kind, action), count in sorted(counts.items()))


def _undecided(parts: tuple[Part, ...]) -> Decision:
    """What is decided where no decision came: it stays inside."""
    level = max(Sensitivity.CONFIDENTIAL, *(part.label for part in parts))
    nothing = tuple(Judged((), ()) for _ in parts)
    reason = Reason(ReasonCode.UNSURE, detectors=(_NAME,))
    return Decision(parts, Verdict(level, nothing, (_NAME,)), Local(reason))


def _quietly(work: Callable[[], None]) -> Callable[[], None]:
    """`work`, whose error is printed nowhere: it may quote the prompt."""

    def run() -> None:
        try:
            work()
        except BaseException:  # the thread ends here; its answer was given
            return

    return run

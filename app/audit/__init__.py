"""The audit: one line before anything leaves, one for how it ended, one for what stayed or was
declined (law 8).

Invariant: a line is on the disk (written whole, fsynced) before `egress()` returns, and only then
may a byte leave; where it cannot be written `AuditUnwritable` is raised and nothing leaves. Lines
hold names, numbers and hashes, never a document's or question's text; values stand in them as
hashes with a key of this house. Deliberately elsewhere: what a line holds (`records`), how lines
hang together (`chain`, `verifying`), reading them again (`reading`), copies of what left
(`sealing`), who may leave (`app.confidentiality`), sending (`app.models.transport`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.audit.chain import Chain
from app.audit.keys import keyed_hash
from app.audit.records import Attempt, Decided, Spent, tried, words
from app.audit.sealing import Seals
from app.audit.verifying import broken_line
from app.confidentiality.reason import Reason
from app.errors import AuditUnwritable
from index.stages import stage

__all__ = ["Attempt", "Audit", "Decided", "Spent", "broken_line"]


class Audit:
    """Appends to one file of JSON lines. Several processes may have it open."""

    def __init__(self, path: Path, seals: Seals | None = None) -> None:
        """The file and, where the settings ask for them, sealed copies of what leaves."""
        self._chain = Chain(path)
        self._seals = seals

    @property
    def path(self) -> Path:
        """The file of JSON lines."""
        return self._chain.path

    def local(self, decided: Decided) -> None:
        """The prompt stays inside. Raises `AuditUnwritable`."""
        self._append({"event": "decided", **self._words(decided), "lane": "local"})

    def abstained(self, question_id: str, who: str, text: str) -> None:
        """The docs hold no answer: no prompt was made and no model asked. Raises `AuditUnwritable`."""
        line = {"event": "abstained", "question": question_id, "who": who, "lane": "local"}
        self._append({**line, "reason": "abstained", "asked": keyed_hash(self._key(), text)})

    def egress(self, decided: Decided, attempt: Attempt, body: bytes = b"") -> None:
        """These bytes are about to leave. Raises `AuditUnwritable`; then they must not."""
        if self._seals is not None:
            self._sealed(self._seals, attempt, body)
        line = {"event": "egress", **self._words(decided), "lane": "cloud", **tried(attempt)}
        line |= {"sha256": attempt.digest, "masked": dict(attempt.masked)}
        key = self._key()
        values = sorted(keyed_hash(key, value) for value in attempt.values)
        line |= {"values": values} if values else {}
        spent = attempt.reserved
        self._append({**line, **_spent(spent), **({"sealed": True} if self._seals else {})})

    def outcome(
        self, decided: Decided, attempt: Attempt, outcome: str, spent: Spent | None = None
    ) -> None:
        """How that try ended: a word such as `answered`, or an error's name. `spent` takes the
        place of what the attempt had reserved."""
        line = {"event": "outcome", "question": decided.question_id, **tried(attempt)}
        self._append({**line, "outcome": outcome, **_spent(spent)})

    def held(self, decided: Decided, reason: Reason) -> None:
        """The egress guard held the request back; nothing left."""
        line = {"event": "held", **self._words(decided), "lane": "local"}
        self._append({**line, "reason": reason.code.value, "kinds": list(reason.kinds)})

    def overseen(self, event: str, who: str, whose: str, conversation: str = "") -> None:
        """An admin looks at somebody's conversation, or deletes it. Raises `AuditUnwritable`."""
        line = {"event": event, "who": who, "whose": whose}
        self._append(line | ({"conversation": conversation} if conversation else {}))

    def _words(self, decided: Decided) -> dict[str, object]:
        asked = decided.question_text
        hashed = {"asked": keyed_hash(self._key(), asked)} if asked else {}
        return {**words(decided), **hashed}

    def _key(self) -> bytes:
        try:
            return self._chain.key()
        except OSError as error:
            raise self._unwritable(error) from None

    def _sealed(self, seals: Seals, attempt: Attempt, body: bytes) -> None:
        try:
            seals.put(attempt.ticket, body)
            return
        except OSError as error:
            failure = self._unwritable(error)
        raise failure

    def _append(self, line: Mapping[str, object]) -> None:
        try:
            with stage("audit"):
                self._chain.append(line)
            return
        except OSError as error:
            failure = self._unwritable(error)
        raise failure

    def _unwritable(self, error: OSError) -> AuditUnwritable:
        return AuditUnwritable(
            "the audit file {path} cannot be written ({why}), so nothing may leave; "
            "make its folder writable and see that the disk has room",
            path=self.path,
            why=error.strerror or type(error).__name__,
        )


def _spent(spent: Spent | None) -> dict[str, object]:
    if spent is None:
        return {}
    cost = {} if spent.cost is None else {"cost": round(spent.cost, 8), "currency": spent.currency}
    return {"tokens_in": spent.tokens_in, "tokens_out": spent.tokens_out, **cost}

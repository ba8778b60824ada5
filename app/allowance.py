"""Whether a prompt that may leave does: the policy's hosts, its use of the cloud, its budget.

Invariant: it can only say no, with a reason; a host, a price or a sum that is not known is a no
where the policy asks for it. Somebody in several groups is charged to the first one that the policy
lists. What was spent is what the audit says, of every process.
Deliberately elsewhere: whether it may leave at all (`app.confidentiality.route`), how hard a
question is (`app.confidentiality.difficulty`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.audit.reading import Spending
from app.confidentiality.difficulty import difficulty
from app.confidentiality.policy import Policy, Use
from app.confidentiality.reason import Reason, ReasonCode
from app.confidentiality.sanitize import Sanitized
from app.prompt import Prompt
from app.settings import CloudSettings
from app.spending import estimated_tokens, spent


def difficulty_of(prompt: Prompt) -> float:
    """How hard the question is with these passages, in [0, 1]."""
    passages = prompt.passages
    similarity = max((passage.dense for passage in passages), default=0.0)
    texts = [passage.chunk.embedded_text for passage in passages]
    return difficulty(prompt.question, texts, similarity).score


@dataclass(frozen=True, slots=True)
class Allowance:
    """The policy's word on one configured cloud model."""

    policy: Policy
    cloud: CloudSettings
    spending: Spending

    def __call__(
        self, prompt: Prompt, outgoing: Sanitized, groups: Collection[str] | None = None
    ) -> Reason | None:
        """Why the prompt stays inside; None where it goes out. Raises `OSError` for the audit."""
        if self.policy.use is Use.NEVER:
            return Reason(ReasonCode.NEVER)
        if not host_allowed(self.policy, self.cloud):
            return Reason(ReasonCode.PROVIDER)
        needed = self.policy.use is Use.PREFER or difficulty_of(prompt) >= self.policy.difficulty
        if not needed:
            return Reason(ReasonCode.EASY)
        return self._too_dear(outgoing, groups)

    def _too_dear(self, outgoing: Sanitized, groups: Collection[str] | None) -> Reason | None:
        budget = self.policy.budget
        if not budget.limited:
            return None
        price = self.policy.price_of(self.cloud.model)
        if price is None:  # `price_missing` says so beforehand
            return Reason(ReasonCode.BUDGET)
        tokens = estimated_tokens(outgoing.text)
        cost = spent(tokens, self.cloud.max_tokens, price, budget.currency).cost or 0.0
        sums = (
            (budget.day, self.spending.of_day(budget.currency)),
            (budget.month, self.spending.of_month(budget.currency)),
        )
        if any(limit is not None and sum_ + cost > limit for limit, sum_ in sums):
            return Reason(ReasonCode.BUDGET)
        group = budget.charged(groups)
        if group is None:
            return None
        sum_ = self.spending.of_month(budget.currency, group=group)
        too_dear = sum_ + cost > dict(budget.groups)[group]
        return Reason(ReasonCode.GROUP_BUDGET, kinds=(group,)) if too_dear else None


def host_allowed(policy: Policy, cloud: CloudSettings) -> bool:
    """Whether the configured host is one of the policy's; with none configured there is no harm."""
    if policy.hosts is None or not cloud.base_url:
        return True
    try:
        parts = urlsplit(cloud.base_url.strip())
        names = {parts.hostname or "", parts.netloc.lower()}
    except ValueError:
        return False
    return bool(names & policy.hosts)


def price_missing(policy: Policy, cloud: CloudSettings) -> bool:
    """Whether there is a budget that no question fits in, because its price is not known."""
    return policy.budget.limited and policy.price_of(cloud.model) is None

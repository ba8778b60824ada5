"""How much one may ask: requests in a minute, answers at once, tokens in an hour and a day.

Invariant: counted in memory, by the id of whoever is known; a stranger's request counts nothing
here, so that nobody unknown makes it grow. Somebody for whom a bot asks is counted as a person, and
the bot's key as a whole; whoever is refused as a person costs the key nothing. The owner has no
limits. A request that is refused says when to come again. Each process counts for itself.
Deliberately elsewhere: failed sign-ins by address (`identity.tries`), the length of a body
(`envelope`), the queue of the local model, money (`allowance`).
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from limits import (
    RateLimitItem,
    RateLimitItemPerDay,
    RateLimitItemPerHour,
    RateLimitItemPerMinute,
)
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter, RateLimiter, SlidingWindowCounterRateLimiter

from app.api.metrics import Metrics
from app.api.problems import Refused
from app.principals import Principal, whose
from app.service_settings import LimitSettings

USER, KEY = "user", "key"
_KEY_PREFIX = "key:"
_NAMES = ("requests", "answers", "tokens_hour", "tokens_day")
_SOON = 5
"""Seconds after which to try again where an answer must end first."""


class Limiting:
    """The limits of one service, for its event loop."""

    def __init__(self, chosen: LimitSettings | None = None, metrics: Metrics | None = None) -> None:
        """Nothing is counted yet."""
        self.chosen = chosen or LimitSettings()
        self._metrics = metrics or Metrics()
        self._storage = storage = MemoryStorage()
        self._requests = SlidingWindowCounterRateLimiter(storage)
        self._tokens = FixedWindowRateLimiter(storage)
        self._answers: Counter[str] = Counter()
        said = self.chosen
        self._of = {
            USER: _Of(
                said.user_requests, said.user_answers, said.user_tokens_hour, said.user_tokens_day
            ),
            KEY: _Of(
                said.key_requests, said.key_answers, said.key_tokens_hour, said.key_tokens_day
            ),
        }
        for kind, limits in self._of.items():
            for name, value in limits.named.items():
                self._metrics.limit(name, kind, value)

    def request(self, who: Principal) -> None:
        """One more request. Raises `Refused`."""
        for kind, name in parties(who):
            limit = self._of[kind].requests
            if limit is not None and not self._requests.hit(limit, "requests", name):
                wait = self._wait(self._requests, limit, "requests", name)
                raise self._refused("requests", kind, "too_many_requests", wait, seconds=wait)

    @contextmanager
    def answer(self, who: Principal) -> Iterator[None]:
        """While one more answer is made. Raises `Refused`."""
        counted = parties(who)
        for kind, name in counted:
            self._check(kind, name)
        for _, name in counted:
            self._answers[name] += 1
        try:
            yield
        finally:
            for _, name in counted:
                self._answers[name] -= 1
                if not self._answers[name]:
                    del self._answers[name]

    def spend(self, who: Principal, tokens: int) -> None:
        """An answer has used so many. What runs may end above the limit; nothing begins then."""
        for kind, name in parties(who):
            for word, limit in self._of[kind].tokens:
                if tokens > 0:
                    self._tokens.hit(limit, word, name, cost=tokens)

    def question(self, text: str) -> None:
        """Raises `Refused` for a question that is too long."""
        most = self.chosen.question_characters
        if len(text) > most:
            self._metrics.limited("question", "any")
            raise Refused(422, "question_too_long", "question", said={"most": most})

    def _check(self, kind: str, name: str) -> None:
        of = self._of[kind]
        if of.answers and self._answers[name] >= of.answers:
            raise self._refused("answers", kind, "too_many_answers", _SOON, most=of.answers)
        for word, limit in of.tokens:
            if not self._tokens.test(limit, word, name):
                wait = self._wait(self._tokens, limit, word, name)
                raise self._refused(word, kind, word, wait, seconds=wait)

    def _refused(self, limit: str, kind: str, code: str, wait: int, **said: object) -> Refused:
        self._metrics.limited(limit, kind)
        return Refused(429, code, headers={"Retry-After": str(wait)}, said=said)

    def _wait(self, limiter: RateLimiter, limit: RateLimitItem, word: str, name: str) -> int:
        """Whole seconds, at least one."""
        reset = limiter.get_window_stats(limit, word, name).reset_time
        return max(1, math.ceil(reset - time.time()))


class _Of:
    """The limits of one kind of asker; None or nothing where there is none."""

    def __init__(self, requests: int, answers: int, hour: int, day: int) -> None:
        self.named = {
            "requests": requests,
            "answers": answers,
            "tokens_of_hour": hour,
            "tokens_of_day": day,
        }
        self.requests = RateLimitItemPerMinute(requests) if requests else None
        self.answers = answers
        chosen: list[tuple[str, RateLimitItem]] = []
        if hour:
            chosen.append(("tokens_of_hour", RateLimitItemPerHour(hour)))
        if day:
            chosen.append(("tokens_of_day", RateLimitItemPerDay(day)))
        self.tokens = tuple(chosen)


def parties(who: Principal) -> tuple[tuple[str, str], ...]:
    """Who is counted for this one, the person first."""
    if who.groups is None:
        return ()
    key, acting = whose(who.id)
    if not key.startswith(_KEY_PREFIX):
        return ((USER, who.id),)
    return ((USER, who.id), (KEY, key)) if acting else ((KEY, key),)

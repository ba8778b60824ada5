"""`Breaker`: leaves a model alone that has not answered for a while.

Invariant: after so many failures in a row the model rests; then one question tries it, and only
when that one is answered do others follow. Whether a failure counts is about the model being there
for anybody: no connection, no answer, an error of its own, a refused key, an unknown model, too many
requests. A request that was wrong by itself (too long, filtered) shows that it is there; one that
never left, or that its asker stopped, shows nothing. A resting model is no way to another lane: the
caller decides (law 3). Deliberately elsewhere: which models have one (`wiring`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from app.errors import EgressHeld, ModelBusy, ModelFailure, ModelRefused, ModelResting

_FOR_EVERYBODY = frozenset({401, 403, 404, 429})
_LONGEST_REST = 600.0
"""Seconds, whatever a server asks for."""


@dataclass(frozen=True, slots=True)
class Change:
    """The model `lane` began to rest, or answers again. `error` is the kind of the last failure."""

    lane: str
    resting: bool
    failures: int
    error: str


class Breaker:
    """Of one model. It belongs to one event loop; `clock` is in seconds."""

    def __init__(
        self,
        lane: str = "local",
        failures: int = 5,
        rest: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.lane = lane
        self.told: Callable[[Change], None] = lambda _: None
        """Hears of every change; the service's log does."""
        self._most = failures
        self._rest = rest
        self._clock = clock
        self._failures = 0
        self._until: float | None = None
        self._trying = False
        self._error = ""

    @property
    def resting(self) -> bool:
        """Whether it rests, or one question is finding out whether it still must."""
        return self._until is not None

    @property
    def failures(self) -> int:
        """In a row, until now."""
        return self._failures

    def enter(self) -> Try | None:
        """A try, to be used as a context around the model's work; None while it rests."""
        if self._until is None:
            return Try(self)
        if self._trying or self._clock() < self._until:
            return None
        self._trying = True
        return Try(self, alone=True)

    def refusal(self) -> ModelResting:
        """What is said of a model that rests."""
        left = (self._until or 0.0) - self._clock()
        return ModelResting(
            "the model failed {count} times in a row and rests; it is tried again in {seconds} s",
            count=self._failures,
            seconds=max(1, round(left)),
        )

    def succeeded(self) -> None:
        """It is there."""
        was, self._until = self._until, None
        failures, self._failures = self._failures, 0
        self._trying = False
        if was is not None:
            self.told(Change(self.lane, False, failures, self._error))

    def failed(self, failure: ModelFailure, *, alone: bool) -> None:
        """It was not there. `alone`: this was the one try of a model that rests."""
        if self._until is not None and not alone:
            return  # it set out before the model began to rest
        self._failures += 1
        self._error = type(failure).__name__
        self._trying = False
        if self._failures >= self._most:
            began = self._until is None
            self._until = self._clock() + max(self._rest, min(_wait(failure), _LONGEST_REST))
            if began:
                self.told(Change(self.lane, True, self._failures, self._error))

    def stopped(self, *, alone: bool) -> None:
        """Nothing was learnt; another one may try."""
        if alone:
            self._trying = False


class Try:
    """One use of the model: how it ends is judged."""

    def __init__(self, breaker: Breaker, *, alone: bool = False) -> None:
        self._breaker = breaker
        self._alone = alone

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if error is None or (isinstance(error, ModelRefused) and not _for_everybody(error)):
            self._breaker.succeeded()
        elif isinstance(error, ModelFailure) and not isinstance(error, EgressHeld | ModelBusy):
            self._breaker.failed(error, alone=self._alone)
        else:
            self._breaker.stopped(alone=self._alone)


def _for_everybody(refused: ModelRefused) -> bool:
    """Whether the next request would be refused as this one was."""
    status = refused.sentence.fields.get("status")
    return isinstance(status, int) and (status in _FOR_EVERYBODY or 300 <= status < 400)


def _wait(failure: ModelFailure) -> float:
    """Seconds for which the server asked to be left alone."""
    wait = failure.sentence.fields.get("wait")
    return float(wait) if isinstance(wait, int | float) else 0.0


@dataclass(frozen=True, slots=True)
class Breakers:
    """One for each model: neither knows of the other."""

    local: Breaker = field(default_factory=Breaker)
    cloud: Breaker = field(default_factory=lambda: Breaker("cloud"))

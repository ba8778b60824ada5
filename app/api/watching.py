"""What the service tells of its models by itself: metrics of queue and breakers, a line in the log.

Invariant: lanes, kinds of errors and counts, nothing of content. Deliberately elsewhere: when a model
rests (`app.breaker`), who waits (`app.queueing`).
"""

from __future__ import annotations

import logging
from functools import partial

from app.api.metrics import Metrics
from app.breaker import Breaker, Change
from app.service import Service

_LOG = logging.getLogger("hush.service")


def watch(service: Service, metrics: Metrics) -> None:
    """From now on."""
    metrics.waiting.set_function(lambda: service.queue.waiting)
    metrics.running.set_function(lambda: service.queue.running)
    for breaker in service.breakers:
        breaker.told = _told
        metrics.resting.labels(breaker.lane).set_function(partial(_resting, breaker))


def _resting(breaker: Breaker) -> float:
    return float(breaker.resting)


def _told(change: Change) -> None:
    said = {"lane": change.lane, "failures": change.failures, "error": change.error}
    if change.resting:
        _LOG.warning("model rests", extra=said)
    else:
        _LOG.info("model answers again", extra=said)

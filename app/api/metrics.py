"""Prometheus metrics, own prefix, few label values.

Invariant: no label holds anything that somebody wrote: routes are templates, lanes are two,
outcomes a handful. Times are seconds. Deliberately elsewhere: where things happen (`envelope`,
`asking`).
"""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
_METHODS = frozenset({"GET", "POST", "DELETE", "HEAD", "OPTIONS", "PUT", "PATCH"})


class Metrics:
    """One registry for one service."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.in_flight = Gauge(
            "hush_requests_in_flight", "Requests at work", registry=self.registry
        )
        self.tasks = Gauge(
            "hush_tasks", "Tasks of the event loop, this look among them", registry=self.registry
        )
        self._requests = Histogram(
            "hush_request_seconds",
            "Whole requests, streams included",
            ("route", "method", "status"),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._answers = Counter(
            "hush_answers_total",
            "Answers by lane and outcome",
            ("lane", "outcome"),
            registry=self.registry,
        )
        self._first_token = Histogram(
            "hush_first_token_seconds",
            "From the question to the first token",
            ("lane",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._stages = Histogram(
            "hush_stage_seconds",
            "Stages of an answer; some lie in others (index.stages)",
            ("stage",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.waiting = Gauge(
            "hush_local_waiting", "Answers that wait for the local model", registry=self.registry
        )
        self.running = Gauge(
            "hush_local_running", "Answers that the local model makes", registry=self.registry
        )
        self.resting = Gauge(
            "hush_model_resting",
            "1 while a lane's model is left alone because it failed",
            ("lane",),
            registry=self.registry,
        )

        self._limits = Gauge(
            "hush_limit",
            "Limits of one asker, as set; 0 is none",
            ("limit", "of"),
            registry=self.registry,
        )
        self._limited = Counter(
            "hush_limited_total",
            "Requests refused by a limit",
            ("limit", "of"),
            registry=self.registry,
        )

    def limit(self, limit: str, of: str, value: int) -> None:
        """A limit as it is set; `of` is user or key."""
        self._limits.labels(limit, of).set(value)

    def limited(self, limit: str, of: str) -> None:
        """A request met its limit."""
        self._limited.labels(limit, of).inc()

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """One request has ended."""
        known = method if method in _METHODS else "other"
        self._requests.labels(route, known, f"{status // 100}xx").observe(seconds)

    def answered(self, lane: str, outcome: str, stages: Mapping[str, float]) -> None:
        """`outcome`: answered, abstained, failed or cancelled; `stages` in seconds."""
        self._answers.labels(lane, outcome).inc()
        for stage, seconds in stages.items():
            self._stages.labels(stage).observe(seconds)

    def first_token(self, lane: str, seconds: float) -> None:
        """The first word was shown."""
        self._first_token.labels(lane).observe(seconds)

    def text(self) -> bytes:
        """In Prometheus' text format."""
        return generate_latest(self.registry)

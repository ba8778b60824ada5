"""Notices of what stands between an asker and the models, as `words`: the queue, resting models."""

from __future__ import annotations

UPSTREAM: dict[str, tuple[str, str]] = {
    "cloud_resting": (
        "{reason}, but the cloud model is resting after {count} failures, so it is answered locally",
        "{reason}, но облачная модель отдыхает после сбоев подряд ({count}), поэтому ответ локальный",
    ),
}

"""Which queue, breakers and spans settings make."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.queueing import Limits
from app.settings import CloudSettings, LocalSettings, Settings
from app.settings_upstream import BreakerSettings, QueueSettings
from app.wiring_upstream import _cloud, breakers_of, queue_of

GGUF = LocalSettings(gguf=Path("model.gguf"))
SERVER = LocalSettings(base_url="http://127.0.0.1:8080/v1", model="small")


@pytest.mark.parametrize(
    ("local", "queue", "at_once"),
    [
        (GGUF, QueueSettings(), 1),
        (SERVER, QueueSettings(), 4),
        (SERVER, QueueSettings(at_once=9), 9),
        (GGUF, QueueSettings(at_once=2), 2),
    ],
)
def test_how_many_at_once(local: LocalSettings, queue: QueueSettings, at_once: int) -> None:
    made = queue_of(Settings(local=local, queue=queue))
    assert made.limits == Limits(at_once, queue.per_user, queue.waiting, queue.patience)


def test_where_passages_are_quoted_nobody_waits() -> None:
    queue = queue_of(Settings(queue=QueueSettings(at_once=1, per_user=1, waiting=0)))
    assert [queue.join("a").position for _ in range(50)] == [0] * 50


def test_each_lane_has_its_own_breaker() -> None:
    made = breakers_of(Settings(breaker=BreakerSettings(failures=1, rest=7)))
    assert (made.local.lane, made.cloud.lane) == ("local", "cloud")
    assert made.local is not made.cloud


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://api.openai.com/v1", "openai"),
        ("https://api.anthropic.com/v1", "anthropic"),
        ("https://llm.api.cloud.yandex.net/v1", "yandex"),
        ("https://models.example.com/v1", "openai_compatible"),
        ("", "openai_compatible"),
    ],
)
def test_who_runs_the_cloud_model(url: str, name: str) -> None:
    assert _cloud(CloudSettings(base_url=url).base_url) == name

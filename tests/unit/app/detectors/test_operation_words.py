"""Words of operation: kinds and states of Kubernetes and names of alerts are no names."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.operation_words import is_operational
from app.confidentiality.detectors.organisations import Organisations
from app.confidentiality.detectors.people import People
from tests.unit.app.detectors.cases import values

WORDS = (
    "CrashLoopBackOff ImagePullBackOff OOMKilled Evicted Terminating Pending NodeNotReady Unhealthy"
    " PodDisruptionBudget HorizontalPodAutoscaler StatefulSet ConfigMap PersistentVolumeClaim"
    " NetworkPolicy DiskPressure PIDPressure Watchdog TargetDown HighErrorRate KafkaConsumerLagHigh"
    " DiskWillFillIn4Hours NodeFilesystemSpaceFillingUp QueueBacklogGrowingTooFast CertificateExpired"
)
FRAMES = (
    "Почему в статусе видно {} и что с этим делать дежурному после перезапуска?",
    "Почему поды в {}?",
    "Проверьте {} в нужном неймспейсе и при необходимости увеличьте лимиты.",
    "Алерт {} срабатывает, когда ошибок больше пяти процентов.",
    "Опять {} у нас вечером",
    "Why does the status show {} and what should the engineer on call do after a restart?",
    "Is {} dangerous?",
)


@pytest.mark.parametrize("frame", FRAMES)
def test_they_stay(frame: str) -> None:
    texts = {word: frame.format(word) for word in WORDS.split()}
    masked = {
        word: [*values(Organisations(), text), *values(People(), text)]
        for word, text in texts.items()
    }
    assert {word: found for word, found in masked.items() if found} == {}


@pytest.mark.parametrize(
    "name", ["NorthFreight", "BrightWell", "NovaTerra", "SolarWinds", "DeepMind", "OpenTable"]
)
def test_a_firm_built_of_english_words_is_none_of_them(name: str) -> None:
    assert not is_operational(name)


def test_a_firm_is_found_in_the_same_frame() -> None:
    assert values(Organisations(), "Договор подписали Ростелеком и Газпром, ждём счёт.") == [
        "Ростелеком",
        "Газпром",
    ]

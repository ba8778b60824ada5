"""The shipped classifier on topics that it never saw: floors, not boasts."""

from __future__ import annotations

import random
import time

import pytest

from app.classifier_file import SHIPPED
from app.confidentiality.detectors.artefact import LANGUAGES, parsed
from app.confidentiality.detectors.classifier import Classifier
from app.confidentiality.detectors.windows import windows
from app.training.at_hand import documents
from app.training.compose import Sample, samples
from app.training.labelled import split, topics
from index.chunk import Sensitivity
from index.embedding import Encoders
from index.settings import EmbeddingSettings

ENCODERS = Encoders(EmbeddingSettings())
LEAST_FOUND = 0.95
MOST_KEPT = {"en": 0.4, "ru": 0.6}
"""Of harmless texts of unseen topics, half of them hard ones: guides, news and rules about pay, law,
medicine and attacks."""


@pytest.fixture(scope="module")
def judge() -> Classifier:
    return Classifier(parsed(SHIPPED.read_bytes()), ENCODERS.dense)


def _unseen(spoken: str) -> list[Sample]:
    everything = (*topics(), *documents())
    sides = split(everything)
    own = [topic for topic in everything if sides[topic.name] == "test"]
    made = [s for s in samples(own, 4, 9, padded=0.0) if s.language == spoken]
    return random.Random(2).sample(made, 200)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_floors_on_unseen_topics(judge: Classifier, spoken: str) -> None:
    made = _unseen(spoken)
    estimates = judge.estimate([sample.text for sample in made], lambda: [()] * len(made))
    kept = [one.level >= Sensitivity.CONFIDENTIAL for one in estimates]
    sensitive = [k for k, sample in zip(kept, made, strict=True) if sample.sensitive]
    harmless = [k for k, sample in zip(kept, made, strict=True) if not sample.sensitive]
    assert len(sensitive) >= 50
    assert sum(sensitive) / len(sensitive) >= LEAST_FOUND
    assert sum(harmless) / len(harmless) <= MOST_KEPT[spoken]


def test_its_own_work_takes_less_than_ten_milliseconds_a_text(judge: Classifier) -> None:
    text = "kubectl rollout undo deployment/cart; посмотрите журнал узла. " * 25
    pieces = windows(text)
    kept = dict(zip(pieces, ENCODERS.dense(pieces), strict=True))
    own = Classifier(judge.artefact, lambda texts: [kept[piece] for piece in texts])
    own.estimate([text], lambda: [()], declared=True)
    began = time.process_time()
    for _ in range(20):
        own.estimate([text], lambda: [()], declared=True)
    assert (time.process_time() - began) / 20 < 0.010

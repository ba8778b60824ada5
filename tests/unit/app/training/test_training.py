"""The labelled set, its generator, the trainer and the calibration."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from app.confidentiality.detectors.artefact import LANGUAGES, written
from app.training import calibration
from app.training.at_hand import documents
from app.training.compose import LONGEST, WINDOW, samples
from app.training.fitting import Inputs, Recipe, fit, together
from app.training.labelled import SPLITS, split, topics
from app.training.slots import filled, unknown
from app.training.trainer import DAILY, Plan, Step, inputs_of, train
from index.chunk import Sensitivity
from index.script import language
from tests.unit.app.detectors.test_classifier import embed

TOPICS = topics()
FEW = tuple(t for t in TOPICS if t.family in {"people", "ops", "office", "docs", "money"})
QUICK = Plan(training=3, judging=3, seed=5, recipe=Recipe(epochs=2, width=8))
SILENT = Step(done=lambda _: None, total=lambda _: None)


def test_the_set_is_broad_in_both_languages() -> None:
    for sensitive in (True, False):
        own = [t for t in TOPICS if (t.level >= Sensitivity.CONFIDENTIAL) == sensitive]
        assert len(own) >= 100
        for spoken in LANGUAGES:
            assert sum(len(topic.spoken(spoken)) for topic in own) >= 300
    assert {topic.level for topic in TOPICS} == set(Sensitivity)


def test_every_slot_has_values_and_every_topic_a_language() -> None:
    assert [topic.name for topic in TOPICS if not set(topic.by_language) <= set(LANGUAGES)] == []
    for topic in TOPICS:
        for spoken, frames in topic.by_language.items():
            wrong = [frame for frame in frames if unknown(frame, spoken)]
            assert wrong == [], topic.name


def test_no_frame_stands_in_two_topics() -> None:
    frames = [frame for topic in TOPICS for frame in topic.frames]
    assert len(frames) == len(set(frames))


def test_the_splits_share_no_topic_and_no_frame() -> None:
    everything = (*TOPICS, *documents())
    sides = split(everything)
    assert set(sides) == {topic.name for topic in everything}
    assert set(sides.values()) == set(SPLITS)
    frames = {
        side: {f for t in everything if sides[t.name] == side for f in t.frames} for side in SPLITS
    }
    assert not frames["train"] & frames["calibration"]
    assert not frames["train"] & frames["test"]
    assert not frames["calibration"] & frames["test"]
    for level in Sensitivity:
        assert {sides[t.name] for t in everything if t.level == level} == set(SPLITS)


def test_the_days_talk_trains_and_does_not_calibrate() -> None:
    sides = split((*TOPICS, *documents()))
    daily = {topic.name for topic in TOPICS if topic.daily}
    assert len(daily) > 400
    assert {sides[name] for name in daily} == {"train", "test"}


def test_the_days_harmless_talk_weighs_more() -> None:
    made = samples([t for t in TOPICS if t.daily or t.family == "ops"], 2, 1)
    inputs = inputs_of(made, embed, SILENT)
    groups: dict[tuple[bool, str, bool], set[float]] = {}
    for sample, weight in zip(made, inputs.weights, strict=True):
        key = sample.sensitive, sample.language, sample.page
        groups.setdefault((*key,), set()).add(round(float(weight), 5))
    for (sensitive, _, page), weights in groups.items():
        assert page or len(weights) == (1 if sensitive else 2)
        assert page or sensitive or max(weights) == pytest.approx(DAILY * min(weights), rel=1e-3)


def test_networks_side_by_side_say_their_mean() -> None:
    chance = np.random.default_rng(1)
    vectors = chance.standard_normal((40, 8)).astype(np.float32)
    words = [np.asarray([n % 5, 7 + n % 3]) for n in range(40)]
    inputs = Inputs(vectors, words, np.arange(40) % 4, np.ones(40, dtype=np.float32))
    recipe = Recipe(networks=1, epochs=3, width=8, rate=0.01)
    fits = [fit(inputs, seed, recipe) for seed in (1, 2, 3)]
    looks = chance.standard_normal(40).astype(np.float32)
    mean = np.mean([one.scores(vectors, looks) for one in fits], axis=0)
    assert np.allclose(together(fits).scores(vectors, looks), mean, atol=1e-5)
    assert not np.allclose(fits[0].scores(vectors, looks), mean, atol=1e-2)
    three = fit(inputs, 1, Recipe(networks=3, epochs=3, width=8, rate=0.01))
    assert np.array_equal(three.outer, together(fits).outer)


def test_texts_are_padded_from_their_own_side_only() -> None:
    sides = split(TOPICS)
    train_frames = {f for t in TOPICS if sides[t.name] == "train" for f in t.frames if "{" not in f}
    made = samples([t for t in TOPICS if sides[t.name] == "test"], 6, 1, padded=1.0)
    assert not [s for s in made for f in train_frames if len(f) > 25 and f in s.text]


def test_the_generator_repeats_itself_and_keeps_the_lengths() -> None:
    one, again = samples(FEW, 4, 3), samples(FEW, 4, 3)
    assert one == again
    assert one != samples(FEW, 4, 4)
    assert max(len(sample.text) for sample in one) <= LONGEST
    assert max(len(sample.text) for sample in samples(FEW, 4, 3, short=True)) <= WINDOW
    assert "{" not in filled("{P} {M} {D} {C}", "ru", __import__("random").Random(1))


def test_most_texts_are_in_the_language_they_say() -> None:
    made = samples(TOPICS, 2, 1)
    same = sum(language(sample.text) == sample.language for sample in made)
    assert same / len(made) > 0.97


def test_training_is_deterministic() -> None:
    one = train(embed, "encoder-1", (), QUICK, SILENT, FEW)
    again = train(embed, "encoder-1", (), QUICK, SILENT, FEW)
    other = train(embed, "encoder-1", (), Plan(3, 3, 6, QUICK.recipe), SILENT, FEW)
    assert written(one) == written(again) != written(other)


def test_progress_reaches_what_was_announced() -> None:
    done: list[int] = []
    total: list[int] = []
    train(embed, "encoder-1", (), QUICK, Step(done.append, total.append), FEW)
    assert len(total) == 1
    assert 0.9 * total[0] <= sum(done) <= 1.02 * total[0]


def test_calibrated_probabilities_are_what_happens() -> None:
    chance = np.random.default_rng(3)
    truth = np.arange(20_000) % 2 == 0
    scores = chance.standard_normal(20_000) * 3 + np.where(truth, 2.0, -2.0)
    slope, shift = calibration.platt(scores, truth)
    guess = 1 / (1 + np.exp(-(slope * scores + shift)))
    assert calibration.figures(list(guess), truth, truth).ece < 0.02
    wrong = 1 / (1 + np.exp(-(5 * slope * scores + shift)))
    assert calibration.figures(list(wrong), truth, truth).ece > 0.05


def test_the_conformal_threshold_misses_no_more_than_it_says() -> None:
    chance = np.random.default_rng(4)
    missed = []
    for _ in range(300):
        known, new = chance.standard_normal(500), chance.standard_normal(200)
        missed.append((new < calibration.conformal(np.sort(known), 0.01)).mean())
    assert 0.004 < np.mean(missed) < 0.012


def test_few_harmless_pages_have_a_window_that_is_clear() -> None:
    chance = np.random.default_rng(5)
    truth, several = np.arange(8000) % 2 == 0, np.arange(8000) % 3 == 0
    scores = chance.standard_normal(8000) * 2 + np.where(truth, 3.0, -3.0)
    scale = calibration.scale(scores, truth, several)
    held = calibration.squashed(scale.slope * scores + scale.shift) >= scale.clear
    assert 0.004 < held[several & ~truth].mean() <= 0.011
    assert scale.clear >= scale.threshold
    alone = calibration.scale(scores, truth, np.zeros(8000, dtype=bool))
    assert alone.clear == alone.threshold


@pytest.mark.parametrize(
    ("hits", "count", "bound"), [(500, 500, 0.99265), (499, 500, 0.98891), (0, 10, 0.0)]
)
def test_the_lower_bound_is_clopper_and_pearsons(hits: int, count: int, bound: float) -> None:
    assert calibration.lower_bound(hits, count) == pytest.approx(bound, abs=2e-5)


def test_calibration_needs_both_kinds() -> None:
    with pytest.raises(ValueError, match="both kinds"):
        calibration.platt(np.ones(4), np.ones(4, dtype=bool))


def test_a_topic_may_not_stand_twice_and_levels_are_known() -> None:
    from app.training.labelled import parsed

    lines: Sequence[str] = ["@ C a/b", "one", "@ P a/c", "two\\nlines"]
    found = list(parsed(lines))
    assert [(t.name, t.level) for t in found] == [
        ("a/b", Sensitivity.CONFIDENTIAL),
        ("a/c", Sensitivity.PUBLIC),
    ]
    assert found[1].frames == ("two\nlines",)
    with pytest.raises(KeyError):
        list(parsed(["@ X a/b", "one"]))


def test_hard_topics_train_and_test_but_do_not_calibrate() -> None:
    sides = split(TOPICS)
    assert {sides[topic.name] for topic in TOPICS if topic.hard} == {"train", "test"}

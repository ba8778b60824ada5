"""The classifier: monotone in findings, its file, its windows, the whole prompt."""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.confidentiality.detectors import lexical
from app.confidentiality.detectors.artefact import Artefact, Scale, Weights, parsed, written
from app.confidentiality.detectors.classifier import Classifier
from app.confidentiality.detectors.windows import LONGEST, windows
from app.confidentiality.verdict import Judge, Part, assess
from index.chunk import Action, Estimate, Finding, Sensitivity
from index.sentence import Rejected

DIMENSION = 8


def _artefact(seed: int = 1) -> Artefact:
    chance = np.random.default_rng(seed)

    def some(*shape: int) -> np.typing.NDArray[np.float32]:
        return chance.standard_normal(shape).astype(np.float32)

    weights = Weights(
        some(DIMENSION, 3), some(2, DIMENSION, 4), some(2, 1, 4), some(3, 2, 4, 4),
        some(3, 2, 1, 4), some(2, 4, 3), some(3), some(lexical.BUCKETS),
    )  # fmt: skip
    scales = {"en": Scale(1.0, 0.0, 0.6, 0.3, 0.9), "ru": Scale(0.8, 0.1, 0.5, 0.4, 0.9)}
    return Artefact("encoder-1", weights, scales, {"seed": seed})


def embed(texts: Sequence[str]) -> list[list[float]]:
    """Not an encoder, but as good as one here: the same text has the same unit vector."""
    rows = []
    for text in texts:
        row = np.bincount(lexical.features(text) % DIMENSION, minlength=DIMENSION) + 0.1
        rows.append((row / np.linalg.norm(row)).tolist())
    return rows


JUDGE = Classifier(_artefact(), embed)
KINDS = st.sampled_from(["PERSON", "CARD", "EMAIL", "HOST", "TERM", "CREDENTIAL", "MADE_UP"])
FINDING = st.builds(
    lambda kind, action: Finding(kind, action, 0, 1, "x"), KINDS, st.sampled_from(list(Action))
)
TEXT = st.text(alphabet=st.sampled_from("abc яю.\n1%"), min_size=1, max_size=60)
STRICTER = {Action.MASK: Action.CUT, Action.CUT: Action.LOCAL, Action.LOCAL: Action.LOCAL}


def _one(text: str, findings: Sequence[Finding]) -> Estimate:
    return JUDGE.estimate([text], lambda: [findings])[0]


def test_it_is_a_judge() -> None:
    judge: Judge = JUDGE
    assert judge.name == "classifier"


@settings(deadline=None, max_examples=80)
@given(TEXT, st.lists(FINDING, max_size=30), FINDING)
def test_more_findings_never_lower_the_probability(
    text: str, findings: list[Finding], more: Finding
) -> None:
    before, after = _one(text, findings), _one(text, [*findings, more])
    assert after.probability >= before.probability
    assert after.level >= before.level


@settings(deadline=None, max_examples=80)
@given(TEXT, st.lists(FINDING, min_size=1, max_size=30), st.integers(0, 29))
def test_stricter_findings_never_lower_the_probability(
    text: str, findings: list[Finding], which: int
) -> None:
    stricter = list(findings)
    which %= len(stricter)
    stricter[which] = replace(stricter[which], action=STRICTER[stricter[which].action])
    before, after = _one(text, findings), _one(text, stricter)
    assert after.probability >= before.probability
    assert after.level >= before.level


@settings(deadline=None, max_examples=80)
@given(TEXT, st.lists(st.builds(lambda kind: Finding(kind, Action.MASK, 0, 1, "x"), KINDS)))
def test_law_2_findings_that_are_masked_never_raise_the_probability(
    text: str, masked: list[Finding]
) -> None:
    assert _one(text, masked) == _one(text, [])


def test_a_finding_whose_action_is_local_raises_the_probability() -> None:
    found = Finding("TERM", Action.LOCAL, 0, 1, "terms")
    assert _one("abc", [found]).probability > _one("abc", []).probability


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(0, 1), max_size=12))
def test_the_whole_is_never_less_than_any_part(probabilities: list[float]) -> None:
    parts = [
        Estimate(Sensitivity(min(3, int(p * 4))), p, unsure=0.3 <= p < 0.5) for p in probabilities
    ]
    whole = JUDGE.whole(parts)
    assert all(whole.probability >= part.probability for part in parts)
    assert all(whole.level >= part.level for part in parts)
    assert whole.unsure or not any(part.unsure for part in parts)


def test_several_weak_parts_make_the_whole_unsure_and_clean_ones_do_not() -> None:
    weak = Estimate(Sensitivity.INTERNAL, 0.2)
    assert not JUDGE.whole([weak]).unsure
    assert JUDGE.whole([weak] * 4).unsure
    clean = Estimate(Sensitivity.INTERNAL, 0.05)
    assert not JUDGE.whole([clean] * 40).unsure


def test_an_unsure_text_counts_as_confidential() -> None:
    scale = Scale(1.0, 0.0, 1 - 1e-6, 1e-6, 1 - 1e-6)
    judge = Classifier(replace(_artefact(), scales={"en": scale, "ru": scale}), embed)
    estimate = judge.estimate(["some text"], lambda: [()])[0]
    assert estimate.unsure
    assert estimate.level == Sensitivity.CONFIDENTIAL
    verdict = assess([Part("question", "some text", Sensitivity.PUBLIC)], (), judge)
    assert verdict.unsure == ("classifier",)


def test_one_window_is_enough_to_raise_a_long_text() -> None:
    words = JUDGE.artefact.weights.words
    harmless = " ".join(f"w{number}." for number in range(2000))
    texts = [harmless, "secret thing", harmless + "\n\nsecret thing"]
    assert len(words) == lexical.BUCKETS
    first, second, both = JUDGE.estimate(texts, lambda: [()] * 3)
    assert both.probability >= min(first.probability, second.probability)


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b"])
def test_a_text_without_words_is_read(text: str) -> None:
    estimate = _one(text, [])
    assert 0 <= estimate.probability <= 1


def test_vectors_must_fit() -> None:
    with pytest.raises(ValueError, match="encoder"):
        Classifier(_artefact(), lambda _: [[0.1, 0.2]]).estimate(["a"], lambda: [()])
    with pytest.raises(ValueError, match="number"):
        Classifier(_artefact(), lambda _: [[float("nan")] * DIMENSION]).estimate(
            ["a"], lambda: [()]
        )
    with pytest.raises(ValueError, match="each text"):
        JUDGE.estimate(["a", "b"], lambda: [()])


HARMLESS, SECRET = [0.0, 1.0] + [0.0] * 6, [1.0] + [0.0] * 7
SENTENCE = "Rotate the logs on the node and see that the disk has room again, then go on. "


def _by_sentence(clear: float) -> Classifier:
    """A judge to whom a window with "secret" in it is sensitive, whatever else stands there."""
    zero = replace(
        _artefact().weights,
        **{name: np.zeros_like(getattr(_artefact().weights, name)) for name in (
            "first", "first_bias", "deeper", "deeper_bias", "outer", "bias", "words", "linear")},
    )  # fmt: skip
    linear = zero.linear.copy()
    linear[0] = 4.0
    scale = Scale(1.0, -5.0, 0.5, 0.4, clear)
    artefact = replace(
        _artefact(), weights=replace(zero, linear=linear), scales={"en": scale, "ru": scale}
    )
    return Classifier(
        artefact, lambda texts: [SECRET if "secret" in text else HARMLESS for text in texts]
    )


def test_a_window_holds_a_declared_passage_only_where_it_is_clear() -> None:
    passage = SENTENCE * 12 + "secret. " + SENTENCE * 12
    assert len(windows(passage)) > 3
    for clear, level in ((0.99, Sensitivity.CONFIDENTIAL), (0.9999, Sensitivity.PUBLIC)):
        judge = _by_sentence(clear)
        assert judge.estimate([passage], lambda: [()])[0].level >= Sensitivity.CONFIDENTIAL
        found = judge.estimate([passage], lambda: [()], declared=True)[0].level
        assert (found >= Sensitivity.CONFIDENTIAL) == (level >= Sensitivity.CONFIDENTIAL)


def test_a_declared_passage_of_one_window_and_one_sensitive_all_over_are_held() -> None:
    judge = _by_sentence(0.9999)
    for text in ("a secret", (SENTENCE + "secret. ") * 24):
        assert (
            judge.estimate([text], lambda: [()], declared=True)[0].level >= Sensitivity.CONFIDENTIAL
        )


def test_findings_raise_a_declared_passage_as_any_text() -> None:
    judge = _by_sentence(0.9999)
    found = [Finding("TERM", Action.LOCAL, 0, 1, "terms")] * 20
    (plain,) = judge.estimate([SENTENCE * 24], lambda: [()], declared=True)
    (raised,) = judge.estimate([SENTENCE * 24], lambda: [found], declared=True)
    assert raised.probability > plain.probability


def test_the_file_holds_what_was_written() -> None:
    content = written(_artefact())
    read = parsed(content)
    assert content == written(_artefact())
    assert read.encoder == "encoder-1"
    assert read.scales == _artefact().scales
    assert np.abs(read.weights.linear - _artefact().weights.linear).max() < 0.002
    assert np.abs(read.weights.words - _artefact().weights.words).max() < 0.03


@pytest.mark.parametrize(
    "broken",
    [
        lambda content: b"",
        lambda content: content[:100],
        lambda content: content[:-1],
        lambda content: content + b"x",
        lambda content: b"PK" + content,
        lambda content: content.replace(b'"format": 4', b'"format": 9'),
        lambda content: content[:-2] + b"\x00\x7e",
    ],
    ids=["empty", "cut", "short", "long", "other", "version", "nan"],
)
def test_a_broken_file_is_rejected_with_a_way_forward(broken: object) -> None:
    assert callable(broken)
    with pytest.raises(Rejected, match="hush train"):
        parsed(broken(written(_artefact())))


@pytest.mark.parametrize(
    "changed",
    [
        {"slope": float("inf")},
        {"slope": float("nan")},
        {"slope": 1e-300},
        {"shift": float("nan")},
        {"shift": float("-inf")},
        {"shift": -1e300},
        {"threshold": float("nan")},
        {"clear": float("inf")},
    ],
    ids=str,
)
def test_a_calibration_that_lets_every_text_out_is_rejected(changed: dict[str, float]) -> None:
    artefact = _artefact()
    scales = {name: replace(scale, **changed) for name, scale in artefact.scales.items()}
    unsound = replace(artefact, scales=scales)
    with pytest.raises(Rejected, match="hush train"):
        parsed(written(unsound))
    if math.isnan(changed.get("shift", 0)) or math.isnan(changed.get("slope", 0)):
        with pytest.raises(ValueError, match="not a number"):
            Classifier(unsound, embed).estimate(["a text of words"], lambda: [()])


@pytest.mark.parametrize("inside", [b"[" * 200_000, b'{"a":' * 200_000])
def test_a_head_that_is_nested_too_deeply_is_rejected(inside: bytes) -> None:
    with pytest.raises(Rejected, match="hush train"):
        parsed(b"HUSHCLS1" + len(inside).to_bytes(4, "little") + inside)


def test_windows_are_the_text() -> None:
    text = "Ein Satz. " * 300 + "\n\n" + "x" * 2000
    pieces = windows(text)
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= LONGEST * 3 // 2
    assert windows("") == windows(" \n") == []


def test_words_are_cut_numbers_are_alike_and_yo_is_ye() -> None:
    same = itertools.pairwise(
        [lexical.features("Счёт 1234 на 56 %"), lexical.features("счет 9876 на 11 %")]
    )
    assert all(np.array_equal(one, other) for one, other in same)
    assert not np.array_equal(lexical.features("bonus"), lexical.features("pod"))
    assert len(lexical.features("...")) == 0
    assert len(np.intersect1d(lexical.features("увольнение"), lexical.features("увольнения"))) > 3


def test_a_megabyte_is_read_in_a_second_or_two() -> None:
    began = time.process_time()
    for piece in ("a", "слово ", "1%", "\n"):
        lexical.features((piece * 1_000_000)[:1_000_000])
    assert time.process_time() - began < 8

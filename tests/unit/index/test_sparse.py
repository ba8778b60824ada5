"""Terms of both languages, identifiers, weights."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sparse import encode_passage, encode_query, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ёлка", "елка"),
        ("ещё", "ЕЩЕ"),
        ("поды", "подов"),
        ("сертификата", "сертификаты"),
        ("restarting", "restarted"),
        ("Pods", "pod"),
        ("ｋｕｂｅ", "kube"),
        ("за\u0301мок", "замок"),
        ("пере\u00adзапуск", "перезапуск"),
        ("zero\u200bwidth", "zerowidth"),
        ("и\u0306од", "йод"),
    ],
)
def test_forms_of_one_word_are_one_term(one: str, other: str) -> None:
    assert list(terms(one)) == list(terms(other))


def test_words_of_each_script_are_stemmed_by_their_language() -> None:
    assert list(terms("серверами servers")) == ["сервер", "server"]


@pytest.mark.parametrize(
    ("identifier", "words"),
    [
        ("KubePodCrashLooping", ["kube", "pod", "crash", "loop"]),
        ("payments-api", ["payment", "api"]),
        ("node_exporter:9100", ["node", "export", "9100"]),
        ("HTTPServer", ["http", "server"]),
        ("kube-system/coredns", ["kube", "system", "coredn"]),
        ("v1.2.3", ["v", "1", "2", "3"]),
        ("ivan@example.com", ["ivan", "exampl", "com"]),
    ],
)
def test_an_identifier_is_kept_whole_and_split(identifier: str, words: list[str]) -> None:
    assert list(terms(identifier)) == ["=" + identifier.casefold(), *words]


def test_a_plain_word_is_no_identifier() -> None:
    assert list(terms("restart. Restart, (restart)")) == ["restart"] * 3


def test_very_long_tokens_are_no_terms() -> None:
    assert list(terms("A" * 100 + " ok")) == ["ok"]


def test_question_weighs_each_term_once() -> None:
    vector = encode_query("pod pod pods crash")
    assert len(vector.indices) == 2
    assert set(vector.values) == {1.0}


def test_small_words_of_a_question_are_left_out_unless_there_are_no_others() -> None:
    assert encode_query("how do I restart the pod") == encode_query("restart pod")
    assert encode_query("что мне делать с подом") == encode_query("под")
    assert len(encode_query("who are you").indices) == 3
    assert len(encode_passage("who are you").indices) == 3


def test_passage_weight_grows_with_frequency_and_saturates() -> None:
    weights = [max(encode_passage("pod " * n + "x " * (100 - n)).values) for n in (1, 2, 60)]
    once = dict(zip(*_pair("pod " + "x " * 99), strict=True))[encode_query("pod").indices[0]]
    twice = dict(zip(*_pair("pod pod " + "x " * 98), strict=True))[encode_query("pod").indices[0]]
    assert once < twice < 2 * once
    assert max(weights) < 2.2


def test_the_same_word_weighs_less_in_a_longer_passage() -> None:
    index = encode_query("pod").indices[0]
    short = dict(zip(*_pair("pod " + "x " * 20), strict=True))[index]
    long = dict(zip(*_pair("pod " + "x " * 500), strict=True))[index]
    assert long < short


def _pair(text: str) -> tuple[tuple[int, ...], tuple[float, ...]]:
    vector = encode_passage(text)
    return vector.indices, vector.values


@pytest.mark.parametrize("empty", ["", "   ", "—…!", "\u200b"])
def test_nothing_gives_an_empty_vector(empty: str) -> None:
    assert encode_passage(empty).indices == ()
    assert encode_query(empty).indices == ()


@given(st.text(max_size=200))
def test_any_text_gives_ascending_32_bit_indices_and_positive_weights(text: str) -> None:
    for vector in (encode_passage(text), encode_query(text)):
        assert list(vector.indices) == sorted(set(vector.indices))
        assert all(0 <= index < 2**32 for index in vector.indices)
        assert all(weight > 0 and math.isfinite(weight) for weight in vector.values)
        assert len(vector.indices) == len(vector.values)


def test_indices_never_change() -> None:
    """Stored vectors hold them: another value needs another `VERSION`."""
    assert encode_query("pod").indices == (51012459,)

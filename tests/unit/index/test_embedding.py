"""Encoders: the default, any sentence-transformers model, fingerprints, batches, what can be wrong."""

from __future__ import annotations

import hashlib
import math
import subprocess
import sys
from pathlib import Path

import pytest

from index.embedding import Encoders, batches, encoder_fingerprint
from index.errors import IndexFailure, ModelChanged, ModelMissing
from index.settings import EmbeddingSettings


@pytest.fixture(scope="module")
def default() -> Encoders:
    return Encoders(EmbeddingSettings())


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model of sixteen dimensions with random weights."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    words = ["[UNK]", "restart", "the", "pod", "query", "passage", ":", "сервис"]
    tokenizer = Tokenizer(WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    torch.manual_seed(0)
    embedding = StaticEmbedding(tokenizer, embedding_weights=torch.randn(len(words), 16))
    folder = tmp_path_factory.mktemp("tiny-model")
    SentenceTransformer(modules=[embedding], device="cpu").save(str(folder))
    return folder


def _settings(model: Path | str, **more: str | bool) -> EmbeddingSettings:
    return EmbeddingSettings.model_validate({"model": str(model), "device": "cpu", **more})


def _cosine(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def test_vectors_keep_the_order_of_texts_and_have_unit_length(default: Encoders) -> None:
    texts = ["a long text about certificates " * 30, "pod", "", "сертификат истёк " * 10]
    seen: list[int] = []
    vectors = default.dense(texts, seen.append)
    assert sum(seen) == len(texts)
    for text, vector in zip(texts, vectors, strict=True):
        assert len(vector) == default.dimension == 512
        assert math.isclose(_cosine(vector, vector), 1, abs_tol=1e-4)
        assert _cosine(vector, default.query(text)) > 0.9999


def test_translations_are_near_and_strangers_are_not(default: Encoders) -> None:
    english = default.query("How do I restart the server?")
    russian, stranger = default.dense(["Как перезапустить сервер?", "Рецепт пирога с вишней"])
    assert _cosine(english, russian) > 0.7 > 0.3 > _cosine(english, stranger)


def test_no_texts_give_no_vectors(default: Encoders) -> None:
    assert default.dense([]) == []


def test_tokens_are_counted_with_both_ends(default: Encoders) -> None:
    assert default.count_tokens("") == 3
    assert default.count_tokens("pod") < default.count_tokens("pod " * 50)


def test_langchain_socket_gives_the_same_vectors(default: Encoders) -> None:
    from langchain_core.embeddings import Embeddings

    socket = default.langchain
    assert isinstance(socket, Embeddings)
    assert socket.embed_documents(["pod"]) == [list(default.dense(["pod"])[0])]
    assert socket.embed_query("pod") == list(default.query("pod"))


def test_a_question_is_embedded_once_where_it_is_judged_too(default: Encoders) -> None:
    many = [f"how do I drain node {number}?" for number in range(70)]
    vectors = [default.query(text) for text in many]
    assert default.query(many[-1]) is vectors[-1]
    [again] = default.dense_beside([many[-1]])
    assert again is vectors[-1]
    assert len(default.dense_beside([many[-1], "another text"])) == 2
    [long_ago] = default.dense_beside([many[0]])
    assert long_ago is not vectors[0]
    assert sum(a * b for a, b in zip(long_ago, vectors[0], strict=True)) > 0.99999


def test_with_other_prefixes_a_question_is_no_passage() -> None:
    encoders = Encoders(EmbeddingSettings(query_prefix="question: "))
    asked = encoders.query("how do I drain a node?")
    [judged] = encoders.dense_beside(["how do I drain a node?"])
    assert judged == encoders.dense(["how do I drain a node?"])[0] != asked


def test_fingerprint_and_dimension_of_the_default_load_nothing() -> None:
    code = (
        "import sys; from index.embedding import Encoders; "
        "from index.settings import EmbeddingSettings; "
        "e = Encoders(EmbeddingSettings()); e.fingerprint; e.dimension; "
        "sys.exit('torch' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_model_by_path(tiny: Path) -> None:
    encoders = Encoders(_settings(tiny))
    assert encoders.dimension == 16
    assert encoders.max_tokens is None
    assert encoders.count_tokens("restart the pod") == 3
    one, other = encoders.dense(["restart the pod", "сервис"])
    assert math.isclose(_cosine(one, one), 1, abs_tol=1e-5)
    assert _cosine(one, encoders.query("restart the pod")) > 0.9999
    assert _cosine(one, other) < 0.99


def test_prefixes_are_read_with_the_text(tiny: Path) -> None:
    plain = Encoders(_settings(tiny))
    prefixed = Encoders(_settings(tiny, query_prefix="query: ", passage_prefix="passage: "))
    assert prefixed.query("pod") == plain.query("query: pod")
    assert prefixed.dense(["pod"]) == plain.dense(["passage: pod"])
    assert prefixed.fingerprint != plain.fingerprint


def test_pinned_weights_are_checked(tiny: Path) -> None:
    right = hashlib.sha256((tiny / "model.safetensors").read_bytes()).hexdigest()
    assert Encoders(_settings(tiny, sha256=right)).dimension == 16
    with pytest.raises(ModelChanged, match="HUSH_EMBEDDING__SHA256"):
        Encoders(_settings(tiny, sha256="0" * 64)).warm()


def test_other_weights_have_another_fingerprint(tiny: Path, tmp_path: Path) -> None:
    before = encoder_fingerprint(_settings(tiny))
    assert before == encoder_fingerprint(_settings(tiny))
    copy = tmp_path / tiny.name
    copy.mkdir()
    for path in tiny.iterdir():
        if path.is_file():
            (copy / path.name).write_bytes(path.read_bytes())
    assert encoder_fingerprint(_settings(copy)) == before
    weights = copy / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    assert encoder_fingerprint(_settings(copy)) != before


def test_names_and_revisions_are_in_the_fingerprint() -> None:
    marks = {
        encoder_fingerprint(_settings("intfloat/multilingual-e5-small", revision=revision))
        for revision in ("", "abc", "def")
    }
    assert len(marks) == 3


def test_an_absent_folder_says_which_setting_to_correct(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="HUSH_EMBEDDING__MODEL"):
        Encoders(_settings(tmp_path / "nothing")).warm()


def test_a_folder_without_a_model_is_not_complete(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[]")
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelMissing, match="not a complete"):
        Encoders(_settings(tmp_path)).warm()


def test_offline_a_name_that_is_not_in_the_cache_is_missing() -> None:
    with pytest.raises(ModelMissing, match="HUSH_EMBEDDING__OFFLINE"):
        Encoders(_settings("intfloat/multilingual-e5-small")).warm()


def test_cuda_where_there_is_none_says_what_to_set() -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has a CUDA device")
    with pytest.raises(IndexFailure, match="HUSH_EMBEDDING__DEVICE=auto"):
        Encoders(EmbeddingSettings.model_validate({"device": "cuda"})).warm()


@pytest.mark.parametrize("lengths", [[], [5], [900, 1, 2, 3, 400, 400, 7], [10] * 100])
def test_batches_hold_every_text_once_within_the_budget(lengths: list[int]) -> None:
    made = list(batches(lengths, 500))
    assert sorted(number for batch in made for number in batch) == list(range(len(lengths)))
    for batch in made:
        assert len(batch) == 1 or len(batch) * max(lengths[n] for n in batch) <= 500

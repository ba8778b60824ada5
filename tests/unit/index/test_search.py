"""Two legs with one access, fusion by rank and language, whether to answer at all."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from index.chunk import EVERYONE, Chunk, Passage, Sensitivity
from index.edge import EdgeStore
from index.embedding import Encoders
from index.filters import Access
from index.search import fuse, relevant, search
from index.settings import EmbeddingSettings
from index.store import Hit, Point

PAGES = {
    "undo": "To roll back the payments deployment run `kubectl rollout undo deployment/payments`.",
    "crash": "KubePodCrashLooping fires when a pod restarts again and again. Read its last log.",
    "disk": "When a database disk is full, remove old WAL archives and grow the volume.",
    "vpn": "Доступ к VPN выдаёт служба безопасности: заведите заявку и приложите согласование.",
    "backup": "Резервная копия базы снимается каждую ночь; восстановление описано ниже.",
    "certificate": "Если сертификат истёк, перевыпустите его и перезагрузите балансировщик.",
}
SECRET = "The payments deployment has a second rollback procedure with the vault's root token."


def make(name: str, text: str, audience: str = EVERYONE, level: int = 1) -> Chunk:
    return Chunk(
        source=f"docs:{name}.md",
        revision="1",
        ordinal=0,
        heading=(),
        text=text,
        lines=(1, 1),
        title="",
        url=None,
        owner=None,
        modified="2026-01-01",
        review_by=None,
        sensitivity=Sensitivity(level),
        audience=frozenset({audience}),
    )


@pytest.fixture(scope="module")
def encoders() -> Encoders:
    return Encoders(EmbeddingSettings())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, encoders: Encoders) -> Iterator[EdgeStore]:
    opened = EdgeStore.open(
        tmp_path_factory.mktemp("index") / "store", encoders.fingerprint, lambda: encoders.dimension
    )
    pages = [make(name, text) for name, text in PAGES.items()]
    pages.append(make("secret", SECRET, "security"))
    dense = encoders.dense([page.embedded_text for page in pages])
    opened.write(
        [
            Point(page, vector, encoders.sparse(page.embedded_text))
            for page, vector in zip(pages, dense, strict=True)
        ]
    )
    yield opened
    opened.close()


def _names(passages: Sequence[Passage]) -> list[str]:
    return [passage.chunk.source.removeprefix("docs:").removesuffix(".md") for passage in passages]


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("how do I roll back payments?", "undo"),
        ("как откатить payments", "undo"),
        ("KubePodCrashLooping", "crash"),
        ("who gives access to the VPN?", "vpn"),
        ("кто выдаёт доступ к vpn", "vpn"),
        ("the certificate has expired", "certificate"),
        ("кончилось место на диске", "disk"),
        ("база восстановление из резервной копии", "backup"),
    ],
)
def test_finds_the_page_in_both_languages(
    question: str, page: str, store: EdgeStore, encoders: Encoders
) -> None:
    assert _names(search(question, store, encoders, Access.of("staff"), 3))[0] == page


@pytest.mark.parametrize("question", ["payments rollback procedure", "root token", SECRET])
def test_a_page_for_others_is_in_neither_leg(
    question: str, store: EdgeStore, encoders: Encoders
) -> None:
    assert "secret" in _names(search(question, store, encoders, Access.owner(), 10))
    assert "secret" in _names(search(question, store, encoders, Access.of("security"), 10))
    for access in (Access.of(), Access.of("staff")):
        passages = search(question, store, encoders, access, 10)
        assert passages
        assert "secret" not in _names(passages)


def test_scores_fall_and_the_limit_holds(store: EdgeStore, encoders: Encoders) -> None:
    passages = search("payments pod database", store, encoders, Access.owner(), 4)
    assert len(passages) == 4
    assert [p.score for p in passages] == sorted((p.score for p in passages), reverse=True)


def test_nothing_asked_finds_nothing(store: EdgeStore, encoders: Encoders) -> None:
    assert search(" \n", store, encoders, Access.owner(), 4) == []


def test_a_question_without_words_is_answered_by_the_dense_leg_alone(
    store: EdgeStore, encoders: Encoders
) -> None:
    passages = search("?!", store, encoders, Access.owner(), 3)
    assert len(passages) == 3
    assert {passage.sparse for passage in passages} == {0.0}


class DeepSparse(EdgeStore):
    """Its dense leg ends early, so some passages are found by words alone."""

    def dense_leg(self, vector: Sequence[float], limit: int, access: Access) -> list[Hit]:
        return super().dense_leg(vector, 1, access)


def test_a_passage_found_by_words_alone_has_its_cosine(encoders: Encoders, tmp_path: Path) -> None:
    short = DeepSparse.open(tmp_path, encoders.fingerprint, lambda: encoders.dimension)
    pages = [make("one", "roll back the payments"), make("two", "the weather in payments")]
    vectors = encoders.dense([page.embedded_text for page in pages])
    short.write([Point(p, v, encoders.sparse(p.text)) for p, v in zip(pages, vectors, strict=True)])
    question = "roll back the payments"
    found = {p.chunk.source: p for p in search(question, short, encoders, Access.owner(), 5)}
    short.close()
    asked = encoders.query(question)
    for page, vector in zip(pages, vectors, strict=True):
        cosine = sum(a * b for a, b in zip(asked, vector, strict=True))
        assert found[page.source].dense == pytest.approx(cosine, abs=1e-4)
        assert found[page.source].sparse > 0


def _hits(*chunks: Chunk) -> list[Hit]:
    return [Hit(chunk, 1.0 - 0.1 * place) for place, chunk in enumerate(chunks)]


RUSSIAN = make("ru", "Как создать платежный аккаунт: откройте раздел billing API")
ENGLISH = [make(f"en{n}", f"Page {n} on how to create an account") for n in range(5)]


def test_english_question_noise_does_not_pull_a_good_russian_passage_down() -> None:
    fused = fuse(
        "how do I create an account", _hits(RUSSIAN, *ENGLISH[:2]), _hits(*ENGLISH[2:], RUSSIAN)
    )
    assert fused[0].chunk is RUSSIAN


def test_english_question_over_russian_passages_keeps_the_dense_order() -> None:
    pages = [make(f"ru{n}", f"Страница {n} про аккаунт и API") for n in range(6)]
    fused = fuse("how do I create an account", _hits(*pages), _hits(*reversed(pages)))
    assert [passage.chunk for passage in fused] == pages


def test_a_russian_question_s_names_count_in_english_passages() -> None:
    named = ENGLISH[3]
    fused = fuse("что делать с KubePodCrashLooping", _hits(*ENGLISH), _hits(named))
    assert fused[0].chunk is named


def test_a_near_english_passage_is_found_by_a_russian_question() -> None:
    strangers = [make(f"ru{n}", f"Страница {n} про час пик") for n in range(3)]
    fused = fuse("часы узла отстают", _hits(ENGLISH[0]), _hits(*strangers))
    assert fused[0].chunk is ENGLISH[0]


def test_among_strangers_a_word_in_common_is_worth_more_than_a_dense_rank() -> None:
    pages = [make(f"ru{n}", f"Страница {n} про аккаунт и API") for n in range(6)]
    named = make("en", "Unseal the vault")
    strangers = [Hit(page, 0.30) for page in pages]
    fused = fuse("unseal", [*strangers, Hit(named, 0.2)], _hits(named), floor=0.3)
    assert fused[0].chunk is named


def test_agreement_of_both_legs_wins() -> None:
    fused = fuse("restart", _hits(*ENGLISH[:3]), _hits(ENGLISH[2], ENGLISH[4]))
    assert fused[0].chunk is ENGLISH[2]


def test_one_text_comes_once_with_its_strictest_label() -> None:
    public = make("a", "restart the pod", level=0)
    restricted = dataclasses.replace(public, source="docs:b.md", sensitivity=Sensitivity(3))
    elsewhere = dataclasses.replace(public, source="docs:c.md", heading=("Other system",))
    fused = fuse("restart", _hits(public, restricted, elsewhere), [])
    assert [passage.chunk for passage in fused] == [restricted, elsewhere]
    assert fused[0].score > fused[1].score


def test_order_does_not_depend_on_the_order_of_equals() -> None:
    one = fuse("x", [Hit(ENGLISH[0], 0.5)], [Hit(ENGLISH[1], 3.0)])
    assert [p.chunk for p in one] == [ENGLISH[1], ENGLISH[0]]


@pytest.mark.parametrize(
    "question",
    [
        "how do I roll back the payments deployment?",
        "a pod restarts again and again, what now",
        "database disk is full",
        "как получить доступ к VPN",
        "что делать, если истёк сертификат",
        "who gives access to the VPN?",
        "как снимается резервная копия базы",
    ],
)
def test_what_the_pages_hold_is_answered(
    question: str, store: EdgeStore, encoders: Encoders
) -> None:
    passages = search(question, store, encoders, Access.of("staff"), 6)
    assert relevant(question, passages, encoders)


@pytest.mark.parametrize(
    "question",
    [
        "how do I bake bread",
        "what is the holiday policy",
        "who won the world cup",
        "what is the capital of France",
        "кто выиграл чемпионат мира",
        "как испечь хлеб",
        "сколько дней отпуска мне положено",
    ],
)
def test_what_the_pages_do_not_hold_is_not(
    question: str, store: EdgeStore, encoders: Encoders
) -> None:
    passages = search(question, store, encoders, Access.of("staff"), 6)
    assert passages
    assert not relevant(question, passages, encoders)


def test_no_passages_are_not_enough(encoders: Encoders) -> None:
    assert not relevant("anything", [], encoders)

"""How often a question is found worth answering: over its own corpus, over a wrong one, and for
questions that no engineering docs answer.

`right` are a set's own questions; many that fail there were not found either. `wrong` are the
questions of sets about something else, which still is cloud engineering. `off` are the two lists
below: with the first the rule was chosen, the second was written afterwards and only measured.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.edge import EdgeStore
from index.embedding import Encoders
from index.filters import Access
from index.search import relevant, search
from index.settings import IndexSettings
from tests.bench import corpora

_PASSAGES = 6
_EVERY = 3
_RUNBOOKS = ("gitlab-links", "promop-alert-text", "runbook-meaning")
_CLOUD_FAQ = ("yc-faq-ru", "yc-faq-en2ru")
_CHOSEN_WITH = (
    "how do I bake bread",
    "who won the world cup in 2018",
    "what is the holiday policy",
    "how many vacation days do I get",
    "recommend a good restaurant in Berlin",
    "what should I feed my cat",
    "how do I get a parking permit for the office",
    "what is the dress code",
    "best way to learn guitar",
    "maternity leave rules",
    "is there a canteen in the building",
    "кто выиграл чемпионат мира",
    "как испечь хлеб",
    "сколько дней отпуска мне положено",
    "посоветуй хороший ресторан в Москве",
    "какой у нас дресс-код",
    "как починить велосипедную шину",
    "правила декретного отпуска",
    "есть ли в здании столовая",
    "как получить пропуск на парковку",
    "кто написал Войну и мир",
)
_WRITTEN_LATER = (
    "how do I claim travel expenses",
    "who approves overtime",
    "when is payday",
    "can I bring my dog to work",
    "what is the boiling point of ethanol",
    "how does photosynthesis work",
    "which team does Messi play for",
    "how to remove a wine stain from a carpet",
    "what size shoes should I buy for hiking",
    "how tall is Mount Everest",
    "explain the causes of the first world war",
    "what is a good gift for my mother",
    "how do I renew my passport",
    "when does the next train to London leave",
    "what is the tax rate for freelancers",
    "как оформить командировку",
    "когда выплачивают зарплату",
    "можно ли прийти на работу с собакой",
    "температура плавления меди",
    "как работает фотосинтез",
    "за какой клуб играет Месси",
    "как вывести пятно от вина с ковра",
    "высота Эвереста",
    "причины первой мировой войны",
    "что подарить маме на день рождения",
    "как продлить загранпаспорт",
    "во сколько отходит последняя электричка",
    "сколько стоит ремонт квартиры",
    "как выбрать арбуз",
    "кто согласует сверхурочную работу",
)


def run() -> dict[str, object]:
    """Percent of questions found worth answering, by corpus and kind of question."""
    encoders = Encoders(IndexSettings().embedding)
    return {name: _figures(name, encoders) for name in corpora.names()}


def _figures(name: str, encoders: Encoders) -> dict[str, float]:
    others = _CLOUD_FAQ if name in _RUNBOOKS else _RUNBOOKS
    asked = {
        "right": [query.text for query in corpora.queries(name)][::_EVERY],
        "wrong": [q.text for other in others for q in corpora.queries(other)][::_EVERY],
        "off, chosen with": _CHOSEN_WITH,
        "off, written later": _WRITTEN_LATER,
    }
    with corpora.store((name,), encoders) as store:
        return {kind: _passing(texts, store, encoders) for kind, texts in asked.items()}


def _passing(texts: Sequence[str], store: EdgeStore, encoders: Encoders) -> float:
    owner = Access.owner()
    passing = sum(
        relevant(text, search(text, store, encoders, owner, _PASSAGES), encoders) for text in texts
    )
    return 100 * passing / len(texts)

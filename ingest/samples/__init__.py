"""The handbook of a fictional company, and the questions that `make demo` asks of it.

Invariant: the pages are package data and lie as plain files, so that they are ingested like
anybody's folder. Company, people, numbers and credentials are invented; numbers that carry a
checksum are valid, from ranges that are not given out. Deliberately elsewhere: how the demo prints
(`app.demo`).
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from index.sentence import Sentence


@dataclass(frozen=True, slots=True)
class DemoQuestion:
    """A question of the demo.

    `language` is "en" or "ru". `note` says in one sentence what the answer shows.
    `groups` asks as somebody in these groups; `None` is the owner of the store.
    """

    text: str
    language: str
    note: str
    groups: tuple[str, ...] | None = None


def handbook() -> Path:
    """The folder with the pages and their `labels.toml`."""
    return Path(str(files(__name__) / "handbook"))


def terms() -> Path:
    """The company's dictionary of customers and projects."""
    return Path(str(files(__name__) / "terms.toml"))


QUESTIONS = (
    DemoQuestion(
        "Kafka consumers keep rebalancing and the lag grows. What do I do?",
        "en",
        Sentence("An INTERNAL runbook: it may leave once hosts and people are masked."),
    ),
    DemoQuestion(
        "Реплика PostgreSQL отстаёт от мастера, что проверить и что делать?",
        "ru",
        Sentence("The same in Russian; names are masked in whatever case they stand."),
    ),
    DemoQuestion(
        "Vault запечатан после перезагрузки, что делать?",
        "ru",
        Sentence("Asked as staff: in Russian, the answer stands in an English page only."),
        groups=("staff",),
    ),
    DemoQuestion(
        "How do I restore the orders database from a backup to a point in time?",
        "en",
        Sentence("A question in English, the answer stands in a Russian page only."),
    ),
    DemoQuestion(
        "Payouts are stuck in the queue with lock_lost, how do I requeue them?",
        "en",
        Sentence(
            "Asked as staff: an INTERNAL runbook, but a password stands in it, so it is local."
        ),
        groups=("staff",),
    ),
    DemoQuestion(
        "Кого из клиентов задели двойные выплаты в июне и на какие суммы?",
        "ru",
        Sentence("A CONFIDENTIAL postmortem: local, whatever the words of the question."),
    ),
    DemoQuestion(
        "Расчёт цены тормозит, кто из клиентов шлёт заявки пачкой и что делать?",
        "ru",
        Sentence("Customers from the company's dictionary are masked, inflected forms too."),
    ),
    DemoQuestion(
        "What is the rate limit of the public API for creating shipments?",
        "en",
        Sentence("A PUBLIC page."),
    ),
    DemoQuestion(
        "Какая зарплатная вилка у старшего инженера?",
        "ru",
        Sentence("Asked as staff: the page for hr does not exist for them."),
        groups=("staff",),
    ),
    DemoQuestion(
        "How do I book a meeting room with a projector for a wedding?",
        "en",
        Sentence("Not in the handbook: the answer says so, and no model is called."),
    ),
)
"""In the order in which the demo asks them."""

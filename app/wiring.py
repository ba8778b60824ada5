"""The only place that constructs and closes things.

Invariant: telemetry is switched off before any library that has some is imported (law 6). What is
opened here is closed here, whatever happens. Deliberately elsewhere: encoders and store
(`wiring_index`, of which this module has all), what reads for the gate (`wiring_detectors`), the
service (`wiring_service`), what the things do (`answering`, `gate`, `index`), where settings' files
are read (`reading`).
"""

from __future__ import annotations

import getpass
import os
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import telemetry
from app.dialogue import Question
from app.errors import SettingsInvalid
from app.reading import policy_of, read, terms_of
from app.settings import Settings
from app.wiring_detectors import detectors_of, judge_of, readers
from app.wiring_index import Library as Library
from app.wiring_index import encoders_of as encoders_of
from app.wiring_index import library as library
from app.wiring_index import open_store as open_store
from app.wiring_index import require_index as require_index
from app.wiring_index import store_exists as store_exists
from app.wiring_index import switch_generation as switch_generation
from index.chunk import Known
from index.embedding import Encoders
from index.filters import Access
from index.fingerprints import Fingerprints
from index.settings import IndexSettings
from index.store import Store

if TYPE_CHECKING:
    from app.answering import Desk
    from app.audit import Audit
    from app.audit.sealing import Seals
    from app.gate import Gate
    from app.models.cloud import CloudModel

telemetry.switch_off()
# The recognisers' products are small: a second core gains nothing, and its thread would spin beside.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def settings() -> Settings:
    """The chat service's settings, from `hush.toml` and `HUSH_*`."""
    return read(Settings)


def question(text: str, access: Access, who: str = "") -> Question:
    """A question with an id of ours."""
    return Question(uuid.uuid4().hex, text, access, who=who)


def asker(chosen: Settings) -> str:
    """Who asks, for the audit: the setting, else the login name. Raises `SettingsInvalid`."""
    try:
        return chosen.user or getpass.getuser()
    except (KeyError, OSError):  # a container's user without an entry in passwd
        raise SettingsInvalid(
            "this account has no login name for the audit; set HUSH_USER to one"
        ) from None


# ---- index


@dataclass(frozen=True, slots=True)
class WritingDesk:
    """What ingestion is handed: it constructs none of this itself."""

    store: Store
    encoders: Encoders
    fingerprints: Fingerprints
    learn: Callable[[Sequence[str]], list[Known | None]]
    detector_version: str


@contextmanager
def writing_beside(
    chosen: IndexSettings, store: Store, encoders: Encoders, keeper: Gate
) -> Iterator[WritingDesk]:
    """The same for a process that answers from that store at the same time."""
    from app.confidentiality.known import learn

    with closing(Fingerprints.open(chosen.home)) as fingerprints:
        yield WritingDesk(
            store,
            encoders,
            fingerprints,
            lambda texts: learn(texts, keeper.detectors, keeper.judge),
            keeper.detector_version,
        )


@contextmanager
def writing(chosen: IndexSettings, *, rebuild: bool = False) -> Iterator[WritingDesk]:
    """Store, fingerprints and detectors for one run of ingestion."""
    from app.confidentiality.known import learn

    whole = settings()
    terms = terms_of(whole)
    detectors, version = detectors_of(whole, terms)
    encoders = encoders_of(chosen)
    judge = judge_of(whole, encoders)
    with (
        readers(whole, terms, detectors) as beside,
        open_store(chosen, rebuild=rebuild) as store,
        closing(Fingerprints.open(chosen.home)) as fingerprints,
    ):
        yield WritingDesk(
            store,
            encoders,
            fingerprints,
            lambda texts: learn(texts, detectors, judge, beside.settle),
            version,
        )


# ---- gate


@contextmanager
def gate(
    chosen: Settings | None = None, books: Library | None = None, *, serves: bool = False
) -> Iterator[Gate]:
    """Detectors, classifier, policy and egress guard; with an index, its confidential text is
    guarded too. For a process that `serves`, others begin at once to read beside it.
    """
    from app.allowance import Allowance
    from app.audit.reading import Spending
    from app.canaries import Canaries
    from app.confidentiality.guard import Guard, Watch
    from app.confidentiality.reason import Reason
    from app.confidentiality.remembered import remembering
    from app.confidentiality.sanitize import Sanitized
    from app.gate import Gate
    from app.models.request import destination, would_hold
    from app.prompt import RAW_MARKS

    chosen = chosen or settings()
    terms = terms_of(chosen)
    detectors, version = detectors_of(chosen, terms)
    with (
        readers(chosen, terms, detectors, serves=serves) as beside,
        closing(Fingerprints.open(chosen.home)) as fingerprints,
    ):
        complete = books is None or not fingerprints.missing(books.store.revisions())
        watch = Watch(
            terms=tuple(term.term for term in terms),
            canaries={**RAW_MARKS, **Canaries(chosen.home).words()},
            overlap=_overlap(fingerprints, complete=complete),
        )
        guard = Guard(destination(chosen.cloud), watch)

        def rehearse(prompt: Sanitized) -> Reason | None:
            held = would_hold(prompt, chosen.cloud, guard)
            return held.reason if held else None

        policy = policy_of(chosen)
        audit = audit_of(chosen)
        yield Gate(
            detectors=detectors,
            detector_version=version,
            judge=judge_of(chosen, books.encoders if books else None),
            policy=policy,
            rehearse=rehearse,
            foresee=lambda candidate: would_hold(candidate, chosen.cloud, guard),
            guard=guard,
            audit=audit,
            who=asker(chosen),
            allowed=Allowance(policy, chosen.cloud, Spending(audit.path)),
            read=beside.read,
            remembered=remembering(beside.read),
        )


def audit_of(chosen: Settings) -> Audit:
    """The audit, with sealed copies where the settings give a key for them."""
    from app.audit import Audit

    return Audit(chosen.home / "audit.jsonl", seals_of(chosen))


def seals_of(chosen: Settings) -> Seals | None:
    """The sealed copies of what left; None without a key."""
    from app.audit.sealing import Seals

    secret = chosen.audit.seal_key.get_secret_value()
    return Seals(chosen.home / "sealed", secret, chosen.audit.seal_days) if secret else None


def _overlap(fingerprints: Fingerprints, *, complete: bool) -> Callable[[str], bool]:
    """Whether a text repeats confidential text; always, while the fingerprints do not cover it."""
    return lambda text: not complete or fingerprints.repeats(text)


# ---- answering


def _cloud_model(chosen: Settings, keeper: Gate) -> CloudModel:
    from app.models.cloud import CloudModel

    price = keeper.policy.price_of(chosen.cloud.model)
    currency = keeper.policy.budget.currency
    return CloudModel(chosen.cloud, keeper.guard, keeper.audit, price, currency)


@contextmanager
def desk(*, models: bool = True) -> Iterator[Desk]:
    """All that answering needs; without `models` the local lane is not loaded."""
    with answering(settings(), models=models) as (made, _):
        yield made


@contextmanager
def answering(
    chosen: Settings, *, models: bool = True, serves: bool = False
) -> Iterator[tuple[Desk, Library]]:
    """All that answering needs, and the index that it reads. See `gate` for `serves`."""
    from app.answering import Desk
    from app.fair_deciding import Turns
    from app.memory import Memories
    from app.models import local_model
    from app.models.extractive import Extractive
    from app.wiring_upstream import breakers_of, queue_of
    from index.relevance import relevant

    fallback = Extractive()
    apart = chosen.serve.index_process if serves else False
    with library(chosen, apart=apart) as books, gate(chosen, books, serves=serves) as keeper:
        made = Desk(
            find=lambda asked: books.find(asked.text, asked.access, chosen.answer.passages),
            relevant=lambda text, passages: relevant(text, passages, books.encoders),
            gate=keeper,
            local=local_model(chosen.local) if models else fallback,
            fallback=fallback,
            cloud=(_cloud_model(chosen, keeper) if models and chosen.cloud.on else None),
            prompt_characters=chosen.answer.prompt_characters,
            memories=Memories(),
            turns=Turns.of(apart=books.apart),
            queue=queue_of(chosen),
            breakers=breakers_of(chosen),
            seconds=chosen.answer.timeout,
            follow_up_seconds=chosen.answer.follow_up,
            hosts=tuple(chosen.answer.hosts.replace(",", " ").split()),
        )
        yield made, books

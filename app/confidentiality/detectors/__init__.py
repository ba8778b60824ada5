"""What the gate looks for: the registry of detectors, and the version of all that decides.

A detector is one small file with its tables; add it to `DETECTORS`.
Invariant: importing this package loads no model and no morphology, and builds nothing.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from app.confidentiality.detectors.beside import Beside
from app.confidentiality.detectors.contacts import Contacts
from app.confidentiality.detectors.cued_values import CuedValues
from app.confidentiality.detectors.dictionary import Term
from app.confidentiality.detectors.half_names import HalfNames
from app.confidentiality.detectors.handles import Handles
from app.confidentiality.detectors.infrastructure import Infrastructure
from app.confidentiality.detectors.injection import Injection
from app.confidentiality.detectors.listed import Listed
from app.confidentiality.detectors.markers import Markers
from app.confidentiality.detectors.numbers import Numbers
from app.confidentiality.detectors.organisations import Organisations
from app.confidentiality.detectors.papers import Papers
from app.confidentiality.detectors.people import People
from app.confidentiality.detectors.reach import Reach
from app.confidentiality.detectors.recogniser import Read, Recogniser
from app.confidentiality.detectors.records import Records
from app.confidentiality.detectors.secret_rest import SecretRest
from app.confidentiality.detectors.secrets import Secrets
from app.confidentiality.detectors.small_letters import SmallLetters
from app.confidentiality.detectors.streets import Streets
from app.confidentiality.detectors.terms import Terms
from app.confidentiality.detectors.tickets import Tickets
from app.confidentiality.detectors.unfamiliar import Unfamiliar
from app.confidentiality.verdict import Detector
from index.chunk import Action

__all__ = ["DETECTORS", "Term", "build", "detector_version"]

KINDS = frozenset(
    [
        "CREDENTIAL",
        "EMAIL",
        "PHONE",
        "CARD",
        "IBAN",
        "INN",
        "SNILS",
        "OGRN",
        "PASSPORT",
        "SSN",
        "PERSON",
        "ORGANISATION",
        "ADDRESS",
        "BIRTHDATE",
        "KPP",
        "BIK",
        "LICENCE",
        "NATIONAL_ID",
        "HANDLE",
        "IP",
        "MAC",
        "HOST",
        "URL",
        "ACCOUNT",
        "BUCKET",
        "REPOSITORY",
        "SHARE",
        "MARKER",
        "TERM",
        "NAME",
        "NUMBER",
        "IDENTIFIER",
        "DATE",
        "TICKET",
        "CUSTOMER",
        "PATH",
        "INJECTION",
        "MARKER_RESTRICTED",
        "UNREAD",
    ]
)
"""Every kind of finding that the detectors give; a dictionary may name more of its own."""

DETECTORS: tuple[Callable[[], Detector], ...] = (
    Secrets,
    Contacts,
    Numbers,
    Papers,
    People,
    Organisations,
    Handles,
    Streets,
    Infrastructure,
    Tickets,
    Markers,
    Injection,
    Records,
    Reach,
    SecretRest,
    CuedValues,
    Listed,
    SmallLetters,
    HalfNames,
    Beside,
    Unfamiliar,
)
"""Every detector but the dictionary's, which is built from the organisation's terms."""

MODULES = ("__init__", *sorted(module.name for module in pkgutil.iter_modules(__path__)))
"""The modules of this package: their bytes are part of the version."""

_PACKAGES = (
    *("natasha", "slovnet", "navec", "razdel"),
    *("pymorphy3", "pymorphy3-dicts-ru", "phonenumbers"),
)
_NO_ACTIONS: Mapping[str, Action] = MappingProxyType({})


def build(
    terms: Sequence[Term] = (), recogniser: Callable[[], Read] | None = None
) -> tuple[Detector, ...]:
    """The dictionary's detector and one of each other; cheap, models load on first use.

    The dictionary comes first: of two findings on the same word its kind stays. A policy's stricter
    actions are applied to the verdict (`route`), not here. `recogniser` loads the organisation's own
    model of names; it comes last and only adds.
    """
    own = () if recogniser is None else (Recogniser(recogniser),)
    return (Terms(terms), *(make() for make in DETECTORS), *own)


def detector_version(
    terms: Iterable[Term] = (),
    policy_kinds: Mapping[str, Action] = _NO_ACTIONS,
    recogniser: str = "",
) -> str:
    """A hash of everything that findings depend on: 16 hexadecimal digits.

    The source bytes of the detectors and of what reads and settles with them (through their own
    loader: this is code, not data of the house), the versions of the packages whose models they use,
    the dictionary in any order, the policy's actions by kind, and the recogniser that the house set.
    Findings kept with another version are computed again.
    """
    digest = hashlib.sha256(_code().encode())
    entries = [repr((t.term, t.kind, int(t.level), t.action.value)) for t in terms]
    kinds = [repr((kind, Action(action).value)) for kind, action in policy_kinds.items()]
    for line in (*sorted(entries), "policy", *sorted(kinds), "recogniser", recogniser):
        digest.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()[:16]


@functools.cache
def _code() -> str:
    """A hash of the code and tables, once a process."""
    digest = hashlib.sha256()
    tables = ("vocabulary.txt", "lexicon.txt", "manuals.txt", "tagger.bin")
    for name in (*(f"{module}.py" for module in MODULES), *tables):
        digest.update(pkgutil.get_data(__name__, name) or b"")
    for name in ("verdict.py", "examining.py", "merging.py", "settling.py", "masking.py"):
        digest.update(pkgutil.get_data("app.confidentiality", name) or b"")
    for package in _PACKAGES:
        digest.update(f"{package}={importlib.metadata.version(package)}".encode())
    return digest.hexdigest()

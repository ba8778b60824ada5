"""Schemathesis on the service's own description: what is sent is made from it, what comes back must
be in it. Used by the tests with a few examples and by `tests.bench openapi` with many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, Verbosity, assume, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.flow.served import Served, served
from tests.flow.test_service import OPEN
from tests.wire.fake_cloud import Act

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
_ACT = Act(pieces=("Restart it on ", "\u27e6HOST_1\u27e7 ", "[1]."))


@dataclass(slots=True)
class Tally:
    """How often each operation answered with which status, and what was wrong with it."""

    statuses: dict[str, dict[int, int]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def requests(self) -> int:
        """All that were sent."""
        return sum(sum(counts.values()) for counts in self.statuses.values())

    def count(self, name: str, status: int) -> None:
        """One answer."""
        counts = self.statuses.setdefault(name, {})
        counts[status] = counts.get(status, 0) + 1


@contextmanager
def probed(root: Path) -> Iterator[Served]:
    """A service with one document, one conversation and one run of ingestion."""
    with served(root, {"payments.md": OPEN}, _ACT) as made:
        yield made


def probe(hush: Served, who: str, most: int, modes: Sequence[GenerationMode] = MODES) -> Tally:
    """Send `most` requests of each mode to each operation, as `who`."""
    tally = Tally()
    with requests.Session() as session:
        session.trust_env = False
        session.headers["Authorization"] = f"Bearer {hush.key(who)}"
        described = session.get(f"{hush.doors.url}/api/openapi.json", timeout=30).json()
        known = _known(hush, session)
        schema = schemathesis.openapi.from_dict(described, config=SchemathesisConfig())
        for found in schema.get_all_operations():
            operation = found.ok()  # type: ignore[union-attr]
            for mode in modes:
                try:
                    _run(operation.as_strategy(mode), hush, session, known, tally, most)
                except Unsatisfiable:  # nothing is sent there, so nothing wrong can be
                    assert mode is GenerationMode.NEGATIVE, operation.label
                except (Exception, BaseExceptionGroup) as error:  # each operation has its turn
                    tally.wrong.append(f"{operation.label}: {error}")
    return tally


def _run(
    cases: st.SearchStrategy[Case[Any]],
    hush: Served,
    session: requests.Session,
    known: dict[str, str],
    tally: Tally,
    most: int,
) -> None:
    @settings(
        max_examples=most,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
        verbosity=Verbosity.quiet,
    )
    @given(case=cases, real=st.booleans())
    def send(case: Case[Any], *, real: bool) -> None:
        named = {name.lower() for name in case.headers or {}}
        assume("content-length" not in named)  # the server below refuses a wrong one by itself
        if real and case.path_parameters and case.path in known:
            case.path_parameters = dict.fromkeys(case.path_parameters, known[case.path])
        answer = case.call(base_url=hush.doors.url, session=session, allow_redirects=False)
        tally.count(case.operation.label, answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    run: Callable[[], None] = send
    run()


def _known(hush: Served, session: requests.Session) -> dict[str, str]:
    """What the names in addresses may be, so that some are of what is there."""
    asked = {"question": "How do I restart payments?"}
    url = hush.doors.url
    session.post(f"{url}/api/ask", json=asked, timeout=30).close()
    hits = session.post(f"{url}/api/search", json={"query": "payments"}, timeout=30).json()["hits"]
    talks = session.get(f"{url}/api/conversations", timeout=30).json()["conversations"]
    run = session.post(f"{url}/api/ingest", json={}, timeout=30).json().get("run", "x")
    return {
        "/api/passages/{name}": hits[0]["id"] if hits else "x",
        "/api/conversations/{name}": talks[0]["id"] if talks else "0",
        "/api/ingest/{run}": run,
        "/v1/models/{name}": "hush",
    }

"""The API's own description: complete, true of its examples, and true of what the service answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema  # type: ignore[import-untyped]
import pytest

from app.api.application import api
from app.api.describing import OPEN
from app.api.examples import EXAMPLES
from tests.flow.probing import probe, probed
from tests.flow.served import Served

PROVEN = {"GET /login/callback", "POST /hooks/sources/{name}"}
"""They take no key, and yet refuse whoever does not prove who asks."""
DESCRIBED: dict[str, Any] = api().openapi()
OPERATIONS: dict[str, dict[str, Any]] = {
    f"{method.upper()} {path}": operation
    for path, operations in DESCRIBED["paths"].items()
    for method, operation in operations.items()
}


@pytest.fixture(scope="module")
def hush(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with probed(tmp_path_factory.mktemp("hush")) as made:
        yield made


def _valid(content: dict[str, Any]) -> None:
    schema = {**content["schema"], "components": DESCRIBED["components"]}
    jsonschema.Draft202012Validator(schema).validate(content["example"])


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_operation_has_examples_that_are_valid(name: str) -> None:
    operation = OPERATIONS[name]
    assert name in EXAMPLES, "add its example to app/api/examples.py"
    assert operation["summary"] and operation["description"]
    for content in operation.get("requestBody", {}).get("content", {}).values():
        _valid(content)
    for status, response in operation["responses"].items():
        kinds = response.get("content", {})
        assert kinds or status in ("204", "303")
        assert status[0] in "23" or "application/json" in kinds
        for content in kinds.values():
            if "example" in content or status[0] != "2":
                _valid(content)
    assert _answers(operation) or not _has_answer(operation)


def _has_answer(operation: dict[str, Any]) -> bool:
    return any(s[0] == "2" and r.get("content") for s, r in operation["responses"].items())


def _answers(operation: dict[str, Any]) -> list[Any]:
    """The examples of what comes back where all is well."""
    good = [r.get("content", {}) for s, r in operation["responses"].items() if s[0] == "2"]
    return [one["example"] for kinds in good for one in kinds.values() if "example" in one]


def test_there_is_no_example_of_what_is_gone() -> None:
    assert EXAMPLES.keys() <= OPERATIONS.keys()


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_operation_says_who_may_and_what_may_go_wrong(name: str, hush: Served) -> None:
    method, path = name.split(" ")
    operation = OPERATIONS[name]
    assert ("security" in operation) == (path not in OPEN)
    assert {"401", "405", "429", "500", "503"} <= operation["responses"].keys()
    shape = "OpenAIFailed" if path.startswith("/v1/") else "Failed"
    refused = operation["responses"]["401"]["content"]["application/json"]["schema"]["$ref"]
    assert refused == f"#/components/schemas/{shape}"
    with httpx.Client(base_url=hush.doors.url, trust_env=False) as http:
        answer = http.request(method, re.sub(r"{\w+}", "x", path))
    assert (answer.status_code == 401) == (path not in OPEN) or name in PROVEN


def test_words_of_errors_name_what_is_there(hush: Served) -> None:
    with httpx.Client(base_url=hush.doors.url, trust_env=False) as http:
        said = http.put("/api/search", json={}).json()["error"]["message"]
        (named,) = re.findall(r"/api/\w+\.json", said)
        assert http.get(named).json()["info"]["title"] == "Hush"
        assert http.get("/docs").status_code == 404


@pytest.mark.parametrize("who", ["admin"])
def test_schemathesis_finds_nothing_that_is_not_described(hush: Served, who: str) -> None:
    tally = probe(hush, who, most=6)
    assert not tally.wrong, "\n".join(tally.wrong)
    assert len(tally.statuses) == len(OPERATIONS) and tally.requests > 200
    assert max(status for counts in tally.statuses.values() for status in counts) < 500

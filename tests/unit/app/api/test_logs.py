"""The service's log lines: JSON, and nothing that nobody put there by name."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from app.api import logs


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    made, root = logging.getLogger("hush.service"), logging.getLogger()
    before, others = (made.handlers, made.propagate, made.level), root.handlers
    yield made
    made.handlers, made.propagate, made.level = before
    root.handlers = others


def test_a_line_holds_what_is_named(
    log: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.start()
    log.info("request", extra={"request": "r1", "status": 200, "body": "zebra"})
    try:
        raise ValueError("zebra")
    except ValueError:
        log.error("unexpected error", exc_info=True, extra={"error": "ValueError"})
    one, two = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert {**one, "time": ""} == {
        "time": "", "level": "info", "event": "request", "request": "r1", "status": 200,
    }  # fmt: skip
    assert two["error"] == "ValueError" and "zebra" not in json.dumps(two)


@pytest.mark.usefixtures("log")
def test_nothing_that_a_library_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    loud = logging.getLogger("uvicorn")
    loud.handlers, loud.propagate = [logging.StreamHandler()], False  # as its own settings have it
    logs.start()
    try:
        raise ValueError("zebra")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in %s", "zebra")
    said = json.loads(capsys.readouterr().err)
    assert "zebra" not in json.dumps(said)
    assert (said["place"], said["error"]) == ("uvicorn.error", "ValueError")

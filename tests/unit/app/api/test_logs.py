"""The service's log lines: JSON, and nothing that nobody put there by name."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from app.api import logs


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    made = logging.getLogger("hush.service")
    before = made.handlers, made.propagate, made.level
    yield made
    made.handlers, made.propagate, made.level = before


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

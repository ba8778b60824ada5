"""Who goes away in the middle of an answer: the cloud is hung up on, and the audit says so."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from tests.flow.desk import Desk as Ingested
from tests.flow.serving import running
from tests.flow.test_answering import make_desk
from tests.flow.test_service import OPEN, QUESTION, client
from tests.flow.test_upstream import CHAT, until
from tests.wire.fake_cloud import Act, fake_cloud

SLOW = Act(pieces=("Restart ",) * 2_000, between=0.05)
BODIES = {
    "/api/ask": QUESTION,
    "/v1/chat/completions": {**CHAT, "stream": True},
    "/v1/responses": {"model": "hush", "input": QUESTION["question"], "stream": True},
}
TOKEN = {
    "/api/ask": "event: token",
    "/v1/chat/completions": '"content":"Restart',
    "/v1/responses": "event: response.output_text.delta",
}


@pytest.mark.parametrize("path", BODIES)
async def test_the_cloud_is_hung_up_on_and_the_audit_says_so(tmp_path: Path, path: str) -> None:
    audit = tmp_path / "audit.jsonl"

    def records() -> list[dict[str, object]]:
        return [json.loads(line) for line in audit.read_text("utf-8").splitlines()]

    with closing(Ingested(tmp_path)) as ingested:
        ingested.write("payments.md", OPEN)
        ingested.ingest()
        async with (
            fake_cloud(SLOW) as cloud,
            running(make_desk(tmp_path, cloud), ingested) as doors,
            client(doors) as http,
        ):
            async with http.stream("POST", path, json=BODIES[path]) as response:
                lines = response.aiter_lines()
                while TOKEN[path] not in await anext(lines):
                    pass
                assert cloud.tasks and [record["event"] for record in records()] == ["egress"]
            await until(lambda: not cloud.tasks)
            await until(lambda: records()[-1].get("outcome") == "cancelled")
            assert cast(int, records()[-1]["tokens_out"]) > 0, "they are paid for"

"""Spans at a real collector on loopback: what they say, and that nothing else is in any byte."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from app import telemetry
from app.answering import Desk
from app.dialogue import Answer, Found, Lane, Question, Queued, Routed, Token
from app.errors import ModelUnreachable, SettingsInvalid
from app.observing import Observer, observed
from app.service import Service
from app.settings import Settings
from app.settings_upstream import TracesSettings
from app.tracing import Traces
from app.wiring_index import Library
from app.wiring_upstream import observing
from index.chunk import Sensitivity
from index.filters import Access
from tests.fakes_local import Behaviour, LocalServer, local_server
from tests.flow.test_answering import Scripted, make_desk
from tests.unit.app.gate_parts import passage
from tests.wire.fake_cloud import Act, fake_cloud

WHO = {Lane.LOCAL: "llama.cpp", Lane.CLOUD: "openai"}
PAGE = passage("Restart the pod on db-1.corp.lan, then tell Anna Petrova: zebra-canary.\n")
PRIVATE = (
    *("zebra", "db-1", "corp.lan", "Petrova", "Restart", "restart", "payments", "private-path"),
    *("key-of-the-test", "person-7", "wiki-address", "owner-team", "HOST_1", "talk-9"),
)


def told(server: LocalServer) -> list[dict[str, Any]]:
    """Every span that arrived."""
    found = []
    for request in server.requests:
        sent = ExportTraceServiceRequest.FromString(request.body)
        for resource in sent.resource_spans:
            for scope in resource.scope_spans:
                found += [_plain(span) for span in scope.spans]
    return found


def _plain(span: Any) -> dict[str, Any]:
    values = {}
    for one in span.attributes:
        kind = one.value.WhichOneof("value")
        value = getattr(one.value, kind)
        values[one.key] = [v.string_value for v in value.values] if kind == "array_value" else value
    return {
        "name": span.name,
        "id": span.span_id,
        "parent": span.parent_span_id,
        "trace": span.trace_id,
        "error": span.status.code == 2,
        "seconds": (span.end_time_unix_nano - span.start_time_unix_nano) / 1e9,
        **values,
    }


@contextmanager
def collector(status: int = 200) -> Iterator[LocalServer]:
    """A server that keeps what it is sent."""
    with local_server(Behaviour(status=status)) as server:
        server.url = server.url.replace("/v1", "/v1/traces")
        yield server


async def asked(desk: Desk, traces: Traces, *, stop: bool = False) -> Answer | None:
    """One question that is traced; with `stop` its asker goes away."""
    service = Service(
        desk,
        Library(None, None),  # type: ignore[arg-type]
        observe=lambda pieces, question: observed(pieces, question, WHO, traces.tell),
    )
    question = Question(
        "id-1", "How do I restart payments?", Access.owner(), "talk-9", who="person-7"
    )
    async with aclosing(service.ask(question)) as pieces:
        async for piece in pieces:
            if isinstance(piece, Answer) or stop:
                return piece if isinstance(piece, Answer) else None
    return None


def sent_by(traces: Traces, server: LocalServer) -> dict[str, dict[str, Any]]:
    """All spans by name, once they have arrived; no byte of them is private."""
    traces.close()
    for request in server.requests:
        raw = request.body + repr(request.headers).encode()
        assert [word for word in PRIVATE if word.encode() in raw] == []
        assert request.path == "/v1/traces"
    return {span["name"]: span for span in told(server)}


async def test_an_answer_of_the_cloud(tmp_path: Path) -> None:
    with collector() as server:
        traces = Traces(TracesSettings(endpoint=server.url))
        async with fake_cloud(Act(pieces=("Restart it on ", "⟦HOST_1⟧ ", "[1]."))) as cloud:
            final = await asked(make_desk(tmp_path, cloud, [PAGE]), traces)
        spans = await asyncio.to_thread(sent_by, traces, server)
    assert final is not None and "db-1.corp.lan" in final.text
    assert set(spans) == {"retrieve", "gate", "chat far", "answer"}
    whole, chat = spans["answer"], spans["chat far"]
    assert {span["trace"] for span in spans.values()} == {whole["trace"]}
    assert whole["parent"] == b"" and chat["parent"] == whole["id"] == spans["gate"]["parent"]
    assert chat["gen_ai.operation.name"] == "chat" and chat["gen_ai.provider.name"] == "openai"
    assert chat["gen_ai.request.model"] == chat["gen_ai.response.model"] == "far"
    assert chat["gen_ai.response.finish_reasons"] == ["stop"]
    assert chat["gen_ai.usage.input_tokens"] > 50 > chat["gen_ai.usage.output_tokens"] > 3
    assert chat["hush.lane"] == "cloud" and chat["hush.reason"] == "masked"
    assert whole["hush.answer.id"] == "id-1" and whole["hush.masked"] == 2
    assert spans["gate"]["hush.reason"] == "masked" and spans["retrieve"]["hush.passages"] == 1
    assert 0 < chat["seconds"] <= whole["seconds"] and not whole["error"]


async def test_a_cloud_that_fails_and_a_local_model_that_answers(tmp_path: Path) -> None:
    with collector() as server:
        traces = Traces(TracesSettings(endpoint=server.url))
        async with fake_cloud(Act(401, body=b"")) as cloud:
            await asked(make_desk(tmp_path, cloud, [PAGE]), traces)
        spans = await asyncio.to_thread(sent_by, traces, server)
    assert spans["chat far"]["error.type"] == "ModelRefused" and spans["chat far"]["error"]
    chat = spans["chat scripted"]
    assert chat["hush.lane"] == "local" and chat["hush.reason"] == "cloud_failed"
    assert chat["gen_ai.provider.name"] == "llama.cpp" and chat["gen_ai.usage.input_tokens"] > 10
    assert not spans["answer"]["error"]


async def test_a_local_model_that_fails_abstaining_and_going_away(tmp_path: Path) -> None:
    secret = [passage("The zebra merger.", Sensitivity.CONFIDENTIAL)]
    with collector() as server:
        traces = Traces(TracesSettings(endpoint=server.url))
        failing = Scripted((), ModelUnreachable("nobody is at zebra"))
        await asked(make_desk(tmp_path, None, secret, local=failing), traces)
        spans = await asyncio.to_thread(sent_by, traces, server)
    assert spans["chat scripted"]["error.type"] == "ModelUnreachable"
    assert spans["chat extractive"]["hush.lane"] == "local"
    assert spans["chat extractive"]["gen_ai.provider.name"] == "hush"
    with collector() as server:
        traces = Traces(TracesSettings(endpoint=server.url))
        await asked(make_desk(tmp_path, None, secret, relevant=False), traces)
        spans = await asyncio.to_thread(sent_by, traces, server)
    assert set(spans) == {"retrieve", "answer"} and spans["answer"]["hush.abstained"] is True
    with collector() as server:
        traces = Traces(TracesSettings(endpoint=server.url))
        await asked(make_desk(tmp_path, None, secret), traces, stop=True)
        spans = await asyncio.to_thread(sent_by, traces, server)
    assert spans["answer"]["error.type"] == "cancelled"


@pytest.mark.parametrize(
    ("endpoint", "kind"),
    [
        ("http://93.184.216.34/v1/traces", "AddressRefused"),
        ("http://127.0.0.1:9/v1/traces", "ConnectError"),
    ],
)
async def test_a_collector_that_is_away_or_not_in_the_house(
    tmp_path: Path, endpoint: str, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    """An answer does not notice; the log says it once."""
    traces = Traces(TracesSettings(endpoint=endpoint, timeout=2))
    for _ in range(2):
        assert await asked(make_desk(tmp_path, None, [PAGE]), traces) is not None
        await asyncio.to_thread(traces._sending.force_flush)
    await asyncio.to_thread(traces.close)
    said = [vars(record)["error"] for record in caplog.records if record.name == "hush.service"]
    assert said == [kind]


def test_a_redirect_takes_no_span_elsewhere_and_no_proxy_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with local_server() as elsewhere:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, elsewhere.url.removesuffix("/v1"))
        with local_server(Behaviour(status=307, location=elsewhere.url)) as server:
            traces = Traces(TracesSettings(endpoint=server.url))
            asyncio.run(asked(make_desk(tmp_path, None, [PAGE]), traces))
            traces.close()
            assert len(server.requests) == 1
        assert elsewhere.requests == []


def test_how_long_somebody_waited_in_the_queue_is_counted_as_places() -> None:
    observer = Observer(Question("id-1", "how?", Access.owner()), WHO)
    for piece in (
        *(Found(()), Routed(Lane.LOCAL, "because", None, model="m", code="label")),
        *(Queued(3), Queued(1), Token("Wait for it.")),
    ):
        observer.see(piece)
    seen = observer.end("AnswerTimeout")
    chat = seen.stages[-1]
    assert chat.attributes["hush.queue.position"] == 3 and chat.error == "AnswerTimeout"
    assert "because" not in repr(seen) and "how?" not in repr(seen)


@pytest.mark.parametrize(
    "endpoint", ["collector:4318", "ftp://127.0.0.1/x", "http://u:p@127.0.0.1"]
)
def test_an_endpoint_that_is_none_is_refused(endpoint: str) -> None:
    with pytest.raises(SettingsInvalid, match="HUSH_TRACES__ENDPOINT"):
        Traces(TracesSettings(endpoint=endpoint))


async def test_variables_of_opentelemetry_switch_nothing_on_and_lead_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with collector() as server, collector() as other:
        place = other.url.removesuffix("/v1/traces")
        for name, value in {
            "OTEL_TRACES_EXPORTER": "otlp",
            "OTEL_EXPORTER_OTLP_ENDPOINT": place,
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": other.url,
            "OTEL_PYTHON_TRACER_PROVIDER": "sdk_tracer_provider",
            "OTEL_SDK_DISABLED": "false",
            "OTEL_RESOURCE_ATTRIBUTES": "who=zebra",
            "OTEL_SERVICE_NAME": "zebra",
        }.items():
            monkeypatch.setenv(name, value)
        with observing(Settings(home=tmp_path)) as nothing:
            assert nothing is None
        chosen = Settings(home=tmp_path, traces=TracesSettings(endpoint=server.url))
        with observing(chosen) as observe:
            assert observe is not None
            service = Service(
                make_desk(tmp_path, None, [PAGE]),
                Library(None, None),  # type: ignore[arg-type]
                observe=observe,
            )
            question = Question("id-1", "How do I restart payments?", Access.owner())
            async with aclosing(service.ask(question)) as pieces:
                assert [piece async for piece in pieces]
        assert other.requests == [] and len(server.requests) == 1
        assert b"zebra" not in server.requests[0].body and told(server)
    telemetry.switch_off()


def test_none_of_opentelemetrys_own_variables_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "x=y")
    monkeypatch.setenv("OTEL_SDK_DISABLED", "false")
    telemetry.switch_off()
    left = {name: value for name, value in os.environ.items() if name.startswith("OTEL_")}
    assert left == {"OTEL_SDK_DISABLED": "true"}

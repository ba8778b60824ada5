"""OpenTelemetry spans of answers, sent to the collector that a setting names.

Invariant: what is sent is an `Observed`, without content. Nothing of OpenTelemetry's own ways out is
used, and no variable of its own is heard: spans are made and encoded by its SDK, and sent by our own
client, to loopback or a private address unless a setting says otherwise, without redirects and
proxies (law 6). A collector that is away costs spans and nothing else. Deliberately elsewhere: what
is seen of an answer (`observing`), switching libraries' own telemetry off (`telemetry`).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from importlib.metadata import version
from secrets import randbits
from urllib.parse import urlsplit

from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
from opentelemetry.metrics import NoOpMeterProvider
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from opentelemetry.trace import SpanContext, SpanKind, Status, StatusCode, TraceFlags

from app.errors import SettingsInvalid
from app.observing import Observed, Stage
from app.settings_upstream import TracesSettings
from index.addresses import Rule, private_sync_client

_LOG = logging.getLogger("hush.service")
_QUEUE, _BATCH, _EVERY = 2048, 256, 2000.0
"""Spans that wait at most, spans of one request, milliseconds between two requests."""


class Traces:
    """Sends what it is told of, from a thread of its own. Raises `SettingsInvalid`."""

    def __init__(self, chosen: TracesSettings) -> None:
        self._timeout = chosen.timeout
        self._sending = BatchSpanProcessor(
            _Sender(chosen),
            max_queue_size=_QUEUE,
            schedule_delay_millis=_EVERY,
            max_export_batch_size=_BATCH,
            export_timeout_millis=chosen.timeout * 1000,
            meter_provider=NoOpMeterProvider(),
        )
        # not Resource.create(): that one reads the environment
        self._resource = Resource({"service.name": "hush", "service.version": version("hush")})
        self._scope = InstrumentationScope("hush", version("hush"))

    def tell(self, observed: Observed) -> None:
        """One answer. Does not wait."""
        trace = randbits(128) or 1
        whole = _context(trace)
        for stage in observed.stages:
            self._sending.on_end(self._span(stage, _context(trace), whole))
        self._sending.on_end(self._span(observed.whole, whole, None))

    def close(self) -> None:
        """Send what is left, for as long as one request may take."""
        last = threading.Thread(target=self._sending.shutdown, daemon=True)
        last.start()
        last.join(self._timeout)

    def _span(self, stage: Stage, context: SpanContext, parent: SpanContext | None) -> ReadableSpan:
        model = stage.attributes.get("gen_ai.request.model")
        error = {"error.type": stage.error} if stage.error else {}
        return ReadableSpan(
            name=f"{stage.name} {model}" if model else stage.name,
            context=context,
            parent=parent,
            resource=self._resource,
            attributes={**stage.attributes, **error},
            kind=SpanKind.CLIENT if model else SpanKind.INTERNAL,
            status=Status(StatusCode.ERROR if stage.error else StatusCode.UNSET),
            start_time=stage.began,
            end_time=max(stage.began, stage.ended),
            instrumentation_scope=self._scope,
        )


def _context(trace: int) -> SpanContext:
    return SpanContext(trace, randbits(64) or 1, is_remote=False, trace_flags=TraceFlags(1))


class _Sender(SpanExporter):
    """Posts batches to the collector, in the processor's thread."""

    def __init__(self, chosen: TracesSettings) -> None:
        url = urlsplit(chosen.endpoint)
        if url.scheme not in ("http", "https") or not url.hostname or url.username or url.query:
            raise SettingsInvalid(
                "HUSH_TRACES__ENDPOINT is not an address; write it like "
                "http://127.0.0.1:4318/v1/traces"
            )
        self._url = chosen.endpoint
        rule = Rule("HUSH_TRACES__PUBLIC_HOST", chosen.public_host)
        self._client = private_sync_client(rule, chosen.timeout)
        self._away = False

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Once; spans that do not arrive are gone."""
        try:
            answer = self._client.post(
                self._url,
                content=encode_spans(spans).SerializeToString(),
                headers={"Content-Type": "application/x-protobuf", "User-Agent": "hush"},
            )
            problem = "" if answer.status_code // 100 == 2 else str(answer.status_code)
        except Exception as error:  # of any library below: nothing of it may reach an answer
            problem = type(error).__name__
        if problem and not self._away:
            _LOG.warning("spans are not taken", extra={"error": problem})
        self._away = bool(problem)
        return SpanExportResult.FAILURE if problem else SpanExportResult.SUCCESS

    def shutdown(self) -> None:
        """Close the connection."""
        self._client.close()

"""A cloud model with guard and audit in front of a fake cloud on a loopback socket."""

from __future__ import annotations

import json
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.audit import Audit, Decided, broken_line
from app.confidentiality.guard import Guard, Watch
from app.confidentiality.reason import Reason, ReasonCode
from app.confidentiality.route import Cloud, Policy, Route, choose
from app.confidentiality.sanitize import Refused, Sanitized, sanitize
from app.confidentiality.verdict import Detector, Verdict, assess
from app.errors import HushError
from app.models.cloud import CloudModel
from app.models.request import destination
from app.prompt import Prompt
from app.settings import CloudSettings
from index.chunk import Sensitivity
from tests.unit.app.gate_parts import DETECTORS, passage, prompt_of, sanitized
from tests.wire.fake_cloud import FakeCloud

KEY = "sk-wire-0123456789-never-real"
QUESTION = "why is db1.corp.lan slow, Anna Lee asks"
PASSAGE = "Restart it on db1.corp.lan:\n\n```\nssh db1.corp.lan 'systemctl restart app'\n```"


@dataclass
class Bench:
    """A cloud model in front of a fake cloud, with its audit."""

    cloud: FakeCloud
    audit: Path
    timeout: float = 5.0
    attempts: int = 2
    watch: Watch = field(default_factory=Watch)

    @property
    def settings(self) -> CloudSettings:
        return CloudSettings(
            base_url=self.cloud.base_url,
            api_key=SecretStr(KEY),
            model="model-x",
            timeout=self.timeout,
            attempts=self.attempts,
            max_tokens=99,
        )

    @property
    def guard(self) -> Guard:
        return Guard(destination(self.settings), self.watch)

    @property
    def model(self) -> CloudModel:
        return CloudModel(self.settings, self.guard, Audit(self.audit))

    async def ask(self, prompt: Sanitized) -> str:
        """The whole answer of the cloud model."""
        async with aclosing(self.model.stream(prompt, decided())) as pieces:
            return "".join([piece async for piece in pieces])

    async def fails(self, kind: type[HushError], prompt: Sanitized | None = None) -> str:
        """It fails in this way, and the error tells nothing of prompt, key and response."""
        with pytest.raises(kind) as caught:
            await self.ask(prompt or ordinary())
        assert type(caught.value) is kind
        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None
        said = str(caught.value) + repr(caught.value)
        for private in ("Restart", KEY, "HOST_1", "db1", "told you"):
            assert private not in said
        return str(caught.value)

    async def route(self, prompt: Prompt, detectors: tuple[Detector, ...] = DETECTORS) -> Route:
        """The whole way: assess, choose, and the cloud where the route says so."""

        def make(verdict: Verdict) -> Sanitized | Refused:
            return sanitize(prompt, verdict, detectors)

        route = choose(assess(prompt.parts("other"), detectors), Policy(), make)
        if isinstance(route, Cloud):
            await self.ask(route.prompt)
        return route

    @property
    def records(self) -> list[dict[str, object]]:
        if not self.audit.exists():
            return []
        assert broken_line(self.audit) is None
        return [json.loads(line) for line in self.audit.read_text("utf-8").splitlines()]

    @property
    def events(self) -> list[object]:
        return [record.get("outcome") or record["event"] for record in self.records]


def decided() -> Decided:
    reason = Reason(ReasonCode.MASKED, ("HOST", "PERSON"))
    labels = (Sensitivity.INTERNAL, Sensitivity.INTERNAL)
    return Decided("q-1", "tester", labels, Sensitivity.INTERNAL, reason)


def ordinary() -> Sanitized:
    return sanitized(prompt_of(QUESTION, passage(PASSAGE)))


def kept(audit: Path) -> str:
    return audit.read_text("utf-8") if audit.exists() else ""

"""The exact bytes that reach a loopback "cloud", and all the cases in which none do.

Laws 3, 4, 5, 6, 8: every test that says "nothing" asks the server how many connections it saw.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.audit import Audit
from app.confidentiality.guard import Clear, Guard, Outgoing, Watch
from app.confidentiality.reason import ReasonCode
from app.confidentiality.restoring import restore
from app.confidentiality.route import Local, Policy, choose
from app.confidentiality.sanitize import Candidate, Refused, Sanitized
from app.confidentiality.vault import Vault
from app.confidentiality.verdict import Verdict, assess
from app.errors import (
    AuditUnwritable,
    EgressHeld,
    ModelRefused,
    SettingsInvalid,
)
from app.models.cloud import CloudModel
from app.models.request import destination, outgoing, would_hold
from app.settings import CloudSettings
from index.chunk import Sensitivity
from tests.unit.app.gate_parts import DETECTORS, Failing, Pattern, passage, prompt_of, sanitized
from tests.wire.cloud_bench import KEY, QUESTION, Bench, decided, kept, ordinary
from tests.wire.fake_cloud import Act, fake_cloud


async def test_the_exact_bytes(audit: Path) -> None:
    async with fake_cloud() as cloud:
        bench = Bench(cloud, audit)
        prompt = ordinary()
        answer = await bench.ask(prompt)
        [request] = cloud.requests
    head, _, body = request.partition(b"\r\n\r\n")
    assert body == outgoing(prompt, bench.settings).body
    assert body.decode() == json.dumps(
        {
            "messages": [
                {"role": "system", "content": prompt.system},
                {"role": "user", "content": prompt.user},
            ],
            "model": "model-x",
            "max_tokens": 99,
            "stream": True,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
    assert head.decode().split("\r\n") == [
        "POST /v1/chat/completions HTTP/1.1",
        f"Host: 127.0.0.1:{cloud.port}",
        "Accept: text/event-stream",
        "Accept-Encoding: identity",
        "User-Agent: hush",
        f"Authorization: Bearer {KEY}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    ]
    for private in (b"db1", b"corp.lan", b"Anna", b"vault-of-sources", b"wiki-address", b"owner-"):
        assert private not in request
    assert restore(answer, prompt.vault).text == "Restart it on db1.corp.lan [1]."
    egress, outcome = bench.records
    assert egress["sha256"] == hashlib.sha256(body).hexdigest()
    assert egress["host"] == f"127.0.0.1:{cloud.port}"
    assert egress["masked"] == {"HOST": 1, "PERSON": 1}
    assert (outcome["outcome"], outcome["ticket"]) == ("answered", egress["ticket"])
    for word in ("db1.", "Anna", "Restart", KEY):
        assert word not in kept(audit)


async def test_the_audit_line_is_there_before_the_first_byte(audit: Path) -> None:
    seen: list[bool] = []
    async with fake_cloud() as cloud:
        cloud.at_connection = lambda: seen.append('"egress"' in kept(audit))
        await Bench(cloud, audit).ask(ordinary())
    assert seen == [True]


@pytest.mark.parametrize(
    ("base_url", "name", "url"),
    [
        ("https://api.openai.com/v1", "max_completion_tokens", "https://api.openai.com/v1"),
        ("https://API.anthropic.com:443/v1/", "max_tokens", "https://api.anthropic.com/v1"),
        (
            "https://llm.api.cloud.yandex.net/v1",
            "max_tokens",
            "https://llm.api.cloud.yandex.net/v1",
        ),
        ("http://127.0.0.1:9/v1", "max_tokens", "http://127.0.0.1:9/v1"),
        ("", "max_tokens", "https://cloud.invalid/v1"),
    ],
)
def test_requests_to_other_providers(base_url: str, name: str, url: str) -> None:
    settings = CloudSettings(base_url=base_url, api_key=SecretStr(KEY), model="gpt://b1g/x/latest")
    request = outgoing(ordinary(), settings)
    assert request.url == f"{url}/chat/completions"
    assert sorted(json.loads(request.body)) == sorted(["messages", "model", "stream", name])
    assert not would_hold(ordinary(), settings, Guard(destination(settings), Watch()))


def test_without_a_key_the_guard_reads_the_same_body() -> None:
    settings = CloudSettings()
    guard = Guard(destination(settings), Watch(terms=["systemctl restart"]))
    assert would_hold(ordinary(), settings, guard)


@pytest.mark.parametrize(
    "base_url",
    [
        "http://api.example.com/v1",
        "https://user:pw@api.example.com/v1",
        "https://api.example.com/v1?key=1",
        "https://api.example.com/v1#x",
        "ftp://api.example.com",
        "api.example.com",
        "https://",
        "https://x:port/v1",
        "https://пример.рф/v1",
    ],
)
def test_addresses_that_are_refused(base_url: str) -> None:
    with pytest.raises(SettingsInvalid, match="HUSH_CLOUD__BASE_URL"):
        outgoing(ordinary(), CloudSettings(base_url=base_url))


# Nothing leaves ---------------------------------------------------------------------------------


async def test_nothing_for_a_confidential_passage(audit: Path) -> None:
    async with fake_cloud() as cloud:
        prompt = prompt_of(QUESTION, passage("fine"), passage("plan", Sensitivity.CONFIDENTIAL))
        route = await Bench(cloud, audit).route(prompt)
        assert isinstance(route, Local)
        assert route.reason.code is ReasonCode.LABEL
        assert cloud.connections == 0


async def test_nothing_for_a_credential(audit: Path) -> None:
    async with fake_cloud() as cloud:
        route = await Bench(cloud, audit).route(prompt_of("log in with hunter2"))
        assert isinstance(route, Local)
        assert route.reason.code is ReasonCode.FINDING
        assert cloud.connections == 0


async def test_nothing_for_a_failing_detector(audit: Path) -> None:
    async with fake_cloud() as cloud:
        route = await Bench(cloud, audit).route(prompt_of(QUESTION), (*DETECTORS, Failing()))
        assert isinstance(route, Local)
        assert route.reason.code is ReasonCode.UNSURE
        assert cloud.connections == 0


async def test_nothing_for_a_failing_sanitiser(audit: Path) -> None:
    def broken(verdict: Verdict) -> Sanitized | Refused:
        raise RuntimeError("told you")

    async with fake_cloud() as cloud:
        verdict = assess(prompt_of(QUESTION).parts("x"), DETECTORS)
        assert isinstance(choose(verdict, Policy(), broken), Local)
        assert cloud.connections == 0


async def test_nothing_when_something_is_left(audit: Path) -> None:
    never_content = Pattern("WORD", r"[a-z]{4,}")
    async with fake_cloud() as cloud:
        route = await Bench(cloud, audit).route(prompt_of("plain words"), (never_content,))
        assert isinstance(route, Local)
        assert route.reason.code is ReasonCode.LEFTOVER
        assert cloud.connections == 0


@pytest.mark.parametrize(
    "raw",
    ["raw text", prompt_of(QUESTION), Candidate("", "raw text", Vault())],
    ids=["str", "Prompt", "Candidate"],
)
async def test_nothing_for_raw_text_at_run_time(audit: Path, raw: object) -> None:
    async with fake_cloud() as cloud:
        with pytest.raises(TypeError, match="Sanitized only"):
            await Bench(cloud, audit).ask(raw)  # type: ignore[arg-type]
        assert cloud.connections == 0


@pytest.mark.parametrize("left_out", ["base_url", "api_key", "model"])
def test_no_cloud_model_where_the_lane_is_off(audit: Path, left_out: str) -> None:
    """What is rehearsed then has a stand-in for what is not set, and must not be sent."""
    named = {"base_url": "http://127.0.0.1:9/v1", "api_key": SecretStr(KEY), "model": "far"}
    whole, off = (CloudSettings.model_validate(one) for one in (named, {**named, left_out: ""}))
    guard = Guard(destination(whole), Watch())
    CloudModel(whole, guard, Audit(audit))
    with pytest.raises(ValueError, match="off"):
        CloudModel(off, guard, Audit(audit))


async def test_nothing_when_the_audit_cannot_be_written(tmp_path: Path) -> None:
    async with fake_cloud() as cloud:
        await Bench(cloud, tmp_path).fails(AuditUnwritable)
        assert cloud.connections == 0


@pytest.mark.parametrize(
    "watch",
    [
        Watch(terms=["systemctl restart"]),
        Watch(canaries=["restart app"]),
        Watch(overlap=lambda text: "systemctl" in text),
        Watch(overlap=lambda text: bool(1 // 0)),
    ],
    ids=["dictionary", "canary", "fingerprint", "failing"],
)
async def test_nothing_when_the_guard_holds(audit: Path, watch: Watch) -> None:
    async with fake_cloud() as cloud:
        bench = Bench(cloud, audit, watch=watch)
        assert "nothing left" in await bench.fails(EgressHeld)
        assert cloud.connections == 0
        assert bench.events == ["held"]


async def test_nothing_when_the_sanitiser_missed_something(audit: Path) -> None:
    """No detector at all: the guard, which shares no code with them, still sees the values."""
    async with fake_cloud() as cloud:
        blind = sanitized(prompt_of("ssh db1.corp.lan, 10.20.30.40"), [])
        await Bench(cloud, audit).fails(EgressHeld, blind)
        assert cloud.connections == 0


async def test_nothing_with_a_used_ticket(audit: Path) -> None:
    class Used(Guard):
        """A guard whose tickets have been used by somebody else."""

        def read(self, *args: object, **kwargs: object) -> Clear:
            judged = super().read(*args, **kwargs)  # type: ignore[arg-type]
            assert isinstance(judged, Clear)
            self._tickets.forget()
            return judged

    async with fake_cloud() as cloud:
        bench = Bench(cloud, audit)
        model = CloudModel(bench.settings, Used(destination(bench.settings), Watch()), Audit(audit))
        with pytest.raises(EgressHeld, match="ticket"):
            await anext(model.stream(ordinary(), decided()))
        assert cloud.connections == 0


async def test_nothing_goes_to_where_a_redirect_points(audit: Path) -> None:
    async with fake_cloud() as elsewhere:
        location = (("Location", f"{elsewhere.base_url}/chat/completions"),)
        async with fake_cloud(Act(307, headers=location, body=b"")) as cloud:
            bench = Bench(cloud, audit)
            assert "redirect" in await bench.fails(ModelRefused)
            assert (cloud.connections, elsewhere.connections) == (1, 0)


async def test_nothing_goes_to_a_proxy(audit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with fake_cloud() as proxy, fake_cloud() as cloud:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        await Bench(cloud, audit).ask(ordinary())
        assert (cloud.connections, proxy.connections) == (1, 0)


async def test_tracing_variables_send_nothing_anywhere(
    audit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with fake_cloud() as tracer, fake_cloud() as cloud:
        for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGCHAIN_TRACING"):
            monkeypatch.setenv(name, "true")
        for name in ("LANGSMITH_ENDPOINT", "LANGCHAIN_ENDPOINT"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{tracer.port}")
        monkeypatch.setenv("LANGSMITH_API_KEY", "lsv2-none")
        await Bench(cloud, audit).ask(ordinary())
        await asyncio.sleep(0.3)
        assert (cloud.connections, tracer.connections) == (1, 0)


async def test_variables_of_the_sdk_change_nothing(
    audit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with fake_cloud() as other, fake_cloud() as cloud:
        monkeypatch.setenv("OPENAI_BASE_URL", other.base_url)
        monkeypatch.setenv("OPENAI_API_KEY", "another")
        monkeypatch.setenv("OPENAI_ORG_ID", "org-told-you")
        monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-told-you")
        monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Told-You: host db1")
        await Bench(cloud, audit).ask(ordinary())
        assert (cloud.connections, other.connections) == (1, 0)
        assert b"told" not in cloud.requests[0].lower()
        assert b"another" not in cloud.requests[0]


async def test_a_client_that_asks_for_something_else_is_held(audit: Path) -> None:
    """Whatever stands above the transport can't change what leaves."""
    import httpx2

    from app.models.transport import GuardedTransport

    async with fake_cloud() as cloud:
        bench = Bench(cloud, audit)
        wanted = outgoing(ordinary(), bench.settings)
        transport = GuardedTransport(
            wanted,
            ordinary(),
            decided(),
            bench.guard,
            Audit(audit),
            httpx2.create_ssl_context(trust_env=False),
        )
        changed: list[Outgoing] = [
            replace(wanted, url=f"http://127.0.0.1:{cloud.port}/v1/other"),
            replace(
                wanted, body=wanted.body.replace(b'"stream":true', b'"stream":true,"user":"a"')
            ),
        ]
        async with httpx2.AsyncClient(transport=transport) as client:
            for request in changed:
                with pytest.raises(EgressHeld, match="unexpected"):
                    await client.post(request.url, content=request.body)
        assert cloud.connections == 0


async def test_our_own_bytes_leave_however_the_client_writes_the_same(audit: Path) -> None:
    """Spaces, the order of fields, escapes, headers of its own: none of them is what was read."""
    import httpx2

    from app.models.transport import GuardedTransport

    async with fake_cloud() as cloud:
        bench = Bench(cloud, audit)
        wanted = outgoing(ordinary(), bench.settings)
        security = httpx2.create_ssl_context(trust_env=False)
        transport = GuardedTransport(
            wanted, ordinary(), decided(), bench.guard, Audit(audit), security
        )
        again = json.dumps(json.loads(wanted.body), indent=1, sort_keys=True).encode()
        assert again != wanted.body
        async with httpx2.AsyncClient(transport=transport) as client:
            await client.post(wanted.url, content=again, headers={"X-System": "Linux"})
        [request] = cloud.requests
    head, _, body = request.partition(b"\r\n\r\n")
    assert body == wanted.body
    assert b"x-system" not in head.lower()

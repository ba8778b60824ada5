"""`answer()` from a question to an `Answer`, in both lanes, with a real cloud on a loopback socket."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.answering import Desk, answer
from app.audit import Audit
from app.confidentiality.guard import Guard, Watch
from app.confidentiality.reason import Reason
from app.confidentiality.route import Policy
from app.confidentiality.sanitize import Sanitized
from app.confidentiality.verdict import Detector
from app.dialogue import Answer, Found, Lane, Piece, Question, Restarted, Routed, Token
from app.errors import ModelFailure, ModelTimeout
from app.gate import Gate
from app.memory import Memories
from app.models.cloud import CloudModel
from app.models.extractive import Extractive
from app.models.request import destination, would_hold
from app.prompt import Prompt
from app.settings import CloudSettings
from index.chunk import Passage, Sensitivity
from index.filters import Access
from tests.unit.app.gate_parts import DETECTORS, Failing, passage
from tests.wire.fake_cloud import Act, FakeCloud, fake_cloud

RUNBOOK = passage(
    "Restart the pod on db-1.corp.lan, then tell Anna Petrova:\n\n"
    "```bash\nkubectl rollout restart deploy/payments\n```\n"
)


@dataclass
class Scripted:
    """A local model that says these words, or fails after them."""

    words: Sequence[str] = ("Restart it [1].",)
    failure: ModelFailure | None = None
    asked: list[Prompt] = field(default_factory=list)
    name: str = "scripted"

    async def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        self.asked.append(prompt)
        for word in self.words:
            yield word
        if self.failure is not None:
            raise self.failure

    async def close(self) -> None:
        """Nothing is open."""


def cloud_settings(cloud: FakeCloud | None) -> CloudSettings:
    if cloud is None:
        return CloudSettings()
    return CloudSettings(
        base_url=cloud.base_url, api_key=SecretStr("key-of-the-test"), model="far", timeout=60
    )


def make_desk(
    tmp_path: Path,
    cloud: FakeCloud | None = None,
    passages: Sequence[Passage] = (RUNBOOK,),
    detectors: Sequence[Detector] = DETECTORS,
    local: Scripted | None = None,
    watch: Watch | None = None,
    relevant: bool = True,
) -> Desk:
    settings = cloud_settings(cloud)
    guard = Guard(destination(settings), watch or Watch())

    def rehearse(prompt: Sanitized) -> Reason | None:
        held = would_hold(prompt, settings, guard)
        return held.reason if held else None

    audit = Audit(tmp_path / "audit.jsonl")
    gate = Gate(tuple(detectors), "v1", Policy(), rehearse, guard, audit, "tester", None)
    return Desk(
        find=lambda _: list(passages),
        relevant=lambda _text, _passages: relevant,
        gate=gate,
        local=local or Scripted(),
        fallback=Extractive(),
        cloud=CloudModel(settings, guard, audit) if cloud else None,
        prompt_characters=6000,
        memories=Memories(),
    )


async def asked(desk: Desk, text: str = "How do I restart payments?") -> tuple[list[Piece], Answer]:
    pieces = [piece async for piece in answer(Question("q1", text, Access.owner()), desk)]
    final = pieces[-1]
    assert isinstance(final, Answer)
    return pieces, final


def audited(tmp_path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (tmp_path / "audit.jsonl").read_text().splitlines()]


async def test_the_cloud_answers_and_is_restored(tmp_path: Path) -> None:
    act = Act(
        pieces=("Restart the pod on \u27e6HO", "ST_1\u27e7 and tell \u27e6PERSON_1\u27e7 [1].")
    )
    async with fake_cloud(act) as cloud:
        pieces, final = await asked(make_desk(tmp_path, cloud))
    assert final.lane is Lane.CLOUD
    assert final.model == "far"
    assert final.text == "Restart the pod on db-1.corp.lan and tell Anna Petrova [1]."
    assert final.masked == 2
    assert [citation.source for citation in final.citations] == [RUNBOOK.chunk.source]
    assert "".join(p.text for p in pieces if isinstance(p, Token)) == final.text
    assert isinstance(pieces[0], Found)
    routed = pieces[1]
    assert isinstance(routed, Routed)
    assert routed.lane is Lane.CLOUD
    sent = cloud.bodies[0]["messages"]
    assert isinstance(sent, list)
    assert routed.outgoing == "\n\n".join(message["content"] for message in sent)
    assert b"db-1.corp.lan" not in cloud.requests[0]
    assert "Petrova" not in cloud.requests[0].decode()


async def test_the_decision_is_taken_on_what_was_retrieved(tmp_path: Path) -> None:
    """Law 1: the same question leaves or stays by the passages found for it."""
    secret = passage("The fallback site opens on Friday.", Sensitivity.CONFIDENTIAL)
    async with fake_cloud() as cloud:
        _, may = await asked(make_desk(tmp_path, cloud))
        local = Scripted()
        _, stays = await asked(make_desk(tmp_path, cloud, [RUNBOOK, secret], local=local))
        assert len(cloud.requests) == 1
    assert may.lane is Lane.CLOUD
    assert stays.lane is Lane.LOCAL
    assert stays.outgoing is None
    assert "CONFIDENTIAL" in stays.reason
    assert len(local.asked) == 1


@pytest.mark.parametrize(
    ("passages", "detectors", "watch"),
    [
        pytest.param([passage("The password is hunter7.")], DETECTORS, None, id="credential"),
        pytest.param([RUNBOOK], (*DETECTORS, Failing()), None, id="failing detector"),
        pytest.param([RUNBOOK], DETECTORS, Watch(terms=("payments",)), id="guard"),
        pytest.param([RUNBOOK], DETECTORS, Watch(overlap=lambda _: True), id="confidential text"),
        pytest.param(
            [passage("Open to all", Sensitivity.RESTRICTED)], DETECTORS, None, id="restricted"
        ),
    ],
)
async def test_nothing_leaves_and_the_answer_is_local(
    tmp_path: Path,
    passages: list[Passage],
    detectors: Sequence[Detector],
    watch: Watch | None,
) -> None:
    """Laws 2, 3, 5."""
    async with fake_cloud() as cloud:
        desk = make_desk(tmp_path, cloud, passages, detectors, watch=watch)
        _, final = await asked(desk)
        assert cloud.connections == 0
    assert final.lane is Lane.LOCAL
    assert final.model == "scripted"
    assert final.masked == 0
    assert [line["event"] for line in audited(tmp_path)] == ["decided"]


async def test_a_credential_in_the_context_is_told(tmp_path: Path) -> None:
    _, final = await asked(make_desk(tmp_path, passages=[passage("The password is hunter7.")]))
    assert any("credential" in warning.lower() for warning in final.warnings)


async def test_without_a_key_it_shows_what_would_leave_and_answers_locally(tmp_path: Path) -> None:
    _, final = await asked(make_desk(tmp_path))
    assert final.lane is Lane.LOCAL
    assert final.outgoing is not None
    assert "\u27e6HOST_1\u27e7" in final.outgoing
    assert "db-1" not in final.outgoing
    assert final.masked == 0


async def test_a_cloud_that_breaks_off_is_followed_by_a_local_answer(tmp_path: Path) -> None:
    """Law 9: the lane shown is the lane that answered, also after a change in the middle."""
    async with fake_cloud(Act(pieces=("Half an ", "answer"), finish=None)) as cloud:
        pieces, final = await asked(make_desk(tmp_path, cloud))
    assert any(isinstance(piece, Restarted) for piece in pieces)
    lanes = [piece.lane for piece in pieces if isinstance(piece, Routed)]
    assert lanes == [Lane.CLOUD, Lane.LOCAL]
    assert final.lane is Lane.LOCAL
    assert final.model == "scripted"
    assert final.text == "Restart it [1]."
    assert final.warnings


async def test_an_audit_that_cannot_be_written_keeps_it_inside(tmp_path: Path) -> None:
    """Law 8: without a record no byte leaves; the person still gets an answer or is told."""
    (tmp_path / "audit.jsonl").mkdir()
    async with fake_cloud() as cloud:
        _, final = await asked(make_desk(tmp_path, cloud))
        assert cloud.connections == 0
    assert final.lane is Lane.LOCAL


async def test_there_is_no_way_from_local_to_cloud(tmp_path: Path) -> None:
    """Law 3: where the local model fails, passages are quoted and the person is told."""
    secret = passage("Drain the node first.\n", Sensitivity.CONFIDENTIAL)
    local = Scripted(("Half",), ModelTimeout("too slow; raise HUSH_LOCAL__TIMEOUT"))
    async with fake_cloud() as cloud:
        pieces, final = await asked(make_desk(tmp_path, cloud, [secret], local=local))
        assert cloud.connections == 0
    assert any(isinstance(piece, Restarted) for piece in pieces)
    assert final.lane is Lane.LOCAL
    assert final.model == "extractive"
    assert "Drain the node first." in final.text
    assert any("HUSH_LOCAL__TIMEOUT" in warning for warning in final.warnings)


async def test_it_abstains_without_calling_a_model(tmp_path: Path) -> None:
    local = Scripted()
    async with fake_cloud() as cloud:
        pieces, final = await asked(make_desk(tmp_path, cloud, local=local, relevant=False))
        assert cloud.connections == 0
    assert local.asked == []
    assert final.abstained
    assert final.citations == ()
    assert [page.source for page in final.nearest] == [RUNBOOK.chunk.source]
    assert RUNBOOK.chunk.source in final.text
    assert not any(isinstance(piece, Routed) for piece in pieces)
    (line,) = map(json.loads, (tmp_path / "audit.jsonl").read_text().splitlines())
    assert (line["event"], line["reason"], line["lane"]) == ("abstained", "abstained", "local")
    assert {"question", "who", "asked"} <= set(line)


async def test_an_audit_that_cannot_be_written_is_told_when_it_abstains(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, relevant=False)
    (tmp_path / "audit.jsonl").mkdir()
    _, final = await asked(desk)
    assert final.abstained
    assert any("audit" in warning for warning in final.warnings)


async def test_notices_follow_the_question_s_language(tmp_path: Path) -> None:
    _, final = await asked(make_desk(tmp_path, relevant=False), "Где лежит ключ от серверной?")
    assert "нет ответа" in final.text


async def test_an_invented_command_is_replaced_by_the_page_s_own(tmp_path: Path) -> None:
    local = Scripted(
        (
            "Run this:\n```bash\nkubectl rollout ",
            "restart deploy/payment\n```\n[1]",
        )
    )
    _, final = await asked(make_desk(tmp_path, local=local))
    assert "kubectl rollout restart deploy/payments\n" in final.text
    assert "deploy/payment\n" not in final.text
    assert final.warnings


async def test_the_record_of_a_cloud_answer(tmp_path: Path) -> None:
    async with fake_cloud() as cloud:
        await asked(make_desk(tmp_path, cloud), "Restart payments, Anna Petrova asks")
    lines = audited(tmp_path)
    assert [line["event"] for line in lines] == ["egress", "outcome"]
    assert lines[0]["who"] == "tester"
    assert lines[0]["labels"] == ["INTERNAL", "INTERNAL"]
    assert lines[0]["masked"] == {"HOST": 1, "PERSON": 1}
    text = (tmp_path / "audit.jsonl").read_text()
    assert "Petrova" not in text
    assert "restart" not in text.lower()


async def test_words_that_rest_on_nothing_are_followed_by_what_the_docs_say(tmp_path: Path) -> None:
    pieces, final = await asked(make_desk(tmp_path, local=Scripted(("Just restart everything.",))))
    assert final.text.startswith("Just restart everything.")
    assert "kubectl rollout restart deploy/payments" in final.text
    assert [citation.number for citation in final.citations] == [1]
    assert "".join(p.text for p in pieces if isinstance(p, Token)) == final.text


async def test_a_model_that_says_nothing_is_replaced_by_what_the_docs_say(tmp_path: Path) -> None:
    _, final = await asked(make_desk(tmp_path, local=Scripted(())))
    assert "kubectl rollout restart deploy/payments" in final.text
    assert [citation.number for citation in final.citations] == [1]

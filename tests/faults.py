"""Injected faults: each makes one part of the gate break while a question is answered.

`FAULTS` is the table; `run()` answers a question that would leave, with a real cloud server on a
loopback socket behind it, and says what arrived there. Used by the flow tests and by the benchmark
`faults`. Faults that kill a process, or take its disk, happen in a child (`faults_child`).
"""

from __future__ import annotations

import asyncio
import ctypes
import hashlib
import json
import os
import sys
import threading
import time
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import SecretStr

from app import classifier_file
from app.answering import Desk, answer
from app.audit import Audit
from app.confidentiality.guard import Guard, Watch
from app.confidentiality.reason import Reason
from app.confidentiality.route import Policy
from app.confidentiality.sanitize import Sanitized
from app.confidentiality.verdict import Detector, Judge
from app.dialogue import Answer, Question
from app.gate import Gate
from app.memory import Memories
from app.models.cloud import CloudModel
from app.models.extractive import Extractive
from app.models.request import destination, would_hold
from app.prompt import Prompt
from app.settings import ClassifierSettings, CloudSettings, Settings
from index.chunk import Action, Estimate, Finding, Sensitivity
from index.filters import Access
from tests.unit.app.gate_parts import DETECTORS, passage
from tests.wire.fake_cloud import FakeCloud, fake_cloud

QUESTION = "How do I restart payments on db-1.corp.lan?"
_PAGE = "Drain it first, then restart the pod on db-1.corp.lan and tell Anna Petrova.\n"
_PATIENCE = 0.4
_CHILD = {"PYTHONDONTWRITEBYTECODE": "1"}
"""A child without disk would leave cut bytecode behind in the environment."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a desk is made of; a fault replaces one of them.

    Without `rehearsed` the guard is first asked when bytes are about to leave: the fault strikes in
    the last moment.
    """

    folder: Path
    settings: CloudSettings
    detectors: tuple[Detector, ...] = DETECTORS
    judge: Judge | None = None
    watch: Watch = field(default_factory=Watch)
    guard_seconds: float = 5.0
    guard_clock: Callable[[], float] = time.monotonic
    rehearsed: bool = True
    policy: Policy = field(default_factory=Policy)


@dataclass(frozen=True, slots=True)
class Fault:
    """`spoil` breaks one part. `child` names what the child does instead, where that is needed."""

    name: str
    spoil: Callable[[Parts], Parts] = lambda parts: parts
    child: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question: at the cloud, and for the person."""

    connections: int
    bytes_out: int
    lane: str
    text: str
    told: str
    seconds: float


# ---- broken parts


@dataclass(frozen=True, slots=True)
class Broken:
    """A detector that does something else than finding."""

    act: Callable[[str], object]
    name: str = "broken"

    def find(self, text: str) -> Iterable[Finding]:
        """Do it."""
        self.act(text)
        return ()


@dataclass(frozen=True, slots=True)
class Wrong:
    """A detector whose findings lie outside of the text."""

    name: str = "wrong"

    def find(self, text: str) -> Iterable[Finding]:
        """Beyond the end."""
        return (Finding("X", Action.MASK, 5, len(text) + 9, self.name),)


class SecondTime:
    """A detector that breaks when it reads for the second time: what the sanitiser made."""

    name = "second"

    def __init__(self) -> None:
        self._seen = 0

    def find(self, text: str) -> Iterable[Finding]:
        """Fail on the text that is composed for sending."""
        if "<question>" in text:
            raise OSError("gone")
        return ()


@dataclass(frozen=True, slots=True)
class BrokenJudge:
    """A classifier that does something else than estimating."""

    act: Callable[[Sequence[str]], list[Estimate]]
    name: str = "classifier"

    def estimate(
        self,
        texts: Sequence[str],
        findings: Callable[[], Sequence[Sequence[Finding]]],
        declared: bool = False,
    ) -> list[Estimate]:
        """Do it."""
        return self.act(texts)

    def whole(self, parts: Sequence[Estimate]) -> Estimate:
        """The first one."""
        return parts[0]


def _raises(_: object) -> list[Estimate]:
    raise ValueError("broken")


def _ends_its_thread(_: object) -> list[Estimate]:
    raise SystemExit(3)


def _is_killed(_: object) -> list[Estimate]:
    """Somebody else ends this thread while it works."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(threading.get_ident()), ctypes.py_object(SystemExit)
    )
    for _number in range(10_000):
        time.sleep(0.001)
    return []


def _hangs(_: object) -> list[Estimate]:
    """For longer than anybody waits; not for ever, so that a run of tests can end."""
    threading.Event().wait(12)
    return []


def _spins(_: object) -> list[Estimate]:
    end = time.monotonic() + 3
    while time.monotonic() < end:
        pass
    return []


def _unsure(texts: Sequence[str]) -> list[Estimate]:
    return [Estimate(Sensitivity.INTERNAL, 0.5, True) for _ in texts]


def _too_few(texts: Sequence[str]) -> list[Estimate]:
    return [Estimate(Sensitivity.PUBLIC, 0.0, False)] * (len(texts) - 1)


class Backwards:
    """A clock that goes backwards with every look."""

    def __init__(self) -> None:
        self._now = 1e6

    def __call__(self) -> float:
        """Earlier than before."""
        self._now -= 60.0
        return self._now


def _detector(act: Callable[[str], object]) -> Callable[[Parts], Parts]:
    return lambda parts: replace(parts, detectors=(*parts.detectors, Broken(act)))


def _judge(act: Callable[[Sequence[str]], list[Estimate]]) -> Callable[[Parts], Parts]:
    return lambda parts: replace(parts, judge=BrokenJudge(act))


def _watch(act: Callable[[str], object]) -> Callable[[Parts], Parts]:
    watch = Watch(overlap=lambda text: bool(act(text)))
    return lambda parts: replace(parts, watch=watch, guard_seconds=_PATIENCE)


def _late(spoil: Callable[[Parts], Parts]) -> Callable[[Parts], Parts]:
    return lambda parts: replace(spoil(parts), rehearsed=False)


def _one_bit(raw: bytes) -> bytes:
    return raw[:-5] + bytes([raw[-5] ^ 1]) + raw[-4:]


def _classifier_file(spoil: Callable[[bytes], bytes]) -> Callable[[Parts], Parts]:
    """The shipped classifier's file, spoilt, under the hash of the good one."""

    def spoilt(parts: Parts) -> Parts:
        content = classifier_file.SHIPPED.read_bytes()
        path = parts.folder / "classifier.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(spoil(content))
        pinned = hashlib.sha256(content).hexdigest()
        chosen = Settings(classifier=ClassifierSettings(path=path, sha256=pinned))
        return replace(parts, judge=classifier_file.judge(chosen))

    return spoilt


def _a_folder_instead(parts: Parts) -> Parts:
    (parts.folder / "audit.jsonl").mkdir(parents=True)
    return parts


def _a_link_instead(parts: Parts) -> Parts:
    parts.folder.mkdir(parents=True, exist_ok=True)
    (parts.folder / "audit.jsonl").symlink_to(parts.folder / "elsewhere")
    return parts


def _a_file_for_a_folder(parts: Parts) -> Parts:
    parts.folder.parent.mkdir(parents=True, exist_ok=True)
    parts.folder.write_text("in the way")
    return parts


FAULTS = (
    Fault("a detector raises", _detector(_raises)),
    Fault("a detector ends its thread", _detector(_ends_its_thread)),
    Fault("a detector's thread is killed", _detector(_is_killed)),
    Fault("a detector hangs", _detector(_hangs)),
    Fault("a detector spins", _detector(_spins)),
    Fault("a detector answers nonsense", lambda p: replace(p, detectors=(*p.detectors, Wrong()))),
    Fault(
        "a detector breaks at the second reading",
        lambda p: replace(p, detectors=(*p.detectors, SecondTime())),
    ),
    Fault("the process is killed while a detector reads", child="killed"),
    Fault("the classifier raises", _judge(_raises)),
    Fault("the classifier's thread is killed", _judge(_is_killed)),
    Fault("the classifier hangs", _judge(_hangs)),
    Fault("the classifier is unsure", _judge(_unsure)),
    Fault("the classifier judges too few texts", _judge(_too_few)),
    Fault("the classifier's file is cut short", _classifier_file(lambda raw: raw[: len(raw) // 2])),
    Fault("the classifier's file is empty", _classifier_file(lambda _: b"")),
    Fault("a bit of the classifier's file has changed", _classifier_file(_one_bit)),
    Fault("the disk is full", child="disk full"),
    Fault("the disk fills up in the middle of a line", child="disk nearly full"),
    Fault("the clock goes back", lambda p: replace(p, guard_clock=Backwards(), rehearsed=False)),
    Fault("the guard is out of time", lambda p: replace(p, guard_seconds=-1.0)),
    Fault(
        "the guard is out of time in the last moment",
        lambda p: replace(p, guard_seconds=-1.0, rehearsed=False),
    ),
    Fault("the guard hangs", _watch(_hangs)),
    Fault("the guard hangs in the last moment", _late(_watch(_hangs))),
    Fault("the guard raises", _watch(_raises)),
    Fault("the guard raises in the last moment", _late(_watch(_raises))),
    Fault("the guard's thread is killed", _watch(_is_killed)),
    Fault("the audit is a folder", _a_folder_instead),
    Fault("the audit is a link", _a_link_instead),
    Fault("the audit's folder is a file", _a_file_for_a_folder),
)


# ---- a question with a fault


@dataclass(slots=True)
class Local:
    """A local model that answers."""

    name: str = "local"

    async def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        """One sentence with its citation."""
        yield "Drain it first, then restart the pod [1]."

    async def close(self) -> None:
        """Nothing is open."""


def cloud_settings(base_url: str) -> CloudSettings:
    """The settings of a cloud lane at this address."""
    return CloudSettings(
        base_url=base_url, api_key=SecretStr("key-of-the-test-0123456789"), model="far", timeout=30
    )


def desk_of(parts: Parts) -> Desk:
    """All that answering needs, with these parts."""
    guard = Guard(destination(parts.settings), parts.watch, parts.guard_seconds, parts.guard_clock)

    def rehearse(prompt: Sanitized) -> Reason | None:
        if not parts.rehearsed:
            return None
        held = would_hold(prompt, parts.settings, guard)
        return held.reason if held else None

    audit = Audit(parts.folder / "audit.jsonl")
    gate = Gate(
        detectors=parts.detectors,
        detector_version="v1",
        judge=parts.judge,
        policy=parts.policy,
        rehearse=rehearse,
        foresee=lambda candidate: would_hold(candidate, parts.settings, guard),
        guard=guard,
        audit=audit,
        who="tester",
        seconds=_PATIENCE,
    )
    return Desk(
        find=lambda _: [passage(_PAGE)],
        relevant=lambda _text, _passages: True,
        gate=gate,
        local=Local(),
        fallback=Extractive(),
        cloud=CloudModel(parts.settings, guard, audit),
        prompt_characters=6000,
        memories=Memories(),
    )


async def asked(desk: Desk) -> Answer:
    """The answer to the question of all faults."""
    last = None
    async for piece in answer(Question("q1", QUESTION, Access.owner()), desk):
        last = piece
    assert isinstance(last, Answer)
    return last


async def run(fault: Fault | None, folder: Path) -> Outcome:
    """Answer the question with this fault, or with none."""
    began = time.monotonic()
    async with fake_cloud() as cloud:
        if fault is not None and fault.child:
            lane, text, told = await _in_a_child(fault.child, cloud, folder)
        else:
            parts = Parts(folder, cloud_settings(cloud.base_url))
            final = await asked(desk_of(fault.spoil(parts) if fault else parts))
            lane, text, told = final.lane.value, final.text, " ".join(final.warnings)
            told = f"{final.reason} {told}"
        sizes = sum(map(len, cloud.requests))
        return Outcome(cloud.connections, sizes, lane, text, told, time.monotonic() - began)


async def _in_a_child(what: str, cloud: FakeCloud, folder: Path) -> tuple[str, str, str]:
    """Lane, text and warnings of a child's answer; nothing of a child that was killed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults_child", what, cloud.base_url, str(folder),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, **_CHILD, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
    out, _ = await process.communicate()
    if not out:
        return "", "", f"ended by signal {-(process.returncode or 0)}"
    found = json.loads(out.splitlines()[-1])
    return found["lane"], found["text"], found["told"]

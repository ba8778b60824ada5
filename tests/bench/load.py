"""`hush serve` under load, over 100,000 chunks: its own share of every answer, and what it keeps.

The upstream is a loopback server whose delays stand in the model's name (`delayed_cloud`), the
service a process of its own, as people run it, with SQLite, audit and keys; both share the cores
with whoever asks. Own share: the whole answer at the client, without the upstream's delay and the
embedding of the question. Stages are the service's own (`index.stages`), from its log; some lie in
others, and readings that another process does beside are in them with their wall time.
Parts: one asker; 32 askers and an upstream that takes 2 s; 300 streams at once; and, with
`HUSH_BENCH_SOAK=SECONDS` (600), a soak in which every fifth asker hangs up.
Deliberately elsewhere: the index (`big_index`), asking (`asking_load`).
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.asking_load import QUESTIONS, Asked, ask, metric, ready
from tests.bench.big_index import CORPUS, prepare
from tests.bench.delayed_cloud import delayed_cloud
from tests.bench.proportion import verdict

_CHUNKS = 100_000
_ALONE = 120
_TOGETHER, _EACH = 32, 12
_STREAMS = 300
_AWAY = 5
"""One in so many hangs up."""
_SETTLED = 0.2
"""Of the soak: what has grown after that is growth."""


@dataclass(slots=True)
class Served:
    """A running service. `log` is where its lines go."""

    url: str
    key: str = field(repr=False)
    process: subprocess.Popen[bytes]
    log: Path

    def held(self) -> tuple[int, int, int]:
        """Bytes of memory (pages of several shared out among them), descriptors and threads, of the
        service and the processes that it has beside it."""
        of = [Path(f"/proc/{pid}") for pid in _family(self.process.pid)]
        pages = [line for one in of for line in (one / "smaps_rollup").read_text().splitlines()]
        memory = sum(1024 * int(line.split()[1]) for line in pages if line.startswith("Pss:"))
        descriptors = sum(1 for one in of for _ in (one / "fd").iterdir())
        return memory, descriptors, sum(1 for one in of for _ in (one / "task").iterdir())


def _family(pid: int) -> list[int]:
    """It, and all that it and its own started."""
    children = (one.read_text() for one in Path(f"/proc/{pid}/task").glob("*/children"))
    return [pid, *(kin for line in children for one in line.split() for kin in _family(int(one)))]


def run() -> dict[str, object]:
    """One row for each part and each stage; empty without the corpora."""
    if not CORPUS.is_dir():
        return {}
    with _home() as home, delayed_cloud() as port:
        figures: dict[str, object] = {}
        with _serving(home, port, "delay-200-0-20") as served:
            figures |= _alone(served)
        with _serving(home, port, "delay-100-100-20") as served:
            figures |= _together(served)
        with _serving(home, port, "delay-1000-250-40") as served:
            figures |= _streams(served)
        if seconds := int(os.environ.get("HUSH_BENCH_SOAK", "0")):
            with _serving(home, port, "delay-200-20-20") as served:
                figures |= _soak(served, seconds)
        return figures


@contextmanager
def _home() -> Iterator[Path]:
    """A home with the index; kept and used again where `HUSH_BENCH_HOME` names one."""
    kept = os.environ.get("HUSH_BENCH_HOME")
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(kept or scratch)
        os.environ["HUSH_HOME"] = str(home)
        if not (home / "store").is_dir():
            home.mkdir(parents=True, exist_ok=True)
            prepare(home, _CHUNKS, QUESTIONS)
        yield home


@contextmanager
def _serving(home: Path, port: int, model: str) -> Iterator[Served]:
    environment = {
        **os.environ,
        "HUSH_HOME": str(home),
        "HUSH_CLOUD__BASE_URL": f"http://127.0.0.1:{port}/v1",
        "HUSH_CLOUD__API_KEY": "sk-bench-1234567890",
        "HUSH_CLOUD__MODEL": model,
        "HUSH_SERVE__PORT": "0",
        **_UNLIMITED,
    }
    made = subprocess.run(
        [*_HUSH, "keys", "create", "--name", f"b{time.time_ns()}", "--groups", "staff", "--json"],
        env=environment,
        check=True,
        capture_output=True,
    )
    log = home / "serve.log"
    with log.open("wb") as lines:
        process = subprocess.Popen(
            [*_HUSH, "serve", "--json"], env=environment, stdout=subprocess.PIPE, stderr=lines
        )
    try:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())["url"]
        served = Served(url, json.loads(made.stdout)["key"], process, log)
        asyncio.run(ready(served.url))
        asyncio.run(_warm(served))
        yield served
    finally:
        process.terminate()
        process.wait()


_HUSH = (sys.executable, "-m", "app.cli")
_UNLIMITED = {
    f"HUSH_LIMITS__{name}": "0"
    for who in ("USER", "KEY")
    for name in (
        f"{who}_REQUESTS",
        f"{who}_ANSWERS",
        f"{who}_TOKENS_HOUR",
        f"{who}_TOKENS_DAY",
    )
}
"""All of them ask with one key here."""


async def _warm(served: Served) -> None:
    await asyncio.gather(*(ask(served.url, served.key, question) for question in QUESTIONS))


def _alone(served: Served) -> dict[str, object]:
    """One asker, one question after the other."""

    async def work() -> list[Asked]:
        return [
            await ask(served.url, served.key, QUESTIONS[number % len(QUESTIONS)])
            for number in range(_ALONE)
        ]

    answers = _left(asyncio.run(work()))
    stages = _stages(served, answers)
    own = [_own(one, stages, 0.2) for one in answers]
    first = [1000 * (one.first - 0.2) for one in answers]
    return {
        "one asker: own share": _row(own, p50=50.0),
        "one asker: first token, without upstream's": _row(first, p95=120.0),
        **_staged("one asker", stages),
    }


def _together(served: Served) -> dict[str, object]:
    """Thirty-two askers, each asking again at once."""

    async def work() -> list[Asked]:
        async def one(number: int) -> list[Asked]:
            await asyncio.sleep(2.0 * number / _TOGETHER)
            return [
                await ask(served.url, served.key, QUESTIONS[(number + turn) % len(QUESTIONS)])
                for turn in range(_EACH)
            ]

        return [
            asked for each in await asyncio.gather(*map(one, range(_TOGETHER))) for asked in each
        ]

    answers = _left(asyncio.run(work()))
    stages = _stages(served, answers)
    own = [_own(one, stages, 2.0) for one in answers]
    return {
        f"{_TOGETHER} askers: own share": _row(own, p50=120.0, p99=500.0),
        **_staged(f"{_TOGETHER} askers", stages),
    }


def _streams(served: Served) -> dict[str, object]:
    """Many open streams at once, twice: nobody is dropped, and the second time takes no more."""

    async def work() -> list[Asked]:
        asks = (ask(served.url, served.key, QUESTIONS[n % len(QUESTIONS)]) for n in range(_STREAMS))
        return list(await asyncio.gather(*asks))

    figures: dict[str, object] = {}
    for turn in ("first", "second", "third"):
        answers = asyncio.run(work())
        dropped = sum(not one.done for one in answers)
        memory, descriptors, threads = served.held()
        figures[f"{_STREAMS} streams, {turn} time"] = {
            "value": len(answers),
            "dropped": dropped,
            "reach": "0 dropped",
            "met": verdict(dropped == 0),
            "MB": memory / 1e6,
            "descriptors": descriptors,
            "threads": threads,
        }
    return figures


def _soak(served: Served, seconds: int) -> dict[str, object]:
    """Askers for so long, of whom one in five hangs up; what the process holds on the way."""
    samples: list[tuple[float, ...]] = []

    async def work() -> int:
        until, count = time.monotonic() + seconds, 0

        async def one(number: int) -> None:
            nonlocal count
            turn = number
            while time.monotonic() < until:
                hangs_up = turn % _AWAY == 0
                question = QUESTIONS[turn % len(QUESTIONS)]
                await ask(served.url, served.key, question, hang_up=hangs_up)
                count, turn = count + 1, turn + 1

        async def sample() -> None:
            while time.monotonic() < until:
                now = seconds - (until - time.monotonic())
                tasks = await metric(served.url, "hush_tasks")
                samples.append((now, *served.held(), tasks))
                await asyncio.sleep(seconds / 60)

        await asyncio.gather(sample(), *map(one, range(4)))
        return count

    count = asyncio.run(work())
    figures: dict[str, object] = {"soak: questions": {"value": count, "seconds": seconds}}
    settled = [one for one in samples if one[0] >= _SETTLED * seconds]
    half = len(settled) // 2
    names = ("memory, MB", "descriptors", "threads", "tasks")
    for number, (name, unit) in enumerate(zip(names, (1e6, 1, 1, 1), strict=True), start=1):
        first = statistics.median(one[number] for one in settled[:half]) / unit
        last = statistics.median(one[number] for one in settled[half:]) / unit
        figures[f"soak: {name}"] = {"first half": first, "second half": last}
    return figures


def _left(answers: Sequence[Asked]) -> list[Asked]:
    """Those that the cloud lane answered: the others have no upstream to wait for."""
    return [one for one in answers if one.done and one.lane == "cloud"]


def _stages(served: Served, answers: Sequence[Asked]) -> dict[str, dict[str, float]]:
    """Milliseconds by stage of these answers, by request id."""
    wanted = {one.request for one in answers}
    found: dict[str, dict[str, float]] = {}
    for line in served.log.read_text(encoding="utf-8").splitlines():
        said = json.loads(line) if line.startswith("{") else {}
        if said.get("event") == "answer" and said.get("request") in wanted:
            found[said["request"]] = said["stages"]
    return found


def _own(one: Asked, stages: dict[str, dict[str, float]], upstream: float) -> float:
    return 1000 * (one.whole - upstream) - stages[one.request].get("embed", 0.0)


def _staged(name: str, stages: dict[str, dict[str, float]]) -> dict[str, object]:
    names = dict.fromkeys(stage for spent in stages.values() for stage in spent)
    return {
        f"{name}: {stage}": _row([spent.get(stage, 0.0) for spent in stages.values()])
        for stage in names
    }


def _row(times: Sequence[float], **reach: float) -> dict[str, object]:
    """Milliseconds; `reach` by quantile."""
    ordered = sorted(times)
    quantiles = {
        f"p{part}": ordered[min(len(ordered) - 1, int(part / 100 * len(ordered)))]
        for part in (50, 95, 99)
    }
    row: dict[str, object] = {f"{name}, ms": value for name, value in quantiles.items()}
    row["value"] = len(times)
    if reach:
        row["reach"] = ", ".join(f"{name} <= {limit:g}" for name, limit in reach.items())
        row["met"] = verdict(all(quantiles[name] <= limit for name, limit in reach.items()))
    return row

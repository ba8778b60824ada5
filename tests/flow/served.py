"""A service in a thread of its own, for clients that wait; a cloud that answers whatever is asked."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from tests.flow.desk import Desk as Ingested
from tests.flow.serving import Running, running
from tests.flow.test_answering import make_desk
from tests.wire.fake_cloud import Act, FakeCloud, fake_cloud


@dataclass(frozen=True, slots=True)
class Served:
    """Where it is reached, the keys of people, and what reached the cloud."""

    doors: Running
    cloud: FakeCloud = field(repr=False)

    @property
    def base_url(self) -> str:
        """What a client of OpenAI's API is given."""
        return f"{self.doors.url}/v1"

    def key(self, who: str = "staff") -> str:
        """The key of a person, or one that is not valid."""
        return self.doors.keys.get(who, "hush_unknown")


class _Loop(asyncio.SelectorEventLoop):
    """Signals are the main thread's."""

    def add_signal_handler(self, *_: object) -> None:
        """None comes here."""

    def remove_signal_handler(self, *_: object) -> bool:
        """None is there."""
        return False


@contextmanager
def served(root: Path, documents: Mapping[str, str], act: Act) -> Iterator[Served]:
    """As long as it is open."""
    told: SimpleQueue[Served | BaseException] = SimpleQueue()
    stop = threading.Event()
    thread = threading.Thread(target=_thread, args=(root, documents, act, told, stop))
    thread.start()
    try:
        made = told.get(timeout=60)
        if isinstance(made, BaseException):
            raise made
        yield made
    finally:
        stop.set()
        thread.join(30)


def _thread(
    root: Path,
    documents: Mapping[str, str],
    act: Act,
    told: SimpleQueue[Served | BaseException],
    stop: threading.Event,
) -> None:
    async def run() -> None:
        with closing(Ingested(root)) as ingested:
            for name, text in documents.items():
                ingested.write(name, text)
            ingested.ingest()
            async with fake_cloud(act) as cloud, running(make_desk(root, cloud), ingested) as doors:
                told.put(Served(doors, cloud))
                await asyncio.to_thread(stop.wait)

    try:
        with asyncio.Runner(loop_factory=_Loop) as runner:
            runner.run(run())
    except BaseException as error:
        told.put(error)

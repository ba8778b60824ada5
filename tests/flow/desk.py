"""A home with everything a run of ingestion works with, and a folder to ingest."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from index.chunk import Action, Chunk, Estimate, Finding, Known, Sensitivity
from index.edge import EdgeStore
from index.filters import Access
from index.fingerprints import Fingerprints
from index.store import Store
from ingest import sync
from ingest.manifest import Manifest
from ingest.opening import Permissions
from ingest.report import Report
from ingest.settings import IngestSettings, ParseSettings
from ingest.writing import Tools
from tests.fakes import HashEncoders

ROOT = Path(__file__).resolve().parents[2]
MOVE, DELETE = Permissions(move=True), Permissions(allow_delete=True)


class Desk:
    """A home with everything a run works with, and a folder `docs` to ingest."""

    def __init__(self, root: Path) -> None:
        self.home = root / "home"
        self.docs = root / "docs"
        self.docs.mkdir(parents=True, exist_ok=True)
        self.encoders = HashEncoders()
        self.settings = IngestSettings(home=self.home, ingest=ParseSettings(chunk_tokens=60))
        self._tools: Tools | None = None
        self.searched: list[str] = []

    def write(self, name: str, text: str) -> Path:
        path = self.docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def learn(self, texts: Sequence[str]) -> list[Known | None]:
        self.searched += texts
        return [Known(_found(text), Estimate(Sensitivity.INTERNAL, 0.25), "") for text in texts]

    @property
    def tools(self) -> Tools:
        """Opened when they are first needed, and again after `close`."""
        if self._tools is None:
            store = EdgeStore.open(
                self.home / "store", self.encoders.fingerprint, lambda: self.encoders.dimension
            )
            self._tools = Tools(
                store=store,
                encoders=self.encoders,
                manifest=Manifest.open(self.home),
                fingerprints=Fingerprints.open(self.home),
                learn=self.learn,
                detector_version="1",
            )
        return self._tools

    def close(self) -> None:
        if self._tools is not None:
            self._tools.store.close()
            self._tools.manifest.close()
            self._tools.fingerprints.close()
            self._tools = None

    def ingest(
        self, folder: Path | None = None, name: str | None = None, said: Permissions | None = None
    ) -> Report:
        said = said or Permissions()
        return sync.ingest(folder or self.docs, self.tools, self.settings, name, said)

    def plan(self) -> dict[str, object]:
        return sync.plan(self.docs, self.tools, self.settings).to_json()

    def chunks(self) -> list[Chunk]:
        return everything(self.tools.store, self.encoders)

    def sources(self) -> set[str]:
        return {chunk.source for chunk in self.chunks()}

    def level(self, source: str) -> Sensitivity:
        levels = {chunk.sensitivity for chunk in self.chunks() if chunk.source == source}
        assert len(levels) == 1
        return levels.pop()


def _found(text: str) -> tuple[Finding, ...]:
    start = text.find("hunter2")
    if start < 0:
        return ()
    return (Finding("password", Action.LOCAL, start, start + 7, "fake"),)


def everything(store: Store, encoders: HashEncoders) -> list[Chunk]:
    hits = store.dense_leg(encoders.query("x"), 10_000, Access.owner())
    return sorted((hit.chunk for hit in hits), key=lambda c: (c.source, c.revision, c.ordinal))


def counts(report: Report) -> tuple[int, int, int, int]:
    return (report.added, report.updated, report.removed, report.unchanged)


def page(title: str, paragraphs: int = 3) -> str:
    body = (f"Paragraph {n} of {title}: " + f"{title}{n} " * 20 for n in range(paragraphs))
    return f"# {title}\n\n" + "\n\n".join(body) + "\n"


def wait_for(ready: Callable[[], bool]) -> None:
    """At most half a minute."""
    end = time.monotonic() + 30
    while not ready():
        assert time.monotonic() < end
        time.sleep(0.01)

"""`hush ingest`, `plan`, `status`, `remove`, `reindex`: through a running service, else here.

Invariant: the same words and objects both ways; what opens a store is imported when it is known that
no service has it. Only the owner's service takes a new folder in: one elsewhere looks again at what
it knows. Deliberately elsewhere: ingestion (`sources`), how reports look (`reports`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from app.commands.door import Asking, chosen, service_of
from app.commands.output import emit, show
from app.commands.progress import Bar
from app.commands.reports import show_preview, show_report, show_sources
from app.contract import Report
from app.errors import HushError
from app.owner_client import OwnerClient
from app.reading import read
from app.remote_client import RemoteClient
from app.same_settings import digests
from app.session import INTERRUPTED
from app.settings import Settings
from app.wording import preferred_language, say
from ingest.settings import IngestSettings


@contextmanager
def _service(settings: Settings) -> Iterator[tuple[Asking, OwnerClient | RemoteClient] | None]:
    """Whom to ask, greeted; None where the store is to be opened here."""
    service = service_of(settings)
    if service is None:
        yield None
        return
    with Asking(service, settings) as asking:
        if asking.remote is not None:
            yield asking, asking.remote
        else:
            yield asking, asking.owner(digests(settings, read(IngestSettings)))


def ingest(path: Path, name: str | None, *, allow_delete: bool, move: bool, as_json: bool) -> None:
    """Bring the index up to date with a folder; exit 130 where it was interrupted."""
    folder = Path(os.path.abspath(path))  # noqa: PTH100  (a link at the top keeps its own name)
    with _service(chosen()) as found, Bar(quiet=as_json) as bar:
        match found:
            case None:
                from app.commands import sources

                report = sources.owners().ingest(folder, name, allow_delete, move, bar)
            case asking, OwnerClient() as client:
                wanted: Report = {"path": str(folder), "name": name, "move": move}
                report = asking.run(client.ingest(bar, {**wanted, "allow_delete": allow_delete}))
            case asking, client:
                if move:
                    raise _only_there()
                known = folder.name if name is None else name
                report = asking.run(
                    client.again(known, bar, allow_delete=allow_delete, english=as_json)
                )
    if as_json:
        emit(report)
    else:
        show_report(report)
    if report["interrupted"]:
        raise typer.Exit(INTERRUPTED)


def plan(path: Path, name: str | None, *, as_json: bool) -> None:
    """Show every step that `ingest` would take."""
    folder = Path(os.path.abspath(path))  # noqa: PTH100  (as above)
    with _service(chosen()) as found:
        match found:
            case None:
                from app.commands import sources

                preview = sources.owners().plan(folder, name)
            case asking, OwnerClient() as client:
                preview = _object(asking.run(client.call("plan", path=str(folder), name=name)))
            case _:
                raise _only_there()
    if as_json:
        emit(preview)
    else:
        show_preview(preview)


def status(*, as_json: bool) -> None:
    """Show every source."""
    with _service(chosen()) as found:
        match found:
            case None:
                from app.commands import sources

                listed = sources.listed()
            case asking, OwnerClient() as client:
                listed = _objects(asking.run(client.call("status")))
            case asking, client:
                listed = _objects(
                    asking.run(client.got("/api/sources", english=as_json))["sources"]
                )
    if as_json:
        emit({"sources": listed})
    else:
        show_sources(listed)


def remove(name: str, *, as_json: bool) -> None:
    """Take a source out of the index."""
    with _service(chosen()) as found:
        match found:
            case None:
                from app.commands import sources

                count = sources.owners().remove(name)
            case asking, OwnerClient() as client:
                said = asking.run(client.call("remove", name=name))
                assert isinstance(said, int)
                count = said
            case _:
                raise _only_there()
    if as_json:
        emit({"name": name, "removed": count})
    else:
        show(say("removed", preferred_language(), name=name, count=count))


def reindex(*, as_json: bool) -> None:
    """Embed every source again, beside the old vectors, and switch over when all is done."""
    settings = chosen()
    service = service_of(settings)
    if isinstance(service, RemoteClient):
        raise _only_there()
    if service is not None:
        raise HushError(
            "a service has the index at {place}; stop it, run hush reindex, and start it again",
            place=service,
        )
    from app.commands import sources

    with Bar(quiet=as_json) as bar:
        reports, interrupted = sources.reindex(bar)
    if interrupted:
        raise typer.Exit(INTERRUPTED)
    if as_json:
        emit({"sources": reports})
        return
    for report in reports:
        show_report(report)


def _only_there() -> HushError:
    return HushError(
        "the service at HUSH_SERVICE__URL does that for the owner of its machine only; run it "
        "there, or take HUSH_SERVICE__URL away"
    )


def _object(said: object) -> Report:
    assert isinstance(said, dict)
    return said


def _objects(said: object) -> list[Report]:
    assert isinstance(said, list)
    return said

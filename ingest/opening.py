"""Before a run: is this the folder that belongs to the name, and is it all there?

Invariant: nothing is changed here. A folder that is empty, missing, or another one than last time
is refused unless the person says that it is meant. Deliberately elsewhere: the run itself (`sync`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.entries import Entry
from ingest.errors import SourceEmpty, SourceFailure, SourceMissing, SourceMoved
from ingest.formats import FORMATS
from ingest.labels import Rules, load_rules
from ingest.manifest import Known
from ingest.settings import IngestSettings
from ingest.sources import Listing
from ingest.sources.folder import list_folder
from ingest.writing import Tools

_NOT_IN_NAMES = re.compile(r"[:/\\\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Permissions:
    """What a person has said that they mean: `--move`, `--allow-delete`."""

    move: bool = False
    allow_delete: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A source that may be brought up to date.

    `distrusted` documents are written again whatever the manifest says: the egress guard does not
    know what is stored of them. `was_labelled`: the folder had a `labels.toml` last time.
    """

    name: str
    folder: Path
    listing: Listing
    rules: Rules
    entries: Mapping[str, Entry]
    stored: Mapping[str, frozenset[str]]
    distrusted: frozenset[str]
    was_labelled: bool


def open_source(
    folder: Path, name: str | None, tools: Tools, settings: IngestSettings, said: Permissions
) -> Opened:
    """Look at everything that can be wrong. Raises `SourceFailure`s and `LabelsInvalid`."""
    folder = Path(os.path.abspath(folder))  # noqa: PTH100  (a link at the top keeps its own name)
    name = source_name(folder, name)
    known = tools.manifest.known(name)
    if known is not None and known.path != str(folder) and not said.move:
        raise SourceMoved(
            "{name} is the folder {path}; give this folder another name with --name, or say"
            " --move if the source has moved here",
            name=name,
            path=known.path,
        )
    rules = load_rules(folder, settings.labels)
    listing = _listing(folder, name, known, said)
    stored = tools.store.revisions(f"{name}:")
    if known is None and not said.move:
        _require_overlap(name, listing, stored)
    if known is not None and not said.move and not said.allow_delete:
        _require_same(folder, known, listing, stored)
    return Opened(
        name=name,
        folder=folder,
        listing=listing,
        rules=rules,
        entries=tools.manifest.entries(name),
        stored=stored,
        distrusted=tools.fingerprints.missing(stored),
        was_labelled=known is not None and known.labelled,
    )


def source_name(folder: Path, name: str | None) -> str:
    """The name given, else the folder's own. Raises `SourceFailure` where it cannot be one."""
    chosen = folder.name if name is None else name
    if not chosen.strip() or chosen != chosen.strip() or chosen in {".", ".."}:
        raise SourceFailure("the source needs a name; give one with --name")
    if _NOT_IN_NAMES.search(chosen):
        raise SourceFailure(
            "a source's name has no colon, slash or control character; give another with --name"
        )
    return chosen


def _listing(folder: Path, name: str, known: Known | None, said: Permissions) -> Listing:
    try:
        listing = list_folder(folder, name, FORMATS.keys())
    except SourceMissing as error:
        if known is None:
            raise
        if said.allow_delete and not os.path.lexists(folder):
            return Listing((), {}, (), (), "")
        raise SourceMissing(
            "{problem}; nothing of {name} was deleted", problem=error.sentence, name=name
        ) from None
    if listing.files or said.allow_delete:
        return listing
    if known is None:
        formats = " ".join(sorted(FORMATS))
        raise SourceEmpty(
            "{folder} holds no file that Hush can read ({formats}); give the folder that holds the"
            " documents",
            folder=folder,
            formats=formats,
        )
    raise SourceEmpty(
        "{folder} is empty, perhaps not mounted; nothing of {name} was deleted. Mount it and run"
        " again, or say --allow-delete if its documents shall go",
        folder=folder,
        name=name,
    )


def _require_same(
    folder: Path, known: Known, listing: Listing, stored: Mapping[str, frozenset[str]]
) -> None:
    """A mount point that is not mounted may still hold a stray file of its own."""
    other = known.identity not in {"", listing.identity}
    if other and stored and stored.keys().isdisjoint(file.source for file in listing.files):
        raise SourceEmpty(
            "{folder} is another folder than last time and holds none of the documents of {name},"
            " perhaps it is not mounted; nothing was deleted. Mount it and run again, or say"
            " --allow-delete if its documents shall go",
            folder=folder,
            name=known.name,
        )


def _require_overlap(name: str, listing: Listing, stored: Mapping[str, frozenset[str]]) -> None:
    """Without a manifest the folder of a name is not known, but its documents are."""
    if stored and stored.keys().isdisjoint(file.source for file in listing.files):
        raise SourceMoved(
            "there are documents of {name}, and none of them lies in this folder; give it another"
            " name with --name, or say --move if the source has moved here",
            name=name,
        )

"""A folder of files: what lies in it, by stat alone.

Invariant: nothing outside the folder is ever listed, and no file twice. Links are followed only
where they lead to something inside that has no visible place of its own (mounted ConfigMaps look
like this): a document never gets a second name under which other labels hold. Hidden entries,
lock files of office programs and `node_modules` are passed over. Deliberately elsewhere: reading.
"""

from __future__ import annotations

import datetime
import os
import stat
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from index.sentence import Sentence
from ingest.document import SourceFile
from ingest.errors import SourceMissing
from ingest.labels import FILE_NAME
from ingest.sources import Listing, Unseen

_PASSED_OVER = {"node_modules", "__pycache__"}


def stamp_of(entry: os.stat_result) -> str:
    """Changes whenever the bytes may have changed; also when only the inode's metadata did."""
    return f"{entry.st_mtime_ns}-{entry.st_size}-{entry.st_ino}-{entry.st_ctime_ns}"


def identity_of(folder: Path) -> str:
    """Another value when another folder (an empty mount point) stands in its place."""
    try:
        entry = folder.stat()
    except OSError:
        return ""
    return f"{entry.st_dev}-{entry.st_ino}"


def list_folder(folder: Path, name: str, suffixes: Collection[str]) -> Listing:
    """Everything below `folder` with one of these suffixes (lower case, with the dot).

    Raises `SourceMissing` where the folder itself cannot be listed.
    """
    _require_folder(folder)
    walk = _Walk(folder, name, frozenset(suffixes))
    walk.folder("")
    if any(unseen.source == f"{name}:" for unseen in walk.unseen):
        raise SourceMissing(
            "{folder} cannot be read; correct its rights or mount it again", folder=folder
        )
    walk.links()
    files = tuple(sorted(walk.files, key=lambda file: file.source))
    unseen = tuple(sorted(walk.unseen, key=lambda item: item.source))
    ignored = dict(sorted(walk.ignored.items()))
    return Listing(files, ignored, unseen, tuple(sorted(walk.misplaced)), identity_of(folder))


def _require_folder(folder: Path) -> None:
    try:
        mode = folder.stat().st_mode
    except FileNotFoundError:
        raise SourceMissing(
            "there is no folder {folder}; mount it, or correct the path", folder=folder
        ) from None
    except OSError as error:
        raise SourceMissing(
            "{folder} cannot be read ({cause}); correct its rights or mount it again",
            folder=folder,
            cause=error.strerror,
        ) from None
    if not stat.S_ISDIR(mode):
        raise SourceMissing(
            "{folder} is not a folder; give the folder that holds the files", folder=folder
        )


@dataclass(slots=True)
class _Walk:
    root: Path
    name: str
    suffixes: frozenset[str]
    files: list[SourceFile] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    unseen: list[Unseen] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)
    linked: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)

    def folder(self, start: str) -> None:
        """List a folder and everything below it; `start` is relative, "" or ending in "/"."""
        waiting = [start]
        while waiting:
            relative = waiting.pop()
            try:
                if not self._first_sight((self.root / relative).stat()):
                    continue
                with os.scandir(self.root / relative) as entries:
                    for entry in sorted(entries, key=lambda item: item.name, reverse=True):
                        if self._entry(entry, relative):
                            waiting.append(f"{relative}{entry.name}/")
            except OSError as error:
                reason = Sentence(
                    "This folder cannot be read ({cause}); correct its rights.",
                    cause=error.strerror,
                )
                self.unseen.append(Unseen(f"{self.name}:{relative}", reason))

    def _entry(self, entry: os.DirEntry[str], relative: str) -> bool:
        """Take in one entry; True for a folder that is to be walked."""
        if _passed_over(entry.name):
            return False
        if not _sayable(entry.name):
            reason = Sentence("The name has a line break or is not UTF-8; rename it.")
            self.unseen.append(Unseen(f"{self.name}:{relative}{_escaped(entry.name)}", reason))
            return False
        if entry.name == FILE_NAME and not entry.is_dir(follow_symlinks=False):
            self.misplaced.extend([f"{relative}{FILE_NAME}"] if relative else [])
            return False
        if entry.is_symlink():
            self.linked.append(f"{relative}{entry.name}")
            return False
        if entry.is_dir(follow_symlinks=False):
            return True
        self._file(f"{relative}{entry.name}")
        return False

    def _file(self, relative: str) -> None:
        source = f"{self.name}:{relative}"
        try:
            entry = (self.root / relative).stat()
        except OSError as error:
            reason = Sentence(
                "The file cannot be looked at ({cause}); correct its rights.", cause=error.strerror
            )
            self.unseen.append(Unseen(source, reason))
            return
        suffix = PurePosixPath(relative).suffix.lower()
        if not stat.S_ISREG(entry.st_mode):
            self.ignored["(special)"] += 1
        elif suffix not in self.suffixes:
            self.ignored[suffix or "(none)"] += 1
        else:
            self.seen.add((entry.st_dev, entry.st_ino))
            self.files.append(_source_file(source, self.root / relative, entry))

    def links(self) -> None:
        """Follow the links that lead to what has no visible place inside the folder."""
        while self.linked:
            waiting, self.linked = sorted(self.linked), []
            for relative in waiting:
                self._link(relative)

    def _link(self, relative: str) -> None:
        try:
            real = (self.root / relative).resolve(strict=True)
            entry = real.stat()
        except (OSError, RuntimeError):
            self.ignored["(link)"] += 1
            return
        inside = real.is_relative_to(self.root.resolve())
        if not inside or (entry.st_dev, entry.st_ino) in self.seen:
            self.ignored["(link)"] += 1
        elif stat.S_ISDIR(entry.st_mode):
            self.folder(f"{relative}/")
        else:
            self._file(relative)

    def _first_sight(self, entry: os.stat_result) -> bool:
        key = (entry.st_dev, entry.st_ino)
        if key in self.seen:
            return False
        self.seen.add(key)
        return True


def _passed_over(name: str) -> bool:
    return name.startswith((".", "~$")) or name in _PASSED_OVER


def _sayable(name: str) -> bool:
    """Whether a name can stand in a report, a citation and a database."""
    return not any(ord(c) < 32 or ord(c) == 127 or 0xD800 <= ord(c) <= 0xDFFF for c in name)


def _escaped(name: str) -> str:
    """The name with what cannot be said as Python writes it."""
    return "".join(
        c if _sayable(c) else c.encode("unicode_escape", "surrogatepass").decode() for c in name
    )


def _source_file(source: str, path: Path, entry: os.stat_result) -> SourceFile:
    modified = datetime.datetime.fromtimestamp(entry.st_mtime, datetime.UTC).date().isoformat()
    return SourceFile(source, str(path), entry.st_size, stamp_of(entry), modified)

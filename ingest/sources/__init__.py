"""Where documents come from. A source lists its files without reading them.

Invariant: a `Listing` says of everything that it could not see that it could not see it, so that
nothing is taken for deleted which is only out of sight. Deliberately elsewhere: what is read and
what becomes of it (`sync`), labels (`labels`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.document import SourceFile


@dataclass(frozen=True, slots=True)
class Unseen:
    """Something that is there and could not be listed; `source` ends in "/" for a whole folder."""

    source: str
    reason: str

    def covers(self, source: str) -> bool:
        """Whether a document of that name may lie in here."""
        return source == self.source or (
            self.source.endswith(("/", ":")) and source.startswith(self.source)
        )


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in a source: files of known formats by name, in order; the rest by count.

    `ignored` counts files of other formats by suffix, and "(link)" and "(special)", but no
    `labels.toml`. `misplaced` are those of them below the top, which hold for nothing. `identity`
    changes when another folder stands in the place of this one.
    """

    files: tuple[SourceFile, ...]
    ignored: Mapping[str, int]
    unseen: tuple[Unseen, ...]
    misplaced: tuple[str, ...]
    identity: str

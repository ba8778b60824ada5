"""What every format is turned into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Converted:
    """One file as Markdown.

    `markdown` has LF line ends and holds the body alone; its first line is line `first_line` of
    the file (1 unless front matter stands before it). `front_matter` is passed on as it was
    parsed. `title` comes from front matter, else the file's own title or first H1; `None` inside
    a format means that there is none, and `ingest.formats.convert` puts the file's stem. `aside` is
    what the file says of itself outside of its text (properties, headers and footers): plain JSON,
    in no answer, read for marks of secrecy alone.
    """

    markdown: str = field(repr=False)
    front_matter: Mapping[str, object] = field(default_factory=dict, repr=False)
    title: str | None = field(default=None, repr=False)
    first_line: int = 1
    aside: Mapping[str, object] = field(default_factory=dict, repr=False)

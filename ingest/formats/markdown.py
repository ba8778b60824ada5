"""Markdown files: front matter off, the rest kept character for character.

Deliberately elsewhere: what counts as front matter (`front_matter`), cutting (`ingest.chunking`).
"""

from __future__ import annotations

from ingest.blocks import first_heading
from ingest.formats import front_matter
from ingest.formats.converted import Converted
from ingest.formats.text import decode


def parse(content: bytes) -> Converted:
    """The body of a Markdown file and its front matter."""
    text = decode(content)
    front, body = front_matter.split(text)
    title = front.get("title")
    return Converted(
        markdown=body,
        front_matter=front,
        title=title.strip() if isinstance(title, str) and title.strip() else first_heading(body),
        first_line=1 + front_matter.lines_before(text, body),
    )

"""Codes of what was met in an answer and mended: `Warned`.

Deliberately elsewhere: meeting it (`grounding`), the words (`wording`).
"""

from __future__ import annotations

from enum import StrEnum


class Warned(StrEnum):
    """Codes of warnings; `Grounding.counts` says how often each was met."""

    REPLACED = "command_replaced"
    """The model's code stood in no passage; a passage's own stands in its place."""
    REMOVED = "command_removed"
    """The model's code stood in no passage, and nothing like it does."""
    DESTRUCTIVE = "command_destructive"
    """A command in the answer deletes or stops something; as code, it is marked."""
    CITATION = "citation_unknown"
    """A citation of a passage that does not exist was taken out."""
    LINK = "link_removed"
    """A link, image or URL that the documents do not hold was taken out."""
    LEFTOVER = "leftover_mark"
    """A placeholder stands in the answer that was not restored."""
    UNCITED = "uncited"
    """The answer names no passage that it rests on."""

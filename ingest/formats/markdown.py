"""Markdown files: front matter off, the rest kept character for character.

Invariant: front matter that may declare a label is read whole or refused (`LabelsUnreadable`):
a repeated key, an alias, a missing end or bad YAML never lets a page through under a weaker label.
A `---` line that merely opens a page of prose is not front matter. Deliberately elsewhere: what
the keys mean (`ingest.labels`).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping

import yaml

from ingest.blocks import first_heading
from ingest.errors import LabelsUnreadable
from ingest.formats.converted import Converted
from ingest.formats.text import decode

_LONGEST = 64_000
"""Characters of front matter that are read; YAML's parser is slow."""
_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"[\"']?[A-Za-z_][\w .-]*[\"']?[ \t]*:(?:\s|$)")
_KEY_LINE = re.compile(
    rf"^(?:{_KEY.pattern}|[ \t-]*(?:sensitivity|audience)\b)", re.MULTILINE | re.IGNORECASE
)


def parse(content: bytes) -> Converted:
    """The body of a Markdown file and its front matter."""
    text = decode(content)
    front, body = _split(text)
    title = front.get("title")
    return Converted(
        markdown=body,
        front_matter=front,
        title=title.strip() if isinstance(title, str) and title.strip() else first_heading(body),
        first_line=1 + text.count("\n", 0, len(text) - len(body)),
    )


def _split(text: str) -> tuple[Mapping[str, object], str]:
    opening = _OPENING.match(text)
    if opening is None:
        return {}, text
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        if _KEY.match(text, opening.end()):
            raise LabelsUnreadable(
                "The front matter has no end; close it with a line of three dashes."
            )
        return {}, text
    front = _mapping(text[opening.end() : closing.start()])
    return ({}, text) if front is None else (front, text[closing.end() + 1 :])


def _mapping(block: str) -> Mapping[str, object] | None:
    """The keys of front matter, or None where the block is prose between two rules."""
    if len(block) > _LONGEST:
        if _KEY.match(block):
            raise LabelsUnreadable("The front matter is too long; keep it under 64,000 characters.")
        return None
    try:
        value = yaml.load(block, _StrictLoader)  # noqa: S506 (a SafeLoader, made stricter)
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        if _KEY_LINE.search(block):
            raise LabelsUnreadable(_sentence(error)) from None
        return None
    if isinstance(value, dict):
        return {str(key): item for key, item in value.items()}
    if not block.strip():
        return {}
    if value is None or not _KEY_LINE.search(block):
        return None
    raise LabelsUnreadable("The front matter is not a list of `key: value` lines; correct it.")


def _sentence(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f" at line {mark.line + 2}" if mark is not None else ""
    return f"The front matter cannot be read{where}: it is not valid YAML; correct it."


class _StrictLoader(yaml.SafeLoader):
    """Safe YAML without aliases (a few lines can become gigabytes) and without repeated keys."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.constructor.ConstructorError(None, None, "alias", mark)
        return super().compose_node(parent, index)

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, object]:
        keys = [str(key.value).strip().lower() for key, _ in node.value]
        if len(set(keys)) != len(keys):
            raise yaml.constructor.ConstructorError(None, None, "repeated key", node.start_mark)
        return super().construct_mapping(node, deep)

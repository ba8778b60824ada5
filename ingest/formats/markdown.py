"""Markdown files: front matter off, the rest kept character for character.

Invariant: front matter that may declare a label is read whole or refused (`LabelsUnreadable`):
a repeated key, an alias, a missing end, bad YAML or TOML, or a second block with labels never lets a
page through under a weaker label. Blank lines before it change nothing. A `---` line that merely
opens a page of prose is not front matter. Deliberately elsewhere: what the keys mean
(`ingest.labels`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Hashable, Mapping

import yaml

from index.sentence import Sentence
from ingest.blocks import first_heading
from ingest.errors import LabelsUnreadable
from ingest.formats.converted import Converted
from ingest.formats.text import decode

_LONGEST = 64_000
"""Characters of front matter that are read; YAML's parser is slow."""
_TOO_LONG = Sentence("The front matter is too long; keep it under 64,000 characters.")
_BLANK_LINES = r"(?:(?:[^\S\n]|[\u200b\ufeff])*+\n)*+[\u200b\ufeff]*+"
_OPENING = re.compile(_BLANK_LINES + r"(---|\+\+\+)[ \t]*(?:\n|\Z)")
_CLOSING = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
}
_LABELS = frozenset({"sensitivity", "audience"})
_LABEL_LINE = re.compile(
    rf"(?:^|[{{,])[ \t\"'-]*(?:{'|'.join(sorted(_LABELS))})[\"']?[ \t]*[:=]",
    re.MULTILINE | re.IGNORECASE,
)
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
    closing = _CLOSING[opening[1]].search(text, opening.end())
    if closing is None:
        if opening[1] == "+++" or _KEY.match(text, opening.end()):
            raise LabelsUnreadable(_no_end(opening[1]))
        return {}, text
    block = text[opening.end() : closing.start()]
    first = 1 + text.count("\n", 0, opening.end())
    front = _toml(block) if opening[1] == "+++" else _mapping(block, first)
    if front is None:
        return {}, text
    body = text[closing.end() + 1 :]
    _refuse_second(body)
    return front, body


def _no_end(mark: str) -> Sentence:
    if mark == "---":
        return Sentence("The front matter has no end; close it with a line of three dashes.")
    return Sentence("The front matter has no end; close it with a line of three plus signs.")


def _refuse_second(body: str) -> None:
    """Labels in a second block right below would be read as text, and so be missed."""
    opening = _OPENING.match(body)
    closing = _CLOSING[opening[1]].search(body, opening.end()) if opening else None
    if opening and closing and _LABEL_LINE.search(body, opening.end(), closing.start()):
        raise LabelsUnreadable(
            "A second block of front matter with labels follows the first; merge the two blocks."
        )


def _toml(block: str) -> Mapping[str, object]:
    """The keys of TOML front matter. A label inside a table is refused: it would say nothing."""
    if len(block) > _LONGEST:
        raise LabelsUnreadable(_TOO_LONG)
    try:
        front = tomllib.loads(block)
    except (ValueError, RecursionError, OverflowError):
        raise LabelsUnreadable(
            "The front matter between the lines of plus signs is not valid TOML; correct it."
        ) from None
    if len({key.strip().lower() for key in front}) < len(front):
        raise LabelsUnreadable("The front matter has a key twice; keep one of them.")
    if label := _label_inside(list(front.values())):
        raise LabelsUnreadable(
            "The front matter has {label} inside a table; move it above the first table.",
            label=label,
        )
    return front


def _label_inside(value: object) -> str | None:
    """The first label that stands in a table somewhere in here."""
    if isinstance(value, dict):
        named = (str(key).strip().lower() for key in value)
        found = next((name for name in named if name in _LABELS), None)
        return found or _label_inside(list(value.values()))
    items = value if isinstance(value, list) else []
    return next(filter(None, map(_label_inside, items)), None)


def _mapping(block: str, first: int) -> Mapping[str, object] | None:
    """The keys of front matter from line `first` on, or None where it is prose between rules."""
    if len(block) > _LONGEST:
        if _KEY.match(block):
            raise LabelsUnreadable(_TOO_LONG)
        return None
    try:
        value = yaml.load(block, _StrictLoader)  # noqa: S506 (a SafeLoader, made stricter)
        if isinstance(value, dict):
            return {str(key): item for key, item in value.items()}
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        if _KEY_LINE.search(block):
            raise LabelsUnreadable(_sentence(error, first)) from None
        return None
    if not block.strip():
        return {}
    if value is None or not _KEY_LINE.search(block):
        return None
    raise LabelsUnreadable("The front matter is not a list of `key: value` lines; correct it.")


def _sentence(error: Exception, first: int) -> Sentence:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Sentence("The front matter cannot be read: it is not valid YAML; correct it.")
    return Sentence(
        "The front matter cannot be read at line {line}: it is not valid YAML; correct it.",
        line=mark.line + first,
    )


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

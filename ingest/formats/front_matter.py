"""Front matter: the block of YAML or TOML at the top of a text, and what is left of the text.

Invariant: what may declare a label is read whole or refused (`LabelsUnreadable`): a repeated key,
an alias, a missing end, bad YAML or TOML, an odd opening line, a comment before the keys, or a
second block never lets a page through under a weaker label. Blank lines before it change nothing.
A `---` line that merely opens a page of prose is not front matter, as long as no line below it
looks like a label. Deliberately elsewhere: what the keys mean (`ingest.labels`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Hashable, Mapping

import yaml

from index.sentence import Sentence
from ingest.errors import LabelsUnreadable

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
    rf"(?:^(?:[^\w\n]|_){{0,40}}|[{{,][ \t]*[\"']?)(?:{'|'.join(sorted(_LABELS))})[\"'*_`) \t]*[:=]",
    re.MULTILINE | re.IGNORECASE,
)
_KEY = re.compile(r"[\"']?[A-Za-z_][\w .-]*+[\"']?[ \t]*:(?:\s|$)")
_KEY_LINE = re.compile(
    rf"^(?:{_KEY.pattern}|[ \t-]*(?:sensitivity|audience)\b)", re.MULTILINE | re.IGNORECASE
)
_ODD_OPENING = re.compile(
    r"(?:[^\S\n]*+(?:<!--(?:(?!-->)[\s\S]){0,2000}-->|%[^\n]*)?[^\S\n]*+(?:\n|\Z))*+"
    r"[^\S\n]*+[>#]?[^\S\n]*+(?:-{2,}|\+{3,}|;;;|===|\{(?![{%<]))[^\n]*(?:\n|\Z)"
)
"""A line much like one that opens front matter, below blank lines, comments and directives."""
_FENCE = re.compile(r"^[ \t]*(?:`{3}|~{3})", re.MULTILINE)
_NEAR = 400
"""Lines below an odd or unclosed opening in which a label is looked for."""


def split(text: str) -> tuple[Mapping[str, object], str]:
    """The keys of a text's front matter and the text below it; no keys where it has none."""
    front, body = _split(text)
    if not front and body == text:
        _refuse_odd(text)
    return front, body


def lines_before(text: str, body: str) -> int:
    """How many lines of the text stand before its body."""
    return text.count("\n", 0, len(text) - len(body))


def _split(text: str) -> tuple[Mapping[str, object], str]:
    opening = _OPENING.match(text)
    if opening is None:
        return {}, text
    closing = _CLOSING[opening[1]].search(text, opening.end())
    if closing is None:
        if opening[1] == "+++" or _KEY.match(text, opening.end()) or _declares(_near(text)):
            raise LabelsUnreadable(_no_end(opening[1]))
        return {}, text
    block = text[opening.end() : closing.start()]
    first = 1 + text.count("\n", 0, opening.end())
    front = _toml(block) if opening[1] == "+++" else _mapping(block, first)
    body = text[closing.end() + 1 :]
    _refuse_second(body, ends_with_dots=closing[0].startswith("."))
    return ({}, text) if front is None else (front, body)


def _no_end(mark: str) -> Sentence:
    if mark == "---":
        return Sentence("The front matter has no end; close it with a line of three dashes.")
    return Sentence("The front matter has no end; close it with a line of three plus signs.")


def _refuse_second(body: str, *, ends_with_dots: bool) -> None:
    """Labels in a second block right below would be read as text, and so be missed."""
    below = _plain(_near(body))
    opening = _ODD_OPENING.match(below)
    if opening is None:
        missed = ends_with_dots and _declares(body.lstrip("\n").partition("\n")[0])
    else:
        closing = _CLOSING["---"].search(below, opening.end())
        missed = _declares(below[opening.end() : closing.start() if closing else None])
    if missed:
        raise LabelsUnreadable(
            "A second block of front matter with labels follows the first; merge the two blocks."
        )


def _refuse_odd(text: str) -> None:
    """A page that begins much like front matter, with a label below, is not taken for prose."""
    near = _plain(_near(text))
    if _ODD_OPENING.match(near) and _declares(near):
        raise LabelsUnreadable(
            "The page begins like front matter that cannot be read, and a label stands in it; let "
            "the first line be three dashes alone, and close the block with three dashes."
        )


def _near(text: str) -> str:
    """The first lines, up to a code fence."""
    end = -1
    for _ in range(_NEAR):
        end = text.find("\n", end + 1)
        if end < 0:
            break
    near = text if end < 0 else text[:end]
    fence = _FENCE.search(near)
    return near[: fence.start()] if fence else near


def _declares(text: str) -> bool:
    """Whether a line looks like a label."""
    return _LABEL_LINE.search(_plain(text)) is not None


def _plain(text: str) -> str:
    """The text without invisible characters, in letters of the usual width and script."""
    from app.confidentiality.detectors.view import View

    return View.of(text).text


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
        if _KEY.match(block) or _declares(block):
            raise LabelsUnreadable(_TOO_LONG)
        return None
    try:
        value = yaml.load(block, _StrictLoader)  # noqa: S506 (a SafeLoader, made stricter)
        if isinstance(value, dict):
            return _without_hidden_labels({str(key): item for key, item in value.items()})
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        if _KEY_LINE.search(block) or _declares(block):
            raise LabelsUnreadable(_sentence(error, first)) from None
        return None
    if not block.strip():
        return {}
    if not (_KEY_LINE.search(block) or _declares(block)):
        return None
    raise LabelsUnreadable("The front matter is not a list of `key: value` lines; correct it.")


def _without_hidden_labels(front: Mapping[str, object]) -> Mapping[str, object]:
    """As it is. A label below another key is refused: it would say nothing."""
    if label := _label_inside(list(front.values())):
        raise LabelsUnreadable(
            "The front matter has {label} below another key; write it at the beginning of a line.",
            label=label,
        )
    return front


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
        if len(set(keys)) != len(keys) or "<<" in keys:  # a merged mapping may have the key too
            raise yaml.constructor.ConstructorError(None, None, "repeated key", node.start_mark)
        return super().construct_mapping(node, deep)

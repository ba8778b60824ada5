"""What a page says of its own secrecy outside of its labels -> the level that it is raised to.

Read are the marks in the page and in its title, headers and footers ("CONFIDENTIAL - do not share"),
and what front matter and file properties say in other words than the labels of Hush
(`classification: restricted`).

Invariant (law 2): the answer only ever raises, and holds for every chunk of the page, since what is
below a banner is under it. What plainly speaks of secrecy in words that are not known is refused
(`LabelsUnreadable`), so that no owner's word passes unheard. A list of levels, as a policy explains
them, marks nothing. Deliberately elsewhere: the words (`level_words`), what is a mark (`markers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.confidentiality.detectors.markers import Markers
from index.chunk import Sensitivity
from ingest.errors import LabelsUnreadable
from ingest.formats.converted import Converted
from ingest.labels import KEYS
from ingest.level_words import TAGS, base, level_of, normal, speaks, strictest

_DETECTOR = Markers()
_INTERNAL = re.compile(r"[:=|]\W{0,12}internal\Z", re.IGNORECASE)
_ROW = re.compile(
    r"^(?P<shape>[ \t>]{0,8}(?:[-+|#]{1,6}|\*{1,3}|\d(?=[.)]))[.)]?)[ \t]{0,4}[*_`\"]{0,3}"
    r"(?P<word>public|internal|confidential|restricted|secret|unclassified|публичн|внутренн"
    r"|конфиденциальн|ограниченн|секретн|открыт|общедоступн)\w{0,6}(?!\w)",
    re.IGNORECASE | re.MULTILINE,
)


def marked(converted: Converted) -> Sensitivity | None:
    """The level that the page itself asks for, or `None`. Raises `LabelsUnreadable`."""
    front = {
        key: value
        for key, value in converted.front_matter.items()
        if key.strip().lower() not in KEYS
    }
    said = [*_said(front), *_said(converted.aside)]
    lines = "\n".join(" ".join(value.split()) for _, value in said)
    return strictest(
        (
            *(_level(key, value) for key, value in said),
            *_marks(f"{converted.title or ''}\n{lines}"),
            *_marks(converted.markdown),
        )
    )


def _said(front: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Each key with each of its values, whatever stands inside of what; a list has its key."""
    waiting: list[tuple[str, object]] = list(front.items())
    while waiting:
        key, value = waiting.pop()
        match value:
            case Mapping():
                waiting += [(str(name), item) for name, item in value.items()]
            case list() | tuple() | set() | frozenset():
                waiting += [(key, item) for item in value]
            case str() | bool() | int():
                yield key, str(value)


def _level(key: str, value: str) -> Sensitivity | None:
    listed = value.split(",") if base(key)[0] in TAGS else [value]
    level = strictest(level_of(key, item) for item in listed)
    if level is None and speaks(key) and normal(value) and normal(value) != "false":
        raise LabelsUnreadable(
            'The key "{key}" seems to say how secret the page is, in words that Hush does not know; '
            "write sensitivity: RESTRICTED (or CONFIDENTIAL, INTERNAL, PUBLIC) in the front matter"
            " or in labels.toml, and take the key out.",
            key=key[:40],
        )
    return level


def _marks(text: str) -> Iterator[Sensitivity]:
    findings = list(_DETECTOR.find(text))
    legend = _legend(text) if findings else []
    for finding in findings:
        if any(start <= finding.start < end for start, end in legend):
            continue
        if _INTERNAL.search(text, finding.start, finding.end):
            yield Sensitivity.INTERNAL
        else:
            yield _DETECTOR.raises.get(finding.kind, Sensitivity.CONFIDENTIAL)


def _legend(text: str) -> list[tuple[int, int]]:
    """The lines of a list, a table or headings of one rank that name several levels."""
    shapes: dict[str, list[tuple[str, int]]] = {}
    for row in _ROW.finditer(text):
        shapes.setdefault(row["shape"].strip(), []).append((row["word"].casefold(), row.start()))
    first = len(text) - len(text.lstrip())
    return [
        (start, (text.find("\n", start) + 1 or len(text) + 1) - 1)
        for rows in shapes.values()
        if len({word for word, _ in rows}) > 1
        for _, start in rows
        if start > first
    ]

"""PDF -> Markdown by pypdf's layout mode: a `## Page N` for each page, then its blocks.

Invariant: lines keep their inner spaces, so a command, a column or YAML reads as on the page. A
block that Markdown would read as something else (columns, a `#` prompt, a rule) stands in a
fence; other blocks are paragraphs. Runs in the child process: files may be hostile.
"""

from __future__ import annotations

import io
import logging
import re
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.errors import FileFailure
from ingest.formats.converted import Converted

if TYPE_CHECKING:
    from pypdf import PdfReader

_BLOCKS = re.compile(r"\n[ \t]*\n+")
_ACTIVE = re.compile(r"^ {0,3}(?:#|`{3}|~{3}|[-=]{2,}\s*$|<|>|\||\$ )", re.MULTILINE)
_COLUMNS = re.compile(r"[\w)\]%] {3,}\S")
_INDENTED = re.compile(r"^ {2,}\S", re.MULTILINE)
_PROSE = 7
_ASIDE = 500
"""Characters of a property that are read."""
_TICKS = re.compile(r"`{3,}")


def parse(content: bytes) -> Converted:
    """The text of all pages that have some."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        _decrypt(reader)
        pages = [f"## Page {n}\n\n{text}" for n, text in _pages(reader) if text]
    except DependencyError:
        raise FileFailure("The PDF is encrypted; save a copy without a password.") from None
    except PyPdfError:
        raise FileFailure("The PDF is broken or cut short; save it again.") from None
    if not pages:
        raise FileFailure("The PDF has no text, only pictures; run text recognition on it first.")
    return Converted("\n\n".join(pages) + "\n", aside=_properties(reader))


def _properties(reader: PdfReader) -> dict[str, object]:
    """Title, subject, keywords and the file's own properties; what is broken says nothing."""
    try:
        held = {str(key).lstrip("/"): str(value) for key, value in (reader.metadata or {}).items()}
    except Exception:  # any defect of a property: the text is read all the same
        return {}
    return {key: value[:_ASIDE] for key, value in held.items()}


def _decrypt(reader: PdfReader) -> None:
    """Many PDFs are encrypted with an empty password, to forbid printing."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise FileFailure("The PDF is encrypted; save a copy without a password.")


def _pages(reader: PdfReader) -> Iterator[tuple[int, str]]:
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text(extraction_mode="layout") or page.extract_text()
        blocks = (_block(block) for block in _BLOCKS.split(text.replace("\t", "    ")))
        yield number, "\n\n".join(block for block in blocks if block)


def _block(text: str) -> str:
    lines = [line.rstrip() for line in text.strip("\n").split("\n")]
    text = textwrap.dedent("\n".join(lines)).strip("\n")
    if not text.strip():
        return ""
    if not (_ACTIVE.search(text) or _is_columns(text) or _is_code(text)):
        return text
    ticks = "`" * max([3, *(len(run) + 1 for run in _TICKS.findall(text))])
    return f"{ticks}text\n{text}\n{ticks}"


def _is_columns(text: str) -> bool:
    """Whether two lines or more have wide gaps inside."""
    return sum(bool(_COLUMNS.search(line)) for line in text.split("\n")) > 1


def _is_code(text: str) -> bool:
    """Whether lines are indented under others and short: prose has more words to a line."""
    return bool(_INDENTED.search(text)) and len(text.split()) < _PROSE * len(text.split("\n"))

"""Files -> Markdown, by suffix.

Invariant: `convert` gives text or raises `FileFailure` with one sentence for the report, whatever
the bytes are; a file over the limit is not read. What a format turns into is LF text without NUL.
A blank text file is no failure, it is a page without words: people keep such pages as places.
Formats that parse with foreign code run in a limited child process. Deliberately elsewhere:
cutting (`ingest.chunking`), what front matter means (`ingest.labels`).
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from index.sentence import Sentence
from ingest.errors import FileFailure
from ingest.formats import docx, front_matter, html, markdown, notebook, pdf, text
from ingest.formats.converted import Converted
from ingest.sandbox import Limits, Sandbox, shared
from ingest.settings import ParseSettings

FORMAT_VERSION = "4"
"""Part of every revision: raise it when a format gives other Markdown for the same bytes."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. `parse` turns its bytes into Markdown; `isolated`: in a child process."""

    name: str
    parse: Callable[[bytes], Converted]
    isolated: bool = False


_MARKDOWN = Format("Markdown", markdown.parse)
_HTML = Format("HTML", html.parse, isolated=True)

FORMATS: Mapping[str, Format] = {
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".txt": Format("text", text.parse),
    ".html": _HTML,
    ".htm": _HTML,
    ".pdf": Format("PDF", pdf.parse, isolated=True),
    ".docx": Format("Word", docx.parse, isolated=True),
    ".ipynb": Format("Jupyter", notebook.parse),
}
"""By suffix, in lower case."""

_FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf|\s)*+(?:---|\+\+\+)")
_UNWANTED = re.compile("[\x00\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n?")


def convert(path: Path, settings: ParseSettings, sandbox: Sandbox | None = None) -> Converted:
    """The file as Markdown. `title` is always set: its own, else the file's stem.

    Raises `FileFailure`; `LabelsUnreadable` where the front matter is what is broken. Without a
    `sandbox` this process's shared one is used.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise FileFailure(
            "There is no parser for this kind of file; known are {formats}.",
            formats=", ".join(FORMATS),
        )
    content = _read(path, settings.max_megabytes)
    if not content and FORMATS[suffix].isolated:
        raise FileFailure("The file is empty; save it again or leave it out.")
    converted = _parsed(suffix, content, settings, sandbox)
    body = _UNWANTED.sub("\ufffd", _LINE_ENDS.sub("\n", converted.markdown))
    if not body.strip() and FORMATS[suffix].isolated:
        raise FileFailure("The file has no text; save it again or leave it out.")
    title = _UNWANTED.sub("\ufffd", converted.title or path.stem)
    return replace(converted, markdown=body, title=title)


def _parsed(
    suffix: str, content: bytes, settings: ParseSettings, sandbox: Sandbox | None
) -> Converted:
    if not FORMATS[suffix].isolated:
        return FORMATS[suffix].parse(content)
    front: Mapping[str, object] = {}
    if FORMATS[suffix] is _HTML and _FRONT_MATTER.match(content):  # as site generators take it
        front, rest = front_matter.split(text.decode(content))
        content = rest.encode()
    limits = Limits(settings.timeout, settings.memory_megabytes)
    body, title, aside = (sandbox or shared(limits)).parse(suffix, content)
    return Converted(body, front, title, aside=aside)


def _read(path: Path, max_megabytes: int) -> bytes:
    """The bytes of a regular file within the limit; a pipe or device is not waited for."""
    most = max_megabytes * 1024 * 1024
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise FileFailure("This is not a regular file; leave it out.")
            if status.st_size > most:
                raise FileFailure(_too_big(status.st_size, max_megabytes))
            content = file.read(most + 1)
    except OSError as error:
        raise FileFailure(_unreadable(error)) from None
    if len(content) > most:
        raise FileFailure(_too_big(len(content), max_megabytes))
    return content


def _too_big(size: int, max_megabytes: int) -> Sentence:
    return Sentence(
        "The file has {size:.0f} MB; the limit is {limit} MB (HUSH_INGEST__MAX_MEGABYTES). "
        "Split it or raise the limit.",
        size=size / 1024 / 1024,
        limit=max_megabytes,
    )


def _unreadable(error: OSError) -> Sentence:
    match error:
        case PermissionError():
            return Sentence(
                "The file may not be read; give the account that runs Hush the right to."
            )
        case FileNotFoundError():
            return Sentence("The file went away while the folder was read; run again.")
        case _:
            return Sentence(
                "The file cannot be read ({cause}); check the disk and run again.",
                cause=error.strerror,
            )

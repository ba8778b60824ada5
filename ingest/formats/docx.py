"""docx -> Markdown by mammoth and the HTML writer.

Invariant: paragraphs in a code style or wholly in a typewriter font become fences, runs of such
inside a paragraph inline code, with their characters kept. Chosen over `unstructured`, which
gives the same headings and tables, but one block for each line of code and no inline code, and
needs a patched language model. Runs in the child process: files may be hostile.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

from ingest.errors import FileFailure
from ingest.formats import html
from ingest.formats.converted import Converted

_UNPACKED = 512 * 1024 * 1024
"""Bytes that a docx may unpack to; more is a zip bomb."""
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_CODE_STYLE = re.compile(
    r"code|код\b|listing|листинг|preformatted|console|консоль|terminal|verbatim|macro text", re.I
)
_TYPEWRITER = re.compile(
    r"courier|consolas|menlo|monaco|mono|lucida console|fixed|terminal|inconsolata|fira code", re.I
)
_MARGIN = re.compile(r"word/(?:header|footer)\d{0,3}\.xml")
_PROPERTIES = re.compile(r"docProps/(?:core|custom)\.xml")
_ASIDE = 500
"""Characters of a property or a line in the margin that are read."""
_CODE = "hush code"
_STYLES = f"""
p[style-name='{_CODE}'] => pre:separator('\\n')
p[style-name='{_CODE} ol'] => ol > li > pre:separator('\\n')
p[style-name='{_CODE} ul'] => ul > li > pre:separator('\\n')
r[style-name='{_CODE}'] => code
p[style-name='Title'] => h1:fresh
"""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parse(content: bytes) -> Converted:
    """The document's text; comments and pictures are left out, headers and footers stand aside."""
    import mammoth  # type: ignore[import-untyped]

    if content.startswith(_OLD_WORD):
        raise FileFailure("The file is encrypted or an old .doc; save it as .docx, no password.")
    try:
        coded = _code_styles(content)
        aside = _aside(content)
        result = mammoth.convert_to_html(
            io.BytesIO(content),
            style_map=_STYLES,
            transform_document=lambda document: _marked(document, coded),
            convert_image=mammoth.images.img_element(lambda _: {}),
            ignore_empty_paragraphs=False,
        )
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, SyntaxError):
        raise FileFailure("The docx is broken or cut short; save it again from Word.") from None
    converted = html.from_text(f"<html><body>{result.value}</body></html>")
    return replace(converted, aside=aside)


def _code_styles(content: bytes) -> frozenset[str]:
    """Ids of the styles whose name or typewriter font says code; refuses zip bombs first."""
    from lxml import etree  # type: ignore[import-untyped]

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > _UNPACKED:
            raise FileFailure(
                "The docx unpacks to far too much; it looks like a zip bomb. Leave it out."
            )
        if any(entry.flag_bits & 1 for entry in entries):
            raise FileFailure("The docx is encrypted; save a copy without a password.")
        if "word/styles.xml" not in archive.namelist():
            return frozenset()
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        styles = etree.fromstring(archive.read("word/styles.xml"), parser)
    return frozenset(
        s.get(f"{_WORD}styleId", "") for s in styles.iter(f"{_WORD}style") if _is_code(s)
    )


def _aside(content: bytes) -> dict[str, object]:
    """Properties by name (the labels that Word puts on a file among them), headers and footers."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    said: dict[str, list[str]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            if _MARGIN.fullmatch(part):
                for line in etree.fromstring(archive.read(part), parser).iter(f"{_WORD}p"):
                    text = "".join(run.text or "" for run in line.iter(f"{_WORD}t"))
                    said.setdefault("margin", []).append(text[:_ASIDE])
            elif _PROPERTIES.fullmatch(part):
                for held in etree.fromstring(archive.read(part), parser):
                    name = held.get("name") or etree.QName(held).localname
                    said.setdefault(name, []).append("".join(held.itertext())[:_ASIDE])
    return {**said}


def _is_code(style: Any) -> bool:
    name = next((e.get(f"{_WORD}val", "") for e in style.iter(f"{_WORD}name")), "")
    fonts = [e.get(f"{_WORD}ascii", "") for e in style.iter(f"{_WORD}rFonts")]
    return bool(_CODE_STYLE.search(name)) or any(_TYPEWRITER.search(font) for font in fonts)


def _marked(document: Any, coded: frozenset[str]) -> Any:
    """The document with code marked; code right after a list item belongs to that item."""
    from mammoth import documents, transforms

    mark = transforms.paragraph(lambda paragraph: _paragraph(paragraph, coded))
    children, after = [], ""
    for child in document.children:
        marked = mark(child)
        if not isinstance(marked, documents.Paragraph):
            after = ""
        elif marked.numbering is not None:
            after = " ol" if marked.numbering.is_ordered else " ul"
        elif marked.style_name == _CODE:
            marked = marked.copy(style_name=_CODE + after)
        elif marked.children:
            after = ""
        children.append(marked)
    return document.copy(children=children)


def _paragraph(paragraph: Any, coded: frozenset[str]) -> Any:
    """A code paragraph, or one whose typewriter runs are inline code (in a list: all its runs)."""
    from mammoth import documents, transforms

    runs = [r for r in transforms.get_descendants_of_type(paragraph, documents.Run) if r.children]
    whole = paragraph.style_id in coded or (bool(runs) and all(_typed(r, coded) for r in runs))
    if whole and paragraph.numbering is None:
        return paragraph.copy(style_name=_CODE)
    mark = transforms.run(
        lambda run: run.copy(style_name=_CODE) if whole or _typed(run, coded) else run
    )
    return paragraph.copy(children=[mark(child) for child in paragraph.children])


def _typed(run: Any, coded: frozenset[str]) -> bool:
    return run.style_id in coded or bool(run.font and _TYPEWRITER.search(run.font))

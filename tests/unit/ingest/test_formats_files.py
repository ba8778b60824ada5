"""Files -> Markdown by suffix: what is refused before reading, PDF and docx by way of the child."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from docx import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from pypdf import PdfReader, PdfWriter

from ingest.errors import FileFailure
from ingest.formats import FORMATS, convert
from ingest.settings import ParseSettings

SETTINGS = ParseSettings.model_validate({"max_megabytes": 1})


def saved(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def pdf(*pages: list[str]) -> bytes:
    """A PDF whose pages have these lines, in a typewriter font, one below the other."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", ""]
    objects[2] = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F1 10 Tf 12 TL 40 700 Td {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    body = "%PDF-1.4\n"
    offsets = []
    for number, text in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    trailer = (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    )
    return (body + head + trailer).encode("latin-1")


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(["secret text"]))))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word() -> bytes:
    document = Word()
    document.add_heading("Restart", 1)
    document.add_paragraph("Run ").add_run("kubectl get pods -n x").font.name = "Courier New"
    document.styles.add_style("Code Block", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Drain:", style="List Number")
    document.add_paragraph("kubectl drain n1 \\", style="Code Block")
    document.add_paragraph("  --force | tee log", style="Code Block")
    document.add_paragraph("Перезапустить", style="List Number")
    table = document.add_table(2, 2)
    for row, texts in zip(table.rows, (("Хост", "Порт"), ("db1", "5432")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


def test_docx_keeps_headings_lists_tables_and_code(tmp_path: Path) -> None:
    converted = convert(saved(tmp_path, "a.docx", word()), SETTINGS)
    assert converted.title == "Restart"
    assert converted.markdown == (
        "# Restart\n\nRun `kubectl get pods -n x`\n\n"
        "1. Drain:\n\n   ```\n   kubectl drain n1 \\\n     --force | tee log\n   ```\n\n"
        "2. Перезапустить\n\n| Хост | Порт |\n| --- | --- |\n| db1 | 5432 |\n"
    )


def test_pdf_keeps_pages_indentation_and_columns(tmp_path: Path) -> None:
    content = pdf(
        ["Restart the service as follows, and wait until it answers", "on its port again."],
        ["spec:", "  replicas: 3", "  name: app"],
        ["# systemctl restart app"],
    )
    converted = convert(saved(tmp_path, "Guide.PDF", content), SETTINGS)
    assert converted.title == "Guide"
    assert converted.markdown == (
        "## Page 1\n\nRestart the service as follows, and wait until it answers\n"
        "on its port again.\n\n"
        "## Page 2\n\n```text\nspec:\n  replicas: 3\n  name: app\n```\n\n"
        "## Page 3\n\n```text\n# systemctl restart app\n```\n"
    )


def test_a_pdf_with_an_empty_password_is_read(tmp_path: Path) -> None:
    assert "secret text" in convert(saved(tmp_path, "a.pdf", encrypted("")), SETTINGS).markdown


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", b"%PDF-1.7\n", "broken or cut short"),
        ("a.pdf", b"not a pdf at all", "broken or cut short"),
        ("a.pdf", pdf([]), "only pictures"),
        ("a.pdf", pdf(["text"])[:200], "broken|only pictures"),
        ("a.pdf", encrypted("pass"), "encrypted"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "encrypted or an old"),
        ("a.docx", word()[:3000], "broken or cut short"),
        ("a.docx", zipped(other=b"<a/>"), "broken or cut short"),
        ("a.docx", zipped(word__document=b"\x00" * (600 * 1024 * 1024)), "zip bomb"),
        ("a.docx", b"plain text", "broken or cut short"),
        ("a.html", b"<p> </p>", "no text"),
        ("a.md", b"\x00\x01\x02\x03", "binary"),
        ("a.md", b"x" * (2 * 1024 * 1024), r"2 MB; the limit is 1 MB"),
        ("a.exe", b"MZ", "no parser"),
        ("noext", b"x", "no parser"),
    ],
)
def test_a_bad_file_has_one_clear_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    with pytest.raises(FileFailure, match=reason) as failure:
        convert(saved(tmp_path, name, content), SETTINGS)
    assert str(failure.value).count("\n") == 0


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.md"
    with path.open("wb") as file:
        file.truncate(500 * 1024**3)
    with pytest.raises(FileFailure, match="512000 MB"):
        convert(path, SETTINGS)


def test_what_cannot_be_read_has_a_reason(tmp_path: Path) -> None:
    with pytest.raises(FileFailure, match="went away"):
        convert(tmp_path / "gone.md", SETTINGS)
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(FileFailure, match=r"cannot be read|not a regular"):
        convert(tmp_path / "folder.md", SETTINGS)
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(FileFailure, match="not a regular file"):
        convert(tmp_path / "pipe.md", SETTINGS)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_the_right_to_read(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.md", b"# A")
    path.chmod(0)
    with pytest.raises(FileFailure, match="right to"):
        convert(path, SETTINGS)


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf", b"---\nowner: x\n---\n"])
def test_a_blank_page_has_no_words_and_is_no_failure(tmp_path: Path, content: bytes) -> None:
    assert convert(saved(tmp_path, "Blank.md", content), SETTINGS).markdown.strip() == ""


def test_titles_and_suffixes(tmp_path: Path) -> None:
    assert convert(saved(tmp_path, "UPPER.MD", b"text"), SETTINGS).title == "UPPER"
    assert convert(saved(tmp_path, "имя файла.markdown", b"# A\n"), SETTINGS).title == "A"
    assert convert(saved(tmp_path, "a.txt", b"# A\r\n"), SETTINGS).markdown == "# A\n"


def test_a_lone_surrogate_cannot_come_through(tmp_path: Path) -> None:
    cell = rb'{"cells": [{"cell_type": "markdown", "source": "a \ud800 b \u0000 c"}]}'
    markdown = convert(saved(tmp_path, "a.ipynb", cell), SETTINGS).markdown
    assert markdown == "a \ufffd b \ufffd c\n"


def test_every_real_file_gives_text_or_a_reason(shared_data: Path) -> None:
    """Names what is refused among files that are in order: only PDFs of pictures."""
    folder = shared_data / "mixed-formats"
    refused: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in FORMATS and path.is_file():
            kind = path.relative_to(folder).parts[0]
            try:
                convert(path, ParseSettings.model_validate({}))
            except FileFailure as failure:
                refused.setdefault(kind, set()).add(str(failure).split(";")[0])
    assert refused["ok"] == {"The PDF has no text, only pictures"}
    assert "encoding" not in refused


@pytest.mark.parametrize("suffix", [".md", ".txt", ".html", ".ipynb"])
def test_every_text_format_reads_its_front_matter(tmp_path: Path, suffix: str) -> None:
    front = "---\ntitle: Keys\nsensitivity: restricted\n---\n"
    cells = [
        {"cell_type": "raw", "source": front.splitlines(keepends=True)},
        {"cell_type": "markdown", "source": "the body"},
    ]
    pages = {
        ".html": f"{front}<html><body><p>the body</p></body></html>",
        ".ipynb": json.dumps({"cells": cells, "nbformat": 4}),
    }
    path = tmp_path / f"page{suffix}"
    path.write_text(pages.get(suffix, f"{front}the body\n"), encoding="utf-8")
    converted = convert(path, ParseSettings())
    assert converted.front_matter == {"title": "Keys", "sensitivity": "restricted"}
    assert converted.markdown.strip() == "the body"

"""What pages say of their own secrecy beside the labels, and what only looks like it."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from docx import Document as Word

from index.chunk import Sensitivity
from ingest.errors import LabelsUnreadable
from ingest.formats import convert, markdown
from ingest.formats.converted import Converted
from ingest.labels import Declared, combine
from ingest.marks import marked
from ingest.settings import ParseSettings

I, C, R = Sensitivity.INTERNAL, Sensitivity.CONFIDENTIAL, Sensitivity.RESTRICTED  # noqa: E741
_TEXT = "\n# Restart\n\nRun the restart on every node, and wait for the queue.\n"


@pytest.mark.parametrize(
    ("front", "level"),
    [
        ({"classification": "RESTRICTED"}, R),
        ({"Data Classification": "Confidential"}, C),
        ({"confidentiality": "restricted"}, R),
        ({"security": "restricted"}, R),
        ({"security-level": "top secret"}, R),
        ({"level": "RESTRICTED"}, R),
        ({"label": "confidential"}, C),
        ({"access": "Internal use only"}, C),
        ({"access": "restricted"}, R),
        ({"documentClassification": "company-confidential"}, C),
        ({"sens": "RESTRICTED"}, R),
        ({"anything": "RESTRICTED"}, R),
        ({"note": "ДСП"}, C),
        ({"sensitive": True}, C),
        ({"is_confidential": "yes"}, C),
        ({"restricted": True}, R),
        ({"tags": ["restricted", "runbook"]}, R),
        ({"keywords": "kafka, confidential"}, C),
        ({"гриф": "ДСП"}, C),
        ({"Гриф секретности": "Секретно"}, R),
        ({"Классификация": "конфиденциально"}, C),
        ({"уровень доступа": "ограниченный"}, R),
        ({"tlp": "red"}, R),
        ({"MSIP_Label_2f1a-77_Name": "Confidential"}, C),
        ({"params": {"security": {"level": "restricted"}}}, R),
        ({"params": [{"classification": "restricted"}]}, R),
        ({"banner": "CONFIDENTIAL - do not share outside of the company"}, C),
        ({"classification": "internal"}, I),
    ],
)
def test_other_words_for_a_level_are_understood(
    front: Mapping[str, object], level: Sensitivity
) -> None:
    assert marked(Converted(_TEXT, front)) is level
    assert marked(Converted(_TEXT, aside=front)) is level


@pytest.mark.parametrize(
    "front",
    [
        {"level": "beginner", "access": "public docs", "tags": ["security", "secret", "internal"]},
        {"level": 3, "security": "tls", "label": "kafka", "classification": "mammals"},
        {"tags": ["kubernetes", "private", "confidential-computing"], "draft": False},
        {"sensitive": False, "confidential": "no", "restricted": "", "secret": "db-password"},
        {"policy": "restricted", "status": "open", "color": "red", "kind": "Secret"},
        {"confidentiality": "public", "data_classification": "Public", "private": None},
        {"description": "How we handle confidential data", "type": "docs", "visibility": "public"},
        {"sensitivity": "RESTRICTED", "audience": "hr"},
    ],
)
def test_ordinary_front_matter_says_nothing(front: Mapping[str, object]) -> None:
    assert marked(Converted(_TEXT, front)) in (None, Sensitivity.PUBLIC)


@pytest.mark.parametrize(
    "front",
    [
        {"confidentiality": "high"},
        {"data_classification": "C3"},
        {"Security classification": "RESTRICTD"},
        {"гриф": "особый"},
        {"params": {"confidentiality": "level 4"}},
    ],
)
def test_unknown_words_for_a_level_are_refused(front: Mapping[str, object]) -> None:
    with pytest.raises(LabelsUnreadable, match="write sensitivity: RESTRICTED"):
        marked(Converted(_TEXT, front))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("CONFIDENTIAL - do not share outside of the company\n" + _TEXT, C),
        (_TEXT + "\nFOR INTERNAL USE ONLY\n", C),
        ("RESTRICTED\n" + _TEXT, R),
        ("**Sensitivity:** RESTRICTED\n" + _TEXT, R),
        ("**Sensitivity**: `restricted`\n" + _TEXT, R),
        ("| Sensitivity | RESTRICTED |\n|---|---|\n" + _TEXT, R),
        ("| **Classification level** | Confidential |\n|---|---|\n" + _TEXT, C),
        ("Классификация документа: секретно\n" + _TEXT, R),
        ("Степень секретности — конфиденциально\n" + _TEXT, C),
        ('{"classification": "restricted"}\n' + _TEXT, R),
        ("Sensitivity: internal\n" + _TEXT, I),
        ("# CONFIDENTIAL\n\n# Public holidays\n\ntext\n", C),
    ],
)
def test_marks_in_the_text_raise_the_page(text: str, level: Sensitivity) -> None:
    assert marked(Converted(text)) is level


@pytest.mark.parametrize(
    "text",
    [
        "# Levels\n\n| Level | Who |\n|---|---|\n| INTERNAL | staff |\n| CONFIDENTIAL | teams |\n",
        "# Levels\n\n- **Public**: everyone\n- **Confidential**: those who need it\n",
        "# Classes\n\n## Public\n\ntext\n\n## Confidential\n\ntext\n",
        "# Уровни\n\n- Открыто: всем\n- Конфиденциально: отделу\n",
        "# Secrets\n\nKeep confidential data in Vault. The sensitivity of the alert is high.\n",
    ],
)
def test_talk_of_levels_does_not(text: str) -> None:
    assert marked(Converted(text)) is None


def test_the_page_is_raised_and_never_lowered() -> None:
    for ruled in (None, *Sensitivity):
        for mark in (None, *Sensitivity):
            labels = combine(Declared(ruled), Declared(marked=mark), "staff")
            floor = C if ruled is None else ruled
            assert labels.sensitivity is max(floor, mark or Sensitivity.PUBLIC)
            assert labels.declared is (ruled is not None)


@pytest.mark.parametrize(
    "page",
    [
        "---\nlabels:\n  sensitivity: RESTRICTED\n---\n# P\n",
        "---\nparams: {audience: hr}\n---\n# P\n",
        "---\nx:\n- y: [{Sensitivity: restricted}]\n---\n# P\n",
        '{\n"sensitivity": "RESTRICTED",\n"title": "a"\n}\n# P\n',
        '{"title": "a", "audience": "hr"}\n\n# P\n',
    ],
)
def test_labels_where_they_are_not_read_are_refused(page: str) -> None:
    with pytest.raises(LabelsUnreadable) as failure:
        markdown.parse(page.encode())
    assert "restricted" not in str(failure.value).lower()


def test_templates_in_braces_are_no_front_matter() -> None:
    page = '{{< note audience="x" >}}\n\n{% set sensitivity = 1 %}\n'
    assert markdown.parse(page.encode()).markdown == page


def _saved(folder: Path, name: str, content: str | bytes) -> Converted:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return convert(path, ParseSettings())


def _word(header: str = "", subject: str = "") -> bytes:
    document = Word()
    document.add_paragraph("Restart the node.")
    document.core_properties.subject = subject
    document.sections[0].footer.paragraphs[0].text = header
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_files_say_it_outside_of_their_text(tmp_path: Path) -> None:
    body = "<body><main><h1>Restart</h1><p>Run it.</p></main><p>{}</p></body>"
    heads = {
        "<meta name=sensitivity content=RESTRICTED>": R,
        "<meta name='classification' content='Confidential'>": C,
        "<!-- sensitivity: RESTRICTED -->": R,
        "<meta name=description content='How to restart'>": None,
    }
    for head, level in heads.items():
        page = f"<html><head>{head}</head>{body.format('Contact us')}</html>"
        assert marked(_saved(tmp_path, "a.html", page)) is level
    page = f"<html>{body.format('Internal use only')}</html>"
    assert marked(_saved(tmp_path, "b.html", page)) is C
    for metadata, level in (({"sensitivity": "RESTRICTED"}, R), ({"kernel": "x"}, None)):
        cells = [{"cell_type": "markdown", "source": "Run it.", "metadata": {}}]
        notebook = json.dumps({"metadata": metadata, "cells": cells})
        assert marked(_saved(tmp_path, "a.ipynb", notebook)) is level
    assert marked(_saved(tmp_path, "a.docx", _word(header="Company Confidential"))) is C
    assert marked(_saved(tmp_path, "a.docx", _word(subject="RESTRICTED"))) is R
    assert marked(_saved(tmp_path, "a.docx", _word(header="Page 1", subject="Restart"))) is None


@pytest.mark.parametrize(
    "text",
    [
        "- public\n" * 100_000,
        "| confidential |\n" * 50_000,
        "#" * 900_000,
        "sensitivity | " * 70_000,
    ],
)
def test_a_long_page_is_read_in_time(text: str) -> None:
    begun = time.process_time()
    marked(Converted(text))
    assert time.process_time() - begun < 8

"""Bytes -> text: encodings, binaries, line ends, front matter."""

from __future__ import annotations

import contextlib
import datetime
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import FileFailure, LabelsUnreadable
from ingest.formats import markdown, text
from ingest.formats.converted import Converted

RUSSIAN = (
    "# Перезапуск сервера\n\nЕсли сервис не отвечает — остановите его, затем запустите снова:\n\n"
    "```bash\nsystemctl restart app  # перезапуск\n```\n\nПодробнее: «Руководство дежурного» №5.\n"
)
SHORT = "# Квоты и лимиты\nУправление ресурсами\n"


@pytest.mark.parametrize(
    "encoding",
    [
        *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
        *("cp1251", "koi8-r", "cp866", "iso8859_5", "mac_cyrillic"),
    ],
)
@pytest.mark.parametrize("page", [RUSSIAN, SHORT])
def test_russian_in_every_encoding(page: str, encoding: str) -> None:
    content = page.encode(encoding, "ignore")
    assert text.decode(content) == content.decode(encoding)


def test_western_text() -> None:
    page = "# Über die Störung\n\nMänner können größere Pläne prüfen – “naïve café”.\n"
    assert text.decode(page.encode("cp1252")) == page


def test_recoded_pages_equal_their_gold(shared_data: Path) -> None:
    folder = shared_data / "mixed-formats" / "encoding"
    pages = sorted(folder.glob("recoded/*/*"))
    assert len(pages) > 30
    wrong = [
        page.name
        for page in pages
        if text.decode(page.read_bytes()) != (folder / "gold" / page.name).read_text("utf-8")
    ]
    assert wrong == []


def test_line_ends_become_lf_and_nothing_else_changes() -> None:
    assert text.decode(b"a\r\nb\rc\n\td \x0c e  \n") == "a\nb\nc\n\td \x0c e  \n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4, "binary"),
        (b"# ok\n\x00\x00\x00", "binary"),
        (b"text \x01\x02 text", "binary"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 9 + b"\x03\x00>\x00", "binary"),
        (bytes(range(128, 256)) * 30, "encoding is not known"),
        ("# Шаг\n\nхорошо\n".encode() + b"\xff\xfe\xc3(\n", "except for line 4"),
        ("# Первая часть в utf-8\n".encode() + "дальше так".encode("cp1251"), "except for line 2"),
        (b"\xff\xfea\x00b", "byte order mark"),
    ],
)
def test_what_is_not_text_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(FileFailure, match=reason):
        text.decode(content)


def test_front_matter_is_taken_off_and_counted() -> None:
    page = b"---\ntitle: Restart\nsensitivity: internal\nreview_by: 2026-05-01\n---\n\n# H1\n\ntext  \n"
    converted = markdown.parse(page)
    assert converted.front_matter == {
        "title": "Restart",
        "sensitivity": "internal",
        "review_by": datetime.date(2026, 5, 1),
    }
    assert converted.title == "Restart"
    assert converted.markdown == "\n# H1\n\ntext  \n"
    assert converted.first_line == 6
    lines = page.decode().split("\n")
    assert converted.markdown.split("\n") == lines[converted.first_line - 1 :]


def test_front_matter_after_a_mark_with_windows_line_ends() -> None:
    converted = markdown.parse(b"\xef\xbb\xbf---\r\nowner: sre\r\n---\r\nbody\r\n")
    assert converted.front_matter == {"owner": "sre"}
    assert converted.markdown == "body\n"


@pytest.mark.parametrize(
    "page",
    [
        "---\n\nSome prose here.\n\n---\n\nmore\n",
        "---\nJust a sentence, with no keys\n---\nmore\n",
        "---\n# Title\n---\ntext\n",
        "----\nsensitive: x\n----\n",
        "text\n---\nowner: x\n---\n",
    ],
)
def test_prose_between_rules_is_no_front_matter(page: str) -> None:
    converted = markdown.parse(page.encode())
    assert (converted.front_matter, converted.markdown) == ({}, page)
    assert converted.first_line == 1


BOMB = "a: &a [x,x,x]\nb: &b [*a,*a,*a]\nsensitivity: public"


@pytest.mark.parametrize(
    "front",
    [
        *("sensitivity: [restricted", "sensitivity: a: b", "\tsensitivity: restricted"),
        *(
            "sensitivity restricted",
            "- sensitivity: restricted",
            BOMB,
            "x: !!python/name:os.system",
        ),
        "sensitivity: restricted\nowner: a\nsensitivity: public",
        "Sensitivity: restricted\nsensitivity: public",
        "x: " + "[" * 5000,
        "review_by: 2026-99-99\nx: 2026-02-31",
        "owner: " + "x" * 70_000,
        "x: " + "9" * 5000,
    ],
)
def test_broken_front_matter_is_refused_and_never_half_read(front: str) -> None:
    with pytest.raises(LabelsUnreadable) as failure:
        markdown.parse(f"---\n{front}\n---\n# Page\n".encode())
    assert "restricted" not in str(failure.value)


HIDING = {
    "too long below a comment": "---\n# generated\nsensitivity: restricted\nx: "
    + "y" * 70_000
    + "\n---\n",
    "too long in braces": "---\n{sensitivity: restricted, x: " + "y" * 70_000 + "}\n---\n",
    "no end, blank first": "---\n\nsensitivity: restricted\n\ntext\n",
    "no end, comment first": "---\n# c\nsensitivity: restricted\n\ntext\n",
    "no end, other script first": "---\nвладелец: a\nsensitivity: restricted\n\ntext\n",
    "no end, indented": "---\n  sensitivity: restricted\ntext\n",
    "comment block first": "---\n# SPDX: MIT\n---\n---\nsensitivity: restricted\n---\ntext\n",
    "indented opening": " ---\nsensitivity: restricted\n---\n",
    "opening with a comment": "--- # c\nsensitivity: restricted\n---\n",
    "opening with a wide space": "---\u00a0\nsensitivity: restricted\n---\n",
    "opening with a zero-width space": "---\u200b\nsensitivity: restricted\n---\n",
    "four dashes": "----\nsensitivity: restricted\n----\n",
    "form feed": "\f---\nsensitivity: restricted\n---\n",
    "comment before": "<!-- x -->\n---\nsensitivity: restricted\n---\n",
    "directive before": "%YAML 1.2\n---\nsensitivity: restricted\n---\n",
    "broken flow": "---\n{sensitivity: restricted\n---\n",
    "a list": "---\n- {sensitivity: restricted}\n---\n",
    "bold": "---\n**sensitivity**: restricted\n---\n",
    "wide letters": "---\nｓｅｎｓｉｔｉｖｉｔｙ： restricted\nx\n---\n",
    "second block without an end": "---\ntitle: a\n---\n---\nsensitivity: restricted\n\ntext\n",
    "dots": "---\ntitle: a\n...\nsensitivity: restricted\n---\ntext\n",
    "merged": "---\nsensitivity: public\n<<: {sensitivity: restricted}\n---\n",
}


@pytest.mark.parametrize("page", HIDING.values(), ids=HIDING.keys())
@pytest.mark.parametrize("parse", [markdown.parse, text.parse])
def test_a_label_is_never_taken_for_prose(page: str, parse: Callable[[bytes], Converted]) -> None:
    with pytest.raises(LabelsUnreadable):
        parse(page.encode())


def test_hostile_tops_take_linear_time() -> None:
    for line in ("\n", "<!--", "<!-- -->\n", "---\n", "% \n", "-", ",{", "_ "):
        for page in (line * 100_000, "---\n" + line * 100_000):
            began = time.monotonic()
            with contextlib.suppress(LabelsUnreadable):
                markdown.parse(page.encode())
            assert time.monotonic() - began < 5


def test_front_matter_without_an_end_is_refused() -> None:
    with pytest.raises(LabelsUnreadable, match="no end"):
        markdown.parse(b"---\nsensitivity: restricted\n\n# Page\n")


@pytest.mark.parametrize("lead", ["\n", "\n \t\n\n", "\ufeff", "\n\ufeff", "\ufeff\r\n\r\n"])
@pytest.mark.parametrize(
    "block",
    [
        '---\nsensitivity: "restricted"\n---\n',
        '+++\nsensitivity = "restricted"\n+++\n',
    ],
)
def test_blank_lines_before_front_matter_hide_no_label(lead: str, block: str) -> None:
    page = f"{lead}{block}\n# Page\ntext\n"
    converted = markdown.parse(page.encode("utf-8-sig"))
    assert converted.front_matter == {"sensitivity": "restricted"}
    assert converted.markdown == "\n# Page\ntext\n"
    lines = text.decode(page.encode()).split("\n")
    assert converted.markdown.split("\n") == lines[converted.first_line - 1 :]


def test_the_line_of_an_error_counts_the_blank_lines_before_it() -> None:
    with pytest.raises(LabelsUnreadable, match="at line 5"):
        markdown.parse(b"\n\n---\nowner: a\nsensitivity: [x: b: c\n---\n")


def test_toml_front_matter_is_read() -> None:
    page = '+++\ntitle = "Restart"\nsensitivity = "internal"\nreview_by = 2026-05-01\n'
    page += "[menu.main]\nweight = 3\n+++\n# H1\n"
    converted = markdown.parse(page.encode())
    assert converted.title == "Restart"
    assert converted.front_matter["sensitivity"] == "internal"
    assert converted.front_matter["review_by"] == datetime.date(2026, 5, 1)
    assert (converted.markdown, converted.first_line) == ("# H1\n", 8)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ('+++\nsensitivity = "restricted"\n\n# Page\n', "plus signs"),
        ("\n+++", "plus signs"),
        ('+++\nsensitivity = "restricted"\n---\n', "no end"),
        ("+++\nsensitivity = restricted\n+++\n", "TOML"),
        ("+++\nsensitivity: restricted\n+++\n", "TOML"),
        ("+++\nx = " + "[" * 5000 + "\n+++\n", "TOML"),
        ('+++\nsensitivity = "restricted"\nsensitivity = "public"\n+++\n', "TOML"),
        ('+++\nSensitivity = "restricted"\nsensitivity = "public"\n+++\n', "twice"),
        ('+++\ntitle = "a"\n[params]\nsensitivity = "restricted"\n+++\n', "table"),
        ('+++\nx = "' + "y" * 70_000 + '"\n+++\n', "too long"),
    ],
)
def test_toml_front_matter_that_is_not_clear_is_refused(page: str, words: str) -> None:
    with pytest.raises(LabelsUnreadable, match=words) as failure:
        markdown.parse(page.encode())
    assert "restricted" not in str(failure.value)


@pytest.mark.parametrize("first", ["---\ntitle: a\n---\n", "---\n---\n", '+++\ntitle = "a"\n+++\n'])
@pytest.mark.parametrize(
    "second",
    [
        "---\nsensitivity: restricted\n---\n",
        "\n \n---\nowner: b\nAudience: hr\n...\n",
        '---\n{owner: b, "sensitivity": restricted}\n---\n',
        '\n+++\nsensitivity = "restricted"\n+++\n',
    ],
)
def test_a_second_block_with_labels_is_refused(first: str, second: str) -> None:
    with pytest.raises(LabelsUnreadable, match="merge"):
        markdown.parse(f"{first}{second}# Page\n".encode())


@pytest.mark.parametrize(
    "body",
    [
        "---\nowner: b\n---\n",
        "---\nThe audience of this page is everyone.\n---\n",
        "Prose.\n\n---\nsensitivity: a word\n---\n",
        "Audience: everybody on call\n",
    ],
)
def test_rules_below_front_matter_are_no_second_block(body: str) -> None:
    assert markdown.parse(f"---\ntitle: a\n---\n{body}".encode()).markdown == body


def test_the_title_is_the_first_h1_outside_fences() -> None:
    page = b"```\n# no\n```\n\n## not this\n\nThe *right* `one`\n===\n\n# later\n"
    assert markdown.parse(page).title == "The right one"
    assert markdown.parse(b"no heading").title is None

"""HTML and notebooks -> Markdown: commands verbatim, what is hidden left out."""

from __future__ import annotations

import json
import time

import pytest

from ingest.errors import FileFailure
from ingest.formats import html, notebook


def written(body: str) -> str:
    return html.parse(f"<html><body>{body}</body></html>".encode()).markdown.strip("\n")


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        ("<h2>A <code>b</code></h2><p>x<br>y</p>", "## A `b`\n\nx\ny"),
        ("<p>a <b>bold </b>c <i>it</i></p>", "a **bold** c *it*"),
        ("<p><a href='/x'>link</a> <a href='javascript:x()'>no</a></p>", "[link](/x) no"),
        ("one<br><br>two", "one\n\ntwo"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol start=9><li>a</li><li><p>b</p><p>c</p></li></ol>", "9. a\n\n10. b\n\n    c"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<dl><dt>t</dt><dd>d</dd></dl>", "**t**\n\nd"),
        ("<p># root</p><p>```</p>", "\\# root\n\n\\```"),
        ("<p>tar  -x *.log my_file_name</p>", "tar -x *.log my_file_name"),
        ("<code>a`b</code>", "`` a`b ``"),
    ],
)
def test_elements(body: str, markdown: str) -> None:
    assert written(body) == markdown


def test_pre_is_a_fence_with_the_same_lines() -> None:
    code = "kubectl \\\n   get  pods<br>echo '<b>&lt;b&gt;</b>'\n\n"
    body = f"<pre><code class='language-bash'>{code}</code></pre>"
    assert written(body) == "```bash\nkubectl \\\n   get  pods\necho '<b>'\n```"


def test_a_fence_is_longer_than_any_in_it() -> None:
    assert written("<pre>a\n```\nb</pre>") == "````\na\n```\nb\n````"


def test_pre_in_a_list_item_keeps_its_lines() -> None:
    body = "<ol><li>Do<pre>a \\\n  b</pre></li><li>Then</li></ol>"
    assert written(body) == "1. Do\n\n   ```\n   a \\\n     b\n   ```\n\n2. Then"


def test_a_table_with_spans_pipes_and_breaks() -> None:
    body = (
        "<table><caption>Cap</caption><tr><th>A</th><th>B</th></tr>"
        "<tr><td rowspan=2>1</td><td>x|y</td></tr><tr><td>2<br>3</td></tr></table>"
    )
    assert written(body) == "**Cap**\n\n| A | B |\n| --- | --- |\n| 1 | x\\|y |\n|  | 2 3 |"


@pytest.mark.parametrize("cell", ["<pre>ps\n  | grep x</pre>", "<code>ps | grep x</code>"])
def test_a_command_in_a_cell_stays_verbatim(cell: str) -> None:
    markdown = written(f"<table><tr><td>Look</td><td>{cell}</td></tr></table>")
    assert "| grep x" in markdown
    assert "\\|" not in markdown


@pytest.mark.parametrize(
    "body",
    [
        *("<script>HIDE</script>", "<style>HIDE</style>", "<nav>HIDE</nav>", "<!-- HIDE -->"),
        *("<p hidden>HIDE</p>", "<div aria-hidden=true>HIDE</div>", "<template>HIDE</template>"),
        *("<p style='display : NONE'>HIDE</p>", "<i style='visibility:hidden'>HIDE</i>"),
        *(
            "<p style='font-size:0'>HIDE</p>",
            "<img alt=HIDE src=HIDE>",
            "<noscript>HIDE</noscript>",
        ),
        "<table><tr><td class='gutter'>HIDE</td><td>x</td></tr></table>",
    ],
)
def test_what_a_reader_does_not_see_is_left_out(body: str) -> None:
    markdown = written(f"<p>before</p>{body}<p>after</p>")
    assert "HIDE" not in markdown
    assert markdown.startswith("before")
    assert markdown.endswith("after")


def test_main_alone_is_read_and_the_title_found() -> None:
    page = b"<title>T</title><div>menu</div><main><p>text</p></main>"
    converted = html.parse(page)
    assert (converted.markdown, converted.title) == ("text\n", "T")


def test_a_declared_encoding_is_used() -> None:
    page = "<meta charset='shift_jis'><p>日本語</p>".encode("shift_jis")
    assert html.parse(page).markdown == "日本語\n"
    assert html.parse("<p>Привет, как дела</p>".encode("cp1251")).markdown == "Привет, как дела\n"


def test_deep_nesting_is_refused_or_flattened() -> None:
    with pytest.raises(FileFailure, match="nested too deeply"):
        html.parse(b"<div>" * 20_000 + b"deep")
    assert html.parse(b"<div>" * 1000 + b"deep").markdown == "deep\n"
    assert "deep" in html.parse(b"<ul><li>" * 300 + b"deep").markdown


@pytest.mark.parametrize(
    "body",
    [
        b"<ul>" + b"<li>x</li>" * 10_000,
        b"<table>" + b"<tr><td>a</td><td>b</td></tr>" * 10_000,
        b"<pre>" + b"x<br>" * 20_000,
        b"<p>" + b"<b>x" * 1500,
    ],
)
def test_huge_elements_take_linear_time(body: bytes) -> None:
    start = time.process_time()
    assert html.parse(body).markdown
    assert time.process_time() - start < 5


def cells(*items: dict[str, object], **more: object) -> bytes:
    return json.dumps({"cells": items, "nbformat": 4, **more}).encode()


def test_a_notebook_keeps_its_cells_verbatim_and_drops_outputs() -> None:
    content = cells(
        {"cell_type": "markdown", "source": ["# Заголовок\n", "\n", "- a  \n", "- b"]},
        {"cell_type": "code", "source": "x = 1\n\n!ls -la | wc", "outputs": [{"text": "HIDE"}]},
        {"cell_type": "raw", "source": "raw ```` text"},
        {"cell_type": "code", "source": []},
        metadata={"language_info": {"name": "python"}},
    )
    converted = notebook.parse(content)
    assert converted.title == "Заголовок"
    assert converted.markdown == (
        "# Заголовок\n\n- a  \n- b\n\n```python\nx = 1\n\n!ls -la | wc\n```\n\n"
        "`````\nraw ```` text\n`````\n"
    )


def test_an_old_notebook() -> None:
    sheet = {"cells": [{"cell_type": "heading", "level": 2, "source": "H"}]}
    old = {"worksheets": [sheet], "metadata": {}}
    assert notebook.parse(json.dumps(old).encode()).markdown == "## H\n"


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b"{}", b'{"cells": 5}', b'{"cells": [', b'"x"', b"[" * 100_000, b"not json"],
)
def test_what_is_no_notebook_is_refused(content: bytes) -> None:
    with pytest.raises(FileFailure, match="not a Jupyter notebook"):
        notebook.parse(content)


@pytest.mark.parametrize("cell", [5, {"source": 7}, {"cell_type": "code", "source": [1]}, {}])
def test_a_strange_cell_is_passed_over(cell: object) -> None:
    content = json.dumps({"cells": [cell, {"cell_type": "markdown", "source": "ok"}]})
    assert notebook.parse(content.encode()).markdown == "ok\n"

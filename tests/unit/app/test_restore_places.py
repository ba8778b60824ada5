"""An original never becomes markup, a live link or a command of its own at its place."""

from __future__ import annotations

import json
import shlex

import pytest
import yaml
from markdown_it import MarkdownIt

from app.confidentiality.restoring import MARK, Vault, restore

ODD = Vault(
    {
        "⟦TERM_1⟧": "a; rm -rf / $(id) `id` | tee x > y",
        "⟦TERM_2⟧": 'it\'s "so" \\ $HOME',
        "⟦TERM_3⟧": "<script>alert(1)</script>",
        "⟦TERM_4⟧": "[click](http://evil.invalid) ![x](http://evil.invalid/y.png)",
        "⟦TERM_5⟧": "left|right",
        "⟦TERM_6⟧": "two\nlines\n```\n# title",
        "⟦TERM_7⟧": "AT&T Ltd?x=1#y",
        "⟦TERM_8⟧": "*bold* _it_ ~~no~~ snake_case_name",
        "⟦PERSON_1⟧": "Анна О'Нил",
    }
)
NAMES = list(ODD.values)


@pytest.mark.parametrize("name", NAMES)
def test_in_prose_it_is_text(name: str) -> None:
    html = MarkdownIt("commonmark").enable("table").render(restore(f"see {name} now", ODD).text)
    for tag in ("<a", "<img", "<script", "<em", "<strong", "<code", "<h1", "<pre"):
        assert tag not in html
    assert html.count("<p>") == 1


@pytest.mark.parametrize("name", NAMES)
def test_in_a_table_it_is_one_cell(name: str) -> None:
    text = restore(f"| a | b |\n|---|---|\n| {name} | x |\n", ODD).text
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert html.count("<td") == 2
    assert "<a" not in html and "<script" not in html


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("quote", ["'", '"', ""])
def test_in_a_shell_it_is_one_word_or_words_without_meaning(name: str, quote: str) -> None:
    text = restore(f"```bash\necho {quote}{name}{quote} end\n```", ODD).text
    line = text.splitlines()[1]
    assert text.splitlines()[2] == "```"
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words = list(lexer)
    assert words[0] == "echo" and words[-1] == "end"
    assert not set(words) & {";", "|", ">", "&", "||", "&&"}
    if quote:
        assert len(words) == 3


@pytest.mark.parametrize("name", NAMES)
def test_in_a_string_of_json_and_yaml_it_is_that_string(name: str) -> None:
    text = restore(f'```json\n{{"a": "{name}", "b": 1}}\n```', ODD).text
    assert json.loads("\n".join(text.splitlines()[1:-1])) == {"a": ODD.values[name], "b": 1}
    text = restore(f"```yaml\na: '{name}'\nb: 1\n```", ODD).text
    read = yaml.safe_load("\n".join(text.splitlines()[1:-1]))
    assert read["b"] == 1
    assert read["a"].split() == ODD.values[name].split()


@pytest.mark.parametrize("name", NAMES)
def test_in_a_code_span_it_stays_inside(name: str) -> None:
    html = MarkdownIt("commonmark").render(restore(f"run `echo {name}` now", ODD).text)
    assert html.count("<code>") == 1
    assert html.rstrip().endswith("</code> now</p>")


def test_in_a_url_it_is_one_segment() -> None:
    assert (
        restore("curl https://x/⟦TERM_7⟧/y", ODD).text
        == "curl https://x/AT%26T%20Ltd%3Fx%3D1%23y/y"
    )


@pytest.mark.parametrize(
    "answer",
    [
        "[x](⟦TERM_1⟧)",
        "![x](http://a/⟦TERM_1⟧)",
        "[x](\nhttp://a/⟦TERM_1⟧)",
        "[x](<http://a/⟦TERM_1⟧>)",
        "[x](http://a/(b)⟦TERM_1⟧)",
        '[x](http://a "⟦TERM_1⟧")',
        "[x]: http://a/⟦TERM_1⟧",
        "<http://a/⟦TERM_1⟧>",
        "<img src=x alt='⟦TERM_1⟧'>",
        "<a href=http://a/\n⟦TERM_1⟧>",
        "<⟦TERM_1⟧>",
        "text `code` [x](http://a/⟦TERM_1⟧",
    ],
)
def test_never_in_what_a_link_leads_to(answer: str) -> None:
    restored = restore(answer, ODD)
    assert "rm -rf" not in restored.text
    assert MARK in restored.text
    assert restored.unknown == 1


@pytest.mark.parametrize(
    "answer",
    [
        "[⟦PERSON_1⟧](http://a/)",
        "[x](http://a/) ⟦PERSON_1⟧",
        "[x](http://a\n\n⟦PERSON_1⟧",
        "a < b ⟦PERSON_1⟧",
        "`[x](` ⟦PERSON_1⟧",
        "```\n[x](http://a/⟦PERSON_1⟧)\n```",
        "f(⟦PERSON_1⟧) [1] (⟦PERSON_1⟧)",
        "<br> ⟦PERSON_1⟧",
    ],
)
def test_beside_a_link_it_is_restored(answer: str) -> None:
    assert MARK not in restore(answer, ODD).text

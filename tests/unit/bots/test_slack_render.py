"""Markdown in Slack: every word kept, commands byte for byte, nothing live but what may be, limits."""

from __future__ import annotations

from typing import Any

import pytest

from app.contract import Citation
from bots.message import Action, Button, Reply
from bots.slack.inline import links
from bots.slack.render import age, body, render, spoken
from bots.slack.rich import elements
from tests.unit.bots.slack_parts import DAY
from tests.wire import fake_slack_blocks as kit

PAGE = "https://handbook.example/a?b=1&c=2"


def shown(markdown: str, *allowed: str) -> list[list[dict[str, Any]]]:
    """The messages; each is one that the strict Slack takes."""
    cited = tuple(
        Citation(number=n, source="s", heading=[], lines=(1, 1), url=url)
        for n, url in enumerate(allowed, 1)
    )
    made = render(Reply(markdown, cited), DAY)
    assert [kit.problems(part) for part in made] == [[] for _ in made]
    return made


def fences(node: object) -> list[str]:
    match node:
        case list():
            return [text for item in node for text in fences(item)]
        case {"type": "rich_text_preformatted"}:
            return [kit.said(node)]
        case dict():
            return [text for value in node.values() for text in fences(value)]
    return []


@pytest.mark.parametrize(
    "markdown",
    [
        "[pay](https://evil.example/x)",
        "![pay](https://evil.example/x.png)",
        "[![pay](https://evil.example/x.png)](https://evil.example)",
        "<https://evil.example/x>",
        "see https://evil.example/x. And www.evil.example/pay",
        "**https://evil.example**/x",
        "[a `https://evil.example` b](https://evil.example)",
        "# https://evil.example\n> https://evil.example\n\n- https://evil.example",
        "| a | b |\n|---|---|\n| https://evil.example | [x](https://evil.example) |",
        f"[pay]({PAGE}&d=3)",
        "[pay](javascript:alert) [pay](slack://open) [pay](mailto:a@evil.example)",
        "[evil]: https://evil.example\n\n[pay][evil]",
        "h\\ttps://evil.example https&#58;//evil.example",
    ],
)
def test_nothing_foreign_is_live(markdown: str) -> None:
    assert kit.live(render(Reply(markdown), DAY)) == []


def test_links_to_cited_pages_are_live() -> None:
    [part] = shown(f"[pay]({PAGE}) and {PAGE}, <{PAGE}>", PAGE)
    assert kit.live(part[:1]) == [PAGE] * 3
    [part] = render(Reply(f"[page]({PAGE})", page=PAGE), DAY)
    assert kit.live(part) == [PAGE]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "slack://open", "https://x/" + "a" * 3_000])
def test_what_is_no_address_of_the_web_is_no_link(url: str) -> None:
    assert links([url, None, ""]) == {}


@pytest.mark.parametrize(
    "text",
    [
        "<!channel>",
        "<!here|h>",
        "<@U123>",
        "<#C1|x>",
        "<https://evil.example|x>",
        "<!subteam^S1>",
        "&lt;!x",
    ],
)
def test_words_are_no_commands(text: str) -> None:
    escaped = text.replace("&", "\\&")
    [part] = shown(f"a {escaped} b\n\n`{text}`\n\n```\n{text}\n```\n\n- {escaped}")
    assert kit.live(part) == [] or "https" in text
    assert {block["type"] for block in part} == {"rich_text"}
    said = body(part)["text"]
    assert "<" not in said and ">" not in said
    assert text in kit.said(part)


def test_commands_are_kept_byte_for_byte() -> None:
    code = "kubectl get pods \\\n\n    -n pay | awk '{print $1}'  # *x* <b> &amp;"
    inside = code.replace("\n", "\n   ")
    [part] = shown(f"1. first\n\n   ```bash\n{'   ' + inside}\n   ```\n\n2. second\n3. third")
    assert fences(part) == [code]
    [block] = part
    first, fence, rest = block["elements"]
    assert (first["type"], fence["type"], rest["offset"]) == (
        "rich_text_list",
        "rich_text_preformatted",
        1,
    )
    assert kit.said(rest) == "second\nthird"


def test_styles_and_neighbours() -> None:
    [only] = elements("a **b `c`** ~~d~~ *e*", {})
    assert only["elements"] == [
        {"type": "text", "text": "a "},
        {"type": "text", "text": "b ", "style": {"bold": True}},
        {"type": "text", "text": "c", "style": {"bold": True, "code": True}},
        {"type": "text", "text": " "},
        {"type": "text", "text": "d", "style": {"strike": True}},
        {"type": "text", "text": " "},
        {"type": "text", "text": "e", "style": {"italic": True}},
    ]


def test_nested_lists_quotes_and_tables() -> None:
    markdown = (
        "> quoted\n>\n> - in it\n\n- a\n  - b\n    1. c\n- d\n\n| x | длина |\n|---|---|\n| 1 | 2 |"
    )
    [part] = shown(markdown)
    kinds = [(e["type"], e.get("indent"), e.get("border")) for e in part[0]["elements"]]
    assert kinds == [
        ("rich_text_quote", None, None),
        ("rich_text_list", 0, 1),
        ("rich_text_list", 0, None),
        ("rich_text_list", 1, None),
        ("rich_text_list", 2, None),
        ("rich_text_list", 0, None),
        ("rich_text_preformatted", None, None),
    ]
    assert fences(part) == ["x | длина\n1 | 2"]


def test_a_notification_keeps_items_and_paragraphs_apart() -> None:
    [made] = render(Reply("Nearest:\n\n- one\n- two\n\n```\nls\n```\nDone."), DAY)
    assert body(made)["text"] == "Nearest: one two ls Done."


def test_a_notification_has_no_buttons() -> None:
    [made] = render(Reply("Yes.", buttons=(Button(Action.HUMAN, "Needs a human", "a"),)), DAY)
    assert (body(made)["text"], spoken(made)) == ("Yes.", "Yes.")


def test_an_item_without_words_of_its_own() -> None:
    shown("-\n\n- ```\n  x\n  ```\n- \n1.\n\n***\n\n#\n\n>\n\n``` \n```")


@pytest.mark.parametrize("markdown", ["", " ", "\n", "***", "[](x)", "![](x)", "\x00", "<!-- -->"])
def test_next_to_nothing_is_shown_all_the_same(markdown: str) -> None:
    for part in render(Reply(markdown, badge="local"), DAY):
        assert kit.problems(part) == []


def test_a_fence_that_fits_stands_whole_in_one_message() -> None:
    fence = "\n".join(f"line {number} " + "x" * 80 for number in range(80))
    made = shown("words " * 1_000 + f"\n\n```\n{fence}\n```\n\nafter")
    assert len(made) == 2
    assert [fences(part) for part in made] == [[], [fence]]


def test_a_longer_fence_goes_on_in_another_cut_between_lines() -> None:
    fence = "\n".join(f"line {number} " + "x" * 80 for number in range(400))
    made = shown(f"```\n{fence}\n```")
    pieces = fences(made)
    assert len(pieces) > 2 and "".join(pieces) == fence
    assert all(piece.endswith("\n") for piece in pieces[:-1])


@pytest.mark.parametrize(
    "markdown",
    [
        "x" * 50_000,
        "word " * 9_000,
        "- item word " * 1 + "\n- ".join("item " * 300 for _ in range(30)),
        "- " + "long " * 3_000 + "\n- second",
        "> " + "quoted " * 3_000,
        "\n\n".join("p" for _ in range(3_000)),
        "\n\n".join("***" for _ in range(300)),
        "| a |\n|---|\n" + "| cell |\n" * 2_000,
        "**" + "bold " * 4_000 + "**",
    ],
)
def test_nothing_is_lost_at_a_limit(markdown: str) -> None:
    made = shown(markdown)
    words = "".join(kit.said(part) for part in made)
    letters = [letter for letter in markdown if letter.isalnum()]
    assert [letter for letter in words if letter.isalnum()] == letters


def test_what_stands_under_an_answer_fits_whatever_it_is() -> None:
    cited = tuple(
        Citation(number=n, source="s" * 900, heading=["h" * 900] * 3, lines=(1, 1), owner="o" * 400)
        for n in range(100)
    )
    reply = Reply(
        "words " * 1_700,
        cited,
        badge="b" * 5_000,
        notes=("n" * 5_000,) * 20,
        buttons=tuple(Button(Action.HELPFUL, "l" * 200, "v" * 48) for _ in range(40)),
        accounts=tuple(f"slack:T1:U{n}" for n in range(100)),
    )
    for part in render(reply, DAY, "1.1"):
        assert kit.problems(part) == []


def test_ages() -> None:
    assert age("2026-11-27T01:00:00+00:00", DAY, "en") == "changed today"
    assert age("2026-11-20", DAY, "ru") == "изменён 7 дн. назад"
    assert age("2026-01-20", DAY, "en") == "changed 10 mo ago"
    assert age("2019-01-20", DAY, "en") == "changed 7 y ago"
    assert age("2019-01-20", DAY, "ru") == "изменён 7 лет назад"
    assert age("2023-01-20", DAY, "ru") == "изменён 3 г. назад"
    assert age("", DAY, "en") == age("yesterday", DAY, "en") == ""

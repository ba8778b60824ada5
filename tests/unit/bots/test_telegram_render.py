"""Markdown in Telegram: text kept, nothing live but what may be, cut where a message ends."""

from __future__ import annotations

import pytest

from app.contract import Citation
from bots.message import Action, Button, Reply
from bots.telegram import reply as shown
from bots.telegram.live import live
from bots.telegram.marks import Block, Mark, Part, parts, units
from bots.telegram.render import blocks
from bots.telegram.sending import entities
from tests.wire import fake_telegram_checks as checks

PAGE = "https://docs.example.com/payments.md"


def one(markdown: str, *links: str) -> Part:
    [part] = parts(blocks(markdown, links))
    accepted(part)
    return part


def accepted(part: Part) -> list[str]:
    """The strict server takes it; returns what a reader could follow."""
    found = [entity.to_dict() for entity in entities(part)]
    assert list(checks.wrong_text(part.text, found)) == []
    return checks.links(part.text, found)


def marked(part: Part, kind: str) -> list[str]:
    return [part.text[mark.start : mark.end] for mark in part.marks if mark.kind == kind]


def test_commands_are_code_byte_for_byte() -> None:
    code = "kubectl get pods \\\n\n    -n pay | awk '{print $1}'  # *x* <b>"
    part = one(
        f"1. first\n\n   ```bash\n   {code.replace(chr(10), chr(10) + '   ')}\n   ```\n2. second"
    )
    assert marked(part, "pre") == [code]
    assert part.marks[0].language == "bash"
    assert part.text.startswith("1. first\n") and part.text.endswith("\n2. second")


def test_what_looks_like_a_formula_or_a_tag_is_text() -> None:
    text = "set $HOME and $PATH for <namespace>, a||b||c, 5 ~ 6 ~ 7"
    assert one(text).text == text


def test_bold_stops_at_code() -> None:
    part = one("# Restart `api` *now*")
    assert part.text == "Restart api now"
    assert marked(part, "code") == ["api"]
    assert marked(part, "bold") == ["Restart ", " now"]


@pytest.mark.parametrize(
    "markdown",
    [
        "[pay](https://evil.example/x)",
        "![pay](https://evil.example/x.png)",
        "<https://evil.example/x>",
        "https://evil.example/x.",
        "see evil.example, www.evil.рф/pay and t.me/evil",
        "**https://evil.example**/x",
        "`x`evil.example",
        "[a `https://evil.example` b](https://evil.example)",
        "# https://evil.example\n> evil.example\n\n- evil.example",
        "| a | b |\n|---|---|\n| evil.example | [x](https://evil.example) |",
        "@somebody /stop tg://user?id=1 10.1.2.3",
        f"[pay]({PAGE}?x=1)",
        "[pay](javascript:alert) [pay](tg://resolve?domain=evil)",
        "[evil]: https://evil.example\n\n[pay][evil]",
    ],
)
def test_nothing_foreign_is_live(markdown: str) -> None:
    assert accepted(one(markdown, PAGE)) == []


def test_a_cited_document_is_a_link() -> None:
    part = one(f"[**pay** `x`]({PAGE}) and {PAGE}.", PAGE)
    assert accepted(part) == [PAGE, PAGE]
    assert part.text == f"pay x and {PAGE}."


def test_paths_and_files_are_code() -> None:
    part = one("Edit /etc/nginx/nginx.conf, README.md and the e-mail anna@example.com.")
    assert marked(part, "code") == ["/etc/nginx/nginx.conf", "README.md", "anna@example.com"]


def test_lists_quotes_and_tables_are_read_on_a_phone() -> None:
    part = one("- a\n  - b\n\n3. c\n\n> q\n\n| x | yy |\n|---|---|\n| `1` | 2 |")
    assert part.text == "• a\n  • b\n\n3. c\n\nq\n\nx | yy\n--+---\n1 | 2"
    assert marked(part, "blockquote") == ["q"]


def test_a_long_answer_is_cut_between_blocks_and_never_in_code() -> None:
    code = "```\n" + "\n".join(f"step {n} 🙂" for n in range(150)) + "\n```"
    whole = "\n\n".join(["слово 🙂 " * 180, code] * 4)
    cut = parts(blocks(whole))
    assert len(cut) > 2
    for part in cut:
        accepted(part)
        assert units(part.text) <= 4096
    fences = [text for part in cut for text in marked(part, "pre")]
    assert len(fences) == 4 and len(set(fences)) == 1


def test_code_longer_than_a_message_is_cut_at_lines() -> None:
    lines = [f"kubectl -n {n} get pods" for n in range(400)]
    cut = parts(blocks("```sh\n" + "\n".join(lines) + "\n```"))
    assert "\n".join(part.text for part in cut).split("\n") == lines
    assert all(marked(part, "pre") == [part.text] for part in cut)


def test_more_marks_than_telegram_counts_make_another_message() -> None:
    cut = parts(blocks(" ".join(f"`c{n}`" for n in range(250))))
    assert sum(len(marked(part, "code")) for part in cut) == 250
    for part in cut:
        accepted(part)


def test_one_line_without_spaces_is_cut_between_characters() -> None:
    cut = parts([Block("🙂" * 5000)])
    assert "".join(part.text for part in cut) == "🙂" * 5000
    assert all(units(part.text) <= 4096 for part in cut)


def test_offsets_are_utf16() -> None:
    [entity] = entities(Part("🙂 ab", (Mark("bold", 1, 4),)))
    assert (entity.offset, entity.length) == (3, 2)


def test_a_reply_is_text_what_it_rests_on_and_the_lane() -> None:
    cited = Citation(
        number=1, source="docs:pay.md", heading=["Payments", "Rollback"], lines=(1, 9), url=PAGE,
        owner="payments-team", modified="2026-10-01T10:00:00",
    )  # fmt: skip
    [part] = shown.messages(
        Reply(
            "Do `x` [1]",
            (cited,),
            "local: demo",
            ("one warning",),
            accounts=("telegram:7", "slack:U1"),
            again=True,
        ),
        {7: "Anna"},
    )
    assert part.text.split("\n\n") == [
        "This may have come before: the bot could not learn whether it arrived.",
        "Do x [1]",
        "Anna",
        "⚠ one warning",
        "[1] Payments › Rollback — payments-team, updated 2026-10-01",
        "local: demo",
    ]
    assert accepted(part) == [PAGE]


def test_where_a_button_tells_the_sources_one_line_names_them() -> None:
    cited = tuple(
        Citation(number=n, source=f"docs:{n}.md", heading=["Pay", f"H{n}"], lines=(1, 9), url=PAGE)
        for n in range(1, 6)
    )
    [part] = shown.messages(Reply("Do x", cited, buttons=(Button(Action.CITED, "Sources", "a"),)))
    assert part.text == "Do x\n\n[1] Pay › H1 · [2] Pay › H2 · [3] Pay › H3 … +2"
    assert accepted(part) == [PAGE] * 3


def test_buttons_fit_what_a_press_may_carry() -> None:
    buttons = tuple(Button(action, "label", "f" * 48) for action in Action)
    rows = shown.rows(buttons)
    keyboard = [[{"text": text, "callback_data": data} for text, data in row] for row in rows]
    assert list(checks.wrong_keyboard({"inline_keyboard": keyboard})) == []


def test_what_is_live_ends_before_the_sentence_does() -> None:
    text = "(see docs.example.com/a.) Then /run it."
    assert [text[start:end] for start, end in live(text)] == ["docs.example.com/a", "/run"]

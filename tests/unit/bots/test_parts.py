"""The pure parts of the bots: turns, pieces of runbooks, replies, messages as text, showing."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.contract import Done
from bots.asking import Refused
from bots.fair import Fair, Turn
from bots.log import unexpected
from bots.message import Action, Attached
from bots.message_text import read, written
from bots.replies import answered, badge, fenced, plain, refused
from bots.showing import Showing
from bots.steps import after, cut
from bots.words import say
from tests.unit.bots.fake_platform import FakePlatform, message

MARKDOWN = MarkdownIt("commonmark")

# ---- turns

TURNS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y", None]), st.sampled_from("12")),
    max_size=30,
)


@settings(deadline=None)
@given(TURNS, st.integers(1, 4), st.integers(1, 3), st.integers(1, 3), st.randoms())
def test_turns_keep_their_limits_and_everybody_has_theirs(
    wanted: list[tuple[str, str | None, str]],
    at_once: int,
    account: int,
    place: int,
    chance: object,
) -> None:
    fair = Fair(at_once, account, place)
    turns = [Turn(str(n), *one) for n, one in enumerate(wanted)]
    for turn in turns:
        fair.add(turn)
    busy: list[Turn] = []
    order: list[Turn] = []
    while len(order) < len(turns):
        while (key := fair.next()) is not None:
            busy.append(turns[int(key)])
            order.append(turns[int(key)])
        assert busy, "somebody waits for nothing"
        assert len(busy) <= at_once
        assert max(Counter(one.account for one in busy).values()) <= account
        assert max(Counter((one.account, one.thread) for one in busy).values()) == 1
        assert all(sum(one.place == where for one in busy) <= place for where in ("x", "y"))
        ended = busy.pop(chance.randrange(len(busy)))  # type: ignore[attr-defined]
        fair.ended(ended.key)
    for talk in {(one.account, one.thread) for one in turns}:
        of = [int(one.key) for one in order if (one.account, one.thread) == talk]
        assert of == sorted(of), "a thread keeps its order"


def test_law_8_what_nobody_caught_is_told_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    context = {"exception": ValueError("xoxb-secret"), "message": "Task of xoxb-secret"}
    unexpected(None, context)
    said = capsys.readouterr().err
    assert "ValueError" in said and "secret" not in said


def test_law_8_libraries_and_loops_say_nothing() -> None:
    """In a process of its own: loggers are everybody's."""
    script = (
        "import logging; from bots.log import quiet_libraries; quiet_libraries()\n"
        "for name in ('asyncio', 'uvicorn.error', 'httpx', 'slack_sdk.web', 'aiohttp.client'):\n"
        "    logging.getLogger(name).error('xoxb-secret')\n"
    )
    run = [sys.executable, "-c", script]
    said = subprocess.run(run, capture_output=True, text=True, check=True, timeout=30)
    assert (said.stdout, said.stderr) == ("", "")


def test_the_position_is_the_number_of_turns_until_ones_own() -> None:
    fair = Fair(1, 1, 1)
    turns = [Turn(str(n), account, None, str(n)) for n, account in enumerate("aaabbc")]
    for turn in turns:
        fair.add(turn)
    told = {turn.key: fair.position(turn) for turn in turns}
    order = []
    while (key := fair.next()) is not None:
        order.append(key)
        fair.ended(key)
    assert [told[key] for key in order] == [1, 2, 3, 4, 5, 6]
    assert fair.position(turns[0]) == 0


def test_thousands_ask_for_their_position_at_once_and_nobody_waits_for_that() -> None:
    fair = Fair(1, 1, 1)
    turns = [Turn(f"k{number}", f"a{number}", "p", "t") for number in range(4_000)]
    for turn in turns:
        fair.add(turn)
    began = time.process_time()
    assert [fair.position(turn) for turn in turns] == list(range(1, 4_001))
    assert time.process_time() - began < 0.3
    assert fair.next() == "k0" and fair.position(turns[1]) == 1
    fair.drop(turns[1])
    assert [fair.position(turn) for turn in turns[:3]] == [0, 0, 1]


# ---- pieces

RUNBOOK = """Before you begin, breathe.

1. Stop the writer:

   ```sh
   # 2. not a step
   systemctl stop payments

   sleep 5
   ```

2. Promote the replica.
3. Check.

## After

- Tell the on-call.
- Write it down.
"""


@pytest.mark.parametrize("most", [1, 20, 60, 150, 10_000])
def test_pieces_are_the_text_and_no_fence_is_cut_open(most: int) -> None:
    place, pieces = 0, list[str]()
    while place < len(RUNBOOK):
        piece, end = cut(RUNBOOK, place, most)
        assert end > place
        pieces.append(piece)
        place = end
    assert "".join(RUNBOOK.split()) == "".join("".join(pieces).split())
    assert all(piece.count("```") in (0, 2) for piece in pieces)


def test_a_heading_stands_with_what_follows_it() -> None:
    piece, end = cut(RUNBOOK, RUNBOOK.index("2. Promote"), 40)
    assert piece == "2. Promote the replica.\n3. Check."
    assert cut(RUNBOOK, end, 40)[0].startswith("## After\n\n- Tell the on-call.")


def test_the_rest_begins_behind_what_was_shown() -> None:
    shown = cut(RUNBOOK, 0, 130)[0]
    assert RUNBOOK[after(RUNBOOK, shown) :].strip().startswith("2. Promote")
    assert after(RUNBOOK, "words of another page") == 0
    assert after("1. One.\n\n\n2. Two.\n\n3. Three.\n", "1. One.\n2. Two.") == len(
        "1. One.\n\n\n2. Two."
    )


# ---- replies


@given(st.text(alphabet="*_`[]()<>!#&;:/@.~|a1 -\n\\", max_size=30))
def test_data_in_fixed_words_is_no_markup(text: str) -> None:
    tokens = MARKDOWN.parse(f"x {plain(text)}")
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "text_special"}


@given(st.text(alphabet="`~a\n ", max_size=60))
def test_code_stays_one_block(text: str) -> None:
    tokens = MARKDOWN.parse(fenced(text))
    assert [token.type for token in tokens] == ["fence"]


def done(**more: object) -> Done:
    fields: dict[str, object] = {
        "text": "Look [1].", "citations": [], "lane": "local", "model": "m", "reason": "r",
        "masked": 2, "abstained": False, "warnings": ["a\nb"], "answer": "a-1",
    }  # fmt: skip
    return Done.model_validate(fields | more)


def test_the_lane_that_answered_is_shown() -> None:
    assert badge(done(), "en") == "local: m"
    assert badge(done(lane="cloud"), "ru") == "облако, обезличено: m · скрыто: 2"
    assert badge(done(model="extractive"), "en") == "pages quoted, no model"
    assert badge(done(model="none", abstained=True), "en") == "no model was asked"


def test_the_nearest_pages_are_named_once() -> None:
    none = {"abstained": True, "model": "none", "nearest": ["docs:a.md"], "warnings": []}
    assert answered(done(**none, text="Not there. Nearest: A (docs:a.md)"), "en").notes == ()
    assert answered(done(**none, text="Not there."), "en").notes == ("Nearest pages: docs:a.md",)


def test_only_an_answer_that_left_has_the_button_for_it() -> None:
    actions = [one.action for one in answered(done(outgoing="x"), "en").buttons]
    assert Action.LEFT not in actions
    assert answered(done(answer=""), "en").buttons == ()
    assert answered(done(), "en").notes == ("a b",)


# ---- messages


def test_a_message_is_read_back_as_it_was() -> None:
    asked = message(
        1, "how?\nкак?", action=Action.NEXT, files=(Attached("a.log", "text"),),
        where={"channel": "C1"}, mail="a@b.c", shared=True,
    )  # fmt: skip
    assert read(written(asked)) == asked
    assert "how?" not in repr(asked) and "a@b.c" not in repr(asked)
    with pytest.raises(ValueError, match="no message"):
        read("[]")


# ---- showing


async def test_the_last_state_counts_and_a_restart_is_never_passed_over() -> None:
    platform = FakePlatform()
    showing = Showing(platform.surface(message(1)))
    for number in range(50):
        showing.grow("x" * number)
    showing.restart("again")
    showing.grow("new")
    await asyncio.sleep(0.01)
    showing.grow("newer")
    await showing.close()
    assert [kind for _, kind, _ in platform.told] in (
        ["restart", "grow"],
        ["restart", "grow", "grow"],
    )


@pytest.mark.parametrize(
    "code",
    [
        *(
            "wrong_code",
            "too_many_codes",
            "not_owner",
            "not_for_channel",
            "not_in_chat",
            "forbidden",
        ),
        *("question_too_long", "too_large", "invalid", "not_found", "too_many", "unavailable"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_the_service_refuses_is_no_apology(code: str, language: str) -> None:
    told = refused(Refused(code, "7"), language, "/").text
    assert told and told != say("apology", language, id="7")
    assert "{" not in told
    assert "number-9" in refused(Refused("unreachable"), language, "/", "number-9").text


def test_under_what_is_not_shown_stands_no_verdict_on_it() -> None:
    reply = answered(done(withheld="level", page="https://hush.example/#ask=x"), "en", share=True)
    assert [one.action for one in reply.buttons] == [Action.HUMAN]
    assert (reply.badge, reply.notes, reply.page) == ("", (), "https://hush.example/#ask=x")

"""Generated Markdown through both renderers: `python -m tests.bench renderers`.

Each answer must be accepted by the strict servers' checks, keep every word in order and every code
block byte for byte, and show no link but those that may be.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import telegramify_markdown

from app.contract import Citation
from bots.message import Action, Button, Reply
from bots.slack import render as slack
from bots.telegram import reply as telegram
from bots.telegram.sending import entities
from tests.samples.answers import LINKED, Written, answer
from tests.wire import fake_slack_blocks as slack_checks
from tests.wire import fake_telegram_checks as telegram_checks

ANSWERS, COMPARED = 20_000, 1_000
_BUTTONS = tuple(
    Button(action, action.value, "a" * 32) for action in (Action.HELPFUL, Action.HUMAN)
)
_CITED = tuple(
    Citation(
        number=n, source="docs:x.md", heading=["A", "B"], lines=(1, 2), url=url, owner="team-x"
    )
    for n, url in enumerate(LINKED, 1)
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a platform shows of a reply: what its server would refuse, texts, code, live links."""

    wrong: list[str]
    text: str
    code: list[str]
    links: list[str]
    messages: int


def on_telegram(reply: Reply) -> Seen:
    """As the Bot API gets it."""
    made = telegram.messages(reply)
    wrong, code, links = list[str](), list[str](), list[str]()
    for part in made:
        given = [entity.to_dict() for entity in entities(part)]
        wrong += telegram_checks.wrong_text(part.text, given)
        links += telegram_checks.links(part.text, given)
        code += [part.text[m.start : m.end] for m in part.marks if m.kind == "pre"]
    return Seen(wrong, "\n".join(part.text for part in made), code, links, len(made))


def on_slack(reply: Reply) -> Seen:
    """As `chat.postMessage` gets it, with the line of the notification."""
    made = slack.render(reply, date(2026, 11, 1))
    wrong, code = list[str](), list[str]()
    for blocks in made:
        wrong += slack_checks.problems(blocks)
        notice = str(slack.body(blocks)["text"])
        wrong += [f"notification: {call}" for call in re.findall(r"<[^>]*>|[A-Za-z0-9]://", notice)]
        code += _preformatted(blocks)
    return Seen(wrong, slack_checks.said(made), code, slack_checks.live(made), len(made))


def _preformatted(node: object) -> list[str]:
    match node:
        case list():
            return [code for item in node for code in _preformatted(item)]
        case {"type": "rich_text_preformatted"}:
            return [slack_checks.said(node)]
        case dict():
            return _preformatted(list(node.values()))
    return []


def by_telegramify(reply: Reply) -> Seen:
    """The text alone, as `telegramify-markdown` makes it, for comparison: links, words and code."""
    made = telegramify_markdown.split_entities(*telegramify_markdown.convert(reply.text), 4096)
    code, links = list[str](), list[str]()
    for text, marks in made:
        given = [mark.to_dict() for mark in marks]
        links += telegram_checks.links(text, given)
        units = text.encode("utf-16-le")
        code += [
            units[2 * m.offset : 2 * (m.offset + m.length)].decode("utf-16-le")
            for m in marks
            if m.type == "pre"
        ]
    return Seen([], "\n".join(text for text, _ in made), code, links, len(made))


PLATFORMS: Mapping[str, Callable[[Reply], Seen]] = {"slack": on_slack, "telegram": on_telegram}


def problems(written: Written, seen: Seen) -> Iterator[str]:
    """What is not as it must be."""
    yield from (f"refused: {problem}" for problem in seen.wrong)
    if foreign := [link for link in seen.links if link not in LINKED]:
        yield f"live: {foreign[0]}"
    at = 0
    for word in written.words:
        found = seen.text.find(word, at)
        if found < 0:
            yield f"lost: {word}"
            break
        at = found + len(word)
    whole = "\n".join(seen.code)
    for code in written.code:
        lines = code.strip("\n")
        if lines not in whole and not _cut(lines, whole):
            yield "code was changed"


def _cut(code: str, whole: str) -> bool:
    """Whether code that was longer than a message is there, line by line."""
    kept = [line for line in code.split("\n") if line.strip()]
    return [line for line in whole.split("\n") if line in set(kept)][: len(kept)] == kept or (
        re.sub(r"\n+", "\n", code) in re.sub(r"\n+", "\n", whole)
    )


def measure(answers: int, first: int = 0) -> dict[str, dict[str, object]]:
    """Row of each platform."""
    return {name: _row(show, answers, first) for name, show in PLATFORMS.items()}


def _row(show: Callable[[Reply], Seen], answers: int, first: int) -> dict[str, object]:
    bad, messages, seconds = Counter[str](), 0, 0.0
    example = ""
    for seed in range(first, first + answers):
        written = answer(seed)
        began = time.perf_counter()
        seen = show(Reply(written.markdown, _CITED, "local: demo", buttons=_BUTTONS))
        seconds += time.perf_counter() - began
        messages += seen.messages
        for problem in problems(written, seen):
            bad[problem.partition(":")[0]] += 1
            example = example or f"seed {seed}: {problem}"
    return {
        "answers": answers,
        "messages": messages,
        "refused": bad["refused"],
        "live": bad["live"],
        "lost": bad["lost"],
        "code changed": bad["code was changed"],
        "ms an answer": 1000 * seconds / answers,
        "first problem": example,
    }


def run() -> Mapping[str, object]:
    """The whole count, and a library's on some of the same answers."""
    other = {"telegramify-markdown": _row(by_telegramify, COMPARED, 0)}
    return {**measure(ANSWERS), **other}

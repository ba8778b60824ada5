"""A `Reply` -> messages for Slack: the text, its sources, the lane, warnings, buttons.

Invariant: all is Block Kit without a word that Slack would read as a command; nothing is unfurled, and
every message is within Slack's limits. Deliberately elsewhere: Markdown (`rich`), limits (`packing`),
what identifies a message (`posts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from app.contract import Citation
from bots.message import Button, Reply
from bots.slack.inline import Element, Links, links, plain
from bots.slack.packing import Block, blocks, cut, messages, size
from bots.slack.rich import elements, section
from bots.words import say

MOST_SOURCES = 10
MOST_BUTTONS = 25
MOST_MENTIONS = 20
LABEL_LETTERS, VALUE_LETTERS, NOTE_LETTERS = 75, 2_000, 400
TITLE_LETTERS, SOURCE_LETTERS, OWNER_LETTERS = 160, 120, 60
WHOLE_LETTERS = 12_800
"""Of a message with all that stands under it."""
NOTICE_LETTERS = 150
SPOKEN_LETTERS = 30_000
_MANY_YEARS = 5
"""From which on Russian says them another way."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S*|www\.\S*", re.I)


def allowed(reply: Reply) -> Links:
    """The addresses that may be live in a reply."""
    return links([*(citation.url for citation in reply.citations), reply.page])


def texts(reply: Reply) -> list[Element]:
    """The elements of the reply's own text."""
    return elements(reply.text, allowed(reply))


def render(reply: Reply, today: date, thread: str = "") -> list[list[Block]]:
    """The blocks of each message; the last one has the sources and buttons."""
    return with_tail(messages(blocks(texts(reply))), reply, today, thread)


def with_tail(
    made: list[list[Block]], reply: Reply, today: date, thread: str = "", shown: int = 0
) -> list[list[Block]]:
    """Under the last message what stands under an answer, or after it where there is no room.

    `shown` letters stand in the first message already.
    """
    *before, last = made
    below = tail(reply, today, thread)
    letters = sum(map(size, (*last, *below))) + (0 if before else shown)
    if last and below and letters > WHOLE_LETTERS:
        return [*made, below]
    return [*before, [*last, *below]]


def tail(reply: Reply, today: date, thread: str = "") -> list[Block]:
    """Sources, people, lane and warnings, buttons: at most eleven blocks."""
    found: list[Block] = []
    if reply.citations:
        found += blocks(_sources(reply, today))
    if mentions := _mentions(reply.accounts):
        found.append({"type": "rich_text", "elements": [section(mentions)]})
    if lines := _lines(reply):
        found.append({"type": "context", "elements": [plain_text(line) for line in lines]})
    if reply.buttons:
        found.append(actions(reply.buttons, thread, reply.language))
    return found


def body(made: Sequence[Block]) -> dict[str, Any]:
    """The arguments that every message has: its blocks, and a line for the notification."""
    return {
        "blocks": list(made),
        "text": notice(made),
        "unfurl_links": False,
        "unfurl_media": False,
    }


def notice(made: Iterable[Block]) -> str:
    """What a notification shows: the beginning of the text, escaped, no address in it."""
    said = " ".join(_sections(made))
    line = " ".join(_ADDRESS.sub("", said).split())[:NOTICE_LETTERS]
    return _escaped(line) or "…"


def spoken(made: Iterable[Block]) -> str:
    """The words of blocks alone, escaped and without addresses, for a Slack that shows no more."""
    lines = _sections(made)
    said = _ADDRESS.sub("", "\n".join(line for line in lines if line.strip()))
    return _escaped(said[:SPOKEN_LETTERS]) or "…"


def _sections(parts: Iterable[Element]) -> Iterator[str]:
    """The words of each paragraph, item and block of code; those of buttons are none."""
    for part in parts:
        if part.get("type") == "actions":
            continue
        within = part.get("elements", ())
        if any("elements" in one for one in within):
            yield from _sections(within)
        else:
            yield plain(within)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain_text(text: str) -> dict[str, Any]:
    """Words that Slack shows as they are."""
    return {"type": "plain_text", "text": text, "emoji": False}


def actions(buttons: Sequence[Button], thread: str, language: str) -> Block:
    """Buttons; what a press must know travels in its value."""
    return {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": f"hush:{button.action.value}:{number}",
                "text": plain_text(button.label[:LABEL_LETTERS] or "…"),
                "value": f"{button.value}|{thread}|{language}"[:VALUE_LETTERS],
            }
            for number, button in enumerate(buttons[:MOST_BUTTONS])
        ],
    }


def _lines(reply: Reply) -> list[str]:
    """The lane and warnings; Slack takes ten."""
    again = [say("may_be_again", reply.language)] if reply.again else []
    lines = [line for line in (*again, reply.badge, *reply.notes) if line]
    pieces = [piece for line in lines for piece in cut(line, NOTE_LETTERS)]
    return pieces[:10]


def _mentions(accounts: Sequence[str]) -> list[Element]:
    """People and groups by their ids; what is no account of Slack is left out."""
    parts: list[Element] = []
    for account in accounts[:MOST_MENTIONS]:
        platform, _, name = account.partition(":")
        known = name.rpartition(":")[2]
        if platform != "slack" or not re.fullmatch(r"[USW][A-Z0-9]+", known):
            continue
        space = [{"type": "text", "text": " "}] if parts else []
        group = known.startswith("S")
        person = {"type": "user", "user_id": known}
        parts += [*space, {"type": "usergroup", "usergroup_id": known} if group else person]
    return parts


def _sources(reply: Reply, today: date) -> list[Element]:
    """A heading and a list: number, title with its link, owner, age."""
    shown = reply.citations[:MOST_SOURCES]
    items = [section(_source(citation, reply.language, today)) for citation in shown]
    if more := len(reply.citations) - len(shown):
        words = say("slack_more_sources", reply.language, count=more)
        items.append(section([{"type": "text", "text": words}]))
    heading = {
        "type": "text",
        "text": say("slack_sources", reply.language),
        "style": {"bold": True},
    }
    return [
        section([heading]),
        {"type": "rich_text_list", "style": "bullet", "indent": 0, "elements": items},
    ]


def _source(citation: Citation, language: str, today: date) -> list[Element]:
    title = " › ".join(citation.heading) or citation.source
    where = f" ({citation.source[:SOURCE_LETTERS]})" if title != citation.source else ""
    said = title[:TITLE_LETTERS] + where
    name: Element = {"type": "text", "text": said}
    if known := links([citation.url]):
        name = {"type": "link", "url": next(iter(known.values())), "text": said}
    about = []
    if citation.owner:
        about.append(say("slack_owner", language, owner=citation.owner[:OWNER_LETTERS]))
    if aged := age(citation.modified, today, language):
        about.append(aged)
    if (due := _day(citation.review_by)) is not None and due < today:
        about.append(say("slack_overdue", language, day=due.isoformat()))
    number: Element = {"type": "text", "text": f"[{citation.number}] "}
    rest: list[Element] = [{"type": "text", "text": " · " + " · ".join(about)}] if about else []
    return [number, name, *rest]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def age(modified: str, today: date, language: str) -> str:
    """How long ago a document was changed, in words; empty where nobody knows."""
    if (day := _day(modified)) is None:
        return ""
    days = max(0, (today - day).days)
    if days == 0:
        return say("slack_today", language)
    if days < 60:
        return say("slack_days", language, count=days)
    if days < 730:
        return say("slack_months", language, count=days // 30)
    years = days // 365
    return say("slack_years" if years < _MANY_YEARS else "slack_many_years", language, count=years)

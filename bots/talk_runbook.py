"""The first steps for an alert that somebody pasted or named.

Invariant: an alert's text is data; steps are the runbook's own, word for word, and judged.
Deliberately elsewhere: reading alerts (`alerts`), alerts that come in by themselves (`alerts_in`).
"""

from __future__ import annotations

from contextlib import suppress

from app.contract import Alert, AlertAnswer
from bots.alerts import recognised
from bots.asking import Refused
from bots.message import Button, Reply
from bots.replies import plain, question_of
from bots.steps import after
from bots.talk import Talk
from bots.talk_buttons import from_passage, steps_on
from bots.words import say


async def runbook(talk: Talk) -> Reply:
    """The runbook that fits, its first steps, its owner."""
    text = question_of(talk.message)
    if not text:
        return talk.say("runbook_which")
    alert = recognised(text) or Alert(name=text[:500], text=text)
    found = await talk.service.alert(talk.asker, alert)
    if found.withheld == "level" and found.runbook is None:
        return Reply(withheld_of(found), language=talk.language, page=found.page)
    if found.runbook is None:
        return talk.say("runbook_none")
    return Reply(
        "\n\n".join(steps_of(found, talk.language)),
        citations=(found.runbook,),
        buttons=await _buttons(talk, found),
        language=talk.language,
        page=found.page,
    )


def withheld_of(found: AlertAnswer) -> str:
    """The sentence that stands where the alert would, or else the steps."""
    if found.shown_withheld == "level":
        return found.shown
    return found.steps if found.steps and found.runbook is None else found.shown


def steps_of(found: AlertAnswer, language: str) -> list[str]:
    """The runbook's name, its steps and its owner, as paragraphs."""
    if found.runbook is None:
        return [say("runbook_none", language)]
    title = " › ".join(found.runbook.heading) or found.runbook.source
    lines = [f"**{say('runbook', language, title=plain(title))}**", found.steps]
    if owners := found.owners or [found.runbook.owner or ""]:
        said = plain(", ".join(owner for owner in owners if owner))
        lines += [say("owner", language, owners=said)] if said else []
    return [line for line in lines if line]


async def _buttons(talk: Talk, found: AlertAnswer) -> tuple[Button, ...]:
    """More, where the document goes on behind what is shown, which may reach into its next passages."""
    assert found.runbook is not None
    name = found.runbook.id
    with suppress(Refused):
        text = (await talk.service.passage(talk.asker, name)).text
        place = after(text, found.steps)
        if not place or not text[place:].strip():
            text = await from_passage(talk, name, text)
            place = after(text, found.steps)
        if text[place:].strip():
            return steps_on(name, place, talk.language)
    return ()

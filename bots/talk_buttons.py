"""Buttons under answers: verdicts, a human, sharing, sources, what left, the rest of a runbook.

Invariant: what left is asked for when it is wanted, and told to whoever asked, nobody else; a private
answer gets into a channel only by the service's own judgement of it there; sources are listed only
where the answer stands.
Deliberately elsewhere: who may press what, which the service decides by the asker.
"""

from __future__ import annotations

from dataclasses import replace

from app.contract import Feedback, Humans, PassageText
from bots.asking import Asker, Refused
from bots.message import Action, Button, Reply, SendFailed
from bots.remembered import Remembered
from bots.replies import buttons, fenced, plain, source
from bots.steps import cut
from bots.talk import Talk
from bots.words import say

LONGEST_WHOLE = 16_000
"""Characters of a whole runbook in a chat: a few messages."""


async def judged(talk: Talk) -> Reply:
    """Helpful or not."""
    up = talk.message.action is Action.HELPFUL
    verdict = Feedback(answer=talk.message.answer, verdict="up" if up else "down")
    await talk.service.feedback(await _whose(talk), verdict)
    return talk.say("thanks_up" if up else "thanks_down", whisper=True)


async def _whose(talk: Talk) -> Asker:
    """An answer that somebody got for themselves in a channel is theirs, not the channel's."""
    known = await talk.memory.answer(talk.message.answer)
    own = known is not None and not known.place and known.account == talk.message.account
    return talk.private if own else talk.here


async def human(talk: Talk) -> Reply:
    """Somebody is to look at an answer: the owner of its pages, else the on-call."""
    public = talk.message.place is not None and talk.message.public
    # What all read is for all of them, also where the answer was for one.
    asker = talk.here if public else await _whose(talk)
    found = await talk.service.human(asker, talk.message.answer)
    found = await talk.posts.called(talk.message.platform, found)
    language = talk.language
    lines = [say("human", language), found.summary]
    if not found.accounts:
        lines.append(_nobody(found, language))
        return Reply("\n\n".join(lines), language=language)
    if not public:  # nobody is called by a mention that the asker alone can see
        return await _in_private(talk, found)
    lines.append(say("human_on_call" if found.on_call else "human_owner", language))
    return Reply("\n\n".join(lines), accounts=tuple(found.accounts), language=language)


async def _in_private(talk: Talk, found: Humans) -> Reply:
    """Nobody else reads along: they are written to."""
    language, told = talk.language, list[str]()
    asks = say("human_asks", language, account=f"`{talk.message.account}`")
    note = Reply(f"{asks}\n\n{found.summary}", accounts=(talk.message.account,), language=language)
    for account in found.accounts:
        try:
            await talk.posts.once(account, note, f"{talk.message.key}/{account}")
        except SendFailed:
            continue
        told.append(account)
    if not told:
        return Reply(_nobody(found, language), language=language)
    return Reply(say("human_told", language), accounts=tuple(told), language=language)


def _nobody(found: Humans, language: str) -> str:
    owners = plain(", ".join(found.owners)) or say("nobody_owner", language)
    return say("human_nobody", language, owners=owners)


async def share(talk: Talk) -> Reply:
    """A private answer, for the channel."""
    if talk.message.place is None:
        return talk.say("refused_not_for_channel")
    shared = await talk.service.share(talk.here, talk.message.answer)
    language = talk.language
    lines = [
        say("shared_by", language, account=f"`{talk.message.account}`"),
        say("asked", language, question=plain(shared.question)),
        shared.text,
    ]
    wanted = (Action.HELPFUL, Action.UNHELPFUL, Action.HUMAN)
    return Reply(
        "\n\n".join(lines),
        citations=tuple(shared.citations),
        buttons=buttons(wanted, talk.message.answer, language),
        answer=talk.message.answer,
        language=language,
        page=shared.page,
    )


async def cited(talk: Talk) -> Reply:
    """The sources of an answer, where it stands."""
    known = await talk.memory.answer(talk.message.answer)
    if known is None or known.place != (talk.message.place or ""):
        return talk.say("forgotten", whisper=True)
    if not known.place and known.account != talk.message.account:
        return talk.say("forgotten", whisper=True)
    asker = _where(talk, known)  # a document may be gone, stricter or for others since
    now = {one.source: await talk.service.judge(asker, "", [one.source]) for one in known.citations}
    still = tuple(one for one in known.citations if not now[one.source].withheld)
    if not still:
        return talk.say("forgotten", whisper=True)
    return Reply(say("sources", talk.language), citations=still, language=talk.language)


def _where(talk: Talk, known: Remembered) -> Asker:
    """As whoever got the answer: they read along in the channel, or are by themselves."""
    return talk.here if known.place else talk.private


async def left(talk: Talk) -> Reply:
    """What left the company for an answer, for whoever asked."""
    known = await talk.memory.answer(talk.message.answer)
    if known is None:
        return talk.say("forgotten", whisper=True)
    if known.account != talk.message.account:
        return talk.say("only_asker", whisper=True)
    try:
        now = await talk.service.left(_where(talk, known), talk.message.answer)
    except Refused as problem:
        if problem.code != "not_found":
            raise
        return talk.say("forgotten", whisper=True)
    if not now.text:
        return talk.say("nothing_left", whisper=True)
    reply = talk.say("what_left", whisper=True)
    text = f"{reply.text}\n\n{fenced(now.text)}" if now.withheld != "level" else now.text
    return replace(reply, text=text, page=now.page)


async def more_steps(talk: Talk) -> Reply:
    """The next steps of a runbook: the button knows the passage and how far it was shown from there;
    after the passage comes what follows it in the document."""
    name, _, place = talk.message.answer.partition(":")
    passage = await talk.service.passage(talk.asker, name)
    if passage.withheld == "level":
        return _withheld(talk, passage)
    start = int(place) if place.isascii() and place.isdigit() else 0
    text, ends = passage.text, False
    if start >= len(text):
        text, ends = await from_passage(talk, name, text), True
    if start >= len(text):
        return talk.say("runbook_end")
    piece, end = cut(text, start)
    rest = end < len(text) or not ends
    return Reply(
        piece,
        citations=(source(passage, 1),),
        buttons=steps_on(name, end, talk.language) if rest else (),
        language=talk.language,
    )


def _withheld(talk: Talk, passage: PassageText) -> Reply:
    """The sentence alone: no button, nothing of the document."""
    return Reply(passage.text, language=talk.language, page=passage.page)


async def from_passage(talk: Talk, name: str, passage: str) -> str:
    """The document from a passage on; the passage alone where it cannot be found in it."""
    whole = (await talk.service.passage(talk.asker, name, whole=True)).text
    begin = whole.find(passage)
    return whole[begin:] if begin >= 0 else passage


async def whole(talk: Talk) -> Reply:
    """The whole runbook; of a very long one the beginning, and where the rest is."""
    name = talk.message.answer.partition(":")[0]
    runbook = await talk.service.passage(talk.asker, name, whole=True)
    if runbook.withheld == "level":
        return _withheld(talk, runbook)
    piece, end = cut(runbook.text, 0, LONGEST_WHOLE)
    notes = (say("runbook_longer", talk.language),) if end < len(runbook.text) else ()
    cited = (source(runbook, 1),)
    return Reply(piece, citations=cited, notes=notes, language=talk.language, page=runbook.page)


def steps_on(name: str, place: int, language: str) -> tuple[Button, ...]:
    """The buttons under steps."""
    return (
        *buttons((Action.NEXT,), f"{name}:{place}"[:48], language),
        *buttons((Action.WHOLE,), name, language),
    )

"""A question and its answer, as it comes; and the private one where the asker may read more.

Invariant: only judged text is shown, the whole of it so far; that there is more for the asker is
whispered and never said in the channel. Deliberately elsewhere: what stands under an answer
(`replies`), a service that is away (`patience`).
"""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import replace

from app.contract import LONGEST_QUESTION, Done, Queued, Restart, Token
from bots.asking import Asker, Refused
from bots.message import Reply
from bots.patience import patiently
from bots.replies import answered, question_of
from bots.showing import Showing
from bots.talk import Talk
from bots.words import say


async def ask(talk: Talk) -> Reply:
    """A question."""
    question = question_of(talk.message)
    if not question:
        return talk.say("no_words")
    if len(question) > LONGEST_QUESTION:
        return talk.say("too_long_question", most=LONGEST_QUESTION)
    done = await _whole(talk, talk.asker, question)
    message = talk.message
    await talk.memory.keep(done, message.account, talk.asker.place)
    if message.place is not None and message.public:
        talk.later.append(lambda: _more(talk, question))
    aside = message.place is not None and not message.public
    reply = answered(done, talk.language, brief=talk.brief, share=aside)
    return await _who_you_are(talk, done, reply)


async def _who_you_are(talk: Talk, done: Done, reply: Reply) -> Reply:
    """Where nothing was found for somebody who is not known, they learn how to be."""
    if not done.abstained:
        return reply
    try:
        known = (await talk.service.who(talk.private)).known
    except Refused:  # the answer is there
        return reply
    if known:
        return reply
    note = say("unknown_account", talk.language, account=talk.message.account)
    return replace(reply, notes=(*reply.notes, note))


async def _more(talk: Talk, question: str) -> None:
    """A whisper, where the asker may read more than the channel."""
    thread = talk.message.thread
    if not await talk.service.more(talk.here, question, thread):
        return
    done = await _plain(talk, talk.private, question)
    if done.abstained:
        return
    await talk.memory.keep(done, talk.message.account, None)
    reply = answered(done, talk.language, brief=talk.brief, share=True)
    text = f"{say('more_for_you', talk.language)}\n\n{reply.text}"
    await talk.surface.whisper(replace(reply, text=text, whisper=True))


def _thread(talk: Talk) -> str:
    """Of a command there is none; its answer is kept all the same, for the buttons under it."""
    return talk.message.thread or talk.message.key


async def _plain(talk: Talk, asker: Asker, question: str) -> Done:
    """The answer without what comes before it. Raises `Refused`."""
    async with aclosing(talk.service.ask(asker, question, _thread(talk))) as events:
        async for event in events:
            if isinstance(event, Done):
                return event
    raise Refused("failed")


async def _whole(talk: Talk, asker: Asker, question: str) -> Done:
    """The answer, shown as it grows. Raises `Refused`."""
    showing = Showing(talk.surface)
    try:
        showing.working(say("looking", talk.language))
        done = await patiently(lambda: _shown(talk, asker, question, showing), talk.sleep)
        await showing.close()
        return done
    finally:
        showing.cancel()


async def _shown(talk: Talk, asker: Asker, question: str, showing: Showing) -> Done:
    text = ""
    async with aclosing(talk.service.ask(asker, question, _thread(talk))) as events:
        async for event in events:
            match event:
                case Queued(position=position) if position > 1:
                    showing.working(say("queued", talk.language, position=position))
                case Token(text=piece):
                    text += piece
                    showing.grow(text)
                case Restart():
                    text = ""
                    showing.restart(say("again", talk.language))
                case Done():
                    return event
                case _:
                    pass
    raise Refused("failed")

"""Commands: search, explain, status, sources, reindex, language, pair, help, stop.

Invariant: what is about the asker is whispered where others read along; a pairing code that was
written where others read along is not used. Deliberately elsewhere: questions (`talk_asking`).
"""

from __future__ import annotations

import asyncio
import re
from contextlib import aclosing, suppress

from app.contract import Hit, PassageText, Progress, Standing
from bots.asking import Refused
from bots.message import Reply
from bots.replies import fenced, plain, question_of, source
from bots.showing import Showing
from bots.talk import Talk
from bots.words import LANGUAGES, say

_FOUND = 5
_CODE = re.compile(r"[A-Za-z0-9-]{1,64}")


async def search(talk: Talk) -> Reply:
    """The best passages, as sources."""
    query = question_of(talk.message)
    if not query:
        return talk.say("no_words")
    hits = (await talk.service.search(talk.asker, query, _FOUND)).hits
    found = await asyncio.gather(*(_passage(talk, hit) for hit in hits))
    passages = [one for one in found if one is not None]
    if not passages:
        return talk.say("found_nothing")
    cited = tuple(source(one, number) for number, one in enumerate(passages, start=1))
    return Reply(say("found", talk.language), citations=cited, language=talk.language)


async def _passage(talk: Talk, hit: Hit) -> PassageText | None:
    """None where it has changed since, or is above what may be shown here."""
    with suppress(Refused):
        return await talk.service.passage(talk.asker, hit.id)
    return None


async def explain(talk: Talk) -> Reply:
    """What the gate would decide, and what would leave."""
    question = question_of(talk.message)
    if not question:
        return talk.say("no_words")
    said = await talk.service.explain(talk.asker, question)
    language, lane = talk.language, said.get("lane")
    reason = plain(str(said.get("reason", "")))
    code = "explain_lane_cloud" if lane == "cloud" else "explain_lane_local"
    lines = [
        say(code, language, reason=reason),
        say("explain_level", language, level=plain(str(said.get("sensitivity", "?")))),
    ]
    outgoing = said.get("outgoing")
    if isinstance(outgoing, str) and outgoing and lane == "cloud":
        lines += [say("explain_out", language), fenced(outgoing)]
    else:
        lines.append(say("explain_in", language))
    return Reply("\n\n".join(lines), language=language)


async def status(talk: Talk) -> Reply:
    """What the service knows of the asker, and of this channel."""
    known = await talk.service.who(talk.here)
    lines = [*_person(known, talk.language), *await _channel(known, talk)]
    lines.append(say("status_ceiling", talk.language, ceiling=known.ceiling))
    lines.append(say("status_up", talk.language))
    aside = talk.message.place is not None
    return Reply("\n\n".join(lines), language=talk.language, whisper=aside)


def _person(known: Standing, language: str) -> list[str]:
    account = f"`{known.account}`"
    if not known.known:
        return [say("status_unknown", language, account=account)]
    groups = ", ".join(known.groups) or say("none", language)
    lines = [say("status_known", language, account=account, groups=plain(groups))]
    if known.admin:
        lines.append(say("status_admin", language))
    if known.owner_of:
        lines.append(say("status_owner", language, owners=plain(", ".join(known.owner_of))))
    return lines


async def _channel(known: Standing, talk: Talk) -> list[str]:
    if known.place is None:
        return []
    if not known.place_known:
        return [say("status_place_unknown", talk.language, place=f"`{known.place}`")]
    listed = (await talk.service.sources(talk.here)).sources
    count = sum(one.documents for one in listed)
    return [say("status_place", talk.language, count=count)]


async def sources(talk: Talk) -> Reply:
    """Those of which the asker may read something."""
    listed = (await talk.service.sources(talk.asker)).sources
    if not listed:
        return talk.say("sources_none")
    language = talk.language
    lines = [
        "- "
        + say("source_line", language, name=plain(one.name), documents=one.documents)
        + (say("source_updated", language, updated=one.updated[:10]) if one.updated else "")
        for one in listed
    ]
    return Reply("\n".join([say("sources", language), "", *lines]), language=language)


async def reindex(talk: Talk) -> Reply:
    """Look at a source again, with its progress; for owners and admins."""
    name = talk.message.text.strip()
    if not name:
        return await _which(talk, "reindex_which")
    try:
        return await _followed(talk, name)
    except Refused as problem:
        if problem.code != "not_found":
            raise
        return await _which(talk, "reindex_unknown")


async def _which(talk: Talk, code: str) -> Reply:
    listed = (await talk.service.sources(talk.asker)).sources
    names = ", ".join(plain(one.name) for one in listed if one.may_reindex)
    return talk.say(code, names=names) if names else talk.say("reindex_none")


async def _followed(talk: Talk, name: str) -> Reply:
    showing = Showing(talk.surface)
    try:
        async with aclosing(talk.service.reindex(talk.asker, name)) as steps:
            async for step in steps:
                if step.state in ("done", "failed"):
                    await showing.close()
                    return _report(step, talk)
                showing.working(
                    say(
                        f"reindex_{step.state}",
                        talk.language,
                        source=step.source,
                        percent=100 * step.done // (step.total or 1),
                    )
                )
    finally:
        showing.cancel()
    raise Refused("failed")


def _report(step: Progress, talk: Talk) -> Reply:
    if step.state == "failed" or step.report is None:
        return talk.say("reindex_failed", source=plain(step.source))
    counts = {
        name: step.report.get(name, 0) for name in ("added", "updated", "removed", "unchanged")
    }
    counts["failed"] = step.report.get("failures", 0)
    text = say("reindex_done", talk.language, source=plain(step.source), **counts)
    return Reply(text, language=talk.language)


async def language(talk: Talk) -> Reply:
    """The account's language from now on."""
    wanted = talk.message.text.strip().lower()[:2]
    if wanted not in LANGUAGES:
        return talk.say("language_which", whisper=True)
    await talk.memory.choose(talk.message.account, wanted)
    aside = talk.message.place is not None
    return Reply(say("language_set", wanted), language=wanted, whisper=aside)


async def pair(talk: Talk) -> Reply:
    """Link the account by a code."""
    code = talk.message.text.strip()
    if talk.message.place is not None and talk.message.public:
        if _CODE.fullmatch(code):
            with suppress(Refused):  # it was seen, so it is to be void
                await talk.service.pair(talk.here, code)
        return talk.say("pair_private")
    if not _CODE.fullmatch(code):
        return talk.say("pair_which")
    try:
        groups = (await talk.service.pair(talk.private, code)).groups
    except Refused as problem:
        if problem.code not in ("wrong_code", "invalid"):
            raise
        # It works once, and may have in a life of this process that was cut off: tell what they have.
        known = await talk.service.who(talk.private)
        if not known.known:
            return talk.say("pair_wrong")
        told = ", ".join(known.groups) or say("none", talk.language)
        return talk.say("pair_known", groups=plain(told))
    return talk.say("paired", groups=plain(", ".join(groups)))


async def guide(talk: Talk) -> Reply:
    """What can be written."""
    return talk.say("help", whisper=True)


async def stop(talk: Talk) -> Reply:
    """Cancel the asker's answers in this thread."""
    match talk.stopping(talk.message):
        case True:
            return talk.say("stopped", whisper=True)
        case False:
            return talk.say("only_asker_stops", whisper=True)
        case None:
            return talk.say("nothing_to_stop", whisper=True)

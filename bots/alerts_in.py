"""Alerts that come in by themselves: stored, then acknowledged, then posted, one message for a group.

Invariant: a delivery is on the disk before it is acknowledged; the same state of a group is posted
once to each place; a change, and its end, changes that message in place; a group that fires again
after its end is a new message. An alert's text is shown as the service judged it for that place, and
not at all where it can't (law 13). Once it is posted its text is erased here.
Deliberately elsewhere: who may deliver (`listening`), reading (`alerts`).
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress

from app.contract import Alert, AlertAnswer
from bots.alerts import Group, Told
from bots.asking import Asker, Refused, Service
from bots.log import number_of, tell
from bots.message import Reply, SendFailed
from bots.posting import Posted, Posts
from bots.replies import plain
from bots.talk_runbook import steps_of, withheld_of
from bots.words import language_of, say

_PREFIX = "alert:"
_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 60.0
_LOOK_SECONDS = 10.0
"""Between two looks for what another process, with the other platform's bot, has taken."""


class Alerts:
    """Alerts for `places`; the fixed words are in the language of each alert's text."""

    def __init__(
        self,
        posts: Posts,
        service: Service,
        places: Sequence[str],
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._posts, self._service, self._places = posts, service, tuple(places)
        self._sleep = sleep
        self._news = asyncio.Event()
        self._taking = asyncio.Lock()

    async def take(self, group: Group) -> bool:
        """A delivery, on the disk when this returns. False: it says nothing new anywhere."""
        new, told = False, group.told()
        digest = hashlib.sha256(group.state().encode()).hexdigest()
        async with self._taking:
            for place in self._places:
                new = await self._keep(place, group.group_key, told, digest) or new
        if new:
            self._news.set()
        return new

    async def _keep(self, place: str, group_key: str, told: Told, digest: str) -> bool:
        key = _PREFIX + hashlib.sha256(f"{place}\n{group_key}".encode()).hexdigest()[:32]
        row = await self._posts.row(key)
        if row is not None and row.digest == digest:
            return False
        before = json.loads(row.body) if row is not None else {"turn": 0, "over": True}
        begins = bool(before["over"]) and bool(told.firing)
        if row is None and not told.firing:
            return False  # its end, of which nobody was told the beginning
        body = {
            "place": place,
            "turn": before["turn"] + 1 if begins else before["turn"],
            "over": not told.firing,
            "hidden": bool(before.get("hidden")) and not begins,
            "told": told.model_dump(mode="json"),
        }
        reference = "" if row is None or begins else row.reference
        text = json.dumps(body, ensure_ascii=False)
        await self._posts.note(Posted(key, "waiting", text, reference, digest))
        return True

    async def run(self) -> None:
        """Post what waits, until cancelled; first what an earlier life has left."""
        pause = _FIRST_PAUSE
        self._news.set()
        while True:
            with suppress(TimeoutError):  # another process may have taken one for us
                async with asyncio.timeout(_LOOK_SECONDS):  # `wait_for` may swallow the end
                    await self._news.wait()
            self._news.clear()
            rows = await self._posts.unsent(_PREFIX)
            places: dict[str, list[Posted]] = {}
            for row in rows:
                places.setdefault(json.loads(row.body)["place"], []).append(row)
            well = await asyncio.gather(
                *(self._all(of) for place, of in places.items() if self._posts.reaches(place))
            )
            if all(well):
                pause = _FIRST_PAUSE
                continue
            await self._sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
            self._news.set()

    async def _all(self, rows: list[Posted]) -> bool:
        """Those of one place, which holds up no other."""
        return all([await self._safely(row) for row in rows])

    async def _safely(self, row: Posted) -> bool:
        """One that cannot be posted, whatever it is, holds up no other."""
        try:
            return await self._post(row)
        except Exception as error:
            tell("alert_failed", "error", number=number_of(row.key), error=type(error).__name__)
            return False

    async def _post(self, row: Posted) -> bool:
        """False where it must be tried again."""
        body = json.loads(row.body)
        place, told = body["place"], _told(body)
        language = language_of(told.text)
        try:
            alert = Alert(name=told.name, text=told.text, runbook_url=told.runbook_url)
            shared = await self._posts.shared(place)
            asker = Asker(place=place, shared=shared, language=language)
            found = await self._service.alert(asker, alert)
        except Refused as problem:
            tell("alert_not_judged", "warning", number=number_of(row.key), code=problem.code)
            if not row.reference:  # somebody must look, even so
                await self._send(row, body, Reply(say("alert_unjudged", language)), ended=False)
            return False
        found = await self._posts.called(place.partition(":")[0], found)
        again, held = row.state == "sending" and not row.reference, bool(body.get("hidden"))
        reply = _reply(told, found, language, again=again, held=held)
        body["hidden"] = held or _hidden(found) == "level"
        return await self._send(row, body, reply, ended=True)

    async def _send(
        self, row: Posted, body: dict[str, object], reply: Reply, *, ended: bool
    ) -> bool:
        key = f"{row.key}:{body['turn']}"
        if row.state == "waiting":
            await self._note(row, "sending", row.body, row.reference)
        try:
            reference = await self._posts.send(str(body["place"]), reply, key, row.reference)
        except SendFailed as failed:
            if not failed.for_good:
                return False
            tell("alert_never_posted", "error", number=number_of(row.key), reason=failed.reason)
            reference = row.reference
        left = {name: body.get(name) for name in ("place", "turn", "over", "hidden")}
        state, text = ("sent", json.dumps(left)) if ended else ("waiting", row.body)
        await self._note(row, state, text, reference)
        return True

    async def _note(self, row: Posted, state: str, body: str, reference: str) -> None:
        """Not over a newer delivery, which has its own turn; it learns the reference."""
        async with self._taking:
            now = await self._posts.row(row.key)
            if now is None or now.digest == row.digest:
                await self._posts.note(Posted(row.key, state, body, reference, row.digest))
            elif (newer := json.loads(now.body))["turn"] == json.loads(row.body)["turn"]:
                newer["hidden"] = bool(newer.get("hidden") or json.loads(body).get("hidden"))
                text = json.dumps(newer, ensure_ascii=False)
                await self._posts.note(
                    Posted(now.key, now.state, text, reference or now.reference, now.digest)
                )
                self._news.set()


def _told(body: Mapping[str, object]) -> Told:
    """Of a row; an older version kept the whole delivery."""
    if "told" in body:
        return Told.model_validate(body["told"])
    return Group.model_validate(body["group"]).told()


def _hidden(found: AlertAnswer) -> str:
    """Why the alert's own words are not all there; "" where they are."""
    return found.withheld if found.shown_withheld is None else found.shown_withheld


def _reply(
    told: Told, found: AlertAnswer, language: str, *, again: bool, held: bool = False
) -> Reply:
    """`held`: its words were withheld when it fired, and its end does not tell them either, though
    the two may be judged otherwise."""
    firing, hidden = told.firing, _hidden(found)
    code = "firing" if firing else "resolved"
    if hidden or held:  # its name may be in what was taken out
        lines = [say(f"alert_withheld_{code}", language)]
    else:
        lines = [f"**{say(f'alert_{code}', language, name=plain(told.name))}**"]
    if told.count > 1:
        counts = {"firing": firing, "resolved": told.count - firing}
        lines.append(say("alert_count", language, **counts))
    if hidden == "level":
        lines.append(withheld_of(found))
    elif not held:
        lines += _text(told, found.shown, hidden)
    if firing:
        lines += _steps(found, hidden, language)
    return Reply(
        "\n\n".join(lines),
        citations=(found.runbook,) if found.runbook is not None and firing else (),
        accounts=tuple(found.accounts) if firing else (),
        language=language,
        again=again,
        page=found.page,
    )


def _text(told: Told, judged: str, hidden: str) -> list[str]:
    """The alert's lines, which are data; its name stands above, where it may."""
    shown = [line for line in judged.splitlines() if line.strip()]
    if not hidden and shown[:1] == [told.name]:
        del shown[0]
    return ["\\\n".join(map(plain, shown))] if shown else []


def _steps(found: AlertAnswer, hidden: str, language: str) -> list[str]:
    """The runbook's, or the one sentence in the place of what may not be shown."""
    if found.runbook is not None or not found.steps:
        return steps_of(found, language)
    only_steps = found.withheld == "level" and hidden != "level"
    return [found.steps] if only_steps else []

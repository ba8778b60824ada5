"""What can be wrong with the bots, for `hush doctor` and for their start: the service, each platform.

Invariant: reads only; every finding that is not well says what to do. Deliberately elsewhere: a
platform's own checks.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from bots.asking import Asker, Refused
from bots.client import HttpService, where
from bots.log import tell
from bots.message import Closing, Finding
from bots.platforms import PLATFORMS
from bots.settings import Settings
from bots.words import say

SERVICE = "bots: service"


async def all_of(settings: Settings, language: str) -> list[Finding]:
    """Every finding, of all configured platforms."""
    return [one async for _, one, _ in findings(settings, settings.configured, language)]


async def findings(
    settings: Settings, names: Sequence[str], language: str
) -> AsyncIterator[tuple[str, Finding, bool]]:
    """Each finding with its platform ("" for none), and whether it is that platform's first."""
    async for finding in _service(settings, language):
        yield "", finding, False
    for finding in _alerts(settings, language):
        yield "", finding, False
    for name in names:
        first, platform = True, PLATFORMS[name](settings)
        try:
            async for finding in platform.checks(language):
                yield name, finding, first
                first = False
        except Exception as error:  # a check never stops the others
            tell("check_failed", "error", name=name, error=type(error).__name__)
            said = say("crashed", language, error=type(error).__name__)
            yield name, Finding(name, False, said), first
        finally:
            if isinstance(platform, Closing):
                await platform.close()


async def _service(settings: Settings, language: str) -> AsyncIterator[Finding]:
    place = where(settings)

    def finding(code: str, *, well: bool = False, **said: object) -> Finding:
        return Finding(SERVICE, well, say(code, language, where=place, **said))

    try:
        async with HttpService(settings) as client:
            if "act" not in (await client.scopes()):
                yield finding("check_service_act")
                return
            yield finding("check_service_ok", well=True)
            for place_ in settings.bots.places:
                if place_.partition(":")[0] in settings.configured:
                    known = (await client.who(Asker(place=place_))).place_known
                    code = "check_place_ok" if known else "check_place_unknown"
                    yield Finding("bots: alerts", known, say(code, language, place=place_))
    except Refused as problem:
        match problem.code:
            case "refused_key":
                yield finding("check_service_key")
            case "address":
                yield finding("check_service_address")
            case _:
                yield finding("check_service_down")


def _alerts(settings: Settings, language: str) -> list[Finding]:
    bots, told = settings.bots, list[str]()
    if bots.alerts_token.get_secret_value() and not bots.listen:
        told.append(say("check_no_listen", language))
    if bots.listen and bots.places and not bots.alerts_token.get_secret_value():
        told.append(say("check_no_token", language))
    for place in bots.places:
        if (name := place.partition(":")[0]) not in settings.configured:
            told.append(say("check_place_off", language, place=place, name=name))
    return [Finding("bots: alerts", False, said) for said in told]

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
    return [one async for _, one in findings(settings, settings.configured, language)]


async def findings(
    settings: Settings, names: Sequence[str], language: str
) -> AsyncIterator[tuple[str, Finding]]:
    """Each finding with its platform, "" for none."""
    async for finding in _service(settings, language):
        yield "", finding
    for finding in _listening(settings, language):
        yield "", finding
    for name in names:
        platform = PLATFORMS[name](settings)
        try:
            async for finding in platform.checks(language):
                yield name, finding
        except Exception as error:  # a check never stops the others
            tell("check_failed", "error", name=name, error=type(error).__name__)
            said = say("crashed", language, error=type(error).__name__)
            yield name, Finding(name, False, said)
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


def _listening(settings: Settings, language: str) -> list[Finding]:
    bots, told = settings.bots, list[str]()
    token = bool(bots.alerts_token.get_secret_value())
    wanted = token or bool(bots.places)
    missing = {
        "HUSH_BOTS__LISTEN": not bots.listen,
        "HUSH_BOTS__ALERTS_TOKEN": not token,
        "HUSH_BOTS__ALERTS_TO": not bots.places,
    }
    if wanted and any(missing.values()):
        names = ", ".join(name for name, gone in missing.items() if gone)
        told.append(say("check_no_alerts", language, names=names))
    for place in bots.places:
        if (name := place.partition(":")[0]) not in settings.configured:
            told.append(say("check_place_off", language, place=place, name=name))
    return [Finding("bots: alerts", False, said) for said in told]

"""`hush slack`, `hush telegram`, and the bots in `hush up` and `hush doctor`.

Invariant: with `app.cli` the only module of `app` that knows the bots, which it imports when it is
called. Deliberately elsewhere: the bots themselves (`bots.running`), whose words are their own.
"""

from __future__ import annotations

import asyncio
import sys

import typer

from app.health import Check, Health
from app.wording import preferred_language
from index.sentence import Sentence


def run(name: str, *, as_json: bool) -> None:
    """One platform's bot, until a signal."""
    from bots.running import run as running

    raise typer.Exit(running([name], preferred_language(), as_json=as_json))


def command() -> list[str] | None:
    """The process that runs all configured platforms; None where there are none. What is wrong with
    their settings, it says itself."""
    from bots.setting_slips import SettingsWrong, read

    try:
        configured = read().configured
    except SettingsWrong:
        configured = ("",)
    return [sys.executable, "-m", "bots", "--json"] if configured else None


def checks(language: str) -> list[Check]:
    """What can be wrong with the configured platforms, and with the service as they see it."""
    from bots.checking import all_of
    from bots.setting_slips import SettingsWrong, read
    from bots.words import say

    try:
        settings = read()
    except SettingsWrong as wrong:
        return [_check("bots", wrong.sentence(language), well=False)]
    if not settings.configured:
        return [_check("bots", say("check_none", language), well=True)]
    found = asyncio.run(all_of(settings, language))
    return [_check(one.name, one.said, well=one.well) for one in found]


def _check(name: str, said: str, *, well: bool) -> Check:
    return Check(name, Health.OK if well else Health.FAIL, Sentence("{said}", said=said))

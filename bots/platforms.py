"""The platforms by name, made from settings. Another one is a folder and a line here.

Invariant: a platform's libraries are imported when it is made, not before. Deliberately elsewhere:
what a platform is (`message.Platform`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bots.alerts import is_alert
from bots.message import Platform
from bots.settings import Settings

VARIABLES: Mapping[str, str] = {
    "slack": "HUSH_SLACK__BOT_TOKEN",
    "telegram": "HUSH_TELEGRAM__TOKEN",
}
"""What configures each."""
COMMAND: Mapping[str, str] = {"slack": "/hush ", "telegram": "/"}
"""What a command begins with, as a person types it."""
BRIEF = frozenset({"telegram"})
"""Read on a phone: sources are shown on demand."""


def _slack(settings: Settings) -> Platform:
    from bots.slack.platform import Slack

    return Slack(
        settings.slack,
        settings.folder,
        listen=settings.bots.listen,
        places=settings.bots.places,
        is_alert=is_alert,
    )


def _telegram(settings: Settings) -> Platform:
    from bots.telegram.platform import Telegram

    return Telegram(
        settings.telegram, settings.folder, places=settings.bots.places, is_alert=is_alert
    )


PLATFORMS: Mapping[str, Callable[[Settings], Platform]] = {"slack": _slack, "telegram": _telegram}


def command_of(platform: str) -> str:
    """What a command begins with there."""
    return COMMAND.get(platform, "")


def guests(settings: Settings) -> frozenset[str]:
    """The platforms that answer accounts nobody knows, from what is for everyone."""
    return frozenset({"slack"} | ({"telegram"} if settings.telegram.guests else set()))

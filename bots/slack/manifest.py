"""The app's manifest, made from what the code listens to and calls.

Invariant: every event, command, shortcut and scope here is used, and all that are used are here.
`python -m bots.slack.manifest` prints it for Socket Mode, with an address for HTTP.
Deliberately elsewhere: the listeners (`listeners`), the methods (`calls`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from bots.slack.calls import SCOPES
from bots.slack.incoming import COMMANDS
from bots.slack.listeners import COMMAND, EVENTS, PROMPTS, SHORTCUT
from bots.words import say

PATH = "/slack/events"
LISTENING_SCOPES = {
    "app_mention": "app_mentions:read",
    "assistant_thread_context_changed": "assistant:write",
    "assistant_thread_started": "assistant:write",
    "channel_shared": "channels:read",
    "channel_unshared": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
}
"""Event -> the scope that it needs."""
NAME = "Hush"
DESCRIPTION = "Answers from the company's own docs"


def scopes() -> list[str]:
    """The bot scopes: of the methods, the events and the command."""
    called = {scope for needed in SCOPES.values() for scope in needed}
    return sorted({*called, *LISTENING_SCOPES.values(), "commands"})


def manifest(url: str = "") -> dict[str, Any]:
    """The manifest; with a `url` for HTTP mode, else for Socket Mode."""
    posted = url.rstrip("/") + PATH if url else ""
    address = {"request_url": posted} if posted else {}
    return {
        "display_information": {
            "name": NAME,
            "description": DESCRIPTION,
            "background_color": "#1f2933",
        },
        "features": _features(posted),
        "oauth_config": {"scopes": {"bot": scopes()}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS), **address},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not posted,
            "token_rotation_enabled": False,
        },
    }


def _features(posted: str) -> dict[str, Any]:
    """What people see of the app; Slack posts the command to `posted`, where that is not empty."""
    prompts = [say(code, "en") for code in PROMPTS]
    shortcut = {
        "name": "Ask Hush about this",
        "type": "message",
        "callback_id": SHORTCUT,
        "description": "The runbook for an alert, a log or a question",
    }
    command = {
        "command": COMMAND,
        "description": DESCRIPTION,
        "usage_hint": f"[{'|'.join(COMMANDS)}] …",
        "should_escape": True,
        **({"url": posted} if posted else {}),
    }
    return {
        "app_home": {
            "home_tab_enabled": False,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "assistant_view": {
            "assistant_description": DESCRIPTION,
            "suggested_prompts": [{"title": line, "message": line} for line in prompts],
        },
        "bot_user": {"display_name": NAME.lower(), "always_online": True},
        "shortcuts": [shortcut],
        "slash_commands": [command],
    }


def main(arguments: Sequence[str]) -> int:
    """Print it."""
    if len(arguments) > 1 or (arguments and not arguments[0].startswith("https://")):
        sys.stderr.write("usage: python -m bots.slack.manifest [https://ADDRESS]\n")
        return 2
    sys.stdout.write(json.dumps(manifest(*arguments), indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The service at `HUSH_SERVICE__URL`, for commands that report, and a word where they do not ask it.

Invariant: nobody takes this machine's home for that service's: a command either asks the service or
says on stderr, once, whose data it is about. Deliberately elsewhere: asking (`remote_client`), the
commands that answer (`door`).
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass

from app.commands.door import chosen
from app.remote_client import RemoteClient
from app.settings import Settings
from app.wording import preferred_language, sentence
from index.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What it says, as the admin of the key."""

    client: RemoteClient

    def got(self, path: str) -> dict[str, object]:
        """An object of one of its addresses. Raises `ServiceFailed`."""
        return asyncio.run(self.client.got(path))


def elsewhere() -> Elsewhere | None:
    """The service that the settings name; None without one."""
    settings = chosen()
    return Elsewhere(RemoteClient(settings.service)) if settings.service.url else None


def this_home(settings: Settings | None = None) -> None:
    """Say that a command is about this machine's home, where somebody may take it for another's."""
    settings = settings or chosen()
    if settings.service.url:
        said = Sentence(
            "this is about {home} on this machine, not about the service at {url} "
            "(HUSH_SERVICE__URL)",
            home=settings.home,
            url=settings.service.url,
        )
        print(f"hush: {sentence(said, preferred_language())}", file=sys.stderr)

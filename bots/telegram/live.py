"""What Telegram makes live by itself in a plain text: addresses, names, commands.

Invariant (law 14): wherever Telegram's own reading finds a link, `live` finds it too, and rather more
than that; what it finds is shown as code, which Telegram leaves alone and a phone copies with a tap.
Deliberately elsewhere: links that may stand (`render`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LIVE = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:/\S+"  # any scheme, tg: and ton: too
    r"|(?<!\w)@\w+"  # a name, which would be notified
    r"|(?<![\w/])/\w\S*"  # a command, or a path that would read as one
    r"|(?:[\w.+%-]+@)?(?:[\w-]+\.)+[^\W\d_]\w\S*"  # a host, also of an e-mail; .md and .sh too
    r"|(?:[\w.+%-]+@)?(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d)\S*"
    r"|(?:tg|ton|mailto|tel):\S+",
    re.IGNORECASE,
)
_AFTER = ".,;:!?…)]}>»”\"'’*_~|"


def live(text: str) -> Iterator[tuple[int, int]]:
    """Where they stand, in code points, in order."""
    for match in _LIVE.finditer(text):
        end = match.start() + len(match.group().rstrip(_AFTER))
        if end > match.start():
            yield match.start(), end

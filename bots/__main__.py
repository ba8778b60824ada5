"""`python -m bots [slack] [telegram] [--json]`: the bots, until a signal.

Invariant: what it is given is read here and nowhere else. Deliberately elsewhere: running them, and
the exit codes (`running`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from bots.running import run
from bots.words import say

_LANGUAGES = ("HUSH_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def main(arguments: Sequence[str]) -> int:
    """Runs the named platforms, or all that are configured."""
    as_json = "--json" in arguments
    names = [one for one in arguments if one != "--json"]
    spoken = next(filter(None, map(os.environ.get, _LANGUAGES)), "")
    language = "ru" if spoken.lower().startswith("ru") and not as_json else "en"
    if {"-h", "--help"} & set(names):
        print(say("start_usage", language))  # noqa: T201
        return 0
    return run(names, language, as_json=as_json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

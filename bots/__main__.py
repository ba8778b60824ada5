"""`python -m bots [slack] [telegram] [--json]`: the bots, until a signal. See `running`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from bots.running import run


def main(arguments: Sequence[str]) -> int:
    """Runs the named platforms, or all that are configured."""
    as_json = "--json" in arguments
    names = [one for one in arguments if one != "--json"]
    spoken = os.environ.get("HUSH_LANGUAGE") or os.environ.get("LANG", "")
    language = "ru" if spoken.lower().startswith("ru") and not as_json else "en"
    return run(names, language, as_json=as_json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

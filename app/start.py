"""Entry point of the console script: as little as possible before Ctrl-C is handled.

Deliberately elsewhere: everything (`cli`).
"""

from __future__ import annotations

import gc
import sys

_NEW_OBJECTS = 50_000
"""Between two looks for garbage: models and a large dictionary are made of objects that stay."""


def collect_rarely() -> None:
    """Look for garbage seldom."""
    gc.set_threshold(_NEW_OBJECTS, 20, 50)


def main() -> None:
    """Load the command line and run it."""
    collect_rarely()
    try:
        from app.cli import main as run
    except KeyboardInterrupt:
        from app.wording import preferred_language, say

        sys.stderr.write(f"hush: {say('stopped', preferred_language())}\n")
        raise SystemExit(130) from None
    run()

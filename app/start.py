"""Entry point of the console script: as little as possible before Ctrl-C is handled.

Deliberately elsewhere: everything (`cli`).
"""

from __future__ import annotations

import sys


def main() -> None:
    """Load the command line and run it."""
    try:
        from app.cli import main as run
    except KeyboardInterrupt:
        from app.wording import preferred_language, say

        sys.stderr.write(f"hush: {say('stopped', preferred_language())}\n")
        raise SystemExit(130) from None
    run()

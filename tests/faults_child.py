"""`python -m tests.faults_child WHAT BASE_URL FOLDER`: one question in a process of its own.

"killed": a detector ends this process without a word. "disk full", "disk nearly full": no file can
grow beyond what it has now, or by a few bytes only.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import sys
from dataclasses import replace
from pathlib import Path

from tests.faults import Broken, Parts, asked, cloud_settings, desk_of

_FEW = 40


def main(what: str, base_url: str, folder: Path) -> None:
    """Answer, and print lane, text and what the person was told."""
    parts = Parts(folder, cloud_settings(base_url))
    if what == "killed":
        killer = Broken(lambda _: os.kill(os.getpid(), signal.SIGKILL))
        parts = replace(parts, detectors=(*parts.detectors, killer))
    else:
        folder.mkdir(parents=True, exist_ok=True)
        room = 0 if what == "disk full" else _FEW
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, most))
    final = asyncio.run(asked(desk_of(parts)))
    told = " ".join((final.reason, *final.warnings))
    sys.stdout.write(
        json.dumps({"lane": final.lane.value, "text": final.text, "told": told}) + "\n"
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))

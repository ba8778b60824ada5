"""One run of the command line: exit codes, and a sentence for every failure.

Exit codes: 0 done, 1 an error, 2 wrong usage, 130 interrupted. Invariant: no traceback and no text
of a document, a question or a model reaches the terminal from here; an unforeseen error is named by
its type and place only (law 8).
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from pathlib import Path
from types import FrameType

import typer
from typer.exceptions import TyperException

FAILED, USAGE, INTERRUPTED = 1, 2, 130


def run(app: typer.Typer) -> int:
    """Run the command line of this process and return its exit code."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except TyperException as error:  # wrong usage: it knows how to say so
        getattr(error, "show", error.format_message)()
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        print("hush: interrupted; what was finished is kept", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        return report(error)


def report(error: Exception) -> int:
    """Print one sentence for an error, on stderr, and as JSON where that was asked for."""
    sentence = describe(error)
    print(f"hush: {sentence}", file=sys.stderr)
    if "--json" in sys.argv:
        print(json.dumps({"error": sentence}, ensure_ascii=False))
    if os.environ.get("HUSH_DEBUG"):
        traceback.print_exc()
    return FAILED


def describe(error: Exception) -> str:
    """A sentence for a person: ours as they are, settings by name, others by type and place."""
    from pydantic import ValidationError

    from app.wording import preferred_language, sentence

    worded = sentence(error, preferred_language())
    if worded is not None:
        return worded
    if isinstance(error, ValidationError):
        return "; ".join(_setting(problem["loc"], problem["msg"]) for problem in error.errors())
    frame = traceback.extract_tb(error.__traceback__)[-1:]
    place = f" at {Path(frame[0].filename).name}:{frame[0].lineno}" if frame else ""
    return (
        f"unexpected {type(error).__name__}{place}; this is a defect of Hush. "
        "HUSH_DEBUG=1 prints the traceback (it may quote a document: do not paste it in public)"
    )


def _setting(location: tuple[int | str, ...], problem: str) -> str:
    if problem == "Extra inputs are not permitted":
        problem = "there is no such setting; see the table in README"
    name = "HUSH_" + "__".join(str(step).upper() for step in location)
    return f"setting {name} (hush.toml: {'.'.join(map(str, location))}) is not valid: {problem}"


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt

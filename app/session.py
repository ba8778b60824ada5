"""One run of the command line: exit codes, and a sentence for every failure.

Exit codes: 0 done, 1 an error, 2 wrong usage, 130 interrupted. Invariant: no traceback and no text
of a document, a question or a model reaches the terminal from here; an unforeseen error is named by
its type and place only, one of the system by its path and number (law 8). People read their own
language, scripts English. Deliberately elsewhere: the words (`wording`, `setting_problems`).
"""

from __future__ import annotations

import io
import os
import signal
import sys
import traceback
from pathlib import Path
from types import FrameType

import typer
from typer.exceptions import TyperException

from index.sentence import Explained, Sentence

FAILED, USAGE, INTERRUPTED = 1, 2, 130


def run(app: typer.Typer) -> int:
    """Run the command line of this process and return its exit code."""
    signal.signal(signal.SIGTERM, _terminate)
    if sys.stdout is None:  # closed by the shell (`>&-`)
        return _no_output()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
        if code == INTERRUPTED:  # typer's word for a KeyboardInterrupt, too
            _say_interrupted()
        return code if isinstance(code, int) else 0
    except TyperException as error:  # wrong usage: it knows how to say so
        getattr(error, "show", error.format_message)()
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        _say_interrupted()
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        return report(error)


def _no_output() -> int:
    from app.wording import preferred_language, say

    print(f"hush: {say('no_output', preferred_language())}", file=sys.stderr)
    return FAILED


def _say_interrupted() -> None:
    from app.wording import preferred_language, say

    code = "interrupted" if sys.argv[1:2] in (["ingest"], ["reindex"]) else "stopped"
    print(f"hush: {say(code, preferred_language())}", file=sys.stderr)


def report(error: Exception) -> int:
    """Print one sentence for an error: on stderr in the person's language, in JSON in English."""
    from app.commands.output import emit, visible
    from app.wording import preferred_language, sentence

    said = describe(error)
    print(f"hush: {visible(sentence(said, preferred_language()))}", file=sys.stderr)
    if "--json" in sys.argv:
        emit({"error": said})
    if os.environ.get("HUSH_DEBUG"):
        traceback.print_exc()
    return FAILED


def describe(error: Exception) -> Sentence:
    """What went wrong: our own words as they are, settings by name, others by type and place."""
    if isinstance(error, Explained):
        return error.sentence
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        from app.setting_problems import joined, problem_of

        problems = error.errors(include_url=False, include_input=False)
        return joined(
            [problem_of(p["loc"], p["type"], p.get("ctx", {}), p["msg"]) for p in problems]
        )
    if isinstance(error, OSError) and error.errno and error.filename:
        return Sentence(
            "{path}: {why}; check the path, its rights and the room on the disk",
            path=error.filename,
            why=os.strerror(error.errno),
        )
    if isinstance(error, OSError) and error.errno:
        return Sentence(
            "{why}; check the room on the disk and where the output goes",
            why=os.strerror(error.errno),
        )
    return Sentence(
        "unexpected {error} at {place}; this is a defect of Hush. "
        "HUSH_DEBUG=1 prints the traceback (it may quote a document: do not paste it in public)",
        error=type(error).__name__,
        place=_place(error),
    )


def _place(error: Exception) -> str:
    """File and line where it arose."""
    frame = traceback.extract_tb(error.__traceback__)[-1:]
    if not frame:
        return Sentence("an unknown place")
    return f"{Path(frame[0].filename).name}:{frame[0].lineno}"


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    """As Ctrl-C, by which a running event loop ends what it is at; it may be ignored by now."""
    if callable(signal.getsignal(signal.SIGINT)):
        signal.raise_signal(signal.SIGINT)
    else:
        raise KeyboardInterrupt

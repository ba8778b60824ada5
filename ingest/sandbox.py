"""Parsers of foreign formats run in a limited child process.

Invariant: whatever a file does to its parser (crash, hang, memory, a try at the network), the
parent gets text or a `FileFailure`, and the next file is parsed. The child has an empty
environment, no network, no right to write files or start programs, and limits on memory, CPU and
wall-clock time. One child serves many files, because a start costs as much as many files; after a
failure that may have hurt it a fresh one is started. Works on Linux and macOS (where the limit on
memory is not enforced by the system). Deliberately elsewhere: the formats (`ingest.formats`).

Wire: a request is a header line of JSON and the file's bytes, an answer is one line of JSON. A file
may have taken the child over: an answer of another shape is none.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from types import TracebackType
from typing import IO, Self

from index.sentence import Sentence
from ingest.errors import FileFailure
from ingest.reasons import heard, to_json

_MEGABYTE = 1024 * 1024
_LONGEST_ANSWER = 256 * _MEGABYTE
_FORBIDDEN = (
    *("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn"),
    *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.kill"),
    *("shutil.", "os.chmod", "os.chown", "os.truncate", "ftplib.", "smtplib."),
)
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from ingest.sandbox import serve; serve(int(sys.argv[2]))"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` for one file, wall-clock and CPU; `megabytes` of address space for the child."""

    seconds: float
    megabytes: int


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the child said of a file; `hurt`: it ends after it."""

    markdown: str = field(default="", repr=False)
    title: str | None = field(default=None, repr=False)
    aside: dict[str, object] = field(default_factory=dict, repr=False)
    reason: Sentence | None = None
    hurt: bool = False


@cache
def shared(limits: Limits) -> Sandbox:
    """This process's sandbox with these limits; ended when the process ends."""
    sandbox = Sandbox(limits)
    atexit.register(sandbox.close)
    return sandbox


class Sandbox:
    """A child process, started when first needed. For one thread at a time: others wait.

    `program` is the child's Python; it is given the import path and the megabytes as arguments.
    """

    def __init__(self, limits: Limits, program: str = _START) -> None:
        self._limits = limits
        self._program = program
        self._child: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def parse(self, suffix: str, content: bytes) -> tuple[str, str | None, dict[str, object]]:
        """Markdown, title and aside of `FORMATS[suffix].parse(content)`, run in the child.
        Raises `FileFailure`."""
        with self._turn:
            try:
                answer = self._ask(suffix, content)
            except BaseException:
                self.close()
                raise
            if answer.hurt:
                self.close()
        if answer.reason is not None:
            raise FileFailure(answer.reason)
        return answer.markdown, answer.title, answer.aside

    @property
    def pid(self) -> int | None:
        """The child's process id, `None` before it is needed."""
        return None if self._child is None else self._child.pid

    def close(self) -> None:
        """End the child, whatever it is doing."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        child.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, suffix: str, content: bytes) -> _Answer:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = _start(self._program, self._limits.megabytes)
        child = self._child
        late = threading.Event()
        timer = threading.Timer(self._limits.seconds, _end, (child, late))
        timer.daemon = True
        timer.start()
        try:
            line = _exchange(child, suffix, content, self._limits.seconds)
        finally:
            timer.cancel()
        if not line.endswith(b"\n"):
            raise FileFailure(self._why(child, late.is_set(), len(line)))
        return _understood(line)

    def _why(self, child: subprocess.Popen[bytes], late: bool, length: int) -> Sentence:
        if length >= _LONGEST_ANSWER:
            return Sentence("The file holds far too much text; split it.")
        if late or child.wait() == -signal.SIGXCPU:
            return Sentence(
                "The parser took more than {seconds:g} s (HUSH_INGEST__TIMEOUT); "
                "split the file or save it in a simpler form.",
                seconds=self._limits.seconds,
            )
        return Sentence(
            "The parser of this format crashed on the file; save it again or leave it out."
        )


def _understood(line: bytes) -> _Answer:
    with suppress(ValueError, RecursionError):
        match json.loads(line):
            case {"reason": dict(reason), "hurt": bool(hurt)}:
                return _Answer(reason=heard(reason), hurt=hurt)
            case {"markdown": str(markdown), "title": str() | None as title, "aside": dict(aside)}:
                return _Answer(markdown, title, aside)
    raise FileFailure("The parser of this format gave no answer; save the file again.")


def _end(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _start(program: str, megabytes: int) -> subprocess.Popen[bytes]:
    path = json.dumps([os.path.abspath(entry) for entry in sys.path])  # noqa: PTH100
    return subprocess.Popen(  # noqa: S603 (this interpreter, our own code)
        [sys.executable, "-E", "-s", "-B", "-c", program, path, str(megabytes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        start_new_session=True,
    )


def _exchange(child: subprocess.Popen[bytes], suffix: str, content: bytes, seconds: float) -> bytes:
    assert child.stdin is not None
    assert child.stdout is not None
    header = {"suffix": suffix, "bytes": len(content), "seconds": seconds}
    with suppress(BrokenPipeError):
        child.stdin.write(json.dumps(header).encode() + b"\n" + content)
        child.stdin.flush()
    return child.stdout.readline(_LONGEST_ANSWER)


def serve(megabytes: int) -> None:
    """The child's whole life: limits first, then one file after another until the pipe closes."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    _limit(megabytes)
    while header := requests.readline():
        request = json.loads(header)
        _limit_processor(request["seconds"])
        hurt = _answer(request["suffix"], requests.read(request["bytes"]), answers, megabytes)
        answers.flush()
        if hurt:
            return


def _answer(suffix: str, content: bytes, answers: IO[bytes], megabytes: int) -> bool:
    """Write the answer for one file. Returns whether the child should end after it."""
    from ingest.formats import FORMATS

    reason, hurt = None, False
    try:
        converted = FORMATS[suffix].parse(content)
        answer = {
            "markdown": converted.markdown,
            "title": converted.title,
            "aside": dict(converted.aside),
        }
        answers.write(json.dumps(answer).encode() + b"\n")
    except FileFailure as failure:
        reason = failure.sentence
    except MemoryError:
        hurt = True
        reason = Sentence(
            "The parser needs more than {megabytes} MB (HUSH_INGEST__MEMORY_MEGABYTES); "
            "split the file or raise the limit.",
            megabytes=megabytes,
        )
    except RecursionError:
        reason = Sentence("The file is nested too deeply; save it in a simpler form.")
    except Exception as error:
        reason = Sentence(
            "The {format} file is broken ({failure}); save it again.",
            format=FORMATS[suffix].name,
            failure=type(error).__name__,
        )
    if reason is not None:
        refusal = {"reason": to_json(reason), "hurt": hurt}
        answers.write(json.dumps(refusal).encode() + b"\n")
    return hurt


def _limit(megabytes: int) -> None:
    """No more memory than this, no written files, no core; no network and no programs."""
    for name, most in (
        (resource.RLIMIT_AS, megabytes * _MEGABYTE),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(name, (most, most))
    sys.addaudithook(_refuse)


def _limit_processor(seconds: float) -> None:
    """CPU time for the next file; what earlier files used is not counted."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
    flags = arguments[2] if event == "open" else 0
    if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        raise PermissionError(event)

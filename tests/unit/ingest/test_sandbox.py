"""Whatever a file does to its parser, the parent gets a reason, and the next file is parsed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import FileFailure
from ingest.sandbox import Limits, Sandbox, shared

PAGE = b"<h1>Title</h1><p>text</p>"

_HOSTILE = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from ingest import formats, sandbox
from ingest.formats.converted import Converted

def parse(content):
    exec(content.decode(), {})
    return Converted("done")

formats.FORMATS = {".x": formats.Format("test", parse, isolated=True)}
sandbox.serve(int(sys.argv[2]))
"""


_ECHO = """
import json, sys
while header := sys.stdin.buffer.readline():
    sys.stdout.buffer.write(sys.stdin.buffer.read(json.loads(header)["bytes"]) + b"\\n")
    sys.stdout.buffer.flush()
"""
"""A child that a file has taken over: the file is the answer."""


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """The real child, with short limits."""
    with Sandbox(Limits(20, 1024)) as box:
        yield box


def hostile(seconds: float = 20, megabytes: int = 1024) -> Sandbox:
    """A sandbox whose one format runs the file as Python: the worst parser there can be."""
    return Sandbox(Limits(seconds, megabytes), program=_HOSTILE)


def test_one_child_serves_many_files(sandbox: Sandbox) -> None:
    assert sandbox.parse(".html", PAGE) == ("# Title\n\ntext\n", "Title", {})
    first = sandbox.pid
    assert sandbox.parse(".html", PAGE)[1] == "Title"
    assert sandbox.pid == first is not None


def test_a_refused_file_does_not_end_the_child(sandbox: Sandbox) -> None:
    with pytest.raises(FileFailure, match="broken"):
        sandbox.parse(".pdf", b"%PDF-1.7")
    first = sandbox.pid
    assert sandbox.parse(".html", PAGE)[1] == "Title"
    assert sandbox.pid == first


def test_a_reason_comes_with_template_and_fields(sandbox: Sandbox) -> None:
    with pytest.raises(FileFailure) as failure:
        sandbox.parse(".docx", b"PK")
    assert failure.value.sentence.template.startswith("The docx is broken")
    with hostile() as box, pytest.raises(FileFailure) as failure:
        box.parse(".x", b"raise RuntimeError('secret words')")
    assert (
        failure.value.sentence.template == "The {format} file is broken ({failure}); save it again."
    )
    assert failure.value.sentence.fields == {"format": "test", "failure": "RuntimeError"}


def test_an_answer_of_the_right_shape_is_taken() -> None:
    with Sandbox(Limits(20, 1024), program=_ECHO) as box:
        assert box.parse(".x", b'{"markdown": "a", "title": null, "aside": {}}') == ("a", None, {})
        answer = {"reason": {"template": "It has {n}.", "fields": {"n": 3}}, "hurt": False}
        with pytest.raises(FileFailure, match=r"It has 3\."):
            box.parse(".x", json.dumps(answer).encode())


@pytest.mark.parametrize(
    "answer",
    [
        b"not json",
        b"[" * 100_000,
        b"9" * 5000,
        b"[]",
        b"{}",
        b'{"markdown": null, "title": "a"}',
        b'{"markdown": "a", "title": 3}',
        b'{"markdown": "a"}',
        b'{"reason": "secret words", "hurt": false}',
        b'{"reason": {"template": "a", "fields": {}}, "hurt": "no"}',
        b'{"reason": {"template": "{x.__class__}", "fields": {"x": 1}}, "hurt": false}',
        b'{"reason": {"template": "secret {x}", "fields": {}}, "hurt": false}',
        b'{"reason": {"template": "{x}", "fields": {"x": ["secret"]}}, "hurt": false}',
    ],
)
def test_an_answer_of_another_shape_is_none_and_ends_the_child(answer: bytes) -> None:
    with Sandbox(Limits(20, 1024), program=_ECHO) as box:
        with pytest.raises(FileFailure, match="gave no answer") as failure:
            box.parse(".x", answer)
        assert failure.value.__cause__ is None
        assert box.pid is None
        assert box.parse(".x", b'{"markdown": "a", "title": "b", "aside": {}}') == ("a", "b", {})


def test_a_large_file_goes_through_the_pipe(sandbox: Sandbox) -> None:
    text = b"<p>" + b"word " * 200 + b"</p>"
    assert sandbox.parse(".html", text * 3000)[0].count("word") == 600_000


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import os; os._exit(1)", "crashed"),
        ("import os, signal; signal.raise_signal(signal.SIGSEGV)", "crashed"),
        ("raise RuntimeError('secret words of the document')", "broken"),
        ("def f(): f()\nf()", "nested too deeply"),
    ],
)
def test_a_crash_is_a_reason_and_the_next_file_is_parsed(code: str, reason: str) -> None:
    with hostile() as box:
        with pytest.raises(FileFailure, match=reason) as failure:
            box.parse(".x", code.encode())
        assert "secret" not in str(failure.value)
        assert box.parse(".x", b"pass") == ("done", None, {})


@pytest.mark.parametrize("code", ["import time; time.sleep(60)", "while True: pass"])
def test_a_hang_ends_in_time(code: str) -> None:
    with hostile(seconds=1.5) as box:
        start = time.monotonic()
        with pytest.raises(FileFailure, match="more than"):
            box.parse(".x", code.encode())
        assert time.monotonic() - start < 8


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not enforce RLIMIT_AS")
def test_memory_is_limited() -> None:
    with hostile(megabytes=700) as box:
        with pytest.raises(FileFailure, match="needs more than 700 MB"):
            box.parse(".x", b"x = bytearray(10**9)")
        assert box.parse(".x", b"pass")[0] == "done"


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "open('/tmp/hush-was-here', 'w')",
        "import os; os.remove('/tmp/hush-was-here')",
    ],
)
def test_network_programs_and_writing_are_refused(code: str) -> None:
    with hostile() as box, pytest.raises(FileFailure, match="PermissionError"):
        box.parse(".x", code.encode())
    assert not Path("/tmp/hush-was-here").exists()


def test_the_environment_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUSH_CLOUD__API_KEY", "sk-something")
    with hostile() as box:
        box.parse(".x", b"import os\nassert 'HUSH_CLOUD__API_KEY' not in os.environ")


def test_what_a_parser_prints_does_not_reach_the_answer() -> None:
    with hostile() as box:
        code = b"import sys\nprint('{}', flush=True)\nsys.stderr.write('text')"
        assert box.parse(".x", code)[0] == "done"


def test_a_long_life_does_not_use_up_the_processor_limit() -> None:
    busy = b"""
import resource, time
used = resource.getrusage(resource.RUSAGE_SELF)
left = resource.getrlimit(resource.RLIMIT_CPU)[0] - used.ru_utime - used.ru_stime
assert 20 <= left <= 22
end = time.process_time() + 2.2
while time.process_time() < end: pass
"""
    with hostile() as box:
        assert box.parse(".x", busy) == box.parse(".x", busy)


def test_an_interrupt_ends_the_child() -> None:
    with hostile() as box:
        assert box.parse(".x", b"pass")[0] == "done"
        pid = box.pid
        assert pid is not None
        main = threading.main_thread().ident
        assert main is not None
        timer = threading.Timer(0.5, signal.pthread_kill, (main, signal.SIGINT))
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            box.parse(".x", b"import time; time.sleep(60)")
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_the_child_ends_with_its_parent() -> None:
    code = (
        "import sys, json; sys.path[:] = json.loads(sys.argv[1])\n"
        "from ingest.sandbox import Limits, shared\n"
        "box = shared(Limits(20, 1024)); box.parse('.html', b'<p>x</p>'); print(box.pid)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, json.dumps([str(Path.cwd()), *sys.path])],
        capture_output=True,
        check=True,
    )
    with pytest.raises(ProcessLookupError):
        os.kill(int(ran.stdout), 0)


def test_the_shared_sandbox_is_one_for_the_same_limits() -> None:
    assert shared(Limits(1, 300)) is shared(Limits(1, 300))

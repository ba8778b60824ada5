"""A failure is one sentence: people read it in their language, scripts in English."""

from __future__ import annotations

import asyncio
import errno
import io
import json
import os
import signal
import sys
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
import typer

from app.commands import asking
from app.dialogue import Piece, Token
from app.errors import HushError, ModelTimeout
from app.session import FAILED, INTERRUPTED, describe, report, run
from app.translation import in_russian

LATE = ModelTimeout(
    "{name} did not finish within {seconds:g} s; raise HUSH_LOCAL__TIMEOUT or take a smaller model",
    name="m",
    seconds=2.50,
)


@pytest.mark.parametrize(
    ("spoken", "words"),
    [("en", "did not finish within 2.5 s"), ("ru", "не успела ответить за 2.5")],
)
def test_people_read_their_language_and_scripts_english(
    spoken: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUSH_LANGUAGE", spoken)
    monkeypatch.setattr(sys, "argv", ["hush", "ask", "x", "--json"])
    assert report(LATE) == FAILED
    written = capsys.readouterr()
    assert written.err.startswith("hush: m") or spoken == "ru"
    assert words in written.err
    assert "did not finish" in json.loads(written.out)["error"]


def test_a_path_with_odd_bytes_does_not_break_the_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["hush", "scan", "x", "--json"])
    report(HushError("{path}", path=Path(os.fsdecode(b"/x/\xff"))))
    written = capsys.readouterr()
    assert json.loads(written.out) == {"error": "/x/\udcff"}
    assert written.err == "hush: /x/?\n"


def test_an_unforeseen_error_is_named_by_type_and_place_only() -> None:
    try:
        raise ValueError("text of a document")
    except ValueError as error:
        said = describe(error)
    assert said.startswith("unexpected ValueError at test_session.py:")
    assert "document: do not paste" in said and "text of" not in said
    assert in_russian(said).startswith("непредвиденная ошибка ValueError (test_session.py:")
    assert "место неизвестно" in in_russian(describe(ValueError("x")))


def test_an_error_of_the_system_says_path_and_reason() -> None:
    said = describe(OSError(errno.ENOSPC, "the text of a page", "/state/x"))
    assert said.startswith("/state/x: No space left on device; check")
    assert in_russian(said).startswith("/state/x: на диске нет места; проверьте")
    assert "unexpected" in describe(OSError("the text of a page"))


@pytest.mark.parametrize(
    ("command", "words"),
    [("ingest", "hush: прервано; сделанное сохранено"), ("ask", "hush: прервано\n")],
)
def test_an_interruption_is_said_in_the_persons_language(
    command: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = typer.Typer()

    @app.command()
    def stop(_command: str) -> None:
        raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(sys, "argv", ["hush", command])
    monkeypatch.setenv("HUSH_LANGUAGE", "ru")
    try:
        assert run(app) == INTERRUPTED
    finally:
        signal.signal(signal.SIGTERM, before)
    assert capsys.readouterr().err.startswith(words)


@pytest.mark.parametrize("ignored", [False, True])
def test_a_termination_ends_what_runs_as_ctrl_c_does(
    ignored: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A loop cancels its task, which has its time to end; where Ctrl-C is ignored it is cut."""
    app, ended = typer.Typer(), list[str]()

    async def work() -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            await asyncio.sleep(0)
            ended.append("cancelled")
            raise

    @app.command()
    def stop(_command: str) -> None:
        with asyncio.Runner() as runner:
            runner.run(work())

    before = [signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)]
    monkeypatch.setattr(sys, "argv", ["hush", "ask"])
    if ignored:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        assert run(app) == INTERRUPTED
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert capsys.readouterr().err == "hush: interrupted\n"
    assert ended or ignored


def test_wrong_usage_that_we_tell_is_said_in_one_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from app.cli import app

    monkeypatch.setenv("HUSH_LANGUAGE", "ru")
    monkeypatch.setattr(sys, "argv", ["hush", "ask"])
    assert run(app) == 2
    said = capsys.readouterr().err
    assert said.startswith("hush: укажите QUESTION") and "Invalid" not in said


def test_the_summary_of_every_command_is_one_line() -> None:
    from app.cli import app

    groups = [app, *(group.typer_instance for group in app.registered_groups)]
    commands = [one for group in groups if group for one in group.registered_commands]
    broken = [
        one.callback.__name__
        for one in commands
        if one.callback and "\n" in (one.callback.__doc__ or "\n").strip().split("\n\n")[0]
    ]
    assert len(commands) > 25 and not broken


class _Nobody(io.StringIO):
    """A pipe whose reader has gone."""

    def write(self, text: str) -> int:
        raise BrokenPipeError(len(text))


def test_an_answer_that_nobody_reads_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """`hush ask ... | head`: its connection is not left to the end of the loop, which would say so."""
    closed: list[bool] = []

    async def pieces() -> AsyncGenerator[Piece, None]:
        try:
            yield Token("words")
        finally:
            closed.append(True)

    async def shown() -> None:
        told = pieces()
        with pytest.raises(BrokenPipeError):
            await asking._shown(told, "en", local_reads=False)
        assert closed == [True]

    monkeypatch.setattr(sys, "stdout", _Nobody())
    asyncio.run(shown())

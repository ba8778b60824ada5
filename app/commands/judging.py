"""`hush scan`: what the gate decides on a text, as if the cloud lane were on."""

from __future__ import annotations

import sys
from pathlib import Path

from app import wiring
from app.commands.asking import misused
from app.commands.explained_page import why
from app.commands.explaining import estimate_record, finding_record
from app.commands.output import Record, each_line, emit, show
from app.errors import SettingsInvalid
from app.explaining import stakes
from app.gate import Decision, Gate
from app.prompt import Prompt
from app.terminal import outgoing_block
from app.wording import because, preferred_language, say
from index.chunk import Sensitivity
from index.sentence import Rejected, Sentence


def scan(file: str | None, label: str, *, as_json: bool, as_jsonl: bool) -> None:
    """Judge one text, or each line of stdin."""
    if as_jsonl and file is not None:
        raise misused(Sentence("give a FILE or --jsonl, not both"))
    try:
        level = _level(label)
    except SettingsInvalid as error:
        raise misused(error.sentence) from None
    with wiring.gate() as gate:
        if as_jsonl:
            each_line("text", lambda text, line: _scanned(gate, text, _own(line, level)))
            return
        text = _text(file)
        prompt = Prompt.of_text(text, level)
        decision = gate.decide(prompt)
        if as_json:
            emit(_scan_record(decision))
        else:
            _show_scan(decision, prompt)


def _level(name: object) -> Sensitivity:
    if not isinstance(name, str):
        raise SettingsInvalid('a "label" is the name of a level, such as "INTERNAL"')
    try:
        return Sensitivity.parse(name)
    except Rejected as error:
        raise SettingsInvalid("label: {problem}", problem=error.sentence) from None


def _own(line: Record, level: Sensitivity) -> Sensitivity:
    own = line.get("label")
    return level if own is None else _level(own)


def _text(file: str | None) -> str:
    """The file's text, or stdin's."""
    try:
        if file is None or file == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return Path(file).read_text(encoding="utf-8-sig")
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise SettingsInvalid(
            "{file} cannot be read ({why}); check the path", file=file, why=why
        ) from None
    except UnicodeDecodeError:
        what = "stdin" if file in (None, "-") else file
        raise SettingsInvalid(
            "{file} is not UTF-8 text; convert it first, for example: iconv -f CP1251 -t UTF-8",
            file=what,
        ) from None


def _scanned(gate: Gate, text: str, level: Sensitivity) -> Record:
    return _scan_record(gate.decide(Prompt.of_text(text, level)))


def _scan_record(decision: Decision) -> Record:
    outgoing = decision.outgoing
    return {
        "sensitivity": decision.verdict.sensitivity.name,
        "findings": [finding_record(finding) for finding in decision.verdict.parts[0].text],
        "lane": "local" if outgoing is None else "cloud",
        "sanitized": None if outgoing is None else outgoing.texts[-1],
        "reason": because(decision.reason, "en", alone=True),
        "estimate": estimate_record(decision.verdict.whole),
    }


def _show_scan(decision: Decision, prompt: Prompt) -> None:
    spoken = preferred_language()
    why_so = because(decision.reason, spoken, alone=True)
    show(f"{decision.verdict.sensitivity.name}: {why_so}.")
    show(f"  {why(stakes(decision, prompt)[-1], spoken)}")
    for finding in decision.verdict.findings:
        span = f"{finding.start}-{finding.end}"
        action = say(f"action_{finding.action.value}", spoken)
        show(f"  {finding.kind:<12} {span:<12} {action:<6} ({finding.detector})")
    if decision.outgoing is None:
        show(say("nothing_leaves", spoken))
    else:
        show(outgoing_block(say("what_would_leave", spoken), decision.outgoing.texts[-1]))

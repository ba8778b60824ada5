"""`hush audit show|verify|export|find|open`: what was decided and sent, and is the record whole."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import typer

from app import wiring
from app.audit.chain import Head
from app.audit.reading import Record, exported, last, masked, records
from app.audit.verifying import Verified, verify
from app.commands.asking import misused
from app.commands.elsewhere import Elsewhere, elsewhere, this_home
from app.commands.output import emit, show
from app.errors import HushError
from app.wording import preferred_language, sentence
from index.sentence import Sentence

_MOST_THERE = 1000
_WORDS = {
    "torn": Sentence("it is no whole record"),
    "mac": Sentence("it was changed, or written by somebody else"),
    "previous": Sentence("a record before it was removed, changed or put elsewhere"),
    "number": Sentence("its number does not follow"),
    "head": Sentence("records were cut off at the end, or the head file was changed"),
    "mended": Sentence("the head did not fit when it was written: records may have been cut off"),
    "anchor": Sentence("it is not the record that the anchor names"),
    "key": Sentence("the audit's key is gone, so nothing can be checked"),
}


def _path() -> Path:
    return wiring.audit_of(wiring.settings()).path


def _here() -> Path:
    """For what a service elsewhere does not do."""
    this_home()
    return _path()


def shown(count: int, *, as_json: bool) -> None:
    """The last records."""
    there = elsewhere()
    chosen = last(_path(), count) if there is None else _last_there(there, count)
    if as_json:
        emit({"records": [dict(record) for record in chosen]})
        return
    if not chosen:
        said = Sentence("Nothing has been recorded yet: `hush ask` leaves the first record.")
        show(sentence(said, preferred_language()))
    for record in chosen:
        show(_line(record))


def _last_there(there: Elsewhere, count: int) -> list[Record]:
    if count > _MOST_THERE:
        said = Sentence(
            "a service elsewhere gives the last {most} records at most", most=_MOST_THERE
        )
        print(f"hush: {sentence(said, preferred_language())}", file=sys.stderr)
    found: Any = there.got(f"/api/audit?last={min(count, _MOST_THERE)}")["records"]
    return list(found)


def _line(record: Record) -> str:
    event, outcome = record.get("event", "?"), record.get("outcome")
    what = f"{event}:{outcome}" if outcome else str(event)
    kinds = ", ".join(map(str, record.get("kinds", ())))
    parts = [
        f"{record.get('n', ''):>6}",
        str(record.get("time", "")),
        f"{what:<18}",
        f"{record.get('lane', ''):<5}",
        f"{record.get('sensitivity', ''):<12}",
        str(record.get("who", "")),
        f"{record.get('reason', '')}{f' ({kinds})' if kinds else ''}",
        str(record.get("host", "")),
        str(record.get("ticket", "")),
    ]
    return " ".join(part for part in parts if part.strip())


def verified(anchor: str | None, *, as_json: bool) -> None:
    """Read every record; exit 1 where one is not as it was written, or is missing."""
    kept = _anchor(anchor)
    there = elsewhere()
    found = verify(_path(), kept) if there is None else _verified_there(there, kept)
    head = f"{found.head.count}:{found.head.last}"
    if as_json:
        said: dict[str, object] = {"ok": found.broken is None, "records": found.head.count}
        said |= {"head": head, "broken": found.broken, "unmarked": found.unmarked}
        emit({**said, "why": found.why or None})
    else:
        for line in _said(found, head):
            show(sentence(line, preferred_language()))
    if found.broken is not None:
        raise typer.Exit(1)


def _verified_there(there: Elsewhere, anchor: Head | None) -> Verified:
    query = f"?anchor={anchor.count}:{anchor.last}" if anchor else ""
    said: Any = there.got(f"/api/audit/verify{query}")
    head = Head(said["records"], said["head"].partition(":")[2])
    return Verified(head, said["broken"], said["why"], said["unmarked"])


def _anchor(text: str | None) -> Head | None:
    if text is None:
        return None
    count, _, last_hash = text.partition(":")
    if not count.isdecimal() or len(last_hash) != 64:
        raise misused(Sentence("an anchor is what `hush audit verify` printed, COUNT:HASH"))
    return Head(int(count), last_hash)


def _said(found: Verified, head: str) -> list[Sentence]:
    if found.broken is not None:
        why = _WORDS.get(found.why, Sentence("it is not as it was written"))
        return [Sentence("Record {number} is broken: {why}.", number=found.broken, why=why)]
    lines = [Sentence("{count} record(s), all as they were written.", count=found.head.count)]
    if found.unmarked:
        lines.append(
            Sentence(
                "{count} of them are older than the house's key and are chained by hash only.",
                count=found.unmarked,
            )
        )
    lines.append(
        Sentence(
            "Keep this elsewhere, and give it to --anchor next time: {head}\n"
            "Without it, an older copy of the whole audit put in its place is not noticed, nor is "
            "whoever can read its key.",
            head=head,
        )
    )
    return lines


def export(style: str, since: str | None) -> None:
    """Records on stdout, as JSON lines or CSV."""
    if style not in ("jsonl", "csv"):
        raise misused(Sentence("--format is jsonl or csv"))
    try:
        day = None if since is None else date.fromisoformat(since)
    except ValueError:
        raise misused(Sentence("--since is a date such as 2026-01-31")) from None
    for line in exported(records(_here(), day), style):
        print(line)


def find(value: str, *, as_json: bool) -> None:
    """The records of requests in which a value was masked, or that asked exactly this."""
    text = sys.stdin.read().strip() if value == "-" else value
    chosen = masked(_here(), text)
    if as_json:
        emit({"records": [dict(record) for record in chosen]})
        return
    for record in chosen:
        show(_line(record))
    show(sentence(_found(len(chosen)), preferred_language()))


def _found(count: int) -> Sentence:
    if count == 0:
        return Sentence(
            "No record: the value was masked in no request, and was no question, as it is "
            "written here."
        )
    return Sentence(
        "{count} record(s): the value was masked in them, or was the question itself.", count=count
    )


def opened(ticket: str) -> None:
    """The exact bytes that left with a ticket, on stdout."""
    this_home()
    seals = wiring.seals_of(wiring.settings())
    if seals is None:
        raise HushError("no key for sealed copies is set; set HUSH_AUDIT__SEAL_KEY")
    sys.stdout.buffer.write(seals.open(ticket) + b"\n")
    sys.stdout.flush()

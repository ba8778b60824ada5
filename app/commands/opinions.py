"""`hush feedback` and `hush gaps`: what was said of answers, and what the docs do not answer.

Invariant: the objects of the service's `/api/feedback` and `/api/gaps`. Here the owner of the
machine reads the records themselves, beside a running service or without one; with
`HUSH_SERVICE__URL` that service is asked. Deliberately elsewhere: what is kept (`records`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from app.commands.door import chosen
from app.commands.output import emit, show
from app.remote_client import RemoteClient
from app.settings import Settings
from app.wording import preferred_language, say

if TYPE_CHECKING:
    from app.records.opening import Records

_NAMED = 3


@contextmanager
def _records(settings: Settings) -> Iterator[Records | None]:
    """What is kept; None where nothing ever was."""
    from app.records.opening import FILE, Records

    if not settings.records.url.get_secret_value() and not (settings.home / FILE).exists():
        yield None
        return
    with closing(Records.of(settings)) as kept:
        yield kept


def _elsewhere(settings: Settings) -> RemoteClient | None:
    return RemoteClient(settings.service) if settings.service.url else None


def feedback(count: int, *, needs_human: bool, as_json: bool) -> None:
    """What was said of answers, the newest first."""
    settings = chosen()
    if (there := _elsewhere(settings)) is not None:
        said: Any = asyncio.run(there.got("/api/feedback"))["feedback"]
        listed = [one for one in said if one["needs_human"] or not needs_human][:count]
    else:
        with _records(settings) as kept:
            wanted = True if needs_human else None
            found = kept.feedback.list(count, needs_human=wanted) if kept else []
            listed = [one.to_json() for one in found]
    if as_json:
        emit({"feedback": listed})
        return
    spoken = preferred_language()
    if not listed:
        show(say("feedback_none", spoken))
    for one in listed:
        show(_line(one, spoken))


def _line(one: Mapping[str, Any], spoken: str) -> str:
    marks = [say(f"feedback_{one['verdict']}", spoken)]
    if one["reason"]:
        marks.append(str(one["reason"]))
    if one["needs_human"]:
        marks.append(say("feedback_needs_human", spoken))
    lines = [
        f"{one['created']}  {', '.join(marks)}",
        f"    {one['question'] or say('feedback_withheld', spoken)}",
    ]
    if one["remark"]:
        lines.append(f"    » {one['remark']}")
    if one["sources"]:
        lines.append(f"    {', '.join(one['sources'])}")
    return "\n".join(lines)


def export() -> None:
    """Answers that were judged, as evaluation cases: JSON lines, the oldest first."""
    settings = chosen()
    if (there := _elsewhere(settings)) is not None:
        for line in asyncio.run(there.text("/api/feedback/export")).splitlines():
            print(line)
        return
    with _records(settings) as kept:
        for line in kept.feedback.export() if kept else ():
            print(line.encode("utf-8", "backslashreplace").decode())


def gaps(count: int, *, as_json: bool) -> None:
    """Questions without an answer, by source and owner."""
    settings = chosen()
    if (there := _elsewhere(settings)) is not None:
        said: Any = asyncio.run(there.got("/api/gaps"))
        said = {**said, "gaps": said["gaps"][:count]}
    else:
        with _records(settings) as kept:
            empty: dict[str, object] = {"gaps": [], "by_source": {}, "by_owner": {}}
            said = kept.gaps.report(last=count).to_json() if kept else empty
    if as_json:
        emit(said)
        return
    for line in _gaps(said, preferred_language()):
        show(line)


def _gaps(said: Mapping[str, Any], spoken: str) -> Iterable[str]:
    if not said["gaps"]:
        yield say("gaps_none", spoken)
        return
    yield say("gaps_questions", spoken)
    for gap in said["gaps"]:
        yield say(
            "gaps_question",
            spoken,
            times=gap["times"],
            askers=gap["askers"],
            last=gap["last"][:10],
            question=gap["question"],
        )
        if gap["sources"]:
            near = ", ".join([*gap["sources"][:_NAMED], *["…"] * (len(gap["sources"]) > _NAMED)])
            yield say("gaps_near", spoken, sources=near)
    for title, counts in (
        ("gaps_by_owner", said["by_owner"]),
        ("gaps_by_source", said["by_source"]),
    ):
        if counts:
            yield say(title, spoken)
        for name, times in counts.items():
            yield f"  {times:>5}  {name or say('no_owner', spoken)}"

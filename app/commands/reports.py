"""How runs, previews and sources look to a person: made from the objects of `--json`.

Invariant: reports are the same in JSON and for people, whoever made them, this process or a service.
Deliberately elsewhere: what a run does (`ingest.sync`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.commands.output import show
from app.wording import preferred_language, say, sentence

_NAMED = 5
"""So many unlabelled documents are named; JSON has all of them."""


def show_preview(preview: Mapping[str, Any]) -> None:
    """Every step that a run would take."""
    spoken = preferred_language()
    steps = [("write", step) for step in preview["write"]]
    steps += [("remove", step) for step in preview["remove"]]
    for kind, step in sorted(steps, key=lambda one: one[1]["source"]):
        what = say(f"step_{kind}", spoken)
        show(f"{what:<8} {step['source']}  ({sentence(step['why'], spoken)})")
    show(say("plan_total", spoken, changes=len(steps), keep=preview["keep"]))
    _show_warnings(preview["warnings"])
    show_failed(preview["failed"])


def show_sources(sources: Sequence[Mapping[str, Any]]) -> None:
    """What is known of every source."""
    spoken = preferred_language()
    if not sources:
        show(say("no_sources", spoken))
        return
    for source in sources:
        show(
            say(
                "status",
                spoken,
                name=source["name"],
                path=source["path"],
                documents=source["documents"],
                chunks=source["chunks"],
                last_run=source["last_run"] or "-",
                outcome=sentence(source["outcome"], spoken),
                failures=len(source["failed"]),
                unlabelled=source["unlabelled"],
                overdue=len(source["review_overdue"]),
            )
        )
        if names := source["unlabelled_sources"]:
            show(say("unlabelled_sources", spoken, names=_named(names)))
        if names := source["review_overdue"]:
            show(say("overdue_sources", spoken, names=_named(names)))
        show_failed(source["failed"])


def _named(sources: Sequence[str]) -> str:
    """The first few of them."""
    return ", ".join([*sources[:_NAMED], *(["…"] if len(sources) > _NAMED else [])])


def show_report(report: Mapping[str, Any]) -> None:
    """What a run did, for people."""
    spoken = preferred_language()
    show(
        say(
            "ingested",
            spoken,
            name=report["name"],
            added=report["added"],
            updated=report["updated"],
            removed=report["removed"],
            unchanged=report["unchanged"],
            chunks=report["chunks"],
            embedded=report["embedded"],
            seconds=f"{report['seconds']:.1f}",
        )
    )
    if report["withdrawn"]:
        show(say("withdrawn", spoken, count=report["withdrawn"]))
    if report["unlabelled"]:
        show(say("unlabelled", spoken, count=report["unlabelled"]))
    if report["ignored"]:
        kinds = ", ".join(f"{suffix or '?'} {count}" for suffix, count in report["ignored"].items())
        show(say("ignored", spoken, kinds=kinds))
    _show_warnings(report["warnings"])
    show_failed(report["failed"])


def _show_warnings(warnings: Sequence[str]) -> None:
    spoken = preferred_language()
    for warning in warnings:
        show(f"{say('warning', spoken)}: {sentence(warning, spoken)}")


def show_failed(failed: Sequence[Mapping[str, Any]]) -> None:
    """A line for each file that could not be used."""
    spoken = preferred_language()
    for item in failed:
        show(f"{say('failed_file', spoken)}: {item['source']}: {sentence(item['reason'], spoken)}")

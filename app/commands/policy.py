"""`hush policy check|show|replay`: is a policy valid, what does it say, what would it have done."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import typer

from app import wiring
from app.audit.reading import last
from app.commands.elsewhere import this_home
from app.commands.output import Record, emit, show
from app.commands.policy_lines import of_chats, of_the_cloud, of_thresholds, thresholds, warnings
from app.confidentiality.policy import CEILINGS, Policy
from app.errors import SettingsInvalid
from app.reading import policy_in, policy_of
from app.replay import Replayed, replay
from app.settings import Settings
from app.wording import preferred_language, say, sentence
from index.chunk import Sensitivity
from index.sentence import Sentence

_EVENTS_PER_QUESTION = 12
"""Lines of the audit that one question leaves at most: attempts with their outcomes."""


def check(file: Path | None, *, as_json: bool) -> None:
    """Say whether a policy is valid and what follows from it; exit 1 where it is refused."""
    settings = wiring.settings()
    try:
        policy = policy_of(settings) if file is None else policy_in(file, settings, "policy")
    except SettingsInvalid as error:
        if as_json:
            emit({"ok": False, "error": error.sentence})
        else:
            refused = Sentence("refused: {problem}", problem=error.sentence)
            show(sentence(refused, preferred_language()))
        raise typer.Exit(1) from None
    if as_json:
        emit({"ok": True, **_record(policy, settings)})
    else:
        _explain(policy, settings)


def shown(*, as_json: bool) -> None:
    """The policy in force."""
    settings = wiring.settings()
    this_home(settings)
    policy = policy_of(settings)
    if as_json:
        emit(_record(policy, settings))
    else:
        _explain(policy, settings)


def replayed(file: Path, count: int, *, as_json: bool) -> None:
    """The last questions of the audit under another policy."""
    settings = wiring.settings()
    this_home(settings)
    policy = policy_in(file, settings, "policy")
    host = urlsplit(settings.cloud.base_url).netloc.lower()
    records = last(wiring.audit_of(settings).path, count * _EVENTS_PER_QUESTION)
    results = replay(records, policy, host)[-count:]
    if as_json:
        emit({"policy": policy.digest, **_counted(results), "questions": list(map(_line, results))})
    else:
        _show_replay(results)


def _record(policy: Policy, settings: Settings) -> Record:
    budget = policy.budget
    return {
        "policy": policy.digest,
        "levels": {level.name: _lane(policy, level) for level in Sensitivity},
        "kinds": {kind: action.value for kind, action in sorted(policy.kinds.items())},
        "use": policy.use.value,
        "difficulty": policy.difficulty,
        "hosts": None if policy.hosts is None else sorted(policy.hosts),
        "budget": {
            "day": budget.day,
            "month": budget.month,
            "currency": budget.currency,
            "groups": dict(budget.groups),
        },
        "prices": {name: [p.input, p.output] for name, p in sorted(policy.prices.items())},
        "probability": policy.probability,
        "probability_in_force": thresholds(policy, settings),
        "ceilings": {name: policy.ceiling_of(name).name for name in CEILINGS},
        "warnings": warnings(policy, settings),
    }


def _lane(policy: Policy, level: Sensitivity) -> str:
    return "cloud" if policy.highest is not None and level <= policy.highest else "local"


def _explain(policy: Policy, settings: Settings) -> None:
    spoken = preferred_language()
    lines = [Sentence("Policy {digest}, no looser than the laws.", digest=policy.digest)]
    for level in Sensitivity:
        leaves = _lane(policy, level) == "cloud"
        lines.append(
            Sentence("  {level}: may leave once sanitised", level=level.name)
            if leaves
            else Sentence("  {level}: stays inside", level=level.name)
        )
    for kind, action in sorted(policy.kinds.items()):
        lines.append(Sentence("  {kind}: {action}", kind=kind, action=action.value))
    lines += [*of_chats(policy), *of_the_cloud(policy), *of_thresholds(policy, settings)]
    for line in lines:
        show(sentence(line, spoken))
    for warning in warnings(policy, settings):
        show(f"{say('warning', spoken)}: {sentence(warning, spoken)}")


def _counted(results: list[Replayed]) -> Record:
    moved = Counter(f"{r.then}_to_{r.now}" for r in results if r.now not in (None, r.then))
    return {
        "count": len(results),
        "same": sum(r.now == r.then for r in results),
        "cloud_to_local": moved["cloud_to_local"],
        "local_to_cloud": moved["local_to_cloud"],
        "unjudged": sum(r.now is None for r in results),
    }


def _line(result: Replayed) -> Record:
    return {
        "question": result.question,
        "time": result.time,
        "then": result.then,
        "now": result.now,
        "why": result.why,
    }


_WHY_NOT = {
    "level": Sentence("the record holds no level"),
    "kinds": Sentence("the record does not say which kinds were found, or who kept them inside"),
    "probability": Sentence("the record holds no probability"),
    "difficulty": Sentence("the record holds no difficulty"),
    "cost": Sentence("the record holds no cost in this currency"),
    "never_sanitised": Sentence("it was kept inside before it was sanitised and read by the guard"),
}


def _show_replay(results: list[Replayed]) -> None:
    spoken = preferred_language()
    for result in results:
        now = result.now or "?"
        why = _WHY_NOT.get(result.why) if result.now is None else None
        said = sentence(why, spoken) if why is not None else result.why
        show(f"{result.time:<30} {result.then:>5} -> {now:<5} {result.question} ({said})")
    total = Sentence(
        "{count} question(s): {same} the same, {inside} now inside, {outside} now outside, "
        "{unjudged} cannot be judged. Nothing was sent.",
        **{
            name: _counted(results)[key]
            for name, key in (
                ("count", "count"),
                ("same", "same"),
                ("inside", "cloud_to_local"),
                ("outside", "local_to_cloud"),
                ("unjudged", "unjudged"),
            )
        },
    )
    show(sentence(total, spoken))

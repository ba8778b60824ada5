"""What a policy means for the cloud, in lines: its use, hosts, money and thresholds.

Invariant: the thresholds are those in force: the classifier's own or the policy's, whichever is
stricter. Deliberately elsewhere: levels and kinds, and showing all of it (`policy`).
"""

from __future__ import annotations

from collections.abc import Iterator

from app import classifier_file
from app.allowance import host_allowed, price_missing
from app.confidentiality.policy import CEILINGS, Policy, Use
from app.errors import ClassifierUnusable
from app.house_checks import HOST_REFUSED, NO_PRICE
from app.settings import Settings
from index.sentence import Sentence

_LANGUAGES = {"en": Sentence("English"), "ru": Sentence("Russian")}


def of_the_cloud(policy: Policy) -> Iterator[Sentence]:
    """Use, difficulty, hosts, budget and prices."""
    yield Sentence("  use of the cloud: {use}", use=policy.use.value)
    if policy.use is Use.WHEN_NEEDED:
        yield Sentence("  from a difficulty of {difficulty:g} on", difficulty=policy.difficulty)
    if policy.hosts is not None:
        hosts = ", ".join(sorted(policy.hosts)) or "-"
        yield Sentence("  cloud hosts allowed: {hosts}", hosts=hosts)
    budget = policy.budget
    for limit, period in (
        (budget.day, Sentence("a day")),
        (budget.month, Sentence("a month")),
    ):
        if limit is not None:
            yield Sentence(
                "  at most {limit:g} {currency} {period}",
                limit=limit,
                currency=budget.currency,
                period=period,
            )
    for group, most in budget.groups:
        yield Sentence(
            "  at most {limit:g} {currency} a month for the group {group}",
            limit=most,
            currency=budget.currency,
            group=group,
        )
    for model, price in sorted(policy.prices.items()):
        yield Sentence(
            "  {model}: {input:g} {currency} a million tokens in, {output:g} out",
            model=model,
            input=price.input,
            output=price.output,
            currency=budget.currency,
        )


def of_chats(policy: Policy) -> Iterator[Sentence]:
    """What each chat platform may show."""
    for platform in CEILINGS:
        level = policy.ceiling_of(platform).name
        yield Sentence("  {platform} shows {level} at most", platform=platform, level=level)


def thresholds(policy: Policy, settings: Settings) -> dict[str, float]:
    """By language, the probability from which a text stays inside; 0 without a classifier."""
    own = _own(settings)
    if policy.probability is None:
        return own
    return {language: min(low, policy.probability) for language, low in own.items()}


def _own(settings: Settings) -> dict[str, float]:
    """From `low` on the classifier is unsure, which is enough to stay inside."""
    try:
        scales = classifier_file.read(classifier_file.chosen(settings)).scales
    except ClassifierUnusable:
        return dict.fromkeys(_LANGUAGES, 0.0)
    return {language: scale.low for language, scale in scales.items()}


def of_thresholds(policy: Policy, settings: Settings) -> Iterator[Sentence]:
    """From which probability on a text of each language stays inside, and who says so."""
    own = _own(settings)
    for language, limit in thresholds(policy, settings).items():
        yield Sentence(
            "  {language} text stays inside from a probability of {limit:.3g} on ({whose})",
            language=_LANGUAGES[language],
            limit=limit,
            whose=Sentence("the classifier's own")
            if limit == own[language]
            else Sentence("the policy's"),
        )
    if policy.probability is not None and policy.probability > max(own.values()):
        yield Sentence(
            "  the policy's {probability:g} changes nothing: the classifier's own is stricter",
            probability=policy.probability,
        )


def warnings(policy: Policy, settings: Settings) -> list[Sentence]:
    """What keeps every question inside, though nobody may have meant it to."""
    found = []
    if settings.cloud.base_url and not host_allowed(policy, settings.cloud):
        found.append(HOST_REFUSED)
    if policy.use is not Use.NEVER and price_missing(policy, settings.cloud):
        found.append(NO_PRICE)
    return found

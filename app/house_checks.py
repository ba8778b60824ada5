"""What the organisation wrote, as `hush doctor` sees it: dictionary, policy, the cloud lane.

Invariant: as in `doctor`; nothing is sent, no key and no term is shown. A setting that keeps
everything inside without a word is told, by the same functions that decide it (`allowance`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from app.allowance import host_allowed, price_missing
from app.confidentiality.detectors.dictionary import Term, contradictions
from app.errors import SettingsInvalid
from app.health import Check, Health
from app.reading import policy_of, terms_of
from app.settings import CloudSettings, Settings
from index.sentence import Sentence

_PAIRS = 5
"""Contradictory pairs that are named; the rest is counted."""


HOST_REFUSED = Sentence(
    "the policy's cloud.hosts do not name the configured cloud host, so every answer is local; "
    "add it there"
)
NO_PRICE = Sentence(
    "the policy has a budget but no price for the cloud model, so every answer is local; "
    "add [prices.default] with input and output"
)


def cloud_lane(settings: Settings) -> Iterator[Check]:
    """Whether the cloud lane is whole, and whether the policy ever lets it be used."""
    cloud = settings.cloud
    missing = [
        name
        for name, value in (
            ("HUSH_CLOUD__BASE_URL", cloud.base_url),
            ("HUSH_CLOUD__API_KEY", cloud.api_key.get_secret_value()),
            ("HUSH_CLOUD__MODEL", cloud.model),
        )
        if not value
    ]
    if len(missing) == 3:
        yield Check("cloud lane", Health.OK, Sentence("off; every answer is local"))
    elif missing:
        said = Sentence("half configured; set {names} too", names=", ".join(missing))
        yield Check("cloud lane", Health.FAIL, said)
    else:
        yield _address(cloud)
        yield from _unused(settings)


def _address(cloud: CloudSettings) -> Check:
    from app.models.request import address

    try:
        host = urlsplit(address(cloud)).hostname
    except SettingsInvalid as error:
        return Check("cloud lane", Health.FAIL, error.sentence)
    said = Sentence(
        "{model} at {host}, key present (not shown), not contacted", model=cloud.model, host=host
    )
    return Check("cloud lane", Health.OK, said)


def _unused(settings: Settings) -> Iterator[Check]:
    """What in the policy keeps every question from the configured cloud."""
    try:
        policy = policy_of(settings)
    except SettingsInvalid:  # told where the policy is looked at
        return
    if not host_allowed(policy, settings.cloud):
        yield Check("cloud lane", Health.WARN, HOST_REFUSED)
    if price_missing(policy, settings.cloud):
        yield Check("cloud lane", Health.WARN, NO_PRICE)


def organisation(settings: Settings) -> Iterator[Check]:
    """The dictionary and the policy: whether they can be read, and what contradicts itself."""
    if settings.terms is None:
        said = Sentence(
            "no dictionary, so names that only your organisation knows may leave unmasked: its own "
            "name, its customers and its projects; write them into a file, one a line, "
            "and set HUSH_TERMS to its path"
        )
        yield Check("terms", Health.WARN, said)
    else:
        terms = terms_of(settings)
        said = Sentence("{count} terms from {path}", count=len(terms), path=settings.terms)
        yield Check("terms", Health.OK, said)
        yield from _contradictory(terms)
    policy_of(settings)
    default = settings.policy is None
    said = Sentence("the laws' default") if default else Sentence("{path}", path=settings.policy)
    yield Check("policy", Health.OK, said)


def _contradictory(terms: Sequence[Term]) -> Iterator[Check]:
    if pairs := contradictions(terms):
        named = ", ".join(f"{first}/{second}" for first, second in pairs[:_PAIRS])
        said = Sentence(
            "{count} entries name what an earlier one names, with another action or level "
            "({pairs}); the stricter counts, so keep only that",
            count=len(pairs),
            pairs=named + (", ..." if len(pairs) > _PAIRS else ""),
        )
        yield Check("terms", Health.WARN, said)

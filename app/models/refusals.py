"""What an HTTP status of a cloud model means for whoever asked: our error, which says what to do.

Invariant: nothing of the response's body is read or shown. Deliberately elsewhere: what is tried
again (`cloud`).
"""

from __future__ import annotations

import email.utils
import time

from app.errors import ModelBroken, ModelFailure, ModelRefused


def retry_after(value: str, default: float) -> float:
    """Seconds of a Retry-After header: a number or an HTTP date."""
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return default


def refusal(status: int, host: str, wait: float = 0.0) -> ModelFailure:
    """Our error for this HTTP status of the cloud model at `host`, which asked for a `wait` in
    seconds, which is not said."""
    at: dict[str, object] = {"host": host, "status": status, "wait": wait}
    if status in (401, 403):
        return ModelRefused(
            "the cloud model at {host} refused the key (HTTP {status}); check HUSH_CLOUD__API_KEY",
            **at,
        )
    if status == 404:
        return ModelRefused(
            "the cloud model at {host} does not know the model (HTTP {status}); check "
            "HUSH_CLOUD__MODEL and HUSH_CLOUD__BASE_URL",
            **at,
        )
    if status == 429:
        return ModelRefused(
            "the cloud model at {host} takes no more requests (HTTP {status}); wait, or check the "
            "account's limits",
            **at,
        )
    if status >= 500:
        return ModelBroken(
            "the cloud model at {host} has an error of its own (HTTP {status}); ask again later",
            **at,
        )
    if status < 400:
        return ModelRefused(
            "the cloud model at {host} answered with a redirect (HTTP {status}), which is never "
            "followed; set HUSH_CLOUD__BASE_URL to the final address",
            **at,
        )
    return ModelRefused(
        "the cloud model at {host} did not take the request (HTTP {status}); check "
        "HUSH_CLOUD__MODEL, or lower HUSH_CLOUD__MAX_TOKENS and HUSH_ANSWER__PROMPT_CHARACTERS",
        **at,
    )

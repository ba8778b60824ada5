"""Settings of the running service that protect it: limits of who asks, secrets of who may push.

Invariant: as `settings`. Deliberately elsewhere: how limits are kept (`api.limiting`), what a push
does (`api.hooks`).
"""

from __future__ import annotations

from pydantic import Field, SecretStr, field_validator

from index.sentence import Rejected
from index.settings import Section

_SHORTEST_SECRET = 16


class LimitSettings(Section):
    """How much one person and one key may ask; 0 for no limit. The owner's socket has none."""

    user_requests: int = Field(240, ge=0, description="requests of one person in a minute")
    key_requests: int = Field(6_000, ge=0, description="requests with one key in a minute")
    user_answers: int = Field(8, ge=0, description="answers for one person at once")
    key_answers: int = Field(512, ge=0, description="answers with one key at once")
    user_tokens_hour: int = Field(
        1_000_000, ge=0, description="tokens, by estimate, for one person in an hour"
    )
    user_tokens_day: int = Field(
        5_000_000, ge=0, description="tokens, by estimate, for one person in a day"
    )
    key_tokens_hour: int = Field(
        100_000_000, ge=0, description="tokens, by estimate, with one key in an hour"
    )
    key_tokens_day: int = Field(
        1_000_000_000, ge=0, description="tokens, by estimate, with one key in a day"
    )
    question_characters: int = Field(
        20_000, ge=100, le=20_000, description="longest question, in characters"
    )


class HookSettings(Section):
    """Push webhooks of GitHub and GitLab, which make Hush look at a source again."""

    secrets: dict[str, SecretStr] = Field(
        default_factory=dict,
        description="secret of each source's webhook, by the source's name: "
        "`HUSH_HOOKS__SECRETS__HANDBOOK`, or `handbook` in `[hooks.secrets]`; a source without one "
        "takes none",
    )

    body_bytes: int = Field(
        26_000_000, ge=1_000, description="longest body of a webhook; it is hashed and never kept"
    )

    @field_validator("secrets")
    @classmethod
    def _long_enough(cls, value: dict[str, SecretStr]) -> dict[str, SecretStr]:
        """A short one would be guessed."""
        if any(len(secret.get_secret_value()) < _SHORTEST_SECRET for secret in value.values()):
            raise Rejected(
                "the secret of a webhook needs 16 characters or more; take the output of "
                "`openssl rand -hex 32`"
            )
        return value

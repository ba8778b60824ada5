"""What Slack says no with, and what that means for whoever waits.

Invariant: a `Failed` carries a code and nothing that somebody wrote. Deliberately elsewhere: sentences
for people (`bots.slack.words`), trying again (`posts`).
"""

from __future__ import annotations

from bots.message import SendFailed

FOR_GOOD = frozenset({
    "channel_not_found", "not_in_channel", "is_archived", "account_inactive", "invalid_auth",
    "not_authed", "token_revoked", "token_expired", "missing_scope", "user_not_found",
    "user_not_in_channel", "cannot_dm_bot", "restricted_action", "thread_not_found",
    "team_access_not_granted", "no_permission", "ekm_access_denied",
    "messages_tab_disabled", "restricted_action_thread_locked", "thread_locked", "access_denied",
    "restricted_action_non_threadable_channel", "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel", "cannot_reply_to_message", "user_disabled",
    "user_not_visible", "users_not_found",
})  # fmt: skip
"""Trying again is of no use, until somebody mends what is `OF_THE_BOT`."""
CLOSED = frozenset({
    "is_archived", "restricted_action", "restricted_action_thread_locked", "thread_locked",
    "restricted_action_non_threadable_channel", "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel", "cannot_reply_to_message",
})  # fmt: skip
"""The bot is there, and may not write."""
OF_THE_BOT = frozenset({
    "account_inactive", "invalid_auth", "not_authed", "token_revoked", "token_expired",
    "missing_scope", "team_access_not_granted", "ekm_access_denied",
})  # fmt: skip
"""Somebody can mend these, with another token or scope: an answer waits for that."""
_MENDED = 60.0
UNSHOWN = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"}
)
"""Slack does not show it so: it is said in plain words then."""
DOUBTFUL = frozenset({"internal_error", "fatal_error", "request_timeout", "service_unavailable"})
"""Slack's word for: perhaps it was done."""


class Failed(Exception):
    """A call that Slack refused (its own `code`), that could not be made (`unreachable`), or whose
    reply was lost (`lost`). `doubtful`: perhaps it was done."""

    def __init__(self, code: str, retry_after: float = 0.0, *, doubtful: bool = False) -> None:
        super().__init__(code)
        self.code, self.retry_after = code, retry_after
        self.doubtful = doubtful or code in DOUBTFUL

    def told(self) -> SendFailed:
        """The same, for the inbox."""
        if self.code in OF_THE_BOT:
            return SendFailed(self.code, _MENDED, maybe=False)
        good = self.code in FOR_GOOD
        return SendFailed(self.code, self.retry_after, for_good=good, maybe=self.doubtful)

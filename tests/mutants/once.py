"""Mutants of exactly once and of what goes wrong around it: a kill, a full disk, a Slack that is away."""

from __future__ import annotations

from tests.mutants import Mutant

_CONNECTION = "tests/unit/bots/test_slack_connection.py"
_INBOX = "tests/unit/bots/test_inbox.py"
_KILLS = "tests/unit/bots/test_kills.py"
_ALERTS = "tests/unit/bots/test_alerts.py"

ONCE = (
    Mutant(
        "an acknowledgement waits for what Slack says of people", "-", "bots/slack/listeners.py",
        "        await accept(message)\n",
        "        await self._people.person(own.team, heard.user)\n        await accept(message)\n",
        (f"{_CONNECTION}::test_an_acknowledgement_waits_for_nothing_that_slack_says",),
    ),
    Mutant(
        "a stored message is one of the company's own channel", "12", "bots/slack/listeners.py",
        "            shared=not heard.private,\n", "",
        (f"{_CONNECTION}::test_who_asked_is_known_when_it_is_answered",),
    ),
    Mutant(
        "members count as guests while Slack is busy", "-", "bots/slack/people.py",
        "self._patiently(method, arguments)", "self._calls.must(method, **arguments)",
        (f"{_CONNECTION}::test_a_busy_slack_is_asked_again_before_somebody_counts_as_a_guest",),
    ),
    Mutant(
        "an address that is over is tried for ever", "-", "bots/slack/socket.py",
        "        while time.monotonic() - there < lost:\n", "        while True:\n",
        (f"{_CONNECTION}::test_a_connection_that_is_gone_is_asked_for_anew",),
    ),
    Mutant(
        "a revoked token loses the answers", "-", "bots/slack/failures.py",
        "        if self.code in OF_THE_BOT:\n", "        if False:\n",
        (f"{_CONNECTION}::test_an_answer_waits_for_another_token",),
    ),
    Mutant(
        "it is not noted that a reply may be there", "-", "bots/durable_surface.py",
        '                await self._surely("sending")\n', "",
        (f"{_KILLS}::test_whatever_the_last_step_was_there_is_one_answer",),
    ),
    Mutant(
        "a full disk loses the answer that is about to be sent", "-", "bots/durable_surface.py",
        '                await self._surely("sending")\n', '                await self._keep("sending")\n',
        (f"{_INBOX}::test_a_disk_that_is_full_for_a_while_loses_no_answer",),
    ),
    Mutant(
        "a full disk forgets that a reply is there", "-", "bots/durable_surface.py",
        '            await self._surely("done")', '            await self._keep("done")',
        (f"{_INBOX}::test_a_disk_that_is_full_for_a_while_loses_no_answer",),
    ),
    Mutant(
        "one alert that cannot be posted holds up all", "-", "bots/alerts_in.py",
        "await self._safely(row)", "await self._post(row)",
        (f"{_ALERTS}::test_one_that_cannot_be_posted_holds_up_no_other",),
    ),
)  # fmt: skip
"""What each must turn red."""

"""The count of deliveries of Slack, small: real processes, killed as they take and as they answer."""

from __future__ import annotations

from tests.bench.slack_deliveries import measure


def test_every_message_is_answered_once_whatever_is_killed() -> None:
    row = measure(12, 2, channels=6, model=2.0, spacing=0.2)
    assert row["answered once"] == row["messages"] == row["answers"] == 12, row
    assert row["half ones left"] == row["given up by Slack"] == 0, row
    assert row["refused by Slack"] == 0, row["first refusal"]

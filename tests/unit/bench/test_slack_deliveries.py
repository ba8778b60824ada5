"""The count of deliveries of Slack, small: a real process, killed as it takes and as it answers."""

from __future__ import annotations

from tests.bench.slack_deliveries import Trial, measure


def test_every_message_is_answered_once_whatever_is_killed() -> None:
    made = Trial(12, 2, channels=6, model=2.0, quick=0.5, rate=40.0, spacing=0.2, seconds=60.0)
    row = measure(made)
    assert row["answered once"] == row["messages"] == row["answers"] == 12, row
    assert row["half ones left"] == row["given up by Slack"] == 0, row
    assert row["refused by Slack or the service"] == 0, row["first refusal"]

"""The first steps of a runbook, word for word."""

from __future__ import annotations

import pytest

from app.first_steps import first_steps

BOOK = """## Restart

It happens on Mondays.

1. Look at the pods:

   ```bash
   kubectl get pods -n payments
   ```

2. Restart them:

   ```bash
   kubectl rollout restart deploy/payments
   ```

3. Tell the channel.

Then rest.
"""


def test_steps_begin_with_what_leads_to_them() -> None:
    said = first_steps([BOOK])
    assert said.startswith("It happens on Mondays.\n\n1. Look at the pods:") and said in BOOK
    assert said.endswith("Then rest.")


def test_steps_are_whole_or_not_there() -> None:
    for most in range(0, len(BOOK), 7):
        said = first_steps([BOOK], most)
        assert len(said) <= most and said in BOOK
        assert said.count("```") % 2 == 0
    assert first_steps([BOOK], 120).endswith("kubectl get pods -n payments\n   ```")


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ([], ""),
        ([""], ""),
        (["# Title\n\nWords alone.\n"], "Words alone."),
        (["# Title\n\nWords.\n", "- do\n- then\n"], "- do\n- then"),
        (["```\nrm x\n```\n", "More.\n"], "```\nrm x\n```\nMore."),
        (["Do:\n```\na\n\nb\n```\nEnd.\n"], "Do:\n```\na\n\nb\n```\nEnd."),
    ],
)
def test_what_the_first_steps_are(texts: list[str], said: str) -> None:
    assert first_steps(texts) == said

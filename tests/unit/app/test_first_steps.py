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
        (["- do\n\n## Then\n\n### At last\n"], "- do"),
        (["Do:\n```\na\n\nb\n```\nEnd.\n"], "Do:\n```\na\n\nb\n```\nEnd."),
    ],
)
def test_what_the_first_steps_are(texts: list[str], said: str) -> None:
    assert first_steps(texts) == said


@pytest.mark.parametrize(
    ("symptom", "impact", "diagnosis"),
    [("Symptom", "Impact", "Diagnosis"), ("Симптом", "Влияние", "Диагностика")],
)
def test_what_an_alert_means_is_not_its_first_step(
    symptom: str, impact: str, diagnosis: str
) -> None:
    book = (
        f"## {symptom}\n\n```promql\nup == 0\n```\n\n## {impact}\n\n- SEV2 for all\n- SEV4 for one\n\n"
        f"## {diagnosis}\n\n1. Look:\n\n   ```bash\n   kubectl get pods\n   ```\n"
    )
    assert first_steps([book]).startswith("1. Look:")
    assert first_steps([book.partition(f"## {impact}")[0]]) == "```promql\nup == 0\n```"
    alone = first_steps([book.partition(f"## {diagnosis}")[0]])
    assert alone.startswith("```promql") and alone.endswith("- SEV4 for one")
    later = first_steps([f"## {impact}\n\n- SEV2\n", "2. Restart it.\n"])
    assert later == "2. Restart it."

"""Credentials in prose and rules' own examples: lines found, and clean lines taken for one.

`prose` is CredSweeper's document set; clean lines are its own, those of the other two sets that
are not called a secret, and lines of public pages in which no word speaks of secrets. Generated
lines (`planting`) come on top, since the prose set is small.
"""

from __future__ import annotations

import random
import re

from index.chunk import Finding
from tests.bench.labelled import found, rows
from tests.bench.planting import DEVELOPMENT, TEST, planted
from tests.bench.planting.paragraphs import paragraphs
from tests.bench.proportion import at_least, at_most

_SETS = ("credsweeper_docs", "gitleaks_rules", "detect_secrets_tests")
_LINES = 3000
_TEXTS = 400
_SUSPICIOUS = re.compile(
    r"pass|pwd|secret|token|key|cred|auth|login|sha|hash|certificate|BEGIN|парол|токен|секрет|ключ|логин",
    re.IGNORECASE,
)


def run() -> dict[str, object]:
    """Recall by set, false alarms by set."""
    figures: dict[str, object] = {}
    for name in _SETS:
        labelled = rows("secrets", name)
        target = 0.97 if name == "credsweeper_docs" else None
        wanted = [row["text"] for row in labelled if row["label"] == 1]
        clean = [row["text"] for row in labelled if row["label"] == 0]
        if labelled:
            figures[f"found, {name}"] = at_least(sum(map(credential, wanted)), len(wanted), target)
            figures[f"false alarms, {name}"] = at_most(sum(map(credential, clean)), len(clean))
    for half in (DEVELOPMENT, TEST):
        for language in ("en", "ru"):
            texts = [t for t in planted(7, 3 * _TEXTS, half, language) if not t.maskable]
            hits = sum(credential(text.text) for text in texts)
            figures[f"found, generated {half} {language}"] = at_least(hits, len(texts), 0.97)
    for language in ("en", "ru"):
        if lines := _public(language):
            alarms = sum(map(credential, lines))
            figures[f"false alarms, public lines {language}"] = at_most(alarms, len(lines), 0.005)
    return figures


def credential(text: str) -> bool:
    """Whether a credential is found in the text."""
    return any(map(_is_credential, found(text)))


def _is_credential(finding: Finding) -> bool:
    return finding.kind == "CREDENTIAL"


def _public(language: str) -> list[str]:
    """Lines of public pages of the test half that speak of no secret."""
    pages = paragraphs(language, TEST)
    lines = sorted({line.strip() for page in pages for line in page.splitlines()})
    clean = [line for line in lines if len(line) > 20 and not _SUSPICIOUS.search(line)]
    return random.Random(5).sample(clean, min(_LINES, len(clean)))

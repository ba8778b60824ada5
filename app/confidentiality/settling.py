"""What is read of a passage before anybody asks: `settle()`, and the digest it is known by later.

Invariant: `Known.clean` is only set where every detector has read the masked text and found nothing
in it; what only showed once its neighbour was masked is a finding of the text from then on. A text
that cannot be settled is simply read again at answer time. Deliberately elsewhere: who calls it
(`known`), how the digest is used (`sanitize`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from app.confidentiality.ledger import Draft, Ledger
from app.confidentiality.masking import Masked, Source, mask
from app.confidentiality.merging import merge
from app.confidentiality.placeholders import without_placeholders
from app.confidentiality.surrogates import RESERVED, has_reserved
from app.confidentiality.verdict import Detector, examine
from index.chunk import Action, Finding, Known

_ROUNDS = 4
_NUMBER = re.compile(r"(\u27e6[A-Z_]{1,40}_)[0-9]{1,6}(?=\u27e7)")
_NETTED = re.compile("\u27e6NET_#\u27e7\\.(?=\u27e6IP_#\u27e7)")
_DIGITS = re.compile(r"\d+")
_HEXADECIMAL = re.compile(r"(?<=:)[0-9a-f]{1,4}", re.IGNORECASE)


def clean_digest(masked_text: str) -> str:
    """sha256, in hex, of a masked text with the numbers of its stand-ins left out: which number a
    value got, and whether an address has its network apart, depends on the conversation, and no
    detector reads it."""
    plain = _NETTED.sub("", _NUMBER.sub(r"\1#", masked_text))
    plain = RESERVED.sub(_unnumbered, plain) if has_reserved(plain) else plain
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def settle(text: str, detectors: Sequence[Detector]) -> Known | None:
    """Findings of `text`, with those that show only in its masked form, and the digest of that.

    None where a detector failed or was late. The digest is empty where a finding keeps the text
    inside anyway, or where four readings did not suffice.
    """
    examined = examine(text, detectors)
    findings = examined.findings
    for _ in range(_ROUNDS):
        if examined.unsure:
            return None
        if any(finding.action is Action.LOCAL for finding in findings):
            return Known(findings)
        draft = Ledger().draft()
        masked = mask([Source.of(text, findings)], draft)[0]
        examined = examine(masked.text, detectors)
        more = _more(masked, examined.findings, draft)
        if not more and not examined.unsure:
            return Known(findings, clean=clean_digest(masked.text))
        findings = merge((*findings, *more), text)
    return None if examined.unsure else Known(findings)


def left_over(text: str, finding: Finding, draft: Draft) -> str:
    """What a finding in a masked text holds besides stand-ins of ours; empty if no letter or digit."""
    if draft.is_ours(finding.kind, text[finding.start : finding.end].strip()):
        return ""
    rest = without_placeholders(text, finding.start, finding.end)
    for name in draft.unbracketed:
        if name in rest:
            rest = rest.replace(name, "")
    return rest.strip() if any(map(str.isalnum, rest)) else ""


def _more(masked: Masked, found: Sequence[Finding], draft: Draft) -> list[Finding]:
    """Findings in the masked text, at their places in the original."""
    return [
        Finding(finding.kind, finding.action, start, end, finding.detector)
        for finding in found
        if left_over(masked.text, finding, draft)
        for start, end in masked.origin(finding.start, finding.end)
    ]


def _unnumbered(match: re.Match[str]) -> str:
    if ":" in match[0]:
        return _HEXADECIMAL.sub("#", match[0])
    return _DIGITS.sub("#", match[0])

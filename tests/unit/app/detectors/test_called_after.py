"""What machines, firms and logins are called after, and where such words stay."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.half_names import HalfNames
from app.confidentiality.detectors.handles import Handles
from app.confidentiality.detectors.infrastructure import Infrastructure
from app.confidentiality.detectors.organisations import Organisations
from app.confidentiality.detectors.small_letters import SmallLetters
from app.confidentiality.detectors.unfamiliar import Unfamiliar
from app.confidentiality.verdict import Detector


@pytest.mark.parametrize(
    ("detector", "text", "found"),
    [
        (SmallLetters(), "it eats all ram on tyr", ["tyr"]),
        (SmallLetters(), "the same holds for linden.", ["linden"]),
        (SmallLetters(), "nothing for megatron", ["megatron"]),
        (SmallLetters(), "the linden in the yard", []),
        (SmallLetters(), "session of hayk_ganbold", ["hayk_ganbold"]),
        (SmallLetters(), "zzyxq.conf and read-only and mount_point", []),
        (Infrastructure(), "why is hermes28 stuck", ["hermes28"]),
        (Infrastructure(), "frodo-backup is fine", ["frodo-backup"]),
        (Infrastructure(), "labelled NW-PRINT42", ["NW-PRINT42"]),
        (Infrastructure(), "zeus29 NotReady worker 91d", ["zeus29"]),
        (Infrastructure(), "python3 and utf8 and base64", []),
        (Handles(), "-rw-r--r-- 1 zupanio staff 120 Nov 3 a.txt", ["zupanio"]),
        (Handles(), "-rw-r--r-- 1 root staff 120 Nov 3 a.txt", []),
        (Handles(), "usermod -aG docker zupanio", ["zupanio"]),
        (Handles(), "TODO(b.gurung): drop it", ["b.gurung"]),
        (Organisations(), "For Crimson Credit Union it is off", ["Crimson Credit Union"]),
        (Organisations(), 'x{customer="Anchor"} 91', ["Anchor"]),
        (Organisations(), "company=Chakra Labs&phone=1", ["Chakra Labs"]),
        (Unfamiliar(), "For Baobab the limit is 40", ["Baobab"]),
        (Unfamiliar(), "Click Save. Network traffic grows", []),
        (HalfNames(), "Restart Redis", []),
    ],
)
def test_cases(detector: Detector, text: str, found: list[str]) -> None:
    spans = {text[one.start : one.end] for one in detector.find(text)}
    assert spans == set(found)

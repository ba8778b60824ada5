"""What looks like a credential near a telling word, however it was put: one table of cases."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.secrets import Secrets
from tests.unit.app.detectors.cases import values

CASES = [
    ("the box asks for a password, try b4njo9 or ask Ann", ["b4njo9"]),
    ("пароль для стенда прежний, тот что с кактусом - kaktus77", ["kaktus77"]),
    ("hunter22 still works, same password as last year", ["hunter22"]),
    ("New password as agreed on the phone\nKolbasa#77x", ["Kolbasa#77x"]),
    # nothing of the kind
    ("The password must have 12 characters and is hashed with sha256.", []),
    ("**Password**: the database user's password. Click **Save**.", []),
    ("Rotate the password on the node, then restart k8s in us-east-1.", []),
    ("error code E1042 means that the disk is full", []),
    ("Kolbasa#77x is the name of the build\n\n\nThe password is in Vault.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cases(text: str, expected: list[str]) -> None:
    assert values(Secrets(), text) == expected

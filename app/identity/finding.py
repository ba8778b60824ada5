"""What identity asks of the records: whose key this is, and whether it still is."""

from __future__ import annotations

from collections.abc import Callable

from app.principals import Principal

FindKey = Callable[[str], Principal | None]
"""A key as somebody holds it -> whose it is; None for an unknown, revoked or expired one."""

StillKey = Callable[[str], Principal | None]
"""`key:ID` -> the principal as it is now; None once it is revoked or expired."""

KEY_PREFIX = "hush_"

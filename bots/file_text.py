"""The text of a file that came with a message.

Invariant: pure; what is not text is none. Deliberately elsewhere: fetching it (each platform's
`files`), how much of it fits a question (`replies`).
"""

from __future__ import annotations

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NO_TEXT = frozenset(range(32)) - {
    9,
    10,
    12,
    13,
    27,
}  # logs have colours, which begin with an escape
_LOOKED_AT = 4096


def text_of(raw: bytes) -> str | None:
    """What its mark says, else UTF-8 or the Russian code page of Windows; None where it is no text."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    if b"\x00" in raw or _NO_TEXT & set(raw[:_LOOKED_AT]):
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1251", "replace")

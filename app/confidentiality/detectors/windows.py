"""A text in windows, so that one sensitive sentence is not lost among many harmless ones.

Invariant: the windows are the text, one after the other, none longer than `LONGEST`. They do not
overlap: a cut is made where a paragraph, a line or a sentence ends if one does.
"""

from __future__ import annotations

LONGEST = 400
"""Characters of one window; a text up to half as long again is read whole."""
_ENDS = ("\n\n", "\n", ". ", "? ", "! ", "; ", " ")


def windows(text: str) -> list[str]:
    """The windows of a text, in order; blank ones are left out."""
    pieces: list[str] = []
    start = 0
    while start < len(text):
        stop = _stop(text, start)
        pieces.append(text[start:stop])
        start = stop
    return [piece for piece in pieces if piece.strip()]


def _stop(text: str, start: int) -> int:
    """Where a window that begins at `start` ends: in its second half, at the best end there is."""
    if len(text) - start <= LONGEST * 3 // 2:
        return len(text)
    for end in _ENDS:
        found = text.rfind(end, start + LONGEST // 2, start + LONGEST)
        if found >= 0:
            return found + len(end)
    return start + LONGEST

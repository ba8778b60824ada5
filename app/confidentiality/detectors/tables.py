"""How the detectors' word lists are written down: words with blanks and line ends between them."""

from __future__ import annotations


def words(table: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(table.split())

"""Real paragraphs of the public corpora, by language and half. Empty where the data is absent."""

from __future__ import annotations

import functools
from pathlib import Path

from tests.bench import SHARED
from tests.bench.planting.values import half_of

_FOLDERS = {
    "en": ("gitlab-runbooks", "promop-runbooks", "yandex-cloud-docs-rendered/en"),
    "ru": ("yandex-cloud-docs-rendered/ru",),
}
_SHORTEST, _LONGEST = 120, 900


@functools.cache
def paragraphs(language: str, half: str, folder: str = "") -> tuple[str, ...]:
    """Paragraphs and fences between blank lines, of pages whose hash falls into `half`."""
    found: list[str] = []
    for name in [folder] if folder else _FOLDERS[language]:
        for page in sorted((SHARED / "corpora" / name).rglob("*.md")):
            if half_of(str(page.relative_to(SHARED))) == half:
                found += _pieces(page)
    return tuple(dict.fromkeys(found))


def _pieces(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8", errors="replace")
    pieces = (piece.strip() for piece in text.split("\n\n"))
    return [piece for piece in pieces if _SHORTEST <= len(piece) <= _LONGEST]

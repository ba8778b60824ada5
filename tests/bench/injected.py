"""Five hundred hostile documents and models that obey them: what came of it in text and on a page."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.injected import in_text, on_page
from tests.samples.injected import injected

COUNT = 500


def run() -> Mapping[str, object]:
    """One row for each way to draw an answer; the counts are of all the documents together."""
    cases = injected(COUNT)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        text = asyncio.run(in_text(Path(one), cases))
        page = asyncio.run(on_page(Path(other), cases))
    return (
        {"documents": COUNT}
        | {
            f"text: {name}": text[name]
            for name in ("local", "cloud", "load", "link", "rule", "secret", "plain", "code")
        }
        | {
            f"page: {name}": page[name]
            for name in (
                *("answers", "requests", "foreign requests", "in the DOM", "ran", "rule", "secret"),
            )
        }
    )

"""Where a growing answer has whole blocks."""

from __future__ import annotations

import pytest

from app.api.releasing import whole_blocks


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("One paragraph", ""),
        ("One.\n\n", ""),
        ("One.\n\nT", "One.\n\n"),
        ("One.\n\n1", "One.\n\n"[:0]),
        ("1. one\n\n   more\n\n2. two\n\n", ""),
        ("1. one\n2. two\n\nThen", "1. one\n2. two\n\n"),
        ("Do:\n\n```bash\na\n\nb\n", "Do:\n\n"),
        ("Do:\n\n```bash\na\n\nb\n```\n", "Do:\n\n```bash\na\n\nb\n```\n"),
        ("- do\n\n  ```\n  a\n  ```\n", ""),
        ("| a |\n|---|\n| b |\n\nEnd", "| a |\n|---|\n| b |\n\n"),
    ],
)
def test_whole_blocks(text: str, whole: str) -> None:
    assert text[: whole_blocks(text)] == whole

"""The count of what chats are shown, small: nothing that may not be, and much that may."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.triples import measured


@pytest.mark.parametrize("cloud", [False, True])
async def test_law_12_nothing_is_shown_to_whom_it_is_not_for(tmp_path: Path, cloud: bool) -> None:
    tally = await measured(tmp_path, 30, 2, 12, 5, cloud=cloud)
    assert not tally.wrong, tally.first[:5]
    assert len(tally.triples) > 400 < len(tally.hidden) * 3
    assert tally.shown["ask"] > 20 < tally.shown["search"] and tally.shown["runbook"] > 5

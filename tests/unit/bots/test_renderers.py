"""Generated Markdown on the platforms: taken, whole, nothing live but what may be. The large count is
in `tests.bench.renderers`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bots.message import Reply
from tests.bench.renderers import PLATFORMS, measure, problems
from tests.samples.answers import answer


def test_generated_answers_are_shown_whole_and_nothing_foreign_is_live() -> None:
    for name, row in measure(120).items():
        found = {key: row[key] for key in ("refused", "live", "lost", "code changed")}
        assert not any(found.values()), (name, row["first problem"])


@pytest.mark.parametrize("name", sorted(PLATFORMS))
def test_the_check_sees_what_it_is_for(name: str) -> None:
    written = answer(3)
    seen = PLATFORMS[name](Reply(written.markdown))
    assert list(problems(written, seen)) == []
    word, code = written.words[4], written.code[0].split("\n")[0]
    worse = [
        replace(seen, wrong=["x"]),
        replace(seen, links=["https://evil1.example"]),
        replace(seen, text=seen.text.replace(word, "")),
        replace(seen, code=[one.replace(code, code[1:]) for one in seen.code]),
    ]
    assert [next(problems(written, one)).partition(":")[0] for one in worse] == [
        "refused", "live", "lost", "code was changed",
    ]  # fmt: skip

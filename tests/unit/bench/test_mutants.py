"""The table of mutants fits the code: it cannot rot unnoticed. What catches them is run elsewhere."""

from __future__ import annotations

import ast
from collections import Counter

import pytest

from tests.mutants import ROOT, Mutant, every

MUTANTS = tuple(every())


def test_there_are_many_with_a_name_of_their_own() -> None:
    assert len(MUTANTS) >= 30
    assert [name for name, count in Counter(m.name for m in MUTANTS).items() if count > 1] == []


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_it_applies_to_the_code_as_it_is(mutant: Mutant) -> None:
    mutated = mutant.mutated(ROOT)
    assert mutated != (ROOT / mutant.file).read_text(encoding="utf-8")
    if mutant.file.endswith(".py"):
        ast.parse(mutated)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_its_tests_are_there(mutant: Mutant) -> None:
    for test in mutant.tests:
        file, _, name = test.partition("::")
        assert f"def {name.partition('[')[0]}" in (ROOT / file).read_text(encoding="utf-8")


def test_a_text_that_is_not_there_once_is_refused() -> None:
    with pytest.raises(ValueError, match="stands 0 times"):
        Mutant("x", "1", "app/gate.py", "no such text anywhere", "", ()).mutated(ROOT)

"""Every sentence that is written in the code can be said in Russian, with the same fields."""

from __future__ import annotations

import ast
import errno
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from string import Formatter

import polib  # type: ignore[import-untyped]
import pytest

import app.errors
import index.errors
import ingest.errors
from app.translation import in_russian
from index.sentence import Explained, Rejected, Sentence

ROOT = Path(__file__).resolve().parents[3]
PARTS = ("app", "index", "ingest")
MAKERS = {"Sentence", Rejected.__name__} | {
    name
    for module in (app.errors, index.errors, ingest.errors)
    for name, value in vars(module).items()
    if isinstance(value, type) and issubclass(value, Explained)
}
RUSSIAN_WORD = re.compile("[а-яё]")


def _made(part: str) -> Iterator[tuple[str, ast.Call]]:
    """Every place where an error or a sentence is made, as "file:line" and the call."""
    for path in sorted((ROOT / part).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in MAKERS
            ):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


@lru_cache
def _templates(part: str) -> dict[str, str]:
    """Template -> the first place that has it."""
    found: dict[str, str] = {}
    for place, call in _made(part):
        match call.args:
            case [ast.Constant(value=str() as template), *_] if _has_words(template):
                found.setdefault(template, place)
    return found


def _has_words(template: str) -> bool:
    """Whether there is something to translate beside the fields: `{path}: {problem}` has nothing."""
    return any(re.search("[A-Za-z]", text) for text, *_ in Formatter().parse(template))


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _translated(part: str) -> dict[str, str]:
    catalogue = polib.pofile(str(ROOT / "app" / "locale" / f"ru_{part}.po"))
    return {entry.msgid: entry.msgstr for entry in catalogue}


@pytest.mark.parametrize("part", PARTS)
def test_a_sentence_starts_as_a_literal_so_that_it_can_be_looked_up(part: str) -> None:
    formatted = [place for place, call in _made(part) if isinstance(call.args[0], ast.JoinedStr)]
    assert not formatted, "use a template and fields instead of an f-string"


@pytest.mark.parametrize("part", PARTS)
def test_every_sentence_has_a_translation_and_no_translation_is_stale(part: str) -> None:
    templates, translated = _templates(part), _translated(part)
    missing = {f"{place}: {text}" for text, place in templates.items() if text not in translated}
    assert not missing
    system = {os.strerror(number) for number in errno.errorcode}
    spare = {
        text for text in translated.keys() - templates.keys() - system if len(text.split()) > 3
    }
    assert not spare, "phrases that stand nowhere in the code"


@pytest.mark.parametrize("part", PARTS)
def test_a_translation_is_russian_and_has_the_same_fields(part: str) -> None:
    for english, russian in _translated(part).items():
        assert _fields(english) == _fields(russian), english
        assert RUSSIAN_WORD.search(russian), english


def test_a_sentence_within_a_sentence_is_translated_too() -> None:
    inner = Sentence("The file is empty; save it again or leave it out.")
    outer = Sentence('{path}, table "{table}": {problem}', path="a", table="b", problem=inner)
    assert "The file is empty" in outer
    assert "The file is empty" not in in_russian(outer)


def test_text_in_a_field_is_never_read_as_a_template() -> None:
    assert "{home}" in Sentence("there is no source {name}", name="{home}")
    assert Sentence(Sentence("{name}", name="{x}")) == "{x}"


def test_a_name_in_a_field_is_not_translated_though_a_word_is_the_same() -> None:
    said = Sentence(
        "{folder} cannot be read ({cause})", folder="Permission denied", cause="Permission denied"
    )
    assert in_russian(said).startswith("Permission denied ")
    assert not in_russian(said).endswith("(Permission denied)")

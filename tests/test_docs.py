"""README and `--help` say what is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.readme import README, current

ROOT = README.parent


def test_generated_parts_are_current() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == current(text), "run `make docs`"


def test_readme_opens_with_demo_and_test() -> None:
    opening = "\n".join(README.read_text(encoding="utf-8").splitlines()[:25])
    assert "make demo" in opening
    assert "make test" in opening


def test_every_setting_says_what_it_is() -> None:
    rows = re.findall(
        r"^\| `HUSH_\w+` \|.*\|(.*)\|$", README.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(rows) > 25
    assert all(meaning.strip() for meaning in rows)


def test_every_dependency_is_pinned_and_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = {
        line.partition("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    names = [re.split(r"[\[<>=~ ]", name)[0] for name in project["dependencies"]]
    readme = README.read_text(encoding="utf-8")
    assert names
    assert [name for name in names if name.lower().replace("_", "-") not in pins] == []
    assert [name for name in names if f"`{name}`" not in readme] == []


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "SECURITY.md"])
def test_links_to_files_resolve(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)\)", text)
    assert [link for link in links if not (ROOT / Path(link)).exists()] == []


def test_every_test_that_security_names_exists() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)
    assert len(named) > 30
    missing = [
        f"{file}::{name}"
        for file, name in named
        if not re.search(rf"^(?:async )?def {name}\(", _source(file), re.MULTILINE)
    ]
    assert missing == []


def test_security_has_every_law_and_every_row_of_both_lists() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    laws = {int(number) for number in re.findall(r"^\| (\d+) [a-z]", text, re.MULTILINE)}
    assert laws == {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13}
    rows = re.findall(r"^\| LLM(\d\d) \| LLM(\d\d) \|", text, re.MULTILINE)
    numbers = {f"{number:02}" for number in range(1, 11)}
    assert {old for old, _ in rows} == {new for _, new in rows} == numbers


def _source(file: str) -> str:
    path = ROOT / file
    return path.read_text(encoding="utf-8") if path.is_file() else ""

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


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md"])
def test_links_to_files_resolve(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)\)", text)
    assert [link for link in links if not (ROOT / Path(link)).exists()] == []

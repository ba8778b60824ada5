"""Reads the shipped handbook as files, without any of the code that ingests it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.document import Labels
from ingest.labels import combine, declared_in, load_rules
from ingest.samples import handbook

SAMPLES = Path(__file__).parent
ROOT = handbook()
PAGES = {
    path.relative_to(ROOT).as_posix(): path
    for path in sorted(ROOT.rglob("*"))
    if path.is_file() and path.suffix != ".toml"
}
MARKDOWN = [page for page in PAGES if page.endswith(".md")]
PLANTED: list[dict[str, str]] = tomllib.loads((SAMPLES / "planted.toml").read_text("utf-8"))[
    "planted"
]
EXPECTED: dict[str, dict[str, Any]] = {
    entry["text"]: entry
    for entry in tomllib.loads((SAMPLES / "questions.toml").read_text("utf-8"))["question"]
}
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


def text_of(page: str) -> str:
    return PAGES[page].read_bytes().decode("utf-8").replace("\r\n", "\n")


def front_matter(page: str) -> dict[str, object]:
    found = _FRONT.match(text_of(page))
    return dict(yaml.safe_load(found[1])) if found else {}


def body(page: str) -> str:
    return _FRONT.sub("", text_of(page), count=1)


def labels(page: str) -> Labels:
    rules = load_rules(ROOT, None)
    return combine(rules.declared_for(f"handbook:{page}"), declared_in(front_matter(page)), "staff")


def tokens(page: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(body(page))


def prose(page: str) -> str:
    """Without code."""
    return "\n".join(token.content for token in tokens(page) if token.type == "inline")


def fences() -> Iterator[tuple[str, Token]]:
    for page in MARKDOWN:
        for token in tokens(page):
            if token.type == "fence":
                yield page, token


def of_kind(kind: str) -> list[str]:
    """Planted values of that kind."""
    return [entry["value"] for entry in PLANTED if entry["kind"] == kind]

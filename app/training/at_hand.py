"""Harmless documents that lie on every machine where Hush does: more topics for the labelled set.

The pages of the sample handbook whose owners declared them PUBLIC or INTERNAL, the reference
of Python's language and library, the descriptions of the packages that Hush needs. They are read
where they are, none of them is copied. Invariant: a page is a topic, its windows are the frames,
taken as they are (no slots); no frame stands on two pages. What is missing is left out.
"""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sysconfig
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from pydoc_data import topics as reference

from app.confidentiality.detectors.windows import windows
from app.training.labelled import Topic
from index.chunk import Sensitivity

MOST_FRAMES = 40
"""Windows that are taken of one page, evenly spaced."""

_HANDBOOK = {
    "general": Sensitivity.PUBLIC,
    "onboarding": Sensitivity.INTERNAL,
    "oncall": Sensitivity.INTERNAL,
    "runbooks": Sensitivity.INTERNAL,
    "procedures": Sensitivity.INTERNAL,
    "architecture": Sensitivity.INTERNAL,
}
_MODULES = """
argparse asyncio base64 bisect calendar collections configparser contextlib csv ctypes datetime
decimal difflib doctest email enum fnmatch fractions ftplib functools getpass gettext glob graphlib
gzip hashlib heapq hmac html http imaplib inspect io ipaddress itertools json locale logging mailbox
mimetypes multiprocessing numbers optparse os pathlib pdb pickle platform poplib pprint profile queue
random sched secrets selectors shelve shlex shutil signal smtplib socket socketserver sqlite3 ssl stat
statistics string subprocess tarfile tempfile textwrap threading timeit token tokenize trace traceback
typing unittest urllib uuid venv wave weakref webbrowser wsgiref xml zipfile zoneinfo
"""


def documents() -> tuple[Topic, ...]:
    """Every page as a topic, in the order of their names."""
    found = (*_handbook(), *_reference(), *_library(), *_packages())
    seen: set[str] = set()
    kept: list[Topic] = []
    for topic in sorted(found, key=lambda topic: topic.name):
        fresh = tuple(frame for frame in dict.fromkeys(topic.frames) if frame not in seen)
        seen.update(fresh)
        if fresh:
            kept.append(replace(topic, frames=fresh))
    return tuple(kept)


def _handbook() -> Iterator[Topic]:
    home = files("ingest.samples") / "handbook"
    for folder, level in _HANDBOOK.items():
        for page in sorted((home / folder).iterdir(), key=lambda page: page.name):
            text = _page(page)
            if "sensitivity:" not in text[:400]:  # a page that is stricter than its folder says so
                yield _topic(f"handbook/{folder}/{page.name}", text, level)


def _page(page: Traversable) -> str:
    return page.read_text(encoding="utf-8") if page.name.endswith((".md", ".txt")) else ""


def _reference() -> Iterator[Topic]:
    for name, text in sorted(reference.topics.items()):
        yield _topic(f"reference/{name}", text)


def _library() -> Iterator[Topic]:
    """The docstrings of modules, read without importing them."""
    home = Path(sysconfig.get_paths()["stdlib"])
    for name in _MODULES.split():
        for path in (home / f"{name}.py", home / name / "__init__.py"):
            if path.is_file():
                yield _topic(f"library/{name}", _docstrings(path))


def _docstrings(path: Path) -> str:
    tree = ast.parse(path.read_text(encoding="utf-8", errors="replace"))
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    said = [ast.get_docstring(node) for node in ast.walk(tree) if isinstance(node, kinds)]
    return "\n\n".join(text for text in said if text and len(text) > 60)


def _packages() -> Iterator[Topic]:
    """The descriptions of the packages that Hush needs, as they stand on their pages."""
    try:
        needed = importlib.metadata.requires("hush") or []
    except importlib.metadata.PackageNotFoundError:
        return
    names = {re.split(r"[^A-Za-z0-9_.-]", need)[0] for need in needed}
    for name in sorted(names):
        try:
            described = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        body = described.get_payload() or described.get("Description") or ""  # type: ignore[attr-defined]
        yield _topic(f"package/{name}", str(body))


def _topic(name: str, text: str, level: Sensitivity = Sensitivity.PUBLIC) -> Topic:
    pieces = [piece.strip() for piece in windows(text) if len(piece.strip()) > 40]
    step = max(1, len(pieces) // MOST_FRAMES)
    return Topic(name, level, tuple(pieces[::step][:MOST_FRAMES]), literal=True)

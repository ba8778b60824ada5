"""Who may import whom, where third-party packages may stand, which names are banned.

The tables here are the design's; a failure names file and line.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("app", "bots", "ingest", "index")
BANNED_NAMES = {"utils", "util", "helpers", "common", "misc", "manager", "base"}

# package or module -> what of ours it may import. The longest matching prefix counts.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "bots": ("bots", "app.contract"),
    "app.cli": ("app", "index", "bots"),
    "app.commands.bots": ("app", "index", "bots"),
    "index": ("index",),
    "ingest": ("ingest", "index", "app.confidentiality"),
    "app": ("app", "index"),
    "app.confidentiality": (
        "app.confidentiality",
        "app.prompt",
        "index.chunk",
        "index.script",
        "index.sentence",
    ),
    "app.prompt": ("app.confidentiality.verdict", "app.excerpt", "index"),
    "app.excerpt": ("index",),
    "app.models": (
        "app.models",
        "app.prompt",
        "app.excerpt",
        "app.errors",
        "app.settings",
        "app.grounding",
        "app.commands_in",
        "index",
    ),
    "app.models.cloud": (
        "app.audit",
        "app.confidentiality",
        "app.errors",
        "app.models",
        "app.settings",
        "app.spending",
    ),
    "app.models.attempts": ("app.audit", "app.confidentiality", "app.errors", "app.models"),
    "app.models.transport": ("app.audit", "app.confidentiality", "app.errors"),
    "app.models.request": ("app.confidentiality", "app.errors", "app.settings"),
    "app.commands.sources": ("app", "index", "ingest"),
    "app.commands.demo": ("app", "index", "ingest"),
    "app.commands.taking_in": ("app", "index", "ingest.settings"),
}
# a module of ours -> the only modules that may import it.
ONLY_FROM: dict[str, tuple[str, ...]] = {
    "app.models.cloud": ("app.answering", "app.wiring", "app.gate"),
    "app.retriever": (),
}
# a third-party package -> the only modules that may import it.
PLACES: dict[str, tuple[str, ...]] = {
    "Stemmer": ("index.sparse",),
    "aiohttp": ("bots.slack.wire",),
    "alembic": ("app.records.migrating", "app.records.migrations"),
    "cryptography": ("app.audit.sealing",),
    "fastapi": ("app.api",),
    "gliner": ("app.recogniser",),
    "httpcore": ("index.addresses",),
    "httpcore2": ("index.addresses",),
    "httpx": ("index.addresses", "index.server_engine"),
    "httpx2": (
        "app.models.cloud",
        "app.models.openai_compatible",
        "app.models.transport",
        "app.identity.fetching",
        "app.retriever",
        "app.owner_client",
        "app.service_client",
        "app.contract.reaching",
        "bots.client",
        "bots.client_failures",
        "index.addresses",
    ),
    "huggingface_hub": ("index.pretrained",),
    "itsdangerous": ("app.identity.cookies",),
    "joserfc": ("app.identity.keys", "app.identity.tokens"),
    "langchain_core": (
        "app.models.llama",
        "app.models.llama_chat",
        "app.retriever",
        "index.embedding",
    ),
    "langchain_openai": ("app.models.openai_compatible",),
    "limits": ("app.api.limiting", "app.identity.tries"),
    "llama_cpp": ("app.models.llama_chat",),
    "lxml": ("ingest.formats",),
    "mcp": ("app.mcp_server",),
    "mcp_types": ("app.mcp_server", "app.mcp_tools"),
    "mammoth": ("ingest.formats.docx",),
    "markdown_it": (
        *("bots.slack.inline", "bots.slack.rich", "bots.telegram.render", "ingest.blocks"),
    ),
    "natasha": ("app.confidentiality.detectors.russian_tagger",),
    "numpy": (
        "app.confidentiality.detectors.artefact",
        "app.confidentiality.detectors.classifier",
        "app.confidentiality.detectors.lexical",
        "app.confidentiality.detectors.russian_network",
        "app.confidentiality.detectors.tagger",
        "app.confidentiality.detectors.tagger_features",
        "app.confidentiality.detectors.word_tree",
        "app.training",
        "index.fingerprints",
        "index.multilingual",
        "index.relevance",
        "index.search",
    ),
    "opentelemetry": ("app.tracing",),
    "openai": ("app.models.cloud", "app.models.openai_compatible", "app.models.request"),
    "phonenumbers": ("app.confidentiality.detectors.contacts",),
    "polib": ("app.translation",),
    "prometheus_client": ("app.api.health", "app.api.metrics"),
    "pydantic": (
        "app.models.llama_chat",
        "app.api",
        "app.commands.checking",
        "app.contract",
        "app.mcp_server",
        "app.mcp_tools",
        "app.owner_client",
        "app.reading",
        "app.retriever",
        "app.same_settings",
        "app.service_client",
        "app.service_settings",
        "app.session",
        "app.settings",
        "app.settings_upstream",
        "app.up_settings",
        "app.variables",
        "bots",
        "index.settings",
        "ingest.settings",
    ),
    "pydantic_settings": ("bots.settings", "index.settings"),
    "pymorphy3": (
        "app.confidentiality.detectors.morphology",
        "app.confidentiality.detectors.terms",
    ),
    "pypdf": ("ingest.formats.pdf",),
    "qdrant_client": ("index.server", "index.server_engine"),
    "qdrant_edge": ("index.edge", "index.edge_engine"),
    "rich": ("app.commands",),
    "sentence_transformers": ("index.pretrained",),
    "sentencepiece": ("index.multilingual",),
    "slack_bolt": (
        "bots.slack.http",
        "bots.slack.listeners",
        "bots.slack.platform",
        "bots.slack.socket",
    ),
    "slack_sdk": ("bots.slack.wire",),
    "sqlalchemy": ("app.records",),
    "starlette": (
        "app.api",
        "app.mcp_server",
        "bots.slack.http",
        "bots.telegram.webhook",
        "bots.listening",
        "bots.request_bodies",
    ),
    "telegram": ("bots.telegram",),
    "tenacity": ("app.models.cloud",),
    "torch": (
        "app.doctor",
        "app.recogniser",
        "app.training.fitting",
        "index.embedding",
        "index.multilingual",
        "index.pretrained",
    ),
    "transformers": ("app.recogniser", "index.pretrained"),
    "typer": ("app.cli", "app.commands", "app.session"),
    "uvicorn": ("app.api.connections", "app.api.serving", "bots.listening"),
    "yaml": ("ingest.formats.front_matter",),
}
# the gate does no I/O.
NO_IO = {
    "os", "io", "pathlib", "shutil", "socket", "ssl", "subprocess", "sqlite3", "tempfile",
    "urllib", "http", "asyncio", "multiprocessing", "httpx",
    "httpx2", "openai", "requests",
}  # fmt: skip


@dataclass(frozen=True)
class Import:
    module: str
    path: Path
    line: int
    target: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}: {self.module} imports {self.target}"


def _modules() -> Iterator[tuple[str, Path]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            steps = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(steps[:-1] if steps[-1] == "__init__" else steps), path


def _imports() -> Iterator[Import]:
    for module, path in _modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Import(names=names):
                    for name in names:
                        yield Import(module, path, node.lineno, name.name)
                case ast.ImportFrom(module=str(origin), level=0, names=names):
                    for name in names:
                        full = f"{origin}.{name.name}"
                        yield Import(
                            module, path, node.lineno, full if _is_module(full) else origin
                        )
                case ast.ImportFrom(level=level) if level:
                    yield Import(module, path, node.lineno, "a relative import")


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def _within(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(prefix + ".") for prefix in prefixes)


ALL = list(_imports())


def test_the_walk_sees_the_code() -> None:
    assert len(ALL) > 200
    assert any(item.target == "app.confidentiality.verdict" for item in ALL)


def test_imports_are_absolute() -> None:
    assert [str(item) for item in ALL if item.target == "a relative import"] == []


def test_who_may_import_whom() -> None:
    wrong = []
    for item in ALL:
        if item.target.partition(".")[0] not in (*PACKAGES, "tests"):
            continue
        rule = max((p for p in MAY_IMPORT if _within(item.module, (p,))), key=len)
        if not _within(item.target, MAY_IMPORT[rule]):
            wrong.append(str(item))
    assert wrong == []


def test_modules_with_a_closed_door() -> None:
    wrong = [
        str(item)
        for item in ALL
        for guarded, doors in ONLY_FROM.items()
        if item.target == guarded and item.module not in doors
    ]
    assert wrong == []


def test_third_party_packages_have_their_place() -> None:
    wrong = [
        str(item)
        for item in ALL
        for package, places in PLACES.items()
        if _within(item.target, (package,)) and not _within(item.module, places)
    ]
    assert wrong == []


@pytest.mark.parametrize("package", sorted(PLACES))
def test_every_place_is_used(package: str) -> None:
    assert any(_within(item.target, (package,)) for item in ALL), (
        f"nobody imports {package} any more"
    )


def test_every_third_party_import_has_a_place() -> None:
    known = {*PLACES, *PACKAGES, *sys.stdlib_module_names}
    wrong = [
        str(item)
        for item in ALL
        if item.target != "a relative import" and item.target.partition(".")[0] not in known
    ]
    assert wrong == []


def test_the_gate_does_no_io() -> None:
    wrong = [
        str(item)
        for item in ALL
        if _within(item.module, ("app.confidentiality",)) and item.target.partition(".")[0] in NO_IO
    ]
    assert wrong == []


def test_the_gate_opens_no_file() -> None:
    wrong = []
    for module, path in _modules():
        if not _within(module, ("app.confidentiality",)):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "open"
            ):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert wrong == []


def test_banned_names() -> None:
    wrong = [str(path) for module, path in _modules() if BANNED_NAMES & set(module.split("."))]
    assert wrong == []


def test_no_module_is_empty_but_packages() -> None:
    wrong = [
        str(path)
        for _, path in _modules()
        if path.name != "__init__.py" and not path.read_text(encoding="utf-8").strip()
    ]
    assert wrong == []


def test_every_module_says_what_it_is() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for _, path in _modules()
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert wrong == []

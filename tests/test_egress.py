"""One way out: nothing else of ours can open a connection, and that one asks the guard first.

Law 5, statically: the walk reads the source. `tests/wire/test_sockets.py` watches a running one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.test_architecture import ALL, ROOT, _modules, _within

NETWORK: dict[str, tuple[str, ...]] = {
    "socket": (
        *("index.addresses", "app.api.serving", "app.commands.serving", "app.commands.door"),
        "bots.listening",
    ),
    "ssl": ("app.models.cloud", "app.models.transport", "index.addresses"),
    "httpx": ("index.addresses", "index.server_engine"),
    "httpx2": (
        *("app.models.cloud", "app.models.transport"),
        *("app.models.openai_compatible", "app.identity.fetching", "index.addresses"),
        *("app.service_client", "app.retriever", "app.owner_client", "app.contract.reaching"),
        *("bots.client", "bots.client_failures"),
    ),
    "httpcore": ("index.addresses",),
    "httpcore2": ("index.addresses",),
    "openai": ("app.models.cloud", "app.models.openai_compatible", "app.models.request"),
    "langchain_openai": ("app.models.openai_compatible",),
    "qdrant_client": ("index.server", "index.server_engine"),
    "huggingface_hub": ("index.pretrained",),
    "aiohttp": ("bots.slack.wire",),
    "slack_bolt": (
        *("bots.slack.http", "bots.slack.listeners", "bots.slack.platform"),
        "bots.slack.socket",
    ),
    "slack_sdk": ("bots.slack.wire",),
    "telegram": (
        *("bots.telegram.checks", "bots.telegram.commands", "bots.telegram.files"),
        *("bots.telegram.handlers", "bots.telegram.platform", "bots.telegram.sending"),
        "bots.telegram.wire",
    ),
    "subprocess": ("ingest.sandbox",),
    "ctypes": ("app.models.llama_chat",),
    **dict.fromkeys(
        (
            *("urllib.request", "urllib3", "http.client", "http.server", "requests"),
            *("websockets", "smtplib", "ftplib", "poplib", "imaplib", "telnetlib", "xmlrpc"),
            *("socketserver", "cffi", "paramiko", "grpc", "pycurl", "webbrowser"),
        ),
        (),
    ),
}
"""What can reach another host -> the only modules that may import it.

`index.addresses` connects to loopback and private addresses only (the local server, Qdrant);
`app.identity.fetching` asks the issuer that settings name, through it; `app.service_client` asks
Hush's own service, through it or by the owner's socket, `app.owner_client` by that socket only,
and `bots.client` as the bots' one way to it, by `app.contract.reaching`;
`app.retriever` is for other people's
programs, which ask their service with it, and nothing of ours imports it; `app.api.serving` listens,
and the commands beside it look whether somebody does;
`huggingface_hub` is asked for weights where settings say so; the sandbox's child has no network;
`bots.telegram.wire` makes the bot that asks the Bot API of the settings, those beside it use it;
`ctypes` silences llama.cpp.
"""

MAKES: dict[str, tuple[str, ...]] = {
    "AsyncHTTPTransport": (
        *("app.models.transport", "app.service_client", "app.owner_client", "index.addresses"),
        "app.contract.reaching",
    ),
    "HTTPTransport": ("index.addresses",),
    "AsyncOpenAI": ("app.models.cloud",),
    "OpenAI": (),
    "ChatOpenAI": ("app.models.openai_compatible",),
    "AsyncClient": (
        *("app.models.cloud", "app.retriever", "app.service_client", "index.addresses"),
        *("app.owner_client", "app.contract.reaching"),
    ),
    "Client": ("app.retriever", "index.addresses"),
    "Bot": ("bots.telegram.wire",),
    "HTTPXRequest": (),
    "QdrantClient": ("index.server_engine",),
    "GuardedTransport": ("app.models.cloud",),
    "create_subprocess_exec": ("app.commands.children", "app.commands.up"),
    **dict.fromkeys(
        (
            *("urlopen", "open_connection", "create_connection", "start_server", "urlretrieve"),
            *("create_subprocess_shell", "system", "popen", "execv"),
            *("create_datagram_endpoint", "sock_connect", "fork"),
        ),
        (),
    ),
}
"""What opens a connection, or a program that could -> the only modules that call it."""


def _calls() -> Iterator[tuple[str, str, int, str]]:
    for module, path in _modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                    yield module, str(path.relative_to(ROOT)), node.lineno, name


CALLS = list(_calls())


@pytest.mark.parametrize("name", sorted(NETWORK))
def test_who_may_import_what_reaches_other_hosts(name: str) -> None:
    wrong = [
        str(item)
        for item in ALL
        if _within(item.target, (name,)) and item.module not in NETWORK[name]
    ]
    assert wrong == []


@pytest.mark.parametrize("name", sorted(MAKES))
def test_who_may_open_a_connection(name: str) -> None:
    wrong = [
        f"{path}:{line}: {module} calls {called}"
        for module, path, line, called in CALLS
        if called == name and module not in MAKES[name]
    ]
    assert wrong == []


def test_the_tables_speak_of_what_is_there() -> None:
    used = {name for name, places in MAKES.items() if places}
    assert used <= {called for *_, called in CALLS}


def test_nothing_is_imported_by_a_name_that_a_walk_cannot_read() -> None:
    """`telemetry` alone imports what it switches off."""
    wrong = [
        f"{path}:{line}"
        for module, path, line, called in CALLS
        if called in ("import_module", "__import__", "exec", "eval")
        and module not in ("app.telemetry", "index.multilingual")  # the latter: a torch module's
    ]
    assert wrong == []


def test_only_the_cloud_model_has_the_transport() -> None:
    doors = {item.module for item in ALL if item.target == "app.models.transport"}
    assert doors == {"app.models.cloud"}


def test_the_transport_sends_in_one_place_and_asks_first() -> None:
    tree = ast.parse((ROOT / "app/models/transport.py").read_text("utf-8"))
    sending = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "handle_async_request"
        and ast.unparse(node.value) == "self._wire"
    ]
    assert len(sending) == 1
    [handler] = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.AsyncFunctionDef) and node.name == "handle_async_request"
    ]
    steps = [ast.unparse(step) for step in handler.body]
    asked = next(n for n, step in enumerate(steps) if "self._clear" in step)
    sent = next(n for n, step in enumerate(steps) if "self._wire" in step)
    assert steps[asked].startswith("await ")
    assert asked == sent - 1, "nothing may happen between the leave and the bytes"
    wires = {ast.unparse(node) for node in ast.walk(tree) if "_wire" in getattr(node, "attr", "")}
    assert wires == {"self._wire"}

"""The MCP server: `search_docs`, `read_passage` and `ask` for agents, over stdio and HTTP.

Invariant: read-only; each call is made as the principal of its own request, so what one may not read
is answered exactly as what is not there (law 12). What comes back is above no ceiling: an agent often
runs on somebody else's model. Errors say nothing of a document or a question. No session is kept
between requests. Deliberately elsewhere: what is answered (`service`), who asks (`identity`), the
command (`commands.mcp`), the service from outside (`service_client`).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version
from itertools import count
from typing import Any, Protocol

import mcp_types as types
from mcp import MCPError
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

from app.contract import Done, Hit, PassageText, Wire
from app.mcp_tools import BY_NAME, INSTRUCTIONS, TOOLS, Refused
from app.principals import Principal
from index.chunk import Sensitivity
from index.sentence import Explained

_WHO = "hush.principal"
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_TELL_SECONDS = 5.0
_LONGEST_BODY = 512 * 1024
"""Bytes: a question of 20,000 characters, each of them escaped, and its envelope."""

Describe = Callable[[Exception], str]
"""What an agent is told of an error."""

Identify = Callable[[Request], Awaitable[Principal | None]]
"""Who sent a request; None is answered with 401. What it raises, the application answers."""


class Tools(Protocol):
    """What the tools do; `service` and `service_client` have it."""

    async def search(self, principal: Principal, query: str, k: int) -> list[Hit]:
        """The best passages that this one may read."""
        ...

    async def passage(self, principal: Principal, name: str, /) -> PassageText | None:
        """One passage; None where there is none that this one may read."""
        ...

    async def ask(self, principal: Principal, question: str) -> Done:
        """The whole answer; cancelling it cancels the models' work."""
        ...


def described(error: Exception) -> str:
    """Our own sentences, which hold no content; of anything else nothing."""
    if isinstance(error, Explained):
        return error.sentence
    return "the service failed; its log says more"


def make_server(
    tools: Tools,
    principal: Principal | None = None,
    ceiling: Sensitivity = Sensitivity.CONFIDENTIAL,
    describe: Describe = described,
    tell_seconds: float = _TELL_SECONDS,
) -> Server[Any]:
    """The server. `principal` is who asks over stdio; over HTTP it is the request's own.

    Every `tell_seconds` a caller that asked for progress hears that its call is not done yet.
    """

    async def listed(
        _: ServerRequestContext[Any, Any], __: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[tool.definition() for tool in TOOLS])

    async def called(
        context: ServerRequestContext[Any, Any], asked: types.CallToolRequestParams
    ) -> types.CallToolResult:
        tool = BY_NAME.get(asked.name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, "there is no such tool")
        who = _asking(context, principal)
        try:
            arguments = tool.arguments.model_validate(asked.arguments or {})
            async with _alive(context, tell_seconds):
                return _answered(await tool.call(tools, who, arguments, ceiling))
        except ValidationError as error:
            return _wrong(_places(error, set(tool.arguments.model_fields)))
        except Refused as refused:
            return _wrong(str(refused))
        except Exception as error:
            return _wrong(describe(error))

    server: Server[Any] = Server(
        "hush",
        title="Hush",
        version=version("hush"),
        instructions=INSTRUCTIONS,
        on_list_tools=listed,
        on_call_tool=called,
    )
    server.middleware.clear()  # the SDK's spans are named by what a caller sends (law 8)
    return server


@asynccontextmanager
async def _alive(context: ServerRequestContext[Any, Any], seconds: float) -> AsyncIterator[None]:
    """While a call lasts its caller hears from it, where it asked to: clients give up after a time
    without a word."""

    async def tell() -> None:
        for step in count(1):
            await asyncio.sleep(seconds)
            await context.session.report_progress(step)

    telling = asyncio.create_task(tell())
    try:
        yield
    finally:
        telling.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await telling


def _asking(context: ServerRequestContext[Any, Any], fixed: Principal | None) -> Principal:
    """Over HTTP whom the door let in, never anybody else."""
    request = context.request
    who = fixed if request is None else request.scope.get(_WHO)
    if not isinstance(who, Principal):
        raise MCPError(types.INVALID_REQUEST, "nobody is known to ask")
    return who


def _answered(answer: Wire) -> types.CallToolResult:
    content = answer.model_dump(mode="json")
    text = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace").decode()
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=text)], structured_content=json.loads(text)
    )


def _wrong(said: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=said)], is_error=True)


def _places(error: ValidationError, known: set[str]) -> str:
    """What is wrong with arguments: names of ours and rules, nothing that was sent."""
    found = []
    for problem in error.errors(include_url=False, include_input=False, include_context=False):
        name = str(problem["loc"][0]) if problem["loc"] else ""
        found.append(f"{name}: {problem['msg']}" if name in known else "an unknown argument")
    return "wrong arguments: " + "; ".join(dict.fromkeys(found))


async def serve_stdio(server: Server[Any]) -> None:
    """Serve this process's stdin and stdout until stdin ends. Other output goes to stderr."""
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


class _Named(Route):
    """Its template is known around it as that of FastAPI's own routes is."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As `Route`, with the route in the scope."""
        match, found = super().matches(scope)
        return match, {**found, "route": self}


class HttpDoor:
    """The server at one address of an application: an ASGI app that lets in whoever is known.

    `hosts` are the names (without port) under which the service is reached, beside loopback: a
    request to another Host, or from a page of another Origin, is refused. Stateless: any process
    may answer any request, and closing the connection cancels the call.
    """

    def __init__(self, server: Server[Any], identify: Identify, hosts: Sequence[str] = ()) -> None:
        self._identify = identify
        self._manager = StreamableHTTPSessionManager(
            server,
            stateless=True,
            security_settings=_security(hosts),
            max_request_body_size=_LONGEST_BODY,
        )

    def route(self, path: str = "/mcp") -> Route:
        """For `app.router.routes`: the address without and with nothing after it."""
        return _Named(path, endpoint=self, include_in_schema=False)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While requests are taken; once."""
        async with self._manager.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, answered as its principal or with 401."""
        who = await self._identify(Request(scope))
        if who is None:
            refused = Response(status_code=401, headers={"WWW-Authenticate": "Bearer"})
            await refused(scope, receive, send)
            return
        await self._manager.handle_request({**scope, _WHO: who}, receive, send)


def _security(hosts: Sequence[str]) -> TransportSecuritySettings:
    names = dict.fromkeys((*_LOOPBACK, *hosts))
    reached = [place for name in names for place in (name, f"{name}:*")]
    origins = [f"{scheme}://{place}" for place in reached for scheme in ("http", "https")]
    return TransportSecuritySettings(allowed_hosts=reached, allowed_origins=origins)

"""Options that several commands have. Light: `hush --help` imports it."""

from __future__ import annotations

from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on one line.")]
Host = Annotated[str | None, typer.Option(help="Address to listen on (default: HUSH_SERVE__HOST).")]
Port = Annotated[
    int | None,
    typer.Option(min=0, max=65535, help="Port (default: HUSH_SERVE__PORT); 0 takes a free one."),
]

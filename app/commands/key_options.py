"""`hush keys`: its options and help.

Invariant: like the other commands, each imports what it needs when it is called. Deliberately
elsewhere: what they do (`keys` beside this).
"""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.options import Json

keys = typer.Typer(no_args_is_help=True, help="API keys: who may ask the service, and as whom.")

Id = Annotated[str, typer.Argument(help="Its id in `hush keys list`.", show_default=False)]


@keys.command("create")
def create(
    name: Annotated[str, typer.Option(help="What or whom it is for.", show_default=False)],
    groups: Annotated[
        str,
        typer.Option(metavar="GROUP,…", help="Whose documents it may read.", show_default=False),
    ],
    scope: Annotated[
        list[str] | None,
        typer.Option(help="admin, or act (a bot's: asks for others); can be repeated."),
    ] = None,
    days: Annotated[
        int | None, typer.Option(min=1, max=3650, help="Works for so many days (default: always).")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a key and print it, once: only its hash is kept."""
    from app.commands import keys as commands

    commands.create(name, groups, scope or [], days, as_json=as_json)


@keys.command("list")
def listed(as_json: Json = False) -> None:
    """List every key, also those that no longer work."""
    from app.commands import keys as commands

    commands.listed(as_json=as_json)


@keys.command("revoke")
def revoke(identity: Id, as_json: Json = False) -> None:
    """End a key, at once and for good."""
    from app.commands import keys as commands

    commands.revoke(identity, as_json=as_json)


@keys.command("rotate")
def rotate(
    identity: Id,
    grace: Annotated[
        int, typer.Option(min=0, max=720, metavar="HOURS", help="The old one works so long.")
    ] = 24,
    as_json: Json = False,
) -> None:
    """Print a new secret for a key; the old one works for a while yet."""
    from app.commands import keys as commands

    commands.rotate(identity, grace, as_json=as_json)

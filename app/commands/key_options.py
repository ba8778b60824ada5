"""`hush keys`: its options and help, pairing of accounts among them.

Invariant: like the other commands, each imports what it needs when it is called. Deliberately
elsewhere: what they do (`keys` and `pairing` beside this).
"""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.options import Json

keys = typer.Typer(
    no_args_is_help=True, help="Who may ask the service, and as whom: API keys, accounts."
)

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


@keys.command("pair")
def pair(
    groups: Annotated[
        str,
        typer.Option(metavar="GROUP,…", help="Whose documents it may read.", show_default=False),
    ],
    name: Annotated[str, typer.Option(help="Whom it is for.", show_default=False)] = "",
    minutes: Annotated[int, typer.Option(min=1, max=1440, help="The code works so long.")] = 15,
    as_json: Json = False,
) -> None:
    """Print a one-time code that links an account of Slack or Telegram to groups."""
    from app.commands import pairing as commands

    commands.pair(groups, name, minutes, as_json=as_json)


@keys.command("paired")
def paired(as_json: Json = False) -> None:
    """List the accounts that are paired."""
    from app.commands import pairing as commands

    commands.paired(as_json=as_json)


@keys.command("unpair")
def unpair(
    account: Annotated[
        str, typer.Argument(help="As in `hush keys paired`: telegram:42.", show_default=False)
    ],
    as_json: Json = False,
) -> None:
    """Take away, at once, what an account has by pairing."""
    from app.commands import pairing as commands

    commands.unpair(account, as_json=as_json)

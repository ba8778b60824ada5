"""The command groups `hush policy`, `hush audit` and `hush canary`: their options and help.

Invariant: like the other commands, each imports what it needs when it is called. Deliberately
elsewhere: what they do (`policy`, `audit`, `canary` beside this).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import Json

policy = typer.Typer(no_args_is_help=True, help="What may leave: check, show and replay a policy.")
audit = typer.Typer(no_args_is_help=True, help="What was decided and sent, and is it all there.")
canary = typer.Typer(no_args_is_help=True, help="Words that ring when a document leaves.")


@policy.command("check")
def policy_check(
    file: Annotated[
        Path | None, typer.Argument(help="A policy.toml (default: HUSH_POLICY).")
    ] = None,
    as_json: Json = False,
) -> None:
    """Say what a policy means; exit 1 where it is not valid, or looser than the laws."""
    from app.commands import policy as commands

    commands.check(file, as_json=as_json)


@policy.command("show")
def policy_show(as_json: Json = False) -> None:
    """Show the policy in force."""
    from app.commands import policy as commands

    commands.shown(as_json=as_json)


@policy.command("replay")
def policy_replay(
    file: Annotated[Path, typer.Argument(help="The other policy.toml.", show_default=False)],
    count: Annotated[int, typer.Option("-n", min=1, max=100_000, help="Last questions.")] = 100,
    as_json: Json = False,
) -> None:
    """Show which lane audited questions would have taken under another policy. Sends nothing."""
    from app.commands import policy as commands

    commands.replayed(file, count, as_json=as_json)


@audit.command("show")
def audit_show(
    count: Annotated[int, typer.Option("-n", min=1, max=100_000, help="Last records.")] = 20,
    as_json: Json = False,
) -> None:
    """Show the last records."""
    from app.commands import audit as commands

    commands.shown(count, as_json=as_json)


@audit.command("verify")
def audit_verify(
    anchor: Annotated[
        str | None, typer.Option(metavar="COUNT:HASH", help="What an earlier verify printed.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Read every record; exit 1 at the first that was removed, changed, moved or cut off."""
    from app.commands import audit as commands

    commands.verified(anchor, as_json=as_json)


@audit.command("export")
def audit_export(
    style: Annotated[str, typer.Option("--format", help="jsonl or csv.")] = "jsonl",
    since: Annotated[str | None, typer.Option(metavar="DATE", help="From this day (UTC).")] = None,
) -> None:
    """Write the records to stdout."""
    from app.commands import audit as commands

    commands.export(style, since)


@audit.command("find")
def audit_find(
    value: Annotated[str, typer.Argument(help="A value, or - for stdin.", show_default=False)],
    as_json: Json = False,
) -> None:
    """Find the requests in which a value was masked, by its keyed hash."""
    from app.commands import audit as commands

    commands.find(value, as_json=as_json)


@audit.command("open")
def audit_open(
    ticket: Annotated[str, typer.Argument(help="A ticket of `audit show`.", show_default=False)],
) -> None:
    """Print the sealed copy of the bytes that left with a ticket."""
    from app.commands import audit as commands

    commands.opened(ticket)


@canary.command("new")
def canary_new(
    source: Annotated[str, typer.Option(help="The source it guards.", show_default=False)],
    level: Annotated[str, typer.Option(help="The level of what it guards.")] = "CONFIDENTIAL",
    as_json: Json = False,
) -> None:
    """Make a word to plant in documents; the egress guard holds whatever has it."""
    from app.commands import canary as commands

    commands.new(source, level, as_json=as_json)


@canary.command("list")
def canary_list(as_json: Json = False) -> None:
    """List the canaries that were made."""
    from app.commands import canary as commands

    commands.listed(as_json=as_json)

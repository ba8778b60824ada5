"""`hush up`, the bots, `hush feedback` and `hush gaps`: their options and help.

Invariant: like the other commands, each imports what it needs when it is called. Deliberately
elsewhere: what they do (`up`, `opinions` beside this).
"""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.options import Host, Json, Port

feedback = typer.Typer(no_args_is_help=True, help="What people said of answers.")


def register(app: typer.Typer) -> None:
    """Add them to `hush`."""
    app.command()(up)
    app.command()(slack)
    app.command()(telegram)
    app.command()(gaps)
    app.add_typer(feedback, name="feedback")


def up(
    host: Host = None,
    port: Port = None,
    as_json: Json = False,
) -> None:
    """Start all that a small team needs: the service, bots, looking at sources again and again.

    One Ctrl-C ends it all, after running answers.

    HUSH_UP__FOLDERS='handbook=/srv/handbook, wiki=/srv/wiki' takes folders in at the start; sources
    that `hush ingest` has taken in are known already. HUSH_UP__EVERY='1h, handbook=15m, wiki=off'
    says how often. What dies is started again, and the log says so.
    """
    from app.commands import up as commands

    commands.up(host, port, as_json=as_json)


def slack(as_json: Json = False) -> None:
    """Run the Slack bot alone: HUSH_SLACK__BOT_TOKEN and HUSH_SLACK__APP_TOKEN.

    It asks the service at HUSH_SERVICE__URL with HUSH_SERVICE__KEY (a key of scope act), else the
    one of this HUSH_HOME. `hush up` runs it beside the service.
    """
    from app.commands import bots

    bots.run("slack", as_json=as_json)


def telegram(as_json: Json = False) -> None:
    """Run the Telegram bot alone: HUSH_TELEGRAM__TOKEN.

    It asks the service at HUSH_SERVICE__URL with HUSH_SERVICE__KEY (a key of scope act), else the
    one of this HUSH_HOME. `hush up` runs it beside the service.
    """
    from app.commands import bots

    bots.run("telegram", as_json=as_json)


def gaps(
    count: Annotated[int, typer.Option("-n", min=1, max=100_000, help="Most questions.")] = 20,
    as_json: Json = False,
) -> None:
    """Show which questions the docs did not answer, near which pages, and whose those are."""
    from app.commands import opinions

    opinions.gaps(count, as_json=as_json)


@feedback.command("list")
def listed(
    count: Annotated[int, typer.Option("-n", min=1, max=100_000, help="Most of them.")] = 20,
    needs_human: Annotated[
        bool, typer.Option("--needs-human", help="Only where somebody asked for a human.")
    ] = False,
    as_json: Json = False,
) -> None:
    """List what was said of answers, the newest first."""
    from app.commands import opinions

    opinions.feedback(count, needs_human=needs_human, as_json=as_json)


@feedback.command("export")
def export() -> None:
    """Write the answers that were judged to stdout, as evaluation cases: JSON lines."""
    from app.commands import opinions

    opinions.export()

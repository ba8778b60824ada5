"""The command `hush`: the one composition root that may import `ingest`, lazily.

Invariant: results go to stdout, progress and notices to stderr; `--json` prints one object on one
line. Nothing heavy is imported before a command needs it, so that `hush --help` is quick.
Deliberately elsewhere: what things look like (`terminal`), what they are made of (`wiring`).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from app import session
from app.commands import key_options, oversight, team_options
from app.commands.options import Host, Json, Port

app = typer.Typer(
    name="hush",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "Answers engineers' questions from their own runbooks and docs. What is confidential is "
        "answered by a local model; what may leave is sanitised first, and you see what left.\n\n"
        "Start with: hush ingest ./docs, then: hush ask 'how do I roll back payments?'"
    ),
)

app.add_typer(oversight.policy, name="policy")
app.add_typer(oversight.audit, name="audit")
app.add_typer(oversight.canary, name="canary")
app.add_typer(key_options.keys, name="keys")
team_options.register(app)

Jsonl = Annotated[
    bool,
    typer.Option("--jsonl", help="Read objects from stdin, write one line for each, in order."),
]
As = Annotated[
    str | None,
    typer.Option(
        "--as", metavar="GROUP,…", help="Ask as somebody in these groups, not as the owner."
    ),
]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"hush {version('hush')}")
        raise typer.Exit


@app.callback()
def options(
    _: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """See the help of `app`."""


@app.command()
def ingest(
    path: Annotated[Path, typer.Argument(help="The folder to take in.", show_default=False)],
    name: Annotated[
        str | None, typer.Option(help="Name of the source (default: the folder's name).")
    ] = None,
    allow_delete: Annotated[
        bool, typer.Option("--allow-delete", help="Let an empty folder delete all its documents.")
    ] = False,
    move: Annotated[
        bool, typer.Option("--move", help="The source has moved to this path.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Bring the index up to date with a folder: adds, changes and deletes."""
    from app.commands import taking_in

    taking_in.ingest(path, name, allow_delete=allow_delete, move=move, as_json=as_json)


@app.command()
def plan(
    path: Annotated[Path, typer.Argument(help="The folder to look at.", show_default=False)],
    name: Annotated[
        str | None, typer.Option(help="Name of the source (default: the folder's name).")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what `hush ingest` would do, and change nothing."""
    from app.commands import taking_in

    taking_in.plan(path, name, as_json=as_json)


@app.command()
def status(as_json: Json = False) -> None:
    """Show every source: documents, chunks, last run, failures, unlabelled."""
    from app.commands import taking_in

    taking_in.status(as_json=as_json)


@app.command()
def remove(
    name: Annotated[str, typer.Argument(help="Name of the source.", show_default=False)],
    as_json: Json = False,
) -> None:
    """Take a source out of the index. The files themselves stay."""
    from app.commands import taking_in

    taking_in.remove(name, as_json=as_json)


@app.command()
def reindex(as_json: Json = False) -> None:
    """Embed every known source again, after a change of the embedding model."""
    from app.commands import taking_in

    taking_in.reindex(as_json=as_json)


@app.command()
def search(
    query: Annotated[
        str | None, typer.Argument(help="What to look for.", show_default=False)
    ] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    groups: As = None,
    as_json: Json = False,
    as_jsonl: Jsonl = False,
) -> None:
    """Find passages. --jsonl reads {"id","query"} and writes {"id","hits"}."""
    from app.commands import asking

    asking.search(query, k, groups, as_json=as_json, as_jsonl=as_jsonl)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="What to ask.", show_default=False)] = None,
    groups: As = None,
    as_json: Json = False,
    as_jsonl: Jsonl = False,
) -> None:
    """Answer a question with citations. --jsonl reads {"id","question"}."""
    from app.commands import asking

    asking.ask(question, groups, as_json=as_json, as_jsonl=as_jsonl)


@app.command()
def serve(
    host: Host = None,
    port: Port = None,
    as_json: Json = False,
) -> None:
    """Answer over HTTP: the page, programs (OpenAI's API), bots and agents."""
    from app.commands import serving

    serving.serve(host, port, as_json=as_json)


@app.command()
def explain(
    question: Annotated[str, typer.Argument(help="What would be asked.", show_default=False)],
    groups: As = None,
    as_json: Json = False,
) -> None:
    """Show what the gate decides for a question, and the exact text that would leave. No model."""
    from app.commands import explaining

    explaining.explain(question, groups, as_json=as_json)


@app.command()
def scan(
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE|-]", help="A text file, or - for stdin.")
    ] = None,
    label: Annotated[
        str, typer.Option(help="Judge the text as if its document were declared so.")
    ] = "INTERNAL",
    as_json: Json = False,
    as_jsonl: Jsonl = False,
) -> None:
    """Judge a text as the gate would. --jsonl reads {"id","text"}, with "label" if you like."""
    from app.commands import judging

    judging.scan(file, label, as_json=as_json, as_jsonl=as_jsonl)


@app.command()
def train(
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for the classifier (default: HUSH_HOME/classifier, where it is used)."
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(min=0, help="Another seed makes other texts.", show_default=False),
    ] = None,
    tagger: Annotated[
        bool, typer.Option("--tagger", help="Make the tagger of English names instead.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Train the confidentiality classifier for your encoder, and show how good it is."""
    from app.commands import training

    if tagger:
        training.train_tagger(out, seed, as_json=as_json)
    else:
        training.train(out, 1 if seed is None else seed, as_json=as_json)


@app.command()
def doctor(as_json: Json = False) -> None:
    """Check everything that can be wrong: settings, model files, store, disk, GPU, keys."""
    from app.commands import checking

    checking.doctor(as_json=as_json)


@app.command()
def models(as_json: Json = False) -> None:
    """Show which models are configured, and what it takes to have real ones."""
    from app.commands import checking

    checking.models(as_json=as_json)


@app.command()
def costs(
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="From this day (UTC), such as 2026-01-31.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show tokens and money by lane, group and day, and when own hardware is paid for."""
    from app.commands import costs as commands

    commands.costs(since, as_json=as_json)


@app.command()
def mcp(groups: As = None) -> None:
    """Serve agents over stdio (MCP): search_docs, read_passage, ask.

    Asks a running service, else opens the store.
    """
    from app.commands import mcp as commands

    commands.mcp(groups)


@app.command()
def demo(
    home: Annotated[
        Path | None, typer.Option(help="Where the demo keeps its state (default: HUSH_HOME/demo).")
    ] = None,
    as_json: Json = False,
) -> None:
    """Take in the sample handbook and ask it questions, in a home of its own."""
    from app.commands import demo as demonstration

    demonstration.demo(home, as_json=as_json)


def main() -> None:
    """Runs a command and turns failures into sentences. What it writes is its owner's alone: the
    store holds the documents' words, whichever command makes it first."""
    os.umask(0o077)
    raise SystemExit(session.run(app))


if __name__ == "__main__":
    main()

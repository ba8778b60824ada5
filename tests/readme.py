"""The generated parts of README: the commands' help and the table of settings.

`python -m tests.readme` writes them; `test_docs` fails while they are not current.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from typer.main import get_command
from typer.testing import CliRunner

README = Path(__file__).resolve().parents[1] / "README.md"


def help_text() -> str:
    """`hush --help` and every command's own, as plain text of 90 columns."""
    from app.cli import app

    group = get_command(app)
    names = list(group.commands)  # type: ignore[attr-defined]
    runner = CliRunner(
        env={"COLUMNS": "90", "TERM": "dumb", "NO_COLOR": "1", "_TYPER_FORCE_DISABLE_TERMINAL": "1"}
    )
    pages = []
    for arguments in ([], *([name] for name in names)):
        result = runner.invoke(app, [*arguments, "--help"], prog_name="hush")
        text = re.sub(r"[ \t]+$", "", result.output, flags=re.MULTILINE).strip("\n")
        pages.append(f"$ hush {' '.join([*arguments, '--help'])}\n{text}")
    return "```text\n" + "\n\n".join(pages) + "\n```"


def settings_table() -> str:
    """One row for each setting: variable, default, meaning."""
    from app.settings import Settings
    from bots.settings import Settings as BotsSettings
    from ingest.settings import IngestSettings

    rows: dict[str, tuple[str, str]] = {}
    for settings in (Settings, IngestSettings, BotsSettings):
        for name, default, meaning in _rows(settings, "HUSH_"):
            rows.setdefault(name, (default, meaning))
    lines = ["| variable | default | meaning |", "| --- | --- | --- |"]
    lines += [f"| `{name}` | {default} | {meaning} |" for name, (default, meaning) in rows.items()]
    return "\n".join(lines)


def _rows(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, str, str]]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _rows(kind, f"{prefix}{name.upper()}__")
        else:
            yield prefix + name.upper(), _default(name, field), field.description or ""


def _default(name: str, field: FieldInfo) -> str:
    if name == "home":
        return "`~/.local/share/hush`"
    value = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    return "" if value in ("", None) else f"`{value}`"


GENERATED = {"help": help_text, "settings": settings_table}


def current(text: str) -> str:
    """`text` with each part between `<!-- name -->` and `<!-- /name -->` made anew."""
    for name, make in GENERATED.items():
        opening, closing = f"<!-- {name} -->", f"<!-- /{name} -->"
        if text.count(opening) != 1 or text.count(closing) != 1:
            raise ValueError(f"README needs {opening} and {closing} once each")
        before, _, rest = text.partition(opening)
        _, _, after = rest.partition(closing)
        text = f"{before}{opening}\n{make()}\n{closing}{after}"
    return text


if __name__ == "__main__":
    README.write_text(current(README.read_text(encoding="utf-8")), encoding="utf-8")

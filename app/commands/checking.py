"""`hush doctor` and `hush models`."""

from __future__ import annotations

import typer
from pydantic import ValidationError

from app import wiring
from app.commands.output import emit, out, show
from app.doctor import Check, Health, examine
from app.errors import HushError
from app.session import describe
from app.settings import Settings

_MARK = {Health.OK: "[green]ok[/]  ", Health.WARN: "[yellow]warn[/]", Health.FAIL: "[red]FAIL[/]"}

REAL_MODELS = (
    ("Qwen3-4B-Instruct-2507", "about 2.5 GB as Q4_K_M", "8 GB of memory, English and Russian"),
    ("Qwen3-8B", "about 5 GB as Q4_K_M", "12 GB of memory, English and Russian"),
    ("T-lite-it-2.1", "about 5 GB as Q4_K_M", "12 GB of memory, Russian first"),
    ("gpt-oss-20b", "about 12 GB as MXFP4", "16 GB of GPU memory"),
)
"""Chat models that people run locally: name, file size, what it needs. Sizes are the publishers'
rough figures, not measured here."""

REAL_ENCODERS = (
    ("intfloat/multilingual-e5-small", "small; set query_prefix and passage_prefix"),
    ("BAAI/bge-m3", "long texts, 100+ languages; a GPU pays"),
    ("Qwen/Qwen3-Embedding-0.6B", "stronger; a GPU pays"),
)


def doctor(*, as_json: bool) -> None:
    """Print every check; exit 1 if one failed."""
    try:
        checks = examine(wiring.settings())
    except (HushError, ValidationError) as error:
        checks = [Check("settings", Health.FAIL, describe(error))]
    failed = any(check.health is Health.FAIL for check in checks)
    if as_json:
        emit({"ok": not failed, "checks": [_record(check) for check in checks]})
    else:
        console = out()
        for check in checks:
            console.print(f"{_MARK[check.health]}  {check.name:<16}", end=" ")
            console.print(check.detail, markup=False)
    if failed:
        raise typer.Exit(1)


def _record(check: Check) -> dict[str, str]:
    return {"name": check.name, "status": check.health.value, "detail": check.detail}


def models(*, as_json: bool) -> None:
    """What is configured in each lane, and what a real model takes."""
    settings = wiring.settings()
    configured = _configured(settings)
    if as_json:
        emit(
            {
                **configured,
                "suggested_local": [
                    {"model": name, "size": size, "needs": needs}
                    for name, size, needs in REAL_MODELS
                ],
                "suggested_embedding": [
                    {"model": name, "note": note} for name, note in REAL_ENCODERS
                ],
            }
        )
        return
    for what, value in configured.items():
        show(f"{what:<10} {value}")
    show(_ADVICE)
    for name, size, needs in REAL_MODELS:
        show(f"  {name:<24} {size}; {needs}")
    show("\nOther embedding models (HUSH_EMBEDDING__MODEL, then `hush reindex`):")
    for name, note in REAL_ENCODERS:
        show(f"  {name:<34} {note}")


_ADVICE = """
To have a real local model, either
  - fetch a GGUF file and set HUSH_LOCAL__GGUF=/path/model.gguf and HUSH_LOCAL__SHA256=…, or
  - run llama-server, Ollama, LM Studio or vLLM and set HUSH_LOCAL__BASE_URL=http://127.0.0.1:PORT/v1
    and HUSH_LOCAL__MODEL=name.
Models that people use for this (4B and larger; smaller ones invent commands):"""


def _configured(settings: Settings) -> dict[str, str]:
    local = settings.local
    if local.gguf:
        lane = f"{local.gguf} in process (llama.cpp)"
    elif local.base_url:
        lane = f"{local.model} at {local.base_url}"
    else:
        lane = "extractive: passages are quoted, no model"
    cloud = settings.cloud
    return {
        "local": lane,
        "cloud": f"{cloud.model} at {cloud.base_url}" if cloud.on else "off",
        "embedding": f"{settings.embedding.model} on {settings.embedding.device}",
    }

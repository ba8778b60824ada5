"""`hush doctor` and `hush models`."""

from __future__ import annotations

import typer
from pydantic import ValidationError

from app import wiring
from app.commands import bots
from app.commands.elsewhere import this_home
from app.commands.output import emit, out, show, visible
from app.doctor import examine
from app.errors import HushError
from app.health import Check, Health
from app.session import describe
from app.settings import Settings
from app.wording import preferred_language, say, sentence
from index.sentence import Sentence

_MARK = {Health.OK: "[green]ok[/]  ", Health.WARN: "[yellow]warn[/]", Health.FAIL: "[red]FAIL[/]"}

REAL_MODELS = (
    (
        "Qwen3-4B-Instruct-2507",
        Sentence("about 2.5 GB as Q4_K_M"),
        Sentence("8 GB of memory, English and Russian"),
    ),
    (
        "Qwen3-8B",
        Sentence("about 5 GB as Q4_K_M"),
        Sentence("12 GB of memory, English and Russian"),
    ),
    (
        "T-lite-it-2.1",
        Sentence("about 5 GB as Q4_K_M"),
        Sentence("12 GB of memory, Russian first"),
    ),
    ("gpt-oss-20b", Sentence("about 12 GB as MXFP4"), Sentence("16 GB of GPU memory")),
)
"""Chat models that people run locally: name, file size, what it needs. Sizes are the publishers'
rough figures, not measured here."""

REAL_ENCODERS = (
    (
        "intfloat/multilingual-e5-small",
        Sentence("small; set query_prefix and passage_prefix"),
    ),
    ("BAAI/bge-m3", Sentence("long texts, 100+ languages; a GPU pays")),
    ("Qwen/Qwen3-Embedding-0.6B", Sentence("stronger; a GPU pays")),
)


def doctor(*, as_json: bool) -> None:
    """Print every check; exit 1 if one failed."""
    try:
        settings = wiring.settings()
        this_home(settings)
        checks = [*examine(settings), *bots.checks("en" if as_json else preferred_language())]
    except (HushError, ValidationError) as error:
        checks = [Check("settings", Health.FAIL, describe(error))]
    failed = any(check.health is Health.FAIL for check in checks)
    if as_json:
        emit({"ok": not failed, "checks": [_record(check) for check in checks]})
    else:
        console, spoken = out(), preferred_language()
        for check in checks:
            console.print(f"{_MARK[check.health]}  {check.name:<16}", end=" ")
            console.print(visible(sentence(check.detail, spoken)), markup=False)
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
    spoken = preferred_language()
    for what, value in configured.items():
        show(f"{say(f'models_{what}', spoken):<10} {sentence(value, spoken)}")
    show(sentence(_ADVICE, spoken))
    for name, size, needs in REAL_MODELS:
        show(f"  {name:<24} {sentence(size, spoken)}; {sentence(needs, spoken)}")
    show(sentence(_OTHERS, spoken))
    for name, note in REAL_ENCODERS:
        show(f"  {name:<34} {sentence(note, spoken)}")


_ADVICE = Sentence(
    """
To have a real local model, either
  - fetch a GGUF file and set HUSH_LOCAL__GGUF=/path/model.gguf and HUSH_LOCAL__SHA256=…, or
  - run llama-server, Ollama, LM Studio or vLLM and set HUSH_LOCAL__BASE_URL=http://127.0.0.1:PORT/v1
    and HUSH_LOCAL__MODEL=name.
Models that people use for this (4B and larger; smaller ones invent commands):"""
)
_OTHERS = Sentence(
    """
Other embedding models (HUSH_EMBEDDING__MODEL, then `hush reindex`):"""
)


def _configured(settings: Settings) -> dict[str, Sentence]:
    local, cloud, embedding = settings.local, settings.cloud, settings.embedding
    if local.gguf:
        lane = Sentence("{path} in process (llama.cpp)", path=local.gguf)
    elif local.base_url:
        lane = Sentence("{model} at {address}", model=local.model, address=local.base_url)
    else:
        lane = Sentence("extractive: passages are quoted, no model")
    return {
        "local": lane,
        "cloud": (
            Sentence("{model} at {address}", model=cloud.model, address=cloud.base_url)
            if cloud.on
            else Sentence("off")
        ),
        "embedding": Sentence(
            "{model} on {device}", model=embedding.model, device=embedding.device
        ),
    }

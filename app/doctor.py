"""`hush doctor`: everything a user can have wrong, one line each, and what to do about it.

Invariant: a check never raises, never sends anything outside, never shows a key. A check is a
function of the settings that returns `Check`s; `CHECKS` is the list. Deliberately elsewhere: how
the lines look (`commands.checking`).
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from app.errors import HushError
from app.reading import policy_of, terms_of, unknown_variables
from app.settings import Settings
from index.errors import IndexFailure
from index.settings import BILINGUAL_DEFAULT

LOW_DISK = 1 << 30
"""Bytes; below this a larger ingest may not fit."""


class Health(StrEnum):
    """How a check went."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report."""

    name: str
    health: Health
    detail: str


def examine(settings: Settings) -> list[Check]:
    """Run every check; a failing one never stops the others."""
    return [check for look in CHECKS for check in _safely(look, settings)]


def _safely(look: Callable[[Settings], Iterator[Check]], settings: Settings) -> list[Check]:
    name = look.__name__.removeprefix("_").replace("_", " ")
    try:
        return list(look(settings))
    except (HushError, IndexFailure) as error:
        return [Check(name, Health.FAIL, str(error))]
    except OSError as error:
        return [
            Check(name, Health.FAIL, f"{error.strerror or type(error).__name__}: {error.filename}")
        ]
    except Exception as error:
        return [Check(name, Health.FAIL, f"unexpected {type(error).__name__} in this check")]


def _python(_: Settings) -> Iterator[Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Check("python", Health.OK, version)


def _settings(settings: Settings) -> Iterator[Check]:
    unknown = unknown_variables(list(os.environ))
    for sentence in unknown:
        yield Check("settings", Health.WARN, sentence)
    if not unknown:
        path = settings.home / "hush.toml"
        yield Check(
            "settings", Health.OK, f"HUSH_* and {path if path.exists() else 'no hush.toml'}"
        )


def _home(settings: Settings) -> Iterator[Check]:
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not os.access(settings.home, os.W_OK):
        yield Check(
            "home", Health.FAIL, f"{settings.home} is not writable; set HUSH_HOME elsewhere"
        )
        return
    free = shutil.disk_usage(settings.home).free
    room = f"{settings.home}, {free / (1 << 30):.1f} GiB free"
    if free < LOW_DISK:
        yield Check("home", Health.WARN, f"{room}; make room before a larger ingest")
    else:
        yield Check("home", Health.OK, room)


def _encoder(settings: Settings) -> Iterator[Check]:
    from index.embedding import encoder_fingerprint

    fingerprint = encoder_fingerprint(settings.embedding)
    what = (
        "the bilingual default" if settings.embedding.model == BILINGUAL_DEFAULT else "your model"
    )
    yield Check("embedding model", Health.OK, f"{settings.embedding.model} ({what}), {fingerprint}")


def _device(settings: Settings) -> Iterator[Check]:
    import torch

    wanted = settings.embedding.device
    if torch.cuda.is_available():
        name = torch.cuda.get_device_name(0)
        detail = f"{name} is there" + (
            "" if wanted != "cpu" else ", but HUSH_EMBEDDING__DEVICE=cpu"
        )
        yield Check("gpu", Health.OK, detail)
    elif wanted == "cuda":
        yield Check(
            "gpu",
            Health.FAIL,
            "HUSH_EMBEDDING__DEVICE=cuda, but torch sees no CUDA device; use auto, or install the "
            "CUDA build of torch and a driver",
        )
    else:
        yield Check("gpu", Health.OK, "none seen by torch; embedding runs on the CPU")


def _store(settings: Settings) -> Iterator[Check]:
    from app import wiring

    if not wiring.store_exists(settings):
        yield Check("store", Health.WARN, "nothing is ingested yet; run hush ingest PATH")
        return
    with wiring.open_store(settings) as store:
        count = store.count()
    where = settings.qdrant.url or "embedded"
    yield Check("store", Health.OK, f"{where}, {count} chunks")


def _local_model(settings: Settings) -> Iterator[Check]:
    local = settings.local
    if local.gguf:
        from app.models.llama import verify

        verify(local)
        pinned = "sha256 as pinned" if local.sha256 else "not pinned: set HUSH_LOCAL__SHA256"
        health = Health.OK if local.sha256 else Health.WARN
        yield Check("local model", health, f"{local.gguf.name} in process, {pinned}")
        yield from _llama_library()
    elif local.base_url:
        yield Check("local model", *_reached(settings))
    else:
        yield Check(
            "local model",
            Health.WARN,
            "none; answers quote passages. `hush models` says how to have one",
        )


def _llama_library() -> Iterator[Check]:
    if importlib.util.find_spec("llama_cpp") is None:
        yield Check("llama.cpp", Health.FAIL, "llama-cpp-python is not installed; run make setup")


def _reached(settings: Settings) -> tuple[Health, str]:
    from app.models.openai_compatible import probe

    return (
        Health.OK,
        f"{settings.local.model} at {settings.local.base_url}: {probe(settings.local)}",
    )


def _cloud(settings: Settings) -> Iterator[Check]:
    cloud = settings.cloud
    missing = [
        name
        for name, value in (
            ("HUSH_CLOUD__BASE_URL", cloud.base_url),
            ("HUSH_CLOUD__API_KEY", cloud.api_key.get_secret_value()),
            ("HUSH_CLOUD__MODEL", cloud.model),
        )
        if not value
    ]
    if len(missing) == 3:
        yield Check("cloud lane", Health.OK, "off; every answer is local")
    elif missing:
        yield Check("cloud lane", Health.FAIL, f"half configured; set {', '.join(missing)} too")
    else:
        address = urlsplit(cloud.base_url)
        secure = address.scheme == "https" or address.hostname in {"127.0.0.1", "::1", "localhost"}
        detail = f"{cloud.model} at {address.hostname}, key present (not shown), not contacted"
        if secure:
            yield Check("cloud lane", Health.OK, detail)
        else:
            yield Check(
                "cloud lane", Health.FAIL, f"{detail}; use https, or the key can be read on its way"
            )


def _organisation(settings: Settings) -> Iterator[Check]:
    if settings.terms is None:
        yield Check(
            "terms", Health.WARN, "no dictionary; name customers and projects in HUSH_TERMS"
        )
    else:
        yield Check("terms", Health.OK, f"{len(terms_of(settings))} terms from {settings.terms}")
    policy_of(settings)
    yield Check("policy", Health.OK, str(settings.policy or "the laws' default"))


def _audit(settings: Settings) -> Iterator[Check]:
    path = settings.home / "audit.jsonl"
    writable = os.access(path if path.exists() else settings.home, os.W_OK)
    if writable:
        yield Check("audit", Health.OK, str(path))
    else:
        yield Check(
            "audit", Health.FAIL, f"{path} is not writable, so nothing may leave; mend its mode"
        )


def _file_modes(settings: Settings) -> Iterator[Check]:
    open_to_others = [
        path.name
        for path in (settings.home, settings.home / "hush.toml", settings.home / "audit.jsonl")
        if path.exists() and _others_may_read(path)
    ]
    if open_to_others:
        names = ", ".join(open_to_others)
        yield Check(
            "file modes", Health.WARN, f"others may read {names}; chmod go-rwx {settings.home}"
        )
    else:
        yield Check("file modes", Health.OK, "only you can read the state")


def _others_may_read(path: Path) -> bool:
    return bool(path.stat().st_mode & 0o077)


CHECKS: tuple[Callable[[Settings], Iterator[Check]], ...] = (
    _python,
    _settings,
    _home,
    _encoder,
    _device,
    _store,
    _local_model,
    _cloud,
    _organisation,
    _audit,
    _file_modes,
)

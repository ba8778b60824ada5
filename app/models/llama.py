"""The local lane in process: a GGUF file, llama.cpp, one queue.

Invariant: one worker thread does all work with the model (concurrent calls crash llama.cpp); the
event loop never waits for it. An answer ends when its deadline passes, when its iterator is closed
or when the model starts to repeat itself. The weights' hash is checked before every load where one
is pinned. Deliberately elsewhere: the chat model itself (`llama_chat`, heavy imports, only in the
worker), how the prompt is built (`app.prompt`).
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import threading
import time
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import (
    ModelBroken,
    ModelChanged,
    ModelFailure,
    ModelMissing,
    ModelRefused,
    ModelTimeout,
)
from app.prompt import MARKS, Prompt
from app.settings import LocalSettings

if TYPE_CHECKING:
    from app.models.llama_chat import LlamaChat

_MAGIC = b"GGUF"
_TEMPLATE_TOKENS = 64
"""Room for what a chat template adds around two messages."""
_hashes: dict[tuple[str, int, int], str] = {}


def verify(settings: LocalSettings) -> Path:
    """The GGUF file, checked without loading it; a pinned sha256 is computed once per file state.

    Hashing costs about a second per GB, so a file without a pin is not hashed. Raises
    `ModelMissing`, `ModelBroken` and `ModelChanged`.
    """
    path = settings.gguf
    if path is None or not path.is_file():
        raise ModelMissing(
            "the model file {path} is not there; set HUSH_LOCAL__GGUF to a .gguf chat model",
            path=path,
        )
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise ModelMissing(
            "the model file {path} cannot be read ({why}); mend its permissions",
            path=path,
            why=error.strerror or type(error).__name__,
        ) from None
    if magic != _MAGIC:
        raise ModelBroken("{path} is not a GGUF file; download the model again", path=path)
    if settings.sha256 and _sha256(path) != settings.sha256.strip().lower():
        raise ModelChanged(
            "{path} has another sha256 than HUSH_LOCAL__SHA256; download the model again, or "
            "change the setting if you changed the file on purpose",
            path=path,
        )
    return path


def _sha256(path: Path) -> str:
    state = path.stat()
    key = (str(path.resolve()), state.st_size, state.st_mtime_ns)
    if key not in _hashes:
        with path.open("rb") as file:
            _hashes[key] = hashlib.file_digest(file, "sha256").hexdigest()
    return _hashes[key]


class _Call:
    """One answer on its way from the worker thread to the event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._pieces: asyncio.Queue[str | ModelFailure | None] = asyncio.Queue()
        self.cancel = threading.Event()

    def put(self, item: str | ModelFailure | None) -> None:
        """From the worker: a piece, a failure, or None at the end."""
        with contextlib.suppress(RuntimeError):  # the loop is gone: nobody waits any more
            self._loop.call_soon_threadsafe(self._pieces.put_nowait, item)

    async def get(self, deadline: float) -> str | None:
        """The next piece, None at the end. Raises `ModelFailure` or `TimeoutError`."""
        async with asyncio.timeout_at(deadline):
            item = await self._pieces.get()
        if isinstance(item, ModelFailure):
            raise item
        return item


class LlamaModel:
    """A `LocalModel` over a GGUF file. Loaded on first use, in the worker thread."""

    def __init__(self, settings: LocalSettings) -> None:
        self._settings = settings
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="llama")
        self._chat: LlamaChat | None = None
        self._calls: set[_Call] = set()

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self._settings.gguf.stem if self._settings.gguf else "llama.cpp"

    async def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        """Pieces of the answer; the deadline counts from now, waiting in line included."""
        call = _Call()
        deadline = asyncio.get_running_loop().time() + self._settings.timeout
        until = time.monotonic() + self._settings.timeout
        self._calls.add(call)
        self._worker.submit(self._work, prompt, call, until)
        try:
            while (piece := await call.get(deadline)) is not None:
                yield piece
        except TimeoutError:
            raise self._too_slow() from None
        finally:
            self._calls.discard(call)
            call.cancel.set()

    async def close(self) -> None:
        """End what is running, wait for the worker and free the weights."""
        for call in self._calls:
            call.cancel.set()
        await asyncio.to_thread(self._worker.shutdown, wait=True, cancel_futures=True)
        if self._chat is not None:
            self._chat.close()
            self._chat = None

    def _too_slow(self) -> ModelTimeout:
        return ModelTimeout(
            "{name} did not finish within {seconds:g} s; raise HUSH_LOCAL__TIMEOUT or take a "
            "smaller model",
            name=self.name,
            seconds=self._settings.timeout,
        )

    # ---- in the worker thread

    def _work(self, prompt: Prompt, call: _Call, until: float) -> None:
        """Whatever happens, the call gets its end."""
        try:
            if not call.cancel.is_set():
                self._answer(prompt, call, until)
            call.put(None)
        except ModelFailure as failure:
            call.put(failure)
        except Exception as error:  # llama.cpp raises many kinds; their text may quote the prompt
            call.put(
                ModelBroken(
                    "llama.cpp failed on {name} ({error}); try another GGUF",
                    name=self.name,
                    error=type(error).__name__,
                )
            )

    def _answer(self, prompt: Prompt, call: _Call, until: float) -> None:
        from langchain_core.messages import HumanMessage, SystemMessage

        chat = self._loaded()
        chat.bind_cancel(call.cancel)
        fitted = fit(
            prompt, chat.count_tokens, chat.room - self._settings.max_tokens - _TEMPLATE_TOKENS
        )
        repeats = Repeats()
        try:
            messages = [SystemMessage(fitted.inside), HumanMessage(fitted.user())]
            for chunk in chat.stream(messages, stop=list(MARKS)):
                if call.cancel.is_set() or time.monotonic() > until:
                    break
                call.put(chunk.text)
                if repeats.feed(chunk.text):
                    break
        except RuntimeError:
            if not call.cancel.is_set():
                raise
        finally:
            if call.cancel.is_set():
                chat.forget()

    def _loaded(self) -> LlamaChat:
        if self._chat is None:
            path = verify(self._settings)
            from app.models.llama_chat import LlamaChat

            try:
                self._chat = LlamaChat(
                    path=str(path),
                    context=self._settings.context,
                    max_tokens=self._settings.max_tokens,
                )
            except ValueError:
                raise ModelBroken(
                    "llama.cpp cannot load {path}: the file is cut short, is of an unknown "
                    "architecture or needs more memory; download it again or take a smaller one",
                    path=path,
                ) from None
        return self._chat


def fit(prompt: Prompt, count_tokens: Callable[[str], int], room: int) -> Prompt:
    """The prompt without its last passages until it fits into `room` tokens.

    Passages stand best first, so the weakest goes first. Raises `ModelRefused` when even one
    passage does not fit.
    """
    while count_tokens(prompt.inside) + count_tokens(prompt.user()) > room:
        if len(prompt.passages) <= 1:
            raise ModelRefused(
                "the question with its best passage is too long for the local model; raise "
                "HUSH_LOCAL__CONTEXT or lower HUSH_LOCAL__MAX_TOKENS"
            )
        prompt = replace(prompt, passages=prompt.passages[:-1])
    return prompt


class Repeats:
    """Notices a model that falls into a loop: the same 6 to 200 characters four times on end."""

    def __init__(self) -> None:
        self._tail = ""

    def feed(self, piece: str) -> bool:
        """Whether the text, with this piece, ends in a loop."""
        self._tail = (self._tail + piece)[-800:]
        if len(self._tail) < 48:
            return False
        return any(
            self._tail.endswith(self._tail[-period:] * 4)
            and sum(sign.isalpha() for sign in self._tail[-period:]) >= 3  # a rule is no loop
            for period in range(6, min(200, len(self._tail) // 4) + 1)
            if period * 4 >= 48
        )

"""llama.cpp in process as a LangChain chat model: the socket of the local lane.

Invariant: one call at a time (the caller's single worker thread is the queue); a set `cancel` ends
it within one token, also while the prompt is read. Nothing is printed. This module imports
`langchain_core` and `llama_cpp` and is itself imported only by the worker thread, on first use.
Deliberately elsewhere: files, hashes, deadlines, what is asked (`llama`).
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import llama_cpp
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import ConfigDict, PrivateAttr

_SEED = 7
_ROLES = {"human": "user", "ai": "assistant", "system": "system"}


@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]
def _silent(_level: int, _text: bytes, _data: ctypes.c_void_p) -> None:
    """llama.cpp writes to stderr by itself; a prompt's fragments could stand there."""


class LlamaChat(BaseChatModel):
    """A loaded GGUF with its own chat template, greedy, with a fixed seed."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    path: str
    context: int
    max_tokens: int
    _engine: llama_cpp.Llama = PrivateAttr()
    _cancel: threading.Event = PrivateAttr(default_factory=threading.Event)
    _abort: Any = PrivateAttr()

    def model_post_init(self, _context: Any) -> None:
        """Load the weights. Raises `ValueError` where llama.cpp cannot."""
        llama_cpp.llama_log_set(_silent, ctypes.c_void_p(0))
        self._engine = llama_cpp.Llama(
            self.path, n_ctx=self.context, seed=_SEED, verbose=False, n_gpu_layers=-1
        )
        llama_cpp.llama_log_set(_silent, ctypes.c_void_p(0))
        self._abort = llama_cpp.ggml_abort_callback(lambda _data: self._cancel.is_set())
        llama_cpp.llama_set_abort_callback(self._engine.ctx, self._abort, ctypes.c_void_p(0))

    @property
    def _llm_type(self) -> str:
        return "llama.cpp"

    @property
    def room(self) -> int:
        """Tokens of context: what was asked for, or what the model was trained with if less."""
        return min(int(self._engine.n_ctx()), int(self._engine._model.n_ctx_train()))

    def count_tokens(self, text: str) -> int:
        """Length of a text by the model's own tokenizer."""
        return len(self._engine.tokenize(text.encode("utf-8", "replace"), add_bos=False))

    def bind_cancel(self, cancel: threading.Event) -> None:
        """The event that ends the next call."""
        self._cancel = cancel

    def forget(self) -> None:
        """Drop the cached prompt: after an aborted call it is not whole."""
        self._engine.reset()  # type: ignore[no-untyped-call]
        self._engine._ctx.kv_cache_clear()  # type: ignore[no-untyped-call]

    def close(self) -> None:
        """Free the weights."""
        self._engine.close()

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **_options: Any,
    ) -> Iterator[ChatGenerationChunk]:
        for piece in self._pieces(messages, stop or []):
            chunk = ChatGenerationChunk(message=AIMessageChunk(content=piece))
            if run_manager is not None:
                run_manager.on_llm_new_token(piece, chunk=chunk)
            yield chunk
        # LangChain takes a stream without any chunk for a failure; a model may have nothing to say.
        yield ChatGenerationChunk(message=AIMessageChunk(content=""))

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002 (LangChain's signature)
        **_options: Any,
    ) -> ChatResult:
        whole = "".join(self._pieces(messages, stop or []))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=whole))])

    def _pieces(self, messages: Sequence[BaseMessage], stop: list[str]) -> Iterator[str]:
        stream: Any = self._engine.create_chat_completion(
            messages=[{"role": _ROLES[m.type], "content": m.text} for m in messages],  # type: ignore[misc]
            stream=True,
            temperature=0.0,
            repeat_penalty=1.0,  # a penalty would change commands that are to be copied
            seed=_SEED,
            max_tokens=self.max_tokens,
            stop=stop,
        )
        for event in stream:
            if self._cancel.is_set():
                return
            piece = event["choices"][0]["delta"].get("content")
            if piece:
                yield piece

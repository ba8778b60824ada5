"""The local lane's models: a Protocol and the registry of providers.

Invariant: nothing heavy is imported before a model is chosen. The cloud model is not here: it takes
`Sanitized`, not `Prompt`, and only `wiring` constructs it.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from typing import Protocol

from app.prompt import Prompt
from app.settings import LocalSettings


class LocalModel(Protocol):
    """Answers from raw text, inside the house."""

    @property
    def name(self) -> str:
        """What the person is told."""

    def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        """Pieces of the answer. Raises `ModelFailure`s; closing the iterator cancels the work."""

    async def close(self) -> None:
        """Give memory and connections back."""


def _llama(settings: LocalSettings) -> LocalModel:
    from app.models.llama import LlamaModel

    return LlamaModel(settings)


def _openai_compatible(settings: LocalSettings) -> LocalModel:
    from app.models.openai_compatible import ServerModel

    return ServerModel(settings)


def _extractive(_settings: LocalSettings) -> LocalModel:
    from app.models.extractive import Extractive

    return Extractive()


PROVIDERS: Mapping[str, Callable[[LocalSettings], LocalModel]] = {
    "llama": _llama,
    "openai_compatible": _openai_compatible,
    "extractive": _extractive,
}


def provider(settings: LocalSettings) -> str:
    """The name of the provider that the settings choose: a GGUF first, then a server, else none."""
    if settings.gguf is not None:
        return "llama"
    return "openai_compatible" if settings.base_url else "extractive"


def local_model(settings: LocalSettings) -> LocalModel:
    """The local lane's model; nothing is loaded or asked yet. Raises `SettingsInvalid`."""
    return PROVIDERS[provider(settings)](settings)

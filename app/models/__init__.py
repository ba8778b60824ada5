"""The local lane's models: a Protocol and the registry of providers.

The cloud model is not here: it takes `Sanitized`, not `Prompt`, and only `wiring` constructs it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

from app.prompt import Prompt


class LocalModel(Protocol):
    """Answers from raw text, inside the house."""

    @property
    def name(self) -> str:
        """What the person is told."""

    def stream(self, prompt: Prompt) -> AsyncIterator[str]:
        """Pieces of the answer. Raises `ModelFailure`s; closing the iterator cancels the work."""

    async def close(self) -> None:
        """Give memory and connections back."""

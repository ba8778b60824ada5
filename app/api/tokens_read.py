"""How many tokens an answer has used so far, by estimate, rather too many than too few.

Invariant: counted from the pieces as they come, so that an answer that is broken off counts too; a
question that no model was asked costs nothing. Deliberately elsewhere: the limits (`limiting`).
"""

from __future__ import annotations

from dataclasses import dataclass

from app.dialogue import Answer, Found, Piece, Question, Routed, Token
from app.spending import estimated_tokens

_MOST = 40
"""Passages of those found that are taken to be read, where the answer never said."""


@dataclass(slots=True)
class Read:
    """What one question makes a model read and write."""

    asked: Question
    tokens: int = 0
    _passages: int = 0

    def count(self, piece: Piece) -> None:
        """One more piece."""
        match piece:
            case Found(passages=passages):
                texts = (passage.chunk.text for passage in passages[:_MOST])
                self._passages = sum(map(estimated_tokens, texts))
            case Routed():
                turns = (turn.question + turn.answer for turn in self.asked.history)
                own = sum(map(estimated_tokens, (self.asked.text, *turns)))
                self.tokens += own + self._passages
            case Token(text=text):
                self.tokens += estimated_tokens(text)
            case Answer(rested=rested) if self.tokens and rested:
                read = sum(estimated_tokens(passage.chunk.text) for passage in rested)
                self.tokens += min(0, read - self._passages)
            case _:
                pass

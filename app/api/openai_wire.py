"""OpenAI's wire types, as far as Hush takes part: what its clients send, and what they expect.

Invariant: unknown fields are ignored where OpenAI ignores them, known ones that cannot be honoured
are refused by name (`n` over 1). Answers are `chat.completion` objects with one field more, `hush`:
citations, lane, reason, masked, warnings. Deliberately elsewhere: which text is the question and
what earlier messages may be trusted (`openai_chat`).
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.contract import LONGEST_QUESTION, Citation


class Loose(BaseModel):
    """As OpenAI's own API: fields that it does not know are no error."""

    model_config = ConfigDict(extra="ignore")


class TextPart(Loose):
    """One part of a message's content; only text is read."""

    type: str
    text: str = Field("", max_length=LONGEST_QUESTION * 10)


class Message(Loose):
    """One message of a conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[TextPart] | None = None

    @property
    def said(self) -> str:
        """Its text."""
        if isinstance(self.content, str):
            return self.content
        parts = self.content or []
        return "\n".join(
            part.text for part in parts if part.type in ("text", "input_text", "output_text")
        )


class StreamOptions(Loose):
    """`include_usage`: a last chunk with the usage and no choice."""

    include_usage: bool = False


class ChatRequest(Loose):
    """`POST /v1/chat/completions`."""

    model: str = Field(max_length=200)
    messages: list[Message] = Field(min_length=1, max_length=1000)
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: int | None = Field(None, ge=1, le=128)

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [
                {
                    "model": "hush",
                    "messages": [{"role": "user", "content": "How do I roll back payments?"}],
                }
            ]
        },
    )


class Usage(BaseModel):
    """Tokens by estimate: the lanes' models count differently, and some do not say."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Extension(BaseModel):
    """What Hush says beside OpenAI's fields."""

    answer: str
    citations: list[Citation]
    lane: str
    model: str
    reason: str
    masked: int
    abstained: bool
    warnings: list[str]


class Said(BaseModel):
    """The answer's message."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None


class Choice(BaseModel):
    """The one choice."""

    index: Literal[0] = 0
    message: Said
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Completion(BaseModel):
    """Answer of `/v1/chat/completions`."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: Usage
    hush: Extension


class Delta(BaseModel):
    """What a chunk adds; fields that are not set are not sent."""

    role: Literal["assistant"] | None = None
    content: str | None = None


class ChunkChoice(BaseModel):
    """The one choice of a chunk."""

    index: Literal[0] = 0
    delta: Delta
    finish_reason: Literal["stop"] | None = None
    logprobs: None = None


class ChatChunk(BaseModel):
    """One event of a stream; the one with the finish reason holds `hush`."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str
    choices: list[ChunkChoice]
    usage: Usage | None = None
    hush: Extension | None = None


class Model(BaseModel):
    """One of `/v1/models`."""

    id: str
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "hush"


class Models(BaseModel):
    """Answer of `/v1/models`."""

    object: Literal["list"] = "list"
    data: list[Model]

"""OpenAI's wire types, as far as Hush takes part: what its clients send, and what they expect.

Invariant: unknown fields are ignored where OpenAI ignores them, known ones that cannot be honoured
are refused by name (`n` over 1). Answers are `chat.completion` objects with one field more, `hush`:
citations, lane, reason, masked, warnings. Deliberately elsewhere: which text is the question and
what earlier messages may be trusted (`histories`).
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.contract import LONGEST_QUESTION, Citation

_TEXT = frozenset({"text", "input_text", "output_text", "refusal"})


class Loose(BaseModel):
    """As OpenAI's own API: fields that it does not know are no error."""

    model_config = ConfigDict(extra="ignore")


def whole_characters(text: str) -> str:
    """The text with a mark for each lone surrogate."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class TextPart(Loose):
    """One part of a message's content; only text is read."""

    type: str = Field(max_length=64)
    text: str = Field("", max_length=LONGEST_QUESTION * 10)


class Message(Loose):
    """One message of a conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[TextPart] | None = None

    @property
    def said(self) -> str:
        """Its text. Half a character, as a program leaves it that cuts in the middle of an emoji, is
        no text that could be sent on or back."""
        if isinstance(self.content, str):
            return whole_characters(self.content)
        parts = (part.text for part in self.content or [] if part.type in _TEXT)
        return whole_characters("\n".join(parts))

    @property
    def other(self) -> bool:
        """Whether it holds more than text."""
        parts = self.content if isinstance(self.content, list) else []
        return any(part.type not in _TEXT for part in parts)


class StreamOptions(Loose):
    """`include_usage`: a last chunk with the usage and no choice."""

    include_usage: bool | None = False


class Format(Loose):
    """How the answer should be shaped; only text can be had."""

    type: str = "text"


def is_text(wanted: Format | None) -> bool:
    """Whether a format is the one that there is."""
    return wanted is None or wanted.type == "text"


def is_forced(choice: object) -> bool:
    """Whether a client insists on a tool call; where it leaves the choice, the answer is text."""
    return choice is not None and choice not in ("auto", "none")


class ChatRequest(Loose):
    """`POST /v1/chat/completions`."""

    model: str = Field(max_length=200)
    messages: list[Message] = Field(min_length=1, max_length=1000)
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: int | None = Field(None, ge=1, le=128)
    max_tokens: int | None = Field(None, ge=1)
    max_completion_tokens: int | None = Field(None, ge=1)
    response_format: Format | None = None
    tool_choice: str | dict[str, object] | None = None
    logprobs: bool | None = None
    modalities: list[str] | None = None

    @property
    def limit(self) -> int | None:
        """The client's limit on the answer's tokens."""
        return self.max_completion_tokens or self.max_tokens

    @property
    def refused(self) -> tuple[str, str] | None:
        """The first field that asks for what cannot be had, with the code that says so."""
        wanted = {
            ("n", "unsupported"): (self.n or 1) > 1,
            ("response_format", "format"): not is_text(self.response_format),
            ("tool_choice", "tools"): is_forced(self.tool_choice),
            ("logprobs", "unsupported"): bool(self.logprobs),
            ("modalities", "only_text"): set(self.modalities or ["text"]) != {"text"},
        }
        return next((field for field, asked in wanted.items() if asked), None)

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
    finish_reason: Literal["stop", "length"] = "stop"
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
    finish_reason: Literal["stop", "length"] | None = None
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


class OpenAIProblem(BaseModel):
    """What went wrong, as OpenAI says it; `id` is the request's, which stands in the log."""

    message: str
    type: str
    param: str | None
    code: str
    id: str


class OpenAIFailed(BaseModel):
    """Any answer under `/v1` but 2xx."""

    error: OpenAIProblem

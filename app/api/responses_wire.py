"""The wire types of OpenAI's responses API, as far as Hush takes part.

Invariant: as `openai_wire`. An item that is no message (a tool's output, a call) is history that the
caller sent, and is trusted as little as an answer. Deliberately elsewhere: the order of the events
and what is put into them (`responses`).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from app.api.openai_wire import (
    Extension,
    Format,
    Loose,
    Message,
    TextPart,
    is_forced,
    is_text,
    whole_characters,
)
from app.contract import LONGEST_QUESTION

_KEY = Annotated[str, StringConstraints(max_length=64)]
_VALUE = Annotated[str, StringConstraints(max_length=512)]
_Content = str | list[TextPart] | None


class Item(Loose):
    """One item of `input`: a message, or something that a client did between two of them."""

    type: str = Field("message", max_length=64)
    role: Literal["system", "developer", "user", "assistant"] | None = None
    content: _Content = None
    output: _Content = None
    arguments: str | None = None

    @property
    def message(self) -> Message:
        """The item as the history has it; of what is no message, only its words."""
        if self.type == "message" and self.role is not None:
            return Message(role=self.role, content=self.content)
        said = [Message(role="tool", content=one).said for one in (self.content, self.output)]
        return Message(role="tool", content="\n".join([*said, self.arguments or ""]))


class TextConfig(Loose):
    """`text`: the format of the answer."""

    format: Format | None = None


class ResponsesRequest(Loose):
    """`POST /v1/responses`."""

    model: str = Field(max_length=200)
    input: (
        Annotated[str, Field(max_length=LONGEST_QUESTION * 10)]
        | Annotated[list[Item], Field(min_length=1, max_length=1000)]
    )
    instructions: Annotated[str, AfterValidator(whole_characters)] | None = None
    stream: bool | None = False
    store: bool | None = None
    metadata: dict[_KEY, _VALUE] | None = Field(None, max_length=16)
    max_output_tokens: int | None = Field(None, ge=16)
    previous_response_id: str | None = None
    conversation: str | dict[str, object] | None = None
    prompt: dict[str, object] | None = None
    background: bool | None = None
    text: TextConfig | None = None
    tool_choice: str | dict[str, object] | None = None
    user: str | None = Field(None, max_length=512)

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [
                {"model": "hush", "input": "How do I roll back payments?"},
                {
                    "model": "hush",
                    "input": [
                        {
                            "role": "user",
                            "content": [{"type": "input_text", "text": "And on a Sunday?"}],
                        }
                    ],
                    "max_output_tokens": 400,
                    "metadata": {"workflow": "on-call"},
                },
            ]
        },
    )

    @property
    def messages(self) -> list[Message]:
        """What was said, the instructions first: they are a system message as any other."""
        said = [Message(role="system", content=self.instructions)] if self.instructions else []
        if isinstance(self.input, str):
            return [*said, Message(role="user", content=self.input)]
        return [*said, *(item.message for item in self.input)]

    @property
    def refused(self) -> tuple[str, str] | None:
        """The first field that asks for what cannot be had, with the code that says so."""
        items = self.input if isinstance(self.input, list) else []
        wanted = {
            ("previous_response_id", "previous_response_not_found"): bool(
                self.previous_response_id
            ),
            ("conversation", "not_kept"): bool(self.conversation),
            ("prompt", "not_kept"): bool(self.prompt),
            ("input", "not_kept"): any(one.type == "item_reference" for one in items),
            ("background", "unsupported"): bool(self.background),
            ("text.format", "format"): not is_text(self.text.format if self.text else None),
            ("tool_choice", "tools"): is_forced(self.tool_choice),
        }
        return next((field for field, asked in wanted.items() if asked), None)


class UrlCitation(BaseModel):
    """An annotation: the link of a footnote's definition, by its place in the text."""

    type: Literal["url_citation"] = "url_citation"
    start_index: int
    end_index: int
    title: str
    url: str


class OutputText(BaseModel):
    """The answer's one part."""

    type: Literal["output_text"] = "output_text"
    text: str = ""
    annotations: list[UrlCitation] = []
    logprobs: list[None] = []


class OutputMessage(BaseModel):
    """The answer's one item."""

    id: str
    type: Literal["message"] = "message"
    role: Literal["assistant"] = "assistant"
    status: Literal["in_progress", "completed", "incomplete"] = "completed"
    content: list[OutputText] = []


class Details(BaseModel):
    """Why an answer is not whole."""

    reason: Literal["max_output_tokens"] = "max_output_tokens"


class ResponseProblem(BaseModel):
    """What went wrong after the stream had begun."""

    code: Literal["server_error", "rate_limit_exceeded"] = "server_error"
    message: str


class InputDetails(BaseModel):
    """Nothing is cached."""

    cached_tokens: int = 0
    cache_write_tokens: int = 0


class OutputDetails(BaseModel):
    """Nothing is thought aloud."""

    reasoning_tokens: int = 0


class ResponseUsage(BaseModel):
    """Tokens by estimate, as `openai_wire.Usage`."""

    input_tokens: int
    input_tokens_details: InputDetails = InputDetails()
    output_tokens: int
    output_tokens_details: OutputDetails = OutputDetails()
    total_tokens: int


class Reasoning(BaseModel):
    """None."""

    effort: None = None
    summary: None = None


class ResponseObject(BaseModel):
    """Answer of `/v1/responses`. `store` is false whatever was asked: nothing is stored."""

    id: str
    object: Literal["response"] = "response"
    created_at: int
    completed_at: int | None = None
    status: Literal["completed", "failed", "in_progress", "incomplete"] = "completed"
    background: Literal[False] = False
    error: ResponseProblem | None = None
    incomplete_details: Details | None = None
    instructions: str | None = None
    max_output_tokens: int | None = None
    metadata: dict[str, str] = {}
    model: str
    output: list[OutputMessage] = []
    parallel_tool_calls: bool = False
    previous_response_id: None = None
    reasoning: Reasoning = Reasoning()
    service_tier: Literal["default"] = "default"
    store: Literal[False] = False
    temperature: None = None
    text: TextConfig = TextConfig(format=Format())
    tool_choice: Literal["auto", "none"] = "auto"
    tools: list[None] = []
    top_p: None = None
    truncation: Literal["disabled"] = "disabled"
    usage: ResponseUsage | None = None
    user: str | None = None
    hush: Extension | None = None

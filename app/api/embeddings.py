"""`/v1/embeddings`: the index's own dense encoder for other programs, as OpenAI's API has it.

Invariant: the vectors are made in this process, no text leaves it and none is kept. A text that the
encoder would cut in silence is refused. Requests take turns by a few texts, so that many texts of
one client hold up neither the others nor, beyond that, a question. Deliberately elsewhere: the
encoder (`index.embedding`).
"""

from __future__ import annotations

import asyncio
import base64
import struct
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.api.access import Asker
from app.api.context import context
from app.api.openai_text import MODEL, require_model
from app.api.openai_wire import Loose
from app.api.problems import OPENAI_DOCUMENTED, Refused
from app.service import Embedded

MOST_TEXTS = 2048
"""Of one request, as with OpenAI."""
MOST_CHARACTERS = 32_000
"""Of one text: about the 8192 tokens that OpenAI takes."""
_AT_ONCE, _CHARACTERS_AT_ONCE = 32, 32_000
_Text = Annotated[str, StringConstraints(min_length=1, max_length=200_000)]
_Texts = Annotated[list[_Text], Field(min_length=1, max_length=MOST_TEXTS)]
_Tokens = Annotated[list[int], Field(min_length=1, max_length=100_000)]
_ManyTokens = Annotated[list[_Tokens], Field(min_length=1, max_length=MOST_TEXTS)]

router = APIRouter(prefix="/v1", tags=["openai"], responses=OPENAI_DOCUMENTED)


class EmbeddingsRequest(Loose):
    """`POST /v1/embeddings`. `input_type` is ours: some encoders embed a query otherwise."""

    model: str = Field(max_length=200)
    input: _Text | _Texts | _Tokens | _ManyTokens
    encoding_format: Literal["float", "base64"] | None = None
    dimensions: int | None = Field(None, ge=1)
    input_type: Literal["document", "query"] = "document"

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [{"model": "hush", "input": ["Roll back payments", "Откат платежей"]}]
        },
    )

    @property
    def texts(self) -> list[str] | None:
        """What is to be embedded; None where it is token numbers."""
        if isinstance(self.input, str):
            return [self.input]
        texts = [one for one in self.input if isinstance(one, str)]
        return texts if len(texts) == len(self.input) else None


class Embedding(BaseModel):
    """One vector, as numbers or as base64 of little-endian float32."""

    object: Literal["embedding"] = "embedding"
    index: int
    embedding: list[float] | str


class EmbeddingsUsage(BaseModel):
    """Tokens as the encoder itself counts them."""

    prompt_tokens: int
    total_tokens: int


class Encoder(BaseModel):
    """What Hush says beside OpenAI's fields: vectors of another encoder cannot be compared."""

    encoder: str
    dimensions: int


class Embeddings(BaseModel):
    """Answer of `/v1/embeddings`."""

    object: Literal["list"] = "list"
    data: list[Embedding]
    model: str
    usage: EmbeddingsUsage
    hush: Encoder


@router.post("/embeddings")
async def embed(body: EmbeddingsRequest, _: Asker, request: Request) -> Embeddings:
    """Unit vectors of texts, made inside."""
    require_model(body.model)
    if (texts := body.texts) is None:
        raise Refused(400, "token_arrays", "input")
    service = context(request).service
    if body.dimensions not in (None, await asyncio.to_thread(lambda: service.dimensions)):
        raise Refused(400, "dimensions", "dimensions")
    made = await _in_turns(texts, request, query=body.input_type == "query")
    coded = body.encoding_format == "base64"
    used = sum(one.tokens for one in made)
    return Embeddings(
        data=[
            Embedding(index=number, embedding=_base64(vector) if coded else list(vector))
            for number, vector in enumerate(vector for one in made for vector in one.vectors)
        ],
        model=MODEL,
        usage=EmbeddingsUsage(prompt_tokens=used, total_tokens=used),
        hush=Encoder(encoder=service.encoder, dimensions=service.dimensions),
    )


async def _in_turns(texts: Sequence[str], request: Request, *, query: bool) -> list[Embedded]:
    made = context(request)
    done, start = [], 0
    for part in turns_of(texts):
        async with made.embedding:
            got = await asyncio.to_thread(made.service.embed, part, query=query)
        if got.too_long is not None:
            raise _too_long(start + got.too_long)
        start += len(part)
        done.append(got)
        if await request.is_disconnected():
            break
    return done


def turns_of(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts in their order, as many at once as take a moment. Raises `Refused`."""
    part: list[str] = []
    for number, text in enumerate(texts):
        if len(text) > MOST_CHARACTERS:
            raise _too_long(number)
        if len(part) == _AT_ONCE or sum(map(len, part)) + len(text) > _CHARACTERS_AT_ONCE:
            yield part
            part = []
        part.append(text)
    yield part


def _too_long(number: int) -> Refused:
    return Refused(400, "context_length_exceeded", f"input.{number}")


def _base64(vector: Sequence[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()

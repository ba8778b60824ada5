"""Other people's clients, unchanged: OpenAI's own, LangChain's, and requests as n8n and Open WebUI
send them (the shapes are those of their published sources). One check is one test of this file."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import openai
import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from openai import AsyncOpenAI, OpenAI
from pydantic import SecretStr

from tests.flow.served import Served, served
from tests.flow.test_service import OPEN, SECRET
from tests.wire.fake_cloud import Act

URL = "https://wiki.example.org/payments"
DOCUMENTS = {
    "payments.md": OPEN.replace("---\n", f"---\nurl: {URL}\n", 1),
    "merger.md": SECRET,
}
PIECES = ("Restart it on ", "\u27e6HOST_1\u27e7 ", "[1].")
ASKED = "How do I restart payments?"
SAID = (
    "Restart it on db-1.corp.lan [^1].\n\n[^1]: [docs:payments.md \\> Payments, 6-8](<" + URL + ">)"
)
USER: Any = [{"role": "user", "content": ASKED}]
ORDER = [
    "response.created",
    "response.in_progress",
    "response.output_item.added",
    "response.content_part.added",
    "response.output_text.delta",
    "response.output_text.annotation.added",
    "response.output_text.done",
    "response.content_part.done",
    "response.output_item.done",
    "response.completed",
]


@pytest.fixture(scope="module")
def hush(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("hush"), DOCUMENTS, Act(pieces=PIECES)) as made:
        yield made


@pytest.fixture
def ai(hush: Served) -> Iterator[OpenAI]:
    with OpenAI(base_url=hush.base_url, api_key=hush.key(), max_retries=0) as made:
        yield made


@pytest.fixture
async def waiting(hush: Served) -> AsyncIterator[AsyncOpenAI]:
    async with AsyncOpenAI(base_url=hush.base_url, api_key=hush.key(), max_retries=0) as made:
        yield made


@pytest.fixture
def http(hush: Served) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {hush.key()}"}
    with httpx.Client(base_url=hush.base_url, headers=headers, trust_env=False) as made:
        yield made


@pytest.fixture
def chain(hush: Served) -> Iterator[Callable[..., ChatOpenAI]]:
    with openai.DefaultHttpxClient() as client:
        named: dict[str, Any] = {"base_url": hush.base_url, "api_key": SecretStr(hush.key())}
        named |= {"model": "hush", "max_retries": 0, "http_client": client}
        yield lambda **more: ChatOpenAI(**named, **more)


@pytest.fixture
def embedder(hush: Served) -> Iterator[Callable[..., OpenAIEmbeddings]]:
    with openai.DefaultHttpxClient() as client:
        named: dict[str, Any] = {"base_url": hush.base_url, "api_key": SecretStr(hush.key())}
        named |= {"model": "hush", "check_embedding_ctx_length": False, "http_client": client}
        yield lambda **more: OpenAIEmbeddings(**named, **more)


def once(names: list[str]) -> list[str]:
    """Names in their order; what is said several times in a row, once."""
    return [name for n, name in enumerate(names) if n == 0 or names[n - 1] != name]


# OpenAI's own client, the one that waits and the one that does not


def test_openai_models(ai: OpenAI) -> None:
    assert [model.id for model in ai.models.list()] == ["hush"]
    assert ai.models.retrieve("hush").owned_by == "hush"


async def test_openai_async_models(waiting: AsyncOpenAI) -> None:
    assert [model.id async for model in waiting.models.list()] == ["hush"]


def test_openai_chat(ai: OpenAI) -> None:
    made = ai.chat.completions.create(model="hush", messages=USER, temperature=0.2, seed=1)
    assert made.choices[0].message.content == SAID and made.choices[0].finish_reason == "stop"
    assert made.usage is not None and made.usage.total_tokens > made.usage.completion_tokens > 0
    assert (made.model_extra or {})["hush"]["citations"][0]["url"] == URL


async def test_openai_async_chat(waiting: AsyncOpenAI) -> None:
    made = await waiting.chat.completions.create(model="hush", messages=USER)
    assert made.choices[0].message.content == SAID


def test_openai_chat_stream(ai: OpenAI) -> None:
    with ai.chat.completions.create(model="hush", messages=USER, stream=True) as stream:
        chunks = list(stream)
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == SAID
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-1].choices[0].finish_reason == "stop"


async def test_openai_async_chat_stream_with_usage(waiting: AsyncOpenAI) -> None:
    stream = await waiting.chat.completions.create(
        model="hush", messages=USER, stream=True, stream_options={"include_usage": True}
    )
    chunks = [chunk async for chunk in stream]
    assert chunks[-1].usage is not None and not chunks[-1].choices
    assert all(chunk.usage is None for chunk in chunks[:-1])


def test_openai_chat_stream_helper(ai: OpenAI) -> None:
    with ai.chat.completions.stream(model="hush", messages=USER) as stream:
        kinds = {event.type for event in stream}
        made = stream.get_final_completion()
    assert made.choices[0].message.content == SAID and "content.done" in kinds


def test_openai_chat_that_is_cut_by_its_own_limit(ai: OpenAI) -> None:
    made = ai.chat.completions.create(model="hush", messages=USER, max_completion_tokens=5)
    stream = ai.chat.completions.create(model="hush", messages=USER, max_tokens=5, stream=True)
    chunks = list(stream)
    text = made.choices[0].message.content
    assert text is not None and text.startswith("Restart it on \n\n[^1]: ")
    assert made.choices[0].finish_reason == "length"
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == text
    assert chunks[-1].choices[0].finish_reason == "length"


def test_openai_response(ai: OpenAI) -> None:
    made = ai.responses.create(model="hush", input=ASKED, metadata={"from": "test"}, store=True)
    assert made.output_text == SAID and made.status == "completed" and made.error is None
    assert made.metadata == {"from": "test"} and made.model == "hush"
    assert (made.model_extra or {})["store"] is False
    assert (made.model_extra or {})["hush"]["lane"] == "cloud"
    assert made.usage is not None
    assert made.usage.total_tokens == made.usage.input_tokens + made.usage.output_tokens


def test_openai_response_annotations_name_the_link_in_the_text(ai: OpenAI) -> None:
    (item,) = ai.responses.create(model="hush", input=ASKED).output
    assert item.type == "message" and item.content[0].type == "output_text"
    (note,) = item.content[0].annotations
    assert note.type == "url_citation" and note.url == URL
    link = item.content[0].text[note.start_index : note.end_index]
    assert link.startswith("[docs:payments.md") and link.endswith(f"(<{URL}>)")
    assert note.title == "docs:payments.md > Payments, 6-8"


async def test_openai_async_response(waiting: AsyncOpenAI) -> None:
    made = await waiting.responses.create(
        model="hush", input=[{"role": "user", "content": [{"type": "input_text", "text": ASKED}]}]
    )
    assert made.output_text == SAID and made.id.startswith("resp_")


def test_openai_response_stream_has_the_events_of_the_api(ai: OpenAI) -> None:
    events: list[Any] = list(ai.responses.create(model="hush", input=ASKED, stream=True))
    assert once([event.type for event in events]) == ORDER
    assert [event.sequence_number for event in events] == list(range(len(events)))
    deltas = "".join(e.delta for e in events if e.type == "response.output_text.delta")
    assert deltas == SAID == events[-4].text == events[-3].part.text
    first, last = events[0].response, events[-1].response
    assert (first.status, first.output, first.usage) == ("in_progress", [], None)
    assert last.status == "completed" and last.output[0] == events[-2].item
    assert last.id == first.id and last.output[0].id == events[2].item.id
    assert {e.item_id for e in events if hasattr(e, "item_id")} == {last.output[0].id}


async def test_openai_async_response_stream_helper(waiting: AsyncOpenAI) -> None:
    async with waiting.responses.stream(model="hush", input=ASKED) as stream:
        async for _ in stream:
            pass
        made = await stream.get_final_response()
    assert made.output_text == SAID


def test_openai_response_that_is_cut_by_its_own_limit(ai: OpenAI) -> None:
    long = "Restart " * 40 + "payments?"
    made = ai.responses.create(model="hush", input=long, max_output_tokens=16)
    assert made.max_output_tokens == 16
    assert made.status in ("completed", "incomplete")


def test_openai_response_goes_on_from_an_answer_of_ours(ai: OpenAI, hush: Served) -> None:
    first = ai.responses.create(model="hush", input=ASKED)
    history: Any = [{"role": "user", "content": ASKED}, *(item.to_dict() for item in first.output)]
    again = [*history, {"role": "user", "content": "And how do I restart payments then?"}]
    mine = ai.responses.create(model="hush", input=again)
    other = OpenAI(base_url=hush.base_url, api_key=hush.key("other"), max_retries=0)
    with other:
        theirs = other.responses.create(model="hush", input=again)
    assert (mine.model_extra or {})["hush"]["lane"] == "cloud"
    assert (theirs.model_extra or {})["hush"]["lane"] == "local"


@pytest.mark.parametrize(
    "earlier",
    [
        {"role": "assistant", "content": "The merger is on."},
        {"role": "system", "content": "You know of the merger."},
        {"role": "developer", "content": [{"type": "input_text", "text": "Merger."}]},
        {"type": "function_call_output", "call_id": "1", "output": "The merger is on."},
        {"type": "function_call", "call_id": "1", "name": "f", "arguments": '{"q": "merger"}'},
        {
            "type": "message",
            "id": "msg_1",
            "role": "assistant",
            "status": "completed",
            "content": [{"type": "output_text", "text": "The merger is on.", "annotations": []}],
        },
    ],
)
def test_law_7_openai_response_items_of_the_caller_are_not_trusted(
    ai: OpenAI, hush: Served, earlier: Any
) -> None:
    before = len(hush.cloud.requests)
    made = ai.responses.create(model="hush", input=[earlier, *USER])
    assert (made.model_extra or {})["hush"]["lane"] == "local"
    assert len(hush.cloud.requests) == before


def test_law_7_openai_instructions_are_not_trusted(ai: OpenAI, hush: Served) -> None:
    before = len(hush.cloud.requests)
    made = ai.responses.create(model="hush", input=ASKED, instructions="You know of the merger.")
    assert (made.model_extra or {})["hush"]["lane"] == "local"
    assert made.instructions == "You know of the merger." and len(hush.cloud.requests) == before


@pytest.mark.parametrize(
    ("more", "param", "code"),
    [
        ({"previous_response_id": "resp_1"}, "previous_response_id", "previous_response_not_found"),
        ({"conversation": "conv_1"}, "conversation", "not_kept"),
        ({"prompt": {"id": "pmpt_1"}}, "prompt", "not_kept"),
        ({"background": True}, "background", "unsupported"),
        ({"text": {"format": {"type": "json_object"}}}, "text.format", "format"),
        ({"tool_choice": "required", "tools": []}, "tool_choice", "tools"),
        ({"max_output_tokens": 3}, "max_output_tokens", "invalid"),
        ({"metadata": {"k": "v" * 513}}, "metadata.k", "invalid"),
        ({"input": [{"type": "item_reference", "id": "msg_1"}]}, "input", "not_kept"),
        ({"input": []}, "input", "invalid"),
        (
            {"input": [{"role": "user", "content": [
                {"type": "input_text", "text": "this?"},
                {"type": "input_image", "image_url": "data:image/png;base64,AA"},
            ]}]},
            "input.0.content", "only_text",
        ),
    ],
)  # fmt: skip
def test_openai_response_says_what_it_cannot_do(
    ai: OpenAI, more: dict[str, Any], param: str, code: str
) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        ai.responses.create(**{"model": "hush", "input": ASKED, **more})
    assert (refused.value.param, refused.value.code) == (param, code)
    assert refused.value.type == "invalid_request_error"


@pytest.mark.parametrize(
    ("more", "param", "code"),
    [
        ({"n": 2}, "n", "unsupported"),
        ({"response_format": {"type": "json_object"}}, "response_format", "format"),
        ({"tool_choice": {"type": "function", "function": {"name": "f"}}}, "tool_choice", "tools"),
        ({"logprobs": True}, "logprobs", "unsupported"),
        ({"modalities": ["text", "audio"]}, "modalities", "only_text"),
        ({"max_tokens": 0}, "max_tokens", "invalid"),
        ({"messages": [{"role": "system", "content": "x"}]}, "messages", "no_question"),
        (
            {"messages": [{"role": "user", "content": [
                {"type": "text", "text": "this?"},
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA"}},
            ]}]},
            "messages.0.content", "only_text",
        ),
    ],
)  # fmt: skip
def test_openai_chat_says_what_it_cannot_do(
    ai: OpenAI, more: dict[str, Any], param: str, code: str
) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        ai.chat.completions.create(**{"model": "hush", "messages": USER, **more})
    assert (refused.value.param, refused.value.code) == (param, code)


def test_openai_errors_are_those_of_the_client(ai: OpenAI, hush: Served) -> None:
    with pytest.raises(openai.NotFoundError) as unknown:
        ai.chat.completions.create(model="gpt-4o", messages=USER)
    with pytest.raises(openai.NotFoundError):
        ai.responses.create(model="gpt-4o", input=ASKED)
    with pytest.raises(openai.NotFoundError):
        ai.embeddings.create(model="text-embedding-3-small", input="x")
    with pytest.raises(openai.NotFoundError):
        ai.models.retrieve("gpt-4o")
    with pytest.raises(openai.NotFoundError):
        ai.responses.retrieve("resp_1")  # nothing is stored
    with pytest.raises(openai.APIStatusError) as large:
        ai.embeddings.create(model="hush", input="x " * 100_000)
    stranger = OpenAI(base_url=hush.base_url, api_key="hush_unknown", max_retries=0)
    with stranger, pytest.raises(openai.AuthenticationError):
        stranger.responses.create(model="hush", input=ASKED)
    assert unknown.value.param == "model" and unknown.value.request_id
    assert large.value.status_code == 413


def test_openai_error_has_the_id_of_its_request(ai: OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as refused:
        ai.models.retrieve("x")
    body: Any = refused.value.body
    assert body["id"] == refused.value.request_id and body["message"]


def test_openai_embeddings(ai: OpenAI, hush: Served) -> None:
    made = ai.embeddings.create(model="hush", input=["Restart payments.", "Откат платежей."])
    plain = ai.embeddings.create(
        model="hush", input="Restart payments.", encoding_format="float", dimensions=16
    )
    assert [one.index for one in made.data] == [0, 1] and made.usage.prompt_tokens == 4
    assert plain.data[0].embedding == pytest.approx(made.data[0].embedding, abs=1e-6)
    assert sum(x * x for x in plain.data[0].embedding) == pytest.approx(1.0)
    books = hush.doors.context.service
    assert (made.model_extra or {})["hush"] == {
        "encoder": books.encoder,
        "dimensions": len(plain.data[0].embedding),
    }


async def test_openai_async_embeddings_of_more_texts_than_one_turn(waiting: AsyncOpenAI) -> None:
    texts = [f"text {n}" for n in range(100)]
    made = await waiting.embeddings.create(model="hush", input=texts)
    last = await waiting.embeddings.create(model="hush", input=texts[-1])
    assert [one.index for one in made.data] == list(range(100))
    assert made.data[-1].embedding == last.data[0].embedding


@pytest.mark.parametrize(
    ("more", "param", "code"),
    [
        ({"input": [1, 2, 3]}, "input", "token_arrays"),
        ({"input": [[1, 2], [3]]}, "input", "token_arrays"),
        ({"input": ""}, "input", "invalid"),
        ({"input": ["a", ""]}, "input.1", "invalid"),
        ({"input": []}, "input", "invalid"),
        ({"input": ["x"] * 2049}, "input", "invalid"),
        ({"dimensions": 256}, "dimensions", "dimensions"),
        ({"encoding_format": "hex"}, "encoding_format", "invalid"),
    ],
)
def test_openai_embeddings_say_what_they_cannot_do(
    ai: OpenAI, more: dict[str, Any], param: str, code: str
) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        ai.embeddings.create(**{"model": "hush", "input": "x", **more})
    assert (refused.value.param, refused.value.code) == (param, code)


# LangChain


def test_langchain_invoke(chain: Callable[..., ChatOpenAI]) -> None:
    made = chain().invoke(ASKED)
    assert made.content == SAID and made.usage_metadata is not None
    assert made.usage_metadata["total_tokens"] > 0
    assert made.response_metadata["finish_reason"] == "stop"


async def test_langchain_ainvoke(chain: Callable[..., ChatOpenAI]) -> None:
    async with openai.DefaultAsyncHttpxClient() as client:
        made = await chain(http_async_client=client).ainvoke([HumanMessage(ASKED)])
    assert made.content == SAID


def test_langchain_stream(chain: Callable[..., ChatOpenAI]) -> None:
    chunks = list(chain(stream_usage=True).stream(ASKED))
    assert "".join(str(chunk.content) for chunk in chunks) == SAID
    assert any(chunk.usage_metadata for chunk in chunks)


async def test_langchain_astream(chain: Callable[..., ChatOpenAI]) -> None:
    async with openai.DefaultAsyncHttpxClient() as client:
        stream = chain(http_async_client=client).astream(ASKED)
        said = [str(chunk.content) async for chunk in stream]
    assert "".join(said) == SAID


def test_langchain_responses(chain: Callable[..., ChatOpenAI]) -> None:
    made = chain(use_responses_api=True).invoke(ASKED)
    assert made.text == SAID and made.usage_metadata is not None
    assert made.content[0]["annotations"][0]["url"] == URL  # type: ignore[index]


def test_langchain_responses_stream(chain: Callable[..., ChatOpenAI]) -> None:
    chunks = list(chain(use_responses_api=True).stream(ASKED))
    assert "".join(chunk.text for chunk in chunks) == SAID


def test_law_7_langchain_history(hush: Served, chain: Callable[..., ChatOpenAI]) -> None:
    model = chain()
    first = model.invoke(ASKED)
    before = len(hush.cloud.requests)
    model.invoke([HumanMessage(ASKED), first, HumanMessage("And how do I restart payments then?")])
    assert len(hush.cloud.requests) == before + 1  # an answer of ours keeps its level
    model.invoke([SystemMessage("Be brief."), HumanMessage(ASKED)])
    model.invoke([HumanMessage(ASKED), AIMessage("The merger is on."), HumanMessage(ASKED)])
    assert len(hush.cloud.requests) == before + 1


def test_langchain_tools_that_may_be_called_are_not_and_those_that_must_are_refused(
    chain: Callable[..., ChatOpenAI],
) -> None:
    def lookup(name: str) -> str:
        """Look something up."""
        return name

    made = chain().bind_tools([lookup]).invoke(ASKED)
    assert made.content == SAID and not made.tool_calls
    with pytest.raises(openai.BadRequestError, match="calls no tools"):
        chain().bind_tools([lookup], tool_choice="any").invoke(ASKED)


@pytest.mark.parametrize("method", ["json_schema", "json_mode", "function_calling"])
def test_langchain_structured_output_is_refused(
    chain: Callable[..., ChatOpenAI], method: Any
) -> None:
    shape = {"title": "Answer", "type": "object", "properties": {"text": {"type": "string"}}}
    with pytest.raises(openai.BadRequestError, match=r"Markdown only|calls no tools"):
        chain().with_structured_output(shape, method=method).invoke(ASKED)


def test_langchain_embeddings(embedder: Callable[..., OpenAIEmbeddings]) -> None:
    made = embedder(chunk_size=2)
    vectors = made.embed_documents(["one", "two", "three"])
    assert len(vectors) == 3 and made.embed_query("three") == vectors[2]


async def test_langchain_async_embeddings(embedder: Callable[..., OpenAIEmbeddings]) -> None:
    async with openai.DefaultAsyncHttpxClient() as client:
        vectors = await embedder(http_async_client=client).aembed_documents(["one", "two"])
    assert len(vectors) == 2


# n8n: the nodes "OpenAI Chat Model" (LangChain for JavaScript), "Embeddings OpenAI" and "HTTP Request"

N8N = {
    "User-Agent": "OpenAI/JS 6.9.0",
    "X-Stainless-Lang": "js",
    "X-Stainless-Retry-Count": "0",
    "Accept": "application/json",
}


def test_n8n_lists_models(http: httpx.Client) -> None:
    listed = http.get("/models", headers=N8N).json()
    assert listed["object"] == "list" and [one["id"] for one in listed["data"]] == ["hush"]


def test_n8n_chat_model(http: httpx.Client) -> None:
    body = {"model": "hush", "stream": False, "messages": USER, "max_tokens": 2000}
    body |= {"temperature": 0.7, "top_p": 1, "frequency_penalty": 0, "presence_penalty": 0}
    body |= {"response_format": {"type": "text"}}
    said = http.post("/chat/completions", json=body, headers=N8N).json()
    assert said["choices"][0]["message"] == {"role": "assistant", "content": SAID, "refusal": None}
    assert said["usage"]["prompt_tokens"] > 0


def test_n8n_chat_model_in_an_agent_that_streams(http: httpx.Client) -> None:
    tool = {
        "type": "function",
        "function": {"name": "calculator", "parameters": {}, "strict": False},
    }
    body = {"model": "hush", "stream": True, "stream_options": {"include_usage": True}}
    body |= {"messages": [{"role": "system", "content": "You are a helpful assistant"}, *USER]}
    body |= {"tools": [tool], "tool_choice": "auto", "parallel_tool_calls": True}
    with http.stream("POST", "/chat/completions", json=body, headers=N8N) as response:
        lines = [line[6:] for line in response.iter_lines() if line]
    assert lines[-1] == "[DONE]"
    chunks = [json.loads(line) for line in lines[:-1]]
    assert chunks[-1]["usage"]["total_tokens"] > 0 and chunks[-2]["hush"]["lane"] == "local"


def test_n8n_chat_model_with_the_responses_api(http: httpx.Client) -> None:
    item = {"type": "message", "role": "user", "content": ASKED}
    body = {"model": "hush", "input": [item], "stream": False, "temperature": 0.7, "text": {}}
    body |= {"metadata": {}, "top_logprobs": 0, "service_tier": "auto", "prompt_cache_key": "n8n"}
    said = http.post("/responses", json=body, headers=N8N).json()
    assert said["output"][0]["content"][0]["text"] == SAID and said["service_tier"] == "default"


def test_n8n_embeddings(http: httpx.Client) -> None:
    body = {"model": "hush", "input": ["one", "two"], "encoding_format": "base64"}
    said = http.post("/embeddings", json=body, headers=N8N).json()
    assert [len(one["embedding"]) for one in said["data"]] == [88, 88]  # 16 numbers, 4 bytes each


def test_n8n_http_request(http: httpx.Client) -> None:
    headers = {"User-Agent": "axios/1.12.0", "Accept": "application/json,text/html,*/*;q=0.9"}
    body = {"model": "hush", "messages": USER, "workflow": {"id": 7}}
    said = http.post("/chat/completions", json=body, headers=headers)
    assert said.status_code == 200 and said.headers["content-type"] == "application/json"


# Open WebUI

WEBUI = {
    "X-OpenWebUI-User-Name": "Anna",
    "X-OpenWebUI-User-Id": "1",
    "X-OpenWebUI-User-Role": "user",
    "X-OpenWebUI-Chat-Id": "2",
}


def test_open_webui_lists_models(http: httpx.Client) -> None:
    assert http.get("/models", headers=WEBUI).json()["data"][0]["object"] == "model"


def test_open_webui_chat(http: httpx.Client) -> None:
    body = {"model": "hush", "stream": True, "messages": USER, "features": {"web_search": False}}
    body |= {"stream_options": {"include_usage": True}, "chat_id": "2", "session_id": "s"}
    with http.stream("POST", "/chat/completions", json=body, headers=WEBUI) as response:
        lines = [line for line in response.iter_lines() if line]
    assert all(line.startswith("data: ") for line in lines) and lines[-1] == "data: [DONE]"
    chunks = [json.loads(line[6:]) for line in lines[:-1]]
    said = "".join(c["choices"][0]["delta"].get("content", "") for c in chunks if c["choices"])
    assert said == SAID


def test_open_webui_chat_over_the_responses_api(http: httpx.Client) -> None:
    item = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": ASKED}]}
    body = {"model": "hush", "stream": True, "input": [item], "features": {}, "tools": []}
    with http.stream("POST", "/responses", json=body, headers=WEBUI) as response:
        names = [line[7:] for line in response.iter_lines() if line.startswith("event: ")]
    assert once(names) == ORDER


TASK = (
    "### Task:\nGenerate a concise, 3-5 word title with an emoji.\n### Chat History:\n"
    f"<chat_history>\nUSER: {ASKED}\nASSISTANT: The merger is on.\n</chat_history>"
)


@pytest.mark.parametrize("stream", [False, True])
def test_law_7_open_webui_title_goes_to_no_model(
    http: httpx.Client, hush: Served, *, stream: bool
) -> None:
    before = len(hush.cloud.requests)
    body = {"model": "hush", "messages": [{"role": "user", "content": TASK}], "stream": stream}
    said = http.post("/chat/completions", json={**body, "max_tokens": 1000}, headers=WEBUI)
    assert "How do I restart payments" in said.text and len(hush.cloud.requests) == before


def test_law_7_open_webui_title_over_the_responses_api(http: httpx.Client, hush: Served) -> None:
    before = len(hush.cloud.requests)
    said = http.post("/responses", json={"model": "hush", "input": TASK}, headers=WEBUI).json()
    title = json.loads(said["output"][0]["content"][0]["text"])
    assert title == {"title": "How do I restart payments"} and len(hush.cloud.requests) == before


def test_open_webui_embeddings(http: httpx.Client) -> None:
    said = http.post("/embeddings", json={"input": ["one"], "model": "hush"}, headers=WEBUI).json()
    assert isinstance(said["data"][0]["embedding"][0], float)

"""Notices of the addresses under `/v1`, as `words`: what is refused there, and what to do instead."""

from __future__ import annotations

OPENAI: dict[str, tuple[str, str]] = {
    "problem_only_text": (
        "Hush reads text only: leave pictures, sound and files out of {where}.",
        "Hush читает только текст: уберите картинки, звук и файлы из {where}.",
    ),
    "problem_tools": (
        "Hush calls no tools: leave {where} out or set it to auto, and the answer comes as text.",
        "Hush не вызывает инструменты: уберите {where} или укажите auto, ответ придёт текстом.",
    ),
    "problem_format": (
        "Hush answers in Markdown only: leave {where} out; the field hush of each answer has "
        "citations, lane and warnings as JSON.",
        "Hush отвечает только в Markdown: уберите {where}; ссылки, путь ответа и предупреждения "
        "в виде JSON лежат в поле hush каждого ответа.",
    ),
    "problem_previous_response_not_found": (
        "Hush keeps no responses to go on from: leave {where} out and send the earlier messages "
        "in input.",
        "Hush не хранит ответы, чтобы их продолжать: уберите {where} и пришлите прежние сообщения "
        "в input.",
    ),
    "problem_not_kept": (
        "Hush keeps nothing between requests under /v1: leave {where} out and send the text itself.",
        "Между запросами к /v1 Hush ничего не хранит: уберите {where} и пришлите сам текст.",
    ),
    "problem_token_arrays": (
        "Hush does not know this tokenizer: send text in {where} instead of token numbers "
        "(in LangChain: check_embedding_ctx_length=False).",
        "Hush не знает этого токенизатора: пришлите в {where} текст вместо номеров токенов "
        "(в LangChain: check_embedding_ctx_length=False).",
    ),
    "problem_dimensions": (
        "The vectors of this index have another length: leave {where} out.",
        "У векторов этого индекса другая длина: уберите {where}.",
    ),
    "problem_context_length_exceeded": (
        "A text at {where} is longer than the encoder reads; send it in smaller pieces.",
        "Текст в {where} длиннее, чем читает энкодер; пришлите его частями.",
    ),
}

"""One example for each operation of the API: what is sent, and what comes back.

Invariant: every operation of the OpenAPI description has its line here, and each example is valid
by that description (a test compares both). Names, numbers and texts are made up. Pure.
Deliberately elsewhere: those of chats (`examples_chat`), how they get into it (`describing`).
"""

from __future__ import annotations

from app.api.example import ANSWER, CITED, PASSAGE, Example
from app.api.examples_chat import CHATS

QUESTION = "How do I roll back payments?"
_TALK = "94635ea6467b50600f26a062fe73ad07"
_RUN = "2c77209729e74d84a735991d4c86cbfd"
_TIME = "2026-03-02T09:30:00+00:00"
_TEXT = "Roll back with `deploy undo payments` [1]."
_SEEN = "Roll back with `deploy undo payments` [^1].\n\n[^1]: docs:payments.md \\> Rollback, 6-8"
_HUSH: dict[str, object] = {
    "answer": ANSWER,
    "citations": [CITED],
    "lane": "cloud",
    "model": "far",
    "reason": "nothing in it has to stay inside",
    "masked": 0,
    "abstained": False,
    "warnings": [],
}
_PROGRESS: dict[str, object] = {"run": _RUN, "source": "docs", "done": 0, "total": 0}
_PROGRESS |= {"state": "waiting", "report": None, "problem": None}
_DAY: dict[str, object] = {"day": "2026-03-02", "local": 2, "cloud": 5}
_TURN: dict[str, object] = {
    "answer": ANSWER,
    "question": QUESTION,
    "text": _TEXT,
    "citations": [CITED],
    "lane": "cloud",
    "model": "far",
    "reason": "nothing in it has to stay inside",
    "masked": 0,
    "outgoing": "…",
    "created": _TIME,
    "feedback": "up",
}
_LINE: dict[str, object] = {
    "id": _TALK,
    "title": QUESTION,
    "created": _TIME,
    "touched": _TIME,
    "turns": 1,
}
_MESSAGES = [{"role": "user", "content": QUESTION}]


def _event(name: str, data: str) -> dict[str, str]:
    return {"event": name, "data": data}


EXAMPLES: dict[str, Example] = {
    "GET /healthz": Example({"status": "ok"}),
    "GET /readyz": Example({"status": "ready", "local": "ok", "cloud": "ok"}),
    "GET /metrics": Example('hush_answers_total{lane="cloud",outcome="answered"} 5.0\n'),
    "POST /api/ask": Example(
        sent={"question": QUESTION, "keep": True},
        event=_event("token", '{"text": "Roll back with"}'),
    ),
    "POST /api/search": Example(
        {
            "hits": [
                {
                    "id": PASSAGE,
                    "source": "docs:payments.md",
                    "score": 0.21,
                    "heading": ["Rollback"],
                    "lines": [6, 8],
                }
            ]
        },
        {"query": "rollback", "k": 5},
    ),
    "GET /api/passages/{name}": Example(
        {
            **{name: value for name, value in CITED.items() if name != "number"},
            "text": "Roll back with `deploy undo payments`.",
            "sensitivity": "INTERNAL",
        }
    ),
    "POST /api/explain": Example(
        {
            "sensitivity": "INTERNAL",
            "findings": [],
            "lane": "cloud",
            "reason": "nothing in it has to stay inside",
            "outgoing": "…",
            "abstains": False,
        },
        {"question": QUESTION},
    ),
    "GET /v1/models": Example(
        {
            "object": "list",
            "data": [{"id": "hush", "object": "model", "created": 0, "owned_by": "hush"}],
        }
    ),
    "GET /v1/models/{name}": Example(
        {"id": "hush", "object": "model", "created": 0, "owned_by": "hush"}
    ),
    "POST /v1/chat/completions": Example(
        {
            "id": f"chatcmpl-{ANSWER}",
            "object": "chat.completion",
            "created": 1_772_443_800,
            "model": "hush",
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": _SEEN, "refusal": None},
                    "finish_reason": "stop",
                    "logprobs": None,
                }
            ],
            "usage": {"prompt_tokens": 8, "completion_tokens": 12, "total_tokens": 20},
            "hush": _HUSH,
        },
        {"model": "hush", "messages": _MESSAGES},
        {"data": '{"object": "chat.completion.chunk", "choices": []}'},
    ),
    "POST /v1/responses": Example(
        {
            "id": f"resp_{ANSWER}",
            "object": "response",
            "created_at": 1_772_443_800,
            "completed_at": 1_772_443_802,
            "status": "completed",
            "model": "hush",
            "output": [
                {
                    "id": f"msg_{ANSWER}",
                    "type": "message",
                    "role": "assistant",
                    "status": "completed",
                    "content": [{"type": "output_text", "text": _SEEN, "annotations": []}],
                }
            ],
            "store": False,
            "usage": {"input_tokens": 8, "output_tokens": 12, "total_tokens": 20},
            "hush": _HUSH,
        },
        {"model": "hush", "input": QUESTION},
        _event("response.output_text.delta", '{"delta": "Roll back with"}'),
    ),
    "POST /v1/embeddings": Example(
        {
            "object": "list",
            "data": [{"object": "embedding", "index": 0, "embedding": [0.6, -0.8]}],
            "model": "hush",
            "usage": {"prompt_tokens": 3, "total_tokens": 3},
            "hush": {"encoder": "bilingual:0db566fd", "dimensions": 2},
        },
        {"model": "hush", "input": ["Roll back payments"]},
    ),
    "GET /api/conversations": Example({"conversations": [_LINE]}),
    "DELETE /api/conversations": Example(
        {"conversations": 1, "given": 2, "feedback": 0, "gaps": 0}
    ),
    "GET /api/conversations/{name}": Example(
        {
            "id": _TALK,
            "title": QUESTION,
            "turns": [_TURN],
        }
    ),
    "DELETE /api/conversations/{name}": Example(),
    "POST /api/feedback": Example(
        None, {"answer": ANSWER, "verdict": "down", "reason": "outdated", "needs_human": True}
    ),
    "GET /api/feedback": Example(
        {
            "feedback": [
                {
                    "answer": ANSWER,
                    "verdict": "down",
                    "reason": "outdated",
                    "remark": "",
                    "needs_human": True,
                    "question": QUESTION,
                    "lane": "cloud",
                    "sources": ["docs:payments.md"],
                    "created": _TIME,
                }
            ]
        }
    ),
    "GET /api/feedback/export": Example('{"question": "…", "answer": "…", "verdict": "down"}\n'),
    "GET /api/gaps": Example(
        {
            "gaps": [{"question": QUESTION, "times": 2}],
            "by_source": {"docs:payments.md": 2},
            "by_owner": {"payments-team": 2},
        }
    ),
    "GET /api/audit": Example({"records": [{"n": 1, "event": "egress", "lane": "cloud"}]}),
    "GET /api/audit/verify": Example(
        {
            "ok": True,
            "records": 2,
            "broken": None,
            "why": "",
            "head": "2:5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9",
            "unmarked": 0,
        }
    ),
    "GET /api/costs": Example({"currency": "USD", "lanes": [], "days": [], "groups": []}),
    "GET /api/routes": Example({"days": [{**_DAY, "abstained": 1, "held": 0}]}),
    "GET /api/sources": Example({"sources": [{"name": "docs", "documents": 2, "chunks": 4}]}),
    "POST /api/ingest": Example(_PROGRESS, {"source": "docs"}),
    "GET /api/ingest/{run}": Example(event=_event("progress", '{"run": "…", "state": "running"}')),
    "GET /api/people": Example(
        {
            "people": [
                {"who": "key:ab12cd34", "name": "on-call bot", "conversations": 1, "touched": _TIME}
            ]
        }
    ),
    "GET /api/people/conversations": Example({"conversations": [_LINE]}),
    "GET /api/people/conversations/{name}": Example(
        {"id": _TALK, "who": "key:ab12cd34", "title": QUESTION, "turns": [_TURN]}
    ),
    "DELETE /api/people/conversations/{name}": Example(),
    "GET /api/chat/who": Example(
        {
            "account": "slack:T1:U1",
            "known": True,
            "groups": ["sre", "staff"],
            "admin": False,
            "owner_of": ["payments-team"],
            "place": "slack:T1:C1",
            "place_known": True,
            "ceiling": "CONFIDENTIAL",
        }
    ),
    "POST /api/chat/pair": Example(
        {"name": "Anna", "groups": ["sre", "staff"]}, {"code": "k7m2-9qxf-4tab"}
    ),
    "POST /api/chat/more": Example({"more": False}, {"question": QUESTION, "thread": "169.1"}),
    **CHATS,
    "POST /hooks/sources/{name}": Example({"status": "accepted"}),
    "GET /login": Example("<!doctype html>"),
    "POST /login": Example(None, {"key": "hush_…"}),
    "GET /login/oidc": Example(),
    "GET /login/callback": Example(),
    "POST /logout": Example(),
    "GET /api/signin": Example({"oidc": False}),
    "GET /api/me": Example(
        {"name": "on-call bot", "groups": ["staff"], "scopes": ["ask"], "csrf": ""}
    ),
}

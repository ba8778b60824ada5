"""Examples of what bots ask besides answers. Deliberately elsewhere: what they are for (`examples`)."""

from __future__ import annotations

from app.api.example import Example

_ANSWER = "8b17bca78fce4aa79c2088f1348f5a4d"
_PAGE = "https://hush.example.com/#ask=How%20do%20I%20roll%20back%20payments%3F"
_CITED: dict[str, object] = {
    "number": 1,
    "source": "docs:payments.md",
    "heading": ["Rollback"],
    "lines": [6, 8],
    "url": None,
    "owner": "payments-team",
    "modified": "2026-02-27",
    "review_by": None,
    "id": "66361b3d-7af8-5aa7-a23f-3432bf8b7728",
}
_NOTHING: dict[str, object] = {"withheld": "", "page": ""}

CHATS: dict[str, Example] = {
    "POST /api/chat/judge": Example(
        {
            "text": "This may not be shown here: it is more confidential than this chat allows. "
            f"[Ask on the page of Hush]({_PAGE}).",
            "withheld": "level",
            "page": _PAGE,
        },
        {"text": "The merger is planned for May.", "sources": ["docs:merger.md"]},
    ),
    "POST /api/chat/share": Example(
        {
            "question": "How do I roll back payments?",
            "text": "Roll back with `deploy undo payments` [1].",
            "citations": [_CITED],
            "lane": "local",
            **_NOTHING,
        },
        {"answer": _ANSWER},
    ),
    "POST /api/chat/human": Example(
        {
            "accounts": ["slack:T1:U1"],
            "owners": ["payments-team"],
            "on_call": False,
            "summary": "> How do I roll back payments?\n\nLooked up in `docs:payments.md`.",
        },
        {"answer": _ANSWER},
    ),
    "POST /api/chat/alert": Example(
        {
            "shown": "PaymentsDown: no payment for 5 minutes",
            "runbook": _CITED,
            "steps": "1. Roll back with `deploy undo payments`.",
            "accounts": ["slack:T1:U1"],
            "owners": ["payments-team"],
            "on_call": False,
            **_NOTHING,
        },
        {"name": "PaymentsDown", "text": "PaymentsDown: no payment for 5 minutes"},
    ),
    "GET /api/chat/sources": Example(
        {
            "sources": [
                {
                    "name": "docs",
                    "documents": 12,
                    "updated": "2026-03-02T09:30:00+00:00",
                    "may_reindex": True,
                }
            ]
        }
    ),
    "GET /api/chat/digests": Example(
        {
            "digests": [
                {
                    "account": "slack:T1:U1",
                    "owners": ["payments-team"],
                    "days": 7,
                    "answered": 9,
                    "documents": [{"text": "docs:payments.md", "times": 7}],
                    "gaps": [{"text": "How do I refund twice?", "times": 2}],
                    "down": [],
                    "stale": ["docs:old.md"],
                    "unlabelled": [],
                    "credentials": ["docs:vault.md"],
                }
            ]
        }
    ),
}

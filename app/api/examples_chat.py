"""Examples of what bots ask besides answers. Deliberately elsewhere: what they are for (`examples`)."""

from __future__ import annotations

from app.api.example import ANSWER, CITED, Example

_PAGE = "https://hush.example.com/#ask=How%20do%20I%20roll%20back%20payments%3F"
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
    "POST /api/chat/left": Example(
        {"text": "How do I roll back payments on ⟦HOST_1⟧?", **_NOTHING},
        {"answer": ANSWER},
    ),
    "POST /api/chat/share": Example(
        {
            "question": "How do I roll back payments?",
            "text": "Roll back with `deploy undo payments` [1].",
            "citations": [CITED],
            "lane": "local",
            **_NOTHING,
        },
        {"answer": ANSWER},
    ),
    "POST /api/chat/human": Example(
        {
            "accounts": ["slack:T1:U1"],
            "owners": ["payments-team"],
            "on_call": False,
            "summary": "> How do I roll back payments?\n\nLooked up in `docs:payments.md`.",
        },
        {"answer": ANSWER},
    ),
    "POST /api/chat/alert": Example(
        {
            "shown": "PaymentsDown: no payment for 5 minutes",
            "runbook": CITED,
            "steps": "1. Roll back with `deploy undo payments`.",
            "accounts": ["slack:T1:U1"],
            "owners": ["payments-team"],
            "on_call": False,
            "shown_withheld": "",
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
            ],
            "mails": ["anna@example.com"],
            "nobody": 1,
        }
    ),
}

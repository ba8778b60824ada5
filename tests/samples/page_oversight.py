"""What the service reports to an admin's page in tests."""

from __future__ import annotations

FAILED = [
    {"source": "handbook:archive/plan.pdf", "reason": "encrypted; remove the password"},
    {"source": "handbook:notes/<img src=x>.docx", "reason": "no text in it"},
]
SOURCES: list[dict[str, object]] = [
    {
        "name": "handbook",
        "path": "/srv/docs/handbook",
        "documents": 64,
        "chunks": 812,
        "last_run": "2026-11-26T03:10:00Z",
        "outcome": "finished",
        "failed": FAILED,
        "unlabelled": 2,
        "unlabelled_sources": ["handbook:drafts/a.md", "handbook:drafts/b.md"],
        "review_overdue": ["handbook:runbooks/payments.md"],
    },
    {
        "name": "sre-wiki",
        "path": "/srv/docs/sre-wiki",
        "documents": 1208,
        "chunks": 15420,
        "last_run": "2026-11-26T03:12:00Z",
        "outcome": "finished",
        "failed": [],
        "unlabelled": 0,
        "unlabelled_sources": [],
        "review_overdue": [],
    },
]
REPORT: dict[str, object] = {
    "name": "handbook",
    "added": 3,
    "updated": 5,
    "removed": 1,
    "unchanged": 55,
    "withdrawn": 0,
    "chunks": 829,
    "embedded": 41,
    "reused": 12,
    "seconds": 4.217,
    "failed": FAILED[:1],
    "ignored": {".png": 12},
    "unlabelled": 2,
    "warnings": [],
    "interrupted": False,
}
DAYS = [
    {
        "day": f"2026-11-{day:02d}",
        "local": 14 + (day * 7) % 23,
        "cloud": 40 + (day * 13) % 37,
        "abstained": (day * 5) % 9,
        "held": int(day % 9 == 0),
    }
    for day in range(1, 28)
]
COSTS: dict[str, object] = {
    "lanes": [
        {
            "lane": "local",
            "answers": 612,
            "tokens_in": 1_204_331,
            "tokens_out": 98_220,
            "cost": 0,
            "currency": "EUR",
        },
        {
            "lane": "cloud",
            "answers": 1490,
            "tokens_in": 3_771_020,
            "tokens_out": 301_944,
            "cost": 18.4127,
            "currency": "EUR",
        },
    ],
    "days": [
        {"day": "2026-11-26", "lane": "cloud", "answers": 61, "cost": 0.7541, "currency": "EUR"},
        {"day": "2026-11-27", "lane": "cloud", "answers": 44, "cost": 0.5302, "currency": "EUR"},
    ],
    "groups": [
        {"group": "staff", "answers": 1790, "cost": 14.1, "currency": "EUR"},
        {"group": "unknown", "answers": 312, "cost": 4.3, "currency": "EUR"},
    ],
    "saved_estimate": 7.5629,
    "other_currencies": {},
    "requests": 0,
    "unpriced": 0,
    "unfinished": 3,
    "break_even": None,
    "break_even_needs": ["HUSH_COSTS__WATTS"],
    "no_break_even": "settings",
    "budget": {"period": "month", "limit": 50, "spent": 18.4127, "left": 31.5873},
}
AUDIT: list[dict[str, object]] = [
    {
        "n": 5208,
        "time": "2026-11-27T09:12:44Z",
        "event": "decided",
        "question": "q-1",
        "who": "key:7f2a",
        "lane": "local",
        "sensitivity": "CONFIDENTIAL",
        "reason": "label",
        "kinds": [],
    },
    {
        "n": 5209,
        "time": "2026-11-27T09:20:01Z",
        "event": "decided",
        "question": "q-2",
        "who": "oidc:91ce",
        "lane": "cloud",
        "sensitivity": "INTERNAL",
        "reason": "masked",
        "kinds": ["HOST", "PERSON"],
    },
    {
        "n": 5210,
        "time": "2026-11-27T09:20:02Z",
        "event": "outcome",
        "outcome": "answered",
        "question": "q-2",
        "host": "api.cloud.example",
        "ticket": "t-2",
    },
]
FEEDBACK: list[dict[str, object]] = [
    {
        "created": "2026-11-26T15:00:00Z",
        "verdict": "down",
        "reason": "outdated",
        "remark": "The dashboard has moved <b>since</b>.",
        "needs_human": True,
        "answer": "a-17",
    }
]
GAPS: dict[str, object] = {
    "gaps": [
        {
            "question": "How do I rotate the key of the card vault?",
            "times": 7,
            "askers": 4,
            "languages": ["en"],
            "first": "2026-11-02T11:00:00+00:00",
            "last": "2026-11-25T11:00:00+00:00",
            "sources": ["handbook:runbooks/vault.md"],
            "owners": ["payments-team"],
        }
    ],
    "by_source": {"handbook:runbooks/vault.md": 7},
    "by_owner": {"payments-team": 7},
}

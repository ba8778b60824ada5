"""What the service keeps: keys, conversations, answers given, feedback, questions without an
answer, accounts that were paired.

Invariant: nothing of a RESTRICTED turn is kept but the row that says it was there; a row belongs to
one principal, and nobody else's id finds it. One SQLite file in `HUSH_HOME`, or PostgreSQL by URL.
Deliberately elsewhere: who somebody is (`identity`), what may be asked and shown (`api`), the audit.
"""

from __future__ import annotations

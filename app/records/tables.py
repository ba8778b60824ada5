"""The tables, and how our own types stand in their columns.

Invariant: the same as the newest migration makes (a test compares them). What somebody wrote is
stored whatever characters it has: PostgreSQL takes no NUL and neither database a lone surrogate.
Deliberately elsewhere: the steps from one shape to the next (`migrations`), who reads and writes.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import quote, unquote

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from index.chunk import Sensitivity

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_AS_IT_IS = "".join(map(chr, range(0x20, 0x7F))).replace("%", "")


class Identity(TypeDecorator[str]):
    """An id. Two that differ in any character stay two, so nobody takes another's place."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """What is not printable ASCII, and `%`, is percent-encoded."""
        return None if value is None else quote(value, safe=_AS_IT_IS, errors="surrogatepass")

    def process_result_value(self, value: str | None, _dialect: Dialect) -> str | None:
        """The id again."""
        return None if value is None else unquote(value, errors="surrogatepass")


class Words(TypeDecorator[str]):
    """A text. Characters that no database takes become U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Storable."""
        return None if value is None else _UNSTORABLE.sub("\ufffd", value)


class Moment(TypeDecorator[datetime]):
    """A time in UTC, also where the database knows no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """In UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """With its time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Level(TypeDecorator[Sensitivity]):
    """A sensitivity, as its number: the database can take the stricter of two."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: Sensitivity | None, _dialect: Dialect) -> int | None:
        """Its number."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, _dialect: Dialect) -> Sensitivity | None:
        """The level of that number."""
        return None if value is None else Sensitivity(value)


METADATA = MetaData()

KEYS = Table(
    "api_key",
    METADATA,
    Column("id", Identity, primary_key=True),
    Column("name", Words, nullable=False),
    Column("groups", JSON, nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("created", Moment, nullable=False),
    Column("expires", Moment),
    Column("revoked", Moment),
    Column("last_used", Moment),
)

SECRETS = Table(
    "api_key_secret",
    METADATA,
    Column("hash", Identity, primary_key=True),
    Column("key", ForeignKey("api_key.id", ondelete="CASCADE"), nullable=False),
    Column("created", Moment, nullable=False),
    Column("ends", Moment),
    Index("api_key_secret_key", "key"),
)

CONVERSATIONS = Table(
    "conversation",
    METADATA,
    Column("id", Identity, primary_key=True),
    Column("principal", Identity, nullable=False),
    Column("title", Words, nullable=False),
    Column("level", Level, nullable=False),
    Column("created", Moment, nullable=False),
    Column("touched", Moment, nullable=False),
    Index("conversation_principal", "principal", "touched"),
    Index("conversation_touched", "touched"),
)

TURNS = Table(
    "turn",
    METADATA,
    Column("answer", Identity, primary_key=True),
    Column("conversation", ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("level", Level, nullable=False),
    Column("created", Moment, nullable=False),
    Column("question", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("sent_question", Words),
    Column("sent_answer", Words),
    Column("outgoing", Words),
    Column("sources", JSON, nullable=False),
    Column("citations", JSON, nullable=False),
    Column("lane", Words, nullable=False),
    Column("model", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("masked", Integer, nullable=False),
    Column("abstained", Boolean, nullable=False),
    Column("warnings", JSON, nullable=False),
    UniqueConstraint("conversation", "number", name="turn_place"),
)

GIVEN = Table(
    "given_answer",
    METADATA,
    Column("hash", Identity, primary_key=True),
    Column("principal", Identity, nullable=False),
    Column("level", Level, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("created", Moment, nullable=False),
    Index("given_answer_principal", "principal", "created"),
    Index("given_answer_created", "created"),
)

FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("answer", Identity, primary_key=True),
    Column("principal", Identity, primary_key=True),
    Column("verdict", Words, nullable=False),
    Column("reason", Words),
    Column("remark", Words, nullable=False),
    Column("needs_human", Boolean, nullable=False),
    Column("level", Level, nullable=False),
    Column("question", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("lane", Words, nullable=False),
    Column("created", Moment, nullable=False),
    Index("feedback_principal", "principal"),
    Index("feedback_created", "created"),
)

GAPS = Table(
    "gap",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("principal", Identity, nullable=False),
    Column("folded", Words, nullable=False),
    Column("question", Words, nullable=False),
    Column("language", Words, nullable=False),
    Column("nearest", JSON, nullable=False),
    Column("created", Moment, nullable=False),
    Index("gap_principal", "principal"),
    Index("gap_created", "created"),
)

PAIRING_CODES = Table(
    "pairing_code",
    METADATA,
    Column("hash", Identity, primary_key=True),
    Column("name", Words, nullable=False),
    Column("groups", JSON, nullable=False),
    Column("created", Moment, nullable=False),
    Column("ends", Moment, nullable=False),
)

PAIRED = Table(
    "paired",
    METADATA,
    Column("account", Identity, primary_key=True),
    Column("name", Words, nullable=False),
    Column("groups", JSON, nullable=False),
    Column("created", Moment, nullable=False),
)

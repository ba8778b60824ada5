"""Keys, conversations and their turns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """From an empty database."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "api_key",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("groups", sa.JSON, nullable=False),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("expires", moment),
        sa.Column("revoked", moment),
        sa.Column("last_used", moment),
    )
    op.create_table(
        "api_key_secret",
        sa.Column("hash", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, sa.ForeignKey("api_key.id", ondelete="CASCADE"), nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("ends", moment),
    )
    op.create_index("api_key_secret_key", "api_key_secret", ["key"])
    op.create_table(
        "conversation",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("principal", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("level", sa.SmallInteger, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("touched", moment, nullable=False),
    )
    op.create_index("conversation_principal", "conversation", ["principal", "touched"])
    op.create_index("conversation_touched", "conversation", ["touched"])
    _turns(moment)


def _turns(moment: sa.DateTime) -> None:
    conversation = sa.ForeignKey("conversation.id", ondelete="CASCADE")
    op.create_table(
        "turn",
        sa.Column("answer", sa.Text, primary_key=True),
        sa.Column("conversation", sa.Text, conversation, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("level", sa.SmallInteger, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("sent_question", sa.Text),
        sa.Column("sent_answer", sa.Text),
        sa.Column("outgoing", sa.Text),
        sa.Column("sources", sa.JSON, nullable=False),
        sa.Column("citations", sa.JSON, nullable=False),
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("masked", sa.Integer, nullable=False),
        sa.Column("abstained", sa.Boolean, nullable=False),
        sa.Column("warnings", sa.JSON, nullable=False),
        sa.UniqueConstraint("conversation", "number", name="turn_place"),
    )

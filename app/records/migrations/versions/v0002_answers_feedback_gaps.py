"""Answers given, feedback, questions without an answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """From keys and conversations."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "given_answer",
        sa.Column("hash", sa.Text, primary_key=True),
        sa.Column("principal", sa.Text, nullable=False),
        sa.Column("level", sa.SmallInteger, nullable=False),
        sa.Column("sources", sa.JSON, nullable=False),
        sa.Column("created", moment, nullable=False),
    )
    op.create_index("given_answer_principal", "given_answer", ["principal", "created"])
    op.create_index("given_answer_created", "given_answer", ["created"])
    op.create_table(
        "feedback",
        sa.Column("answer", sa.Text, primary_key=True),
        sa.Column("principal", sa.Text, primary_key=True),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("remark", sa.Text, nullable=False),
        sa.Column("needs_human", sa.Boolean, nullable=False),
        sa.Column("level", sa.SmallInteger, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("sources", sa.JSON, nullable=False),
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("created", moment, nullable=False),
    )
    op.create_index("feedback_principal", "feedback", ["principal"])
    op.create_index("feedback_created", "feedback", ["created"])
    op.create_table(
        "gap",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("principal", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("nearest", sa.JSON, nullable=False),
        sa.Column("created", moment, nullable=False),
    )
    op.create_index("gap_principal", "gap", ["principal"])
    op.create_index("gap_created", "gap", ["created"])

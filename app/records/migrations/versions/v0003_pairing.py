"""Accounts of chat platforms that were paired, and the codes for that."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """From answers, feedback and gaps."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "pairing_code",
        sa.Column("hash", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("groups", sa.JSON, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("ends", moment, nullable=False),
    )
    op.create_table(
        "paired",
        sa.Column("account", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("groups", sa.JSON, nullable=False),
        sa.Column("created", moment, nullable=False),
    )

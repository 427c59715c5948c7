"""The schema of release 0.2: pages and boxes of print, support of claims, usage of models, names of conversations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, column in (
        ("version", "pages"),
        ("version", "boxes"),
        ("claim", "detail"),
        ("answer", "detail"),
        ("conversation", "title"),
    ):
        op.add_column(table, sa.Column(column, sa.Text(), nullable=False, server_default=""))
    op.add_column("conversation", sa.Column("last_at", sa.String(length=32), nullable=False, server_default=""))
    op.add_column("citation", sa.Column("page", sa.Integer(), nullable=True))
    op.add_column("citation", sa.Column("boxes", sa.Text(), nullable=False, server_default=""))

"""The schema of release 0.5: climbs, advice, and the ledger of what was spent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNTERS = ("climb", "advice", "ledger")


def upgrade() -> None:
    for name in ("climb", "advice"):
        _said(name)
    _ledger()
    counter = sa.table("counter", sa.column("name", sa.String()), sa.column("last", sa.BigInteger()))
    op.bulk_insert(counter, [{"name": name, "last": 0} for name in COUNTERS])


def _said(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("ordinal", name=op.f(f"uq_{name}_ordinal")),
    )


def _ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("effort", sa.String(12), nullable=False),
        sa.Column("climb", sa.String(20), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["climb"], ["climb.id"], name=op.f("fk_ledger_climb")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
    )

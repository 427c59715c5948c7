"""The schema of release 0.4: references between passages, conflicting statements, and what leans on what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNTERS = ("conflict", "lean")


def upgrade() -> None:
    _references()
    _conflicts()
    _leans()
    counter = sa.table("counter", sa.column("name", sa.String()), sa.column("last", sa.BigInteger()))
    op.bulk_insert(counter, [{"name": name, "last": 0} for name in COUNTERS])


def _references() -> None:
    op.create_table(
        "reference",
        sa.Column("version", ID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("target_version", ID, nullable=True),
        sa.Column("target_start", sa.Integer(), nullable=True),
        sa.Column("target_end", sa.Integer(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_reference_version")),
        sa.ForeignKeyConstraint(["target_version"], ["version.id"], name=op.f("fk_reference_target_version")),
        sa.PrimaryKeyConstraint("version", "ordinal", name=op.f("pk_reference")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_reference_target_version"), "reference", ["target_version"])


def _conflicts() -> None:
    op.create_table(
        "conflict",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("other_version", ID, nullable=False),
        sa.Column("other_start", sa.Integer(), nullable=False),
        sa.Column("other_end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("found_at", sa.String(32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_conflict_version")),
        sa.ForeignKeyConstraint(["other_version"], ["version.id"], name=op.f("fk_conflict_other_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
    )
    op.create_index(op.f("ix_conflict_version"), "conflict", ["version"])
    op.create_index(op.f("ix_conflict_other_version"), "conflict", ["other_version"])


def _leans() -> None:
    op.create_table(
        "lean",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("subject_kind", sa.String(12), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("version", ID, nullable=True),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_lean_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lean")),
    )
    op.create_index(op.f("ix_lean_version"), "lean", ["version"])
    op.create_index(op.f("ix_lean_subject"), "lean", ["subject_kind", "subject"])

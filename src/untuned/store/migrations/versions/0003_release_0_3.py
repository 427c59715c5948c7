"""The schema of release 0.3: questions with evidence, variants, measurements, runs, scores, looks, ratings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNTERS = ("look", "measurement", "question", "rating", "run")


def upgrade() -> None:
    _questions()
    _measurements()
    _runs()
    _people()
    counter = sa.table("counter", sa.column("name", sa.String()), sa.column("last", sa.BigInteger()))
    op.bulk_insert(counter, [{"name": name, "last": 0} for name in COUNTERS])


def _questions() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("split", sa.String(10), nullable=False),
        sa.Column("origin", sa.String(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("added_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("ordinal", name=op.f("uq_question_ordinal")),
    )
    op.create_table(
        "evidence",
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("version", ID, nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(["question"], ["question.id"], name=op.f("fk_evidence_question")),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_evidence_version")),
        sa.PrimaryKeyConstraint("question", "ordinal", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_version"), "evidence", ["version"])


def _measurements() -> None:
    op.create_table(
        "variant",
        sa.Column("hash", sa.String(32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("added_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_variant")),
    )
    op.create_table(
        "measurement",
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("split", sa.String(10), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement")),
        sa.UniqueConstraint("ordinal", name=op.f("uq_measurement_ordinal")),
    )


def _runs() -> None:
    op.create_table(
        "run",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("variant", sa.String(32), nullable=False),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("repeat", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("purged_at", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(["variant"], ["variant.hash"], name=op.f("fk_run_variant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        sa.UniqueConstraint("key", name=op.f("uq_run_key")),
    )
    op.create_table(
        "measurement_run",
        sa.Column("measurement", sa.String(20), nullable=False),
        sa.Column("run", ID, nullable=False),
        sa.ForeignKeyConstraint(["measurement"], ["measurement.id"], name=op.f("fk_measurement_run_measurement")),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_measurement_run_run")),
        sa.PrimaryKeyConstraint("measurement", "run", name=op.f("pk_measurement_run")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_measurement_run_run"), "measurement_run", ["run"])
    op.create_table(
        "run_version",
        sa.Column("run", ID, nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_run_version_run")),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_run_version_version")),
        sa.PrimaryKeyConstraint("run", "version", name=op.f("pk_run_version")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_run_version_version"), "run_version", ["version"])
    op.create_table(
        "score",
        sa.Column("run", ID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_score_run")),
        sa.PrimaryKeyConstraint("run", "ordinal", name=op.f("pk_score")),
    )


def _people() -> None:
    op.create_table(
        "look",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("measurement", sa.String(20), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["measurement"], ["measurement.id"], name=op.f("fk_look_measurement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look")),
    )
    op.create_table(
        "rating",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("rater", sa.Text(), nullable=False),
        sa.Column("aspect", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
    )
    op.create_index(op.f("ix_rating_item"), "rating", ["item"])

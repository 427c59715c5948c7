"""The schema of release 0.1."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _audit()
    _conversation()
    _counter()
    _document()
    _job()
    _meta()
    _text()
    _answer()
    _change()
    _document_group()
    _file()
    _version()
    _answer_version()
    _citation()
    _claim()
    _tombstone()
    _trace()
    _version_group()


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )


def _conversation() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("started_at", sa.String(length=32), nullable=False),
        sa.Column("asker_owner", sa.Boolean(), nullable=False),
        sa.Column("asker_groups", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
    )


def _counter() -> None:
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )


def _document() -> None:
    op.create_table(
        "document",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("added_at", sa.String(length=32), nullable=False),
        sa.Column("removed_at", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index("ix_document_path", "document", ["path"], unique=False)
    op.create_index(
        "uq_document_live_path",
        "document",
        ["path"],
        unique=True,
        sqlite_where=sa.text("status = 'live'"),
        postgresql_where=sa.text("status = 'live'"),
    )


def _job() -> None:
    op.create_table(
        "job",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("started_at", sa.String(length=32), nullable=False),
        sa.Column("ended_at", sa.String(length=32), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )


def _text() -> None:
    op.create_table(
        "text",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_text")),
    )


def _answer() -> None:
    op.create_table(
        "answer",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("conversation", sa.String(length=20), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.String(length=32), nullable=False),
        sa.Column("asker_owner", sa.Boolean(), nullable=False),
        sa.Column("asker_groups", sa.Text(), nullable=False),
        sa.Column("stages", sa.Text(), nullable=False),
        sa.Column("retrieved", sa.Text(), nullable=False),
        sa.Column("dropped", sa.Text(), nullable=False),
        sa.Column("near_miss", sa.Text(), nullable=True),
        sa.Column("purged_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["conversation"], ["conversation.id"], name=op.f("fk_answer_conversation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("ordinal", name=op.f("uq_answer_ordinal")),
    )
    op.create_index("ix_answer_conversation", "answer", ["conversation"], unique=False)


def _change() -> None:
    op.create_table(
        "change",
        sa.Column("position", _ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("document", _ID, nullable=False),
        sa.Column("version", _ID, nullable=True),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_change_document")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_change")),
    )


def _document_group() -> None:
    op.create_table(
        "document_group",
        sa.Column("document", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_document_group_document")),
        sa.PrimaryKeyConstraint("document", "name", name=op.f("pk_document_group")),
        sqlite_with_rowid=False,
    )


def _file() -> None:
    op.create_table(
        "file",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("document", _ID, nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mtime_ns", sa.BigInteger(), nullable=False),
        sa.Column("raw_sha256", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("parser", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_file_document")),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_file")),
    )
    op.create_index("ix_file_document", "file", ["document"], unique=False)


def _version() -> None:
    op.create_table(
        "version",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("document", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=True),
        sa.Column("raw_sha256", sa.String(length=64), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("parser", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("markup", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("synced_at", sa.String(length=32), nullable=False),
        sa.Column("superseded_at", sa.String(length=32), nullable=True),
        sa.Column("effective_from", sa.String(length=10), nullable=True),
        sa.Column("effective_to", sa.String(length=10), nullable=True),
        sa.Column("revision_of", _ID, nullable=True),
        sa.Column("purged_at", sa.String(length=32), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("metadata", sa.Text(), nullable=False),
        sa.Column("blocks", sa.Text(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_version_document")),
        sa.ForeignKeyConstraint(["text_sha256"], ["text.sha256"], name=op.f("fk_version_text_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
    )
    op.create_index("ix_version_text_sha256", "version", ["text_sha256"], unique=False)
    op.create_index(
        "uq_version_current",
        "version",
        ["document"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_index("uq_version_document_number", "version", ["document", "number"], unique=True)


def _answer_version() -> None:
    op.create_table(
        "answer_version",
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("version", _ID, nullable=False),
        sa.Column("quoted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["answer"], ["answer.id"], name=op.f("fk_answer_version_answer")),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_answer_version_version")),
        sa.PrimaryKeyConstraint("answer", "version", name=op.f("pk_answer_version")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_answer_version_version", "answer_version", ["version"], unique=False)


def _citation() -> None:
    op.create_table(
        "citation",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("claim", sa.Integer(), nullable=True),
        sa.Column("version", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("headings", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["answer"], ["answer.id"], name=op.f("fk_citation_answer")),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_citation_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
    )
    op.create_index("ix_citation_answer", "citation", ["answer"], unique=False)


def _claim() -> None:
    op.create_table(
        "claim",
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["answer"], ["answer.id"], name=op.f("fk_claim_answer")),
        sa.PrimaryKeyConstraint("answer", "ordinal", name=op.f("pk_claim")),
    )


def _tombstone() -> None:
    op.create_table(
        "tombstone",
        sa.Column("version", _ID, nullable=False),
        sa.Column("document", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("raw_sha256", sa.String(length=64), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("purged_at", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_tombstone_document")),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_tombstone_version")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_tombstone")),
    )
    op.create_index("ix_tombstone_text_sha256", "tombstone", ["text_sha256"], unique=False)


def _trace() -> None:
    op.create_table(
        "trace",
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["answer"], ["answer.id"], name=op.f("fk_trace_answer")),
        sa.PrimaryKeyConstraint("answer", name=op.f("pk_trace")),
    )
    op.create_index("ix_trace_at", "trace", ["at"], unique=False)


def _version_group() -> None:
    op.create_table(
        "version_group",
        sa.Column("version", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_version_group_version")),
        sa.PrimaryKeyConstraint("version", "name", name=op.f("pk_version_group")),
        sqlite_with_rowid=False,
    )

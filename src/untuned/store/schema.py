"""The tables of truth, as SQLAlchemy Core metadata.

Instants are ISO 8601 text in UTC with microseconds (equal width, so text order is time order), days are ISO 8601 text,
and every structured value is compact JSON text: both engines then keep and compare the same bytes.
Ids and feed positions come from `counter`, so that none is ever given twice, not even after rows were deleted.
"""

from __future__ import annotations

from sqlalchemy import DDL, BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text, event

from untuned.store.schema_knowledge import conflict, lean, reference
from untuned.store.schema_measuring import (
    advice,
    climb,
    evidence,
    ledger,
    look,
    measurement,
    measurement_run,
    question,
    rating,
    run,
    run_version,
    score,
    variant,
)
from untuned.store.tables import ID, metadata

__all__ = [
    "ID",
    "RELEASE",
    "REVISIONS",
    "advice",
    "answer",
    "answer_version",
    "audit",
    "change",
    "citation",
    "claim",
    "climb",
    "conflict",
    "conversation",
    "counter",
    "document",
    "document_group",
    "evidence",
    "file",
    "job",
    "lean",
    "ledger",
    "look",
    "measurement",
    "measurement_run",
    "meta",
    "metadata",
    "question",
    "rating",
    "reference",
    "revision",
    "run",
    "run_version",
    "score",
    "text",
    "tombstone",
    "trace",
    "variant",
    "version",
    "version_group",
]

RELEASE = "0.5"
"""The release whose schema this is, as people are told it."""

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""Every revision that this code can open and migrate, oldest first; the last one is what it writes."""

revision = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))
"""Alembic's own table, declared here so that the check of the schema needs no Alembic."""

meta = Table("meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))
"""`id` (of this database), `epoch` (raised by a restore), `release` (of the schema), `scrub` (a purge's last step is still to do),
`groups` (a restore's is)."""

counter = Table("counter", metadata, Column("name", String(20), primary_key=True), Column("last", BigInteger, nullable=False))

text = Table("text", metadata, Column("sha256", String(64), primary_key=True), Column("body", Text, nullable=False))
"""Canonical texts, each kept once; rights and dates belong to versions, never to a text."""

document = Table(
    "document",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("path", Text, nullable=False),
    Column("status", String(10), nullable=False),
    Column("added_at", String(32), nullable=False),
    Column("removed_at", String(32)),
)
Index("ix_document_path", document.c.path)
# Partial indexes as statements of their own: an `Index` with PostgreSQL's option loads that dialect, and asyncio with it, at every start.
event.listen(document, "after_create", DDL("CREATE UNIQUE INDEX uq_document_live_path ON document (path) WHERE status = 'live'"))

document_group = Table(
    "document_group",
    metadata,
    Column("document", ID, ForeignKey("document.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    sqlite_with_rowid=False,
)
"""Who may read a document now."""

version = Table(
    "version",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("document", ID, ForeignKey("document.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("text_sha256", String(64), ForeignKey("text.sha256")),
    Column("raw_sha256", String(64), nullable=False),
    Column("characters", Integer, nullable=False),
    Column("parser", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("markup", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("synced_at", String(32), nullable=False),
    Column("superseded_at", String(32)),
    Column("effective_from", String(10)),
    Column("effective_to", String(10)),
    Column("revision_of", ID),
    Column("purged_at", String(32)),
    Column("title", Text, nullable=False),
    Column("metadata", Text, nullable=False),
    Column("blocks", Text, nullable=False),
    Column("lines", Text, nullable=False),
    Column("pages", Text, nullable=False, server_default=""),
    Column("boxes", Text, nullable=False, server_default=""),
)
Index("uq_version_document_number", version.c.document, version.c.number, unique=True)
event.listen(version, "after_create", DDL("CREATE UNIQUE INDEX uq_version_current ON version (document) WHERE superseded_at IS NULL"))
Index("ix_version_text_sha256", version.c.text_sha256)

version_group = Table(
    "version_group",
    metadata,
    Column("version", ID, ForeignKey("version.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    sqlite_with_rowid=False,
)
"""Who could read a version's document while the version was current."""

file = Table(
    "file",
    metadata,
    Column("path", Text, primary_key=True),
    Column("document", ID, ForeignKey("document.id")),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("raw_sha256", String(64), nullable=False),
    Column("status", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("parser", Text, nullable=False),
)
"""What the last sync saw at each path; a file that failed may have no document."""
Index("ix_file_document", file.c.document)

change = Table(
    "change",
    metadata,
    Column("position", ID, primary_key=True, autoincrement=False),
    Column("kind", String(12), nullable=False),
    Column("document", ID, ForeignKey("document.id"), nullable=False),
    Column("version", ID),
    Column("at", String(32), nullable=False),
)
"""The feed that views follow."""

conversation = Table(
    "conversation",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("started_at", String(32), nullable=False),
    Column("asker_owner", Boolean, nullable=False),
    Column("asker_groups", Text, nullable=False),
    Column("title", Text, nullable=False, server_default=""),
    Column("last_at", String(32), nullable=False, server_default=""),
)
"""`last_at`: when it was last asked in; "" in one that a release before 0.2 began."""

answer = Table(
    "answer",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("ordinal", BigInteger, nullable=False, unique=True),
    Column("conversation", String(20), ForeignKey("conversation.id")),
    Column("question", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Column("reason", String(24)),
    Column("confidence", Float, nullable=False),
    Column("language", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("asked_at", String(32), nullable=False),
    Column("asker_owner", Boolean, nullable=False),
    Column("asker_groups", Text, nullable=False),
    Column("stages", Text, nullable=False),
    Column("retrieved", Text, nullable=False),
    Column("dropped", Text, nullable=False),
    Column("near_miss", Text),
    Column("purged_at", String(32)),
    Column("detail", Text, nullable=False, server_default=""),
)
Index("ix_answer_conversation", answer.c.conversation)

answer_version = Table(
    "answer_version",
    metadata,
    Column("answer", String(20), ForeignKey("answer.id"), primary_key=True),
    Column("version", ID, ForeignKey("version.id"), primary_key=True),
    Column("quoted", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""Every version that an answer touches (cited, nearly cited, dropped, retrieved): what access and purge go by."""
Index("ix_answer_version_version", answer_version.c.version)

claim = Table(
    "claim",
    metadata,
    Column("answer", String(20), ForeignKey("answer.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("detail", Text, nullable=False, server_default=""),
)

citation = Table(
    "citation",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("answer", String(20), ForeignKey("answer.id"), nullable=False),
    Column("claim", Integer),
    Column("version", ID, ForeignKey("version.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("path", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("line", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("headings", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("page", Integer),
    Column("boxes", Text, nullable=False, server_default=""),
)
"""`claim` is the ordinal of the claim within its answer; NULL for the answer's near miss."""
Index("ix_citation_answer", citation.c.answer)

trace = Table(
    "trace",
    metadata,
    Column("answer", String(20), ForeignKey("answer.id"), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("body", Text, nullable=False),
)
Index("ix_trace_at", trace.c.at)

job = Table(
    "job",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    Column("state", String(12), nullable=False),
    Column("started_at", String(32), nullable=False),
    Column("ended_at", String(32)),
    Column("detail", Text, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", String(20), nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
)

tombstone = Table(
    "tombstone",
    metadata,
    Column("version", ID, ForeignKey("version.id"), primary_key=True),
    Column("document", ID, ForeignKey("document.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("raw_sha256", String(64), nullable=False),
    Column("characters", Integer, nullable=False),
    Column("purged_at", String(32), nullable=False),
    Column("actor", Text, nullable=False),
)
"""What is left of a purged version: enough to prove what it was, nothing to read."""
Index("ix_tombstone_text_sha256", tombstone.c.text_sha256)

"""The tables of what is known about texts: what they point at, where they contradict each other, what leans on them."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from untuned.store.tables import ID, metadata

reference = Table(
    "reference",
    metadata,
    Column("version", ID, ForeignKey("version.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("status", String(12), nullable=False),
    Column("target_version", ID, ForeignKey("version.id")),
    Column("target_start", Integer),
    Column("target_end", Integer),
    Column("detail", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""What a current version points at: [start, end) names a passage of its own or of another document.

Derived, and made anew when either changes.
"""
Index("ix_reference_target_version", reference.c.target_version)

conflict = Table(
    "conflict",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("version", ID, ForeignKey("version.id"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("other_version", ID, ForeignKey("version.id"), nullable=False),
    Column("other_start", Integer, nullable=False),
    Column("other_end", Integer, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("found_at", String(32), nullable=False),
    Column("detail", Text, nullable=False),
)
"""Two statements that say nearly the same and differ in what matters. Derived, and made anew when either document changes."""
Index("ix_conflict_version", conflict.c.version)
Index("ix_conflict_other_version", conflict.c.other_version)

lean = Table(
    "lean",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("subject_kind", String(12), nullable=False),
    Column("subject", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("version", ID, ForeignKey("version.id")),
    Column("status", String(12), nullable=False),
    Column("at", String(32), nullable=False),
)
"""What a person says, or is asked to confirm, that an answer, question, row or dataset leans on: a document, or a section of it."""
Index("ix_lean_version", lean.c.version)
Index("ix_lean_subject", lean.c.subject_kind, lean.c.subject)

"""The tables of measuring: questions, runs with their scores, what people say, climbs, advice and what was spent."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from untuned.store.tables import ID, metadata

question = Table(
    "question",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("ordinal", BigInteger, nullable=False, unique=True),
    Column("split", String(10), nullable=False),
    Column("origin", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("added_at", String(32), nullable=False),
)
"""Questions to measure with; `detail` holds everything else that a question says of itself."""

evidence = Table(
    "evidence",
    metadata,
    Column("question", String(64), ForeignKey("question.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("version", ID, ForeignKey("version.id")),
    Column("path", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("status", String(10), nullable=False),
)
"""Where documents answer a question; `version` is NULL where the passage was never found."""
Index("ix_evidence_version", evidence.c.version)

variant = Table(
    "variant",
    metadata,
    Column("hash", String(32), primary_key=True),
    Column("body", Text, nullable=False),
    Column("added_at", String(32), nullable=False),
)
"""What a hash of runs stands for."""

measurement = Table(
    "measurement",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("ordinal", BigInteger, nullable=False, unique=True),
    Column("at", String(32), nullable=False),
    Column("split", String(10), nullable=False),
    Column("finished", Boolean, nullable=False),
    Column("body", Text, nullable=False),
)

run = Table(
    "run",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("key", String(64), nullable=False, unique=True),
    Column("variant", String(32), ForeignKey("variant.hash"), nullable=False),
    Column("question", String(64), nullable=False),
    Column("repeat", Integer, nullable=False),
    Column("status", String(10), nullable=False),
    Column("at", String(32), nullable=False),
    Column("figures", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("purged_at", String(32)),
)
"""`figures`: numbers alone, which reports read; `body`: texts and addresses."""

measurement_run = Table(
    "measurement_run",
    metadata,
    Column("measurement", String(20), ForeignKey("measurement.id"), primary_key=True),
    Column("run", ID, ForeignKey("run.id"), primary_key=True),
    sqlite_with_rowid=False,
)
"""A run may serve several measurements: what was paid for once is not asked again."""
Index("ix_measurement_run_run", measurement_run.c.run)

run_version = Table(
    "run_version",
    metadata,
    Column("run", ID, ForeignKey("run.id"), primary_key=True),
    Column("version", ID, ForeignKey("version.id"), primary_key=True),
    sqlite_with_rowid=False,
)
"""Every version that a run read or cites: what a purge goes by."""
Index("ix_run_version_version", run_version.c.version)

score = Table(
    "score",
    metadata,
    Column("run", ID, ForeignKey("run.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("body", Text, nullable=False),
)
"""What scorers say of a run, a row for each time it was scored; of a metric's version the last one counts."""

look = Table(
    "look",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("measurement", String(20), ForeignKey("measurement.id"), nullable=False),
    Column("questions", Integer, nullable=False),
)
"""Each time that locked questions were measured with."""

rating = Table(
    "rating",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("item", Text, nullable=False),
    Column("rater", Text, nullable=False),
    Column("aspect", Text, nullable=False),
    Column("body", Text, nullable=False),
)
"""What people say of answers: `rating` or `preference`."""
Index("ix_rating_item", rating.c.item)

climb = Table(
    "climb",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("ordinal", BigInteger, nullable=False, unique=True),
    Column("at", String(32), nullable=False),
    Column("body", Text, nullable=False),
)
"""What climbing a ladder came to: figures and names of variants, no text of a document or a question."""

advice = Table(
    "advice",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("ordinal", BigInteger, nullable=False, unique=True),
    Column("at", String(32), nullable=False),
    Column("body", Text, nullable=False),
)
"""What was advised, with its evidence in figures."""

ledger = Table(
    "ledger",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("effort", String(12), nullable=False),
    Column("climb", String(20), ForeignKey("climb.id")),
    Column("body", Text, nullable=False),
)
"""Hours and money that went into better answers."""

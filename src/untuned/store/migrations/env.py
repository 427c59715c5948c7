"""Run by Alembic with a connection whose transaction is already open."""

from __future__ import annotations

from alembic import context

from untuned.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()

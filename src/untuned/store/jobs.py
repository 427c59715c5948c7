"""Jobs: what runs or ran for long, such as a sync, so that another process can tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, insert, select, update

from untuned.store.access import AnyRow
from untuned.store.database import Database
from untuned.store.encoding import JSON, from_instant, from_json, to_instant, to_json
from untuned.store.numbers import take
from untuned.store.schema import job

JobState = Literal["running", "done", "failed", "stopped"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """One run of something long. A job that is still `running` after its process died is to be taken as stopped."""

    id: int
    kind: str
    state: JobState
    started_at: datetime
    ended_at: datetime | None
    detail: Mapping[str, Any]
    """Counts and settings; no text of documents."""


class Jobs:
    """The jobs of a database. They hold no text and are not scoped."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, kind: str, *, now: datetime, detail: Mapping[str, JSON]) -> int:
        """The id of a job that runs from now on."""
        return self._database.write(lambda connection: _start(connection, kind, from_instant(now), to_json(dict(detail))))

    def finish(self, id: int, *, state: JobState, now: datetime, detail: Mapping[str, JSON]) -> None:
        """The job has ended so, with this outcome as its detail."""
        ended = update(job).where(job.c.id == id).values(state=state, ended_at=from_instant(now), detail=to_json(dict(detail)))
        self._database.write(lambda connection: connection.execute(ended))

    def recent(self, *, kind: str | None = None, limit: int) -> list[Job]:
        """The latest jobs, of one kind or of all, newest first."""
        wanted = select(job).order_by(job.c.id.desc()).limit(limit)
        if kind is not None:
            wanted = wanted.where(job.c.kind == kind)
        with self._database.read() as connection:
            return [_to_job(row) for row in connection.execute(wanted)]


def _start(connection: Connection, kind: str, now: str, detail: str) -> int:
    id = take(connection, "job")
    connection.execute(insert(job).values(id=id, kind=kind, state="running", started_at=now, detail=detail))
    return id


def _to_job(row: AnyRow) -> Job:
    return Job(
        id=row.id,
        kind=row.kind,
        state=row.state,
        started_at=to_instant(row.started_at),
        ended_at=None if row.ended_at is None else to_instant(row.ended_at),
        detail=from_json(row.detail),
    )

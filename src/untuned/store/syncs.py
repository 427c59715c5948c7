"""What truth keeps of the last sync, and which files failed in it."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from untuned.store.access import portions
from untuned.store.database import Database
from untuned.store.encoding import from_instant, to_instant
from untuned.store.schema import file, meta
from untuned.types.syncs import SyncNote, Unread

_KEY = "last_sync"
_HELD = select(meta.c.value).where(meta.c.key == _KEY)
_FAILED = select(file.c.path, file.c.reason).where(file.c.status == "failed")
_FAILED_OF = _FAILED.where(file.c.path.in_(bindparam("paths", expanding=True)))
"""Made once: to make a statement takes longer than to run it."""


class Syncs:
    """The syncs of a database. Their notes hold paths and reasons, no text, and are the owner's alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self) -> SyncNote | None:
        """The last sync; None before the first, or where a release before this one made it."""
        with self._database.read() as connection:
            held = connection.execute(_HELD).scalar_one_or_none()
        return None if held is None else _note(json.loads(held))

    def note(self, note: SyncNote) -> None:
        """Keeps this as the last sync. Raises `StoreError`."""
        value = json.dumps(_as_json(note))

        def work(connection: Connection) -> None:
            if connection.execute(update(meta).where(meta.c.key == _KEY).values(value=value)).rowcount == 0:
                connection.execute(insert(meta).values(key=_KEY, value=value))

        self._database.write(work)

    def failed(self, paths: Collection[str] | None = None) -> dict[str, str]:
        """The files that could not be read when they were last opened, of these paths or of all, each with its reason."""
        with self._database.read() as connection:
            if paths is None:
                return {row.path: row.reason for row in connection.execute(_FAILED)}
            found = (connection.execute(_FAILED_OF, {"paths": list(portion)}) for portion in portions(list(paths)))
            return {row.path: row.reason for rows in found for row in rows}


def _as_json(note: SyncNote) -> dict[str, object]:
    return {
        "state": note.state,
        "started_at": from_instant(note.started_at),
        "paths": note.paths,
        "read": note.read,
        "to_read": note.to_read,
        "unread": [[one.path, one.reason, one.remedy] for one in note.unread],
        "left": note.left,
        "failing": {path: from_instant(since) for path, since in note.failing.items()},
    }


def _note(held: dict[str, Any]) -> SyncNote:
    return SyncNote(
        state=held["state"],
        started_at=to_instant(held["started_at"]),
        paths=tuple(held["paths"]),
        read=held["read"],
        to_read=held["to_read"],
        unread=tuple(Unread(path=path, reason=reason, remedy=remedy) for path, reason, remedy in held["unread"]),
        left=tuple(tuple(paths) for paths in held["left"]),
        failing={path: to_instant(since) for path, since in held["failing"].items()},
    )

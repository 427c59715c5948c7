"""The feed of changes that views follow."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from untuned.store.database import Database
from untuned.store.encoding import to_instant
from untuned.store.schema import change
from untuned.types.documents import Change

# made once: to make a statement takes longer than to run it, and each answer asks whether anything has changed
_AFTER = change.c.position > bindparam("after")
_SINCE = (
    select(change.c.position, change.c.kind, change.c.document, change.c.version, change.c.at)
    .where(_AFTER)
    .order_by(change.c.position)
    .limit(bindparam("most"))
)
_LAST_PURGE = select(func.coalesce(func.max(change.c.position), 0)).where(_AFTER, change.c.kind == "purged")


class Changes:
    """Reads the feed: positions rise in the order in which changes were committed. It holds no text and is not scoped."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def position(self) -> int:
        """The last position; 0 while nothing has happened."""
        return self._database.position()

    def since(self, position: int, *, limit: int) -> list[Change]:
        """The changes after a position, oldest first, at most `limit`."""
        with self._database.read() as connection:
            return [
                Change(position=row[0], kind=row[1], document=row[2], version=row[3], at=to_instant(row[4]))
                for row in connection.execute(_SINCE, {"after": position, "most": limit})
            ]

    def last_purge(self, *, since: int) -> int:
        """The position of the last purge after a position; 0 for none."""
        with self._database.read() as connection:
            return connection.execute(_LAST_PURGE, {"after": since}).scalar_one()

    def wait_for(self, position: int, *, timeout_s: float) -> bool:
        """True as soon as the feed has reached the position; False when the time is up first."""
        return self._database.wait_for(position, timeout_s=timeout_s)

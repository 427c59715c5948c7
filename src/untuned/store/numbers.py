"""Numbers that are given once: ids and feed positions."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, update

from untuned.store.schema import counter

# made once: to make a statement takes longer than to run it
_LAST = select(counter.c.name, counter.c.last)
_REACHED = update(counter).where(counter.c.name == bindparam("of")).values(last=bindparam("reached"))


class Numbers:
    """The counters of a database inside one write: call `save` before it ends, or nothing was taken."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last = {row.name: row.last for row in connection.execute(_LAST)}
        self._taken: set[str] = set()

    def take(self, name: str) -> int:
        """The next number of a counter."""
        self._last[name] += 1
        self._taken.add(name)
        return self._last[name]

    def save(self) -> None:
        """The taken numbers become part of the transaction."""
        if self._taken:
            self._connection.execute(_REACHED, [{"of": name, "reached": self._last[name]} for name in sorted(self._taken)])
        self._taken.clear()


def take(connection: Connection, name: str) -> int:
    """One number, saved at once."""
    numbers = Numbers(connection)
    number = numbers.take(name)
    numbers.save()
    return number

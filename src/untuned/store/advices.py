"""Advice that was given: figures, names and sentences, no text of a document or a question."""

from __future__ import annotations

from untuned.errors import Refused
from untuned.store.database import Database
from untuned.store.numbered import Numbered
from untuned.store.schema import advice
from untuned.types.advice import Advice


class Advices:
    """The advice of a database; for the owner alone, and who calls sees to that."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held = Numbered(database, advice, Advice)

    def keep(self, made: Advice) -> Advice:
        """The advice under a new id."""
        return self._database.write(lambda connection: self._held.add(connection, made))

    def get(self, id: str) -> Advice:
        """Advice that was given. Raises `Refused` where there is none of this id."""
        found = self._held.get(id)
        if found is None:
            raise Refused(f"advice '{id}' is unknown", remedy="see 'untuned advise --list' for what was advised")
        return found

    def listing(self, *, limit: int = 20) -> list[Advice]:
        """The latest advice, newest first."""
        return self._held.listing(limit=limit)

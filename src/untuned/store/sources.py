"""Versions with their texts, many at a time: what a view is made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from untuned.store.access import portions
from untuned.store.database import Database
from untuned.store.schema import text, version
from untuned.store.versions import STRUCTURE, readable, to_version, versions_with
from untuned.types.documents import Version
from untuned.types.principal import Principal

_CHARACTERS = 2_000_000
"""Of texts held at once; a longer text is held alone."""


class Sources:
    """Reads whole versions at a seventh of what reading them one by one costs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def current(self, documents: Sequence[int], *, principal: Principal) -> Iterator[tuple[Version, str]]:
        """The current versions of the documents that the principal may read, by id, each with its structure and its text."""
        wanted = versions_with(*STRUCTURE, text.c.body).join(text, text.c.sha256 == version.c.text_sha256)
        for group in self._groups(documents):
            with self._database.read() as connection:
                rows = connection.execute(wanted.where(version.c.id.in_(group)).order_by(version.c.id)).all()
            for row in rows:
                if row.superseded_at is None and readable(row, principal):
                    yield to_version(row, structured=True), row.body

    def _groups(self, documents: Sequence[int]) -> Iterator[list[int]]:
        """The ids of current versions in groups whose texts fit into memory together."""
        group: list[int] = []
        held = 0
        for portion in portions(sorted(set(documents))):
            current = (version.c.document.in_(portion), version.c.superseded_at.is_(None))
            with self._database.read() as connection:
                lengths = connection.execute(select(version.c.id, version.c.characters).where(*current).order_by(version.c.id)).all()
            for row in lengths:
                if group and held + row.characters > _CHARACTERS:
                    yield group
                    group, held = [], 0
                group.append(row.id)
                held += row.characters
        if group:
            yield group

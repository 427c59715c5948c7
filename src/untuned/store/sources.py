"""Versions with their texts, many at a time: what a view is made from."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import select

from untuned.store.access import portions
from untuned.store.database import Database
from untuned.store.schema import text, version
from untuned.store.versions import STRUCTURE, readable, to_version, versions_with
from untuned.types.documents import Version
from untuned.types.principal import Principal

_CHARACTERS = 2_000_000
"""Of texts held at once; a longer text is held alone."""


_KEPT = 12_000_000
"""Characters of texts that are kept while several passes follow each other: those of a hundred long books."""


class Sources:
    """Reads whole versions at a seventh of what reading them one by one costs."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[int, tuple[Version, str]] = {}
        self._room = 0

    @contextmanager
    def keeping(self) -> Generator[None]:
        """Inside it, what the owner reads first is kept, so that passes which follow each other read and parse it once.

        Whether a version is still current is always asked of the database. It is for one thread.
        """
        self._room = _KEPT
        try:
            yield
        finally:
            self._room = 0
            self._kept.clear()

    def current(self, documents: Sequence[int], *, principal: Principal) -> Iterator[tuple[Version, str]]:
        """The current versions of the documents that the principal may read, by id, each with its structure and its text."""
        for group in self._groups(documents):
            kept = self._kept if principal.owner else {}
            read = self._read([id for id in group if id not in kept], principal)
            yield from (found for id in group if (found := kept.get(id) or read.get(id)) is not None)

    def held(self, id: int) -> tuple[Version, str] | None:
        """A version that is kept, with its text, for the owner alone; None for any other."""
        return self._kept.get(id)

    def _read(self, ids: Sequence[int], principal: Principal) -> dict[int, tuple[Version, str]]:
        """Those of the versions that are current and may be read; they are kept where there is room for them."""
        if not ids:
            return {}
        wanted = versions_with(*STRUCTURE, text.c.body).join(text, text.c.sha256 == version.c.text_sha256)
        with self._database.read() as connection:
            rows = connection.execute(wanted.where(version.c.id.in_(ids)).order_by(version.c.id)).all()
        found = {
            row.id: (to_version(row, structured=True), row.body) for row in rows if row.superseded_at is None and readable(row, principal)
        }
        characters = sum(one.characters for one, _ in found.values())
        if principal.owner and characters <= self._room:
            self._room -= characters
            self._kept.update(found)
        return found

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

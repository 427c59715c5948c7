"""The files that are a project's own, and so no documents: where each lies, and the hash of what it held there last."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import cast

from sqlalchemy import Connection, insert, select, update

from untuned.store.database import Database
from untuned.store.schema import meta

_KEY = "own_files"
_HELD = select(meta.c.value).where(meta.c.key == _KEY)


class OwnFiles:
    """What a project notes of its own files; it is part of truth, so that a backup has it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listing(self) -> dict[str, str]:
        """SHA-256 of what each file held when it was looked at last, by path; "" where that could not be told."""
        with self._database.read() as connection:
            return _listing(connection)

    def note(self, held: Mapping[str, str], *, gone: Collection[str] = ()) -> None:
        """Notes these files with what they hold; those that are `gone` are noted no more. Raises `StoreError`."""

        def work(connection: Connection) -> None:
            before = _listing(connection)
            after = {path: sha256 for path, sha256 in (before | dict(held)).items() if path not in gone}
            if after == before:
                return
            value = json.dumps(after)
            if connection.execute(update(meta).where(meta.c.key == _KEY).values(value=value)).rowcount == 0:
                connection.execute(insert(meta).values(key=_KEY, value=value))

        self._database.write(work)


def _listing(connection: Connection) -> dict[str, str]:
    held = connection.execute(_HELD).scalar_one_or_none()
    return {} if held is None else cast("dict[str, str]", json.loads(held))

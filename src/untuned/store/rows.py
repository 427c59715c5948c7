"""Rows that a batch of files will write, gathered first and then written in bulk, in the one order that the foreign keys allow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from untuned.store.access import portions
from untuned.store.schema import change, document, document_group, file, text, version, version_group
from untuned.store.steps import step
from untuned.store.succession import unmark

_AMEND = ("title", "language", "format", "markup", "metadata", "blocks", "lines", "pages", "boxes", "raw_sha256", "parser")


class Rows:
    """What is to be inserted, changed and deleted; nothing happens before `write`."""

    def __init__(self) -> None:
        self._documents: list[dict[str, Any]] = []
        self._moved: list[dict[str, Any]] = []
        self._back: list[int] = []
        self._regrouped: list[int] = []
        self._document_groups: list[dict[str, Any]] = []
        self._texts: dict[str, str] = {}
        self._superseded: list[dict[str, Any]] = []
        self._versions: list[dict[str, Any]] = []
        self._amended: list[dict[str, Any]] = []
        self._versions_regrouped: list[int] = []
        self._version_groups: list[dict[str, Any]] = []
        self._forgotten: list[str] = []
        self._files: list[dict[str, Any]] = []
        self._files_again: list[dict[str, Any]] = []
        self._changes: list[dict[str, Any]] = []

    def add_document(self, number: int, path: str, groups: Iterable[str], *, now: str) -> None:
        """A live document."""
        self._documents.append({"id": number, "path": path, "status": "live", "added_at": now})
        self._document_groups.extend({"document": number, "name": name} for name in groups)

    def move(self, number: int, path: str) -> None:
        """A document has another path."""
        self._moved.append({"of": number, "to": path})

    def bring_back(self, number: int) -> None:
        """A removed document is live again."""
        self._back.append(number)

    def regroup(self, number: int, current: int | None, groups: Iterable[str]) -> None:
        """A document, and its current version if one is given, belongs to these groups alone."""
        names = list(groups)
        self._regrouped.append(number)
        self._document_groups.extend({"document": number, "name": name} for name in names)
        if current is not None:
            self._versions_regrouped.append(current)
            self._version_groups.extend({"version": current, "name": name} for name in names)

    def supersede(self, number: int, *, now: str) -> None:
        """A version is no longer the current one."""
        self._superseded.append({"of": number, "at_": now})

    def add_version(self, row: dict[str, Any], *, text: str, groups: Iterable[str]) -> None:
        """A version, its text unless it is held already, and who may read it."""
        self._texts[row["text_sha256"]] = text
        self._versions.append(row)
        self._version_groups.extend({"version": row["id"], "name": name} for name in groups)

    def amend(self, number: int, values: dict[str, Any]) -> None:
        """A version with the same text is read another way."""
        self._amended.append({"of": number, **{f"new_{name}": value for name, value in values.items()}})

    def forget_file(self, path: str) -> None:
        """Nothing is at the path any more."""
        self._forgotten.append(path)

    def see_file(self, row: dict[str, Any], *, known: bool) -> None:
        """What was seen at a path."""
        if known:
            self._files_again.append({("at" if name == "path" else f"new_{name}"): value for name, value in row.items()})
        else:
            self._files.append(row)

    def tell(self, row: dict[str, Any]) -> None:
        """An entry of the feed."""
        self._changes.append(row)

    def write(self, connection: Connection) -> None:
        """Everything gathered, into the open transaction."""
        self._write_documents(connection)
        step("store.commit.documents")
        self._write_texts(connection)
        step("store.commit.texts")
        self._write_versions(connection)
        step("store.commit.versions")
        self._write_files(connection)
        step("store.commit.files")
        _insert(connection, change, self._changes)
        step("store.commit.changes")

    def _write_documents(self, connection: Connection) -> None:
        for portion in portions(self._back):
            connection.execute(update(document).where(document.c.id.in_(portion)).values(status="live", removed_at=None))
        if self._moved:
            connection.execute(update(document).where(document.c.id == bindparam("of")).values(path=bindparam("to")), self._moved)
        _insert(connection, document, self._documents)
        for portion in portions(self._regrouped):
            connection.execute(delete(document_group).where(document_group.c.document.in_(portion)))
        _insert(connection, document_group, self._document_groups)

    def _write_texts(self, connection: Connection) -> None:
        held: set[str] = set()
        for portion in portions(self._texts):
            held.update(connection.execute(select(text.c.sha256).where(text.c.sha256.in_(portion))).scalars())
        _insert(connection, text, [{"sha256": sha256, "body": body} for sha256, body in self._texts.items() if sha256 not in held])

    def _write_versions(self, connection: Connection) -> None:
        if self._superseded:
            statement = update(version).where(version.c.id == bindparam("of")).values(superseded_at=bindparam("at_"))
            connection.execute(statement, self._superseded)
            unmark(connection, [row["of"] for row in self._superseded])
        _insert(connection, version, self._versions)
        if self._amended:
            statement = update(version).where(version.c.id == bindparam("of")).values({name: bindparam(f"new_{name}") for name in _AMEND})
            connection.execute(statement, self._amended)
        for portion in portions(self._versions_regrouped):
            connection.execute(delete(version_group).where(version_group.c.version.in_(portion)))
        _insert(connection, version_group, self._version_groups)

    def _write_files(self, connection: Connection) -> None:
        for portion in portions(self._forgotten):
            connection.execute(delete(file).where(file.c.path.in_(portion)))
        _insert(connection, file, self._files)
        if self._files_again:
            columns = [column.name for column in file.columns if column.name != "path"]
            statement = update(file).where(file.c.path == bindparam("at")).values({name: bindparam(f"new_{name}") for name in columns})
            connection.execute(statement, self._files_again)


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)

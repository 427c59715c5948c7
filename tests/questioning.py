"""Documents in a database of their own, to look passages up in."""

from __future__ import annotations

import json
from pathlib import Path

from indexing import version as indexed_version
from storing import NOON, incoming, later
from untuned.evaluation.questions.archive import Archive
from untuned.store.database import Database
from untuned.store.documents import Documents
from untuned.types.answers import Hit, Passage
from untuned.types.documents import Chunk
from untuned.types.principal import OWNER

RETURNS = (
    "# Returns\n\nYou may return a product within 30 days of delivery. The box must be complete.\n\nA gift card expires after 30 days.\n"
)
PAIRING = "# Pairing\n\nHold the round button for 7 seconds until the light blinks.\n"


class Library:
    """A database whose documents are put there one by one."""

    def __init__(self, folder: Path, **documents: str) -> None:
        self.database = Database.open(f"sqlite:///{folder / 'truth.sqlite3'}")
        self.documents = Documents(self.database)
        self._steps = 0
        for name, text in documents.items():
            self.put(f"{name}.md", text)

    def put(self, path: str, text: str, **more) -> int:
        """The id of the document's new version."""
        self._steps += 1
        self.documents.commit([incoming(path, text, title=path.removesuffix(".md"), **more)], now=later(self._steps))
        return self.documents.versions(path, principal=OWNER)[-1].id

    def archive(self, *, principal=OWNER, searched: bool = True) -> Archive:
        """Its documents, with a search that finds every one of them, in order of their paths."""
        return (
            Archive(self.documents, principal=principal, search=self.passages) if searched else Archive(self.documents, principal=principal)
        )

    def passages(self, _words: str) -> list[Passage]:
        """All of every document."""
        ids = [one.version for one in self.documents.listing(principal=OWNER)]
        held = self.documents.whole(ids, principal=OWNER)
        return [_passage(version, text) for version, text in held.values()]

    def close(self) -> None:
        self.database.close()


def _passage(version, text: str) -> Passage:
    chunk = Chunk(document=version.document, version=version.id, ordinal=0, start=0, end=len(text))
    return Passage(hit=Hit(chunk=chunk, score=1.0), version=version, text=text)


def rows(folder: Path, name: str, *values: object) -> Path:
    """A file of JSON lines."""
    file = folder / name
    file.write_text("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values), encoding="utf-8")
    return file


__all__ = ["NOON", "PAIRING", "RETURNS", "Library", "indexed_version", "rows"]

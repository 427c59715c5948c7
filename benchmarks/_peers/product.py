"""untuned itself, run as the peers are (`_job.py`); with a model it is `semantic`."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from _job import Group, Index, Place, main

from untuned.errors import NothingSynced
from untuned.project import Project
from untuned.rag.evidence import find, gather, reranked, search
from untuned.types.answers import Passage

MODEL = os.environ.get("PEERS_MODEL")
LIBRARIES: list[Any] = []
"""Projects and folders of this run, kept until it ends."""


def settings(model: str | None) -> str:
    """The project's settings: none, or an embedder by its path."""
    return "" if model is None else f"[meaning]\nembedder = {json.dumps(str(Path(model).resolve()))}\n"


def index(group: Group) -> Index:
    """A project of one text file a document."""
    for held in LIBRARIES:
        held.cleanup() if isinstance(held, tempfile.TemporaryDirectory) else held.close()
    scratch = tempfile.TemporaryDirectory()
    root = Path(scratch.name)
    names = {f"{number:06}.txt": document["id"] for number, document in enumerate(group.documents)}
    for path, document in zip(names, group.documents, strict=True):
        (root / path).write_text(document["text"], encoding="utf-8", newline="")
    (root / "untuned.toml").write_text(settings(MODEL), encoding="utf-8")
    if MODEL is not None:  # its own file of vectors, shared by the runs: it keeps no question's
        (root / ".untuned").mkdir()
        (root / ".untuned" / "vectors.sqlite3").symlink_to(group.cache)
    project = Project.open(root)
    project.sync()
    LIBRARIES[:] = [project, scratch]
    library = project.library()

    def place(passage: Passage) -> Place:
        return names[passage.version.path], passage.hit.chunk.start, passage.hit.chunk.end

    def best(question: str) -> list[Place]:
        return [place(one) for one in find(question, library=library, limit=group.limit)]

    def read(question: str) -> list[Place]:
        found = reranked(search(question, library=library), question, library=library)
        return [place(one) for one in gather(found, library=library)]

    cut = list(_cut(project, names))
    return Index(search=best, chunks=len(cut), read=read, cut=cut)


def _count(project: Project) -> tuple[int, int, int]:
    """Chunks in the index, chunks that the live documents make, live documents."""
    live = project.documents.listing(principal=project.principal)
    wanted = 0
    for document in live:
        version, text = project.version(document.path)
        wanted += sum(1 for _ in project.recipe.entries(version, text))
    return project.index().size, wanted, len(live)


def _cut(project: Project, names: dict[str, str]) -> Any:
    for document in project.documents.listing(principal=project.principal):
        version, text = project.version(document.path)
        id = names[document.path]
        for entry in project.recipe.entries(version, text):
            yield id, entry.chunk.start, entry.chunk.end


def sync(folder: Path, _state: Path, _embedder: Any) -> dict[str, Any]:
    """One sync of a folder; what could not be read is told with its reason."""
    if not (folder / "untuned.toml").exists():
        (folder / "untuned.toml").write_text(settings(MODEL), encoding="utf-8")
    with Project.open(folder) as project:
        report = project.sync()
        for failed in report.failed:
            print(f"{failed.path}: {failed.reason}", file=sys.stderr)
        return {"chunks": project.index().size}


def ask(folder: Path, _state: Path, _embedder: Any, question: str, count: str = "") -> dict[str, Any]:
    """The five best passages, and what the index holds if that is asked."""
    with Project.open(folder) as project:
        try:
            found = project.search(question, limit=5)
        except NothingSynced:  # as a peer's empty store
            return {"hits": [], "chunks": 0, "distinct": 0, "sources": 0}
        hits = [[one.version.path, one.text] for one in found]
        if not count:
            return {"hits": hits}
        chunks, distinct, sources = _count(project)
        return {"hits": hits, "chunks": chunks, "distinct": distinct, "sources": sources}


if __name__ == "__main__":
    main(index, sync, ask)

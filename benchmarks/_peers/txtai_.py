"""txtai: paragraphs by its Textractor, Embeddings with keyword=True (BM25) or hybrid=True."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from _embedder import Embedder
from _job import Group, Index, Text, main
from txtai import Embeddings
from txtai.pipeline import Segmentation, Textractor


class Transform:
    """Our embedder, found by its name when an index is loaded."""

    def __init__(self) -> None:
        self._own = Embedder(os.environ["PEERS_VECTORS"] or None, cache=None)

    def __call__(self, texts):
        """Vectors of texts."""
        return self._own.vectors(texts)


def kept(embedder):
    """An index that can be saved: words, and vectors of equal weight, as is the default."""
    os.environ.update(ALLOW_RESOLVE_TRANSFORM="True", PEERS_VECTORS=embedder.model or "")
    return Embeddings(hybrid=True, method="external", transform=f"{Path(__file__).stem}.Transform", content=True)


def index(group: Group) -> Index:
    cut = Segmentation(paragraphs=True)
    places: list[tuple[str, int, int]] = []
    parts: list[str] = []
    for one in group.documents:
        text, after = Text(one["text"]), 0
        held = cut(one["text"])
        for part in held if isinstance(held, list) else [held]:
            if part:
                start, end = text.place(part, after=after)
                after = max(after, start)
                parts.append(part)
                places.append((one["id"], start, end))
    own = group.embedder
    # a method it would call without texts
    hybrid = {} if own is None else {"method": "external", "transform": lambda texts: own.vectors(texts)}  # noqa: PLW0108
    embeddings = Embeddings(keyword=True) if own is None else Embeddings(hybrid=True, **hybrid)
    embeddings.index(list(enumerate(parts)))

    def search(question: str):
        return [places[int(at)] for at, _ in embeddings.search(question, group.limit)]

    return Index(search=search, chunks=len(parts))


def sync(folder: Path, state: Path, embedder):
    """Every file's paragraphs upserted under file and number; the documentation has no step for removed files."""
    # its backend for PDF and DOCX takes no text files
    read, plain = Textractor(paragraphs=True), Textractor(paragraphs=True, backend=None)
    embeddings = kept(embedder)
    if embeddings.exists(str(state)):
        embeddings.load(str(state))
    rows = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        parts = (plain if path.suffix in (".md", ".txt", ".html") else read)(str(path)) or ()
        rows += [(f"{path}#{number}", {"text": part, "source": str(path)}, None) for number, part in enumerate(parts)]
    embeddings.upsert(rows)
    embeddings.save(str(state))
    return {"chunks": embeddings.count()}


def ask(_folder: Path, state: Path, embedder, question: str, count: str = ""):
    embeddings = kept(embedder)
    if not embeddings.exists(str(state)):
        return {"hits": [], "chunks": 0, "distinct": 0, "sources": 0}
    embeddings.load(str(state))
    hits = [[one["id"].rpartition("#")[0], one["text"]] for one in embeddings.search(question, 5)]
    if not count:
        return {"hits": hits}
    held = embeddings.search("select id, text from txtai", embeddings.count())
    return {
        "hits": hits,
        "chunks": embeddings.count(),
        "distinct": len({one["id"] for one in held}),
        "sources": len({one["id"].rpartition("#")[0] for one in held}),
    }


if __name__ == "__main__":
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    main(index, sync, ask)

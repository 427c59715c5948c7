"""A corpus of paragraphs in a real index, searched as `ask` does: what the reader and abstention are measured on."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from _measure import json_lines
from untuned.index.chunk import chunk
from untuned.index.entries import Entry, entries
from untuned.index.lexical import LexicalIndex
from untuned.index.search import Batch, Origin, query_of
from untuned.rag.retrieve.budget import fill
from untuned.rag.retrieve.rerank import rerank
from untuned.types.answers import Hit, Passage
from untuned.types.documents import Block, Chunk, Version
from untuned.types.principal import EVERYONE, OWNER
from untuned.types.settings import ChunkSettings, IndexSettings, SearchSettings

CHUNKS, INDEX, SEARCH = ChunkSettings(), IndexSettings(), SearchSettings()
GROUPS = frozenset({EVERYONE})


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A document of a public set; `article` is what it was cut from."""

    id: str
    article: str
    title: str
    text: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question of a public set; `spans` are offsets of its answers in the first of its paragraphs."""

    id: str
    question: str
    paragraphs: tuple[str, ...]
    article: str
    language: str
    answers: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    unanswerable: bool


def paragraphs(file: Path, *, language: str) -> list[Paragraph]:
    """The paragraphs of a corpus file."""
    return [
        Paragraph(id=row["id"], article=row.get("doc", row["id"]), title=row["title"], text=row["text"], language=language)
        for row in json_lines(file)
    ]


def questions(file: Path, *, language: str) -> list[Asked]:
    """The questions of a questions file."""
    return [
        Asked(
            id=row["id"],
            question=row["question"],
            paragraphs=tuple(row["doc_ids"]),
            article=row["doc"],
            language=language,
            answers=tuple(row["answers"] or ()),
            spans=tuple((start, end) for start, end in row.get("spans") or ()),
            unanswerable=bool(row["unanswerable"]),
        )
        for row in json_lines(file)
    ]


class Corpus:
    """Paragraphs in an index of their own, in a temporary folder."""

    def __init__(self, texts: Sequence[Paragraph]) -> None:
        self.texts = list(texts)
        self.numbers = {text.id: number for number, text in enumerate(self.texts, start=1)}
        self.versions = [_version(text, number) for number, text in enumerate(self.texts, start=1)]
        self._entries: list[list[Entry]] = [_entries(version, text.text) for version, text in zip(self.versions, self.texts, strict=True)]
        self._folder = tempfile.TemporaryDirectory()
        self.index = self._indexed(frozenset(), name="whole")
        self._position = 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.index.close()
        self._folder.cleanup()

    def without(self, ids: Sequence[str]) -> LexicalIndex:
        """An index of everything else, made anew, so that its word frequencies know nothing of what is left out."""
        gone = frozenset(self.numbers[name] for name in ids)
        self._position += 1
        return self._indexed(gone, name=f"without-{self._position}")

    def search(self, asked: Asked, *, index: LexicalIndex | None = None) -> tuple[list[Passage], Mapping[str, float]]:
        """The passages that fit the budget, best first, and the inverse document frequencies of the question's terms."""
        index = index or self.index
        query = query_of(asked.question, language=asked.language, gram_weight=SEARCH.gram_weight, settings=INDEX)
        idf = index.idf(query.words)
        found = index.search(query, principal=OWNER, limit=SEARCH.candidates)
        kept = fill(rerank(query.words, found, idf=idf, settings=SEARCH), tokens=SEARCH.budget_tokens)
        return [self.passage(hit) for hit in kept], idf

    def passage(self, hit: Hit) -> Passage:
        """A hit with its text."""
        return Passage(
            hit=hit,
            version=self.versions[hit.chunk.version - 1],
            text=self.texts[hit.chunk.version - 1].text[hit.chunk.start : hit.chunk.end],
        )

    def whole(self, name: str) -> Passage:
        """A paragraph as if it had been found alone."""
        number, text = self.numbers[name], self.texts[self.numbers[name] - 1]
        chunk_ = Chunk(document=number, version=number, ordinal=0, start=0, end=len(text.text), language=text.language)
        return self.passage(Hit(chunk=chunk_, score=1.0))

    def _indexed(self, gone: frozenset[int], *, name: str) -> LexicalIndex:
        index = LexicalIndex.create(Path(self._folder.name) / name, origin=Origin(database="benchmark", epoch=0))
        kept = [entry for number, made in enumerate(self._entries, start=1) if number not in gone for entry in made]
        with index.writing():
            index.apply(Batch(position=1, entries=kept))
        return index


def _entries(version: Version, text: str) -> list[Entry]:
    return list(entries(version, text, chunks=chunk(version, text, settings=CHUNKS), settings=INDEX))


def _version(text: Paragraph, number: int) -> Version:
    return Version(
        id=number,
        document=number,
        number=1,
        path=f"{text.id}.txt",
        title=text.title,
        language=text.language,
        format="text",
        markup="plain",
        parser="text/1",
        text_sha256="",
        raw_sha256="",
        characters=len(text.text),
        synced_at=datetime(2026, 1, 1, tzinfo=UTC),
        superseded_at=None,
        effective_from=None,
        effective_to=None,
        groups=GROUPS,
        blocks=(Block(kind="paragraph", start=0, end=len(text.text), language=text.language),),
    )

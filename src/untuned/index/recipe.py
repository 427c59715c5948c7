"""What a view is made by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from untuned.index import attributes, chunk, defined, fixed, lexical
from untuned.index.engines import created_words, opened_words
from untuned.index.entries import Entry, entries
from untuned.index.search import Origin, WordView
from untuned.index.standing import placed
from untuned.text import words
from untuned.types.documents import Chunk, Version
from untuned.types.settings import ChunkSettings, IndexSettings, MetadataField


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipe:
    """Chunk and index settings and the fields of metadata; together with the revision of the code that follows them they name a view."""

    chunks: ChunkSettings = field(default_factory=ChunkSettings)
    index: IndexSettings = field(default_factory=IndexSettings)
    metadata: tuple[MetadataField, ...] = ()
    name: str = field(init=False, repr=False, compare=False)
    """The name of the view's folder: told once, when the recipe is made, because every question asks for it."""

    def __post_init__(self) -> None:
        """Tell the name by the settings and the revisions."""
        settings = json.dumps([self.cut_by, asdict(self.index), self.fields, [*self.revisions, lexical.REVISION]], sort_keys=True)
        object.__setattr__(self, "name", hashlib.sha256(settings.encode()).hexdigest()[:16])

    def create(self, folder: Path, *, origin: Origin) -> WordView:
        """An empty index of words in a new folder. Raises `MissingExtra`, `IndexUnwritable`."""
        return created_words(folder, origin=origin, settings=self.index)

    def open(self, folder: Path, *, origin: Origin) -> WordView | None:
        """The index of words in a folder; None when it is damaged, of another origin, or not one."""
        return opened_words(folder, origin=origin)

    def indexed(self, texts: Iterable[tuple[Version, str]]) -> Iterator[Entry]:
        """What of each version is indexed, made while it is taken."""
        for version, text in texts:
            yield from self.entries(version, text)

    def entries(self, version: Version, text: str) -> Iterator[Entry]:
        """What of a version is indexed, made while it is taken."""
        made = entries(version, text, chunks=self.cut(version, text), settings=self.index, metadata=self.metadata)
        return placed(version, made)

    def cut(self, version: Version, text: str) -> list[Chunk]:
        """The version's chunks, in order."""
        if self._fixed:
            return fixed.fixed_chunks(version, text, settings=self.chunks)
        return chunk.chunk(version, text, settings=self.chunks, columns=self._columns)

    @property
    def revisions(self) -> tuple[str, ...]:
        """Of the code that makes the entries."""
        cut = fixed.REVISION if self._fixed else chunk.REVISION
        by_columns = (chunk.BY_COLUMNS,) if self._columns and not self._fixed else ()
        return words.REVISION, cut, attributes.REVISION, defined.REVISION, *by_columns

    @property
    def fields(self) -> list[dict[str, object]]:
        """The rules of metadata, as plain values."""
        return [asdict(each) for each in self.metadata]

    @property
    def _columns(self) -> frozenset[str]:
        """The columns of tables that fields of metadata are read from."""
        return frozenset(rule.column for rule in self.metadata if rule.column)

    @property
    def _fixed(self) -> bool:
        return self.chunks.strategy == "fixed"

    @property
    def cut_by(self) -> Mapping[str, object]:
        """The chunk settings that their strategy goes by: another value of the rest makes no other view."""
        given = asdict(self.chunks)
        names = ("strategy", "max_tokens", "overlap_tokens") if self._fixed else ("min_words", "max_tokens", "overlap_sentences")
        return {name: given[name] for name in names}

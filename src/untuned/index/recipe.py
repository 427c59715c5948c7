"""What a view is made by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field

from untuned.index import chunk, fixed, lexical
from untuned.index.entries import Entry, entries
from untuned.text import words
from untuned.types.documents import Version
from untuned.types.settings import ChunkSettings, IndexSettings


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipe:
    """Chunk and index settings; together with the revision of the code that follows them they name a view."""

    chunks: ChunkSettings = field(default_factory=ChunkSettings)
    index: IndexSettings = field(default_factory=IndexSettings)

    @property
    def name(self) -> str:
        """The name of the view's folder."""
        made_by = [words.REVISION, fixed.REVISION if self._fixed else chunk.REVISION, lexical.REVISION]
        settings = json.dumps([self._cut_by, asdict(self.index), made_by], sort_keys=True)
        return hashlib.sha256(settings.encode()).hexdigest()[:16]

    def entries(self, version: Version, text: str) -> Iterator[Entry]:
        """What of a version is indexed, made while it is taken."""
        cut = fixed.fixed_chunks if self._fixed else chunk.chunk
        return entries(version, text, chunks=cut(version, text, settings=self.chunks), settings=self.index)

    @property
    def _fixed(self) -> bool:
        return self.chunks.strategy == "fixed"

    @property
    def _cut_by(self) -> Mapping[str, object]:
        """The chunk settings that their strategy goes by: another value of the rest makes no other view."""
        given = asdict(self.chunks)
        names = ("strategy", "max_tokens", "overlap_tokens") if self._fixed else ("min_words", "max_tokens", "overlap_sentences")
        return {name: given[name] for name in names}

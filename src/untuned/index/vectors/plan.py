"""How a view of vectors is made: the same chunks as a view of words, each embedded by one model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Protocol, runtime_checkable

from untuned.index.engines import created_vectors, opened_vectors
from untuned.index.entries import Entry
from untuned.index.recipe import Recipe
from untuned.index.search import Origin, VectorView
from untuned.index.vectors.mapped import EXACT_UP_TO, REVISION
from untuned.index.vectors.numbers import Floats
from untuned.models.embed.embedder import Embedder, reads
from untuned.types.documents import Span, Version

_TOGETHER = 256
"""Texts that are given to an embedder at a time; it makes batches of them as it likes."""


@runtime_checkable
class Remembering(Protocol):
    """A view that can give its vectors back."""

    def vectors(self, spans: Collection[Span]) -> dict[Span, Floats]:
        """The vector of each of these chunks that there is."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class VectorPlan:
    """A recipe's chunks and whose vectors they get. A better model makes another view beside, which then takes this one's place."""

    recipe: Recipe
    embedder: Embedder
    exact_up_to: int = EXACT_UP_TO
    """Rows that are compared one by one; it changes how a view is searched, never what it holds."""
    known: Remembering | None = None
    """A view that this plan made: a chunk that it holds is not embedded again, as when what was purged leaves the files."""

    @property
    def name(self) -> str:
        """The name of the view's folder."""
        embedder = [self.embedder.name, sorted(self.embedder.languages), self.embedder.dimensions]
        index = {name: value for name, value in asdict(self.recipe.index).items() if name != "grams"}
        made_by = json.dumps([self.recipe.cut_by, index, self.recipe.fields, *self.recipe.revisions, REVISION, embedder], sort_keys=True)
        return hashlib.sha256(made_by.encode()).hexdigest()[:16]

    def indexed(self, texts: Iterable[tuple[Version, str]]) -> Iterator[Entry]:
        """The chunks of each version that are in a language of the embedder, with their vectors; made while they are taken.

        Raises:
            ModelError: The embedder cannot be run.
        """
        left = (entry for entry in self.recipe.indexed(texts) if reads(self.embedder, entry.chunk.language))
        while held := list(islice(left, _TOGETHER)):
            known = {} if self.known is None else self.known.vectors([entry.chunk.span for entry in held])
            new = [entry for entry in held if entry.chunk.span not in known]
            if new:
                made = self.embedder.embed([entry.text for entry in new], kind="passage")
                known |= {entry.chunk.span: vector for entry, vector in zip(new, made, strict=True)}
            for entry in held:
                yield replace(entry, vector=known[entry.chunk.span])

    def create(self, folder: Path, *, origin: Origin) -> VectorView:
        """An empty index of vectors in a new folder. Raises `MissingExtra`, `IndexUnwritable`."""
        chosen, length = self.recipe.index, self.embedder.dimensions
        return created_vectors(folder, origin=origin, settings=chosen, dimensions=length, exact_up_to=self.exact_up_to)

    def open(self, folder: Path, *, origin: Origin) -> VectorView | None:
        """The index of vectors in a folder; None when it is damaged, of another origin, or not one."""
        return opened_vectors(folder, origin=origin, exact_up_to=self.exact_up_to)

"""What is held of an index of vectors at one commit, and how it is searched: who may read what is decided before anything is compared."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from untuned.errors import ViewError
from untuned.index.marks import wanted
from untuned.index.search import Near
from untuned.index.vectors.commits import Commit
from untuned.index.vectors.lists import probed
from untuned.index.vectors.numbers import Floats, Ids, Mask, best, cosines, restored
from untuned.index.vectors.segments import Segment, group_term, mark_term
from untuned.types.documents import Span
from untuned.types.filters import Filter
from untuned.types.principal import Principal

_MASKS = 16
"""Sets of groups whose rows are kept in mind."""
_SCATTERED = 4
"""A filter that leaves one row in so many has its rows picked out; where it leaves more, all of them are compared."""

Readable = tuple[Principal, tuple[Filter, ...]]
"""Who asks, and what must hold besides."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """One commit with its segments, and which of their rows are alive (None for all)."""

    commit: Commit
    segments: Mapping[str, Segment]
    alive: Mapping[str, Mask | None]
    _readable: dict[frozenset[str], dict[str, Mask | None]] = field(default_factory=dict[frozenset[str], dict[str, Mask | None]])

    @property
    def size(self) -> int:
        """How many rows can be found."""
        return sum(part.alive for part in self.commit.parts)

    def masks(self, readable: Readable) -> dict[str, Mask | None]:
        """Which rows of each segment are alive, may be read and pass the filters; None for all."""
        principal, filters = readable
        found = dict(self.alive) if principal.owner else dict(self._of_groups(principal.groups))
        for condition in filters:
            marks = wanted(condition)
            for name, segment in self.segments.items():
                passing = segment.having(mark_term(term) for term in marks.terms)
                if marks.lacks is not None:
                    passing |= ~segment.having([mark_term(marks.lacks)])
                found[name] = _both(found[name], passing)
        return found

    def _of_groups(self, groups: frozenset[str]) -> dict[str, Mask | None]:
        known = self._readable.get(groups)
        if known is None:
            known = {name: self._of_segment(segment, groups) for name, segment in self.segments.items()}
            if len(self._readable) < _MASKS:
                self._readable[groups] = known
        return known

    def _of_segment(self, segment: Segment, groups: frozenset[str]) -> Mask | None:
        alive = self.alive[segment.name]
        found = _both(alive, segment.having(map(group_term, sorted(groups))))
        return alive if found.sum() == (segment.size if alive is None else alive.sum()) else found


def nearest(held: Held, vector: Floats, *, readable: Readable, limit: int, exact_up_to: int) -> list[Near]:
    """The rows nearest to a vector, nearest first; exact while those that may be found are no more than `exact_up_to`."""
    asked = _asked(held, vector)
    masks = held.masks(readable)
    counts = {name: held.segments[name].size if mask is None else int(mask.sum()) for name, mask in masks.items()}
    exact = sum(counts.values()) <= exact_up_to
    found = [
        near
        for name, segment in held.segments.items()
        if counts[name]
        for near in _of_segment(segment, asked, masks[name], limit=limit, exact=exact or not segment.listed)
    ]
    return sorted(found, key=lambda near: (-near.score, near.span.version, near.span.start))[:limit]


def scores(held: Held, spans: Collection[Span], vector: Floats, *, principal: Principal) -> dict[Span, float]:
    """The cosine of each span that there is and the principal may read."""
    asked = _asked(held, vector)
    found: dict[Span, float] = {}
    for segment, placed in _placed(held, spans, masks=held.masks((principal, ()))):
        said = cosines(segment.rows, segment.factors, asked, ids=np.asarray(list(placed.values()), dtype=np.int64)).tolist()
        found.update((span, _bounded(score)) for span, score in zip(placed, said, strict=True))
    return found


def vectors(held: Held, spans: Collection[Span]) -> dict[Span, Floats]:
    """The vector of each span that there is."""
    found: dict[Span, Floats] = {}
    for segment, placed in _placed(held, spans, masks=held.alive):
        ids = list(placed.values())
        found.update(zip(placed, restored(segment.rows[ids], segment.factors[ids]), strict=True))
    return found


def _asked(held: Held, vector: Floats) -> Floats:
    """The vector as it is compared. Raises `ViewError` where it is of another length than those that are held."""
    if any(segment.rows.shape[1] != len(vector) for segment in held.segments.values()):
        (length, *_) = (segment.rows.shape[1] for segment in held.segments.values())
        raise ViewError(f"vectors of {length} numbers cannot be compared with one of {len(vector)}", remedy="run 'untuned reindex'")
    return np.ascontiguousarray(vector, dtype=np.float32)


def _placed(held: Held, spans: Collection[Span], *, masks: Mapping[str, Mask | None]) -> Iterator[tuple[Segment, dict[Span, int]]]:
    """Each segment that has some of the spans, with their rows there."""
    for name, segment in held.segments.items():
        mask = masks[name]
        rows = {span: segment.at(span.version, span.start, span.end) for span in spans}
        alive = {span: at if mask is None else at[mask[at]] for span, at in rows.items()}
        placed = {span: int(at[-1]) for span, at in alive.items() if len(at)}
        if placed:
            yield segment, placed


def _of_segment(segment: Segment, asked: Floats, mask: Mask | None, *, limit: int, exact: bool) -> Iterator[Near]:
    if exact:
        ids, score = _compared(segment, asked, mask)
    else:
        ids = probed(asked, segment.arrays["centroids"], segment.arrays["bounds"], mask=mask)
        score = cosines(segment.rows, segment.factors, asked, ids=ids)
    chosen = best(score, limit)
    documents, versions, starts, ends = segment.addresses[:, chosen if ids is None else ids[chosen]].tolist()
    for document, version, start, end, one in zip(documents, versions, starts, ends, score[chosen].tolist(), strict=True):
        yield Near(document=document, span=Span(version=version, start=start, end=end), score=_bounded(one))


def _compared(segment: Segment, asked: Floats, mask: Mask | None) -> tuple[Ids | None, Floats]:
    """The cosine of every row, or of those by number that may be found."""
    if mask is None:
        return None, cosines(segment.rows, segment.factors, asked)
    ids = np.flatnonzero(mask)
    if len(ids) * _SCATTERED < segment.size:
        return ids, cosines(segment.rows, segment.factors, asked, ids=ids)
    return ids, cosines(segment.rows, segment.factors, asked)[ids]


def _bounded(score: float) -> float:
    """Rounding may carry a cosine a little beyond 1."""
    return max(-1.0, min(1.0, score))


def _both(one: Mask | None, other: Mask) -> Mask:
    return other if one is None else one & other

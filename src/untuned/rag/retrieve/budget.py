"""What of the hits is read: as many as a budget of text holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from untuned.types.answers import Hit

CHARACTERS_PER_TOKEN = 4
_BEST = 10
_MOST_OF_THE_BEST = 8


def fill(hits: Sequence[Hit], *, tokens: int, opening: Hit | None = None, most: int | None = None) -> list[Hit]:
    """The hits that fit into the budget, best first; the best one even if it alone does not fit.

    Hits of one version that overlap become one, in the place of the better; no text is counted twice. A hit that does not fit
    is passed over for the next that does. `opening` is the beginning of the document that most hits are of: it has its room
    kept, and comes last unless it was found anyway. No more than `most` are read, the opening counted, where that is given.
    """
    left = tokens * CHARACTERS_PER_TOKEN
    kept: list[Hit] = []
    held = 0
    if opening is not None and (_length(opening) > left // 2 or most == 1):
        opening = None
    if opening is not None:
        left -= _length(opening)
    for hit in hits:
        joined = _joined(kept, hit)
        if most is not None and _count(joined, opening) > most:
            continue
        length = held + _length(hit) if len(joined) > len(kept) else sum(_length(one) for one in joined)
        cost = length - held
        # what the opening holds is paid for already
        if opening is not None:
            cost -= _shared(joined, opening) - _shared(kept, opening)
        if cost <= left or not kept:
            kept, held = joined, length
            left -= cost
    return kept if opening is None or (left < 0 and _shared(kept, opening) == 0) else _joined(kept, opening)


def leading_document(hits: Sequence[Hit]) -> int | None:
    """The document that at least eight of ten of the best hits are of; None where the hits are mixed.

    A question that is about one document is often about what its opening says: its name, its parties, its date.
    """
    best = hits[:_BEST]
    if not best:
        return None
    document, times = Counter(hit.chunk.document for hit in best).most_common(1)[0]
    return document if times * _BEST >= _MOST_OF_THE_BEST * len(best) else None


def _joined(kept: Sequence[Hit], hit: Hit) -> list[Hit]:
    """The hits with one more, which takes in those that it overlaps."""
    touched = [one for one in kept if one.chunk.version == hit.chunk.version and _overlap(one, hit) > 0]
    if not touched:
        return [*kept, hit]
    parts = sorted([*touched, hit], key=lambda one: one.chunk.start)
    chunk = replace(parts[0].chunk, end=max(one.chunk.end for one in parts))
    whole = replace(touched[0], chunk=chunk, terms=tuple(term for one in parts for term in one.terms))
    return [whole if one is touched[0] else one for one in kept if one is touched[0] or one not in touched]


def _count(kept: Sequence[Hit], opening: Hit | None) -> int:
    return len(kept) if opening is None else len(_joined(kept, opening))


def _shared(kept: Sequence[Hit], opening: Hit) -> int:
    return sum(_overlap(one, opening) for one in kept)


def _overlap(one: Hit, other: Hit) -> int:
    """How many characters two hits have in common."""
    if one.chunk.version != other.chunk.version:
        return 0
    return max(min(one.chunk.end, other.chunk.end) - max(one.chunk.start, other.chunk.start), 0)


def _length(hit: Hit) -> int:
    return hit.chunk.end - hit.chunk.start

"""Texts of one matter, found by their rare words and, where there are vectors, by what they mean.

Average linkage (Sokal and Michener 1958) by a chain of nearest neighbours (Murtagh 1983), which is quadratic: so it is for the heaviest
texts alone. Where there are more, each joins the group that it is nearest to, one after the other, by a bounded look at its rarest words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table = NDArray[np.float32]

Bag = Mapping[str, float]
"""A text's words with their weights, of length 1 as a vector; empty for a text without a telling word."""
Vectors = Callable[[Sequence[int]], "Table"]
"""A row for each of the texts named by their places; zeros for one that has no vector."""

MOST_LINKED = 1_500
"""Groups that are held against each other, each with each."""
_RAREST = 6
_MOST_LOOKED_AT = 48
"""Groups that are looked at for one word: the latest ones."""


def clusters(bags: Sequence[Bag], *, joined: float, vectors: Vectors | None = None) -> list[tuple[int, ...]]:
    """The places of the texts, by matter: every text once, groups and their members in the order of the texts.

    Args:
        bags: Of each text, the heaviest first: where there are more than 1,500, the first ones are held against each other.
        joined: The mean cosine of two groups' members from which on they are one matter, in [0, 1].
        vectors: What texts mean; it is asked for the first text of each group. Half of the likeness is by it then.

    Equal texts and settings give equal groups.
    """
    groups = [[place] for place in range(len(bags))] if len(bags) <= MOST_LINKED else _gathered(bags, joined)
    groups.sort(key=lambda one: (-len(one), one[0]))
    head, tail = groups[:MOST_LINKED], groups[MOST_LINKED:]
    if len(head) > 1:
        head = [sorted(place for one in part for place in head[one]) for part in _linked(_likeness(head, bags, vectors), head, joined)]
    return sorted(tuple(sorted(one)) for one in (*head, *tail))


def _gathered(bags: Sequence[Bag], joined: float) -> list[list[int]]:
    """Each text in the group whose members it is most like on average, of those that share one of its rarest words."""
    groups: list[list[int]] = []
    sums: list[dict[str, float]] = []
    known: dict[str, list[int]] = defaultdict(list)
    for place, bag in enumerate(bags):
        rarest = sorted(bag, key=lambda word: (-bag[word], word))[:_RAREST]
        seen = dict.fromkeys(group for word in rarest for group in known[word][-_MOST_LOOKED_AT:])
        likeness, best = max(((_dot(bag, sums[group]) / len(groups[group]), -group) for group in seen), default=(0.0, 0))
        at = -best if likeness >= joined else len(groups)
        if at == len(groups):
            groups.append([])
            sums.append({})
        groups[at].append(place)
        for word, weight in bag.items():
            if word not in sums[at] and word in rarest:
                known[word].append(at)
            sums[at][word] = sums[at].get(word, 0.0) + weight
    return groups


def _dot(bag: Bag, other: Mapping[str, float]) -> float:
    return sum(weight * other.get(word, 0.0) for word, weight in bag.items())


def _likeness(groups: Sequence[Sequence[int]], bags: Sequence[Bag], vectors: Vectors | None) -> NDArray[np.float32]:
    """The mean likeness of the members of each two groups."""
    import numpy as np  # noqa: PLC0415 - loaded where texts are held against each other

    means: list[dict[str, float]] = []
    for group in groups:
        mean: dict[str, float] = defaultdict(float)
        for place in group:
            for word, weight in bags[place].items():
                mean[word] += weight / len(group)
        means.append(mean)
    found = np.zeros((len(groups), len(groups)), dtype=np.float32)
    for places, weights in _postings(means):
        rows = np.array(places)
        found[np.ix_(rows, rows)] += np.outer(weights, weights)
    if vectors is None:
        return found
    rows = vectors([group[0] for group in groups])
    lengths = np.linalg.norm(rows, axis=1)
    has = lengths > 0
    if has.sum() < 2:
        return found
    unit = rows / np.where(has, lengths, 1.0)[:, None]
    meant = unit @ unit.T
    both = np.outer(has, has)
    between = float(meant[both & ~np.eye(len(groups), dtype=bool)].mean())
    # Vectors of any two questions are somewhat alike: what they have in common with all says nothing.
    scaled = np.clip((meant - between) / max(1.0 - between, 1e-6), 0.0, 1.0)
    return np.where(both, (found + scaled) / 2, found).astype(np.float32)


def _postings(bags: Sequence[Bag]) -> list[tuple[list[int], list[float]]]:
    """Of each word that several have, in the order of the words: who has it, and its weights."""
    held: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    for place, bag in enumerate(bags):
        for word, weight in bag.items():
            places, weights = held[word]
            places.append(place)
            weights.append(weight)
    return [held[word] for word in sorted(held) if len(held[word][0]) > 1]


def _linked(likeness: NDArray[np.float32], groups: Sequence[Sequence[int]], joined: float) -> list[list[int]]:
    """The groups of groups that average linkage leaves at a likeness; a group that has no neighbour that near is finished."""
    import numpy as np  # noqa: PLC0415 - loaded already

    np.fill_diagonal(likeness, -1.0)
    sizes = np.array([len(one) for one in groups], dtype=np.float64)
    members = {place: [place] for place in range(len(groups))}
    waiting = set(members)
    chain: list[int] = []
    while waiting:
        if not chain:
            chain.append(min(waiting))
        last = chain[-1]
        nearest = int(likeness[last].argmax())
        if len(chain) > 1 and likeness[last, chain[-2]] >= likeness[last, nearest]:
            nearest = chain[-2]
        if likeness[last, nearest] < joined:
            waiting.discard(chain.pop())
            likeness[last, :] = likeness[:, last] = -1.0
        elif len(chain) > 1 and nearest == chain[-2]:
            chain = chain[:-2]
            kept, gone = min(last, nearest), max(last, nearest)
            _merge(likeness, sizes, kept, gone)
            members[kept] += members.pop(gone)
            waiting.discard(gone)
        else:
            chain.append(nearest)
    return [sorted(found) for found in members.values()]


def _merge(likeness: NDArray[np.float32], sizes: NDArray[np.float64], kept: int, gone: int) -> None:
    """One group in two groups' place: its likeness to others is the mean over all pairs of members."""
    total = sizes[kept] + sizes[gone]
    row = (sizes[kept] * likeness[kept] + sizes[gone] * likeness[gone]) / total
    row[likeness[kept] < 0] = -1.0
    row[[kept, gone]] = -1.0
    likeness[kept, :] = likeness[:, kept] = row
    likeness[gone, :] = likeness[:, gone] = -1.0
    sizes[kept] = total

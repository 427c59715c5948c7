"""The words that two texts have in common in the same order, and what stands between those."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from untuned.text.closed_words import Word

Block = tuple[int, int, int, int]
"""Words [start, end) of the one text, and [start, end) of the other."""


def common(ours: Sequence[Word], theirs: Sequence[Word]) -> list[Block]:
    """The runs of the longest common subsequence of words, in order."""
    operations = LCSseq.opcodes([word.text for word in ours], [word.text for word in theirs])
    return [(op.src_start, op.src_end, op.dest_start, op.dest_end) for op in operations if op.tag == "equal"]


def between(ours: Sequence[Word], theirs: Sequence[Word], blocks: Sequence[Block]) -> Iterator[Block]:
    """What stands before the first of the blocks, between each two, and behind the last; either side may be empty."""
    edges = [(0, 0, 0, 0), *blocks, (len(ours), len(ours), len(theirs), len(theirs))]
    for (_, end, _, their_end), (start, _, their_start, _) in pairwise(edges):
        yield end, start, their_end, their_start

"""Near-twin questions of a sixth hand: the thirty-three kinds of things that chance left to it when the fifth family was drawn.

Written without a look at the rules, which were mended on the fifth family alone: of this one only totals were looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from generators.kind_twins import drawn, kinds
from generators.twins import Twin

KINDS = kinds("sixth_twins.txt")


def twins(seed: int, count: int) -> Iterator[Twin]:
    """`count` near-twin questions, all kinds, languages and carriers in turn."""
    return drawn(KINDS, seed, count)

"""Looks at the locked questions: each is paid for, so that looking often does not find what is not there."""

from __future__ import annotations

import math

LEAST = 1e-6
"""The least level that anything is decided at: below it the locked questions are used up."""


def alpha_of(look: int, *, alpha: float = 0.05) -> float:
    """What the comparisons of the n-th look (from 1) are decided at: half of what the looks before have left of alpha.

    The levels, alpha / 2, alpha / 4, ..., add up to less than alpha over any number of looks (Bonferroni's inequality), so that no number
    need be planned; the first looks have most of it.

    Raises:
        ValueError: `look` is below 1.
    """
    if look < 1:
        raise ValueError(f"looks are counted from 1, not {look}")
    return math.ldexp(alpha, -look)


def used_up(alpha: float) -> bool:
    """Whether the looks before have left too little to decide anything at."""
    return alpha < LEAST

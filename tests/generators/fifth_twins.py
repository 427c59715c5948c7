"""Near-twin questions of a fifth hand: thirty-four kinds of things, chosen by chance of sixty-seven, that no earlier family names.

Written without a look at the rules. Its single failures were looked at afterwards, and the rules mended on them.
"""

from __future__ import annotations

from collections.abc import Iterator

from generators.kind_twins import drawn, kinds
from generators.twins import Twin

KINDS = kinds("fifth_twins.txt")


def twins(seed: int, count: int) -> Iterator[Twin]:
    """`count` near-twin questions, all kinds, languages and carriers in turn."""
    return drawn(KINDS, seed, count)

"""Powers and other numbers with raised digits: 10² is neither 10 nor 102."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from untuned.types.answers import Flag

_RAISED = re.compile(r"\d+[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉]+")


def raised_flags(claim: str, texts: Sequence[str]) -> Iterator[Flag]:
    """A hard flag for each number with raised or lowered digits that no text has just so."""
    for found in _RAISED.finditer(claim):
        if not any(found[0] in text for text in texts):
            yield Flag(kind="number", hard=True, start=found.start(), end=found.end(), says=found[0])

"""Powers and other numbers with raised digits: 10² is neither 10 nor 102."""

from __future__ import annotations

from collections.abc import Iterator

from untuned.rag.verify.agreement.evidence import Evidence
from untuned.text.regex import regex
from untuned.types.answers import Flag

_RAISED = regex(r"\d+[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉]+")


def raised_flags(claim: str, known: Evidence) -> Iterator[Flag]:
    """A hard flag for each number with raised or lowered digits that the evidence does not have just so."""
    texts = (*known.quotes, *known.supplies)
    for found in _RAISED.finditer(claim):
        if not any(found[0] in text for text in texts):
            yield Flag(kind="number", hard=True, start=found.start(), end=found.end(), says=found[0])

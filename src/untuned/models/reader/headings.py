"""Which headings the parts of a passage stand under: short sections share a passage, and each answers for itself."""

from __future__ import annotations

from collections.abc import Sequence

from untuned.models.reader.shares import Shares
from untuned.models.reader.units import Unit
from untuned.text.words import terms
from untuned.types.answers import Passage


class Headings:
    """The headings of a passage, as far as they have a question's terms."""

    def __init__(self, passage: Passage, units: Sequence[Unit], shares: Shares) -> None:
        chunk = passage.hit.chunk
        nearest = terms(chunk.headings[-1], language=chunk.language or passage.version.language) if chunk.headings else []
        self._shares = shares
        self._first = shares.held(nearest)
        self._level = (units[0].level if units else 0) or len(chunk.headings)

    def above(self, unit: Unit) -> int:
        """The question's terms, or their first letters, in the nearest heading above a unit.

        And in the one that the passage begins under, until one comes that is not below it.
        """
        first = 0 if 0 < unit.outermost <= self._level else self._first
        return first | self._shares.held(unit.above) if unit.above else first

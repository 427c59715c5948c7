"""How much of a document merged cells may repeat."""

from __future__ import annotations

_LONGEST = 300
"""Characters of a cell that is repeated; a longer one names no row, and stands once."""
_LEAST = 100_000
"""Characters that the cells of a short document may repeat."""
_APART = 3
"""Characters between two cells."""


class Repeats:
    """What a document's cells repeat in further rows and columns: in all no more characters than the document itself has."""

    def __init__(self, size: int) -> None:
        self._room = max(size, _LEAST)

    def again(self, text: str) -> str | None:
        """A cell's words for another place, "" where they are too long or no more fit; None where no further place fits."""
        if len(text) > min(_LONGEST, self._room - _APART):
            text = ""
        if self._room < _APART:
            return None
        self._room -= len(text) + _APART
        return text

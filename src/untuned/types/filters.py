"""What narrows a search: a condition on one field of what is searched, built from values, never from text that is parsed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from untuned.types.frozen import FrozenDict

Attribute = str | float | date
"""One value of a field: text (equal or not), a number or a day (before or after too)."""

Attributes = Mapping[str, tuple[Attribute, ...]]
"""What is known of a chunk, by field; a field without values is absent."""

NO_ATTRIBUTES: Attributes = FrozenDict()

FilterOperator = Literal["any", "from", "to"]
"""One of the values; no less than the value; no more than the value."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """A condition on one field. A chunk with several values there passes when one of them does.

    `from` and `to` take one number or day and include it; a value of another kind never passes.
    """

    field: str
    operator: FilterOperator = "any"
    values: tuple[Attribute, ...]
    or_missing: bool = False
    """Chunks that say nothing of the field pass too."""

    def passes(self, attributes: Attributes) -> bool:
        """True when a chunk with these attributes is kept."""
        held = attributes.get(self.field, ())
        return any(self._takes(value) for value in held) if held else self.or_missing

    def _takes(self, value: Attribute) -> bool:
        if self.operator == "any":
            return any(_kind(value) is _kind(wanted) and value == wanted for wanted in self.values)
        bound = self.values[0]
        if isinstance(value, float | int) and isinstance(bound, float | int):
            return value >= bound if self.operator == "from" else value <= bound
        if isinstance(value, date) and isinstance(bound, date):
            return value >= bound if self.operator == "from" else value <= bound
        return False


def _kind(value: Attribute) -> type:
    return float if isinstance(value, int) else type(value)

"""What a given filter asks for and no document has, told with the nearest values that there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Protocol

from untuned.index.conditions import fields_of
from untuned.types.filters import Filter
from untuned.types.principal import Principal
from untuned.types.settings import MetadataField

NONE_HAS = "No document{whose} has {asked}; there are: {values}."
NONE_STATES = "No document{whose} has {asked}; none states any {field}."
READABLE = " that you may read"
_NEAREST = 5
"""Values that a note tells."""
_MOST = 10_000
"""Values of a field that are looked at; of one with more, nothing is said to be absent."""


class Values(Protocol):
    """An index, as far as its values go."""

    def values(self, field: str, *, principal: Principal, limit: int) -> Mapping[str, int]:
        """The texts of a field that the principal may read, each with how many entries have it."""
        ...


def absent(where: Sequence[Filter], *, index: Values, rules: Sequence[MetadataField], principal: Principal) -> tuple[str, ...]:
    """A sentence on each text of the filters that no entry has which the principal may read, with the nearest values that entries have.

    A value that a table may have put in the place of what was typed is not named: that it is one might be no business of the asker's.
    """
    return tuple(note for one in where if one.operator == "any" for note in _notes(one, index, rules, principal))


def _notes(one: Filter, index: Values, rules: Sequence[MetadataField], principal: Principal) -> Iterator[str]:
    held = index.values(one.field, principal=principal, limit=_MOST)
    field = fields_of(rules).get(one.field)
    tabled = frozenset(value.casefold() for value, _ in field.values) if field is not None else frozenset[str]()
    whose = "" if principal.owner else READABLE
    for value in one.values:
        if not isinstance(value, str) or value in held or len(held) >= _MOST:
            continue
        asked = f"that {one.field}" if value in tabled else f"{one.field}={value}"
        if held:
            yield NONE_HAS.format(whose=whose, asked=asked, values=_listed(value, held))
        else:
            yield NONE_STATES.format(whose=whose, asked=asked, field=one.field)


def _listed(value: str, held: Mapping[str, int]) -> str:
    near = sorted(held, key=lambda other: (-_likeness(value, other), -held[other], other))
    return ", ".join([*near[:_NEAREST], *(["…"] if len(near) > _NEAREST else [])])


def _likeness(value: str, other: str) -> float:
    """How alike two values are, in [0, 2]: over 1 where one holds the other, as `docs/tutorial` does `tutorial`."""
    alike = SequenceMatcher(None, value, other, autojunk=False).ratio()
    return alike + 1 if value in other or other in value else alike

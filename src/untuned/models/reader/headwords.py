"""References that define one name after another, each with what it does: what stands below a name is about that one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from untuned.models.reader.shares import Shares
from untuned.models.reader.units import Unit


class Found(Protocol):
    """A window."""

    @property
    def passage(self) -> int:
        """Ordinal of its passage."""
        ...

    @property
    def first(self) -> int:
        """Ordinal of its first unit in the passage."""
        ...


def headwords(units: Sequence[Unit]) -> list[int]:
    """For each unit of a passage, the ordinal of the outermost term that it defines, itself for such a term; -1 where there is none."""
    found: list[int] = []
    current = -1
    for at, unit in enumerate(units):
        if current >= 0 and (unit.depth <= units[current].depth or unit.above != units[current].above):
            current = -1
        if unit.kind == "term" and unit.depth > 0 and not unit.asks and current < 0:
            current = at
        found.append(current)
    return found


def of_other_names(found: Sequence[Found], shares: Shares, *, units: Callable[[int], Sequence[Unit]]) -> frozenset[int]:
    """The ordinals of the windows that define another name than the one that is asked about, where that one is defined as well.

    `work_mem` is such a name: "it defaults to 64 MB" says nothing of it below `maintenance_work_mem`, which has all of its words.
    """
    if not shares.identifiers:
        return frozenset()
    known: dict[int, list[int]] = {}
    defined = False
    others: set[int] = set()
    for nth, window in enumerate(found):
        seen = units(window.passage)
        heads = known.setdefault(window.passage, [])
        if not heads:
            heads += headwords(seen)
        at = heads[window.first]
        names = {term for term in seen[at].terms if "_" in term} if at >= 0 else set[str]()
        if shares.of(names) & shares.identifiers:
            defined = True
        elif names:
            others.add(nth)
    return frozenset(others) if defined else frozenset()

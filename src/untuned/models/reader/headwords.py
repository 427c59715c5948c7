"""References that define one name after another, each with what it does: what stands below a name is about that one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from untuned.models.reader.defining import fit_of
from untuned.models.reader.question import Question
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
        if current >= 0 and (_is_behind(unit, units[current]) or unit.above != units[current].above):
            current = -1
        if unit.kind == "term" and not unit.asks and current < 0:
            current = at
        found.append(current)
    return found


def _is_behind(unit: Unit, term: Unit) -> bool:
    """True for what stands no longer below a term: of no greater depth, or where the format tells no depth, the next term."""
    return unit.depth <= term.depth if term.depth else unit.kind == "term"


def of_other_names(
    found: Sequence[Found], question: Question, shares: Shares, *, units: Callable[[int], tuple[str, Sequence[Unit]]]
) -> frozenset[int]:
    """The ordinals of the windows that define another name than the one that is asked about, where that one is defined as well.

    `work_mem` is such a name: "it defaults to 64 MB" says nothing of it below `maintenance_work_mem`, which has all of its words. So is
    all that the meaning is asked of, as it is written, and else in another form: `iterable` before `iterator`. `units` gives the text
    of a passage and what it is cut into.
    """
    if not (shares.identifiers or question.defines):
        return frozenset()
    heads: dict[int, list[int]] = {}
    terms: dict[int, tuple[Unit, str]] = {}
    for nth, window in enumerate(found):
        text, seen = units(window.passage)
        above = heads.setdefault(window.passage, [])
        if not above:
            above += headwords(seen)
        if (at := above[window.first]) >= 0:
            terms[nth] = seen[at], text[seen[at].start : seen[at].end]
    fits = {nth: fit_of(question, written) for nth, (_, written) in terms.items()}
    if best := max(fits.values(), default=0):
        return frozenset(nth for nth, fit in fits.items() if fit < best)
    names = {nth: own for nth, (term, _) in terms.items() if (own := [name for name in term.terms if "_" in name])}
    others = frozenset(nth for nth, own in names.items() if not shares.of(own) & shares.identifiers)
    return others if len(others) < len(names) else frozenset()

"""Lanes: the cells of one endpoint, asked so many at a time; a variant that only fails is put aside and then given up."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from untuned.evaluation.runs.plan import Cell
from untuned.types.methods import Variant

READER = "reader"
"""The endpoint of variants that ask no model."""

_SUSPECT = 8
"""Failures in a row after which a variant is tried one cell at a time."""
_TRIES = 3
"""How many of these fail, one after the other, until the rest is not asked."""


def endpoint_of(variant: Variant) -> str:
    """Where a variant's requests go: provider and address; for one that asks no model, the reader.

    One whose questions are routed has the endpoint of the first variant that asks one. A model that rewrites or checks is told from it
    only where it is the only one.
    """
    routed = [place for place in map(endpoint_of, variant.routed_to) if place != READER]
    if routed:
        return routed[0]
    model = variant.settings.model
    name = model.name or variant.method.rewriter or variant.method.checker or variant.formatter
    if not name:
        return READER
    return f"{name.partition(':')[0]} {model.base_url}".strip()


@dataclass(kw_only=True, slots=True)
class Health:
    """How a variant's last runs went. What is counted is failures of its endpoint alone."""

    failures: int = 0
    """In a row."""
    tries: int = 0
    """Of these, the ones that were tried alone."""
    trying: bool = False
    last: str = ""

    @property
    def suspect(self) -> bool:
        """True while its cells are tried one at a time."""
        return self.failures >= _SUSPECT

    @property
    def given_up(self) -> bool:
        """True once the rest is not asked."""
        return self.tries >= _TRIES

    def answered(self) -> None:
        """Its endpoint answered: all is well."""
        self.failures = self.tries = 0

    def failed(self, why: str, *, alone: bool) -> None:
        """Its endpoint failed."""
        self.failures += 1
        self.tries += alone
        self.last = why


@dataclass(kw_only=True, slots=True)
class Lane:
    """The open cells of one endpoint, in order; workers take from it. Used in one event loop."""

    name: str
    width: int
    """Workers that take from it."""
    _open: deque[Cell]
    _aside: dict[str, deque[Cell]] = field(default_factory=dict[str, "deque[Cell]"])
    """Cells of suspect variants, by the variant's hash."""
    _health: dict[str, Health] = field(default_factory=dict[str, Health])
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def __len__(self) -> int:
        return len(self._open) + sum(map(len, self._aside.values()))

    def health(self, cell: Cell) -> Health:
        """How the cell's variant does."""
        return self._health.setdefault(cell.variant.hash, Health())

    async def take(self, *, may: Callable[[Cell], bool]) -> Cell | None:
        """The next cell; None at the end. Waits while all that is left may not be asked yet.

        Args:
            may: Whether a cell may be asked just now. It is asked again after each change.
        """
        while len(self):
            changed = self._changed
            cell = self._next(may)
            if cell is not None:
                return cell
            await changed.wait()
        return None

    def changed(self) -> None:
        """Something ended: who waits looks again."""
        self._changed.set()
        self._changed = asyncio.Event()

    def clear(self) -> None:
        """Nothing more is taken."""
        self._open, self._aside = deque(), {}
        self.changed()

    def _next(self, may: Callable[[Cell], bool]) -> Cell | None:
        for variant, cells in self._aside.items():
            if cells and self._free(self._health[variant]) and may(cells[0]):
                return self._taken(cells)
        while self._open:
            health = self.health(self._open[0])
            if self._free(health):
                return self._taken(self._open) if may(self._open[0]) else None
            self._aside.setdefault(self._open[0].variant.hash, deque()).append(self._open.popleft())
        return None

    def _taken(self, cells: deque[Cell]) -> Cell:
        cell = cells.popleft()
        health = self.health(cell)
        health.trying = health.trying or health.suspect
        return cell

    @staticmethod
    def _free(health: Health) -> bool:
        return health.given_up or not (health.suspect and health.trying)


@dataclass(frozen=True, kw_only=True, slots=True)
class Widths:
    """How many questions are asked of one endpoint at once."""

    endpoint: int = 16
    reader: int = 2
    """Without a model it is a matter of processors."""
    by_name: Mapping[str, int] = field(default_factory=dict[str, int])
    """For endpoints by name, as `endpoint_of` gives it."""

    def of(self, name: str) -> int:
        """Of one endpoint."""
        return self.by_name.get(name, self.reader if name == READER else self.endpoint)


def lanes_of(cells: Iterable[Cell], *, widths: Widths) -> list[Lane]:
    """A lane for each endpoint, each with its cells in their order."""
    found: dict[str, deque[Cell]] = {}
    for cell in cells:
        found.setdefault(endpoint_of(cell.variant), deque()).append(cell)
    return [Lane(name=name, width=widths.of(name), _open=waiting) for name, waiting in found.items()]

"""The view of the past: every version is indexed with the days on which it held, and a search names the day."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from untuned.index.entries import Entry
from untuned.index.recipe import Recipe
from untuned.index.search import Origin, WordView
from untuned.types.documents import Version
from untuned.types.filters import Attributes, Filter
from untuned.types.principal import Principal
from untuned.types.versions import AsOf, Life

_REVISION = "history/1"
# Front matter is no source of these names: a document cannot say of itself when it was known or who may read it.
_HELD_FROM, _HELD_TO = "untuned:held_from", "untuned:held_to"
_KNOWN_FROM, _KNOWN_TO = "untuned:known_from", "untuned:known_to"
_OPEN_TO = "untuned:open_to"


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """How the view of the past is made: as the project's own view of words, from every version."""

    recipe: Recipe
    lives: Callable[[int], Mapping[int, Life]]
    """The days on which the versions of a document held."""

    @property
    def name(self) -> str:
        """The name of the view's folder."""
        return hashlib.sha256(f"{self.recipe.name} {_REVISION}".encode()).hexdigest()[:16]

    def create(self, folder: Path, *, origin: Origin) -> WordView:
        """An empty index of words in a new folder. Raises `MissingExtra`, `IndexUnwritable`."""
        return self.recipe.create(folder, origin=origin)

    def open(self, folder: Path, *, origin: Origin) -> WordView | None:
        """The index of words in a folder; None when it is damaged, of another origin, or not one."""
        return self.recipe.open(folder, origin=origin)

    def indexed(self, texts: Iterable[tuple[Version, str]]) -> Iterator[Entry]:
        """The entries of versions, those of one document after each other, each with the days on which it held."""
        document, lives = 0, dict[int, Life]()
        for version, text in texts:
            if version.document != document:
                document, lives = version.document, {**self.lives(version.document)}
            life = lives.get(version.id)
            if life is None:  # purged meanwhile: the feed tells of it
                continue
            held = _attributes(life)
            for entry in self.recipe.entries(version, text):
                yield replace(entry, attributes={**entry.attributes, **held})


def _attributes(life: Life) -> Attributes:
    days: dict[str, date | None] = {
        _HELD_FROM: life.held_from,
        _HELD_TO: life.held_to,
        _KNOWN_FROM: life.known_from,
        _KNOWN_TO: life.known_to,
    }
    return {_OPEN_TO: tuple(sorted(life.open_to)), **{name: (day,) for name, day in days.items() if day is not None}}


def held_after(asked: AsOf, *, principal: Principal) -> tuple[Filter, ...]:
    """The versions that began to hold only after the day, of documents that the principal may read now."""
    since = _HELD_FROM if asked.axis == "effective" else _KNOWN_FROM
    later = Filter(field=since, operator="from", values=(asked.day + timedelta(days=1),))
    return (later, *open_to(principal))


def held_on(asked: AsOf, *, principal: Principal) -> tuple[Filter, ...]:
    """What a search of the past goes by: versions that held on the day, of documents that the principal may read now."""
    since, until = (_HELD_FROM, _HELD_TO) if asked.axis == "effective" else (_KNOWN_FROM, _KNOWN_TO)
    days = (
        Filter(field=since, operator="to", values=(asked.day,)),
        Filter(field=until, operator="from", values=(asked.day,), or_missing=True),
    )
    return (*days, *open_to(principal))


def open_to(principal: Principal) -> tuple[Filter, ...]:
    """The versions of documents that the principal may read now."""
    return () if principal.owner else (Filter(field=_OPEN_TO, values=tuple(sorted(principal.groups))),)

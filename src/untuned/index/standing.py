"""A current version's place in time: the present passes over what another document has taken the place of, and what is not in force yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from untuned.index.entries import Entry
from untuned.types.documents import Version
from untuned.types.filters import NO_ATTRIBUTES, Attributes, Filter
from untuned.types.versions import SUCCEEDED

_SUCCEEDED_ON = "untuned:succeeded_on"
_BEGINS_ON = "untuned:begins_on"


def placed(version: Version, entries: Iterable[Entry]) -> Iterator[Entry]:
    """A version's entries, with the days from which on another document takes its own's place, and from which on it is in force."""
    place = _place(version)
    if not place:
        yield from entries
        return
    before, merged = NO_ATTRIBUTES, place
    for entry in entries:
        if entry.attributes is not before:  # one object for all entries that are known alike, as it was before
            before, merged = entry.attributes, {**entry.attributes, **place}
        yield replace(entry, attributes=merged)


def holds(version: Version, standing: Sequence[Filter]) -> bool:
    """True for a current version that the searches of the present, which go by these filters, do not pass over."""
    place = _place(version)
    return all(one.passes(place) for one in standing)


def _place(version: Version) -> Attributes:
    succeeded, begins = succeeded_on(version), begins_on(version)
    if succeeded is None and begins is None:
        return NO_ATTRIBUTES
    days = {_SUCCEEDED_ON: succeeded, _BEGINS_ON: begins}
    return {name: (day,) for name, day in days.items() if day is not None}


def succeeded_on(version: Version) -> date | None:
    """From when on another document is in the place of a current version's; None where none is."""
    mark = version.metadata.get(SUCCEEDED)
    if not isinstance(mark, dict):
        return None
    try:
        return date.fromisoformat(str(mark.get("from") or mark.get("known")))
    except ValueError:  # front matter that happens to use the name
        return None


def begins_on(version: Version) -> date | None:
    """The day from which on a version is in force, where it was synced before that day; None where it was in force already."""
    starts = version.effective_from
    return starts if starts is not None and starts > version.synced_at.date() else None


def of_the_present(today: date) -> tuple[Filter, ...]:
    """What searches of the present go by: what another document has taken the place of, and what has not begun, is passed over."""
    return (
        Filter(field=_SUCCEEDED_ON, operator="from", values=(today + timedelta(days=1),), or_missing=True),
        Filter(field=_BEGINS_ON, operator="to", values=(today,), or_missing=True),
    )


def not_begun(today: date) -> Filter:
    """What alone the searches of the present pass over because its day has not come."""
    return Filter(field=_BEGINS_ON, operator="from", values=(today + timedelta(days=1),))

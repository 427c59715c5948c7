"""Documents that were changed ahead of their day: until it comes, nothing of them is searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from untuned.types.documents import Version
from untuned.types.findings import Finding


def ahead(versions: Sequence[Version], *, today: date) -> Iterator[Finding]:
    """One finding for a document (its versions, oldest first) whose current text holds from a later day on, though an earlier one held.

    A document that never held before is only waiting for its day. One of which every former version had ended, or began later too, lost
    nothing either.
    """
    current = versions[-1] if versions else None
    if current is None or not current.current or current.effective_from is None or current.effective_from <= today:
        return
    held = [one for one in versions[:-1] if _holds(one, today)]
    if held:
        day = current.effective_from.isoformat()
        detail = f"it holds from {day} on, and what holds until then (version {held[-1].number}) is searched no more"
        yield Finding(kind="ahead", path=current.path, detail=detail)


def _holds(version: Version, today: date) -> bool:
    begun = (version.effective_from or version.synced_at.date()) <= today
    return begun and (version.effective_to is None or version.effective_to >= today)

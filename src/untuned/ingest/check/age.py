"""Documents that say they hold no more, and those that nobody has touched for long."""

from __future__ import annotations

from collections.abc import Iterator

from untuned.ingest.check.source import Checked
from untuned.types.findings import Finding


def aged(source: Checked) -> Iterator[Finding]:
    """A finding for a document past its `effective_to`, else for one whose date is older than `check.stale_days`.

    A document without a date of its own is of no age: the day of its sync says nothing of it.
    """
    version = source.version
    if version.effective_to is not None and version.effective_to < source.today:
        yield source.finding("expired", f"it held until {version.effective_to.isoformat()}, and is searched still")
        return
    dated, most = version.effective_from, source.settings.stale_days
    if dated is None or most is None:
        return
    days = (source.today - dated).days
    if days > most:
        yield source.finding("stale", f"dated {dated.isoformat()}, {days} days ago")

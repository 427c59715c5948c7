"""Names in a comment of a proposed file."""

from __future__ import annotations

from collections.abc import Sequence

MOST_NAMED = 12
"""Names that are written out; the rest are counted."""


def listed(names: Sequence[str]) -> str:
    """The first names, and how many more there are: `a, b and 3 more`."""
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more

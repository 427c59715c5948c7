"""Which blocks stand on lines right below each other in a text that a loader puts together."""

from __future__ import annotations

from untuned.types.documents import BlockKind


def is_run(last: BlockKind | None, kind: BlockKind) -> bool:
    """True for an item below an item, and for a row below a row or its header; a blank line stands between all others."""
    return last == kind == "item" or (last in ("header", "row") and kind == "row")

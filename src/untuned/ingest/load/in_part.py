"""Files that are read in part: most of their lines are sound, and the others are noted with their reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from untuned.types.documents import LINES_LEFT_OUT, LeftOut, Loaded, MetadataValue

_MOST = 100
"""Places of one file that are noted one by one: who mends them sees the others at the next sync."""


def mostly_sound(left_out: Sequence[LeftOut], *, read: int) -> bool:
    """True where fewer lines are left out than the number of lines that were read: otherwise the file is of another format."""
    return sum(one.last - one.line + 1 for one in left_out) < read


def with_note(loaded: Loaded) -> Loaded:
    """The file, whose metadata say what was left out of it. A file cannot write this note itself."""
    metadata = {name: value for name, value in loaded.metadata.items() if name != LINES_LEFT_OUT}
    if loaded.left_out:
        first: list[MetadataValue] = [[one.line, one.last, one.reason] for one in loaded.left_out[:_MOST]]
        metadata[LINES_LEFT_OUT] = {"count": len(loaded.left_out), "first": first}
    return replace(loaded, metadata=metadata, left_out=())

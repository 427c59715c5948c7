"""Line numbers of offsets, as a person sees them in the source file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Protocol


class Anchor(Protocol):
    """From `offset` of a text on, the source file's line number is `line`."""

    @property
    def offset(self) -> int:
        """Where the line number begins to hold."""
        ...

    @property
    def line(self) -> int:
        """1-based line number of the source file."""
        ...


def line_of(text: str, offset: int, anchors: Sequence[Anchor] = ()) -> int:
    r"""The 1-based line of the source file that `offset` of the canonical text came from.

    Without anchors the text has the file's own lines, and only `\n` ends one. With anchors the
    last one at or before the offset counts; an offset before the first belongs to line 1.
    """
    if not anchors:
        return text.count("\n", 0, offset) + 1
    place = bisect_right(anchors, offset, key=lambda anchor: anchor.offset)
    return anchors[place - 1].line if place else 1

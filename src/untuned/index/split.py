"""A long stretch of text as pieces within a limit: whole sentences, rows or lines where they fit, whole words where they do not."""

from __future__ import annotations

from collections.abc import Sequence

from untuned.text.words import cuts_word, unspaced

Stretch = tuple[int, int]
"""Offsets [start, end) into a text."""


def split(text: str, parts: Sequence[Stretch], *, limit: int, overlap: int = 0) -> list[Stretch]:
    """Pieces of about equal length, none longer than `limit`, that hold all the parts in order.

    Args:
        text: What the offsets are of.
        parts: What is kept whole where it fits: sentences, rows or lines, in order.
        limit: Characters that a piece has at most.
        overlap: How many parts a piece repeats of the one before it; only short ones, so that a piece stays mostly new.
    """
    fitting = [piece for part in parts for piece in _within(text, part, limit)]
    if not fitting:
        return []
    whole = fitting[-1][1] - fitting[0][0]
    target = whole / -(-whole // limit)
    pieces: list[Stretch] = []
    first = 0
    for at in range(1, len(fitting) + 1):
        start, end = fitting[first][0], fitting[at - 1][1]
        full = at < len(fitting) and (end - start >= target or fitting[at][1] - start > limit)
        if at < len(fitting) and not full:
            continue
        pieces.append((start, end))
        first = _next_first(fitting, first, at, limit=limit, overlap=overlap)
    return pieces


def _next_first(parts: Sequence[Stretch], first: int, at: int, *, limit: int, overlap: int) -> int:
    """The part that the next piece begins with: `at`, or up to `overlap` parts before it."""
    begin = at
    while at - begin < overlap and begin - 1 > first and at < len(parts):
        start = parts[begin - 1][0]
        if parts[at - 1][1] - start > limit // 3 or parts[at][1] - start > limit:
            break
        begin -= 1
    return begin


def _within(text: str, part: Stretch, limit: int) -> list[Stretch]:
    """The part itself, or its pieces cut between words where it is too long."""
    start, end = part
    pieces: list[Stretch] = []
    while end - start > limit:
        end_of_piece = cut(text, start, limit)
        pieces.append((start, end_of_piece))
        start = end_of_piece
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        pieces.append((start, end))
    return pieces


def cut(text: str, start: int, limit: int) -> int:
    """The last place for a cut in the `limit` characters from `start`; a run without any is data rather than a word, and is cut."""
    window = text[start : start + limit + 1]
    before = window.rsplit(maxsplit=1)
    if window[-1].isspace() or len(before) > 1:
        return start + len(window.rstrip() if window[-1].isspace() else before[0])
    if window.isalnum() and not unspaced(window):
        return start + limit
    return next((at for at in range(start + limit, start, -1) if not cuts_word(text, at)), start + limit)

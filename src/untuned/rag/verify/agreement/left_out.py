"""Flags for what a claim leaves out: no word of it can be pointed at, so they stand on the whole claim."""

from __future__ import annotations

from untuned.text.closed_words import tokens
from untuned.types.answers import Flag, FlagKind


def left_out(claim: str, source: str, *, hard: bool, kind: FlagKind = "condition") -> Flag:
    """A flag from the claim's first word to its last; `source` is what the evidence has and the claim has not."""
    words = tokens(claim)
    start, end = (words[0].start, words[-1].end) if words else (0, len(claim))
    return Flag(kind=kind, hard=hard, start=start, end=end, says=claim[start:end], source=source)

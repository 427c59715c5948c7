"""The place of a source that is most like a quote that is not in it: to point at, never to accept."""

from __future__ import annotations

from dataclasses import replace

from untuned.rag.verify.quotes.quote import Prepared
from untuned.rag.verify.quotes.units import unit_of
from untuned.types.answers import Verdict

_LEAST_LIKENESS = 55.0
_LONGEST_QUOTE = 600
_LONGEST_TEXT = 400_000
"""Beyond these a likeness costs more than a pointer is worth."""


def pointed(verdict: Verdict, quote: str, source: Prepared) -> Verdict:
    """A `not_found` verdict with the `nearest` place of the source, where anything is like the quote; any other as it is."""
    return verdict if verdict.kind != "not_found" else replace(verdict, nearest=nearest(quote, source))


def nearest(quote: str, source: Prepared, *, least: float = _LEAST_LIKENESS) -> tuple[int, int] | None:
    """[start, end) of the sentences of the source that are most like the quote; None when nothing is like it.

    `least` is the least likeness, 0 to 100. A high one proves nothing: `30 days` for `60 days` scores 99.
    """
    from rapidfuzz import fuzz  # noqa: PLC0415  # only a failed quote needs it

    wanted = " ".join(quote.split())[:_LONGEST_QUOTE]
    text = source.text[:_LONGEST_TEXT]
    if not wanted or not text:
        return None
    if len(wanted) >= len(text):
        return (0, len(text)) if fuzz.ratio(wanted, text) >= least else None
    found = fuzz.partial_ratio_alignment(wanted.lower(), text.lower() if len(text.lower()) == len(text) else text, score_cutoff=least)
    if found is None or found.dest_end <= found.dest_start:
        return None
    return unit_of(source, found.dest_start, found.dest_end)

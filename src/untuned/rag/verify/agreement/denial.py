"""Whether a claim denies where its quotes do not, or the other way round."""

from __future__ import annotations

from collections.abc import Sequence

from untuned.rag.verify.shown import shown, shown_words
from untuned.text.closed_words import turnings


def denies_otherwise(claim: str, quotes: Sequence[str]) -> bool:
    """True when the claim has a word such as `not` or `nobody` and no quote has one, or when every quote has one and the claim has none.

    That may be another way to say it (`prohibited`, `not allowed`), which no rule can tell from the opposite.
    """
    held = [_denies(quote) for quote in quotes]
    return _denies(claim) if not any(held) else all(held) and not _denies(claim)


def _denies(text: str) -> bool:
    left = shown(text)
    return any(turn.kind == "negation" for turning in turnings(left, shown_words(left)) for turn in turning.turns)

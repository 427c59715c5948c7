"""Whether a claim denies where its quotes do not, or the other way round."""

from __future__ import annotations

from collections.abc import Sequence

from untuned.rag.verify.shown import shown, shown_words
from untuned.text.closed_words import turnings
from untuned.text.denying import denies_items, label_denies


def denies_otherwise(claim: str, quotes: Sequence[str], *, denied: Sequence[bool] = ()) -> bool:
    """True when the claim has a word such as `not` or `nobody` and no quote has one, or when every quote has one and the claim has none.

    That may be another way to say it (`prohibited`, `not allowed`), which no rule can tell from the opposite. A quote denies too by the
    label that it begins with (`Myth: ...`), and by what stands above it: `denied` tells that for each quote, in order.
    """
    above = denied or (False,) * len(quotes)
    labelled = [under or label_denies(quote) for quote, under in zip(quotes, above, strict=True)]
    held = [turned or _denies(quote) for quote, turned in zip(quotes, labelled, strict=True)]
    if not any(held):
        return _denies(claim)
    return all(held) and not _denies(claim) and not (any(labelled) and denies_items(claim))


def _denies(text: str) -> bool:
    left = shown(text)
    return any(turn.kind == "negation" for turning in turnings(left, shown_words(left)) for turn in turning.turns)

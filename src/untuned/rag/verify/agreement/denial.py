"""Whether a claim denies where its quotes do not, or the other way round."""

from __future__ import annotations

from collections.abc import Sequence

from untuned.rag.verify.shown import shown, shown_words
from untuned.text.closed_words import turnings
from untuned.text.denying import denies_items, label_denies, label_is_said
from untuned.text.lookalikes import as_read


def denies_otherwise(claim: str, quotes: Sequence[str], *, denied: Sequence[bool] = ()) -> bool:
    """True when the claim has a word such as `not` or `nobody` and no quote has one, or when every quote has one and the claim has none.

    That may be another way to say it (`prohibited`, `not allowed`), which no rule can tell from the opposite. A quote denies too by the
    label that it begins with (`Myth: ...`), and by what stands above it: `denied` tells that for each quote, in order. Neither makes a
    claim true that denies: a heading such as `Never lose a file again` denies nothing of what stands below it.
    """
    own = [_denies(quote) for quote in quotes]
    told = label_denies(claim)
    if _denies(claim) or (told and not label_is_said(claim, quotes)):
        return not any(own)
    above = denied or (False,) * len(quotes)
    labelled = [under or label_denies(quote) for quote, under in zip(quotes, above, strict=True)]
    held = [turned or denies for denies, turned in zip(own, labelled, strict=True)]
    return any(held) and all(held) and not (any(labelled) and (told or denies_items(claim)))


def _denies(text: str) -> bool:
    left = shown(as_read(text))
    return any(turn.kind == "negation" for turning in turnings(left, shown_words(left)) for turn in turning.turns)

"""Hits in the question's language first, where there are any that are nearly as good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from untuned.types.answers import Hit

OTHER_LANGUAGE = 0.6
"""What the score of a hit in another language counts for: translations repeat the names and code that questions are made of."""


def preferred(hits: Sequence[Hit], *, language: str) -> list[Hit]:
    """The same hits, those in other languages than the question's with lower scores, best first.

    Nothing changes where no hit is in the question's language, or where that could not be told. Hits whose own language could
    not be told keep their score.
    """
    if not language or not any(hit.chunk.language == language for hit in hits):
        return list(hits)
    scored = [hit if hit.chunk.language in (language, "") else replace(hit, score=hit.score * OTHER_LANGUAGE) for hit in hits]
    return sorted(scored, key=lambda hit: -hit.score)

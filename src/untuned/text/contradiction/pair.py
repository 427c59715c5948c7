"""Two statements side by side: their words and amounts, shared or alone, and what it is that contradicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from untuned.text.contradiction.overlap import Overlap
from untuned.text.contradiction.statement import Token, Told

DifferenceKind = Literal["number", "date", "unit", "negation", "name"]

NEAR = 0.8
"""Share of common words from which two statements are near-copies."""
ANCHORED = 6
"""Shared words that say what is spoken of where no name does."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What contradicts: its kind, and what either statement says in that place."""

    kind: DifferenceKind
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements, read."""

    one: Told
    other: Told
    words: Overlap
    mine: tuple[int, ...]
    """Places of the amounts that the first statement has alone."""
    theirs: tuple[int, ...]


def names_alone(pair: Pair) -> tuple[list[Token], list[Token]]:
    """Names that only one statement has; a word that merely opens it is one where the other has a name alone too."""
    mine, theirs = ([one for one in tokens if one.name] for tokens in (pair.words.mine, pair.words.theirs))
    first, second = ([one for one in tokens if one.opening] for tokens in (pair.words.mine, pair.words.theirs))
    if (first and second and pair.words.dice >= NEAR - 0.1) or (first and theirs and not mine) or (second and mine and not theirs):
        return sorted([*first, *mine], key=_place), sorted([*second, *theirs], key=_place)
    return mine, theirs


def _place(token: Token) -> int:
    return token.start

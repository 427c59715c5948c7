"""What two statements share word for word, and what each has alone."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from untuned.text.contradiction.statement import Token, Told

_LEAST_PREFIX = 4


@dataclass(frozen=True, slots=True)
class Overlap:
    """Words that carry meaning: how many are shared, those that each statement has alone, and the stems of shared names."""

    shared: int
    mine: tuple[Token, ...]
    theirs: tuple[Token, ...]
    names: frozenset[str]
    dice: float
    """Twice the shared words over all words, in [0, 1]."""


def overlap(one: Told, other: Told) -> Overlap:
    """What is shared, forms of one word taken for one."""
    mine, theirs = _without(one.content, other.stems), _without(other.content, one.stems)
    left, right = list(mine), list(theirs)
    begins = {token.stem[:_LEAST_PREFIX] for token in theirs}
    for token in mine:
        if token.stem[:_LEAST_PREFIX] not in begins:
            continue
        near = next((its for its in right if _one_word(token, its)), None)
        if near is not None:
            left.remove(token)
            right.remove(near)
    gone = {token.stem for token in left} | {token.stem for token in right}
    names = (_named(one, other) | _named(other, one)) - gone
    held = len(one.content) - len(left), len(other.content) - len(right)
    total = len(one.content) + len(other.content)
    return Overlap(min(held), tuple(left), tuple(right), names, sum(held) / total if total else 0.0)


def _named(one: Told, other: Told) -> frozenset[str]:
    """The names of a statement, but those that the other has in small letters alone: a `Day` pass is not named in `a day`."""
    return one.names - {stem for stem in one.names & other.stems if _is_small(stem, other)} if one.names else one.names


def _is_small(stem: str, told: Told) -> bool:
    written = [told.text[token.start] for token in told.content if token.stem == stem]
    return any(map(str.islower, written)) and not any(map(str.isupper, written))


def _without(content: Sequence[Token], others: AbstractSet[str]) -> list[Token]:
    """The tokens that the others do not have; a word that is said twice may be said once."""
    return [token for token in content if token.stem not in others]


def _one_word(one: Token, other: Token) -> bool:
    """True when both may be forms of one word; of a name, only where one form holds the other."""
    if one.name or other.name:
        return min(len(one.stem), len(other.stem)) >= _LEAST_PREFIX and (one.stem.startswith(other.stem) or other.stem.startswith(one.stem))
    return akin(one.stem, other.stem)


def akin(one: str, other: str) -> bool:
    """True when two stems may be of one word: they begin alike, but for an ending."""
    if one == other:
        return True
    short = min(len(one), len(other))
    length = max(_LEAST_PREFIX, short - 1)
    longer = abs(len(one) - len(other))
    return short >= _LEAST_PREFIX and longer <= (4 if short > _LEAST_PREFIX else 2) and one[:length] == other[:length]


def in_order(one: Told, other: Told, words: Overlap) -> bool:
    """True when the shared words follow each other alike in both statements."""
    alone = {token.start for token in words.mine}, {token.start for token in words.theirs}
    mine, theirs = ([token.stem for token in told.content if token.start not in own] for told, own in zip((one, other), alone, strict=True))
    return len(mine) == len(theirs) and all(akin(a, b) for a, b in zip(mine, theirs, strict=True))


def runs(tokens: Sequence[Token], told: Told) -> list[tuple[Token, ...]]:
    """The tokens in runs that stand side by side in their statement."""
    places = {token.start: at for at, token in enumerate(told.content)}
    found: list[tuple[Token, ...]] = []
    for token in sorted(tokens, key=lambda one: one.start):
        if found and places[token.start] == places[found[-1][-1].start] + 1:
            found[-1] = (*found[-1], token)
        else:
            found.append((token,))
    return found

"""Misspelt words: is one word another with a slip of the hand?"""

from __future__ import annotations

from collections.abc import Iterable

_LONG = 8
_LEAST = 5
"""Letters of a word that may be misspelt at all: shorter ones are other words too soon."""


def slips_allowed(word: str) -> int:
    """How many slips a word may have: none in short ones or with digits, one from five letters on, two from eight."""
    if len(word) < _LEAST or any(char.isdigit() for char in word):
        return 0
    return 2 if len(word) >= _LONG else 1


def slips(one: str, other: str) -> int | None:
    """How many letters are changed, added, left out or swapped with their neighbour; None where that is more than the shorter may have."""
    if one == other:
        return 0
    allowed = min(slips_allowed(one), slips_allowed(other))
    if not allowed or abs(len(one) - len(other)) > allowed or one[0] != other[0]:
        return None
    found = _distance(*_differing(one, other), most=allowed)
    return found if found <= allowed else None


def _differing(one: str, other: str) -> tuple[str, str]:
    """What is left of two words without what they begin and end with alike."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def _distance(one: str, other: str, *, most: int) -> int:
    """The optimal string alignment distance (Damerau 1964, each part edited once); some greater number where it is above `most`."""
    if len(set(one) ^ set(other)) > 2 * most or abs(len(one) - len(other)) > most:  # a slip changes two letters of a set at most
        return most + 1
    above: list[int] = []
    row = list(range(len(other) + 1))
    for at, mine in enumerate(one, start=1):
        before, above, row = above, row, [at]
        for place, its in enumerate(other, start=1):
            steps = min(above[place] + 1, row[place - 1] + 1, above[place - 1] + (mine != its))
            if at > 1 and place > 1 and mine == other[place - 2] and one[at - 2] == its:
                steps = min(steps, before[place - 2] + 1)
            row.append(steps)
        if min(row) > most and (not above or min(above) > most):
            return most + 1
    return row[-1]


def meant(word: str, known: Iterable[str]) -> list[str]:
    """The known words that a word is, or that it is with the fewest slips; several where they are equally near, none where none is."""
    near: dict[int, list[str]] = {}
    for each in known:
        count = slips(word, each)
        if count is not None:
            near.setdefault(count, []).append(each)
    return near[min(near)] if near else []

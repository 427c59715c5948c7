"""The values of a field and what they are called: looked up in front matter, in texts and in questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from untuned.text.slips import meant, slips
from untuned.text.values import folded, words_at
from untuned.types.settings import MetadataField

MOST = 5_000
"""Values of a field whose names are known; of more, only exact ones."""


_LEAST_JOINED = 6
"""Letters of a name in one word: fewer may be any word."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A place of a text that names values: one, or several where the name is not one value's alone."""

    values: tuple[str, ...]
    start: int
    end: int
    slips: int = 0
    """How many letters are not as they should be."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of values, as runs of words. Of two that overlap, the longer one is meant."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    """The first word of each name: (all its words, the value)."""
    exact: Mapping[str, str]
    """(the name in small letters, the value)."""
    firsts: Mapping[str, tuple[str, ...]]
    """The first words by their first letter: a slip leaves it as it is."""
    joined: Mapping[str, tuple[str, ...]]
    """The values whose names of several words are this word, written without a space: `CairnHub`."""

    def known(self, value: str) -> str:
        """The value that a text in small letters is a name of, slips of the hand looked through where one alone is near; else itself."""
        if value in self.exact:
            return self.exact[value]
        near = self._misspelt(value) if len(self.exact) <= MOST else set[str]()
        return near.pop() if len(near) == 1 else value

    def inside(self, text: str) -> list[str]:
        """The values that a text names, letter by letter."""
        return list(dict.fromkeys(value for one in self.places(text) for value in one.values))

    def places(self, text: str, *, forgiving: bool = False) -> list[Named]:
        """The places of a text that name values, in order; `forgiving` ones may have slips of the hand in long words."""
        found: list[Named] = []
        if not self.by_first:
            return found
        spoken = list(words_at(text))
        at = 0
        while at < len(spoken):
            best, words = self._best(spoken, at, forgiving=forgiving)
            if best is not None:
                found.append(best)
            at += words
        return found

    def _best(self, spoken: Sequence[tuple[str, int, int]], at: int, *, forgiving: bool) -> tuple[Named | None, int]:
        """The longest name that begins with a word, with the fewest slips, and its number of words; else one word to go on by."""
        word, start, _ = spoken[at]
        firsts = [word] if word in self.by_first else self._near(word) if forgiving else []
        runs: dict[tuple[int, int], set[str]] = {}
        for name, value in (each for first in firsts for each in self.by_first[first]):
            wrong = _slips([said for said, _, _ in spoken[at : at + len(name)]], name, forgiving=forgiving)
            if wrong is not None:
                runs.setdefault((-len(name), wrong), set()).add(value)
        if not runs and forgiving and word in self.joined:
            return Named(values=self.joined[word], start=start, end=spoken[at][2]), 1
        if not runs:
            return None, 1
        length, wrong = min(runs)
        return Named(values=tuple(sorted(runs[length, wrong])), start=start, end=spoken[at - length - 1][2], slips=wrong), -length

    def _near(self, word: str) -> list[str]:
        return meant(word, self.firsts.get(word[0], ()))

    def _misspelt(self, value: str) -> set[str]:
        said = [word for word, _, _ in words_at(value)]
        near: dict[int, set[str]] = {}
        for first in self._near(said[0]) if said else ():
            for name, value_ in self.by_first[first]:
                wrong = _slips(said, name, forgiving=True)
                if wrong is not None:
                    near.setdefault(wrong, set()).add(value_)
        return near[min(near)] if near else set()


def _slips(said: Sequence[str], name: Sequence[str], *, forgiving: bool) -> int | None:
    """How many slips it takes for what is said to be the name; None where it is another."""
    if len(said) != len(name):
        return None
    counts = [slips(one, other) if forgiving else 0 if one == other else None for one, other in zip(said, name, strict=True)]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def names_of(field: MetadataField) -> Names:
    """The names that a field's table gives its values."""
    return _names(field.values)


def names_among(values: Iterable[str], given: Sequence[tuple[str, tuple[str, ...]]]) -> Names:
    """The names of those values that there are: as they are written, and as a table calls them besides."""
    held = frozenset(values)
    called = {folded(value): names for value, names in given}
    return _names(tuple((value, called.get(value, ())) for value in sorted(held)))


@lru_cache(maxsize=64)
def _names(given: tuple[tuple[str, tuple[str, ...]], ...]) -> Names:
    exact: dict[str, str] = {}
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    joined: dict[str, set[str]] = {}
    for value, called in given:
        for name in (value, *called):
            exact.setdefault(folded(name), folded(value))
            said = tuple(word for word, _, _ in words_at(name))
            if said and (said, folded(value)) not in by_first.setdefault(said[0], []):
                by_first[said[0]].append((said, folded(value)))
            whole = "".join(said)
            if len(said) > 1 and len(whole) >= _LEAST_JOINED and whole.isalpha():
                joined.setdefault(whole, set()).add(folded(value))
    firsts: dict[str, tuple[str, ...]] = {}
    for word in by_first:
        firsts[word[0]] = (*firsts.get(word[0], ()), word)
    whole = {word: tuple(sorted(values)) for word, values in joined.items()}
    return Names({word: tuple(names) for word, names in by_first.items()}, exact, firsts, whole)

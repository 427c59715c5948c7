"""Where a sentence of a claim and the one of a source that it nearly copies differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Protocol

from untuned.rag.verify.agreement.alignment import common
from untuned.rag.verify.agreement.windows import Window
from untuned.rag.verify.shown import together
from untuned.text.closed_words import Turning, Word, turnings
from untuned.types.answers import Flag, FlagKind

_BEFORE = 3
"""Words before the copied part that still turn it."""
_LOOSEST = 2.0
"""How many times as long as the claim the copied part may be."""


class _Spot(Protocol):
    """What stands at [start, end) of a text: a word, or several that are one entry of a closed class."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Copy:
    """A sentence of a claim with its words, beside the window that it may nearly copy."""

    claim: str
    words: list[Word]
    window: Window


@dataclass(frozen=True)
class Gap:
    """What stands in the claim, and in the source in its place, between aligned words; `at` is the claim's word behind it."""

    copy: Copy
    claim: list[Word]
    source: list[Word]
    at: int

    @cached_property
    def ours(self) -> list[Turning]:
        """The claim's words of closed classes."""
        return turnings(self.copy.claim, self.claim)

    @cached_property
    def theirs(self) -> list[Turning]:
        """The source's."""
        return turnings(self.copy.window.text, self.source)

    @property
    def opens(self) -> bool:
        """True for the one before all aligned words, where what stands farther before in the source is in no word's place."""
        return self.at == len(self.claim)

    @property
    def pair(self) -> tuple[Word, Word] | None:
        """The claim's word and the source's, where one stands in the place of one."""
        return (self.claim[0], self.source[0]) if len(self.claim) == 1 and len(self.source) == 1 else None

    @property
    def beside(self) -> Word:
        """The claim's word behind it; the last word where there is none."""
        return self.copy.words[min(self.at, len(self.copy.words) - 1)]

    def said(self, spots: Sequence[_Spot]) -> str:
        """The source from the first to the last of these; "" for none."""
        return self.copy.window.text[spots[0].start : spots[-1].end] if spots else ""

    def flag(self, spots: Sequence[_Spot], source: str, *, hard: bool, kind: FlagKind = "changed_word") -> Flag:
        """A flag on the claim from the first to the last of these; `source` is what the source has there."""
        start, end = spots[0].start, spots[-1].end
        told = " ".join(together(source).split())
        return Flag(kind=kind, hard=hard, start=start, end=end, says=self.copy.claim[start:end], source=told)


def gaps_of(copy: Copy, needed: float, *, form: Callable[[str], str] | None = None) -> tuple[list[Gap] | None, float]:
    """Where the claim and the window differ, and how many words align; None where it is no near-copy of it.

    Words align that are equal, or of which `form` makes the same.
    """
    words, theirs = copy.words, copy.window.words
    blocks = common(words, theirs) if form is None else common(_formed(words, form), _formed(theirs, form))
    aligned = sum(end - start for start, end, _, _ in blocks)
    if aligned < needed or blocks[-1][3] - blocks[0][2] > _LOOSEST * len(words) + 4:
        return None, 0.0
    first, begin = blocks[0][0], blocks[0][2]
    gaps = [Gap(copy, words[:first], list(theirs[max(0, begin - max(first, _BEFORE)) : begin]), first)]
    for (_, end, _, their_end), (start, _, their_start, _) in pairwise(blocks):
        gaps.append(Gap(copy, words[end:start], list(theirs[their_end:their_start]), start))
    _, last, _, their_last = blocks[-1]
    tail = words[last:]
    gaps.append(Gap(copy, tail, list(theirs[their_last : their_last + len(tail)]), last))
    return gaps, float(aligned)


def _formed(words: Sequence[Word], form: Callable[[str], str]) -> list[Word]:
    return [word._replace(text=form(word.text)) for word in words]

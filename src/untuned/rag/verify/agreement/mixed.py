"""A claim that is put together from two parallel statements of its quotes: the subject of one, what is said of the other.

`The red lamp stops the pump. The green lamp starts it` says nothing of a red lamp that starts anything. Two statements are parallel where
the claim nearly repeats both; it mixes them where each has a word of its own in the place of one that the claim takes from the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from untuned.rag.verify.agreement.alignment import between, common
from untuned.rag.verify.agreement.evidence import Evidence
from untuned.rag.verify.shown import shown_words
from untuned.text.closed_words import Word
from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.text.words import terms
from untuned.types.answers import Flag

_LEAST = 0.7
"""The share of the claim's words that stand in the same order in one statement; of the other it may be the share of that one's own."""
_MOST = 30
"""Statements that are held against each other."""
_FEWEST = 3
"""Words that a claim and a statement must have in common."""
_REPLACED = 3
"""As many words of either side may stand in each other's place."""
_DUTY = frozenset(terms("must need needs have has required should may might can will would shall could"))
_EDGE = regex(r"[;:]\s|,\s+(?:(?:and|but|while|whereas|а|и|но)\s)?|\s(?:and|but|while|whereas|а|и|но)\s", re.IGNORECASE)
"""Where clauses are joined."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """A clause of a quote: its words of the subject, and which of them stand in the place of which of the claim's."""

    text: str
    whole: bool
    """It has most of the claim's words in their order; one without its beginning (`and at noon on weekends`) has not."""
    has: frozenset[str]
    replaced: tuple[tuple[frozenset[str], frozenset[str]], ...]
    """(the claim's, its own) where the two differ and both have such words."""


def mixed(claim: str, known: Evidence, flags: Sequence[Flag]) -> Iterator[Flag]:
    """A soft flag on each clause of the claim that mixes two parallel statements, and that no statement has all the words of.

    Where one of `flags` stands in the clause and is hard, that tells already.
    """
    told = [sentence.text[start:end] for sentence in known.told for start, end in _clauses(sentence.text, 0, len(sentence.text))]
    if len(told) < 2:
        return
    statements = [(text, shown_words(text)) for text in told]
    clauses = (clause for first, last in sentences(claim) for clause in _clauses(claim, first, last))
    for start, end in clauses:
        words = shown_words(claim[start:end])
        own = _subject(words)
        if len(words) <= _FEWEST or len(own) < 2 or any(flag.hard and start <= flag.start < end for flag in flags):
            continue
        near = [one for text, its in statements if (one := _parallel(words, text, its)) is not None]
        pair = None if any(own <= one.has for one in near) else _mixture(own, near)
        if pair is not None:
            first, last = start + words[0].start, start + words[-1].end
            source = " … ".join(" ".join(one.text.split()) for one in pair)
            yield Flag(kind="other_word", hard=False, start=first, end=last, says=claim[first:last], source=source)


def _mixture(own: frozenset[str], near: Sequence[_Statement]) -> tuple[_Statement, _Statement] | None:
    """The first two statements that the words are mixed from, among those that have most of them."""
    likest = sorted(near, key=lambda one: -len(own & one.has))[:_MOST]
    return next(((one, other) for one, other in combinations(likest, 2) if _mixes(own, one, other)), None)


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """[start, end) of the clauses of a sentence of the text: it is cut where a sign or a word joins them."""
    edges = [(edge.start(), edge.end()) for edge in _EDGE.finditer(text, start, end)]
    for (_, first), (last, _) in pairwise([(start, start), *edges, (end, end)]):
        if first < last:
            yield first, last


def _parallel(words: Sequence[Word], text: str, its: Sequence[Word]) -> _Statement | None:
    """The statement that the claim's clause nearly repeats; None where it does not."""
    blocks = common(words, its)
    aligned = sum(end - start for start, end, _, _ in blocks)
    if aligned < _FEWEST or aligned < _LEAST * min(len(words), len(its)):
        return None
    gaps = [(words[start:end], its[their_start:their_end]) for start, end, their_start, their_end in between(words, its, blocks)]
    replaced = [(_subject(mine), _subject(other)) for mine, other in gaps if len(mine) <= _REPLACED and len(other) <= _REPLACED]
    return _Statement(
        text.strip(" ."), aligned >= _LEAST * len(words), _subject(its), tuple((mine, other) for mine, other in replaced if mine and other)
    )


def _subject(words: Sequence[Word]) -> frozenset[str]:
    """The stems and numbers among the words; those of duty (`must`, `need to`) are none of a subject."""
    return frozenset(stem for word in words for stem in terms(word.text)) - _DUTY


def _mixes(own: frozenset[str], one: _Statement, other: _Statement) -> bool:
    return (one.whole or other.whole) and own <= one.has | other.has and _takes(own, one, other) and _takes(own, other, one)


def _takes(own: frozenset[str], one: _Statement, other: _Statement) -> bool:
    """True where the claim has a word of `other` in the place of one that only `one` has."""
    return any(not mine.isdisjoint(other.has - one.has) and not (its - own) <= other.has for mine, its in one.replaced)

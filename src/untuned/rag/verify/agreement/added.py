"""A clause that a claim adds to what its evidence says: most of its words are nowhere there, while the rest's are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from untuned.rag.verify.agreement.evidence import Evidence
from untuned.rag.verify.agreement.speaking import speaking
from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.text.words import terms
from untuned.types.answers import Flag

_EDGE = regex(
    r"(?:[,;:]|\s[—–-])\s+(?P<joined>(?:and|but|or|so|yet|while|whereas|which|who|where|also|и|а|но|или|зато|причем|причём|котор\w+|где|тогда\s+как)\b)?"
    r"|;\s+|\s+(?=(?:and|but|и|но)\s)",
    re.IGNORECASE,
)
_OWN = 0.5
"""The share of a clause's terms that no evidence has, for it to be the claim's own."""
_CARRIED = 0.8
"""The share of the other clauses' terms that the evidence has, for the claim to lean on it."""
_LEAST = 2
"""Terms that the rest of the claim must have, and a clause of the claim's own that no word joins."""
_WORD = regex(r"\w")


@dataclass(frozen=True, slots=True)
class _Clause:
    """[start, end) of a claim without the stop at its end; `joined` where a word or a new sentence joins it to the one before."""

    start: int
    end: int
    joined: bool
    terms: frozenset[str]


def added_clauses(claim: str, known: Evidence, flags: Sequence[Flag]) -> Iterator[Flag]:
    """A soft flag on each clause of the claim's own; where one of `flags` stands in it, that tells already."""
    clauses = list(_clauses(claim))
    for clause in clauses if len(clauses) > 1 else ():
        own = clause.terms - known.terms
        if len(own) < (1 if clause.joined else _LEAST) or len(own) < _OWN * len(clause.terms):
            continue
        rest = frozenset[str]().union(*(other.terms for other in clauses if other is not clause))
        leans = len(rest) >= _LEAST and len(rest & known.terms) >= _CARRIED * len(rest)
        if leans and not any(clause.start <= flag.start < clause.end for flag in flags):
            yield Flag(kind="other_word", hard=False, start=clause.start, end=clause.end, says=claim[clause.start : clause.end])


def _clauses(claim: str) -> Iterator[_Clause]:
    """The claim's clauses, in order; words by which it speaks of its sources are none of their terms."""
    for nth, (first, last) in enumerate(sentences(claim)):
        edges = list(_EDGE.finditer(claim, first, last))
        starts = [(first, nth > 0), *((edge.start("joined") if edge["joined"] else edge.end(), bool(edge["joined"])) for edge in edges)]
        ends = [*(edge.start() for edge in edges), last]
        for (start, joined), end in zip(starts, ends, strict=True):
            bare = claim[start:end].rstrip(" .,;:!?\n")
            if _WORD.search(bare):
                yield _Clause(start, start + len(bare), joined, frozenset(terms(bare)) - speaking())

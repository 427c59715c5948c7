"""What of an answer's sentences stands in its sources, in numbers: the features that support is estimated from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from untuned.rag.verify.agreement import disagreements
from untuned.rag.verify.agreement.evidence import Evidence, evidence
from untuned.rag.verify.agreement.speaking import speaking
from untuned.rag.verify.shown import shown, shown_terms, shown_words
from untuned.text.closed_words import tokens, turnings
from untuned.text.lookalikes import as_read
from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.text.words import terms
from untuned.types.answers import Flag

FEATURES = ("absent", "around", "pairs", "hard", "place")
"""Names of the features of a sentence, in the order of `Sentence.values`.

- `absent`: logarithm of 1 + how many of its distinct terms are nowhere in the sources or the question;
- `around`: the mean of the same of the sentences before and after it (0 where there is none);
- `pairs`: the share of its neighbouring terms that are neighbours somewhere in the sources;
- `hard`: how many hard flags it has, 2 at most;
- `place`: logarithm of 1 + how many sentences come before it.
"""

_TURNING = frozenset(("negation", "modal", "quantifier", "exception"))
_LETTERS = regex(r"[^\W\d_]{2,}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence of an answer, [start, end) of it, as the regression sees it."""

    start: int
    end: int
    flags: tuple[Flag, ...]
    absent: int
    """Distinct terms that are nowhere in the sources or the question."""
    carried: int
    """Distinct terms that are."""
    quoted: int
    """Those of them that are in the sources."""
    turning: int
    """Those of these that say nothing of what it is about, but turn what is said: `all`, `must`, `never`, `unless`."""
    in_order: float
    """The share of its words that one sentence of a source, or two side by side, has in the same order."""
    values: tuple[float, ...]
    """The values of `FEATURES`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """Sources, read once for all sentences that are held against them."""

    evidence: Evidence
    known: frozenset[str]
    """Terms of the sources, the question and what else is supplied."""
    spelled: frozenset[str]
    """The same, with those of what no reader is shown, such as a link's target."""
    told: frozenset[str]
    """Terms of the sources."""
    pairs: frozenset[tuple[str, str]]
    windows: tuple[tuple[frozenset[str], tuple[str, ...]], ...]


def ground(sources: Sequence[str], *, supplies: Sequence[str] = ()) -> Ground:
    """The sources with what is looked up in them."""
    held = evidence(sources, supplies=supplies)
    told = list(map(shown_terms, held.quotes))
    words = [tuple(word.text for word in window.words) for window in held.windows]
    return Ground(
        evidence=held,
        known=held.terms,
        spelled=held.terms.union(*(terms(text) for text in (*held.quotes, *held.supplies) if shown(text) != text)),
        told=frozenset(term for each in told for term in each),
        pairs=frozenset(pair for source in told for pair in pairwise(source)),
        windows=tuple((frozenset(window), window) for window in words),
    )


def sentences_of(answer: str) -> list[tuple[int, int]]:
    """[start, end) of an answer's sentences and list items: unlike in prose, a line that ends ends a sentence too."""
    found: list[tuple[int, int]] = []
    for start, end in sentences(answer):
        at = start
        for line in answer[start:end].split("\n"):
            bare = line.strip()
            first = at + len(line) - len(line.lstrip())
            if _LETTERS.search(bare):
                found.append((first, first + len(bare)))
            at += len(line) + 1
    return found


def read(answer: str, spans: Sequence[tuple[int, int]], on: Ground, *, conditions: bool) -> list[Sentence]:
    """The sentences of an answer with their features; `conditions` as in `agree`."""
    seen = [_Seen(answer[start:end], on, conditions=conditions) for start, end in spans]
    loads = [math.log1p(each.absent) for each in seen]
    found: list[Sentence] = []
    for at, ((start, end), each) in enumerate(zip(spans, seen, strict=True)):
        around = ((loads[at - 1] if at else 0.0) + (loads[at + 1] if at + 1 < len(loads) else 0.0)) / 2
        hard = min(2, sum(flag.hard for flag in each.flags))
        values = (loads[at], around, each.pairs, float(hard), math.log1p(at))
        found.append(
            Sentence(
                start=start,
                end=end,
                flags=each.flags,
                absent=each.absent,
                carried=each.carried,
                quoted=each.quoted,
                turning=each.turning,
                in_order=each.in_order,
                values=values,
            )
        )
    return found


class _Seen:
    """One sentence held against the sources, without what stands around it."""

    def __init__(self, written: str, on: Ground, *, conditions: bool) -> None:
        text = as_read(written)
        own = shown_terms(text)
        apart = set(terms(text)).difference(own, speaking()) if shown(text) != text else set[str]()
        claimed = set(own) - speaking()
        self.flags = disagreements(written, on.evidence, conditions=conditions)
        self.absent = len(claimed - on.known) + len(apart - on.spelled)
        self.carried = len(claimed & on.known)
        quoted = claimed & on.told
        self.quoted, self.turning = len(quoted), len(quoted & _turning(text))
        neighbours = list(pairwise(own))
        self.pairs = sum(pair in on.pairs for pair in neighbours) / len(neighbours) if neighbours else 0.0
        self.in_order = _in_order([word.text for word in shown_words(shown(text))], on)


def _turning(text: str) -> frozenset[str]:
    """Terms of the words of a text that turn what it says."""
    found = turnings(text, tokens(text))
    kept = (one for one in found if any(turn.kind in _TURNING for turn in one.turns))
    return frozenset(term for one in kept for term in terms(text[one.start : one.end]))


def _in_order(words: Sequence[str], on: Ground) -> float:
    """The greatest share of the words that one window has in the same order (longest common subsequence)."""
    if not words:
        return 0.0
    own = frozenset(words)
    repeated = len(words) - len(own)
    best = 0
    for shared, at in sorted(((len(own & distinct), at) for at, (distinct, _) in enumerate(on.windows)), reverse=True):
        if shared + repeated <= best:
            break
        best = max(best, LCSseq.similarity(words, on.windows[at][1]))
    return best / len(words)

"""A question's terms as bits of a number, so that what several sentences carry together is joined and weighed in no time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from untuned.models.reader.question import PREFIX, Question
from untuned.text.regex import regex

_CODE = regex(r"(?=.*\d)(?=.*[^\W\d]).+")

_WHOLE = 0.95
"""The share of a question from which on terms are as good as all of it."""


class Shares:
    """The terms and pairs of one question as bits; remembers what each set of terms weighs."""

    def __init__(self, question: Question) -> None:
        self._terms = {term: 1 << at for at, term in enumerate(question.weights)}
        self._stems = {start: self._terms[term] for start, term in question.stems.items()}
        self._forms = {other: self._terms[term] for other, term in question.forms.items()}
        self._pairs = {pair: 1 << at for at, pair in enumerate(sorted(question.pairs))}
        self._each = tuple(question.weights.values())
        self._known: dict[int, float] = {0: 0.0}
        self.everything = (1 << len(self._each)) - 1
        """All of them."""
        self.names = self.of(question.names)
        """The question's names."""
        self.codes = self.of(term for term in question.weights if _CODE.fullmatch(term))
        """Those terms that have letters and digits, such as `e47` or `t-1017`."""
        self.identifiers = self.of(term for term in question.weights if "_" in term)
        """Those that name a thing of code whole, such as `work_mem`."""
        self.days = self.of(question.days)
        """Those that name a day of the week."""
        self.asking = self.of(question.asking)
        """Those that ask."""
        self.weightiest = self.of(sorted(question.weights, key=lambda term: -question.weights[term])[:1])
        """The term that weighs most."""

    def of(self, found: Iterable[str]) -> int:
        """Those of the question's terms that are among the found ones."""
        terms, held = self._terms, 0
        for term in found:
            held |= terms.get(term, 0)
        return held

    def loose(self, found: Iterable[str]) -> int:
        """Those of the question's terms whose first letters begin one of the found terms, or for which one of them may stand."""
        stems, forms, held = self._stems, self._forms, 0
        for term in found:
            held |= stems.get(term[:PREFIX], 0) | forms.get(term, 0)
        return held

    def held(self, found: Sequence[str]) -> int:
        """Those of the question's terms that are among the found ones, in whatever form."""
        return self.of(found) | self.loose(found)

    def pairs(self, found: Iterable[str]) -> int:
        """Those of the question's neighbouring terms that are neighbours among the found ones."""
        pairs, held = self._pairs, 0
        for pair in pairwise(found):
            held |= pairs.get(pair, 0)
        return held

    def of_pairs(self, held: int) -> float:
        """The share, in [0, 1], of the question's pairs."""
        return held.bit_count() / len(self._pairs) if held else 0.0

    def weight(self, held: int) -> float:
        """The share, in [0, 1], of the question that some of its terms make up."""
        known = self._known.get(held)
        if known is None:
            known = self._known[held] = sum(weight for at, weight in enumerate(self._each) if held >> at & 1)
        return known

    def whole(self, held: int) -> bool:
        """True for terms that are as good as all of the question."""
        return self.weight(held) >= _WHOLE

    def all_asked(self, heading: int) -> bool:
        """True for a heading whose terms are all that is asked for; a word of asking, as in "what does it mean", need not stand there."""
        return heading & ~self.asking != 0 and self.whole(heading | self.asking)

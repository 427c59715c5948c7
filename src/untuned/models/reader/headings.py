"""Which headings the parts of a passage stand under: short sections share a passage, and each answers for itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from untuned.models.reader.cues import asked
from untuned.models.reader.defining import is_term_of
from untuned.models.reader.question import Question
from untuned.models.reader.shares import Shares
from untuned.models.reader.units import Unit
from untuned.text.headings import unnumbered
from untuned.text.settled import settles
from untuned.text.words import terms, words
from untuned.types.answers import Passage

_TURNING_WORDS = """
not no never nobody nothing without from before after out off
не нет нельзя без никогда никто ничего из от до после
"""
_TURNING = frozenset(_TURNING_WORDS.split())
"""Words that turn a question into another one, and carry nothing of its subject."""
_PERMITTING = frozenset(
    terms(
        "may able permitted permit possible available required during been"
        " могу можем возможно возможна возможен разрешено разрешается разрешены допускается требуется требуются"
    )
)
"""Words of asking whether something may be, or must be, that any such question may have in another's place."""
_LITTLE = 0.5
"""The share of a heading's terms that may be of something else, where it is about what is asked."""


def is_question(text: str, question: Question, shares: Shares, *, language: str) -> bool:
    """True for a text that asks for the same kind of thing of the same subject, and of nothing else."""
    text = unnumbered(text)
    if text.endswith("?") and question.words == frozenset(words(text)):
        return True
    if not (question.cue or text.endswith("?")) or not _asks_alike(text, question):
        return False
    found = terms(text, language=language)
    return shares.all_asked(shares.held(found)) and question.added(found) == 0.0


def _asks_alike(text: str, question: Question) -> bool:
    """True for a text that asks for the same kind of thing, and is not turned into another question."""
    return asked(text) == question.cue and _TURNING & set(words(text)) == _TURNING & question.words


class Headings:
    """The headings of a passage, and what they have of a question."""

    def __init__(self, passage: Passage, units: Sequence[Unit], *, question: Question, shares: Shares) -> None:
        chunk = passage.hit.chunk
        self._question, self._shares = question, shares
        self._language = chunk.language or passage.version.language
        self._whole = chunk.headings[-1] if chunk.headings else ""
        self._nearest = unnumbered(self._whole)
        self._terms = terms(self._nearest, language=self._language)
        self._first = shares.held(self._terms)
        self._outer = shares.held(terms("\n".join((passage.version.title, *chunk.headings[:-1])), language=self._language))
        self._level = (units[0].level if units else 0) or len(chunk.headings)

    def above(self, unit: Unit) -> int:
        """The question's terms, or their first letters, in the nearest heading above a unit.

        And in the one that the passage begins under, until one comes that is not below it.
        """
        first = self._first if self._holds(unit) else 0
        told = self._shares.of(self._question.wants.told_below(unit.headed or self._whole))
        return first | told | self._shares.held(unit.above) if unit.above else first | told

    def is_subject(self, unit: Unit) -> bool:
        """True for a unit below a heading that is all that is asked about, and little else; a question asks for the same kind of thing."""
        heading = self._over(unit)
        if heading.endswith("?") and not _asks_alike(heading, self._question):
            return False
        if self._holds(unit) and self._first_is_subject:
            return True
        return (
            bool(unit.headed)
            and self._shares.all_asked(self.above(unit))
            and self._question.added(terms(unnumbered(unit.headed), language=self._language)) <= _LITTLE
        )

    def is_question(self, unit: Unit) -> bool:
        """True for a unit right below a heading that asks the question: what stands there answers, whatever it looks like."""
        return is_question(self._over(unit), self._question, self._shares, language=self._language)

    def is_term(self, unit: Unit) -> bool:
        """True for a unit right below a heading that is what the meaning is asked of."""
        return is_term_of(self._question, self._over(unit))

    def settles_another(self, unit: Unit, text: str) -> bool:
        """True for a 'yes' or 'no' to another question than the one that is asked: it settles its own alone.

        That asks for all that is asked for, is not turned into another question, and asks for little else.
        """
        heading = self._over(unit)
        if self._question.cue is not None or unit.asks or not heading.endswith("?") or not settles(text):
            return False
        found = terms(heading, language=self._language)
        held = self._shares.held(found) | self._shares.of(_PERMITTING) | self.above(unit) | self._outer
        return not (_asks_alike(heading, self._question) and self._shares.all_asked(held) and self._question.added(found) <= _LITTLE)

    def _over(self, unit: Unit) -> str:
        """The heading that a unit stands under, without the number of its section."""
        return unnumbered(unit.headed) or self._nearest

    @cached_property
    def _first_is_subject(self) -> bool:
        return self._shares.all_asked(self._first) and self._question.added(self._terms) <= _LITTLE

    def _holds(self, unit: Unit) -> bool:
        """True while the heading that the passage begins under holds; one that asks does not below another question."""
        if self._nearest.endswith("?") and unit.headed.endswith("?") and unnumbered(unit.headed) != self._nearest:
            return False
        return not 0 < unit.outermost <= self._level

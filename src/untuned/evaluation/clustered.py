"""Which questions count together in statistics: those of one document or template are no independent evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from untuned.evaluation.questions.split import clusters_of, place_of
from untuned.evaluation.stats.counted import counted
from untuned.types.measures import Question

FEWEST = 10
"""Documents below which questions stand for these documents alone: so few of them say nothing about others."""

FEW = (
    "The questions come from {places}. What is said here holds for these; to say it of others, ask about {least} or more, "
    "or give questions a 'cluster'."
)

DRAFTED = (
    "{count} of the {total} questions were drafted from the documents, in their words: variants do better on them than on what people ask. "
    "They tell variants apart; for figures to rely on, import questions that people asked."
)


def clustered(questions: Sequence[Question]) -> tuple[list[Question], tuple[str, ...]]:
    """The questions with their clusters as statistics take them, and what there is to note of it.

    A cluster that a question names is kept. Others are those of `clusters_of`, by document, when questions with an answer come from ten
    or more. With fewer the documents are taken as given, not as drawn from many: a question that names none stands alone, and the note
    says so. What no document answers comes from none, however many such questions there are.
    """
    if all(one.cluster for one in questions):
        return list(questions), ()
    asked = [one for one in questions if one.confirmed and one.scorable]
    if 0 < len(_places(asked)) < FEWEST <= len(asked):
        return list(questions), few(asked)
    found = clusters_of(questions)
    return [one if one.cluster else replace(one, cluster=found[one.id]) for one in questions], ()


def few(asked: Sequence[Question]) -> tuple[str, ...]:
    """A note where so few documents answer the questions, with clusters as statistics take them, that these are taken as given."""
    count = len(_places(asked))
    if all(one.cluster for one in asked) or not 0 < count < FEWEST <= len(asked):
        return ()
    what = f"{counted(count, 'document')} or clusters" if any(one.cluster for one in asked) else counted(count, "document")
    return (FEW.format(places=what, least=FEWEST),)


def _places(asked: Sequence[Question]) -> set[str]:
    """The documents and named clusters that answer questions; a question of which no passage is known adds none."""
    return {place for one in asked if not one.must_abstain and (place := place_of(one))}


def about_asked(asked: Sequence[Question]) -> tuple[str, ...]:
    """What a reader of figures should know of the questions that they are of."""
    return (*few(asked), *drafted(asked))


def drafted(questions: Sequence[Question]) -> tuple[str, ...]:
    """A note where half of the confirmed questions or more were worded from the documents themselves."""
    confirmed = [one for one in questions if one.confirmed]
    count = sum(one.origin == "synthetic_reviewed" for one in confirmed)
    return (DRAFTED.format(count=count, total=len(confirmed)),) if confirmed and 2 * count >= len(confirmed) else ()

"""Which questions count together in statistics: those of one document or template are no independent evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from untuned.evaluation.questions.split import clusters_of
from untuned.types.measures import Question

FEWEST = 10
"""Documents below which questions stand for these documents alone: so few of them say nothing about others."""

FEW = (
    "The questions come from {count} documents. What is said here holds for these; to say it of others, ask about {least} or more, "
    "or give questions a 'cluster'."
)


def clustered(questions: Sequence[Question]) -> tuple[list[Question], tuple[str, ...]]:
    """The questions with their clusters as statistics take them, and what there is to note of it.

    A cluster that a question names is kept. Others are those of `clusters_of`, by document, when there are ten or more of them. With
    fewer the documents are taken as given, not as drawn from many: each question stands alone, and the note says so.
    """
    if not questions or any(one.cluster for one in questions):
        return list(questions), ()
    found = clusters_of(questions)
    count = len(set(found.values()))
    if count < FEWEST <= len(questions):
        return list(questions), (FEW.format(count=count, least=FEWEST),)
    return [replace(one, cluster=found[one.id]) for one in questions], ()

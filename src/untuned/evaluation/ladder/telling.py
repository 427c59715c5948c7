"""What a reader of a climb must not miss."""

from __future__ import annotations

from collections.abc import Iterator

from untuned.evaluation.ladder.decide import over
from untuned.evaluation.report.build import ANECDOTE, SIMULATED
from untuned.evaluation.stats.counted import are
from untuned.evaluation.variants.resolve import NAME_A_MODEL
from untuned.types.ladder import Budget, Climb, Toll

FEW = "{are} an anecdote: under {least} nothing is climbed. Add {more} or more."
NO_MODEL = f"No chat model is named, and rungs that need one are passed over: {NAME_A_MODEL}."
UNFINISHED = "It is not finished: 'untuned climb --resume {id}' goes on, and what was asked is not paid for again."
DEV = (
    "All of this was chosen on development questions: 'untuned climb --split locked' confirms the variant that stands, once; "
    "where no questions are locked yet, 'untuned questions split' sets some aside, and then climb again on those that are left."
)


def notes(climb: Climb, *, budget: Budget, toll: Toll | None) -> tuple[str, ...]:
    """Sentences that belong above the figures."""
    return tuple(_notes(climb, budget=budget, toll=toll))


def _notes(climb: Climb, *, budget: Budget, toll: Toll | None) -> Iterator[str]:
    if climb.simulated:
        yield SIMULATED
    if climb.questions < ANECDOTE:
        yield FEW.format(are=are(climb.questions, "question"), least=ANECDOTE, more=ANECDOTE - climb.questions)
    if not climb.finished:
        yield UNFINISHED.format(id=climb.id)
    beyond = over(toll, budget) if toll is not None else ""
    if beyond:
        yield f"{climb.standing} stands because nothing cheaper can, though it is over the budget: {beyond}."
    if budget.quality is not None and not climb.reached and climb.finished:
        yield f"The quality of {budget.quality:g} that is wanted is not shown to be reached."
    if climb.finished and any(step.outcome == "climbed" for step in climb.steps):
        yield DEV

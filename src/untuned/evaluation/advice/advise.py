"""ADVISE: what is known of a project becomes one next step.

three questions, each with its evidence -> the situations that are this project's -> the first rule that holds -> the step with its price

The rules stand in `decide`, in the order of what they cost. Tuning is said only where question 2 is a yes, and nothing under 30 questions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from untuned.evaluation.advice.behaviour import behaviour, missing_of
from untuned.evaluation.advice.decide import View, decide
from untuned.evaluation.advice.dossier import ANECDOTE, Dossier
from untuned.evaluation.advice.knowledge import knowledge
from untuned.evaluation.advice.matrix import matrix
from untuned.evaluation.advice.worth import worth
from untuned.evaluation.stats.counted import are, counted
from untuned.types.advice import Advice, Reading

SIMULATED = "A model of the climb is simulated: nothing here says how a real one would do."


def advise(dossier: Dossier, *, now: datetime) -> Advice:
    """What is advised from what is known, and what would turn it over."""
    found = worth(dossier)
    first, second, last = (_beyond_anecdote(one, dossier) for one in (knowledge(dossier), behaviour(dossier), found.reading))
    third = replace(found, reading=last)
    view = View(dossier=dossier, knowledge=first, behaviour=second, worth=third)
    decision = decide(view)
    if decision.step.questions and second.said == "unknown" and dossier.asked >= ANECDOTE:
        second = replace(second, missing=missing_of(dossier, within=decision.step.questions))
    climb = dossier.climb
    return Advice(
        id="",
        at=now,
        action=decision.step.action,
        headline=decision.headline,
        scope=decision.scope,
        readings=(first, second, last),
        scenarios=matrix(dossier, knowledge=first, behaviour=second),
        step=decision.step,
        break_even=third.break_even,
        flips=decision.flips,
        base=dossier.base,
        retires=dossier.retirement.retires,
        questions=dossier.asked,
        climb=climb.id if climb is not None else "",
        simulated=climb is not None and climb.simulated,
        notes=tuple(_notes(dossier)),
    )


def _beyond_anecdote(reading: Reading, dossier: Dossier) -> Reading:
    """The answer, which is unknown whatever the figures are where too few questions bear them out."""
    if dossier.asked >= ANECDOTE:
        return reading
    if dossier.questions < ANECDOTE:
        because = f"{are(dossier.questions, 'question')} an anecdote: under {ANECDOTE} nothing is said"
        missing = f"at least {counted(ANECDOTE - dossier.questions, 'more question')}"
    else:
        because = f"the climb asked {counted(dossier.asked, 'question')}, which is an anecdote: under {ANECDOTE} nothing is said"
        missing = f"a climb that asks all {dossier.questions:,} questions that there are now: 'untuned climb'"
    return replace(reading, said="unknown", because=because, missing=(missing,))


def _notes(dossier: Dossier) -> Iterator[str]:
    climb, rows, ends = dossier.climb, dossier.rows, dossier.retirement.training_ends
    if climb is not None and climb.simulated:
        yield SIMULATED
    if climb is not None and not climb.finished:
        yield "The climb was not finished: what it did not try may change the advice."
    if climb is not None and dossier.questions >= 2 * climb.questions:
        yield f"The climb asked {counted(climb.questions, 'question')}; there are {dossier.questions:,} now."
    if dossier.locked:
        yield f"{are(dossier.locked, 'question')} locked: advice rests on the development questions alone."
    if climb is not None and dossier.base and dossier.model and dossier.base != dossier.model:
        yield f"The climb asked {dossier.model}: how {dossier.base} fails is not measured."
    if rows is not None and rows.leaked:
        yield f"{rows.leaked:,} rows ask what a question of the measurement asks: nothing trained on them can be measured with it."
    if ends is not None and (ends - dossier.today).days < dossier.settings.retrain_days + max(dossier.settings.lead_days):
        yield f"Nobody can train {dossier.base} anew after {ends}: what it learned by then stays ({dossier.retirement.source})."

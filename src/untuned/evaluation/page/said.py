"""The page's sentences about the whole: what it is of, what must be known first, and the methods."""

from __future__ import annotations

import math

from untuned.evaluation.advice.advise import SIMULATED as CLIMB_SIMULATED
from untuned.evaluation.ladder.telling import UNFINISHED
from untuned.evaluation.page.words import Words
from untuned.evaluation.report.build import ANECDOTE, SIMULATED
from untuned.types.advice import Advice, BreakEven
from untuned.types.ladder import Climb
from untuned.types.pages import Page


def named(page: Page, w: Words) -> list[str]:
    """What the page is of: `Comparison m12`, the project, the day, how many questions."""
    kind = "advice" if page.advice is not None else "climb" if page.climb is not None else "measurement"
    parts = [f"{w(kind)} {page.id}", page.project]
    measured = page.advice or page.climb or page.report
    if measured is not None:
        split = "questions" if isinstance(measured, Advice) else measured.split
        parts += [w.time(measured.at), w(split, n=measured.questions)]
    return [part for part in parts if part]


def notes_of(page: Page, w: Words) -> list[str]:
    """What a reader must not miss: what the core notes, and what it has not come to note of a climb that was broken off."""
    core = [note for one in (page.report, page.climb, page.advice) if one is not None for note in one.notes]
    climb = page.climb
    if climb is not None and not climb.finished and not any(note.startswith(UNFINISHED[:20]) for note in core):
        core += [UNFINISHED.format(id=climb.id), *([SIMULATED] if climb.simulated else [])]
    core = [note for note in core if note != CLIMB_SIMULATED] if SIMULATED in core else core
    found = [w.core(note) for note in dict.fromkeys(core)]
    return [*found, w("looks", n=page.report.looks, alpha=w.number(page.report.alpha, 4))] if page.report and page.report.looks else found


def methods_of(page: Page, w: Words) -> list[str]:
    """How the figures were made, for people who do not do statistics."""
    report, climb = page.report, page.climb
    effect = report.minimum_effect if report is not None else climb.minimum_effect if climb is not None else None
    found = [w("method interval")]
    if effect is not None:
        of_unit = report.relative if report is not None else climb is not None and climb.relative
        verdict = "method verdict of unit" if of_unit else "method verdict"
        found += [w(verdict, effect=w.number(100 * effect, 1)), w("method paired"), w("method many"), w("method coverage")]
    if climb is not None:
        found.append(w("method ladder"))
    if report is not None and report.detectable is not None and report.questions >= ANECDOTE:
        found.append(w("method detectable", points=w.number(100 * report.detectable, 1)))
        if report.detectable_alike is not None:
            found.append(w("method detectable alike", points=w.number(100 * report.detectable_alike, 1)))
        if report.detectable_alone is not None:
            found.append(w("method detectable alone", points=w.number(100 * report.detectable_alone, 1)))
    return found


def spent_of(climb: Climb, w: Words) -> str:
    """What models took for a climb, as far as it is known."""
    known = w("money", value=w.number(float(climb.spent), 2))
    if not climb.unpriced:
        return known
    return w("spent in part", known=known) if climb.spent else w("unknown")


def budget_of(climb: Climb, w: Words) -> str:
    """What an answer may take, in words."""
    budget = climb.budget
    parts = [
        w("budget quality", value=w.number(budget.quality, 2)) if budget.quality is not None else "",
        w("budget latency", value=w.number(budget.latency_ms, 0)) if budget.latency_ms is not None else "",
        w("budget cost", value=w.number(float(budget.cost), 2)) if budget.cost is not None else "",
    ]
    return ", ".join(part for part in parts if part) or w("no budget")


def months_of(found: BreakEven | None, w: Words) -> str:
    """After how many months tuning has paid for itself, in words."""
    if found is None or found.months is None:
        return w("never")
    low, high = (found.interval.low, found.interval.high) if found.interval is not None else (found.months, found.months)
    shown = [w.number(value, 1) if math.isfinite(value) else "∞" for value in (found.months, low, high)]
    return w("months", months=shown[0], low=shown[1], high=shown[2])

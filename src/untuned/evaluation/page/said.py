"""The page's sentences about the whole: its heading, what must be known first, and the methods."""

from __future__ import annotations

import math

from untuned.evaluation.page.figures import FEWEST, told
from untuned.evaluation.page.words import Words
from untuned.types.advice import BreakEven, NextStep
from untuned.types.ladder import Climb
from untuned.types.pages import Page


def heading_of(page: Page, w: Words) -> str:
    """`Comparison m12: default, naive`; long lists are cut."""
    if page.advice is not None:
        return f"{w('advice')} {page.advice.id}"
    if page.climb is not None:
        return f"{w('climb')} {page.climb.id}"
    names = [column.name for column in page.report.columns] if page.report is not None else []
    shown = ", ".join(names[:4]) + (f" … +{len(names) - 4}" if len(names) > 4 else "")
    return f"{w('measurement')} {page.id}: {shown}"


def subtitle_of(page: Page, w: Words) -> str:
    """Project, day, questions."""
    parts = [page.project]
    if page.report is not None:
        parts += [f"{page.report.at:%Y-%m-%d %H:%M} UTC", f"{w.count(page.report.questions)} {w('questions')} ({w(page.report.split)})"]
    elif page.climb is not None:
        parts += [f"{page.climb.at:%Y-%m-%d %H:%M} UTC", f"{w.count(page.climb.questions)} {w('questions')} ({w(page.climb.split)})"]
    elif page.advice is not None:
        parts += [f"{page.advice.at:%Y-%m-%d %H:%M} UTC", f"{w.count(page.advice.questions)} {w('questions')}"]
    return " · ".join(part for part in parts if part)


def notes_of(page: Page, w: Words) -> list[str]:
    """What the page says in its own words, then what the measuring core adds."""
    found: list[str] = []
    report = page.report
    if any(one is not None and one.simulated for one in (report, page.climb, page.advice)):
        found.append(w("simulated"))
    if report is not None:
        found += [w("unfinished")] if not report.finished else []
        found += [w("anecdote", n=report.questions)] if report.questions < FEWEST else []
        found += [w("looks", n=report.looks, alpha=w.number(report.alpha, 4))] if report.looks else []
    core = list(dict.fromkeys(note for one in (report, page.climb, page.advice) if one is not None for note in one.notes))
    if w.language != "en" and (core or page.climb is not None or page.advice is not None):
        found.append(w("core english"))
    return [*found, *core] if w.language != "en" else list(dict.fromkeys([*core, *(note for note in found if not _said(note, core))]))


def methods_of(page: Page, w: Words) -> list[str]:
    """How the figures were made, for people who do not do statistics."""
    report, climb = page.report, page.climb
    effect = report.minimum_effect if report is not None else climb.minimum_effect if climb is not None else None
    found = [w("method interval")]
    if effect is not None:
        found += [w("method verdict", effect=w.number(100 * effect, 1)), w("method paired"), w("method many"), w("method coverage")]
    if climb is not None:
        found.append(w("method ladder"))
    if report is not None and report.detectable is not None:
        found.append(w("method detectable", points=w.number(100 * report.detectable, 1)))
    return found


def budget_of(climb: Climb, w: Words) -> str:
    """What an answer may take, in words."""
    budget = climb.budget
    parts = [
        w("budget quality", value=w.number(budget.quality, 2)) if budget.quality is not None else "",
        w("budget latency", value=w.number(budget.latency_ms, 0)) if budget.latency_ms is not None else "",
        w("budget cost", value=w.number(float(budget.cost), 2)) if budget.cost is not None else "",
    ]
    return ", ".join(part for part in parts if part) or w("no budget")


def standing_of(climb: Climb, w: Words) -> str:
    """The standing variant's figure with its interval; "" where it was not measured."""
    step = next((one for one in reversed(climb.steps) if one.variant == climb.standing and one.figure is not None), None)
    if step is None or step.figure is None or step.figure.value is None:
        return ""
    return told(step.figure.value, climb.standing_interval or step.figure.interval, w)


def months_of(found: BreakEven | None, w: Words) -> str:
    """After how many months tuning has paid for itself, in words."""
    if found is None or found.months is None:
        return w("never")
    low, high = (found.interval.low, found.interval.high) if found.interval is not None else (found.months, found.months)
    shown = [w.number(value, 1) if math.isfinite(value) else "∞" for value in (found.months, low, high)]
    return w("months", months=shown[0], low=shown[1], high=shown[2])


def takes_of(step: NextStep, w: Words) -> str:
    """What the next step takes, in words; "" where nothing is known of it."""
    parts = [
        w("takes questions", n=w.count(step.questions)) if step.questions is not None else "",
        w("takes rows", n=w.count(step.rows)) if step.rows is not None else "",
        w("takes hours", n=w.number(step.hours, 1)) if step.hours is not None else "",
        w("takes cost", n=w.number(float(step.cost), 2)) if step.cost is not None else "",
    ]
    return ", ".join(part for part in parts if part)


def _said(note: str, core: list[str]) -> bool:
    """The core says the same in more words: both begin alike."""
    return any(one.startswith(note[:24]) for one in core)

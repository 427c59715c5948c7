"""What stands at the top of a page: what it came to in one sentence, and what to do next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from untuned.evaluation.page.figures import FEWEST, headlines, told
from untuned.evaluation.page.words import Words
from untuned.types.advice import Advice, NextStep
from untuned.types.ladder import Climb
from untuned.types.measures import BROKEN, RIGHT_BUT, Outlook
from untuned.types.pages import Page, Yardstick
from untuned.types.reports import Contrast, Report

_VERDICTS: tuple[Outlook, ...] = ("better", "worse", "equivalent", "not enough evidence")
_NAMED = 6
"""Variants that the next step names."""
_CONFIRM, _DRAFT, _CLIMB, _ADVISE = "untuned climb --split locked", "untuned questions draft", "untuned climb", "untuned advise"
_SPLIT = "untuned questions split"


@dataclass(frozen=True, kw_only=True, slots=True)
class Lead:
    """The top of a page."""

    title: str
    detail: str = ""
    """What the title rests on, in figures."""
    mark: str = ""
    """Within which limits it holds, such as `format only`."""
    do: str
    command: str = ""
    takes: str = ""
    flips: str = ""


def lead_of(page: Page, w: Words) -> Lead:
    """What the page came to, and what to do next."""
    if page.advice is not None:
        return _advice(page.advice, w)
    if page.climb is not None:
        return _climb(page.climb, w, locked=page.locked)
    assert page.report is not None
    return _report(page.report, page.yardstick, w)


def takes_of(step: NextStep, w: Words) -> str:
    """What the next step takes, in words; "" where nothing is known of it."""
    parts = [
        w("questions", n=step.questions) if step.questions else "",
        w("takes rows", n=step.rows) if step.rows else "",
        w("takes hours", n=w.tick(round(step.hours, 1))) if step.hours else "",
        w("takes cost", n=w.number(float(step.cost), 2)) if step.cost else "",
    ]
    return ", ".join(part for part in parts if part)


def standing_of(climb: Climb, w: Words) -> str:
    """The standing variant's figure with its interval; "" where it was not measured."""
    step = next((one for one in reversed(climb.steps) if one.variant == climb.standing and one.figure is not None), None)
    if step is None or step.figure is None or step.figure.value is None:
        return ""
    return told(step.figure.value, climb.standing_interval or step.figure.interval, w)


def _advice(advice: Advice, w: Words) -> Lead:
    title, scope = _title(w.sentence(advice.headline)), w.core(advice.scope) if advice.scope else ""
    return Lead(
        title=title,
        mark="" if scope in title else scope,
        do=w.sentence(advice.step.text),
        command=advice.step.command,
        takes=takes_of(advice.step, w),
        flips=w.sentence(advice.flips) if advice.flips else "",
    )


def _title(sentence: str) -> str:
    """One sentence as a title has no full stop; several have theirs."""
    return sentence if ". " in sentence else sentence.removesuffix(".")


def _climb(climb: Climb, w: Words, *, locked: int | None) -> Lead:
    figure = standing_of(climb, w)
    do, command = _after_climb(climb, w, locked=locked)
    return Lead(title=_stands(climb, w), detail=f"{climb.headline} {figure}" if figure else "", do=do, command=command)


def _stands(climb: Climb, w: Words) -> str:
    if not climb.standing:
        return w("lead nothing")
    if not climb.confirms or len(climb.steps) < 2:
        return w("lead climb", name=climb.standing)
    shown = any(step.variant == climb.standing and step.outcome == "climbed" for step in climb.steps)
    return w("lead confirmed" if shown else "lead not confirmed", name=climb.standing)


def _after_climb(climb: Climb, w: Words, *, locked: int | None) -> tuple[str, str]:
    if not climb.finished:
        return w("do go on"), f"untuned climb --resume {climb.id}"
    if climb.confirms and climb.questions < FEWEST:
        return w("do lock", n=FEWEST - climb.questions), _SPLIT
    if climb.questions < FEWEST:
        return w("do least", n=FEWEST - climb.questions), _DRAFT
    if not climb.confirms and any(step.outcome == "climbed" for step in climb.steps):
        return (w("do set aside", name=climb.standing), _SPLIT) if locked == 0 else (w("do confirm", name=climb.standing), _CONFIRM)
    if climb.plateau.state == "undetermined" and climb.plateau.more_questions:
        return w("do add", n=climb.plateau.more_questions), _DRAFT
    return w("do advise"), _ADVISE


def _report(report: Report, by: Yardstick, w: Words) -> Lead:
    main = [one for one in report.contrasts if not one.exploratory]
    do, command = _after_report(report, main, by, w)
    fails = _fails(report, by, w)
    if not main:
        alone = len(report.columns) == 1
        title = report.columns[0].name if alone else w("lead none", metric=report.headline)
        figures = [
            f"{'' if alone else f'{column.name}: '}{report.headline} {told(figure.value or 0.0, figure.interval, w)}. "
            for column, figure in headlines(report, by)[:1]
        ]
        return Lead(title=title, detail="".join((*figures, fails)), do=do, command=command)
    if len(main) == 1:
        found = main[0]
        n, asked = found.comparison.n, found.comparison.asked
        both = f"{w.capital(w('have both', n=n, total=asked))}. " if n < asked else ""
        title = w(f"lead {found.comparison.verdict}", a=found.a, b=found.b)
        return Lead(title=title, detail=f"{both}{fails}".rstrip(), do=do, command=command)
    counts = Counter(one.comparison.verdict for one in main)
    parts = ", ".join(f"{w(verdict)}: {w.count(counts[verdict])}" for verdict in _VERDICTS if counts[verdict])
    return Lead(title=w("lead many", n=len(main), a=main[0].a), detail=f"{w.capital(parts)}. {fails}", do=do, command=command)


def _after_report(report: Report, main: list[Contrast], by: Yardstick, w: Words) -> tuple[str, str]:
    if not report.finished:
        return w("do finish"), ""
    if report.questions < FEWEST:
        return w("do least", n=FEWEST - report.questions), _DRAFT
    if main:
        return _after_verdicts(report, main, by, w)
    return (w("do climb"), _CLIMB) if len(report.columns) == 1 else (w("do other metric"), f"untuned report {report.measurement} --all")


def _after_verdicts(report: Report, main: list[Contrast], by: Yardstick, w: Words) -> tuple[str, str]:
    better = {one.b for one in main if one.comparison.verdict == "better" and not one.comparison.one_sided}
    if better:
        ranked = [column for column, _ in headlines(report, by) if column.name in better]
        alike = [column.name for column in ranked if column.may_be_best]
        if len(alike) > 1:
            return w("do cheapest", names=_some(alike, w)), ""
        return w("do take", name=ranked[0].name if ranked else min(better)), ""
    if any(one.comparison.undone for one in main):
        return w("do ask again"), ""
    if any(one.comparison.one_sided for one in main):
        return w("do answered"), ""
    more = [one.comparison.more_questions for one in main if one.comparison.more_questions]
    if more:
        return w("do add", n=min(more)), _DRAFT
    kept = all(one.comparison.verdict == "worse" for one in main)
    return w("do keep", name=main[0].a) if kept else w("do cheaper"), ""


def _some(names: list[str], w: Words) -> str:
    """The first names, and how many more there are."""
    left = len(names) - _NAMED
    return ", ".join([*names[:_NAMED], *([w("and more", n=left)] if left > 0 else [])])


def _fails(report: Report, by: Yardstick, w: Words) -> str:
    """Why the best variant's answers fail most often; "" where none does, and where no cause is ahead of the others."""
    best = next((column for column, _ in headlines(report, by)), report.columns[0] if report.columns else None)
    causes = [] if best is None else [(cause, count) for cause, count in best.causes if cause not in {*RIGHT_BUT, BROKEN}]
    if best is None or not causes:
        return ""
    cause, count = causes[0]
    if any(other == count for _, other in causes[1:]):
        return ""
    name = f"{best.name}: " if len(report.columns) > 1 else ""
    said = w("lead fails", name=name, cause=w.cause(cause), n=count, total=best.questions)
    return said if name else w.capital(said)

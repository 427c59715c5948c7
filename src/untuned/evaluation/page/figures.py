"""Figures as the page's tables and verdicts show them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from untuned.evaluation.page.words import Words
from untuned.evaluation.stats.sentences import two_digits
from untuned.types.advice import Ground
from untuned.types.ladder import Step
from untuned.types.measures import Comparison, Interval, Outlook
from untuned.types.pages import SliceCell, Yardstick
from untuned.types.reports import Column, Figure, LabelF1, Report

_FIRST = ("correct", "confidently_wrong", "wrong_refusal", "right_refusal", "evidence_recall", "citation_precision", "quote_validity")
_TONES: dict[Outlook, str] = {"better": "better", "worse": "worse", "equivalent": "", "not enough evidence": "open"}
FLIP_RATE = "The share of the questions asked more than once that were right one time and wrong another."
MACRO_F1 = "The mean F1 of the labels that are right somewhere, each counting alike however rare it is."
FEWEST = 30
"""Fewer questions do not tell how many would settle it."""
_TAKEN = ("measured", "price list", "advice.", "assumed", "version history", "https://")
"""How the source of a figure of the break-even begins."""
_LITTLE = 0.01
_MOST_PLACES = 8
_SHARE = 2.0
"""Values below it are shown with three digits; others are counts or milliseconds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureRow:
    """One metric of every variant."""

    name: str
    cells: tuple[str, ...]
    strong: bool = False
    told: str = ""
    """What it says of an answer; "" for what its name says already."""


def figure_rows(report: Report, w: Words, *, defined: Mapping[str, str]) -> list[FigureRow]:
    """The table of all figures: the headline first, what everybody asks for next, then the rest by name; each as it is defined."""
    there = {figure.metric for column in report.columns for figure in column.figures}
    names = [name for name in dict.fromkeys((report.headline, *_FIRST, *sorted(there))) if name in there]
    rows = [
        FigureRow(name=w(name), cells=tuple(w.count(getattr(column, name)) for column in report.columns))
        for name in ("answered", "abstained", "failed", "truncated")
        if name == "answered" or any(getattr(column, name) for column in report.columns)
    ]
    rows += [
        FigureRow(
            name=f"{name} ({w('share')})" if name == "answered" else name,  # there is a count of that name
            cells=tuple(_cell(column.figure(name), w) for column in report.columns),
            strong=name == report.headline,
            told=w.source(defined.get(name, "")),
        )
        for name in names
    ]
    if any(column.flip_rate is not None for column in report.columns):
        cells = tuple(_flip_cell(column, w) for column in report.columns)
        rows.append(FigureRow(name="flip_rate", cells=cells, told=w.source(FLIP_RATE)))
    if any(column.macro_f1 is not None for column in report.columns):
        cells = tuple(_label_cell(column.macro_f1, w) for column in report.columns)
        rows.append(FigureRow(name="macro_f1", cells=cells, told=w.source(MACRO_F1)))
    return [*rows, FigureRow(name=w("cost"), cells=tuple(_cost(column, w) for column in report.columns))]


def cell_of(cell: SliceCell, w: Words) -> str:
    """A slice's mean with its interval and count."""
    return "–" if cell.value is None else _with_interval(cell.value, cell.interval, w)


@dataclass(frozen=True, kw_only=True, slots=True)
class GroundLine:
    """A piece of evidence."""

    name: str
    value: str
    source: str
    taken: bool
    """A figure that the break-even is reckoned from, rather than what was seen of answers and documents."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VerdictLine:
    """A comparison's verdict in figures."""

    tone: str
    told: str
    """All of it, as a sentence."""
    difference: str
    interval: str
    open: str
    """What keeps it from being sure; "" where nothing does."""


def ground_of(ground: Ground, w: Words) -> GroundLine:
    """Its words, its figure and where it is from, apart."""
    taken = ground.interval is None and ground.source.startswith(_TAKEN)
    name, figure = w.core(ground.text), ""
    if taken and ": " in name:
        name, _, figure = name.rpartition(": ")
    elif ground.value is not None and ground.interval is not None:
        shown = [w.number(100 * value, 1) for value in (ground.value, ground.interval.low, ground.interval.high)]
        figure = f"{shown[0]}\u202f% [{shown[1]}; {shown[2]}]"
    return GroundLine(name=w.capital(name), value=figure, source=w.source(ground.source), taken=taken)


def _added(comparison: Comparison, w: Words) -> str:
    """About how many more questions would decide it, and how roughly that is known."""
    n = comparison.more_questions or 0
    if comparison.more_between is None:
        return w("add", n=n)
    low, high = comparison.more_between
    if high is None:
        return w("add from", n=n, low=two_digits(low))
    return w("add between", n=n, low=two_digits(low), high=two_digits(high))


def verdict_of(comparison: Comparison, w: Words) -> VerdictLine:
    """What a comparison came to, made of figures alone."""
    points = " points" in comparison.why or not comparison.why
    difference, low, high = _difference(comparison, points, w)
    key = "difference" if points else "difference own"
    level = "" if comparison.interval is None else _level(comparison.interval, w)
    parts = [w(key, d=difference, low=low, high=high, level=level)] if difference else []
    both = [w("have both", n=comparison.n, total=comparison.asked)]
    more = [_added(comparison, w)] if comparison.more_questions and comparison.total >= FEWEST else []
    return VerdictLine(
        tone=_TONES[comparison.verdict],
        told="; ".join((*parts, *both, *more)) + ".",
        difference=w("points", n=difference) if difference and points else difference,
        interval=f"[{low}; {high}]" if difference else "",
        open="; ".join((*(both if comparison.n < comparison.asked else ()), *more)),
    )


def _difference(comparison: Comparison, points: bool, w: Words) -> tuple[str, str, str]:
    """The difference with its sign, and the ends of its interval; "" where there is none."""
    if comparison.difference is None or comparison.interval is None:
        return "", "", ""
    unit, digits = (100, 1) if points else (1, 4)
    shown, low, high = (w.number(unit * one, digits) for one in (comparison.difference, comparison.interval.low, comparison.interval.high))
    return f"+{shown}" if comparison.difference > 0 else shown, low, high


def step_figure(step: Step, w: Words) -> str:
    """A rung's headline figure; "" where it was not measured."""
    return "" if step.figure is None or step.figure.value is None else told(step.figure.value, step.figure.interval, w)


def step_gain(step: Step, w: Words) -> str:
    """What it gains over the one that stood when it was tried, with its sign; "" where nothing was compared."""
    found = step.comparison
    if found is None or found.difference is None:
        return ""
    return ("+" if found.difference > 0 else "") + told(found.difference, found.interval, w)


def tone_of(value: float | None, by: Yardstick) -> str:
    """How a score is coloured: full, part, none, or lacking; "" where no value is right or wrong."""
    if value is None:
        return "lacking"
    if not by.share:
        return ""
    merit = by.merit(value)
    return "full" if merit >= 1 else "none" if merit <= 0 else "part"


def short(value: float | None, by: Yardstick, w: Words) -> str:
    """A score of one question in a few characters; the sign says it without colour."""
    if value is None:
        return "·"
    if not by.share:
        return w.number(value, 0 if value.is_integer() else _places(value))
    merit = by.merit(value)
    return "✓" if merit >= 1 else "✗" if merit <= 0 else w.number(value, 1)


def per_thousand(column: Column) -> float | None:
    """US dollars for 1,000 answers; None where they are not known."""
    return None if column.cost is None or not column.questions else float(column.cost) / column.questions * 1_000


def headlines(report: Report, by: Yardstick) -> list[tuple[Column, Figure]]:
    """The variants that have a headline figure, with it, the best first."""
    found = [(column, figure) for column in report.columns if (figure := column.figure(report.headline)) and figure.value is not None]
    return sorted(found, key=lambda pair: -by.merit(pair[1].value or 0.0))


def told(value: float, interval: Interval | None, w: Words) -> str:
    """`0.71 [0.66, 0.75]`, in few digits."""
    return _with_interval(value, interval, w, digits=2)


def _cell(figure: Figure | None, w: Words) -> str:
    if figure is None or figure.value is None:
        return "–"
    shown = _with_interval(figure.value, figure.interval, w)
    total = max(figure.total, figure.asked)
    return shown if figure.n == total else f"{shown} ({w.count(figure.n)} {w('covered')} {w.count(total)})"


def _flip_cell(column: Column, w: Words) -> str:
    return "–" if column.flip_rate is None else _with_interval(column.flip_rate, column.flip_interval, w)


def _label_cell(found: LabelF1 | None, w: Words) -> str:
    return "–" if found is None else _with_interval(found.value, found.interval, w)


def _with_interval(value: float, interval: Interval | None, w: Words, *, digits: int | None = None) -> str:
    places = digits if digits is not None else _places(value)
    ends: Sequence[str] = () if interval is None else (w.number(interval.low, places), w.number(interval.high, places))
    return w.number(value, places) + (f" [{ends[0]}; {ends[1]}]" if ends else "")


def _places(value: float) -> int:
    """Digits after the mark: three of a share, one of a count; of what is less than a hundredth two that tell something."""
    if not 0 < abs(value) < _LITTLE:
        return 3 if abs(value) < _SHARE else 1
    return min(1 - math.floor(math.log10(abs(value))), _MOST_PLACES)


def _level(interval: Interval, w: Words) -> str:
    """The confidence in percent: more than 95 where several comparisons share the risk of a false one."""
    return w.number(100 * interval.confidence, 2).rstrip("0").rstrip(".,")


def _cost(column: Column, w: Words) -> str:
    found = per_thousand(column)
    return w("unknown") if found is None else w.number(found, 4) if found else "0"

"""Figures as the page's tables and verdicts show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from untuned.evaluation.page.words import Words
from untuned.types.measures import Comparison, Interval, Outlook
from untuned.types.pages import SliceCell
from untuned.types.reports import Column, Figure, Report

_FIRST = ("correct", "confidently_wrong", "wrong_refusal", "right_refusal", "evidence_recall", "citation_precision", "quote_validity")
_TONES: dict[Outlook, str] = {"better": "better", "worse": "worse", "equivalent": "", "not enough evidence": "open"}
FEWEST = 30
"""Fewer questions do not tell how many would settle it."""
_SHARE = 2.0
"""Values below it are shown with three digits; others are counts or milliseconds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureRow:
    """One metric of every variant."""

    name: str
    cells: tuple[str, ...]
    strong: bool = False


def figure_rows(report: Report, w: Words) -> list[FigureRow]:
    """The table of all figures: the headline first, what everybody asks for next, then the rest by name."""
    there = {figure.metric for column in report.columns for figure in column.figures}
    names = [name for name in dict.fromkeys((report.headline, *_FIRST, *sorted(there))) if name in there]
    rows = [
        FigureRow(name=w(name), cells=tuple(w.count(getattr(column, name)) for column in report.columns))
        for name in ("answered", "abstained", "failed", "truncated")
        if name == "answered" or any(getattr(column, name) for column in report.columns)
    ]
    rows += [
        FigureRow(name=name, cells=tuple(_cell(column.figure(name), w) for column in report.columns), strong=name == report.headline)
        for name in names
    ]
    return [*rows, FigureRow(name=w("cost"), cells=tuple(_cost(column, w) for column in report.columns))]


def cell_of(cell: SliceCell, w: Words) -> str:
    """A slice's mean with its interval and count."""
    return "–" if cell.value is None else _with_interval(cell.value, cell.interval, w)


def verdict_of(comparison: Comparison, w: Words) -> tuple[str, str]:
    """The tone of a verdict, and the sentence that says what it rests on, made of figures alone."""
    tone = _TONES[comparison.verdict]
    parts: list[str] = []
    if comparison.difference is not None and comparison.interval is not None:
        points = [f"{w.number(100 * value, 1)}" for value in (comparison.difference, comparison.interval.low, comparison.interval.high)]
        signed = points[0] if comparison.difference < 0 else f"+{points[0]}"
        parts.append(
            f"{w('difference')}: {signed} {w('points')} [{points[1]}; {points[2]}], {w('interval', level=_level(comparison.interval, w))}"
        )
    parts.append(w("have both", n=w.count(comparison.n), total=w.count(comparison.total)))
    if comparison.more_questions and comparison.total >= FEWEST:
        parts.append(w("add", n=w.count(comparison.more_questions)))
    return tone, "; ".join(parts) + "."


def tone_of(value: float | None) -> str:
    """How a score is coloured: full, part, none, or lacking."""
    if value is None:
        return "lacking"
    return "full" if value >= 1 else "none" if value <= 0 else "part"


def short(value: float | None) -> str:
    """A score of one question in one character or two; the sign says it without colour."""
    if value is None:
        return "·"
    return "✓" if value >= 1 else "✗" if value <= 0 else f"{value:.1f}".lstrip("0")


def per_thousand(column: Column) -> float | None:
    """US dollars for 1,000 answers; None where they are not known."""
    return None if column.cost is None or not column.questions else float(column.cost) / column.questions * 1_000


def headlines(report: Report) -> list[tuple[Column, Figure]]:
    """The variants that have a headline figure, with it, the best first."""
    found = [(column, figure) for column in report.columns if (figure := column.figure(report.headline)) and figure.value is not None]
    return sorted(found, key=lambda pair: -(pair[1].value or 0.0))


def told(value: float, interval: Interval | None, w: Words) -> str:
    """`0.71 [0.66, 0.75]`, in few digits."""
    return _with_interval(value, interval, w, digits=2)


def _cell(figure: Figure | None, w: Words) -> str:
    if figure is None or figure.value is None:
        return "–"
    shown = _with_interval(figure.value, figure.interval, w)
    total = max(figure.total, figure.asked)
    return shown if figure.n == total else f"{shown} ({w.count(figure.n)} {w('covered')} {w.count(total)})"


def _with_interval(value: float, interval: Interval | None, w: Words, *, digits: int | None = None) -> str:
    places = digits if digits is not None else 3 if abs(value) < _SHARE else 1
    ends: Sequence[str] = () if interval is None else (w.number(interval.low, places), w.number(interval.high, places))
    return w.number(value, places) + (f" [{ends[0]}; {ends[1]}]" if ends else "")


def _level(interval: Interval, w: Words) -> str:
    """The confidence in percent: more than 95 where several comparisons share the risk of a false one."""
    return w.number(100 * interval.confidence, 2).rstrip("0").rstrip(".,")


def _cost(column: Column, w: Words) -> str:
    found = per_thousand(column)
    return w("unknown") if found is None else w.number(found, 4) if found else "0"

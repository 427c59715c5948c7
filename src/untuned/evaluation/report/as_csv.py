"""A report as CSV: a row for each figure, and a row for each contrast."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from untuned.types.measures import Interval
from untuned.types.reports import Report

HEADER = ("kind", "variant", "against", "metric", "value", "low", "high", "n", "total", "p", "adjusted_p", "verdict", "method", "label")

_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(report: Report) -> str:
    """The report; what a spreadsheet would take for a formula stays text."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(HEADER)
    for column in report.columns:
        for figure in column.figures:
            low, high, method = _ends(figure.interval)
            row = [
                "figure",
                column.name,
                "",
                figure.metric,
                _number(figure.value),
                low,
                high,
                figure.n,
                max(figure.total, figure.asked),
                "",
                "",
                "",
                method,
                "",
            ]
            writer.writerow(_safe(row))
    for one in report.contrasts:
        found = one.comparison
        low, high, _ = _ends(found.interval)
        row = ["contrast", one.b, one.a, one.metric, _number(found.difference), low, high, found.n, found.total]
        row += [_number(found.p), _number(one.adjusted_p), found.verdict, found.method, one.label]
        writer.writerow(_safe(row))
    return written.getvalue()


def _ends(interval: Interval | None) -> tuple[str, str, str]:
    return ("", "", "") if interval is None else (_number(interval.low), _number(interval.high), interval.method)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _safe(row: Sequence[object]) -> list[object]:
    """What begins like a formula gets an apostrophe before it; a number is none."""
    return [_text(cell) if isinstance(cell, str) else cell for cell in row]


def _text(cell: str) -> str:
    opened = f"'{cell}" if cell.startswith(_BEGINS) and not _is_number(cell) else cell
    return opened.replace("\r", " ")  # the csv module writes it unquoted, and readers take it for the end of a row


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True

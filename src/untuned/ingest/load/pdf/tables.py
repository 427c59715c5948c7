"""Tables of a page: lines of print whose words stand in columns become rows of cells.

Places alone tell a table, ruled or not: between two columns no row has ink, and several have a gap that is too wide for a sentence. What
stands in columns and is no table stays text: numbered clauses and bullets, behind whose marks is a gap, and prose set in two columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, zip_longest

from untuned.ingest.load.pdf.columns import LEAST_ROWS, LEAST_WIDE_ROWS, Cells, cells_of, edges_of
from untuned.ingest.load.pdf.page import PrintedLine
from untuned.ingest.load.pdf.prose import MOSTLY, is_list, is_listing, is_prose, is_spread
from untuned.ingest.load.pdf.rows import NEXT_LINE, PrintedRow, follows, rows_of
from untuned.ingest.load.table_heads import names_columns
from untuned.text.regex import regex
from untuned.types.documents import BlockKind

_SAME_SIZE = 0.08
_TRIMMED = 3
"""Rows of a run that may be none of its table, at its beginning and at its end."""
_LONGEST_PART = 60
"""Characters of a line that stands between the rows of a table."""
_DIGIT = regex(r"\d")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table."""

    kind: BlockKind
    """`header` where it names the columns."""
    cells: Cells


def with_tables(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine | TableRow]:
    """The lines of a page in order, those of a table as its rows."""
    if sum(bool(line.gaps) for line in lines) + sum(one.right < other.left for one, other in pairwise(lines)) < LEAST_WIDE_ROWS:
        yield from lines  # the most of all pages: no two rows have cells
        return
    at = 0
    for run in _runs(lines):
        first, last, rows = _table(run) or (len(run), len(run), ())
        begin, end, after = (at + sum(row.taken for row in run[:count]) for count in (first, last, len(run)))
        yield from lines[at:begin]
        yield from rows
        yield from lines[end:after]
        at = after


def _runs(lines: Sequence[PrintedLine]) -> Iterator[Sequence[PrintedRow]]:
    """All lines as rows: those that may be of one table together, each of the others alone."""
    rows = rows_of(lines)
    near = [False, *(follows(above, row) for above, row in pairwise(rows)), False]
    fits = [row.has_gap or _parts_rows(rows[max(at - 1, 0) : at + 2], near[at : at + 2]) for at, row in enumerate(rows)]
    run: list[PrintedRow] = []
    for at, row in enumerate(rows):
        if run and not (near[at] and fits[at] and fits[at - 1]):
            yield from _apart(run)
            run = []
        run.append(row)
    if run:
        yield from _apart(run)


def _apart(run: Sequence[PrintedRow]) -> Iterator[Sequence[PrintedRow]]:
    """The run, in two where a name parts rows that have not the same columns: it stands above another table."""
    begin, names = 0, [at for at, row in enumerate(run) if at and not row.has_gap]
    for at, following in zip_longest(names, names[1:], fillvalue=len(run)):
        above, below = run[begin:at], run[at + 1 : following]
        if len(edges_of([*above, *below])) != max(len(edges_of(above)), len(edges_of(below))):
            yield above
            begin = at
    yield run[begin:]


def _parts_rows(rows: Sequence[PrintedRow], near: Sequence[bool]) -> bool:
    """True for a short line, the second of three, between two rows: a name of those below it that is as wide as the table."""
    if not all(near) or len(rows) < 3 or not (rows[0].has_gap and rows[2].has_gap):
        return False
    line = rows[1].lines[0]
    named = len(line.text) <= _LONGEST_PART and not line.text.rstrip().endswith((".", ":", ";", ","))
    return named and abs(line.size - rows[0].lines[0].size) <= _SAME_SIZE * line.size


def _table(run: Sequence[PrintedRow]) -> tuple[int, int, tuple[TableRow, ...]] | None:
    """[first, last) of a run's rows that make a table, and what they are as such; None where none do.

    The longest part counts, or one that ends with it and begins with a header of more columns: what stands above it is set in two
    columns, as the number and the day of an invoice.
    """
    if sum(len(row.stacks) > 1 for row in run) < LEAST_WIDE_ROWS or is_spread(run):
        return None
    trims = sorted((above + below, above, len(run) - below) for above in range(_TRIMMED + 1) for below in range(_TRIMMED + 1))
    for _, first, last in trims:
        if last - first < LEAST_ROWS:
            return None
        if (rows := _in_columns(run[first:last])) is not None:
            return (first, last, rows) if rows[0].kind == "header" else _headed(run, first, last, rows)
    return None


def _headed(run: Sequence[PrintedRow], first: int, last: int, rows: tuple[TableRow, ...]) -> tuple[int, int, tuple[TableRow, ...]]:
    """The part of a run that ends with these rows and begins with a header of more columns than they have; else they."""
    for begin in range(first + 1, min(_TRIMMED, last - LEAST_ROWS) + 1):
        if any(_DIGIT.search(line.text) for line in run[begin].lines):
            continue
        part = _in_columns(run[begin:last])
        if part is not None and part[0].kind == "header" and _columns(part) > _columns(rows):
            return begin, last, part
    return first, last, rows


def _columns(rows: Sequence[TableRow]) -> int:
    return max(len(row.cells) for row in rows)


def _in_columns(rows: Sequence[PrintedRow]) -> tuple[TableRow, ...] | None:
    """The rows cut into cells; None where they are no table."""
    edges = edges_of(rows)
    if not edges or is_spread(rows) or is_listing(rows):
        return None
    cells = [cells_of(row, edges) for row in rows]
    filled = [sum(map(bool, row)) for row in cells]
    if filled[0] < 2 or filled[-1] < 2 or sum(one > 1 for one in filled) < MOSTLY * len(rows):
        return None
    if len(edges) == 1 and (is_list(cells) or is_prose(cells)):
        return None
    cells = list(_joined(cells))
    if not (headed := _is_header(cells)) and len(cells) > 1 and _is_header(merged := [_over(cells[0], cells[1]), *cells[2:]]):
        cells, headed = merged, True
    if len(cells) < LEAST_ROWS:
        return None
    return tuple(TableRow(kind="header" if headed and nth == 0 else "row", cells=_shown(row)) for nth, row in enumerate(cells))


def _joined(cells: Sequence[Cells]) -> Iterator[Cells]:
    """The rows; what goes on right below one, in columns too that it left empty, is of the same row."""
    above = cells[0]
    for row in cells[1:]:
        lines, last = list(chain.from_iterable(row)), min(chain.from_iterable(above), key=lambda line: line.base)
        near = last.base - max(line.base for line in lines) <= NEXT_LINE * last.size
        if near and not row[0] and any(cell and not empty for empty, cell in zip(above, row, strict=True)):
            above = _over(above, row)
        else:
            yield above
            above = row
    yield above


def _over(upper: Cells, lower: Cells) -> Cells:
    """A row over another as one: names of columns that stand in two lines."""
    return tuple((*one, *other) for one, other in zip(upper, lower, strict=True))


def _shown(cells: Cells) -> Cells:
    """A row's cells; of one that is as wide as the table, and parts its rows, what it says."""
    filled = [cell for cell in cells if cell]
    return (filled[0],) if len(filled) == 1 and filled[0] is cells[0] else cells


def _is_header(cells: Sequence[Cells]) -> bool:
    """True where the first row names the columns: by its words and what stands below, or in bold print above plain."""
    bold = all(line.bold for cell in cells[0] for line in cell) and not all(line.bold for cell in cells[1] for line in cell)
    texts = [[_words(cell) for cell in row] for row in cells]
    return names_columns(texts[0], texts[1:], bold=bold)


def _words(cell: Sequence[PrintedLine]) -> str:
    return " ".join(line.text for line in cell)

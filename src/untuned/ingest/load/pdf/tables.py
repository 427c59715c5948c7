"""Tables of a page: lines of print whose words stand in columns become rows of cells.

Places alone tell a table, ruled or not: between two columns no row has ink, and several have a gap that is too wide for a sentence. What
stands in columns and is no table stays text: numbered clauses and bullets, behind whose marks is a gap, and prose set in two columns.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, zip_longest
from statistics import median
from typing import NamedTuple

from untuned.ingest.load.pdf.page import Gap, PrintedLine
from untuned.ingest.load.table_heads import names_columns
from untuned.types.documents import BlockKind

_WIDE = 0.9
"""Times the letters' size: no gap between two words of a sentence is so wide."""
_SAME_SIZE = 0.08
_NARROW = 0.4
"""Times the letters' size: a strip of that width without ink, over several rows, parts columns of a table."""
_SAME_BASE = 0.35
"""Times the letters' size: what stands no further up or down stands on one line."""
_NEXT_ROW = 2.6
"""Times the letters' size: what is further below is of no row of the same table."""
_NEXT_LINE = 1.5
"""Times the letters' size: what is further below is not of the same cell."""
_TALLEST = 8
"""Lines of the first cell of a row."""
_LEAST_ROWS = 3
_LEAST_WIDE_ROWS = 2
_OVER_EDGES = 0.15
"""The share of rows that may have ink between two columns, as a title over both has."""
_LEAST_WIDE = 0.25
"""The share of rows that have a wide gap between two columns, at least."""
_TRIMMED = 3
"""Rows of a run that may be none of its table, at its beginning and at its end."""
_LONGEST_PART = 60
"""Characters of a line that stands between the rows of a table."""
_PROSE = 45
"""Characters of a line: where most of both columns' have more, they are prose."""
_MARK = re.compile(r"[•‣▪◦●○■□▫◾⁃∙·–—*-]|(?:§\s*)?\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-zА-Яа-я]|[ivxIVX]{1,5})[.)]?")
_MOSTLY = 0.8
_OF_CODE = re.compile(r"[{};]|::=|[=-]>|,$")
_MANY = 0.4
"""The share of lines with signs of code that makes a listing."""
_FLUSH = 0.3
"""Times the letters' size: edges that differ by no more are in one line."""
_HYPHEN = 0.7
"""The same where a hyphen stands at the end, which is not measured."""
_SMALL = re.compile(r"[«“\"(]?[^\W\d_A-ZА-ЯЁ]")
_DIGIT = re.compile(r"\d")
_ALIKE = 0.04
"""Times its width: how much the spaces of a line differ that was spread to its edges."""


_Cells = tuple[tuple[PrintedLine, ...], ...]
"""For each column of a row the lines of its cell; () for an empty one."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table."""

    kind: BlockKind
    """`header` where it names the columns."""
    cells: _Cells


class _Row(NamedTuple):
    """What may be a row: its first cell's lines, the next one's and so on, and how many lines of the page they are."""

    stacks: tuple[tuple[PrintedLine, ...], ...]
    taken: int

    @property
    def lines(self) -> tuple[PrintedLine, ...]:
        return tuple(chain.from_iterable(self.stacks))

    @property
    def has_gap(self) -> bool:
        return len(self.stacks) > 1 or any(line.gaps for line in self.lines)


def with_tables(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine | TableRow]:
    """The lines of a page in order, those of a table as its rows."""
    at = 0
    for run in _runs(lines):
        first, last, rows = _table(run) or (len(run), len(run), ())
        begin, end, after = (at + sum(row.taken for row in run[:count]) for count in (first, last, len(run)))
        yield from lines[at:begin]
        yield from rows
        yield from lines[end:after]
        at = after


def _runs(lines: Sequence[PrintedLine]) -> Iterator[Sequence[_Row]]:
    """All lines as rows: those that may be of one table together, each of the others alone."""
    rows = _rows(lines)
    follows = [False, *(_follows(above, row) for above, row in pairwise(rows)), False]
    fits = [row.has_gap or _parts_rows(rows[max(at - 1, 0) : at + 2], follows[at : at + 2]) for at, row in enumerate(rows)]
    run: list[_Row] = []
    for at, row in enumerate(rows):
        if run and not (follows[at] and fits[at] and fits[at - 1]):
            yield from _apart(run)
            run = []
        run.append(row)
    if run:
        yield from _apart(run)


def _apart(run: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    """The run, in two where a name parts rows that have not the same columns: it stands above another table."""
    begin, names = 0, [at for at, row in enumerate(run) if at and not row.has_gap]
    for at, following in zip_longest(names, names[1:], fillvalue=len(run)):
        above, below = run[begin:at], run[at + 1 : following]
        if len(_edges([*above, *below])) != max(len(_edges(above)), len(_edges(below))):
            yield above
            begin = at
    yield run[begin:]


def _rows(lines: Sequence[PrintedLine]) -> list[_Row]:
    """The lines as rows, as far as each may be one."""
    beside = deque(at for at, (one, other) in enumerate(pairwise(lines), start=1) if one.right < other.left)
    rows: list[_Row] = []
    at = 0
    while at < len(lines):
        while beside and beside[0] <= at:
            beside.popleft()
        cells = lines[at].gaps or (beside and beside[0] <= at + _TALLEST)
        rows.append(_row_at(lines, at) if cells else _Row(stacks=((lines[at],),), taken=1))
        at += rows[-1].taken
    return rows


def _parts_rows(rows: Sequence[_Row], follows: Sequence[bool]) -> bool:
    """True for a short line, the second of three, between two rows: a name of those below it that is as wide as the table."""
    if not all(follows) or len(rows) < 3 or not (rows[0].has_gap and rows[2].has_gap):
        return False
    line = rows[1].lines[0]
    named = len(line.text) <= _LONGEST_PART and not line.text.rstrip().endswith((".", ":", ";", ","))
    return named and abs(line.size - rows[0].lines[0].size) <= _SAME_SIZE * line.size


def _row_at(lines: Sequence[PrintedLine], at: int) -> _Row:
    """The row that begins with a line: with the cells beside it, and the further lines of each; the line alone where it has none."""
    line = lines[at]
    parts = _cut(line, _wide(line))
    stacks = [[part] for part in parts]
    count = 1
    for nxt in lines[at + 1 :]:
        if not nxt.placed or nxt.page != line.page:
            break
        begun = stacks if len(stacks) == 1 and len(stacks[0]) < _TALLEST else stacks[1:]
        above = next((stack for stack in begun if _under(stack, nxt)), None)
        if nxt.left > max(one.right for stack in stacks for one in stack) and abs(nxt.base - line.base) <= _SAME_BASE * line.size:
            stacks += [[part] for part in _cut(nxt, _wide(nxt))]
        elif above is not None and not (len(stacks) > 1 and (_wide(nxt) or _overlap(stacks[0][0], nxt))):
            above.append(nxt)
        else:
            break
        count += 1
    if len(stacks) == 1:
        return _Row(stacks=((line,),), taken=1)
    return _Row(stacks=tuple(map(tuple, stacks)), taken=count)


def _under(stack: Sequence[PrintedLine], line: PrintedLine) -> bool:
    """True for a line that goes on below those of a cell."""
    last = stack[-1]
    return _overlap(last, line) and 0 < last.base - line.base <= _NEXT_LINE * last.size


def _overlap(one: PrintedLine, other: PrintedLine) -> bool:
    return one.left < other.right and other.left < one.right


def _follows(row: _Row, following: _Row) -> bool:
    """True for a row right below another."""
    last, first = min(row.lines, key=lambda line: line.base), following.lines[0]
    near = 0 < last.base - first.base <= _NEXT_ROW * max(last.size, first.size)
    return near and first.page == last.page and first.placed


def _table(run: Sequence[_Row]) -> tuple[int, int, tuple[TableRow, ...]] | None:
    """[first, last) of a run's rows that make a table, and what they are as such; None where none do.

    The longest part counts, or one that ends with it and begins with a header of more columns: what stands above it is set in two
    columns, as the number and the day of an invoice.
    """
    if sum(len(row.stacks) > 1 for row in run) < _LEAST_WIDE_ROWS or _is_spread(run):
        return None
    trims = sorted((above + below, above, len(run) - below) for above in range(_TRIMMED + 1) for below in range(_TRIMMED + 1))
    for _, first, last in trims:
        if last - first < _LEAST_ROWS:
            return None
        if (rows := _in_columns(run[first:last])) is not None:
            return (first, last, rows) if rows[0].kind == "header" else _headed(run, first, last, rows)
    return None


def _headed(run: Sequence[_Row], first: int, last: int, rows: tuple[TableRow, ...]) -> tuple[int, int, tuple[TableRow, ...]]:
    """The part of a run that ends with these rows and begins with a header of more columns than they have; else they."""
    for begin in range(first + 1, min(_TRIMMED, last - _LEAST_ROWS) + 1):
        if any(_DIGIT.search(line.text) for line in run[begin].lines):
            continue
        part = _in_columns(run[begin:last])
        if part is not None and part[0].kind == "header" and _columns(part) > _columns(rows):
            return begin, last, part
    return first, last, rows


def _columns(rows: Sequence[TableRow]) -> int:
    return max(len(row.cells) for row in rows)


def _in_columns(rows: Sequence[_Row]) -> tuple[TableRow, ...] | None:
    """The rows cut into cells; None where they are no table."""
    edges = _edges(rows)
    if not edges or _is_spread(rows) or _is_code(rows):
        return None
    cells = [_cells(row, edges) for row in rows]
    filled = [sum(map(bool, row)) for row in cells]
    if filled[0] < 2 or filled[-1] < 2 or sum(one > 1 for one in filled) < _MOSTLY * len(rows):
        return None
    if len(edges) == 1 and (_is_list(cells) or _is_prose(cells)):
        return None
    cells = list(_joined(cells))
    if not (headed := _is_header(cells)) and len(cells) > 1 and _is_header(merged := [_over(cells[0], cells[1]), *cells[2:]]):
        cells, headed = merged, True
    if len(cells) < _LEAST_ROWS:
        return None
    return tuple(TableRow(kind="header" if headed and nth == 0 else "row", cells=_shown(row)) for nth, row in enumerate(cells))


def _joined(cells: Sequence[_Cells]) -> Iterator[_Cells]:
    """The rows; what goes on right below one, in columns too that it left empty, is of the same row."""
    above = cells[0]
    for row in cells[1:]:
        lines, last = list(chain.from_iterable(row)), min(chain.from_iterable(above), key=lambda line: line.base)
        near = last.base - max(line.base for line in lines) <= _NEXT_LINE * last.size
        if near and not row[0] and any(cell and not empty for empty, cell in zip(above, row, strict=True)):
            above = _over(above, row)
        else:
            yield above
            above = row
    yield above


def _shown(cells: _Cells) -> _Cells:
    """A row's cells; of one that is as wide as the table, and parts its rows, what it says."""
    filled = [cell for cell in cells if cell]
    return (filled[0],) if len(filled) == 1 and filled[0] is cells[0] else cells


def _edges(rows: Sequence[_Row]) -> list[float]:
    """Where columns part, from left to right: in the middle of a strip without ink, where enough rows have a wide gap.

    Where there is such a place, others without any ink are told by one row with a wide gap, since the name of a narrow column is wide, or
    by their own width in several rows: numbers that are set to the right stand close to what follows them.
    """
    inks = [_inks(row) for row in rows]
    wide = [(one[1], other[0]) for row, ink in zip(rows, inks, strict=True) for one, other in pairwise(ink) if _is_wide(row, one, other)]
    least = max(_LEAST_WIDE_ROWS, _LEAST_WIDE * len(rows))
    found: list[tuple[float, bool]] = []
    for over, first, last in _strips(inks, most=int(_OVER_EDGES * len(rows))):
        x = (first + last) / 2
        gaps = sum(left < x < right for left, right in wide)
        plain = not over and (gaps or (last - first >= _NARROW * rows[0].lines[0].size and len(rows) > _LEAST_ROWS))
        if gaps >= least or plain:
            found.append((x, gaps >= least))
    return [x for x, _ in found] if any(sure for _, sure in found) else []


def _is_wide(row: _Row, one: tuple[float, float], other: tuple[float, float]) -> bool:
    return other[0] - one[1] >= _WIDE * row.lines[0].size


def _strips(inks: Sequence[Sequence[tuple[float, float]]], *, most: int) -> Iterator[tuple[int, float, float]]:
    """The strips between ink that at most `most` rows have ink in; of each, the part that fewest have: how many, left and right."""
    turns = sorted(chain.from_iterable(((left, 1), (right, -1)) for ink in inks for left, right in ink))
    over = 0
    strip: list[tuple[int, float, float]] = []
    for (x, turn), (following, _) in pairwise(turns):
        over += turn
        if over > most and strip:
            yield min(strip, key=lambda part: (part[0], part[1] - part[2]))
            strip = []
        elif over <= most and following > x:
            strip.append((over, x, following))


def _inks(row: _Row) -> list[tuple[float, float]]:
    """[left, right] of what a row has between its gaps, from left to right; what stands above or below other ink is one with it."""
    parts = sorted((part.left, part.right) for line in row.lines for part in _cut(line, line.gaps))
    joined: list[tuple[float, float]] = []
    for left, right in parts:
        if joined and left < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined


def _cells(row: _Row, edges: Sequence[float]) -> _Cells:
    cells: list[list[PrintedLine]] = [[] for _ in range(len(edges) + 1)]
    for line in row.lines:
        for part in _cut(line, [gap for gap in line.gaps if any(gap.left < edge < gap.right for edge in edges)]):
            cells[sum(edge <= part.left for edge in edges)].append(part)
    return tuple(tuple(sorted(cell, key=lambda part: (-part.base, part.left))) for cell in cells)


def _cut(line: PrintedLine, gaps: Sequence[Gap]) -> list[PrintedLine]:
    """The line's parts between these of its gaps."""
    if not gaps:
        return [line]
    begins = [(0, line.left), *((gap.end, gap.right) for gap in gaps)]
    ends = [*((gap.start, gap.left) for gap in gaps), (len(line.text), line.right)]
    return [_part(line, begin, end, left, right) for (begin, left), (end, right) in zip(begins, ends, strict=True)]


def _part(line: PrintedLine, begin: int, end: int, left: float, right: float) -> PrintedLine:
    inside = (gap for gap in line.gaps if begin < gap.start and gap.end < end)
    gaps = tuple(replace(gap, start=gap.start - begin, end=gap.end - begin) for gap in inside)
    return replace(line, text=line.text[begin:end], left=left, right=right, gaps=gaps)


def _wide(line: PrintedLine) -> list[Gap]:
    return [gap for gap in line.gaps if gap.right - gap.left >= _WIDE * line.size]


def _is_spread(rows: Sequence[_Row]) -> bool:
    """True for lines of prose that were spread to the right edge of their column: with spaces of one width, or one between two words.

    A table's last column begins in one place, or is set to the right: then its names begin with capitals, or it has numbers.
    """
    inks, size = [(row, ink) for row in rows if len(ink := _inks(row)) > 1], rows[0].lines[0].size
    if not inks:
        return False
    right, lasts = max(ink[-1][1] for _, ink in inks), [ink[-1][0] for _, ink in inks]
    flush = sum(right - ink[-1][1] <= (_HYPHEN if row.lines[-1].text.endswith("-") else _FLUSH) * size for row, ink in inks)
    even = sum(_evenly(ink) for _, ink in inks)
    if flush == len(rows) and even >= _MOSTLY * len(rows):
        return True
    ragged = max(lasts) - min(lasts) > _FLUSH * size and any(_SMALL.match(row.lines[0].text) for row, _ in inks)
    broken = sum(_is_broken(row, ink) for row, ink in inks if not _evenly(ink))
    return ragged and flush >= _MOSTLY * len(inks) and 2 * (even + broken) >= len(inks)


def _is_broken(row: _Row, ink: Sequence[tuple[float, float]]) -> bool:
    """True for a line without a number and with one gap, before or behind which is a word in small letters."""
    parts = [part.text for line in row.lines for part in _cut(line, line.gaps)]
    return len(parts) == len(ink) == 2 and any(map(_SMALL.match, parts)) and not any(map(_DIGIT.search, parts))


def _evenly(ink: Sequence[tuple[float, float]]) -> bool:
    """True for two spaces or more that are as wide as each other."""
    widths = [other[0] - one[1] for one, other in pairwise(ink)]
    return len(widths) > 1 and max(widths) - min(widths) <= _ALIKE * max(widths)


def _is_code(rows: Sequence[_Row]) -> bool:
    """True for a listing: its lines have signs of code, or end with one."""
    return sum(_OF_CODE.search(" ".join(line.text for line in row.lines)) is not None for row in rows) >= _MANY * len(rows)


def _over(upper: _Cells, lower: _Cells) -> _Cells:
    """A row over another as one: names of columns that stand in two lines."""
    return tuple((*one, *other) for one, other in zip(upper, lower, strict=True))


def _is_list(cells: Sequence[_Cells]) -> bool:
    """True where the first column has marks and numbers alone: these are items or clauses."""
    marks = sum(all(_MARK.fullmatch(line.text.strip()) for line in row[0]) for row in cells)
    return marks >= _MOSTLY * len(cells)


def _is_prose(cells: Sequence[_Cells]) -> bool:
    """True where the lines of both columns are mostly long."""
    columns = ([len(line.text) for row in cells for line in row[nth]] for nth in (0, 1))
    return all(lengths and median(lengths) > _PROSE for lengths in columns)


def _is_header(cells: Sequence[_Cells]) -> bool:
    """True where the first row names the columns: by its words and what stands below, or in bold print above plain."""
    bold = all(line.bold for cell in cells[0] for line in cell) and not all(line.bold for cell in cells[1] for line in cell)
    texts = [[_words(cell) for cell in row] for row in cells]
    return names_columns(texts[0], texts[1:], bold=bold)


def _words(cell: Sequence[PrintedLine]) -> str:
    return " ".join(line.text for line in cell)

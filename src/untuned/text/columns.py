"""Lines of plain text that say something each by itself: rows whose cells are set apart by white space, and statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from untuned.text.regex import regex

_LEAST_STATEMENTS = 3
_LEAST_GAP = 2
_SURE_GAP = 3
"""Columns of white between the cells of only two rows; justified print has two."""
_MOST_GAPS = 40
_ENDS = regex(r"[.!…][)\"'»”\]]*$")
_LABEL = regex(r"[^\W\d_][\w /&().-]{0,30}: +\S")
_ITEM = regex(r"(?:[-*+•–]|\(?\w{1,3}[.)])\s")
_GAP = regex(r"(?<=[^\s.!?;,])( {2,})(?=\S)")
_RULE = regex(r"[-=+~_|:\s]+")
_TAB = 8
_WORD = regex(r"[^\W\d_]{2,}")
_PROSE = 3
"""Words of each cell of print in columns, on average; a table has a column of names or numbers."""
_FEW = 4
"""Columns that lines of spaced print may have in common by chance, at most."""
_SPACED = 3
"""One line in so many of spaced print has such white space elsewhere too, and goes on in small letters behind it."""


class Row(NamedTuple):
    """A row: the ordinals [first, last) of its lines, and what stands in its cells."""

    first: int
    last: int
    cells: tuple[str, ...]


def tables(lines: Sequence[str]) -> Iterator[list[Row]]:
    """The runs of consecutive lines that are rows: all have white space, two columns wide, at one place between words.

    Between two rows alone it is three wide, since justified print has two spaces here and there. What a right-hand cell goes on with
    in lines of its own is of its row; rules between rows are of none. Prose in columns side by side is no table.
    """
    if not any(_GAP.search(line) or "\t" in line.strip() for line in lines):
        return
    at = 0
    wide = [line.expandtabs(_TAB) for line in lines]
    while at < len(lines):
        table, end = _table(lines, wide, at)
        if table:
            yield table
        at = max(end, at + 1)


def are_statements(lines: Sequence[str]) -> bool:
    """True for lines that all end as sentences do, or all begin with a label: `Key: in the box`; neither list items nor questions."""
    bare = [line.strip() for line in lines]
    if len(bare) < _LEAST_STATEMENTS or any(line.endswith("?") or _ITEM.match(line) for line in bare):
        return False
    return all(map(_ENDS.search, bare)) or all(map(_LABEL.match, bare))


def _table(lines: Sequence[str], wide: Sequence[str], first: int) -> tuple[list[Row], int]:
    """The rows that begin with a line, and where they end; none where it begins no table."""
    common = _gaps(wide[first])
    tabbed = "\t" in lines[first].strip()
    begins = [first]
    end = first + 1
    for at in range(first + 1, len(lines)):
        shared = _shared(common, _gaps(wide[at]))
        if shared or (tabbed and "\t" in lines[at].strip()):
            common = shared or common
            begins.append(at)
        elif not (len(begins) > 1 and _goes_on(wide[at], common)):
            break
        end = at + 1
    sure = len(begins) > _LEAST_GAP or tabbed or any(right - left >= _SURE_GAP for left, right in common)
    if len(begins) < 2 or not sure:
        return [], first
    rows = [Row(at, until, _cells(wide[at:until], lines[at:until], common, tabbed=tabbed)) for at, until in pairwise((*begins, end))]
    if not tabbed and _is_prose([row.cells for row in rows]):
        return [], end
    return [row for row in rows if not all(map(_RULE.fullmatch, lines[row.first : row.last]))], end


def _is_prose(rows: Sequence[Sequence[str]]) -> bool:
    """True for sentences that run on from line to line in columns side by side, or that are spaced out to fill their lines."""
    said = [[len(_WORD.findall(cell)) for cell in cells] for cells in rows]
    if all(sum(column) >= _PROSE * len(said) for column in zip(*said, strict=True)):
        return True
    spaced = sum("  " in cell for cells in rows for cell in cells)
    behind = [cell[:1].islower() for cells in rows for cell in cells[1:]]
    return len(rows[0]) <= _FEW and spaced * _SPACED >= len(rows) and sum(behind) * 2 > len(behind)


def _gaps(line: str) -> list[tuple[int, int]]:
    """[left, right) of the white between words that is no end of a sentence."""
    return [found.span(1) for found in islice(_GAP.finditer(line), _MOST_GAPS)]


def _shared(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where both have white space, as far as it is wide enough; of gaps in order, in order."""
    found: list[tuple[int, int]] = []
    mine, its = 0, 0
    while mine < len(one) and its < len(other):
        left, right = max(one[mine][0], other[its][0]), min(one[mine][1], other[its][1])
        if right - left >= _LEAST_GAP:
            found.append((left, right))
        if one[mine][1] < other[its][1]:
            mine += 1
        else:
            its += 1
    return found


def _goes_on(line: str, common: Sequence[tuple[int, int]]) -> bool:
    """True for a line that begins where the second cell of the rows above it does, or behind that."""
    return bool(common) and not _gaps(line) and len(line) - len(line.lstrip()) >= common[0][1]


def _cells(wide: Sequence[str], lines: Sequence[str], common: Sequence[tuple[int, int]], *, tabbed: bool) -> tuple[str, ...]:
    """What stands between the places where all rows have white space, line below line; between tabs where there are some."""
    if tabbed:
        return tuple(cell.strip() for cell in lines[0].strip().split("\t"))
    edges = [0, *(right for _, right in common), max(map(len, wide))]
    return tuple(" ".join(line[left:right].strip() for line in wide).strip() for left, right in pairwise(edges))

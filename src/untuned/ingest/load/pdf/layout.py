"""Lines of print become paragraphs, items and headings: by the distances, indents and letter sizes that a reader goes by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, takewhile

from untuned.ingest.load.pdf.columns import Cells
from untuned.ingest.load.pdf.page import PrintedLine, PrintedPage, leading_of
from untuned.ingest.load.pdf.tables import TableRow, with_tables
from untuned.text.regex import regex
from untuned.types.documents import BlockKind

_HEADING_RATIO = 1.15
_LONGEST_HEADING = 250
_GAP = 1.3
"""Of the usual distance between two lines: more begins a paragraph."""
_SAME_SIZE = 0.08
_HIGHEST_ROW = 6
"""Lines of a table's row so far: more are a column of text, beside which another begins."""
_SAME_HEIGHT = 0.3
_ENDS = regex(r"[.!?:;…][\"'”’»)\]]*$")
_GOES_ON = regex(r"[a-zа-яёà-öø-ÿ]")
_BULLET = regex(r"[•·‣▪◦●○■□▫◾⁃∙–—-][ \t]+\S|[•‣▪◦●○■□▫◾⁃∙]\S")
_NUMBER = regex(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|[A-Za-zА-Яа-я][.)]|[ivxIVX]{1,5}[.)])[ \t]+\S")
_PAGE_NUMBER = regex(
    r"(?:[-–—|\[(]\s*)?(?:(?:page|p\.|seite|страница|стр\.|с\.)\s*)?(\d{1,4})(?:\s*(?:/|of|von|из|de|sur)\s*\d{1,4})?(?:\s*[-–—|\])])?",
    re.IGNORECASE,
)
_DIGITS = regex(r"\d+")
_LEAST_RUNNING = 3
_LEAST_NUMBERS = 2
_OTHERWISE = 5
"""Heads in capitals for one that is not, where they name chapters and sections."""
_EDGE_LINES = 3
"""Lines at a page's head and foot that may be running ones, where a gap of more than `_EDGE_GAP` times their size follows."""
_EDGE_GAP = 1.8
_HEADING_GAP = 1.6
"""Times its size: how far the next line of a heading may stand below it."""
_APART = frozenset[BlockKind](("heading", "header", "row"))
"""What no paragraph goes on with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """Lines that belong together."""

    kind: BlockKind
    level: int
    lines: tuple[PrintedLine, ...]
    cells: Cells = ()
    """Of a table's row or header."""


def paragraphs(pages: Sequence[PrintedPage]) -> list[Paragraph]:
    """The blocks of a document in order.

    Page numbers are left out; so are running heads and feet but for the first of each, which stands before its page's text, so that
    a sentence goes on over the page's end. What stands within the text half as often is none. Heads in capitals, which name the
    chapter or the section that a page is of, are left out altogether.
    """
    lines_of = [page.lines for page in pages]
    body = _body_size(lines_of)
    flowing = _flowing(lines_of, body)
    levels = _levels(flowing, body)
    found: list[Paragraph] = []
    for lines in flowing:
        for begun in _Page(lines, levels).blocks():
            _append(found, begun)
    return found


def _body_size(pages: Sequence[Sequence[PrintedLine]]) -> float:
    """The size that most letters have."""
    sizes = Counter[float]()
    for lines in pages:
        for line in lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _flowing(pages: Sequence[Sequence[PrintedLine]], body: float) -> list[list[PrintedLine]]:
    """Each page's lines without its number and running lines."""
    edges = [_edges(lines, body) for lines in pages]
    shift = _shift(pages, edges)
    forms = Counter(form for lines, places in zip(pages, edges, strict=True) for form in _all_forms(lines, places, shift))
    least = min(len(pages), max(_LEAST_RUNNING, len(pages) // 3))
    repeated = {form for form, count in forms.items() if count >= least > 1}
    naming = _naming(pages, edges, least)
    within = _within(pages, edges) if repeated else Counter[tuple[str, float]]()
    told: set[str] = set()
    flowing: list[list[PrintedLine]] = []
    for lines, places in zip(pages, edges, strict=True):
        first: list[PrintedLine] = []
        left_out: set[int] = set()
        for place in places:
            line = lines[place]
            running = {form for form in repeated.intersection(_forms(line, shift)) if 2 * within[line.text, line.size] < forms[form]}
            if (shift is not None and _number(line) == line.page + shift) or (_height(line) in naming and _is_capital(line)):
                left_out.add(place)
            elif running:
                left_out.add(place)
                if told.isdisjoint(running):
                    first.append(line)
                told |= running
        flowing.append(first + [line for place, line in enumerate(lines) if place not in left_out])
    return flowing


def _naming(pages: Sequence[Sequence[PrintedLine]], edges: Sequence[Sequence[int]], least: int) -> set[int]:
    """The heights at which many pages have a line of their own in capitals, and hardly any another one."""
    capitals, others = Counter[int](), Counter[int]()
    for lines, places in zip(pages, edges, strict=True):
        found = [lines[place] for place in places if _number(lines[place]) is None]
        capitals.update({_height(line) for line in found if _is_capital(line)})
        others.update({_height(line) for line in found if not _is_capital(line)})
    return {height for height, count in capitals.items() if count >= max(least, _LEAST_RUNNING) and _OTHERWISE * others[height] <= count}


def _height(line: PrintedLine) -> int:
    """Where a line stands on its page, as running ones are compared."""
    return round(line.base / 4)


def _is_capital(line: PrintedLine) -> bool:
    return line.text.isupper()


def _within(pages: Sequence[Sequence[PrintedLine]], edges: Sequence[Sequence[int]]) -> Counter[tuple[str, float]]:
    """How often a line's words stand within the text, in letters of its size: one that does so is at a page's edge by chance."""
    inner = (line for lines, places in zip(pages, edges, strict=True) for place, line in enumerate(lines) if place not in places)
    return Counter((line.text, line.size) for line in inner)


def _shift(pages: Sequence[Sequence[PrintedLine]], edges: Sequence[Sequence[int]]) -> int | None:
    """What printed page numbers are more than the count of pages; None where they do not rise with it."""
    shifts = Counter[int]()
    for lines, places in zip(pages, edges, strict=True):
        shifts.update({number - lines[place].page for place in places if (number := _number(lines[place])) is not None})
    shift, count = shifts.most_common(1)[0] if shifts else (0, 0)
    return shift if count >= _LEAST_NUMBERS and 2 * count >= len(pages) else None


def _number(line: PrintedLine) -> int | None:
    """The number of a line that could be a page number and is nothing else."""
    found = _PAGE_NUMBER.fullmatch(line.text.strip())
    return None if found is None else int(found[1])


def _edges(lines: Sequence[PrintedLine], body: float) -> list[int]:
    """Which of a page's lines stand at its head and foot, apart from its text and no larger than it, by place."""
    placed = sorted((place for place, line in enumerate(lines) if line.placed), key=lambda place: -lines[place].base)
    ends = {*_apart(lines, placed), *_apart(lines, placed[::-1])}
    return sorted(place for place in ends if lines[place].size < _HEADING_RATIO * body or not body)


def _apart(lines: Sequence[PrintedLine], places: Sequence[int]) -> Sequence[int]:
    """The first few of these lines, up to the first wide gap; none without one."""
    for count in range(1, min(_EDGE_LINES, len(places) - 1) + 1):
        one, other = lines[places[count - 1]], lines[places[count]]
        if abs(one.base - other.base) > _EDGE_GAP * max(one.size, other.size):
            return places[:count]
    return ()


def _all_forms(lines: Sequence[PrintedLine], places: Sequence[int], shift: int | None) -> set[str]:
    return {form for place in places for form in _forms(lines[place], shift)}


def _forms(line: PrintedLine, shift: int | None) -> set[str]:
    """A running line's words and where it stands: as they are, and without its page's number. Others stay: chapters have them too."""
    own = str(line.page + (shift or 0))
    numbers = [found.span() for found in _DIGITS.finditer(line.text) if found[0] == own]
    forms = {line.text, *(f"{line.text[:start]}#{line.text[end:]}" for start, end in numbers)}
    return {f"{form}@{_height(line)}" for form in forms}


def _levels(pages: Sequence[Sequence[PrintedLine]], body: float) -> dict[float, int]:
    """Heading levels by letter size, the largest first."""
    large = {line.size for lines in pages for line in lines if body > 0 and line.size >= _HEADING_RATIO * body}
    return {size: min(rank, 6) for rank, size in enumerate(sorted(large, reverse=True), start=1)}


class _Page:
    """The lines of one page, cut into blocks."""

    def __init__(self, lines: Sequence[PrintedLine], levels: dict[float, int]) -> None:
        self._lines = lines
        self._levels = levels
        self._leading = leading_of(lines)

    def blocks(self) -> Iterator[Paragraph]:
        """Runs of lines that no distance or indent parts, and the rows of tables."""
        begun: list[PrintedLine] = []
        for line in with_tables(self._lines):
            if begun and (isinstance(line, TableRow) or self._parted(begun, line)):
                yield self._block(begun)
                begun = []
            if isinstance(line, TableRow):
                yield Paragraph(kind=line.kind, level=0, lines=tuple(chain.from_iterable(line.cells)), cells=line.cells)
            else:
                begun.append(line)
        if begun:
            yield self._block(begun)

    def _block(self, lines: Sequence[PrintedLine]) -> Paragraph:
        level = self._levels.get(lines[0].size, 0)
        if level and sum(len(line.text) for line in lines) <= _LONGEST_HEADING:
            return Paragraph(kind="heading", level=level, lines=tuple(lines))
        item = _BULLET.match(lines[0].text) is not None
        return Paragraph(kind="item" if item else "paragraph", level=int(item), lines=tuple(lines))

    def _parted(self, begun: Sequence[PrintedLine], line: PrintedLine) -> bool:
        """True when a line begins a block of its own."""
        last = begun[-1]
        if not (last.placed and line.placed):
            return bool(_ENDS.search(last.text))
        if abs(last.size - line.size) > _SAME_SIZE * max(last.size, line.size):
            return True
        step = last.base - line.base
        if step < -last.size:  # higher up: another column, or the next cell of a table's row
            return not (_beside(begun, line) or _continues(last, line))
        if self._leading and step > _GAP * self._leading:
            return not self._heading_goes_on(last, line, step)
        ended = _ENDS.search(last.text) is not None
        if _BULLET.match(line.text) or (_NUMBER.match(line.text) and (ended or self._room(last, line))):
            return True
        edge = min(one.left for one in begun if one.left < last.right and last.left < one.right)
        return ended and step > 0 and (line.left > edge + 0.8 * line.size or self._room(last, line))

    def _heading_goes_on(self, last: PrintedLine, line: PrintedLine, step: float) -> bool:
        """True for the next line of a heading, whose lines stand as far apart as its letters are large."""
        if last.size not in self._levels or step > _HEADING_GAP * last.size:
            return False
        ended = _ENDS.search(last.text) is not None or self._room(last, line)
        return last.text.endswith("-") or not (ended or _NUMBER.match(line.text))

    def _room(self, last: PrintedLine, line: PrintedLine) -> bool:
        """True when the line's first word would have fitted at the end of the one before it: that one was ended on purpose."""
        edge = max(one.right for one in self._lines if one.left < last.right and last.left < one.right)
        word = len(line.text.split(maxsplit=1)[0]) + 1
        return edge - last.right > 1.2 * word * (line.right - line.left) / max(len(line.text), 1)


def _beside(begun: Sequence[PrintedLine], line: PrintedLine) -> bool:
    """True for the next cell of a table's row: it stands right of the few lines of the cells before it, at their height."""
    row = list(takewhile(lambda one: one.right < line.left, reversed(begun)))
    if len(row) > 1 and _ENDS.search(row[0].text):  # a column of sentences, beside another one
        return False
    margin = _SAME_HEIGHT * line.size
    return 0 < len(row) <= _HIGHEST_ROW and min(one.base for one in row) - margin <= line.base <= max(one.base for one in row) + margin


def _continues(last: PrintedLine, line: PrintedLine) -> bool:
    """True when a sentence goes on in the next column or on the next page."""
    if abs(last.size - line.size) > _SAME_SIZE * max(last.size, line.size) or _BULLET.match(line.text):
        return False
    return _ENDS.search(last.text) is None and (_GOES_ON.match(line.text) is not None or last.text.endswith(("-", ",")))


def _append(found: list[Paragraph], block: Paragraph) -> None:
    """Adds a block, or its lines to the one before it when a sentence goes on over the end of a page."""
    last = found[-1] if found else None
    over = last is not None and last.lines[-1].page != block.lines[0].page
    if last is None or not over or not _APART.isdisjoint((last.kind, block.kind)) or not _continues(last.lines[-1], block.lines[0]):
        found.append(block)
    else:
        found[-1] = replace(last, lines=last.lines + block.lines)

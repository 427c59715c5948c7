"""The blocks of a text of OpenDocument: paragraphs, headings, items, tables, and what stands in frames and shapes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from untuned.ingest.load.office.docx_styles import Look
from untuned.ingest.load.office.odf_inline import Inline
from untuned.ingest.load.office.odf_names import DRAW, OFFICE, PRESENTATION, TABLE, TEXT
from untuned.ingest.load.office.odf_numbers import OUTLINE, Counting, Place
from untuned.ingest.load.office.odf_styles import Styles
from untuned.ingest.load.office.odf_tables import Columns, cells_of, is_shown, lays_out, repeats_of, rows_of
from untuned.ingest.load.office.pieces import Piece
from untuned.ingest.load.repeats import Repeats
from untuned.types.documents import BlockKind

_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_PASSED = frozenset(
    (
        f"{TEXT}table-of-content",
        f"{TEXT}tracked-changes",
        f"{TABLE}tracked-changes",
        f"{OFFICE}forms",
        f"{OFFICE}annotation",
        f"{OFFICE}annotation-end",
        f"{OFFICE}event-listeners",
        f"{DRAW}control",
        f"{PRESENTATION}notes",
        f"{TABLE}title",
        f"{TABLE}desc",
    )
)
_HELD = (f"{DRAW}text-box", f"{TABLE}table")
_ALTERNATIVES = (*_HELD, *(f"{DRAW}{name}" for name in ("image", "object", "object-ole", "plugin", "applet", "floating-frame")))
"""What a frame may hold; only the first of them is shown."""


@dataclass(slots=True)
class _Item:
    """An item whose first paragraph is still to come."""

    place: Place
    start: str | None
    """The number that it says it has."""


class Blocks:
    """Reads what elements hold as pieces, in order."""

    def __init__(self, styles: Styles, counting: Counting, inline: Inline, repeats: Repeats) -> None:
        self._styles = styles
        self._counting = counting
        self._inline = inline
        self._repeats = repeats
        self._item: _Item | None = None
        self.counted = False
        """True where a heading has a number of a kind that cannot be written."""

    def blocks(self, parent: Any, under: Look, place: Place | None = None) -> Iterator[Piece]:  # noqa: ANN401 - lxml has no types
        """The blocks below an element; `under` is the look of what is around it, `place` the list that it is an item of."""
        for child in parent:
            yield from self.block(child, under, place)

    def block(self, child: Any, under: Look, place: Place | None = None) -> Iterator[Piece]:  # noqa: ANN401
        """The blocks of one element."""
        tag = child.tag
        if tag in _PARAGRAPHS:
            yield from self._paragraph(child, under)
        elif tag == f"{TEXT}list":
            yield from self._list(child, under, place)
        elif tag == f"{TEXT}numbered-paragraph":
            yield from self._numbered(child, under)
        elif tag == f"{TABLE}table":
            yield from self._table(child, under)
        elif tag.startswith(f"{TEXT}change"):
            self._inline.change(child)
        elif tag in _PASSED or tag.endswith("-source"):
            return
        elif tag.startswith(DRAW):
            yield from self._drawn(child, under)
        elif _is_hidden(child):
            self._inline.leave_out(child)
        else:
            yield from self.blocks(child, under, place)

    def _paragraph(self, paragraph: Any, under: Look) -> Iterator[Piece]:  # noqa: ANN401
        item, self._item = self._item, None
        look = self._styles.look("paragraph", paragraph.get(f"{TEXT}style-name")).over(under)
        text = self._inline.words(paragraph, look)
        level = _level(paragraph, look)
        number = "" if look.hidden and not text else self._number(paragraph, look, level, item)
        if text and not look.contents:
            kind: BlockKind = "heading" if level else "item" if item is not None else "paragraph"
            depth = 0 if item is None else item.place.level + 1
            yield Piece(kind=kind, level=min(level, 6) or depth, text=number + text, numbered=bool(number))
        boxes, self._inline.boxes = self._inline.boxes, []
        for box in boxes:
            yield from self._drawn(box, under)

    def _number(self, paragraph: Any, look: Look, level: int, item: _Item | None) -> str:  # noqa: ANN401
        """What the program counts in front of a paragraph, of an empty one too."""
        if item is not None:
            style = item.place.style or look.list or ""
            label = self._counting.label(Place(key=item.place.key, style=style, level=item.place.level), item.start)
        elif level and look.list in (None, OUTLINE) and paragraph.get(f"{TEXT}is-list-header") != "true":
            start = paragraph.get(f"{TEXT}start-value")
            start = start or ("1" if paragraph.get(f"{TEXT}restart-numbering") == "true" else None)
            label = self._counting.label(Place(key=OUTLINE, style=OUTLINE, level=level - 1), start)
        else:
            label = ""
        self.counted = self.counted or (label is None and bool(level))
        return label or ""

    def _list(self, element: Any, under: Look, outer: Place | None) -> Iterator[Piece]:  # noqa: ANN401
        anew, self._item = self._item is None, None
        style = element.get(f"{TEXT}style-name") or ("" if outer is None else outer.style)
        place = self._counting.enter(element, style, outer, anew=anew)
        for item in element:
            if item.tag == f"{TEXT}list-item":
                own = Place(key=place.key, style=item.get(f"{TEXT}style-override") or place.style, level=place.level)
                self._item = _Item(own, item.get(f"{TEXT}start-value"))
                yield from self.blocks(item, under, place)
            elif item.tag == f"{TEXT}list-header":
                yield from self.blocks(item, under, place)
            self._item = None

    def _numbered(self, element: Any, under: Look) -> Iterator[Piece]:  # noqa: ANN401
        """A paragraph that says by itself which list it is an item of."""
        told = element.get(f"{TEXT}level") or "1"
        level = int(told) - 1 if told.isdecimal() and len(told) < 3 else 0
        key = f"numbered {element.get(f'{TEXT}list-id') or ''}"
        place = Place(key=key, style=element.get(f"{TEXT}style-name") or "", level=min(max(level, 0), 9))
        self._item = _Item(place, element.get(f"{TEXT}start-value"))
        yield from self.blocks(element, under)
        self._item = None

    def _drawn(self, shape: Any, under: Look) -> Iterator[Piece]:  # noqa: ANN401
        """What a frame or a shape shows; of the alternatives of a frame, the first."""
        self._item = None
        if shape.tag in _PASSED:
            return
        if _is_hidden(shape):
            self._inline.leave_out(shape)
            return
        look = self.shape_look(shape).over(under)
        if shape.tag != f"{DRAW}frame":
            yield from self.blocks(shape, look)
            return
        held = shown_in(shape)
        if held is not None and held.tag == f"{TABLE}table":
            yield from self._table(held, look)
        elif held is not None and held.tag in _HELD:
            yield from self.blocks(held, look)

    def shape_look(self, shape: Any) -> Look:  # noqa: ANN401
        """What the styles of a shape say of the text in it."""
        look = self._styles.look("paragraph", shape.get(f"{DRAW}text-style-name"))
        for family, name in (("presentation", f"{PRESENTATION}style-name"), ("graphic", f"{DRAW}style-name")):
            drawn = self._styles.look(family, shape.get(name))
            clear = (
                self._styles.said(family, shape.get(name), f"{DRAW}fill") == "none"
            )  # what is behind it is seen, whatever its parents say
            look = look.over(replace(drawn, ground=None) if clear else drawn)
        return look

    def _table(self, table: Any, under: Look) -> Iterator[Piece]:  # noqa: ANN401
        self._item = None
        name = table.get(f"{TABLE}style-name")
        if self._styles.said("table", name, f"{TABLE}display") == "false":
            self._inline.leave_out(table)
            return
        look = self._styles.look("table", name).over(under)
        columns = Columns(self._repeats)
        rows = list(rows_of(table))
        head, begins, first = True, True, table.get(f"{TABLE}use-first-row-styles") == "true"
        for row, repeated in rows:
            if not is_shown(row):
                self._inline.leave_out(row)
                columns.pass_over(row)
                continue
            if lays_out(row, alone=len(rows) == 1):
                columns.pass_over(row)
                for cell in cells_of(row):
                    if not cell.covered:
                        yield from self.blocks(cell.element, self._cell_look(cell.element, row, look))
                head, begins = False, True
                continue
            header = head and (first or repeated)
            cells = [(cell, "" if cell.covered else self._cell(cell.element, row, look)) for cell in cells_of(row)]
            text = columns.row(cells, header=header)
            columns.end_row(row)
            if text:
                yield from self._rows(Piece(kind="header" if header else "row", text=text, begins=begins), row)
                head, begins, first = header, False, False

    def _rows(self, piece: Piece, row: Any) -> Iterator[Piece]:  # noqa: ANN401
        """A row, once more for each that is alike, as long as that does not swell the text."""
        yield piece
        for _ in range(repeats_of(row) - 1):
            if self._repeats.again(piece.text) != piece.text:
                break
            yield replace(piece, begins=False)

    def _cell(self, cell: Any, row: Any, under: Look) -> str:  # noqa: ANN401
        pieces: Sequence[Piece] = list(self.blocks(cell, self._cell_look(cell, row, under)))
        return " ".join(" ".join(piece.text.split("\n")) for piece in pieces)

    def _cell_look(self, cell: Any, row: Any, under: Look) -> Look:  # noqa: ANN401
        styles = self._styles
        name = cell.get(f"{TABLE}style-name") or row.get(f"{TABLE}default-cell-style-name")
        look = styles.look("table-cell", name).over(styles.look("table-row", row.get(f"{TABLE}style-name")))
        return look.over(under)


def shown_in(frame: Any) -> Any | None:  # noqa: ANN401
    """The one of the alternatives of a `draw:frame` that is shown; None for an empty one."""
    return next((child for child in frame if child.tag in _ALTERNATIVES), None)


def _is_hidden(part: Any) -> bool:  # noqa: ANN401
    """True for a section or a shape that is not shown."""
    if part.get(f"{TEXT}is-hidden") == "true":  # of a condition that does not hold
        return True
    return any(value == "none" and name.endswith("}display") for name, value in part.attrib.items())


def _level(paragraph: Any, look: Look) -> int:  # noqa: ANN401
    """Of a heading, from 1; 0 for a paragraph."""
    if paragraph.tag == f"{TEXT}p":
        return look.level or 0
    told = paragraph.get(f"{TEXT}outline-level") or "1"
    return max(int(told), 1) if told.isdecimal() and len(told) < 3 else 1

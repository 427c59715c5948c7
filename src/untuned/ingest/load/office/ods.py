"""ODS: each sheet as a table, a row a line, cells as they were shown last."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from untuned.errors import UnreadableDocument
from untuned.ingest.load.office.docx_styles import Look
from untuned.ingest.load.office.odf_inline import Inline
from untuned.ingest.load.office.odf_names import OFFICE, STYLE, TABLE, TEXT
from untuned.ingest.load.office.odf_package import Package, package_of
from untuned.ingest.load.office.odf_styles import Styles
from untuned.ingest.load.office.odf_tables import cells_of, count_of, is_shown, repeats_of
from untuned.ingest.load.office.odf_values import hides, kind_of, value_of
from untuned.ingest.load.office.pieces import Made, Piece, hidden_aside, joined, titled
from untuned.ingest.load.office.sheet_cells import Merged, SheetCell, row_of
from untuned.ingest.load.office.sheet_tables import Row, table_pieces
from untuned.ingest.load.repeats import Repeats
from untuned.types.documents import Loaded, MetadataValue

PARSER = "ods/1"

_MOST_CHARACTERS = 60_000_000
_MOST_COLUMNS = 16_384
_COLUMN = f"{TABLE}table-column"
_PROTECTED = "hidden-and-protected"


def load_ods(data: bytes, path: str, *, encoding: str = "") -> Loaded:
    """Each sheet's name as a heading, then its rows, cells joined by ` | `; a row of words above others heads the table.

    What is merged over several rows stands in each of them. Cells stand as the sheet showed them last; one without words, by its value.
    Hidden sheets, rows (filtered ones too), columns and cells (a format that shows nothing, white on white) are left out, which the
    metadata tell as `hidden_text`, and struck words and cells, as `struck_text`. Charts, shapes and comments are not read. Rows that are
    alike and more than the file has characters stand once. `encoding` is not used.

    Raises:
        UnreadableDocument: It is no ODS, encrypted, cut off, a ZIP bomb, not sound, or without words.
    """
    del encoding
    package = package_of(data, path, kind="an ODS")
    reader = _Reader(package)
    pieces: list[Piece] = []
    for name, rows in reader.sheets():
        pieces += [Piece(kind="heading", level=1, text=" ".join(name.split()) or "Sheet"), *table_pieces(rows)]
    if reader.other:
        raise package.other("it is no ODS")
    if not pieces:
        reason = "none of its sheets shows a value" + (": what it holds is hidden" if reader.hidden else "")
        raise UnreadableDocument(path, reason=reason, remedy="exclude it in sources.exclude")
    metadata: dict[str, MetadataValue] = {"hidden_text": True} if reader.hidden else {}
    if reader.struck:
        metadata["struck_text"] = True
    title, asides = package.told()
    made = Made(
        format="ods",
        parser=PARSER,
        title=titled(title, [], path),
        metadata=metadata,
        asides=(*hidden_aside(reader.unseen), *asides),
    )
    return joined(pieces, made)


class _Sheet:
    """A sheet that is being read."""

    def __init__(self, table: Any, styles: Styles) -> None:  # noqa: ANN401 - lxml has no types
        style = table.get(f"{TABLE}style-name")
        self.name: str = table.get(f"{TABLE}name") or ""
        self.shown = styles.said("table", style, f"{TABLE}display") != "false"
        self.protected = table.get(f"{TABLE}protected") == "true"
        self.look = styles.look("table", style)
        self._columns = list(_columns(table))
        self._firsts = [first for first, _, _ in self._columns]
        self.looks: dict[str, Look] = {}
        """Of its cells, by their styles."""
        self.merged = Merged()
        self.number = 0
        self.above = 0
        """The row that was shown last."""
        self.rows: list[Row] = []

    def column(self, place: int) -> tuple[bool, str]:
        """Whether a column is shown, and the style of its cells that have none."""
        nth = bisect_right(self._firsts, place) - 1
        return self._columns[nth][1:] if nth >= 0 else (True, "")


class _Reader:
    """Reads the sheets of a file row by row."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._repeats = Repeats(package.size)
        self._styles = Styles(None, None)
        self._inline = Inline(self._styles, package.is_formula)
        self._silent: frozenset[str] = frozenset()
        self._characters = 0
        self.other = True
        """True for a file of another kind."""

    @property
    def hidden(self) -> bool:
        """True when words are left out since no reader of the sheets sees them."""
        return self._inline.hidden

    @property
    def struck(self) -> bool:
        """True when words are left out that are struck through."""
        return self._inline.struck

    @property
    def unseen(self) -> list[str]:
        """What is hidden, in order."""
        return self._inline.unseen

    def sheets(self) -> Iterator[tuple[str, list[Row]]]:
        """The name of each sheet that shows something, and its rows."""
        sheet: _Sheet | None = None
        table: Any = None
        for row in self._package.elements(f"{TABLE}table-row"):
            found = next(row.iterancestors(f"{TABLE}table"), None)
            if found is None or found.getparent() is None or found.getparent().tag != f"{OFFICE}spreadsheet":
                continue  # of a chart, a change, or another file's sheet
            if table is None:
                self._begin(row.getroottree().getroot())
            if found is not table:
                if sheet is not None and sheet.rows:
                    yield sheet.name, sheet.rows
                table, sheet = found, _Sheet(found, self._styles)
            assert sheet is not None
            self._read(row, sheet)
        if sheet is not None and sheet.rows:
            yield sheet.name, sheet.rows

    def _begin(self, root: Any) -> None:  # noqa: ANN401
        """The styles, which stand before the first row."""
        self.other = False
        named = self._package.styles(root)
        self._styles = Styles(named, root)
        self._inline = Inline(self._styles, self._package.is_formula)
        parts = [part for held in (named, root) if held is not None for part in held if part.tag.endswith("styles")]
        forms = (form for part in parts for form in part if form.tag.startswith("{urn:oasis:names:tc:opendocument:xmlns:datastyle"))
        self._silent = frozenset(form.get(f"{STYLE}name") or "" for form in forms if hides(form))

    def _read(self, row: Any, sheet: _Sheet) -> None:  # noqa: ANN401
        """Adds a row, and all that are alike, to the rows of its sheet."""
        alike = repeats_of(row)
        sheet.number += 1
        if not sheet.shown or not _row_is_shown(row):
            self._inline.leave_out(row)
            sheet.above += alike
        elif cells := sheet.merged.filled(sheet.number, self._cells(row, sheet)):
            found = row_of(cells, apart=0 < sheet.above < sheet.number - 1)
            sheet.above = sheet.number + alike - 1
            self._characters += sum(map(len, found.cells)) + 3 * len(found.cells)  # with what joins them
            if self._characters > _MOST_CHARACTERS:
                reason = f"its sheets hold more than {_MOST_CHARACTERS:,} characters"
                raise UnreadableDocument(self._package.path, reason=reason, remedy="split it")
            sheet.rows.append(found)
            self._again(found, alike, sheet)
        sheet.number += alike - 1

    def _again(self, row: Row, alike: int, sheet: _Sheet) -> None:
        """Once more for each row that is alike, as long as that does not swell the text."""
        for _ in range(alike - 1):
            if any(self._repeats.again(cell) != cell for cell in row.cells):
                break
            sheet.rows.append(Row(row.cells, row.words))

    def _cells(self, row: Any, sheet: _Sheet) -> dict[int, SheetCell]:  # noqa: ANN401
        """What the cells of a row show, by column."""
        cells: dict[int, SheetCell] = {}
        place = 1
        for cell in cells_of(row):
            text = "" if cell.covered or place > _MOST_COLUMNS else self._cell(cell.element, row, sheet, place)
            if text:
                if cell.high > 1:
                    sheet.merged.begin(sheet.number, place, sheet.number + cell.high - 1)
                self._fill(cells, sheet, place, cell.repeated, (text, kind_of(cell.element) == "string"))
            place += cell.repeated
        return cells

    def _fill(self, cells: dict[int, SheetCell], sheet: _Sheet, first: int, count: int, shown: SheetCell) -> None:
        """Puts what a cell shows into its column, and into those of the cells that are alike as long as that does not swell the text."""
        for place in range(first, min(first + count, _MOST_COLUMNS + 1)):
            if place > first and self._repeats.again(shown[0]) != shown[0]:
                break
            if sheet.column(place)[0]:
                cells[place] = shown
            else:
                self._leave_out(shown[0])

    def _cell(self, cell: Any, row: Any, sheet: _Sheet, place: int) -> str:  # noqa: ANN401
        """What a cell shows on one line."""
        style = cell.get(f"{TABLE}style-name") or row.get(f"{TABLE}default-cell-style-name") or sheet.column(place)[1]
        look = self._look(style, sheet)
        paragraphs = cell.findall(f"{TEXT}p")
        if paragraphs:
            text = " ".join(" ".join(self._inline.words(one, self._in_cell(one, look)).split()) for one in paragraphs).strip()
            self._inline.boxes.clear()
            if kind_of(cell) != "string" and not any("".join(one.itertext()).strip() for one in paragraphs):  # its format shows nothing
                self._leave_out(value_of(cell))
        else:
            text = " ".join(value_of(cell).split())
            if look.hidden or look.struck or self._styles.data_style("table-cell", style) in self._silent:
                self._leave_out(text)
                return ""
        if text and sheet.protected and self._styles.said("table-cell", style, f"{STYLE}cell-protect").startswith(_PROTECTED):
            self._leave_out(text)
            return ""
        return text

    def _look(self, style: str, sheet: _Sheet) -> Look:
        """The look of a sheet's cells of a style."""
        found = sheet.looks.get(style)
        if found is None:
            under = self._styles.default("table-cell").over(sheet.look)
            found = sheet.looks[style] = self._styles.look("table-cell", style).over(under)
        return found

    def _in_cell(self, paragraph: Any, look: Look) -> Look:  # noqa: ANN401
        named = paragraph.get(f"{TEXT}style-name")
        return self._styles.look("paragraph", named).over(look) if named else look

    def _leave_out(self, text: str) -> None:
        if text:
            self._inline.hidden = True
            self._inline.unseen.append(f"{text}\n")


def _columns(table: Any) -> Iterator[tuple[int, bool, str]]:  # noqa: ANN401
    """The columns of a sheet: the first of those alike, whether they are shown, and the style of cells that have none."""
    place = 1
    for column in table.iter(_COLUMN):
        grouped = any(group.get(f"{TABLE}display") == "false" for group in column.iterancestors(f"{TABLE}table-column-group"))
        yield place, is_shown(column) and not grouped, column.get(f"{TABLE}default-cell-style-name") or ""
        place += count_of(column, "number-columns-repeated")
    yield place, True, ""


def _row_is_shown(row: Any) -> bool:  # noqa: ANN401
    grouped = any(group.get(f"{TABLE}display") == "false" for group in row.iterancestors(f"{TABLE}table-row-group"))
    return is_shown(row) and not grouped

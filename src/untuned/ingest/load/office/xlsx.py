"""XLSX: each sheet as a table, a row a line, numbers as the sheet shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from untuned.errors import UnreadableDocument
from untuned.ingest.load.office.archive import Archive
from untuned.ingest.load.office.number_format import BUILT_IN, hides, shown
from untuned.ingest.load.office.pieces import Made, Piece, asides_of, joined, title_of
from untuned.ingest.load.office.sheet_cells import Merged, SheetCell, row_of
from untuned.ingest.load.office.sheet_tables import Row, table_pieces
from untuned.ingest.load.raised import raised
from untuned.text.regex import regex
from untuned.types.documents import Loaded, MetadataValue

PARSER = "xlsx/3"

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_CHARACTERS = 60_000_000
_COLUMN = regex(r"[A-Z]{1,3}")
_REGION = regex(r"([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})")
_ESCAPED = regex(r"_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true", "on")
_WHITE = ("FFFFFFFF", "00FFFFFF", "FFFFFF")
_WORDS: Mapping[str, str] = {"1": "TRUE", "0": "FALSE"}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Style:
    format: str
    hidden: bool
    struck: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Book:
    """What the sheets of a workbook share."""

    strings: Sequence[str]
    styles: Sequence[_Style]
    from_1904: bool
    struck: bool
    """True when words of a string are struck through."""


def load_xlsx(data: bytes, path: str, *, encoding: str = "") -> Loaded:
    """Each sheet's name as a heading, then its rows, cells joined by ` | `; a row of words above others heads the table.

    What is merged over several rows stands in each of them.

    Numbers, percentages, amounts and dates stand as the sheet shows them (dates as ISO 8601); a formula stands as its last result.
    Hidden sheets, rows, columns and cells (a format that shows nothing, white on white) are left out, which the metadata tell as
    `hidden_text`, and struck words and cells, as `struck_text`. Charts and comments are not read. `encoding` is not used.

    Raises:
        UnreadableDocument: It is no XLSX, encrypted, cut off, a ZIP bomb, not sound, or without words.
    """
    del encoding
    archive = Archive(data, path, kind="an XLSX")
    main = next((one.target for one in archive.related("").values() if one.kind == "officeDocument"), "xl/workbook.xml")
    root = archive.xml(main)
    if root is None or root.tag != f"{_S}workbook":
        raise UnreadableDocument(path, reason="this is a ZIP archive, but no XLSX", remedy="give the file its right ending")
    reader = _Reader(archive, _book(archive, root, main.rpartition("/")[0]))
    pieces: list[Piece] = []
    related = archive.related(main)
    for sheet in root.iter(f"{_S}sheet"):
        relation = related.get(sheet.get(_ID) or "")
        if relation is None or relation.kind != "worksheet":
            continue
        if (sheet.get("state") or "visible") != "visible":
            reader.hidden = True
            continue
        rows = list(reader.rows(relation.target, path))
        if rows:
            pieces += [Piece(kind="heading", level=1, text=" ".join((sheet.get("name") or "").split()) or "Sheet"), *table_pieces(rows)]
    if not pieces:
        reason = "none of its sheets shows a value" + (": what it holds is hidden" if reader.hidden else "")
        raise UnreadableDocument(path, reason=reason, remedy="exclude it in sources.exclude")
    metadata: dict[str, MetadataValue] = {"hidden_text": True} if reader.hidden else {}
    if reader.struck:
        metadata["struck_text"] = True
    title = title_of(archive, [], path)
    return joined(pieces, Made(format="xlsx", parser=PARSER, title=title, metadata=metadata, asides=asides_of(archive, reader.unseen)))


class _Reader:
    """Reads sheets row by row."""

    def __init__(self, archive: Archive, book: _Book) -> None:
        self._archive = archive
        self._book = book
        self._characters = 0
        self.unseen: list[str] = []
        self.hidden = False
        self.struck = book.struck

    def rows(self, part: str, path: str) -> Iterator[Row]:
        """The rows of a sheet that show something."""
        columns = self._hidden_columns(part)
        merged = _merged(self._archive, part)
        number, above = 0, 0
        for row in self._archive.rows(part, f"{_S}row"):
            number = _number(row.get("r")) or number + 1
            if row.get("hidden") in _TRUE:
                self.hidden = self.hidden or len(row) > 0
                above += 1
                continue
            cells = merged.filled(number, self._cells(row, columns))
            if cells:
                found = row_of(cells, apart=0 < above < number - 1)
                above = number
                self._characters += sum(map(len, found.cells)) + 3 * len(found.cells)  # with what joins them
                if self._characters > _MOST_CHARACTERS:
                    raise UnreadableDocument(path, reason=f"its sheets hold more than {_MOST_CHARACTERS:,} characters", remedy="split it")
                yield found

    def _hidden_columns(self, part: str) -> list[tuple[int, int]]:
        return [
            (int(column.get("min") or 0), int(column.get("max") or 0))
            for column in self._archive.rows(part, f"{_S}col")
            if column.get("hidden") in _TRUE
        ]

    def _cells(self, row: Any, columns: Sequence[tuple[int, int]]) -> dict[int, SheetCell]:  # noqa: ANN401 - lxml has no types
        """What the cells of a row show, by column."""
        cells: dict[int, SheetCell] = {}
        place = 0
        for cell in row.iterfind(f"{_S}c"):
            place = _place(cell.get("r") or "") or place + 1
            text, words = self._cell(cell)
            if not text:
                continue
            style = self._style(cell)
            if style.struck:
                self.struck = True
                continue
            if style.hidden or any(first <= place <= last for first, last in columns):
                self.hidden = True
                self.unseen.append(f"{text}\n")
                continue
            cells[place] = text, words
        return cells

    def _style(self, cell: Any) -> _Style:  # noqa: ANN401
        told = cell.get("s") or "0"
        nth = int(told) if told.isdecimal() else 0
        return self._book.styles[nth] if nth < len(self._book.styles) else _Style(format="General", hidden=False)

    def _cell(self, cell: Any) -> SheetCell:  # noqa: ANN401
        """What a cell shows on one line, and whether that is words."""
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            text, struck = _string(cell.find(f"{_S}is"))
            self.struck = self.struck or struck
            return _one_line(text), True
        value = str(cell.findtext(f"{_S}v") or "")
        if not value:
            return "", True
        if kind == "s":
            nth = int(value) if value.isdecimal() else -1
            return _one_line(self._book.strings[nth]) if 0 <= nth < len(self._book.strings) else "", True
        if kind == "n":
            return shown(value, self._style(cell).format, from_1904=self._book.from_1904), False
        if kind == "d":
            return value.replace("T", " ").removesuffix("Z").removesuffix(".000").removesuffix(" 00:00:00"), False
        return (_WORDS.get(value, value), False) if kind == "b" else (_one_line(_unescaped(value)), kind == "str")


def _book(archive: Archive, root: Any, folder: str) -> _Book:  # noqa: ANN401
    held = [_string(one) for one in archive.rows(f"{folder}/sharedStrings.xml", f"{_S}si")]
    properties = root.find(f"{_S}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in _TRUE
    return _Book(
        strings=[text for text, _ in held],
        styles=_styles(archive.xml(f"{folder}/styles.xml")),
        from_1904=from_1904,
        struck=any(struck for _, struck in held),
    )


def _styles(root: Any | None) -> list[_Style]:  # noqa: ANN401
    if root is None:
        return []
    own = {one.get("numFmtId"): one.get("formatCode") or "General" for one in root.iter(f"{_S}numFmt")}
    white = [_is_white(font.find(f"{_S}color")) for font in root.iterfind(f"{_S}fonts/{_S}font")]
    struck = [_is_on(font.find(f"{_S}strike")) for font in root.iterfind(f"{_S}fonts/{_S}font")]
    filled = [
        fill.find(f"{_S}patternFill[@patternType='solid']") is not None or fill.find(f"{_S}gradientFill") is not None
        for fill in root.iterfind(f"{_S}fills/{_S}fill")
    ]
    styles: list[_Style] = []
    for look in root.iterfind(f"{_S}cellXfs/{_S}xf"):
        number = look.get("numFmtId") or "0"
        code = own.get(number) or BUILT_IN.get(int(number) if number.isdecimal() else 0, "General")
        unseen = _at(white, look.get("fontId")) and not _at(filled, look.get("fillId"))
        styles.append(_Style(format=code, hidden=hides(code) or unseen, struck=_at(struck, look.get("fontId"))))
    return styles


def _is_white(colour: Any | None) -> bool:  # noqa: ANN401
    return colour is not None and (colour.get("rgb") in _WHITE or (colour.get("theme") == "0" and not colour.get("tint")))


def _at(told: Sequence[bool], place: str | None) -> bool:
    nth = int(place) if place and place.isdecimal() else -1
    return 0 <= nth < len(told) and told[nth]


def _is_on(mark: Any | None) -> bool:  # noqa: ANN401
    return mark is not None and mark.get("val") not in ("0", "false")


def _string(element: Any | None) -> tuple[str, bool]:  # noqa: ANN401
    """A rich or plain string without its reading aids and what is struck through in it, and whether there is such."""
    if element is None:
        return "", False
    parts: list[str] = []
    gone = False
    for text in element.iter(f"{_S}t"):
        words, run = text.text or "", text.getparent()
        look = run.find(f"{_S}rPr") if run.tag == f"{_S}r" else None
        if look is not None and _is_on(look.find(f"{_S}strike")):
            gone = gone or bool(words.strip())
        elif look is not None and look.find(f"{_S}vertAlign[@val='superscript']") is not None:
            parts.append(raised(words))
        elif run.tag != f"{_S}rPh":
            parts.append(words)
    return _unescaped("".join(parts)), gone


def _unescaped(text: str) -> str:
    """The characters that a string spells as `_x000D_` (ECMA-376 part 1, 22.9.2.19)."""
    return _ESCAPED.sub(lambda found: _character(int(found[1], 16)), text) if "_x" in text else text


def _character(point: int) -> str:
    return "\n" if point in (0x0A, 0x0D) else " " if point < 0x20 else "\ufffd" if 0xD800 <= point < 0xE000 else chr(point)


def _one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text or "\r" in text else text.strip()


def _merged(archive: Archive, part: str) -> Merged:
    """The cells of a sheet that are merged over several rows."""
    merged = Merged()
    for cell in archive.rows(part, f"{_S}mergeCell") if b"mergeCell " in (archive.read(part) or b"") else ():
        found = _REGION.fullmatch(cell.get("ref") or "")
        if found is not None and int(found[2]) < int(found[3]):
            merged.begin(int(found[2]), _place(found[1]), int(found[3]))
    return merged


def _number(told: str | None) -> int:
    return int(told) if told and told.isdecimal() else 0


def _place(reference: str) -> int:
    """The column of a reference such as `AB12`, from 1; 0 for none."""
    found = _COLUMN.match(reference)
    number = 0
    for letter in found[0] if found else "":
        number = 26 * number + ord(letter) - 64
    return number

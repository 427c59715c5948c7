"""XLSX: each sheet as a table, a row a line, numbers as the sheet shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from untuned.errors import UnreadableDocument
from untuned.ingest.load.office.archive import Archive
from untuned.ingest.load.office.number_format import BUILT_IN, hides, shown
from untuned.ingest.load.office.pieces import Made, Piece, asides_of, joined, title_of
from untuned.types.documents import Loaded, MetadataValue

PARSER = "xlsx/1"

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WIDEST = 500
_MOST_CHARACTERS = 60_000_000
_COLUMN = re.compile(r"[A-Z]{1,3}")
_TRUE = ("1", "true", "on")
_WHITE = ("FFFFFFFF", "00FFFFFF", "FFFFFF")
_WORDS: Mapping[str, str] = {"1": "TRUE", "0": "FALSE"}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Style:
    format: str
    hidden: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Book:
    """What the sheets of a workbook share."""

    strings: Sequence[str]
    styles: Sequence[_Style]
    from_1904: bool


def load_xlsx(data: bytes, path: str, *, encoding: str = "") -> Loaded:
    """Each sheet's name as a heading, then its rows, cells joined by ` | `; the first row heads the table when it is all words.

    Numbers, percentages, amounts and dates stand as the sheet shows them (dates as ISO 8601); a formula stands as its last result.
    Hidden sheets, rows, columns and cells (a format that shows nothing, white on white) are left out, which the metadata tell as
    `hidden_text`. Charts and comments are not read. `encoding` is not used.

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
            pieces += [Piece(kind="heading", level=1, text=" ".join((sheet.get("name") or "").split()) or "Sheet"), *_table(rows)]
    if not pieces:
        reason = "none of its sheets shows a value" + (": what it holds is hidden" if reader.hidden else "")
        raise UnreadableDocument(path, reason=reason, remedy="exclude it in sources.exclude")
    metadata: dict[str, MetadataValue] = {"hidden_text": True} if reader.hidden else {}
    title = title_of(archive, [], path)
    return joined(pieces, Made(format="xlsx", parser=PARSER, title=title, metadata=metadata, asides=asides_of(archive, reader.unseen)))


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[str, ...]
    words: bool
    """True when every filled cell holds words."""


def _table(rows: Sequence[_Row]) -> Iterator[Piece]:
    headed = len(rows) > 1 and rows[0].words and sum(map(bool, rows[0].cells)) > 1
    for nth, row in enumerate(rows):
        yield Piece(kind="header" if headed and nth == 0 else "row", text=" | ".join(row.cells))


class _Reader:
    """Reads sheets row by row."""

    def __init__(self, archive: Archive, book: _Book) -> None:
        self._archive = archive
        self._book = book
        self._characters = 0
        self.unseen: list[str] = []
        self.hidden = False

    def rows(self, part: str, path: str) -> Iterator[_Row]:
        """The rows of a sheet that show something."""
        columns = self._hidden_columns(part)
        for row in self._archive.rows(part, f"{_S}row"):
            if row.get("hidden") in _TRUE:
                self.hidden = self.hidden or len(row) > 0
                continue
            found = self._row(row, columns)
            if found is not None:
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

    def _row(self, row: Any, columns: Sequence[tuple[int, int]]) -> _Row | None:  # noqa: ANN401 - lxml has no types
        cells: dict[int, str] = {}
        words = True
        place = 0
        for cell in row.iterfind(f"{_S}c"):
            place = _place(cell.get("r") or "") or place + 1
            text, word = self._cell(cell)
            if not text:
                continue
            if any(first <= place <= last for first, last in columns) or self._style(cell).hidden:
                self.hidden = True
                self.unseen.append(f"{text}\n")
                continue
            cells[place] = text
            words = words and word
        if not cells:
            return None
        last = max(cells)
        places = range(1, last + 1) if last <= _WIDEST else sorted(cells)
        return _Row(tuple(cells.get(place, "") for place in places), words)

    def _style(self, cell: Any) -> _Style:  # noqa: ANN401
        told = cell.get("s") or "0"
        nth = int(told) if told.isdecimal() else 0
        return self._book.styles[nth] if nth < len(self._book.styles) else _Style(format="General", hidden=False)

    def _cell(self, cell: Any) -> tuple[str, bool]:  # noqa: ANN401
        """What a cell shows on one line, and whether that is words."""
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            return _one_line(_string(cell.find(f"{_S}is"))), True
        value = str(cell.findtext(f"{_S}v") or "")
        if not value:
            return "", True
        if kind == "s":
            nth = int(value) if value.isdecimal() else -1
            return _one_line(self._book.strings[nth]) if 0 <= nth < len(self._book.strings) else "", True
        if kind == "n":
            return shown(value, self._style(cell).format, from_1904=self._book.from_1904), False
        return (_WORDS.get(value, value), False) if kind == "b" else (_one_line(value), kind == "str")


def _book(archive: Archive, root: Any, folder: str) -> _Book:  # noqa: ANN401
    strings = [_string(one) for one in archive.rows(f"{folder}/sharedStrings.xml", f"{_S}si")]
    properties = root.find(f"{_S}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in _TRUE
    return _Book(strings=strings, styles=_styles(archive.xml(f"{folder}/styles.xml")), from_1904=from_1904)


def _styles(root: Any | None) -> list[_Style]:  # noqa: ANN401
    if root is None:
        return []
    own = {one.get("numFmtId"): one.get("formatCode") or "General" for one in root.iter(f"{_S}numFmt")}
    white = [_is_white(font.find(f"{_S}color")) for font in root.iterfind(f"{_S}fonts/{_S}font")]
    filled = [
        fill.find(f"{_S}patternFill[@patternType='solid']") is not None or fill.find(f"{_S}gradientFill") is not None
        for fill in root.iterfind(f"{_S}fills/{_S}fill")
    ]
    styles: list[_Style] = []
    for look in root.iterfind(f"{_S}cellXfs/{_S}xf"):
        number = look.get("numFmtId") or "0"
        code = own.get(number) or BUILT_IN.get(int(number) if number.isdecimal() else 0, "General")
        unseen = _at(white, look.get("fontId")) and not _at(filled, look.get("fillId"))
        styles.append(_Style(format=code, hidden=hides(code) or unseen))
    return styles


def _is_white(colour: Any | None) -> bool:  # noqa: ANN401
    return colour is not None and (colour.get("rgb") in _WHITE or (colour.get("theme") == "0" and not colour.get("tint")))


def _at(told: Sequence[bool], place: str | None) -> bool:
    nth = int(place) if place and place.isdecimal() else -1
    return 0 <= nth < len(told) and told[nth]


def _string(element: Any | None) -> str:  # noqa: ANN401
    """A rich or plain string without its reading aids."""
    if element is None:
        return ""
    return "".join(text.text or "" for text in element.iter(f"{_S}t") if text.getparent().tag != f"{_S}rPh")


def _one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text or "\r" in text else text.strip()


def _place(reference: str) -> int:
    """The column of a reference such as `AB12`, from 1; 0 for none."""
    found = _COLUMN.match(reference)
    number = 0
    for letter in found[0] if found else "":
        number = 26 * number + ord(letter) - 64
    return number
